"""Urgent alerts that nobody has taken on, and who in the line of duty is told of them next.

It is worked out of the log each time: what was posted, when it left, and who has taken it on. So a
desk that was killed in between goes on where it stood, and tells nobody twice.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from vedette.ledger import rows, threads
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among

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
    listed = connection.execute(query.order_by(a.at, a.seq)).all()
    if not listed:
        return []
    back = {row.thread: row.seq for row in listed if row.cause == "withdrawn"}
    taken = threads.acknowledged(connection, {row.thread for row in listed})
    went = _went(connection, [row.seq for row in listed])
    found = []
    for row in listed:
        act = taken.get(row.thread)
        is_taken = act is not None and rows.stamp(act.at) >= row.at
        if row.cause in FINAL or back.get(row.thread, 0) > row.seq or is_taken:
            continue
        posted, left = went.get(row.seq, NOWHERE)
        channel = next((name for name in line if name not in posted), None)
        if channel is not None and left is not None:
            found.append(Step(alert=row.seq, channel=channel, due=left + pause))
    return found


def _went(
    connection: Connection, alerts: Collection[int]
) -> dict[int, tuple[Collection[str], datetime | None]]:
    """Give the channels that each alert was posted to, and when it last left.

    None where it never left, or where it is on its way to one of them still.
    """
    went: dict[int, dict[str, str | None]] = defaultdict(dict)
    for row in _WENT.all(connection, alerts):
        went[row.alert][row.channel] = row.at
    return {alert: (by.keys(), _left(by.values())) for alert, by in went.items()}


def _left(moments: Collection[str | None]) -> datetime | None:
    left = [at for at in moments if at is not None]
    return rows.moment(max(left)) if len(left) == len(moments) else None


_o, _e, _n = t.outbox.c, t.envelopes.c, t.enclosed.c
_WENT = Question(
    select(_o.alert, _o.channel, func.max(_e.at).label("at"))
    .join(t.enclosed, _n.posted == _o.seq, isouter=True)
    .join(t.envelopes, _e.seq == _n.envelope, isouter=True)
    .where(among(_o.alert, "some"))
    .group_by(_o.alert, _o.channel)
)
NOWHERE: Final[tuple[Collection[str], datetime | None]] = ((), None)
