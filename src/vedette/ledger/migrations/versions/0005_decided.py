"""Views of the decisions that are in force, and of what they keep out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the views; the next fold fills them."""
    op.create_table(
        "view_rulings",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("decision", Number, nullable=False),
        sa.PrimaryKeyConstraint("article", "decision", name=op.f("pk_view_rulings")),
    )
    op.create_table(
        "view_left_out",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("decision", Number, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("article", "finding", name=op.f("pk_view_left_out")),
    )
    for table in ("view_rulings", "view_left_out"):
        op.create_index(op.f(f"ix_{table}_decision"), table, ["decision"], unique=False)
