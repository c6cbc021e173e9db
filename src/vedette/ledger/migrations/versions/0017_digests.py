"""Each incident has a digest, so that one sees which are others without reading them.

The views are filled by the next fold, which the number of their code makes start afresh.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the column and the index."""
    digest = sa.Column("digest", NUMBER, nullable=False, server_default="0")
    op.add_column("view_incidents", digest)
    name = op.f("ix_view_incidents_id_digest")
    op.create_index(name, "view_incidents", ["id", "digest"], unique=False)
