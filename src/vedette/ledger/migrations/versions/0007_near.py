"""Where incidents are, what was hit, and when their stage was last confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the view anew, empty: the next fold fills it.

    Added to the old one, the columns would stand behind the incident's JSON, which SQLite would
    have to read each time to get to them.
    """
    op.drop_table("view_incidents")
    op.create_table(
        "view_incidents",
        sa.Column("id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TOLD),
        *(sa.Column(name, sa.Text(), nullable=True) for name in _OPEN),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("confirmed", "targets")),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("lat", "lon", "radius_km")),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_incidents")),
    )
    for column in ("story", "kind", "last", "country"):
        op.create_index(
            op.f(f"ix_view_incidents_{column}"), "view_incidents", [column], unique=False
        )


_TOLD = ("story", "kind", "status", "first", "last")
_OPEN = ("when_first", "when_last", "country")
