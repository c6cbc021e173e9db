"""Who has taken on what, what may be the same, and how sure an incident is: for who looks it over.

The views are filled by the next fold, which the number of their code makes start afresh.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

TEXT = sa.Text()
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the column and the views, and indexes by what is decided and by what broke."""
    sure = sa.Column("sure", sa.Float(), nullable=False, server_default="1")
    op.add_column("view_incidents", sure)
    op.create_index("ix_view_incidents_sure", "view_incidents", ["sure"])
    op.create_index("ix_alerts_at", "alerts", ["at"])
    op.create_index("ix_issues_stage", "issues", ["stage"])
    op.create_index("ix_decisions_verb", "decisions", ["verb"])
    op.create_table(
        "view_kin",
        sa.Column("one", TEXT, nullable=False),
        sa.Column("other", TEXT, nullable=False),
        sa.Column("odds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_view_kin")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_view_kin_other", "view_kin", ["other"])
    op.create_index("ix_view_kin_odds", "view_kin", ["odds"])
    op.create_table(
        "view_about",
        sa.Column("noun", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("decision", NUMBER, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("noun", "name", "decision", name=op.f("pk_view_about")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_view_about_decision", "view_about", ["decision"])
