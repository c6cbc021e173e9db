"""What went out, as the log has it: every envelope, its fate, and whether the chain holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from vedette.alerts import Alert, Envelope
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.outbox import body_of, held_in, restored, tries_of
from vedette.records import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An envelope as the log shows it; `outcome` is empty for one that nobody tried to send yet."""

    number: int
    envelope: Envelope
    hash: str
    link: str
    attempts: int = 0
    outcome: str = ""
    told: str = ""
    ended: datetime | None = None


def sent(connection: Connection, most: int, before: int | None = None) -> list[Sent]:
    """Give the envelopes with what became of them, the newest first."""
    e = t.envelopes.c
    query = select(t.envelopes).order_by(e.seq.desc()).limit(most)
    found = connection.execute(query if before is None else query.where(e.seq < before)).all()
    held = held_in(connection, [row.seq for row in found])
    tries = tries_of(connection, [row.seq for row in found])
    return [
        Sent(
            number=row.seq,
            envelope=restored(connection, row, held[row.seq]),
            hash=row.hash,
            link=row.link,
            attempts=len(tries[row.seq]),
            outcome=tries[row.seq][-1].outcome if tries[row.seq] else "",
            told=tries[row.seq][-1].told if tries[row.seq] else "",
            ended=rows.moment(tries[row.seq][-1].at) if tries[row.seq] else None,
        )
        for row in found
    ]


def taken(connection: Connection, most: int) -> list[tuple[Alert, datetime]]:
    """Give the first alert of each of the newest envelopes that was taken, and when it was."""
    e, d = t.envelopes.c, t.deliveries.c
    newest = select(e.seq).order_by(e.seq.desc()).limit(most)
    query = select(d.envelope, d.at).where(d.outcome == "taken", d.envelope.in_(newest))
    ended = {row.envelope: row.at for row in connection.execute(query.order_by(d.envelope.desc()))}
    held = held_in(connection, ended)
    return [(held[number][0], rows.moment(at)) for number, at in ended.items() if held[number]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An envelope that is not what it was, and what of it is not."""

    key: str
    what: str


def verify(connection: Connection) -> Iterator[Broken | str]:
    """Follow the chain from its first envelope: give each that does not hold, then the last link.

    Bytes that were erased because the law asked for it are missing, and no break.
    """
    e, before = t.envelopes.c, ""
    for row in connection.execute(select(t.envelopes).order_by(e.seq)):
        link = digest(before, row.key, row.channel, row.recipient, row.hash, row.at)
        if (row.before, row.link) != (before, link):
            yield Broken(key=row.key, what="its link in the chain")
        body = body_of(connection, row.hash)
        if body is not None and digest(body) != row.hash:
            yield Broken(key=row.key, what="its bytes")
        before = row.link
    yield before
