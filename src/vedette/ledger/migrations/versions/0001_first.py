"""The first ledger: the log, what comes in, what is coded, what people add, and the views."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite gives 64 bits to what it calls INTEGER; PostgreSQL wants to be asked for them.
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the ledger forward."""
    op.create_table(
        "bodies",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_bodies")),
    )
    op.create_table(
        "log",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
    )
    op.create_table(
        "view_bands",
        sa.Column("band", Number, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("band", "article", name=op.f("pk_view_bands")),
    )
    op.create_index(op.f("ix_view_bands_article"), "view_bands", ["article"], unique=False)
    op.create_table(
        "view_copies",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_copies")),
    )
    op.create_index(op.f("ix_view_copies_origin"), "view_copies", ["origin"], unique=False)
    op.create_table(
        "view_likenesses",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_view_likenesses")),
    )
    op.create_index(op.f("ix_view_likenesses_other"), "view_likenesses", ["other"], unique=False)
    op.create_table(
        "view_shingled",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("shingles", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_shingled")),
    )
    op.create_table(
        "view_snapshots",
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("seq", Number, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("view", name=op.f("pk_view_snapshots")),
    )
    op.create_table(
        "view_standing",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("first", Number, nullable=False),
        sa.Column("seq", Number, nullable=False),
        sa.Column("coding", Number, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_view_standing")),
        sa.UniqueConstraint("first", name=op.f("uq_view_standing_first")),
    )
    op.create_index(op.f("ix_view_standing_coding"), "view_standing", ["coding"], unique=False)
    op.create_index(op.f("ix_view_standing_known"), "view_standing", ["known"], unique=False)
    op.create_index(op.f("ix_view_standing_seq"), "view_standing", ["seq"], unique=False)
    op.create_index(op.f("ix_view_standing_source"), "view_standing", ["source"], unique=False)
    op.create_table(
        "captures",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("wants_page", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_captures_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_source_key"), "captures", ["source", "key"], unique=False)
    op.create_table(
        "codings",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_codings_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_codings")),
        sa.UniqueConstraint("id", name=op.f("uq_codings_id")),
    )
    op.create_table(
        "days",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_days_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_days")),
        sa.UniqueConstraint("day", name=op.f("uq_days_day")),
    )
    op.create_table(
        "decisions",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("withdraws", Number, nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_decisions_seq")),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["decisions.seq"], name=op.f("fk_decisions_withdraws")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_article"), "decisions", ["article"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_deliveries_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_key"), "deliveries", ["key"], unique=False)
    op.create_table(
        "issues",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_issues_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_article"), "issues", ["article"], unique=False)
    op.create_table(
        "names",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minted_for", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_names_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_names")),
        sa.UniqueConstraint("name", name=op.f("uq_names_name")),
    )
    op.create_table(
        "outbox",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_outbox_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_table(
        "redirects",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_redirects_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_redirects")),
    )
    op.create_index(op.f("ix_redirects_old"), "redirects", ["old"], unique=False)
    op.create_table(
        "tombstones",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_tombstones_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_tombstones")),
    )
    op.create_index(op.f("ix_tombstones_hash"), "tombstones", ["hash"], unique=False)
    op.create_table(
        "versions",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_versions_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_versions")),
    )
    op.create_index(op.f("ix_versions_noun_name"), "versions", ["noun", "name"], unique=False)
    op.create_table(
        "articles",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("capture", Number, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("author_page", sa.Text(), nullable=True),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("known", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capture"], ["captures.seq"], name=op.f("fk_articles_capture")),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_articles_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", "version", name=op.f("uq_articles_id_version")),
    )
    op.create_index(op.f("ix_articles_known"), "articles", ["known"], unique=False)
    op.create_index(op.f("ix_articles_text_hash"), "articles", ["text_hash"], unique=False)
    op.create_table(
        "findings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("coding", Number, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_findings_coding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
    )
    op.create_index(
        op.f("ix_findings_coding_ordinal"), "findings", ["coding", "ordinal"], unique=False
    )
    op.create_index(op.f("ix_findings_type_kind"), "findings", ["type", "kind"], unique=False)
    op.create_table(
        "places",
        sa.Column("coding", Number, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("geonames", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_places_coding")),
        sa.PrimaryKeyConstraint("coding", "n", name=op.f("pk_places")),
    )
    op.create_table(
        "polls",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("modified", sa.Text(), nullable=False),
        sa.Column("wait_until", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("took", sa.Float(), nullable=False),
        sa.Column("issue", Number, nullable=True),
        sa.ForeignKeyConstraint(["issue"], ["issues.seq"], name=op.f("fk_polls_issue")),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_polls_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_polls")),
    )
    op.create_index(
        op.f("ix_polls_source_channel_at"), "polls", ["source", "channel", "at"], unique=False
    )
    op.create_table(
        "times",
        sa.Column("coding", Number, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_times_coding")),
        sa.PrimaryKeyConstraint("coding", "n", name=op.f("pk_times")),
    )
    op.create_table(
        "anchors",
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name=op.f("fk_anchors_finding")),
        sa.PrimaryKeyConstraint("finding", "n", name=op.f("pk_anchors")),
    )
    op.create_table(
        "coded",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("article", Number, nullable=False),
        sa.Column("coding", Number, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.seq"], name=op.f("fk_coded_article")),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_coded_coding")),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_coded_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_coded")),
    )
    op.create_index(op.f("ix_coded_article"), "coded", ["article"], unique=False)
    op.create_index(op.f("ix_coded_coding"), "coded", ["coding"], unique=False)
    op.create_table(
        "fields",
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["findings.id"], name=op.f("fk_fields_finding")),
        sa.PrimaryKeyConstraint("finding", "field", "n", name=op.f("pk_fields")),
    )
    op.create_index(op.f("ix_fields_field_value"), "fields", ["field", "value"], unique=False)
    op.create_table(
        "marks",
        sa.Column("seq", Number, autoincrement=False, nullable=False),
        sa.Column("capture", Number, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("article", Number, nullable=True),
        sa.Column("issue", Number, nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.seq"], name=op.f("fk_marks_article")),
        sa.ForeignKeyConstraint(["capture"], ["captures.seq"], name=op.f("fk_marks_capture")),
        sa.ForeignKeyConstraint(["issue"], ["issues.seq"], name=op.f("fk_marks_issue")),
        sa.ForeignKeyConstraint(["seq"], ["log.seq"], name=op.f("fk_marks_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_marks")),
        sa.UniqueConstraint("capture", "stage", "by", name=op.f("uq_marks_capture_stage_by")),
    )
    _create_search()


def _create_search() -> None:
    """Make the full-text index, the one table that each database wants in its own words."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE view_search USING fts5("
            "title, text, outlet, tokenize='unicode61 remove_diacritics 2')"
        )
        return
    op.execute(
        "CREATE TABLE view_search (rowid BIGINT PRIMARY KEY, title TEXT NOT NULL, "
        "text TEXT NOT NULL, outlet TEXT NOT NULL, words TSVECTOR GENERATED ALWAYS AS ("
        "to_tsvector('simple', title || ' ' || outlet || ' ' || text)) STORED)"
    )
    op.execute("CREATE INDEX ix_view_search_words ON view_search USING gin (words)")
