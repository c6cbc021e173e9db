"""Views of what polls let us see, and of what came."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT, COUNT, FLAG = sa.Text(), sa.Integer(), sa.Boolean()


def upgrade() -> None:
    """Add the views; the next fold fills them."""
    channel = {"source": TEXT, "channel": TEXT}
    _create(
        "view_looks",
        {**channel, "day": TEXT},
        {"good": COUNT, "failed": COUNT, "covered": Number, "why": TEXT},
    )
    _create(
        "view_tracks",
        channel,
        {"day": TEXT, "last": TEXT, "failing": COUNT, "gaps": TEXT},
        {"first": TEXT, "good": TEXT, "interval": Number, "spell": TEXT},
    )
    _create(
        "view_spells",
        {**channel, "since": TEXT},
        {"failed": COUNT, "why": TEXT},
        {"until": TEXT},
    )
    op.create_index(op.f("ix_view_spells_until"), "view_spells", ["until"], unique=False)
    told = dict.fromkeys(("channel", "known", "day", "language", "stage", "why"), TEXT)
    flags = dict.fromkeys(("late", "read", "coded"), FLAG)
    _create("view_arrived", {"source": TEXT, "key": TEXT}, {**told, **flags})
    counted = dict.fromkeys(("source", "channel", "day", "language", "why"), TEXT)
    _create("view_arrivals", {**counted, **flags}, {"n": COUNT})


def _create(
    name: str, key: dict[str, Any], told: dict[str, Any], open_: dict[str, Any] | None = None
) -> None:
    """Create a table: its key, columns that are never empty, and those that may be."""
    op.create_table(
        name,
        *(sa.Column(n, t, nullable=False) for n, t in (key | told).items()),
        *(sa.Column(n, t, nullable=True) for n, t in (open_ or {}).items()),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        # Those that are read in whole lie in the order of their keys.
        sqlite_with_rowid=name not in {"view_looks", "view_arrivals"},
    )
