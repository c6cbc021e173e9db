"""By which copies and others are found lies in one order, not in three: half of a ledger was that.

The views are filled by the next fold, which the number of their code makes start afresh.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the views of copies anew, and one that tells the keys of an article."""
    op.drop_table("view_bands")
    op.create_table(
        "view_bands",
        sa.Column("band", NUMBER, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("first", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("band", "day", "first", name=op.f("pk_view_bands")),
        sqlite_with_rowid=False,
    )
    op.drop_table("view_shingled")
    op.create_table(
        "view_shingled",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
        sa.Column("bands", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_shingled")),
    )
    op.drop_index("ix_view_keys_article", "view_keys")
    op.create_table(
        "view_keyed",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("ordinary", sa.Boolean(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_keyed")),
    )
