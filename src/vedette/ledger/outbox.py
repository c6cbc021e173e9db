"""What goes out: alerts, the envelopes that hold them, and what became of each attempt.

    alerts ─► outbox, one a channel ─► envelopes, one a recipient, chained ─► deliveries

An alert has a key that its cause gives, so that whoever looks twice makes it once. An envelope's
bytes and its link in the chain are written before anything leaves; a delivery is written after. So
a process that is killed in between sends the same bytes under the same key again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    exists,
    func,
    insert,
    select,
)

from vedette.alerts import Alert, Earlier, Envelope, Receipt
from vedette.assess.alerting import Ground, Stood
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, unindexed
from vedette.ledger.noting import Numbered
from vedette.records import digest

NOTHING: Final = digest(b"")
"""The hash of an envelope that never left."""
FINAL: Final = ("taken", "given_up")
"""Outcomes after which an envelope is not sent any more."""


LAST: Final = 2**62
"""A number that no row has."""

_e, _a, _o, _n = t.envelopes.c, t.alerts.c, t.outbox.c, t.enclosed.c
_POSTED = Question(
    select(_o.seq, _o.channel, _o.at, _a.body)
    .join(t.alerts, _a.seq == _o.alert)
    .where(_o.seq > bindparam("after"), ~exists().where(_n.posted == _o.seq))
    .order_by(_o.seq)
)
_LEFT = (
    select(_e.at, func.min(_n.posted).label("first"))
    .join(t.enclosed, _n.envelope == _e.seq)
    .join(t.outbox, _o.seq == _n.posted)
    .join(t.alerts, _a.seq == _o.alert)
    .where(_e.channel == bindparam("channel"), _a.rule == bindparam("rule"))
    .where(_e.at > bindparam("since"), _e.hash != NOTHING)
    .group_by(_e.seq, _e.at)
    .subquery()
)
_SENT = Question(select(_LEFT.c.at, _LEFT.c.first).distinct())
_HELD = Question(
    select(_n.envelope, _a.body)
    .join(t.outbox, _o.seq == _n.posted)
    .join(t.alerts, _a.seq == _o.alert)
    .where(among(_n.envelope, "some"))
    .order_by(_n.envelope, _o.seq)
)
_TRIES = Question(
    select(t.deliveries).where(among(t.deliveries.c.envelope, "some")).order_by(t.deliveries.c.seq)
)
_BODY = Question(select(t.bodies.c.body).where(t.bodies.c.hash == bindparam("named")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An alert that waits in the outbox of a channel; `number` is its row's."""

    number: int
    channel: str
    alert: Alert
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An envelope that no recipient has taken, with its bytes and the attempts so far."""

    number: int
    envelope: Envelope
    body: bytes
    attempts: int = 0
    first: datetime | None = None
    last: datetime | None = None
    wait: float = 0.0


class Posts(Numbered):
    """What goes out, appended."""

    def alert(self, alert: Alert, stood: Stood, grounds: Iterable[Ground]) -> int | None:
        """Append an alert under its key, once; give its number where it was new."""
        a = t.alerts.c
        known = select(a.seq).where(a.key == alert.key)
        if self.connection.execute(known).scalar() is not None:
            return None
        seq = self._append(
            t.alerts,
            key=alert.key,
            thread=alert.thread,
            rule=alert.rule,
            subject=alert.subject,
            name=alert.name,
            cause=alert.cause,
            standing=msgspec.json.encode(stood, order="deterministic").decode(),
            body=msgspec.json.encode(alert).decode(),
            at=rows.stamp(alert.made),
        )
        listed = [{"alert": seq, "n": n, **asdict(ground)} for n, ground in enumerate(grounds)]
        if listed:
            self.connection.execute(insert(t.grounds), listed)
        return seq

    def post(self, alert: int, channel: str, at: datetime) -> int:
        """Put an alert into the outbox of a channel; give the row's number."""
        return self._append(t.outbox, alert=alert, channel=channel, at=rows.stamp(at))

    def envelope(self, envelope: Envelope, body: bytes, posted: Iterable[int]) -> int:
        """Append an envelope with its bytes and its link in the chain, and what it holds."""
        e = t.envelopes.c
        newest = select(e.link).order_by(e.seq.desc()).limit(1)
        before = self.connection.execute(newest).scalar() or ""
        at, hashed = rows.stamp(envelope.made), self.keep_body(body)
        told = (envelope.key, envelope.channel, envelope.recipient, hashed, at)
        seq = self._append(
            t.envelopes,
            key=envelope.key,
            channel=envelope.channel,
            recipient=envelope.recipient,
            hash=hashed,
            at=at,
            before=before,
            link=digest(before, *told),
        )
        listed = [{"envelope": seq, "posted": number} for number in posted]
        self.connection.execute(insert(t.enclosed), listed)
        return seq

    def delivered(self, envelope: int, receipt: Receipt, at: datetime) -> int:
        """Say what became of an attempt to bring an envelope to its recipient."""
        return self._append(
            t.deliveries,
            envelope=envelope,
            at=rows.stamp(at),
            outcome=receipt.outcome,
            told=receipt.told,
            wait=receipt.wait,
        )


# ── what waits ──────────────────────────────────────────────────────────────────────────────────


def alert_from(body: str) -> Alert:
    """Read an alert back."""
    return msgspec.json.decode(body, type=Alert)


