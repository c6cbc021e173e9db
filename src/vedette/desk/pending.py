"""What a brief tells of the registers: what falls due soon, and what nobody has answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from vedette.answers import Head
from vedette.calls import CallAsk, CallLine, CallPage
from vedette.desk.expecting import midnight
from vedette.desk.foresight import Forecast, ForecastAsk, ForecastPage
from vedette.desk.paging import pages
from vedette.ledger.looking import DAY
from vedette.pledged import PledgeAsk, PledgeLine, PledgePage, PledgeSheet

AHEAD: Final = timedelta(days=30)
"""Days after a brief's last one in which what falls due is told: a month is planned for."""
PAGE: Final = 200
UNDECIDED: Final = frozenset({"open", "on course", "behind", "lapsed"})


class Registers(Protocol):
    """A desk, as far as its registers are asked."""

    def pledges(self, ask: PledgeAsk) -> PledgePage: ...
    def pledge(self, start: str) -> PledgeSheet: ...
    def forecasts(self, ask: ForecastAsk) -> ForecastPage: ...
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
    ask = CallAsk(standings=frozenset({"unanswered"}), limit=PAGE)
    begin, end = midnight(since), midnight(until + DAY)
    found: list[CallLine] = []
    for page in pages(desk.calls, ask):
        found += [line for line in page.lines if begin <= line.first < end]
        # What was asked last comes first: an earlier page holds what is older.
        if page.lines and page.lines[-1].first < begin:
            break
    chosen = [one for one in found if not places or places & {*one.callers, *one.addressees}]
    return tuple(sorted(chosen, key=lambda one: (-len(one.voices), one.first, one.id)))


def _pledges(desk: Registers, since: date, last: date, places: frozenset[str]) -> Iterator[Due]:
    ask = PledgeAsk(standings=UNDECIDED, due_before=last + DAY, limit=PAGE)
    for line in (line for page in pages(desk.pledges, ask) for line in page.lines):
        if line.due and line.due.last >= since and (not places or line.promisor in places):
            sheet = desk.pledge(line.id)
            own = [one for one in sheet.reports if not one.bearing.copied]
            heads = {one.told.head.source: one.told.head for one in own}
            yield Due(day=line.due.last, pledge=line, heads=tuple(heads.values()))


def _forecasts(desk: Registers, since: date, last: date) -> Iterator[Due]:
    ask = ForecastAsk(states=frozenset({"due", "open"}), due_before=last + DAY, limit=PAGE)
    for page in pages(desk.forecasts, ask):
        for one in page.lines:
            if one.horizon and since <= one.horizon.last <= last:
                yield Due(day=one.horizon.last, forecast=one, heads=_heads(one, page.heads))


def _heads(one: Forecast, known: Mapping[str, Head]) -> tuple[Head, ...]:
    told = (known[said.article] for said in one.sayings if said.article in known)
    return tuple({head.source: head for head in told}.values())
