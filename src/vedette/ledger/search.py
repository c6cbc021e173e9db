"""Full-text search over the articles: FTS5 in SQLite, a text-search column in PostgreSQL.

Words that a reader types are words, never operators: `AND`, quotes and stars find themselves. All
must occur; the last may be the beginning of one.
"""

import re
from typing import Any

from sqlalchemy import Connection, Select, bindparam, column, exists, func, select, table, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.types import NullType

from vedette.answers import Hit, Page
from vedette.ledger import handled, rows
from vedette.ledger import schema as t

WORD = re.compile(r"\w+")
indexed = table("view_search", column("rowid"), column("title"), column("text"), column("outlet"))


class matches(ColumnElement[Any]):  # noqa: N801  # reads as an operator in a query
    """Whether a row of the index holds the words; each database compiles it in its own way."""

    type = NullType()  # a Boolean would be compared with 1, which MATCH does not bear
    inherit_cache = False

    def __init__(self, words: str) -> None:
        self.words = WORD.findall(words)


@compiles(matches, "sqlite")
def _fts5(element: matches, compiler: SQLCompiler, **kw: Any) -> str:
    quoted = " ".join(f'"{word}"' for word in element.words)
    query = f"{quoted} *" if quoted else '""'
    return f"view_search MATCH {compiler.process(bindparam(None, query, unique=True), **kw)}"


@compiles(matches, "postgresql")
def _tsquery(element: matches, compiler: SQLCompiler, **kw: Any) -> str:
    query = " & ".join(element.words) + ":*" if element.words else ""
    asked = compiler.process(bindparam(None, query, unique=True), **kw)
    return f"view_search.words @@ to_tsquery('simple', {asked})"


def matching(words: str) -> Select[Any]:
    """Select the first numbers of the articles that hold all these words."""
    return select(indexed.c.rowid).where(matches(words))


def search(
    connection: Connection,
    words: str,
    *,
    confidence: float = 0.0,
    limit: int = 50,
    before: int | None = None,
) -> Page[Hit]:
    """Find articles by their words, newest known first, with the words marked in a snippet.

    Above a `confidence` of 0, only findings that reach it are counted, and articles without any
    are left out.
    """
    if not WORD.search(words):
        return Page(lines=())
    own = [t.findings.c.coding == t.standing.c.coding, t.findings.c.confidence >= confidence]
    count = select(func.count()).select_from(t.findings).where(*own).scalar_subquery()
    query = (
        select(
            t.standing.c.first,
            t.standing.c.article,
            t.articles.c.title,
            t.articles.c.outlet,
            t.articles.c.source,
            t.articles.c.published,
            t.standing.c.known,
            _snippet(connection, words).label("snippet"),
            count.label("findings"),
            handled.column(t.standing.c.article).label("handling"),
        )
        .select_from(
            indexed.join(t.standing, t.standing.c.first == indexed.c.rowid).join(
                t.articles, t.articles.c.seq == t.standing.c.seq
            )
        )
        .where(matches(words))
        # By the index's own number, so that it stops at the limit: the snippets of all hits of a
        # common word would be cut before they are sorted.
        .order_by(indexed.c.rowid.desc())
        .limit(limit + 1)
    )
    if before is not None:
        query = query.where(indexed.c.rowid < before)
    if confidence:
        query = query.where(exists().where(*own))
    found = connection.execute(query).all()
    lines = tuple(
        Hit(
            article=row.article,
            title=row.title,
            outlet=row.outlet or row.source,
            published=rows.day_or_moment(row.published),
            known=rows.moment(row.known),
            snippet=row.snippet,
            findings=row.findings,
            handling=row.handling,
        )
        for row in found[:limit]
    )
    return Page(lines=lines, next=found[limit - 1].first if len(found) > limit else None)


def _snippet(connection: Connection, words: str) -> Any:
    if connection.dialect.name == "sqlite":
        return func.snippet(text("view_search"), 1, "\x02", "\x03", " … ", 24)
    query = func.to_tsquery("simple", " & ".join(WORD.findall(words)) + ":*")
    marks = "StartSel=\x02, StopSel=\x03, MaxWords=24, MinWords=12"
    return func.ts_headline("simple", indexed.c.text, query, marks)
