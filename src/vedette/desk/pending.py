"""What a brief tells of the registers: what falls due soon, and what nobody has answered."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from vedette.answers import Head
from vedette.calls import CallAsk, CallLine, CallPage
from vedette.desk.foresight import Forecast
from vedette.desk.paging import pages
from vedette.pledged import PledgeLine

AHEAD: Final = timedelta(days=30)
"""Days after a brief's last one in which what falls due is told: a month is planned for."""
PAGE: Final = 200
UNDECIDED: Final = frozenset({"open", "on course", "behind", "lapsed"})


class Registers(Protocol):
    """A desk, as far as its registers are asked."""

    def pledges_due(self, since: date, until: date) -> Sequence[PledgeLine]: ...
    def pledge_reports(self, pledges: Iterable[str]) -> Mapping[str, Sequence[str]]: ...
    def forecasts_due(self, since: date, until: date) -> Sequence[Forecast]: ...
    def heads(self, articles: Collection[str]) -> Mapping[str, Head]: ...
    def calls(self, ask: CallAsk) -> CallPage: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A pledge or a forecast that is not decided, with its last day and the reports of it."""

    day: date
    pledge: PledgeLine | None = None
    forecast: Forecast | None = None
    heads: tuple[Head, ...] = ()


def due(desk: Registers, since: date, until: date, places: frozenset[str]) -> tuple[Due, ...]:
    """Give what falls due from a day to thirty after another, the first first.

    Where places are asked for, these are pledges of these states; a forecast names no state whose
    it is.
    """
    last = until + AHEAD
    found = [*_pledges(desk, since, last, places)]
    if not places:
        found += _forecasts(desk, since, last)
    return tuple(sorted(found, key=lambda one: (one.day, one.forecast is None)))


def unanswered(
    desk: Registers, since: date, until: date, places: frozenset[str]
) -> tuple[CallLine, ...]:
    """Give the calls of some days that nobody has answered, those that most report first."""
    ask = CallAsk(standings=frozenset({"unanswered"}), since=since, until=until, limit=PAGE)
    found = (line for page in pages(desk.calls, ask) for line in page.lines)
    chosen = [one for one in found if not places or places & {*one.callers, *one.addressees}]
    return tuple(sorted(chosen, key=lambda one: (-len(one.voices), one.first, one.id)))


def _pledges(desk: Registers, since: date, last: date, places: frozenset[str]) -> Iterator[Due]:
    listed = [
        line
        for line in desk.pledges_due(since, last)
        if line.standing in UNDECIDED and (not places or line.promisor in places)
    ]
    reports = desk.pledge_reports(line.id for line in listed)
    known = desk.heads({name for own in reports.values() for name in own})
    for line in listed:
        if line.due:
            heads = _voices(reports[line.id], known)
            yield Due(day=line.due.last, pledge=line, heads=heads)


def _forecasts(desk: Registers, since: date, last: date) -> Iterator[Due]:
    listed = [one for one in desk.forecasts_due(since, last) if one.state in {"due", "open"}]
    known = desk.heads({said.article for one in listed for said in one.sayings})
    for one in listed:
        if one.horizon:
            heads = _voices((said.article for said in one.sayings), known)
            yield Due(day=one.horizon.last, forecast=one, heads=heads)


def _voices(articles: Iterable[str], known: Mapping[str, Head]) -> tuple[Head, ...]:
    """Give the last of each source's reports, in the order of their first."""
    told = (known[name] for name in articles if name in known)
    return tuple({head.source: head for head in told}.values())
