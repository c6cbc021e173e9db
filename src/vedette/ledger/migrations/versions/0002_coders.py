"""Several coders side by side, the rule of a field, and what a coder took back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the ledger forward; what stands in it stays as it is, by the coder that counts."""
    op.add_column("fields", sa.Column("rule", sa.Text(), nullable=True))
    op.add_column("codings", sa.Column("dropped", sa.Text(), nullable=True))
    op.add_column("coded", sa.Column("beside", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "view_codings",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.Column("coding", Number, nullable=False),
        sa.PrimaryKeyConstraint("article", "beside", name=op.f("pk_view_codings")),
    )
    op.create_index(op.f("ix_view_codings_coding"), "view_codings", ["coding"], unique=False)
