"""An invented register: one due, one decided, one open-ended, and ten of one forecaster."""

from dataclasses import replace
from datetime import date, timedelta

from tests.web.affair import RAIL, affair, head
from tests.web.invented import NOON

from vedette.assess.forecasts.deciders import Decider
from vedette.assess.forecasts.scoring import likelihood, score
from vedette.assess.forecasts.standing import record_of
from vedette.desk.forecasting import Forecasting
from vedette.desk.foresight import (
    STATES,
    Forecast,
    ForecastAsk,
    ForecasterSheet,
    ForecastPage,
    ForecastSheet,
    Proposal,
    Resolution,
    Told,
)
from vedette.errors import NotHeld
from vedette.records import Aim, Interval, Report, Span

DUE, DECIDED, VAGUE = "de" + "1" * 30, "df" + "2" * 30, "e0" + "3" * 30
SENTENCE = "It is likely that another explosion follows by the end of November, he said."
DAYS = Interval(date(2025, 11, 18), date(2025, 11, 30))


class SmallRegister:
    """Answers as a register does, from memory."""

    def __init__(self, reports: tuple[Report, ...], evil: str) -> None:
        self.evil, self.reports = evil, reports
        self.heads = {one.article.id: head(one, evil) for one in reports[:3]}
        self.asked: list[ForecastAsk] = []
        self.listed = (self._due(), self._decided(), self._vague(), *self._ten())

    def page(self, ask: ForecastAsk) -> ForecastPage:
        self.asked.append(ask)
        found = [
            one
            for one in self.listed
            if (not ask.states or one.state in ask.states)
            and ask.by.casefold() in one.forecaster.casefold()
        ][ask.before or 0 :]
        more = (ask.before or 0) + ask.limit if len(found) > ask.limit else None
        counted = {s: sum(one.state == s for one in self.listed) for s in STATES}
        return ForecastPage(
            lines=tuple(found[: ask.limit]),
            next=more,
            states={state: n for state, n in counted.items() if n},
            heads=self.heads,
            deciders={DUE: 1},
            yardstick=Forecasting().scale,
        )

    def sheet(self, start: str) -> ForecastSheet:
        found = [one for one in self.listed if one.id.startswith(start)]
        if len(found) != 1:
            why = ", ".join(one.id for one in found)
            raise NotHeld(what="no forecast", where=start, why=why, remedy="list them")
        line = affair(self.reports, self.evil)[0].line
        grounds = ("kind", "place", "country", "actor", "words")
        decider = Decider(incident=RAIL, grounds=grounds, shared=(f"explos{self.evil}",))
        return ForecastSheet(
            forecast=found[0],
            heads=self.heads,
            yardstick=Forecasting().scale,
            proposals=(Proposal(decider=decider, line=line),) if found[0].id == DUE else (),
            shown=(RAIL,) if found[0].id == DECIDED else (),
            record=record_of(self.listed) if found[0].forecaster else None,
        )

    def forecaster(self, name: str) -> ForecasterSheet:
        own = tuple(one for one in self.listed if name and one.forecaster == name)
        if not own:
            raise NotHeld(what="nobody", where=name, remedy="list them")
        return ForecasterSheet(
            name=name,
            record=record_of(own),
            forecasts=own,
            heads=self.heads,
            yardstick=Forecasting().scale,
        )

    # ── its forecasts ────────────────────────────────────────────────────────────────────────

    def _told(self, at: int, **more) -> Told:
        article = self.reports[at].article.id
        given = {"horizon": DAYS, "due": "by the end of November", "likelihood": likelihood(55, 80)}
        return Told(
            article=article,
            finding=self.reports[at].findings[0].id,
            source="pl/kurier",
            at=NOON + timedelta(days=at),
            called=f"the minister {self.evil}",
            anchor=(Span(6, 12),),
            events=(Span(18, 43),),
            sentence=f"{SENTENCE} {self.evil}",
            start=0,
            **{**given, **more},
        )

    def _due(self) -> Forecast:
        how = replace(likelihood(55, 80), how="term", words=f"likely{self.evil}", term="likely")
        told = (
            self._told(
                0, likelihood=how, marked=False, copies=(self.reports[2].article.id, "gone")
            ),
            self._told(1, changes=("nearer", "surer")),
        )
        return Forecast(
            id=DUE,
            forecaster=f"Edda Lindqvist{self.evil}",
            called="Edda Lindqvist",
            event=f"another explosion follows {self.evil}",
            state="due",
            sayings=told,
            scored=0,
            horizon=DAYS,
            likelihood=how,
        )

    def _decided(self) -> Forecast:
        given = replace(likelihood(0, 5), how="default", words="never", term="remote chance")
        scored = score(given, came_true=True)
        aim = Aim(article=self.reports[1].article.id, words=f"An explosion{self.evil}", at=0)
        return Forecast(
            id=DECIDED,
            forecaster=f"Edda Lindqvist{self.evil}",
            called="Edda Lindqvist",
            event="nothing follows",
            state="came_true",
            sayings=(self._told(0, likelihood=given, score=scored),),
            scored=0,
            horizon=DAYS,
            likelihood=given,
            resolution=Resolution(
                number=21,
                outcome="yes",
                author=f"A. Analyst{self.evil}",
                reason=f"seen {self.evil}",
                at=NOON,
                evidence=aim,
            ),
            score=scored,
        )

    def _vague(self) -> Forecast:
        doubt = f"no day is told by which it can be decided {self.evil}"
        told = self._told(2, horizon=None, due=f"soon{self.evil}", likelihood=None, doubts=(doubt,))
        return Forecast(
            id=VAGUE,
            forecaster="",
            called=f"analysts{self.evil}",
            event="",
            state="unscoreable",
            sayings=(told,),
            doubts=(doubt,),
        )

    def _ten(self) -> tuple[Forecast, ...]:
        """Ten that were decided, of a forecaster whose name has a slash."""
        return tuple(
            replace(
                self._decided(),
                id=f"f{n}" + "4" * 30,
                forecaster="Grid Watch A/S",
                state="came_true" if n < 6 else "did_not",
                likelihood=likelihood(n * 10, n * 10 + 5),
                score=score(likelihood(n * 10, n * 10 + 5), came_true=n < 6),
            )
            for n in range(10)
        )