def posted(connection: Connection, after: int = 0) -> list[Posted]:
    """Give the alerts that no envelope holds yet, the earliest first.

    `after` is a number up to which every row is known to be held.
    """
    return [
        Posted(
            number=row.seq,
            channel=row.channel,
            alert=alert_from(row.body),
            at=rows.moment(row.at),
        )
        for row in _POSTED(connection, after=after)
    ]


def sent_since(connection: Connection, channel: str, rule: str, since: datetime) -> list[datetime]:
    """Give when alerts of a rule went out over a channel, from a moment on.

    What went to many recipients at once is given once: those envelopes begin with the same alert.
    """
    sent = _SENT(connection, channel=channel, rule=rule, since=rows.stamp(since))
    return [rows.moment(row.at) for row in sent]


def waiting(connection: Connection, channel: str, each: int, after: int = 0) -> list[Waiting]:
    """Give the first envelopes of each recipient of a channel that he has not taken, in order.

    `after` is a number up to which none waits.
    """
    found = _open()(connection, channel=channel, after=after, each=each, final=list(FINAL)).all()
    numbers = [row.seq for row in found]
    held, tries = held_in(connection, numbers), tries_of(connection, numbers)
    return [
        Waiting(
            number=row.seq,
            envelope=restored(connection, row, held[row.seq]),
            body=body_of(connection, row.hash) or b"",
            attempts=len(tries[row.seq]),
            first=rows.moment(tries[row.seq][0].at) if tries[row.seq] else None,
            last=rows.moment(tries[row.seq][-1].at) if tries[row.seq] else None,
            wait=tries[row.seq][-1].wait if tries[row.seq] else 0.0,
        )
        for row in found
    ]


@cache
def _open() -> Question:
    e, d = t.envelopes.c, t.deliveries.c
    done = exists().where(d.envelope == e.seq, among(d.outcome, "final"))
    place = func.row_number().over(partition_by=e.recipient, order_by=e.seq).label("place")
    mine = (unindexed(e.channel) == bindparam("channel"), e.seq > bindparam("after"))
    listed = select(t.envelopes, place).where(*mine, ~done).subquery()
    first = select(listed).where(listed.c.place <= bindparam("each"))
    return Question(first.order_by(listed.c.seq))


def held_in(connection: Connection, envelopes: Collection[int]) -> dict[int, tuple[Alert, ...]]:
    """Give the alerts that envelopes hold, by the envelopes' numbers."""
    found: dict[int, list[Alert]] = defaultdict(list)
    for row in _HELD.all(connection, envelopes):
        found[row.envelope].append(alert_from(row.body))
    return defaultdict(tuple, {number: tuple(listed) for number, listed in found.items()})


def tries_of(connection: Connection, envelopes: Collection[int]) -> dict[int, list[Row[Any]]]:
    """Give the attempts to bring envelopes to their recipients, the first first."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _TRIES.all(connection, envelopes):
        found[row.envelope].append(row)
    return found


def restored(connection: Connection, row: Row[Any], alerts: tuple[Alert, ...]) -> Envelope:
    """Make an envelope of its row and what it holds."""
    return Envelope(
        key=row.key,
        channel=row.channel,
        recipient=row.recipient,
        alerts=alerts,
        made=rows.moment(row.at),
        earlier=before(connection, row.channel, row.recipient, alerts, row.seq),
    )


def before(
    connection: Connection,
    channel: str,
    recipient: str,
    alerts: Iterable[Alert],
    until: int | None = None,
) -> tuple[Earlier, ...]:
    """Give the alerts of these threads that went the same way before, or are about to.

    What was given up before it left is not among them.
    """
    threads = sorted({one.thread for one in alerts})
    way = {"channel": channel, "recipient": recipient, "threads": threads}
    found = _before()(connection, **way, until=LAST if until is None else until)
    return tuple(earlier(alert_from(row.body), row.key, row.told or "") for row in found)


@cache
def _before() -> Question:
    e, a, o, n = t.envelopes.c, t.alerts.c, t.outbox.c, t.enclosed.c
    took = t.deliveries.alias()
    taken = and_(took.c.envelope == e.seq, took.c.outcome == "taken")
    return Question(
        select(e.key, a.body, took.c.told)
        .join(t.enclosed, n.envelope == e.seq)
        .join(t.outbox, o.seq == n.posted)
        .join(t.alerts, a.seq == o.alert)
        .join(took, taken, isouter=True)
        .where(unindexed(e.channel) == bindparam("channel"))
        .where(e.recipient == bindparam("recipient"))
        .where(among(a.thread, "threads"), e.seq < bindparam("until"), ~unsent())
        .order_by(e.seq, o.seq)
    )


def earlier(alert: Alert, envelope: str = "", told: str = "") -> Earlier:
    """Say of an alert that it was made before another, and how it went if it did."""
    return Earlier(
        alert=alert.key,
        thread=alert.thread,
        envelope=envelope,
        cause=alert.cause,
        made=alert.made,
        headline=alert.headline,
        told=told,
    )


def unsent() -> ColumnElement[bool]:
    """Whether an envelope never left: it was given up at the first attempt."""
    d = t.deliveries.c
    own = d.envelope == t.envelopes.c.seq
    given_up = exists().where(own, d.outcome == "given_up")
    return and_(given_up, ~exists().where(own, d.outcome != "given_up"))


def body_of(connection: Connection, hashed: str) -> bytes | None:
    """Give kept bytes by their hash, None where they were erased."""
    body = _BODY(connection, named=hashed).scalar()
    return None if body is None else rows.unpack(body)
