"""A ledger with a row in every table, whatever tables there are."""

from sqlalchemy import Boolean, Float, Integer, LargeBinary, func, insert, select

from vedette.ledger import schema as t
from vedette.ledger.search import indexed
from vedette.ledger.store import Store

TEXT = "Ünïcode – “quoted”\tЖ 🚢\nline"


def cram(url):
    """Make a ledger with a row in every table; what one names stands in the other."""
    store = Store(url, write=True)
    with store.transaction() as connection:
        for n, table in enumerate(t.metadata.sorted_tables):
            if "seq" in table.c and table.c.seq.foreign_keys:
                row = {"seq": 9_000_000_000 + n, "noun": table.name, "recorded": TEXT}
                connection.execute(insert(t.log), row)
            made = {column.name: _value(connection, column, n) for column in table.c}
            connection.execute(insert(table), made)
        connection.execute(
            insert(indexed), {"rowid": 5, "title": TEXT, "text": "B a", "outlet": ""}
        )
    store.close()


def _value(connection, column, n):
    if column.nullable and n % 2:
        return None
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None
        return connection.execute(select(func.max(key.column))).scalar()
    made = {Boolean: bool(n % 2), Float: 0.1 + n, LargeBinary: bytes([0, 255, n])}
    made[Integer] = 2**31 - 1 - n
    return next((made[kind] for kind in made if isinstance(column.type, kind)), TEXT)
