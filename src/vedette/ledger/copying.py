"""The view of copies, kept up to date one article at a time.

What an article is alike to is kept as links; when an article comes or changes, only the component
that it touches is looked at again, in canonical order, so that the view does not depend on when
anything arrived.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.relate import copies


def place(
    connection: Connection, article: str, source: str, text: str, appeared: datetime
) -> set[str]:
    """Give an article its place among its likes, or a new place after its text changed.

    Gives the articles whose origin may be another one now.
    """
    before = drop(connection, article)
    shingled = copies.shingle(text)
    at = rows.stamp(appeared)
    found = _likes(connection, shingled, source, appeared)
    connection.execute(
        insert(t.shingled),
        {"article": article, "source": source, "at": at, "shingles": shingled.pack()},
    )
    connection.execute(
        insert(t.bands), [{"band": band, "article": article} for band in set(shingled.bands)]
    )
    if found:
        connection.execute(insert(t.likenesses), [_link(article, o, s) for o, s in found.items()])
    return regroup(connection, {article, *before, *found})


def drop(connection: Connection, article: str) -> set[str]:
    """Take an article out, and give those it was alike to: their component may fall apart."""
    link = t.likenesses.c
    touches = or_(link.one == article, link.other == article)
    links = connection.execute(select(link.one, link.other).where(touches)).all()
    connection.execute(delete(t.likenesses).where(touches))
    for view in (t.bands, t.shingled, t.copies):
        connection.execute(delete(view).where(view.c.article == article))
    return {name for row in links for name in row} - {article}


def _likes(
    connection: Connection, shingled: copies.Shingled, source: str, appeared: datetime
) -> dict[str, float]:
    """Give the articles that this text is alike to, with the similarity of each."""
    s = t.shingled.c
    near = select(t.bands.c.article).where(t.bands.c.band.in_(shingled.bands)).distinct()
    query = select(s.article, s.source, s.shingles).where(
        s.article.in_(near),
        s.at >= rows.stamp(appeared - copies.WINDOW),
        s.at <= rows.stamp(appeared + copies.WINDOW),
    )
    found = {}
    for row in connection.execute(query):
        similarity = copies.alike(
            shingled.shingles, copies.unpack(row.shingles), one_source=row.source == source
        )
        if similarity is not None:
            found[row.article] = similarity
    return found


def _link(article: str, other: str, similarity: float) -> dict[str, object]:
    one, two = sorted((article, other))
    return {"one": one, "other": two, "similarity": similarity}


def regroup(connection: Connection, touched: Collection[str]) -> set[str]:
    """Name the origin anew in every component that holds one of these articles; give them all."""
    if not touched:
        return set()
    links = _links_around(connection, set(touched))
    members = sorted(links)
    s = t.shingled.c
    query = select(s.article, s.at, s.shingles).where(s.article.in_(members))
    held = {row.article: row for row in connection.execute(query)}
    connection.execute(
        delete(t.copies).where(t.copies.c.article == bindparam("name")),
        [{"name": name} for name in members],
    )
    listed = []
    for component in copies.components({name: links[name] for name in held}):
        at = {name: rows.moment(held[name].at) for name in component}
        listed += [
            {"article": name, "origin": first, "similarity": _likeness(held[name], held[first])}
            for name, first in copies.origins(component, at).items()
            if name != first
        ]
    if listed:
        connection.execute(insert(t.copies), listed)
    return set(members)


def _likeness(one: Any, other: Any) -> float:
    return copies.like(copies.unpack(one.shingles), copies.unpack(other.shingles))


def _links_around(connection: Connection, touched: set[str]) -> dict[str, set[str]]:
    """Give each article of the touched components with those it is alike to."""
    link = t.likenesses.c
    links: dict[str, set[str]] = {name: set() for name in touched}
    frontier = touched
    while frontier:
        query = select(link.one, link.other).where(
            or_(link.one.in_(sorted(frontier)), link.other.in_(sorted(frontier)))
        )
        known = set(links)
        for one, other in connection.execute(query):
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
        frontier = set(links) - known
    return links
