"""The newest polls and captures of a source are read out of an index, without sorting its past."""

from alembic import op

revision = "0019"
down_revision = "0018"
NEW = (
    ("polls", ("source", "channel", "seq")),
    ("captures", ("source", "seq")),
    ("captures", ("hash",)),
)


def upgrade() -> None:
    """Make the indexes; that of polls by their moments is asked no more."""
    for table, columns in NEW:
        op.create_index(op.f("_".join(("ix", table, *columns))), table, list(columns), unique=False)
    op.drop_index(op.f("ix_polls_source_channel_at"), "polls")
