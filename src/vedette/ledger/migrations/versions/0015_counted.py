"""Incidents are counted out of an index, without reading their bodies."""

from alembic import op

revision = "0015"
down_revision = "0014"
NAME = "ix_view_incidents_kind_country_status_targets_confirmed"


def upgrade() -> None:
    """Make the index; the views stay."""
    columns = ["kind", "country", "status", "targets", "confirmed"]
    op.create_index(op.f(NAME), "view_incidents", columns, unique=False)
