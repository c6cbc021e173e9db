"""What is still to be done: asked of the ledger, so that a killed process goes on where it was.

Every question takes `after`, the number up to which the asker knows that all is done: a running
desk asks only about the new end of the log, a starting one about the whole.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, newest, unindexed
from vedette.ledger.store import portions
from vedette.records import ENTRY_TYPE, Article, Capture, Issue, Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A capture that a stage has not finished, and its number; `entry` is the feed's word on it."""

    seq: int
    capture: Capture
    entry: Capture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncoded:
    """An article that the present coder has not coded, its number and its capture's."""

    seq: int
    capture: int
    article: Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Which articles a coder is asked for, by their readers without a version.

    Those `of` one reader, or of all `but` some.
    """

    of: str = ""
    but: tuple[str, ...] = ()


ALL = Share()


def to_fetch(connection: Connection, *, after: int = 0, each: int = 40) -> list[Waiting]:
    """Give the entries whose page was not asked for yet, oldest first, so many of each source.

    A source that lists a thousand must not hide what another published this minute.
    """
    c, m = t.captures.c, t.marks.c
    fetched = exists().where(m.capture == c.seq, m.stage == "fetch")
    place = func.row_number().over(partition_by=unindexed(c.source), order_by=c.seq)
    waiting = (
        select(c.seq, place.label("place")).where(c.seq > after, c.wants_page, ~fetched).subquery()
    )
    query = (
        _with_body()
        .join(waiting, waiting.c.seq == c.seq)
        .where(waiting.c.place <= each)
        .order_by(c.seq)
    )
    return [
        Waiting(seq=row.seq, capture=rows.capture_from(row)) for row in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An entry whose page came, its number, and how often the page was looked at again."""

    seq: int
    capture: Capture
    looks: int


def older(connection: Connection, than: datetime, *, after: int) -> int:
    """Give the number of the newest capture that was known before a moment, else `after`."""
    c = t.captures.c
    query = select(func.max(c.seq)).where(c.seq > after, c.known < rows.stamp(than))
    return connection.execute(query).scalar() or after


def looked(
    connection: Connection, channels: Iterable[str], *, after: int, before: datetime, most: int
) -> list[Looked]:
    """Give the entries of these channels whose page came, oldest first.

    Those that were known `before` then, and looked at again less than `most` times.
    """
    c, m = t.captures.c, t.marks.c
    mine = and_(m.capture == c.seq, m.stage == "fetch")
    came = exists().where(mine, m.by == "", m.issue.is_(None))
    looks = select(func.count()).where(mine, m.by != "").correlate(t.captures).scalar_subquery()
    query = (
        _with_body()
        .add_columns(looks.label("looks"))
        .where(c.seq > after, c.wants_page, c.channel.in_(sorted(channels)), came)
        .where(c.known <= rows.stamp(before), looks < most)
        .order_by(c.seq)
    )
    return [
        Looked(seq=row.seq, capture=rows.capture_from(row), looks=row.looks)
        for row in connection.execute(query)
    ]


