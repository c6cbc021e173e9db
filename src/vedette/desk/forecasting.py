"""The register of forecasts over a ledger: lists, one by one, by forecaster, and deciding them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from vedette.answers import Head
from vedette.assess.forecasts import yardsticks
from vedette.assess.forecasts.candidates import Candidates
from vedette.assess.forecasts.deciders import Decider, Matter
from vedette.assess.forecasts.foretold import Foretold
from vedette.assess.forecasts.gathering import Thread, gather
from vedette.assess.forecasts.measuring import Measure
from vedette.assess.forecasts.standing import in_order, record_of, stand
from vedette.assess.voices import one_by_one, voice
from vedette.desk.amending import Meant, marked
from vedette.desk.dated import Dated
from vedette.desk.foresight import (
    STATES,
    Forecast,
    ForecastAsk,
    ForecasterSheet,
    ForecastPage,
    ForecastSheet,
    Proposal,
    Resolution,
    Scale,
    State,
)
from vedette.desk.keeping import Kept, Same
from vedette.errors import NotHeld
from vedette.ledger import aiming, foretold, incidents, told
from vedette.ledger.amending import amendments
from vedette.ledger.happened import Course
from vedette.ledger.heads import heads
from vedette.records import Aim, Interval


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """The register without a day: what is foretold, by whom, and what was decided of it.

    `named` has the forecasts by their ids.
    """

    threads: tuple[Thread, ...]
    named: Mapping[str, Thread]
    names: list[str]
    resolved: Mapping[tuple[str, str], list[Resolution]]

    def on(self, thread: Thread) -> list[Resolution]:
        """Give the decisions on one of a forecast's sayings."""
        listed = (*thread.sayings, *thread.copies)
        return [each for one in listed for each in self.resolved.get(_named(one), ())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Every forecast as it stands on a day, in the order of lists; those with a time by its end.

    `states` says how many are in each state.
    """

    listed: Sequence[Forecast]
    due: Dated[Forecast]
    states: Counter[State]


class Forecasting:
    """The register of a desk, worked out once and kept until the views are others."""

    def __init__(self, yardstick: yardsticks.Name = yardsticks.USUAL) -> None:
        self._name = yardstick
        self._measure = Measure(yardsticks.yardstick(yardstick))
        self._told = foretold.foretelling()
        self._same = Same[Made]()
        self._made = Kept(self._make)
        self._course = Course()
        self._candidates = Kept(lambda connection: Candidates(self._course.happened(connection)))
        self._stood: tuple[Made, date, Listed] | None = None

    @property
    def scale(self) -> Scale:
        """The yardstick that was chosen."""
        one = self._measure.yardstick
        return Scale(
            id=one.id,
            name=one.name,
            title=one.title,
            publisher=one.publisher,
            published=one.published,
            url=one.url,
        )

    def anew(self) -> "Forecasting":
        """Give the same for another ledger, or for who sees less of this one."""
        return Forecasting(self._name)

    def register(self, connection: Connection, today: date) -> Sequence[Forecast]:
        """Give every forecast as it stands on a day, in the order of lists."""
        return self._standing(connection, today).listed

    def due(
        self, connection: Connection, since: date, until: date, today: date
    ) -> Sequence[Forecast]:
        """Give the forecasts whose time ends between two days, both counted in, the first first."""
        return self._standing(connection, today).due.between(since, until)

    def _standing(self, connection: Connection, today: date) -> Listed:
        made, stood = self._made.of(connection), self._stood
        if stood is None or stood[:2] != (made, today):
            listed = in_order(
                stand(thread, name, made.on(thread), self._measure, today)
                for thread, name in zip(made.threads, made.names, strict=True)
            )
            due = Dated((one.horizon.last, one) for one in listed if one.horizon)
            states = Counter(one.state for one in listed)
            self._stood = stood = made, today, Listed(listed=listed, due=due, states=states)
        return stood[2]

    def page(self, connection: Connection, ask: ForecastAsk, today: date) -> ForecastPage:
        """Give the forecasts that answer a question."""
        standing = self._standing(connection, today)
        found, counted = standing.listed, standing.states
        if ask.by or ask.due_from or ask.due_before:
            found = [one for one in found if _answers(one, ask)]
            counted = Counter(one.state for one in found)
        listed = [one for one in found if one.state in ask.states] if ask.states else found
        before = ask.before or 0
        shown = listed[before : before + ask.limit]
        return ForecastPage(
            lines=tuple(shown),
            next=before + ask.limit if len(listed) > before + ask.limit else None,
            states={state: counted[state] for state in STATES if counted[state]},
            heads=_heads(connection, shown),
            deciders=self._counted(connection, shown),
            yardstick=self.scale,
        )

    def sheet(self, connection: Connection, start: str, today: date) -> ForecastSheet:
        """Give the only forecast whose id begins so, with everything; raises NotHeld."""
        register = self.register(connection, today)
        one = _only(register, start)
        own = [other for other in register if other.forecaster == one.forecaster]
        return ForecastSheet(
            forecast=one,
            heads=_heads(connection, [one]),
            yardstick=self.scale,
            proposals=self._proposals(connection, one),
            shown=_shown(connection, one.resolution),
            record=record_of(own) if one.forecaster else None,
        )

    def forecaster(self, connection: Connection, name: str, today: date) -> ForecasterSheet:
        """Give what a forecaster foretold, by one of his names; raises NotHeld."""
        register = self.register(connection, today)
        called = _called(register, name)
        own = tuple(one for one in register if called and one.forecaster == called)
        if not own:
            raise NotHeld(
                what="no forecaster has this name",
                where=name or "an empty name",
                remedy="take it from the list of forecasts, `vedette forecasts`",
            )
        return ForecasterSheet(
            name=called,
            record=record_of(own),
            forecasts=own,
            heads=_heads(connection, own),
            yardstick=self.scale,
        )

    def aim(self, connection: Connection, start: str, today: date) -> Aim:
        """Give the aim of a decision on the only forecast whose id begins so; raises NotHeld."""
        said = _only(self.register(connection, today), start).said
        at = said.anchor[0].start
        words = said.sentence[at - said.start : said.anchor[0].end - said.start]
        return Aim(article=said.article, words=words, at=at, type="forecast")

    def meant(self, connection: Connection, start: str, today: date) -> Meant:
        """Give what a decision on the only forecast whose id begins so aims at; raises NotHeld."""
        one = _only(self.register(connection, today), start)
        thread = self._made.of(connection).named[one.id]
        return Meant(
            id=one.id,
            sayings=tuple(_named(each) for each in (*thread.sayings, *thread.copies)),
            marks=tuple(marked(self._told.read(connection))),
        )

    # ── parts ────────────────────────────────────────────────────────────────────────────────

    def _make(self, connection: Connection) -> Made:
        sayings = self._told.read(connection)
        amended = amendments(connection, "forecast", marked(sayings))
        resolved = foretold.resolutions(connection, sayings)
        return self._same.of(
            sayings, amended, resolved, make=lambda: _made(gather(sayings, amended), resolved)
        )

    def _counted(self, connection: Connection, shown: Iterable[Forecast]) -> dict[str, int]:
        """Count the incidents that may decide each forecast that is due."""
        due = [one for one in shown if one.state == "due"]
        made = self._made.of(connection)
        matters = ((one.id, _matter(one, made.named[one.id])) for one in due)
        return {
            name: self._candidates.of(connection).count(matter) if matter else 0
            for name, matter in matters
        }

    def _deciders(self, connection: Connection, one: Forecast) -> tuple[Decider, ...]:
        """Give the incidents in a forecast's days that may decide it, until it is decided."""
        matter = _matter(one, self._made.of(connection).named[one.id])
        return self._candidates.of(connection).deciders(matter) if matter else ()

    def _proposals(self, connection: Connection, one: Forecast) -> tuple[Proposal, ...]:
        found = self._deciders(connection, one)
        rows = connection.execute(incidents.chosen(id=[each.incident for each in found])).all()
        lines = {line.id: line for line in incidents.lines(connection, rows)}
        return tuple(
            Proposal(decider=each, line=lines[each.incident])
            for each in found
            if each.incident in lines
        )


def _made(threads: tuple[Thread, ...], resolved: Iterable[Resolution]) -> Made:
    return Made(
        threads=threads,
        named={thread.id: thread for thread in reversed(threads)},
        names=one_by_one([thread.voice for thread in threads]),
        resolved=_by_saying(resolved),
    )


def _matter(one: Forecast, thread: Thread) -> Matter | None:
    """Give what a forecast speaks of; None where it is decided, or no day is told."""
    if one.horizon is None or one.resolution is not None:
        return None
    return Matter(
        # What one report calls "another case" another calls a cable.
        words="; ".join(dict.fromkeys(said.event for said in thread.sayings)),
        content={cut: rare for said in thread.sayings for cut, rare in said.content.items()},
        names=frozenset(name for said in thread.sayings for name in said.names),
        days=Interval(max(one.horizon.first, one.said.at.date()), one.horizon.last),
    )


def _named(one: Foretold) -> tuple[str, str]:
    return one.article, one.finding


def _by_saying(resolved: Iterable[Resolution]) -> dict[tuple[str, str], list[Resolution]]:
    found: dict[tuple[str, str], list[Resolution]] = {}
    for one in resolved:
        for name in one.sayings:
            found.setdefault(name, []).append(one)
    return found


def _answers(one: Forecast, ask: ForecastAsk) -> bool:
    if ask.by and ask.by.casefold() not in f"{one.forecaster} {one.called}".casefold():
        return False
    if ask.due_from is None and ask.due_before is None:
        return True
    last = one.horizon.last if one.horizon else None
    return last is not None and (
        (ask.due_from is None or ask.due_from <= last)
        and (ask.due_before is None or last < ask.due_before)
    )


def _heads(connection: Connection, listed: Sequence[Forecast]) -> dict[str, Head]:
    named = {a for one in listed for said in one.sayings for a in (said.article, *said.copies)}
    made = [one.resolution for one in listed if one.resolution]
    shown = {one.evidence.article for one in made if one.evidence}
    return heads(connection, named | shown)


def _shown(connection: Connection, made: Resolution | None) -> tuple[str, ...]:
    """Name the incidents that the words which decided a forecast tell of now."""
    if made is None or made.evidence is None:
        return ()
    return aiming.telling_of(connection, made.evidence)


def _only(register: Iterable[Forecast], start: str) -> Forecast:
    found = {one.id: one for one in register}
    return found[told.among("forecast", found, start)]


def _called(register: Iterable[Forecast], name: str) -> str:
    """Give the name in the register of whoever is called so, empty where nobody is."""
    names = {one.forecaster for one in register if one.forecaster}
    exact = next((one for one in sorted(names) if one.casefold() == name.casefold()), None)
    if exact:
        return exact
    meant = voice(name)
    return next((one for one in sorted(names) if voice(one).same(meant)), "")
