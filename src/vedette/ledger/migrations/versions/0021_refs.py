"""Anchors and fields lie by the number of their finding, and its findings by that of a coding.

A finding's name is a hash: rows that lay by it were written all over a ledger, which took half of
the time of appending at a million findings, and most of the room. The views stay.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OWNED = {"anchors": ("n",), "fields": ("field", "n")}
INDEXES = {
    "findings": (["coding", "ordinal"], ["type", "kind"]),
    "fields": (["field", "value"],),
}


def upgrade() -> None:
    """Give numbers to findings, and lay what is theirs by these."""
    if op.get_bind().dialect.name == "sqlite":
        _written_anew()
    else:
        _altered()


def _altered() -> None:
    for table in OWNED:
        op.drop_constraint(op.f(f"fk_{table}_finding"), table)
    op.add_column("findings", sa.Column("ref", NUMBER))
    op.execute("UPDATE findings SET ref = coding * 1000 + ordinal")
    op.drop_constraint(op.f("pk_findings"), "findings")
    op.create_primary_key(op.f("pk_findings"), "findings", ["ref"])
    op.create_unique_constraint(op.f("uq_findings_id"), "findings", ["id"])
    numbered = sa.table("findings", sa.column("ref"), sa.column("id"))
    for table, names in OWNED.items():
        op.drop_constraint(op.f(f"pk_{table}"), table)
        op.add_column(table, sa.Column("ref", NUMBER))
        owned = sa.table(table, sa.column("ref"), sa.column("finding"))
        op.execute(
            owned.update().values(ref=numbered.c.ref).where(numbered.c.id == owned.c.finding)
        )
        op.drop_column(table, "finding")
        op.alter_column(table, "ref", new_column_name="finding")
        op.create_primary_key(op.f(f"pk_{table}"), table, ["finding", *names])
        op.create_foreign_key(op.f(f"fk_{table}_finding"), table, "findings", ["finding"], ["ref"])


def _written_anew() -> None:
    for table, listed in INDEXES.items():
        for names in listed:
            op.drop_index(_index(table, names), table)
    for table in ("findings", *OWNED):
        op.rename_table(table, f"old_{table}")
    _make_findings()
    op.execute(
        "INSERT INTO findings (ref, id, coding, ordinal, type, kind, confidence, rule)"
        " SELECT coding * 1000 + ordinal, id, coding, ordinal, type, kind, confidence, rule"
        " FROM old_findings ORDER BY coding, ordinal"
    )
    _make_anchors()
    _make_fields()
    op.execute(
        'INSERT INTO anchors (finding, n, start, "end") SELECT f.ref, o.n, o.start, o."end"'
        " FROM findings f CROSS JOIN old_anchors o ON o.finding = f.id ORDER BY f.ref"
    )
    op.execute(
        'INSERT INTO fields (finding, field, n, start, "end", text, value, form, rule)'
        ' SELECT f.ref, o.field, o.n, o.start, o."end", o.text, o.value, o.form, o.rule'
        " FROM findings f CROSS JOIN old_fields o ON o.finding = f.id ORDER BY f.ref"
    )
    op.drop_table("old_anchors")
    op.drop_table("old_fields")
    op.drop_table("old_findings")
    for table, listed in INDEXES.items():
        for names in listed:
            op.create_index(_index(table, names), table, names, unique=False)


def _index(table: str, names: list[str]) -> str:
    return op.f(f"ix_{table}_{'_'.join(names)}")


def _make_findings() -> None:
    op.create_table(
        "findings",
        sa.Column("ref", NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("coding", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_findings_coding")),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_findings")),
        sa.UniqueConstraint("id", name=op.f("uq_findings_id")),
    )


def _make_anchors() -> None:
    op.create_table(
        "anchors",
        sa.Column("finding", NUMBER, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["finding"], ["findings.ref"], name=op.f("fk_anchors_finding")),
        sa.PrimaryKeyConstraint("finding", "n", name=op.f("pk_anchors")),
        sqlite_with_rowid=False,
    )


def _make_fields() -> None:
    op.create_table(
        "fields",
        sa.Column("finding", NUMBER, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["finding"], ["findings.ref"], name=op.f("fk_fields_finding")),
        sa.PrimaryKeyConstraint("finding", "field", "n", name=op.f("pk_fields")),
        sqlite_with_rowid=False,
    )
