"""What goes out: alerts, the words they rest on, envelopes in a chain, and what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _seq(table: str) -> tuple[sa.Column[int], sa.Constraint, sa.Constraint]:
    return (
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f(f"fk_{table}_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables of what goes out anew: nothing had been written into the old ones."""
    op.drop_table("deliveries")
    op.drop_table("outbox")
    op.create_table(
        "alerts",
        *_seq("alerts"),
        *_texts("key", "thread", "rule", "subject", "name", "cause", "standing", "body", "at"),
        sa.UniqueConstraint("key", name=op.f("uq_alerts_key")),
    )
    op.create_index(op.f("ix_alerts_thread"), "alerts", ["thread"], unique=False)
    op.create_table(
        "grounds",
        sa.Column("alert", Number, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        *_texts("article"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alerts.seq"], name=op.f("fk_grounds_alert")),
        sa.PrimaryKeyConstraint("alert", "n", name=op.f("pk_grounds")),
    )
    op.create_index(op.f("ix_grounds_article"), "grounds", ["article"], unique=False)
    op.create_table(
        "outbox",
        *_seq("outbox"),
        sa.Column("alert", Number, nullable=False),
        *_texts("channel", "at"),
        sa.ForeignKeyConstraint(["alert"], ["alerts.seq"], name=op.f("fk_outbox_alert")),
        sa.UniqueConstraint("alert", "channel", name=op.f("uq_outbox_alert_channel")),
    )
    op.create_index(op.f("ix_outbox_channel"), "outbox", ["channel"], unique=False)
    op.create_table(
        "envelopes",
        *_seq("envelopes"),
        *_texts("key", "channel", "recipient", "hash", "at", "before", "link"),
        sa.UniqueConstraint("key", name=op.f("uq_envelopes_key")),
    )
    op.create_index(op.f("ix_envelopes_channel_at"), "envelopes", ["channel", "at"], unique=False)
    op.create_table(
        "enclosed",
        sa.Column("envelope", Number, nullable=False),
        sa.Column("posted", Number, nullable=False),
        sa.ForeignKeyConstraint(["envelope"], ["envelopes.seq"], name=op.f("fk_enclosed_envelope")),
        sa.ForeignKeyConstraint(["posted"], ["outbox.seq"], name=op.f("fk_enclosed_posted")),
        sa.PrimaryKeyConstraint("envelope", "posted", name=op.f("pk_enclosed")),
    )
    op.create_index(op.f("ix_enclosed_posted"), "enclosed", ["posted"], unique=False)
    op.create_table(
        "deliveries",
        *_seq("deliveries"),
        sa.Column("envelope", Number, nullable=False),
        *_texts("at", "outcome", "told"),
        sa.Column("wait", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["envelope"], ["envelopes.seq"], name=op.f("fk_deliveries_envelope")
        ),
    )
    op.create_index(op.f("ix_deliveries_envelope"), "deliveries", ["envelope"], unique=False)
    op.create_table("stirred", *_texts("article"), sa.PrimaryKeyConstraint("article"))
