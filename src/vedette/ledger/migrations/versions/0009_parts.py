"""Which articles are worked out together is kept: only what changes is worked out anew."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the view; the next fold fills it."""
    op.create_table(
        "view_parts",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_parts")),
    )
    op.create_index(op.f("ix_view_parts_part"), "view_parts", ["part"], unique=False)
