"""What is ordinary is seen by the keys, so that reports need not be read to be left out.

The views are filled by the next fold, which the number of their code makes start afresh.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns."""
    language = sa.Column("language", sa.Text(), nullable=False, server_default="")
    op.add_column("view_keys", language)
    flag = sa.Boolean()
    op.add_column("view_keys", sa.Column("ordinary", flag, nullable=False, server_default="0"))
