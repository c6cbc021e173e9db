"""Keys weigh something, so that an index alone tells which articles are worth comparing."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the view anew; the next fold fills it."""
    op.drop_table("view_keys")
    op.create_table(
        "view_keys",
        sa.Column("key", Number, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "article", name=op.f("pk_view_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_view_keys_article"), "view_keys", ["article"], unique=False)
