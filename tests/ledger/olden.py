"""A ledger laid out as an earlier vedette had it."""

import sqlite3
from contextlib import closing

from sqlalchemy import create_engine

from vedette.ledger import migrate
from vedette.ledger import schema as t

EARLIER = tuple(f"{n:04}" for n in range(1, int(migrate.HEAD)))
"""Every revision before the present one, the first first."""
VIEWS = frozenset(view.name for view in (*t.VIEWS, t.snapshots))
OF_FINDINGS = {"anchors", "fields"}
LOG = tuple(sorted(set(t.metadata.tables) - VIEWS))
"""The tables that are no views: what a ledger holds."""


def olden(ledger, path, revision):
    """Write what a ledger holds into a new file as it stood at a revision.

    What that revision had no table or column for is left out; its views were folded by other code.
    """
    engine = create_engine(f"sqlite:///{path}")
    migrate.upgrade(engine, str(path), revision)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS newer", [str(ledger)])
        for table in (*LOG, *sorted(VIEWS)):
            if (shared := _shared(connection, table)) and not _needed(connection, table):
                given = _named(connection, "newer", table, shared)
                told = f"INSERT INTO {table} ({shared}) SELECT {given} FROM newer.{table}"
                connection.execute(told)
        connection.execute("UPDATE view_snapshots SET code = 'as it was'")
        connection.commit()


def told(path, like):
    """Every row of the log, by table, in the columns that another ledger has too."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS newer", [str(like)])
        return {
            table: sorted(map(repr, connection.execute(f"SELECT {given} FROM main.{table}")))
            for table in LOG
            if (shared := _shared(connection, table))
            and (given := _named(connection, "main", table, shared))
        }


def _named(connection, file, table, columns):
    """Give the name of a finding where only its number stands, as earlier ledgers had it."""
    if table not in OF_FINDINGS or "ref" not in _columns(connection, file, "findings"):
        return columns
    named = f"(SELECT f.id FROM {file}.findings f WHERE f.ref = finding)"
    return columns.replace('"finding"', named)


def _shared(connection, table):
    """Name the columns that a table has in both files."""
    return ", ".join(
        f'"{name}"'
        for name in sorted(
            _columns(connection, "main", table) & _columns(connection, "newer", table)
        )
    )


def _needed(connection, table):
    """The columns that must be filled, and that the newer file has none of: of some views."""
    return _columns(connection, "main", table, must=True) - _columns(connection, "newer", table)


def _columns(connection, where, table, *, must=False):
    told = connection.execute(f"PRAGMA {where}.table_info({table})")
    return {row[1] for row in told if row[3] or not must}


def revision(path):
    """The revision at which a file stands."""
    with closing(sqlite3.connect(path)) as connection:
        (number,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return number
