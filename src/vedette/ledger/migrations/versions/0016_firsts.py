"""Incidents of a period are counted and named out of an index, without reading their bodies."""

from alembic import op

revision = "0016"
down_revision = "0015"
NAME = "ix_view_incidents_first_last_id"


def upgrade() -> None:
    """Make the index; the views stay."""
    op.create_index(op.f(NAME), "view_incidents", ["first", "last", "id"], unique=False)
