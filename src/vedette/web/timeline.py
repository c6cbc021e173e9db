"""The line of time: incidents, statements, and what falls due, from years down to hours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from litestar import Response, get

from vedette.desk import Ask, Desk, IncidentAsk
from vedette.web import inquiry, outlook, promises, spans
from vedette.web.incidents import AskedIncidents, answerable
from vedette.web.room import AnyRequest, InRoom
from vedette.web.spans import Piece

LONGEST: Final = timedelta(days=365)
"""What is shown where no period is asked for, at the most."""
AHEAD: Final = timedelta(days=90)
"""Days to come that are shown then: a quarter is planned for."""
MOST: Final = 50
"""Lines of each list below the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """A piece of the period in one lane: how many, how tall, and the query that opens it."""

    piece: Piece
    count: int
    height: float
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One kind of thing along the period."""

    name: str
    total: int
    beats: tuple[Beat, ...]


@get("/timeline", include_in_schema=False, sync_to_thread=True)
def timeline(request: AnyRequest, room: InRoom, incident_ask: AskedIncidents) -> Response[str]:
    """Show a period in lanes, and what lies in it as lists."""
    desk, ask = room.desk, replace(incident_ask, limit=MOST, before=None)
    with answerable():
        counts, earliest = desk.count_incidents(ask), None if ask.since else desk.earliest(ask)
        since, until = period(ask, earliest, desk.today())
        cut = spans.pieces(since, until)
        first = desk.firsts(ask, since, until, hourly=cut[0].hour is not None)
    lines = desk.incident_lines(first.names)
    pledges, forecasts = desk.pledges_due(since, until), desk.forecasts_due(since, until)
    return room.page(
        request,
        "timeline.html",
        ask=ask,
        changed=inquiry.changed,
        counts=counts,
        facets=inquiry.facets(ask, counts),
        since=since,
        until=until,
        unit=spans.unit_of(since, until),
        lanes=(
            lane("Incidents", spans.tallied(first.counts, cut), cut, ask),
            lane("Statements", said(desk, ask, since, until, cut), cut, ask),
            lane(
                "Pledges due",
                spans.counted([one.due.last for one in pledges if one.due], cut),
                cut,
                ask,
            ),
            lane(
                "Forecasts due",
                spans.counted([one.horizon.last for one in forecasts if one.horizon], cut),
                cut,
                ask,
            ),
        ),
        lines=[lines[name] for name in first.names if name in lines],
        more=sum(first.counts.values()) - len(first.names),
        pledges=pledges[:MOST],
        forecasts=forecasts[:MOST],
        moves=dict(moves(ask, since, until)),
        outlook=outlook,
        promises=promises,
    )


def period(ask: IncidentAsk, earliest: date | None, today: date) -> tuple[date, date]:
    """Give the days to show: those asked for, else of the last year and a quarter ahead."""
    until = ask.until or max(today, ask.since or today) + (AHEAD if not ask.since else timedelta())
    if ask.since:
        return ask.since, until
    first = earliest or today - LONGEST
    return max(min(first, until), until - LONGEST), until


def lane(name: str, counts: Sequence[int], cut: Sequence[Piece], ask: IncidentAsk) -> Lane:
    """Lay a lane's counts out as beats, each of which opens its piece."""
    top = max(*counts, 1)
    beats = tuple(
        Beat(
            piece=piece,
            count=count,
            height=round(100 * count / top, 1),
            query=inquiry.changed(ask, since=piece.since, until=piece.until, limit=50),
        )
        for piece, count in zip(cut, counts, strict=True)
    )
    return Lane(name=name, total=sum(counts), beats=beats)


def said(
    desk: Desk, ask: IncidentAsk, since: date, until: date, cut: Sequence[Piece]
) -> tuple[int, ...]:
    """Count statements by piece: those that became known then, whatever they are about."""
    asked = Ask(types=frozenset({"statement"}), countries=ask.countries, since=since, until=until)
    if cut[0].hour is not None:
        lines = desk.stream(replace(asked, limit=500)).lines
        return spans.counted([line.known for line in lines], cut)
    days = desk.count_days(asked)
    return spans.tallied({date.fromisoformat(day): n for day, n in days.items()}, cut)


def moves(ask: IncidentAsk, since: date, until: date) -> Iterator[tuple[str, str]]:
    """Name the periods that a reader goes to from here, with their queries."""
    for name, (first, last) in (
        ("Earlier", spans.beside(since, until, later=False)),
        ("Farther", spans.wider(since, until)),
        ("Later", spans.beside(since, until, later=True)),
    ):
        yield name, inquiry.changed(ask, since=first, until=last, limit=50)


HANDLERS = (timeline,)
