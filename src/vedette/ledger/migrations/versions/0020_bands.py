"""By which copies are found lies in one order, by number and day: a seventh of what it took.

The views are filled by the next fold, which the number of their code makes start afresh.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both views anew."""
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
