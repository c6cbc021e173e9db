"""Where a copied ledger lands: a new file of SQLite, or an empty database of PostgreSQL.

Both take rows without indexes and without looking whether what a row names is there, and see to
both in the end, which costs a third of it. Until then nothing of the copy counts: the file has not
its name yet, the transaction is open.
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import Connection, TableClause, select, text
from sqlalchemy.exc import DBAPIError

from vedette.errors import LedgerError
from vedette.ledger import soundness, terms
from vedette.ledger.store import Store, named
from vedette.ledger.sums import TABLES, Sum, Told, sums

SWIFT: Final = ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-65536")
"""How a file is filled that is thrown away when anything goes wrong."""


class Landing(Protocol):
    """A place for rows."""

    def take(self, table: TableClause, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows of a table, their columns in the order of the schema."""

    def settle(self) -> None:
        """Make the indexes, and look whether all that rows name is there."""

    def sums(self, told: Told) -> tuple[Sum, ...]:
        """Add up what has been written, read back from where it lies."""


Land = Callable[[Landing], None]
"""Fills a landing; what it wrote is kept when it returns, and gone when it raises."""


def land(url: str, fill: Land) -> None:
    """Let a landing be filled, whole or not at all. Raises LedgerError where nothing may land."""
    parsed = named(url)
    if parsed.drivername == "sqlite":
        _file(Path(parsed.database or ""), fill)
    else:
        _database(url, fill)


# ── SQLite ──────────────────────────────────────────────────────────────────────────────────────


class _File:
    """A file of SQLite that has no other name yet."""

    def __init__(self, part: str, connection: sqlite3.Connection) -> None:
        self._part = part
        self._connection = connection
        self._indexes = list(
            connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            )
        )
        for name, _ in self._indexes:
            connection.execute(f'DROP INDEX "{name}"')

    def take(self, table: TableClause, rows: Sequence[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(table.c))
        self._connection.executemany(
            f"INSERT INTO {table.name} ({_columns(table)}) VALUES ({marks})",  # noqa: S608
            map(tuple, rows),
        )

    def settle(self) -> None:
        for _, sql in self._indexes:
            self._connection.execute(sql)
        self._connection.commit()
        self._connection.execute("PRAGMA journal_mode=WAL")
        if wrong := soundness.faults(self._part):
            raise LedgerError(
                what="the copy is not whole",
                where=self._part,
                why=wrong[0],
                remedy="see to the disk, and to the ledger itself: vedette ledger check",
            )

    def sums(self, told: Told) -> tuple[Sum, ...]:
        reading = Store(self._part)
        try:
            with reading.reading(always=True) as connection:
                return sums(connection, told)
        finally:
            reading.close()


def _file(path: Path, fill: Land) -> None:
    if path.exists():
        raise LedgerError(
            what="there is a file already",
            where=str(path),
            remedy="name another, or take it away",
        )
    part = path.with_name(f"{path.name}.part")
    where = f"sqlite:///{part}"
    try:
        _take_away(part)
        Store(where, write=True).close()
        with closing(sqlite3.connect(part, isolation_level="DEFERRED")) as connection:
            for pragma in SWIFT:
                connection.execute(f"PRAGMA {pragma}")
            fill(_File(where, connection))
        _write_through(part)
        part.replace(path)
    except (sqlite3.Error, OSError) as fault:
        raise _full(str(path), fault) from fault
    finally:
        _take_away(part)


def _take_away(part: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def _write_through(path: Path) -> None:
    """Have the system write a file down before it gets its name."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


# ── PostgreSQL ──────────────────────────────────────────────────────────────────────────────────

_INDEXES: Final = text("""
    SELECT 'DROP INDEX ' || format('%I', c.relname), pg_get_indexdef(c.oid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class o ON o.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND o.relname = ANY(:ours)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)
    ORDER BY c.relname
""")
_FOREIGN: Final = text("""
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
            pg_get_constraintdef(oid))
    FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
        AND conrelid::regclass::text = ANY(:ours)
    ORDER BY conname
""")


class _Database:
    """An open transaction in a database of PostgreSQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        ours = {"ours": [table.name for table in TABLES]}
        found = [*connection.execute(_FOREIGN, ours), *connection.execute(_INDEXES, ours)]
        self._again = [again for _, again in reversed(found)]
        for drop, _ in found:
            connection.exec_driver_sql(drop)

    def take(self, table: TableClause, rows: Sequence[Sequence[Any]]) -> None:
        worded = table.name == "view_search"
        columns = _columns(table) + (", words" if worded else "")
        cursor = self._connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((*row, terms.vector(*row[1:])) if worded else row)

    def settle(self) -> None:
        for sql in self._again:
            self._connection.exec_driver_sql(sql)
        self._connection.exec_driver_sql("ANALYZE")

    def sums(self, told: Told) -> tuple[Sum, ...]:
        return sums(self._connection, told)


def _database(url: str, fill: Land) -> None:
    store = Store(url, write=True)
    wrong = store.engine.dialect.loaded_dbapi.Error
    try:
        with store.watched(), store.transaction() as connection:
            _must_be_empty(store, connection)
            fill(_Database(connection))
    except (wrong, DBAPIError) as fault:
        raise _full(store.place, fault) from fault
    finally:
        store.close()


def _must_be_empty(store: Store, connection: Connection) -> None:
    for table in TABLES:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise LedgerError(
                what="there is a ledger already",
                where=store.place,
                why=f"{table.name} is not empty",
                remedy="name a new database; `createdb` makes one",
            )


def _columns(table: TableClause) -> str:
    return ", ".join(f'"{column.name}"' for column in table.c)


def _full(where: str, fault: Exception) -> LedgerError:
    return LedgerError(
        what="the copy cannot be written; nothing of it is left",
        where=where,
        why=str(fault.orig if isinstance(fault, DBAPIError) else fault).strip()[:300],
        remedy="make room, or see what the database says",
    )
