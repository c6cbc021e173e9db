"""Whose a browser is that asked to be told: who may not come in any longer is not told either."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Keep it with the address; of those that are there, nobody knows."""
    op.add_column("addresses", sa.Column("owner", sa.Text(), nullable=True))
