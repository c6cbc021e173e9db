"""Keys lie in the order in which articles became known; which are worked out together is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the views anew; the next fold fills them."""
    op.drop_table("view_keys")
    op.create_table(
        "view_keys",
        sa.Column("key", Number, nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "known", "article", name=op.f("pk_view_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_view_keys_article"), "view_keys", ["article"], unique=False)
    op.create_table(
        "view_parts",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_parts")),
    )
    op.create_index(op.f("ix_view_parts_part"), "view_parts", ["part"], unique=False)
