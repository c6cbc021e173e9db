"""Bringing a ledger's schema to the version that this vedette reads, with Alembic."""

from importlib.resources import as_file, files

from sqlalchemy import Engine, Text, inspect, select, table
from sqlalchemy import column as column_

HEAD = "0015"
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
