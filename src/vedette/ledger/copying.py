"""The view of copies, kept up to date one article at a time.

What an article is alike to is kept as links. When an article comes or changes, its origin is named
anew, and that of each later article that is alike to one whose origin changed, in the order of
their times; so the view does not depend on when anything arrived, and no step looks further than
the articles that one article is alike to, within `copies.WINDOW`.
"""

import struct
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, write
from vedette.relate import copies, likeness, traces

_b, _s, _v = t.bands.c, t.shingled.c, t.standing.c
_MET = Question(
    select(_b.first)
    .where(among(_b.band, "some"), _b.day >= bindparam("since"), _b.day <= bindparam("until"))
    .group_by(_b.first)
    .having(func.count() >= traces.MEET)
)
_STANDING = t.standing.join(t.shingled, _s.article == _v.article)
_AT = Question(select(_s.at).where(_s.article == bindparam("named")))
_SHINGLED = Question(
    select(_s.article, _s.source, _s.shingles)
    .select_from(_STANDING)
    .where(among(_v.first, "some"), _s.at >= bindparam("since"), _s.at <= bindparam("until"))
    .order_by(_s.article)
)
_FIRST = Question(select(_v.first).where(_v.article == bindparam("named")))
_BANDED = Question(
    select(_v.first, _s.at, _s.bands).select_from(_STANDING).where(_s.article == bindparam("named"))
)
_UNBAND = Question(
    delete(t.bands).where(
        among(_b.band, "some"), _b.day == bindparam("day"), _b.first == bindparam("own")
    )
)


def place(
    connection: Connection, article: str, source: str, text: str, appeared: datetime
) -> set[str]:
    """Give an article that stands its place among its likes, or a new place after its text changed.

    Gives the articles whose origin may be another one now.
    """
    before = drop(connection, article) if _time(connection, article) else set()
    mine = traces.trace(text)
    at, day = rows.stamp(appeared), _day(appeared)
    found = _likes(connection, mine, source, appeared)
    own = {"article": article, "source": source, "at": at, "shingles": mine.pack()}
    write(connection, t.shingled, [own | {"bands": _packed(mine.keys)}])
    first = _FIRST(connection, named=article).scalar_one()
    banded = [{"band": key, "day": day, "first": first} for key in mine.keys]
    write(connection, t.bands, banded)
    write(connection, t.likenesses, [_link(article, o, s) for o, s in found.items()])
    return {article} | regroup(connection, {article, *before} if found or before else ())


def drop(connection: Connection, article: str) -> set[str]:
    """Take out an article that stands.

    Gives those it was alike to, and those whose origin it was.
    """
    for row in _BANDED(connection, named=article):
        day = _day(rows.moment(row.at))
        _UNBAND(connection, some=_unpacked(row.bands), day=day, own=row.first)
    link, c = t.likenesses.c, t.copies.c
    named = connection.execute(select(c.article).where(c.origin == article)).scalars().all()
    touches = or_(link.one == article, link.other == article)
    links = connection.execute(select(link.one, link.other).where(touches)).all()
    if links:
        connection.execute(delete(t.likenesses).where(touches))
    for view in (t.shingled, t.copies):
        connection.execute(delete(view).where(view.c.article == article))
    return {*named, *(name for row in links for name in row)} - {article}


def _day(moment: datetime) -> int:
    """Give the number of a moment's day in UTC, from 0001-01-01 on."""
    return moment.astimezone(UTC).toordinal()


def _packed(bands: Sequence[int]) -> bytes:
    return struct.pack(f">{len(bands)}q", *bands)


def _unpacked(packed: bytes) -> list[int]:
    return [band for (band,) in struct.iter_unpack(">q", packed)]


def _likes(
    connection: Connection, mine: traces.Trace, source: str, appeared: datetime
) -> dict[str, float]:
    """Give the articles that this text is alike to, with the similarity of each."""
    since, until = (appeared + way for way in (-copies.WINDOW, copies.WINDOW))
    met = _MET.all(connection, mine.keys, since=_day(since), until=_day(until))
    named = [row.first for row in met]
    found = {}
    for row in _SHINGLED.all(connection, named, since=rows.stamp(since), until=rows.stamp(until)):
        other, one_source = traces.unpack(row.shingles), row.source == source
        similarity = likeness.alike(mine, other, one_source=one_source)
        if similarity is not None:
            found[row.article] = similarity
    return found


def _link(article: str, other: str, similarity: float) -> dict[str, object]:
    one, two = sorted((article, other))
    return {"one": one, "other": two, "similarity": similarity}


def regroup(connection: Connection, touched: Collection[str]) -> set[str]:
    """Name the origin of these articles anew, and of later ones whose likes have another now.

    Gives all that were looked at.
    """
    waiting = [(at, name) for name in touched if (at := _time(connection, name))]
    heapify(waiting)
    done: set[str] = set()
    while waiting:
        at, article = heappop(waiting)
        if article in done:
            continue
        done.add(article)
        neighbours = list(_neighbours(connection, article))
        earlier = [row for row in neighbours if (row.at, row.article) < (at, article)]
        if _name(connection, article, at, earlier) or article in touched:
            for row in neighbours:
                if (row.at, row.article) > (at, article):
                    heappush(waiting, (row.at, row.article))
    return done


def _time(connection: Connection, article: str) -> str | None:
    return _AT(connection, named=article).scalar()


def _neighbours(connection: Connection, article: str) -> Iterator[Any]:
    """Give the articles that one is alike to, with how much, their times and their origins."""
    link, s, c = t.likenesses.c, t.shingled.c, t.copies.c
    first = t.shingled.alias("first")
    for mine, other in ((link.one, link.other), (link.other, link.one)):
        origin = func.coalesce(c.origin, s.article)
        joined = (
            t.likenesses.join(t.shingled, s.article == other)
            .outerjoin(t.copies, c.article == other)
            .join(first, first.c.article == origin)
        )
        yield from connection.execute(
            select(
                s.article,
                s.at,
                link.similarity,
                first.c.article.label("origin"),
                first.c.at.label("first"),
            )
            .select_from(joined)
            .where(mine == article)
        )


def _name(connection: Connection, article: str, at: str, earlier: Sequence[Any]) -> bool:
    """Write an article's origin into the view; say whether it is another one than before."""
    c = t.copies.c
    before = connection.execute(select(c.origin).where(c.article == article)).scalar()
    known = {row.origin: rows.moment(row.first) for row in earlier}
    origin = copies.origin(article, known, {**known, article: rows.moment(at)})
    if before is not None:
        connection.execute(delete(t.copies).where(c.article == article))
    if origin != article:
        alike = {row.article: row.similarity for row in earlier}
        similarity = alike.get(origin) or _similarity(connection, article, origin)
        connection.execute(
            insert(t.copies), {"article": article, "origin": origin, "similarity": similarity}
        )
    return origin != (before or article)


def _similarity(connection: Connection, article: str, origin: str) -> float:
    """Compare an article with the origin of what it is alike to, which it need not be alike to."""
    s = t.shingled.c
    query = select(s.shingles).where(s.article.in_([article, origin]))
    one, other = map(traces.unpack, connection.execute(query).scalars())
    return likeness.like(one, other)
