"""Reports in lists: who printed what and when, and which of them are copies."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, select

from vedette.answers import Head
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.relate.copies import appeared

_v, _a, _c, _h = t.standing.c, t.articles.c, t.copies.c, t.handled.c
_THESE = among(_v.article, "some")
_HEADS = Question(
    select(_v.article, _v.known, _c.origin, _h.handling)
    .add_columns(_a.title, _a.outlet, _a.source, _a.url, _a.language, _a.published)
    .select_from(
        t.standing.join(t.articles, _a.seq == _v.seq)
        .outerjoin(t.copies, _c.article == _v.article)
        .outerjoin(t.handled, and_(_h.noun == "article", _h.name == _v.article))
    )
    .where(_THESE)
)
_PRINTERS = Question(
    select(_v.article, _v.source, _c.origin)
    .outerjoin(t.copies, _c.article == _v.article)
    .where(_THESE)
)
_TITLED = Question(
    select(_v.article, _a.title, _a.text).join(t.articles, _a.seq == _v.seq).where(_THESE)
)


def heads(connection: Connection, articles: Collection[str]) -> dict[str, Head]:
    """Give the heads of standing articles by their ids."""
    return {row.article: _head(row) for row in _HEADS.all(connection, articles)}


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
    found = _PRINTERS.all(connection, articles)
    sources_of = {article: source for article, source, _ in found}
    return sources_of, {article: origin for article, _, origin in found if origin}


def texts(connection: Connection, articles: Collection[str]) -> dict[str, str]:
    """Give the texts of standing articles by their ids."""
    return {name: text for name, (_, text) in titled(connection, articles).items()}


def titled(connection: Connection, articles: Collection[str]) -> dict[str, tuple[str, str]]:
    """Give the titles and texts of standing articles by their ids."""
    return {name: (title, text) for name, title, text in _TITLED.all(connection, articles)}


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
