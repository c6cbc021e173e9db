"""Bringing a ledger's schema to the version that this vedette reads, with Alembic."""

from importlib.resources import as_file, files
from typing import Final

from sqlalchemy import Connection, Engine, Text, inspect, select, table, text
from sqlalchemy import column as column_

HEAD = "0022"
"""The newest revision under `migrations/versions`; a test holds the two together."""


def revision(engine: Engine) -> str | None:
    """Give the revision that a ledger stands at, None for a database with nothing in it."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        numbers = select(column_("version_num", Text)).select_from(table("alembic_version"))
        return connection.execute(numbers).scalar()


def upgrade(engine: Engine, place: str, to: str = HEAD) -> None:
    """Run every migration that is missing up to a revision, all in one transaction."""
    # Alembic takes a third of a second to import: only who needs it pays.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    from vedette.errors import LedgerError  # noqa: PLC0415

    with as_file(files("vedette.ledger") / "migrations") as folder, engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as fault:
            raise LedgerError(
                what="the ledger was written by another version of vedette",
                where=place,
                why=str(fault),
                remedy="open it with that version, or install the newest",
            ) from fault


_UNORDERED: Final = text("""
    SELECT c.relname AS "table", string_agg(
        format('ALTER COLUMN %I TYPE text COLLATE "C"', a.attname), ', ' ORDER BY a.attnum
    ) AS changes
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        AND a.atttypid = 'text'::regtype AND a.attcollation <> '"C"'::regcollation
        AND NOT a.attisdropped AND c.relname = ANY(:ours)
    GROUP BY c.relname ORDER BY c.relname
""")


def put_in_order(connection: Connection, ours: list[str]) -> int:
    """Let PostgreSQL order the texts of our tables by code points; give how many tables it were.

    SQLite does so by nature. By itself PostgreSQL orders as the locale of its database does, in
    which `a` may come before `B` and a dash count for nothing: folds would read in another order
    than in SQLite, and a text would not always be a time.
    """
    found = connection.execute(_UNORDERED, {"ours": ours}).all()
    for row in found:
        connection.exec_driver_sql(f'ALTER TABLE "{row.table}" {row.changes}')
    return len(found)
