"""How captures are handled; what is therefore not clear, and who has released what."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TEXT = sa.Text()


def upgrade() -> None:
    """Add the column, and the views, which the next fold fills; what was taken in was clear."""
    handling = sa.Column("handling", TEXT, nullable=False, server_default="clear")
    op.add_column("captures", handling)
    op.create_table(
        "view_handling",
        *(sa.Column(name, TEXT, nullable=False) for name in ("noun", "name", "handling")),
        sa.PrimaryKeyConstraint("noun", "name", name=op.f("pk_view_handling")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "view_released",
        *(sa.Column(name, TEXT, nullable=False) for name in ("incident", "author")),
        sa.PrimaryKeyConstraint("incident", "author", name=op.f("pk_view_released")),
        sqlite_with_rowid=False,
    )
