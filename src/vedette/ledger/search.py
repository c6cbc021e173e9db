"""Full-text search over the articles: FTS5 in SQLite, a text-search column in PostgreSQL.

Words that a reader types are words, never operators: `AND`, quotes and stars find themselves. Both
databases are asked by the same terms (`terms`), so that they find the same articles; how they rank
them is their own: by bm25 in SQLite, in PostgreSQL by how close the words stand (`ts_rank_cd`).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    cast,
    column,
    exists,
    false,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.types import NullType

from vedette.answers import Hit, Page
from vedette.ledger import handled, rows
from vedette.ledger import schema as t
from vedette.ledger.marking import snippet
from vedette.ledger.terms import quoted, terms
from vedette.sought import TEXT, Clause, Query, Words

Order = Literal["fit", "new"]
"""What fits best first, or what is newest."""

RANKED: Final = 2000
"""The newest hits, of those that meet all conditions, of which the best are shown first: who wants
older ones asks for them by day.

To rank all of 60,000 that hold a common word took 190 ms, the newest 2,000 take 9.
"""

indexed = table("view_search", column("rowid"), column("title"), column("text"), column("outlet"))
Alternatives = Sequence[Words]


class matches(ColumnElement[Any]):  # noqa: N801  # reads as an operator in a query
    """Whether a row of the index holds words of every group; each database compiles it its way."""

    type = NullType()  # a Boolean would be compared with 1, which MATCH does not bear
    inherit_cache = False

    def __init__(self, groups: Iterable[Alternatives]) -> None:
        self.groups = [
            [(told, one.begins) for one in group if (told := terms(one.text))] for group in groups
        ]


@compiles(matches, "sqlite")
def _fts5(element: matches, compiler: SQLCompiler, **kw: Any) -> str:
    asked = " AND ".join(
        f"({' OR '.join(_phrase(*one) for one in group)})" for group in element.groups
    )
    return f"view_search MATCH {compiler.process(bindparam(None, asked, unique=True), **kw)}"


def _phrase(told: Sequence[str], begins: bool) -> str:  # as the group has it
    return f'"{" ".join(told)}"{" *" if begins else ""}'


@compiles(matches, "postgresql")
def _tsquery(element: matches, compiler: SQLCompiler, **kw: Any) -> str:
    bound = compiler.process(bindparam(None, tsquery(element), unique=True), **kw)
    return f"view_search.words @@ CAST({bound} AS tsquery)"


def tsquery(element: matches) -> str:
    """Write the words as PostgreSQL reads them; nothing is left for its parser to cut."""
    return " & ".join(f"({' | '.join(_near(*one) for one in group)})" for group in element.groups)


def _near(told: Sequence[str], begins: bool) -> str:  # as the group has it
    return "(" + " <-> ".join(map(quoted, told)) + (":*)" if begins else ")")


def matching(groups: Sequence[Alternatives]) -> Select[Any]:
    """Select the first numbers of the articles that hold words of every group."""
    found = matches(groups)
    asked = select(indexed.c.rowid)
    # Words without a letter or a figure stand in no index.
    return asked.where(found if all(found.groups) else false())


def alternatives(one: Clause) -> Alternatives:
    """Give the words of a clause, of which one must occur."""
    return [value for value in one.values if isinstance(value, Words)]


def worded(words: str) -> list[Alternatives]:
    """Take words as they were typed in a box: all must occur, the last may be a beginning."""
    told = terms(words)
    return [[Words(text=one, begins=n == len(told))] for n, one in enumerate(told, 1)]


def search(  # one argument a choice
    connection: Connection,
    query: Query,
    conditions: Sequence[ColumnElement[bool]] = (),
    *,
    confidence: float = 0.0,
    order: Order = "new",
    limit: int = 50,
    before: int | None = None,
) -> Page[Hit]:
    """Find the articles that meet the conditions of a query, the words marked in a snippet.

    `conditions` are all but those on words that must occur. The newest known come first, and
    `before` is a number of the index; or what fits best, and `before` is how many come before.
    Above a `confidence` of 0, only findings that reach it are counted, and articles without any are
    left out.
    """
    groups = [alternatives(one) for one in query.of(TEXT) if not one.negated]
    own = [t.findings.c.coding == t.standing.c.coding, t.findings.c.confidence >= confidence]
    if not all(matches(groups).groups):  # words without a letter or a figure stand in no index
        return Page(lines=())
    where = [*conditions, *([exists().where(*own)] if confidence else [])]
    if groups and order == "fit":
        firsts, after = _best(connection, groups, where, limit, before or 0)
    else:
        firsts, after = _newest(connection, groups, where, limit, before)
    return Page(lines=_hits(connection, firsts, query.words, own), next=after)


def _newest(
    connection: Connection,
    groups: Sequence[Alternatives],
    where: Sequence[ColumnElement[bool]],
    limit: int,
    before: int | None,
) -> tuple[list[int], int | None]:
    first = indexed.c.rowid if groups else t.standing.c.first
    query = _found(groups, first).where(*where).order_by(first.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(first < before)
    found = list(connection.execute(query).scalars())
    return found[:limit], found[limit - 1] if len(found) > limit else None


def _found(groups: Sequence[Alternatives], *columns: Any) -> Select[Any]:
    if not groups:
        return select(*columns).select_from(t.standing)
    joined = indexed.join(t.standing, t.standing.c.first == indexed.c.rowid)
    return select(*columns).select_from(joined).where(matches(groups))


def _best(
    connection: Connection,
    groups: Sequence[Alternatives],
    where: Sequence[ColumnElement[bool]],
    limit: int,
    before: int,
) -> tuple[list[int], int | None]:
    query = _ranked(connection, groups, where).offset(before).limit(limit + 1)
    query = query.order_by(_rank(connection, groups), indexed.c.rowid.desc())
    found = list(connection.execute(query).scalars())
    return found[:limit], before + limit if len(found) > limit else None


def _ranked(
    connection: Connection, groups: Sequence[Alternatives], where: Sequence[ColumnElement[bool]]
) -> Select[Any]:
    """Select the newest hits; where there are no conditions, the index alone says where they end.

    What meets conditions is looked up once, and then read by the index from the oldest on.
    """
    rowid = indexed.c.rowid
    if not where:
        end = matching(groups).order_by(rowid.desc()).offset(RANKED - 1).limit(1)
        return _found(groups, rowid).where(rowid >= (connection.execute(end).scalar() or 0))
    met = _found(groups, rowid).where(*where).order_by(rowid.desc()).limit(RANKED)
    newest = connection.execute(met).scalars().all()
    oldest = min(newest, default=0)
    return matching(groups).where(rowid >= oldest, (rowid + 0).in_(newest))


def _rank(connection: Connection, groups: Sequence[Alternatives]) -> ColumnElement[Any]:
    """Give what sorts the best first: a word in the title weighs as much as four in the text."""
    if connection.dialect.name == "sqlite":
        return literal_column("bm25(view_search, 4.0, 1.0, 1.0)")
    asked = cast(tsquery(matches(groups)), TSQUERY)
    return func.ts_rank_cd(literal_column("view_search.words"), asked, 1).desc()


def _hits(
    connection: Connection,
    firsts: Sequence[int],
    words: Sequence[Words],
    own: Sequence[ColumnElement[bool]],
) -> tuple[Hit, ...]:
    count = select(func.count()).select_from(t.findings).where(*own).scalar_subquery()
    v, a = t.standing.c, t.articles.c
    query = (
        select(
            v.first,
            v.article,
            a.title,
            a.text,
            a.outlet,
            a.source,
            a.published,
            v.known,
            count.label("findings"),
            handled.column(v.article).label("handling"),
        )
        .select_from(t.standing.join(t.articles, a.seq == v.seq))
        .where(v.first.in_(firsts))
    )
    found = {row.first: row for row in connection.execute(query)}
    return tuple(
        Hit(
            article=row.article,
            title=row.title,
            outlet=row.outlet or row.source,
            published=rows.day_or_moment(row.published),
            known=rows.moment(row.known),
            snippet=snippet(row.text, words),
            findings=row.findings,
            handling=row.handling,
        )
        for first in firsts
        for row in (found[first],)
    )
