"""PostgreSQL's index of words is made of the terms that SQLite's has."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the index anew, empty, and let the next fold fill it; SQLite's stays as it is."""
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP TABLE view_search")
    op.execute(
        "CREATE TABLE view_search (rowid BIGINT PRIMARY KEY, title TEXT NOT NULL, "
        "text TEXT NOT NULL, outlet TEXT NOT NULL, words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_view_search_words ON view_search USING gin (words)")
    op.execute("DELETE FROM view_snapshots")
