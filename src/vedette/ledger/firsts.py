"""When incidents were first reported: counted by day or hour, without laying any of them out.

A line of time over 20,000 incidents shows how many there were and names a few. To read all of them
for it, with their places, took 0.4 s; columns alone 35 ms; out of an index of the first report, the
last and the id, 7.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from vedette.answers import Firsts, IncidentAsk, Placed
from vedette.ledger import listing
from vedette.ledger import schema as t
from vedette.ledger.listing import Quiet

DAY, HOUR = len("2026-03-02"), len("2026-03-02T07")


def earliest(connection: Connection, ask: IncidentAsk, quiet: Quiet = None) -> date | None:
    """Give the day on which the first of all that answer was reported, None where none does."""
    query = select(func.min(t.incidents.c.first)).where(*listing.filters(ask, quiet))
    first = connection.execute(query).scalar()
    return date.fromisoformat(first[:DAY]) if first else None


def firsts(
    connection: Connection,
    ask: IncidentAsk,
    since: date,
    until: date,
    *,
    hourly: bool,
    quiet: Quiet,
) -> Firsts:
    """Give those of a period by day, or by hour, and its first ones in the order of the list."""
    named = listing.ordered(_within(select(t.incidents.c.id), since, until), ask, quiet)
    at = func.substr(t.incidents.c.first, 1, HOUR if hourly else DAY)
    query = _within(select(at, func.count()), since, until).where(*listing.filters(ask, quiet))
    counted = connection.execute(query.group_by(at))
    read = _hour if hourly else date.fromisoformat
    return Firsts(
        counts={read(moment): n for moment, n in counted},
        names=tuple(connection.execute(named.limit(ask.limit)).scalars()),
    )


def among(
    placed: Iterable[Placed], since: date, until: date, *, hourly: bool, limit: int
) -> Firsts:
    """Give the same of incidents that are chosen already."""
    own = [one for one in placed if since <= one.first.date() <= until]
    return Firsts(
        counts=Counter(_whole(one.first) if hourly else one.first.date() for one in own),
        names=tuple(one.id for one in own[:limit]),
    )


def _within(query: Select[Any], since: date, until: date) -> Select[Any]:
    first = t.incidents.c.first
    # Past every T…Z of the day.
    return query.where(first >= since.isoformat(), first < until.isoformat() + "U")


def _hour(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=UTC)


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