def page_before(
    connection: Connection, source: str, key: str
) -> tuple[dict[str, str], datetime] | None:
    """Give the headers of the newest page under a key, and when it came; None where none did."""
    c = t.captures.c
    query = (
        select(c.headers, c.known)
        .where(c.source == source, c.key == key, c.media_type != ENTRY_TYPE)
        .order_by(c.seq.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else (json.loads(row.headers), rows.moment(row.known))


def to_read(
    connection: Connection, readers: Iterable[str], *, after: int = 0, limit: int = 100
) -> list[Waiting]:
    """Give the captures that none of these readers is done with, oldest first.

    An entry whose page came is not read itself; one whose page is out of reach is. A new reader
    reads again what stands, the newest capture of its kind under each key: older states were read
    when they were new, and read again they would look like a publisher's edits.
    """
    found = _to_read()(connection, readers=sorted(readers), after=after, most=limit).all()
    return [_waiting(connection, row) for row in found]


@cache
def _to_read() -> Question:
    c, m = t.captures.c, t.marks.c
    newer = t.captures.alias("newer")
    passed = exists().where(
        newer.c.source == c.source,
        newer.c.key == c.key,
        newer.c.seq > c.seq,
        (newer.c.media_type == ENTRY_TYPE) == (c.media_type == ENTRY_TYPE),
    )
    by_anyone = exists().where(m.capture == c.seq, m.stage == "read")
    read = exists().where(m.capture == c.seq, m.stage == "read", among(m.by, "readers"))
    pageless = exists().where(m.capture == c.seq, m.stage == "fetch", m.issue.is_not(None))
    return Question(
        _with_body()
        .where(c.seq > bindparam("after"), ~read, ~(passed & by_anyone))
        .where(or_(~c.wants_page, pageless))
        .order_by(c.seq)
        .limit(bindparam("most"))
    )


_CODED = Question(select(t.codings.c.id).where(among(t.codings.c.id, "some")))


def coded(connection: Connection, codings: Iterable[str]) -> set[str]:
    """Name those of these codings that are there."""
    return {row.id for row in _CODED.all(connection, codings)}


def newest_capture(connection: Connection) -> int:
    """Give the number of the newest capture, 0 where there is none."""
    return newest(connection, t.captures)


def newest_article(connection: Connection) -> int:
    """Give the number of the newest version of an article, 0 where there is none."""
    return newest(connection, t.articles)


def _with_body() -> Any:
    return select(t.captures, t.bodies.c.body).join(t.bodies, t.bodies.c.hash == t.captures.c.hash)


_ENTRY = Question(
    _with_body()
    .where(
        t.captures.c.source == bindparam("whose"),
        t.captures.c.key == bindparam("named"),
        t.captures.c.media_type == ENTRY_TYPE,
        t.captures.c.seq < bindparam("before"),
    )
    .order_by(t.captures.c.seq.desc())
    .limit(1)
)


def _waiting(connection: Connection, row: Row[Any]) -> Waiting:
    capture = rows.capture_from(row)
    entry = None
    if capture.media_type != ENTRY_TYPE:
        found = _ENTRY(connection, whose=capture.source, named=capture.key, before=row.seq).first()
        entry = rows.capture_from(found) if found else None
    return Waiting(seq=row.seq, capture=capture, entry=entry)


def to_code(
    connection: Connection,
    coder: str,
    taxonomy: str,
    *,
    beside: str = "",
    since: date | None = None,
    after: int = 0,
    limit: int = 100,
    share: Share = ALL,
) -> list[Uncoded]:
    """Give the article versions whose newest coding is not this coder's, oldest first.

    A coder that works `beside` the one that counts is asked for newest versions alone: it may cost
    minutes an article. `since` is the first day of becoming known. `share` is whose articles.
    """
    asked = _to_code(share, bool(beside), bool(since))
    told = {"after": after, "most": limit, "coder": coder, "taxonomy": taxonomy, "beside": beside}
    more = {"since": since.isoformat()} if since else {}
    return [
        Uncoded(seq=row.seq, capture=row.capture, article=rows.article_from(row))
        for row in asked(connection, mark=_mark(coder, taxonomy), **told, **more)
    ]


@cache
def _to_code(share: Share, beside: bool, since: bool) -> Question:
    a, m, d = t.articles.c, t.marks.c, t.coded.c
    newest = (
        select(d.coding)
        .where(d.article == a.seq, d.beside == bindparam("beside"))
        .order_by(d.seq.desc())
        .limit(1)
        .correlate(t.articles)
    )
    has = exists().where(
        t.codings.c.seq == newest.scalar_subquery(),
        t.codings.c.coder == bindparam("coder"),
        t.codings.c.taxonomy == bindparam("taxonomy"),
    )
    broke = exists().where(
        m.capture == a.capture,
        m.stage == "code",
        m.by == bindparam("mark", type_=Text()) + cast(a.seq, Text),
    )
    erased = exists().where(t.tombstones.c.hash == a.id)
    waiting = [a.seq > bindparam("after"), ~has, ~broke, ~erased]
    if beside:
        later = t.articles.alias("later")
        waiting.append(~exists().where(later.c.id == a.id, later.c.version > a.version))
    if share.of:
        waiting.append(a.reader.startswith(f"{share.of}@"))
    waiting += [~a.reader.startswith(f"{reader}@") for reader in share.but]
    if since:
        waiting.append(a.known >= bindparam("since"))
    return Question(select(t.articles).where(*waiting).order_by(a.seq).limit(bindparam("most")))


def failure_mark(coder: str, taxonomy: str, article: int) -> str:
    """Name the mark of a coder that broke on an article version."""
    return _mark(coder, taxonomy) + str(article)


def _mark(coder: str, taxonomy: str) -> str:
    return f"{coder} {taxonomy} "


def last_polls(
    connection: Connection, source: str, channel: str, *, limit: int = 50
) -> tuple[Poll, ...]:
    """Give the newest polls of a channel, newest first, with their issues."""
    p, i = t.polls.c, t.issues.c
    query = (
        select(t.polls, i.stage, i.what, i.input, i.why, i.remedy)
        .outerjoin(t.issues, p.issue == i.seq)
        .where(and_(p.source == source, p.channel == channel))
        .order_by(p.seq.desc())
        .limit(limit)
    )
    return tuple(_poll(row) for row in connection.execute(query))


def _poll(row: Row[Any]) -> Poll:
    issue: Issue | None = None if row.stage is None else rows.issue_from(row)
    return rows.poll_from(row, issue)


def hashes(
    connection: Connection, source: str, channel: str, *, entries: bool = True, limit: int = 5000
) -> dict[str, str]:
    """Give the newest hash under each key of a source, as this channel last told it.

    Two feeds of one source may word an entry differently: each is compared with its own words, and
    only a key that is new to it with the other's. A channel that brings no `entries` (a page, a
    folder) is compared with its own captures. `limit` captures back are enough: feeds list tens to
    hundreds of entries, and the appender refuses what it has.
    """
    c = t.captures.c
    mine = c.channel == channel
    wanted = c.media_type == ENTRY_TYPE if entries else mine
    query = (
        select(c.key, c.hash, mine.label("mine"))
        .where(c.source == source, wanted)
        .order_by(c.seq.desc())
        .limit(limit)
    )
    told = connection.execute(query).all()
    newest: dict[str, str] = {}
    for key, hash_, _ in sorted(told, key=lambda row: not row.mine):
        newest.setdefault(key, hash_)
    return newest


PARTS = 400
"""Polls of a channel's files that are looked at: a day at one look in half an hour, of 8 files."""


def parts(
    connection: Connection, source: str, channel: str, *, since: datetime, limit: int = PARTS
) -> dict[str, tuple[Poll, ...]]:
    """Give the newest polls of the files that a channel is made of, by address, oldest first.

    They are kept under the channel's name with the file's behind it.
    """
    p, i = t.polls.c, t.issues.c
    head = f"{channel} "
    # SQLite compares bytes, and finds a range in the index; PostgreSQL may sort by other rules.
    ranged = and_(p.channel > head, p.channel < f"{channel}!")
    mine = (
        ranged
        if connection.dialect.name == "sqlite"
        else p.channel.startswith(head, autoescape=True)
    )
    query = (
        select(t.polls, i.stage, i.what, i.input, i.why, i.remedy)
        .outerjoin(t.issues, p.issue == i.seq)
        .where(p.source == source, mine, p.at >= rows.stamp(since))
        .order_by(p.seq.desc())
        .limit(limit)
    )
    found: dict[str, list[Poll]] = {}
    for row in connection.execute(query):
        found.setdefault(row.channel.removeprefix(head), []).append(_poll(row))
    return {url: tuple(reversed(polls)) for url, polls in found.items()}


def elsewhere(
    connection: Connection, source: str, channel: str, *, limit: int = 5000
) -> frozenset[str]:
    """Give the keys and addresses that other channels of a source brought, the newest of them."""
    c = t.captures.c
    query = (
        select(c.key, c.url)
        .where(c.source == source, c.channel != channel)
        .order_by(c.seq.desc())
        .limit(limit)
    )
    return frozenset(name for row in connection.execute(query) for name in row)


def held(connection: Connection, source: str, names: Iterable[str]) -> frozenset[str]:
    """Give those of these keys and addresses under which a source has a capture."""
    c = t.captures.c
    found: set[str] = set()
    for some in portions(names):
        mine = select(c.key, c.url).where(c.source == source, or_(c.key.in_(some), c.url.in_(some)))
        found.update(name for row in connection.execute(mine) for name in row)
    return frozenset(found)


PASSED = "passed"
"""The noun of versions that hold the undated addresses which stood in a file at the first look."""


def passed_name(source: str, channel: str, file: str) -> str:
    """Name what is remembered of a file of a channel."""
    return f"{source} {channel} {file}"


def passed(connection: Connection, source: str, channel: str) -> dict[str, frozenset[str]]:
    """Give the undated addresses that are no news, by file, as hashes."""
    v = t.versions.c
    head = passed_name(source, channel, "")
    query = (
        select(v.name, v.body)
        .where(v.noun == PASSED, v.name.startswith(head, autoescape=True))
        .order_by(v.seq)
    )
    return {
        row.name.removeprefix(head): frozenset(row.body.split())
        for row in connection.execute(query)
    }


def versions_of(connection: Connection, noun: str) -> Sequence[Row[Any]]:
    """Give every version of a noun (sources, settings, rules), oldest first."""
    query = select(t.versions).where(t.versions.c.noun == noun).order_by(t.versions.c.seq)
    return connection.execute(query).all()
