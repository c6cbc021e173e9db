"""Views of stories, incidents, tellings and disagreements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the views; the next fold fills them."""
    _create("view_keys", ("key", Number, "article", sa.Text()), at=sa.Text())
    _create("view_links", ("one", sa.Text(), "other", sa.Text()), odds=sa.Float())
    _create("view_stories", ("article", sa.Text()), story=sa.Text(), n=sa.Integer())
    op.create_table(
        "view_incidents",
        sa.Column("id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TOLD),
        *(sa.Column(name, sa.Text(), nullable=True) for name in _OPEN),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_incidents")),
    )
    op.create_table(
        "view_tellings",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("incident", "n", name=op.f("pk_view_tellings")),
    )
    _create(
        "view_disagreements", ("incident", sa.Text(), "field", sa.Text()), body=sa.LargeBinary()
    )
    _create("view_utterances", ("id", sa.Text()), article=sa.Text(), body=sa.LargeBinary())
    for table, column in _INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


_TOLD = ("story", "kind", "status", "first", "last")
_OPEN = ("when_first", "when_last", "country")
_INDEXED = (
    ("view_keys", "article"),
    ("view_links", "other"),
    ("view_stories", "story"),
    ("view_incidents", "story"),
    ("view_incidents", "kind"),
    ("view_incidents", "last"),
    ("view_incidents", "country"),
    ("view_tellings", "article"),
    ("view_tellings", "finding"),
    ("view_utterances", "article"),
)


def _create(name: str, key: tuple[Any, ...], **columns: Any) -> None:
    """Create a table: names and types of its key, then columns that are never empty."""
    named = dict(zip(key[::2], key[1::2], strict=True))
    op.create_table(
        name,
        *(sa.Column(str(n), t, nullable=False) for n, t in (named | columns).items()),
        sa.PrimaryKeyConstraint(*map(str, named), name=op.f(f"pk_{name}")),
    )
