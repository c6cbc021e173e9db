"""Charts: counts by kind and country with what was expected, coverage, pledges, calibration.

Every chart is a table first; a script draws it from the table's own figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Final

from litestar import Response, get

from vedette.desk import (
    Course,
    CoverageAsk,
    Desk,
    IncidentAsk,
    IncidentCounts,
    Lookout,
    PledgeAsk,
    PledgeLine,
    Week,
)
from vedette.desk.foresight import ForecastAsk, ForecasterSheet
from vedette.web import inquiry, outlook, promises, usual
from vedette.web.incidents import AskedIncidents, answerable
from vedette.web.room import AnyRequest, InRoom

FEW: Final = 6
"""Charts of a sort: two rows of three on a desk's screen, and as many pledges and forecasters."""
WEEKS: Final = 52
QUARTER: Final = timedelta(days=90)
"""Days of coverage where no period is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A week of a series: its last day, what it held, and whether an alarm fell into it."""

    day: str
    week: Week
    alarm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The weeks of a series, and its name."""

    title: str
    rows: tuple[Row, ...]


@get("/charts", include_in_schema=False, sync_to_thread=True)
def charts(request: AnyRequest, room: InRoom, incident_ask: AskedIncidents) -> Response[str]:
    """Show small multiples, each with its table."""
    desk, ask = room.desk, replace(incident_ask, before=None)
    with answerable():
        counts = desk.count_incidents(ask)
    told = desk.lookout()
    until = ask.until or desk.today()
    seen = CoverageAsk(since=ask.since or until - QUARTER, until=until, by="day")
    return room.page(
        request,
        "charts.html",
        ask=ask,
        changed=inquiry.changed,
        counts=counts,
        facets=inquiry.facets(ask, counts),
        told=told,
        series=tuple(series(told, ask, counts)),
        coverage=desk.coverage(seen),
        courses=tuple(courses(desk)),
        forecasters=tuple(forecasters(desk)),
        outlook=outlook,
        promises=promises,
        usual=usual,
    )


def series(told: Lookout, ask: IncidentAsk, counts: IncidentCounts) -> Iterator[Series]:
    """Give the weeks of the kinds and countries that the question leaves, the most frequent."""
    for name in names(ask, counts):
        weeks = told.past.of(name, WEEKS) if told.past else ()
        alarmed = {one.alarm.day for one in told.alarms if name in one.named}
        rows = tuple(
            Row(
                day=day.isoformat(),
                week=week,
                alarm=any(day - timedelta(days=6) <= one <= day for one in alarmed),
            )
            for day, week in weeks
            if (not ask.since or day >= ask.since) and (not ask.until or day <= ask.until)
        )
        if rows:
            yield Series(title=usual.title(name), rows=rows)


def names(ask: IncidentAsk, counts: IncidentCounts) -> Iterable[str]:
    """Name the series to show: of both kind and country where both are asked for.

    >>> list(names(IncidentAsk(), IncidentCounts(total=3, kinds={"arson": 3}, countries={"LT": 2})))
    ['*@*', 'arson@*', '*@LT']
    """
    kinds = (sorted(ask.kinds) or list(counts.kinds))[:FEW]
    places = (sorted(ask.countries) or list(counts.countries))[:FEW]
    if ask.kinds and ask.countries:
        return [f"{kind}@{place}" for kind in kinds for place in places]
    if ask.kinds:
        return [*(f"{kind}@*" for kind in kinds), *(f"{k}@{p}" for k in kinds for p in places)]
    if ask.countries:
        return [*(f"*@{place}" for place in places), *(f"{k}@{p}" for p in places for k in kinds)]
    return ["*@*", *(f"{kind}@*" for kind in kinds), *(f"*@{place}" for place in places)]


def courses(desk: Desk) -> Iterator[tuple[PledgeLine, Course]]:
    """Give pledges that are measured by official figures, with the course that is farthest off."""
    lines = desk.pledges(PledgeAsk(limit=50)).lines
    laid = desk.courses(line.id for line in lines)
    for line in islice((line for line in lines if line.id in laid), FEW):
        yield line, promises.ranked(laid[line.id])[0]


def forecasters(desk: Desk) -> Iterator[ForecasterSheet]:
    """Give who foretold often enough for a calibration."""
    decided = ForecastAsk(states=frozenset({"came_true", "did_not"}), limit=200)
    named = {one.forecaster for one in desk.forecasts(decided).lines if one.forecaster}
    sheets = (desk.forecaster(name) for name in sorted(named))
    return (sheet for sheet in sheets if sheet.record.bins)


HANDLERS = (charts,)
