"""Reports in lists: who printed what and when, and which of them are copies."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, select

from vedette.answers import Head
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.store import portions
from vedette.relate.copies import appeared


def heads(connection: Connection, articles: Collection[str]) -> dict[str, Head]:
    """Give the heads of standing articles by their ids."""
    v, a, c, h = t.standing.c, t.articles.c, t.copies.c, t.handled.c
    named = (a.title, a.outlet, a.source, a.url, a.language, a.published)
    joined = (
        t.standing.join(t.articles, a.seq == v.seq)
        .outerjoin(t.copies, c.article == v.article)
        .outerjoin(t.handled, and_(h.noun == "article", h.name == v.article))
    )
    query = select(v.article, v.known, c.origin, h.handling, *named).select_from(joined)
    return {
        row.article: _head(row)
        for some in portions(articles)
        for row in connection.execute(query.where(v.article.in_(some)))
    }


def _head(row: Any) -> Head:
    published, known = rows.day_or_moment(row.published), rows.moment(row.known)
    return Head(
        article=row.article,
        title=row.title,
        outlet=row.outlet or row.source,
        source=row.source,
        url=row.url,
        language=row.language,
        published=published,
        known=known,
        at=appeared(published, known),
        origin=row.origin,
        handling=row.handling or "clear",
    )


def printers(
    connection: Connection, articles: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the sources of standing articles by their ids, and the origins of those that are copies.

    No article's own row is read, which holds its text: for many this costs a fifth of their heads.
    """
    v, c = t.standing.c, t.copies.c
    query = select(v.article, v.source, c.origin).outerjoin(t.copies, c.article == v.article)
    found = [
        row
        for some in portions(articles)
        for row in connection.execute(query.where(v.article.in_(some)))
    ]
    sources_of = {article: source for article, source, _ in found}
    return sources_of, {article: origin for article, _, origin in found if origin}


def texts(connection: Connection, articles: Collection[str]) -> dict[str, str]:
    """Give the texts of standing articles by their ids."""
    return {name: text for name, (_, text) in titled(connection, articles).items()}


def titled(connection: Connection, articles: Collection[str]) -> dict[str, tuple[str, str]]:
    """Give the titles and texts of standing articles by their ids."""
    v, a = t.standing.c, t.articles.c
    query = select(v.article, a.title, a.text).join(t.articles, a.seq == v.seq)
    return {
        article: (title, text)
        for some in portions(articles)
        for article, title, text in connection.execute(query.where(v.article.in_(some)))
    }


def sources(articles: Iterable[str], known: Mapping[str, Head]) -> tuple[str, ...]:
    """Name the sources that report of themselves, each once: copies are no further voices."""
    there = {name: known[name] for name in articles if name in known}
    origins = {name: head.origin for name, head in there.items()}
    return speaking(there, {name: head.source for name, head in there.items()}, origins)


def speaking(
    articles: Iterable[str], sources_of: Mapping[str, str], origins: Mapping[str, str | None]
) -> tuple[str, ...]:
    """Name them by what `printers` gives; an article that nobody printed is left out."""
    there = dict.fromkeys(article for article in articles if article in sources_of)
    own = (sources_of[article] for article in there if origins.get(article) not in there)
    return tuple(dict.fromkeys(own))
