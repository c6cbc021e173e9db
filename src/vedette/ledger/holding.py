"""Captures to hand out: those behind articles, or of a time, each with the article made of it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, exists, select

from vedette.answers import Held
from vedette.handling import strictest
from vedette.ledger import handled, rows
from vedette.ledger import schema as t

_WHOLE = (
    select(t.captures, t.bodies.c.body)
    .join(t.bodies, t.bodies.c.hash == t.captures.c.hash)
    .where(t.captures.c.seq == bindparam("number"))
)


def of_articles(connection: Connection, articles: Collection[str]) -> Iterator[Held]:
    """Give all that was captured of these articles: entries and pages, in every version."""
    a, c = t.articles.c, t.captures.c
    theirs = exists().where(a.source == c.source, a.key == c.key, a.id.in_(articles))
    yield from _found(connection, theirs)


def of_time(
    connection: Connection, since: datetime | None, until: datetime | None
) -> Iterator[Held]:
    """Give what became known from `since` on and before `until`."""
    c = t.captures.c
    bounds = [c.known >= rows.stamp(since)] if since else []
    bounds += [c.known < rows.stamp(until)] if until else []
    yield from _found(connection, and_(True, *bounds))  # noqa: FBT003 # SQL's own word


def _found(connection: Connection, where: ColumnElement[bool]) -> Iterator[Held]:
    """Read captures one by one; those whose words were erased have no bytes left, and are out.

    Which they are, and in what order, is asked without their bytes, of which a year has gigabytes.
    """
    c = t.captures.c
    listed = select(c.seq).where(where).order_by(c.known, c.seq)
    for number in connection.execute(listed).scalars().all():
        row = connection.execute(_WHOLE, {"number": number}).first()
        if row is not None:
            yield _held(connection, row)


def _held(connection: Connection, row: Row[Any]) -> Held:
    """Give a capture with the newest version of the article that was made of it, if one was."""
    a, m, capture = t.articles.c, t.marks.c, rows.capture_from(row)
    made = connection.execute(
        select(a.id, a.version, a.title, handled.column(a.id).label("handling"))
        .join(t.marks, m.article == a.seq)
        .where(m.capture == row.seq)
        .order_by(a.seq.desc())
        .limit(1)
    ).first()
    if made is None:
        return Held(capture=capture, handling=capture.handling)
    return Held(
        capture=capture,
        article=made.id,
        version=made.version,
        title=made.title,
        handling=strictest((capture.handling, made.handling)),
    )
