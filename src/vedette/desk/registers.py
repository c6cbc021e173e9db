"""What may be asked of pledges, forecasts, calls and postures."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime

from vedette.amended import Amendable
from vedette.answers import Head
from vedette.calls import CallAsk, CallPage
from vedette.desk.amending import Amending, Find
from vedette.desk.deciding import Deciding
from vedette.desk.decisions import Decided, of_matter
from vedette.desk.foresight import (
    Forecast,
    ForecastAsk,
    ForecasterSheet,
    ForecastPage,
    ForecastSheet,
)
from vedette.desk.held import Held
from vedette.ledger.amending import aimed
from vedette.ledger.heads import heads
from vedette.pledged import Course, PledgeAsk, PledgeLine, PledgePage, PledgeSheet
from vedette.postures import PostureAsk, PosturePage


class Registers(Held):
    """Who promised, foretold, asked for and did what."""

    def pledges(self, ask: PledgeAsk = PledgeAsk()) -> PledgePage:  # noqa: B008  # frozen
        """Give the pledges that answer a question, what was moved last first."""
        with self._reading() as connection:
            page = self._pledging.page(connection, ask, self._now())
        return replace(page, lines=self._all_heard(page.lines))

    def pledge(self, start: str) -> PledgeSheet:
        """Give the only pledge whose id begins so, with all that bears on it; raises NotHeld."""
        with self._reading() as connection:
            found = self._pledging.sheet(connection, start, self._now(), self._thresholds)
        return replace(found, line=self._heard(found.line))

    def pledges_due(self, since: date, until: date) -> tuple[PledgeLine, ...]:
        """Give the pledges whose last day lies between two, both counted in, the first first."""
        with self._reading() as connection:
            found = self._pledging.due(connection, since, until, self._now())
        return self._all_heard(found)

    def courses(self, pledges: Iterable[str]) -> dict[str, tuple[Course, ...]]:
        """Give the official figures that pledges are measured by, by the ids of those that are."""
        with self._reading() as connection:
            return self._pledging.courses(connection, pledges, self._now())

    def pledge_reports(self, pledges: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Give the reports that bear on pledges and are no copies, by the pledges' ids."""
        with self._reading() as connection:
            return self._pledging.reports(connection, pledges, self._now())

    def heads(self, articles: Collection[str]) -> dict[str, Head]:
        """Give who printed articles and when, by their ids."""
        with self._reading() as connection:
            return heads(connection, articles)

    def forecasts(self, ask: ForecastAsk = ForecastAsk()) -> ForecastPage:  # noqa: B008  # frozen
        """Give the forecasts that answer a question: due, open, decided, unscoreable."""
        with self._reading() as connection:
            return self._forecasting.page(connection, ask, self._now().date())

    def forecasts_due(self, since: date, until: date) -> tuple[Forecast, ...]:
        """Give the forecasts whose time ends between two days, both counted in, the first first."""
        with self._reading() as connection:
            return tuple(self._forecasting.due(connection, since, until, self._now().date()))

    def forecast(self, start: str) -> ForecastSheet:
        """Give the only forecast whose id begins so; raises NotHeld."""
        with self._reading() as connection:
            found = self._forecasting.sheet(connection, start, self._now().date())
            grades = self._grading.grades(connection, [one.line.id for one in found.proposals])
        proposals = (
            replace(one, line=self._heard(self._marked([one.line], grades)[0]))
            for one in found.proposals
        )
        return replace(found, proposals=tuple(proposals))

    def forecaster(self, name: str) -> ForecasterSheet:
        """Give what a forecaster foretold and how good it was; raises NotHeld."""
        with self._reading() as connection:
            return self._forecasting.forecaster(connection, name, self._now().date())

    def calls(self, ask: CallAsk = CallAsk()) -> CallPage:  # noqa: B008  # frozen
        """Give the calls that answer a question, what was asked last first."""
        with self._reading() as connection:
            page = self._calendaring.calls(connection, ask, self._now(), self._thresholds)
        return replace(page, lines=self._all_heard(page.lines))

    def amend(self, by: Deciding, said: Amending) -> int:
        """Let an analyst set something of a register straight; give the decision's number."""
        return said.decide(by, self._find(said.noun, self._now()))

    def amended(self, noun: Amendable, start: str) -> tuple[Decided, ...]:
        """Give what was decided of one matter of a register, the oldest first; raises NotHeld."""
        with self._reading() as connection:
            meant = self._find(noun, self._now())(connection, start)
            return of_matter(aimed(connection, noun, meant.marks), meant.sayings, meant.key)

    def _find(self, noun: Amendable, at: datetime) -> Find:
        """Give how a matter of a register is found, as it stands at a moment."""
        match noun:
            case "pledge":
                return lambda connection, start: self._pledging.meant(connection, start, at)
            case "forecast":
                day = at.date()
                return lambda connection, start: self._forecasting.meant(connection, start, day)
            case "call":
                return lambda connection, start: self._calendaring.call(connection, start, at)
            case "posture":
                return lambda connection, start: self._calendaring.posture(connection, start, at)

    def postures(self, ask: PostureAsk = PostureAsk()) -> PosturePage:  # noqa: B008  # frozen
        """Give the steps of postures by state, with the level of alert by them."""
        with self._reading() as connection:
            page = self._calendaring.postures(connection, ask, self._now(), self._thresholds)
        tracks = (replace(one, lines=self._all_heard(one.lines)) for one in page.tracks)
        return replace(page, tracks=tuple(tracks))
