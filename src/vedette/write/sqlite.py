"""Incidents as one SQLite file: the tables of the dictionary with their keys, and words to search.

    incidents ◄── reports …       as in `tables`, with primary and foreign keys and checks
    reports_search                full text of headlines and quotations (FTS5)
    dictionary                    every table and column with its sentence
    about                         what the file is, and on which terms it may be used

Lists are JSON arrays, moments ISO 8601 in UTC, booleans 0 and 1. The file is written as incidents
come, in a folder of its own, and is the same each time under one version of SQLite.

Source: SQLite's own documentation of foreign keys, STRICT tables and FTS5 external content.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from vedette.answers import Dossier, Imprint
from vedette.write.package import cell
from vedette.write.parts import pieces
from vedette.write.tables import rows
from vedette.write.tables.shape import Column, Row, Table, tables
from vedette.write.terms import about

MEDIA_TYPE = "application/vnd.sqlite3"
TYPES: Final[Mapping[str, str]] = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
"""The dictionary's types as SQLite stores them; the others are TEXT."""
SEARCHED: Final = ("title", "quotation")
"""Columns of the reports whose words are looked for."""
DICTIONARY: Final = """CREATE TABLE dictionary (
  "table" TEXT NOT NULL,
  "column" TEXT NOT NULL,
  type TEXT NOT NULL,
  says TEXT NOT NULL,
  PRIMARY KEY ("table", "column")
) STRICT"""


def write_incidents(dossiers: Iterable[Dossier], imprint: Imprint) -> Iterator[bytes]:
    """Write a database, table by table as incidents come; it is read when it is whole."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.sqlite"
        fill(path, dossiers, imprint)
        with path.open("rb") as file:
            yield from pieces(file)


def fill(path: Path, dossiers: Iterable[Dossier], imprint: Imprint) -> None:
    """Fill a file that is not there yet. It is nobody's but ours until it is whole: no journal."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for one in tables():
            connection.execute(created(one))
        inserts = {one.name: _insert(one) for one in tables()}
        for name, row in rows(dossiers, imprint):
            connection.execute(inserts[name], _stored(row))
        _explain(connection, imprint)
        _index(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA optimize")


def created(one: Table) -> str:
    """Write the statement that makes a table."""
    lines = [
        *map(_column, one.columns),
        f"PRIMARY KEY ({', '.join(one.key)})",
        *(
            f"FOREIGN KEY ({column.name}) REFERENCES {column.leads} (id)"
            for column in one.columns
            if column.leads
        ),
    ]
    return f"CREATE TABLE {one.name} (\n  " + ",\n  ".join(lines) + "\n) STRICT"


def _column(column: Column) -> str:
    kind = TYPES.get(column.type, "TEXT")
    needed = " NOT NULL" if column.needed else ""
    return f"{column.name} {kind}{needed}{_check(column)}"


def _check(column: Column) -> str:
    if column.type == "boolean":
        return f" CHECK ({column.name} IN (0, 1))"
    if column.type == "list":
        return f" CHECK (json_valid({column.name}))"
    if column.among:
        values = ", ".join(f"'{value}'" for value in column.among)
        return f" CHECK ({column.name} IN ({values}))"
    return ""


def _insert(one: Table) -> str:
    names = [column.name for column in one.columns]
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {one.name} ({', '.join(names)}) VALUES ({values})"  # noqa: S608  # ours


def _stored(row: Row) -> dict[str, Any]:
    return {name: int(told) if isinstance(told, bool) else cell(told) for name, told in row.items()}


def _explain(connection: sqlite3.Connection, imprint: Imprint) -> None:
    """Put the dictionary into the file, so that it explains itself wherever it is passed on."""
    connection.execute("CREATE TABLE about (says TEXT NOT NULL) STRICT")
    connection.execute("INSERT INTO about VALUES (?)", [about(sample=imprint.sample)])
    connection.execute(DICTIONARY)
    told = [(one.name, c.name, c.type, c.says) for one in tables() for c in one.columns]
    connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?)", told)


def _index(connection: sqlite3.Connection) -> None:
    """Index what leads elsewhere, and the words of the reports."""
    for one in tables():
        for column in one.columns:
            if column.leads and one.key[0] != column.name:
                name = f"{one.name}_{column.name}"
                connection.execute(f"CREATE INDEX {name} ON {one.name} ({column.name})")
    words = ", ".join(SEARCHED)
    connection.execute(
        f"CREATE VIRTUAL TABLE reports_search USING fts5 ({words}, content = reports)"
    )
    connection.execute("INSERT INTO reports_search (reports_search) VALUES ('rebuild')")
