"""How closely a toponym is told, its radius, and whether it is a metonym."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the ledger forward; older codings do not tell, and stay as they are."""
    op.add_column("places", sa.Column("precision", sa.Text(), nullable=True))
    op.add_column("places", sa.Column("radius_km", sa.Float(), nullable=True))
    op.add_column("places", sa.Column("metonym", sa.Boolean(), nullable=True))
