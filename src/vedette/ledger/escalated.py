"""Urgent alerts that nobody has taken on, and who in the line of duty is told of them next.

It is worked out of the log each time: what was posted, when it left, and who has taken it on. So a
desk that was killed in between goes on where it stood, and tells nobody twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from vedette.ledger import rows, threads
from vedette.ledger import schema as t

SPAN: Final = timedelta(days=2)
"""An alert that nobody has taken on by then is no matter of minutes any more."""
FINAL: Final = ("withdrawn", "corrected")
"""Causes that take an alert back: they go to those who got it, and wait for nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An alert, by its number, that goes over a channel when it is due."""

    alert: int
    channel: str
    due: datetime


def steps(
    connection: Connection,
    rules: Collection[str],
    line: Sequence[str],
    pause: timedelta,
    now: datetime,
) -> list[Step]:
    """Give the next step of each urgent alert that nobody has taken on.

    It is due a pause after the last envelope with it left; one that has not left yet waits.
    """
    a = t.alerts.c
    since = rows.stamp(now - SPAN)
    query = select(a.seq, a.thread, a.cause, a.at).where(a.at >= since, a.rule.in_(rules))
    listed = connection.execute(query.order_by(a.seq)).all()
    if not listed:
        return []
    back = {row.thread: row.seq for row in listed if row.cause == "withdrawn"}
    taken = threads.acknowledged(connection, {row.thread for row in listed})
    found = []
    for row in listed:
        act = taken.get(row.thread)
        is_taken = act is not None and rows.stamp(act.at) >= row.at
        if row.cause in FINAL or back.get(row.thread, 0) > row.seq or is_taken:
            continue
        posted, left = _went(connection, row.seq)
        channel = next((name for name in line if name not in posted), None)
        if channel is not None and left is not None:
            found.append(Step(alert=row.seq, channel=channel, due=left + pause))
    return found


def _went(connection: Connection, alert: int) -> tuple[set[str], datetime | None]:
    """Give the channels that an alert was posted to, and when it last left.

    None where it never left, or where it is on its way to one of them still.
    """
    o, e, n = t.outbox.c, t.envelopes.c, t.enclosed.c
    query = (
        select(o.channel, func.max(e.at))
        .join(t.enclosed, n.posted == o.seq, isouter=True)
        .join(t.envelopes, e.seq == n.envelope, isouter=True)
        .where(o.alert == alert)
        .group_by(o.channel)
    )
    went = {row[0]: row[1] for row in connection.execute(query)}
    held = not went or None in went.values()
    return set(went), None if held else rows.moment(max(went.values()))
