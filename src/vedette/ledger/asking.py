"""Questions that are asked of every report: put together once, then given to the driver as written.

To build a statement, to look for it among those that were compiled and to write out its list of
names takes SQLAlchemy 120 µs, of which SQLite needs 6 to answer; a question takes 24. A report asks
a hundred.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Delete,
    Table,
    Text,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import SelectBase


class among(ColumnElement[bool]):  # noqa: N801  # reads like a function where it stands
    """Whether a column has one of the values of a list that a question is given by its name."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.listed = bindparam(name, type_=Text())


def unindexed(column: ColumnElement[str]) -> ColumnElement[str]:
    """Give a text as no index has it: SQLite then reads on from a row of the log.

    It would rather read all of an index in whose order something is asked for, of which the rows
    that came last are a few; nothing tells it so (`ANALYZE` does not, of numbers that grow).
    """
    return column.concat(literal_column("''"))


@compiles(among, "sqlite")
def _among_sqlite(one: among, compiler: SQLCompiler, **more: Any) -> str:
    column, listed = compiler.process(one.column, **more), compiler.process(one.listed, **more)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608  # both compiled


@compiles(among, "postgresql")
def _among_postgresql(one: among, compiler: SQLCompiler, **more: Any) -> str:
    return f"{compiler.process(one.column, **more)} = ANY(%({one.listed.key})s)"


class Question:
    """A statement whose places have names; `given` fills them, a list where it says `among`."""

    def __init__(self, statement: SelectBase | Delete | Update) -> None:
        self._statement = statement
        self._written: dict[str, tuple[str, Sequence[str] | None, dict[str, Any]]] = {}

    def __call__(self, connection: Connection, **given: Any) -> CursorResult[*tuple[Any, ...]]:
        """Ask; columns are as the driver gives them: SQLite keeps truth as a number."""
        sql, order, fixed = self._as_written(connection)
        told = fixed | given
        if order is None:
            return connection.exec_driver_sql(sql, told)
        return connection.exec_driver_sql(sql, tuple(_listed(told[name]) for name in order))

    def all(self, connection: Connection, some: Iterable[Any], **given: Any) -> Sequence[Any]:
        """Ask about `some`, each once; without any there is no answer."""
        listed = sorted(set(some))
        return self(connection, some=listed, **given).all() if listed else ()

    def each(self, connection: Connection, listed: Sequence[Mapping[str, Any]]) -> None:
        """Do as the statement says for each of these, without any lists."""
        sql, order, fixed = self._as_written(connection)
        told = [{**fixed, **given} for given in listed]
        connection.exec_driver_sql(sql, [*map(_laid(order), told)] if order else told)

    def _as_written(
        self, connection: Connection
    ) -> tuple[str, Sequence[str] | None, dict[str, Any]]:
        dialect = connection.dialect.name
        if dialect not in self._written:
            self._write(connection)
        return self._written[dialect]

    def _write(self, connection: Connection) -> None:
        compiled = self._statement.compile(dialect=connection.dialect)
        assert isinstance(compiled, SQLCompiler)
        assert "POSTCOMPILE" not in str(compiled), "say `among` instead of `in_`"
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._written[connection.dialect.name] = str(compiled), compiled.positiontup, fixed


def newest(connection: Connection, table: Table) -> int:
    """Give the highest number in a table of the log, 0 where it is empty."""
    return _newest(table)(connection).scalar() or 0


@cache
def _newest(table: Table) -> Question:
    return Question(select(func.max(table.c.seq)))


def _listed(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list) else value


Laid = Callable[[Mapping[str, Any]], tuple[Any, ...]]
"""Lays the values of a row out as a driver takes them that knows no names."""
_INSERTIONS: dict[tuple[str, str, tuple[str, ...]], tuple[str, Laid | None]] = {}


def write(connection: Connection, table: Table, listed: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that name the same columns; the driver takes them as they are.

    What SQLAlchemy looks at in every row takes four times as long as SQLite needs to keep it.
    """
    if not listed:
        return
    sql, laid = _insertion(connection, table, tuple(listed[0]))
    connection.exec_driver_sql(sql, [laid(row) for row in listed] if laid else listed)


def renew(connection: Connection, table: Table, listed: Sequence[Mapping[str, Any]]) -> None:
    """Write rows in place of those with their keys."""
    if table.name not in _REMOVALS:
        own = (column == bindparam(column.name) for column in table.primary_key)
        _REMOVALS[table.name] = Question(delete(table).where(*own))
    names = [column.name for column in table.primary_key]
    before = [{name: row[name] for name in names} for row in listed]
    _REMOVALS[table.name].each(connection, before)
    write(connection, table, listed)


_REMOVALS: dict[str, Question] = {}


def _insertion(
    connection: Connection, table: Table, columns: tuple[str, ...]
) -> tuple[str, Laid | None]:
    """Give the statement that writes these columns, and what lays them out, if anything must."""
    key = (connection.dialect.name, table.name, columns)
    if key not in _INSERTIONS:
        compiled = insert(table).compile(
            dialect=connection.dialect, column_keys=list(columns), for_executemany=True
        )
        order = getattr(compiled, "positiontup", None)
        _INSERTIONS[key] = (str(compiled), _laid(order) if order else None)
    return _INSERTIONS[key]


def _laid(order: Sequence[str]) -> Laid:
    if len(order) > 1:
        return itemgetter(*order)
    (only,) = order
    return lambda row: (row[only],)
