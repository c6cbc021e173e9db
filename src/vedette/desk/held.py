"""One ledger and its sources, held ready for questions, and what is kept between them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from vedette.answers import (
    Ask,
    Firsts,
    Health,
    IncidentAsk,
    IncidentLine,
    Spoken,
    Standing,
    StoryLine,
)
from vedette.assess.alarms.promise import Promise
from vedette.assess.hearing import one_of_each_owner
from vedette.calls import CallLine
from vedette.desk.briefing import BRIEFS, BriefAsk, Reported
from vedette.desk.calendaring import Calendaring
from vedette.desk.covering import Covering
from vedette.desk.enlisting import Enlisting
from vedette.desk.fitting import Fitting
from vedette.desk.forecasting import Forecasting
from vedette.desk.grading import Grading
from vedette.desk.keeping import Lately
from vedette.desk.lookout import Sentry
from vedette.desk.nearing import Nearing
from vedette.desk.pledging import Pledging
from vedette.desk.rehearsing import Rehearsed
from vedette.desk.standstill import Standstill
from vedette.desk.subscribing import Subscribing
from vedette.errors import Overtaken, Withheld
from vedette.handling import Tlp, label, strictest, within
from vedette.ledger import handled
from vedette.ledger.counted import Counted
from vedette.ledger.counting import Counts
from vedette.ledger.handled import Noun
from vedette.ledger.store import Store
from vedette.ledger.tally import Tally
from vedette.ledger.withholding import is_veiled
from vedette.pledged import PledgeLine
from vedette.postures import ChangeLine
from vedette.records import Grade, Poll, Source
from vedette.review import SILENCE, USUAL, Thresholds, quiet_since, stage_in_review

if TYPE_CHECKING:
    from vedette.desk.taxii import Exchange

Due = Mapping[tuple[str, str], datetime]
"""When each channel, by source and address, will be asked again."""

Languages = Callable[[], frozenset[str] | None]
"""The languages that a coder reads, told when they are asked for: its lists take a while."""
Depths = Callable[[], Mapping[str, str]]
"""How deep it reads each of them, told in the same way."""

Period = tuple[IncidentAsk, date, date, bool]
"""A question about incidents, the days of their first reports, both counted in, and by the hour."""

PERIODS = 8
"""Periods whose first reports are kept, each with its filters: some 10 kB of each."""

Asking = TypeVar("Asking", Ask, IncidentAsk)
Lined = TypeVar("Lined", IncidentLine, StoryLine, Spoken, PledgeLine, CallLine, ChangeLine)


def clock() -> datetime:
    """Give the present moment; the one place below which nobody looks at a clock."""
    return datetime.now(UTC)


ONE_A_MONTH = Promise(budget=1.0)
"""False alarms over all series together, where the user asks for nothing else."""


class Polled(NamedTuple):
    """What a source's polls tell of it, as long as there are as many of them.

    `recent` has of each channel its newest polls back to the last that was answered, `expected` how
    many entries a day they let expect.
    """

    polls: int
    recent: Mapping[str, Sequence[Poll]]
    expected: float | None


@dataclass(slots=True, kw_only=True)
class Noted:
    """What a desk has worked out, with the state of the log and the minute that it holds for."""

    tally: Tally
    counted: Counted = field(default_factory=Counted)
    polled: dict[str, Polled] = field(default_factory=dict)
    seen: tuple[tuple[int, datetime], tuple[Health, ...]] | None = None
    covered: tuple[tuple[int, datetime], Covering] | None = None
    rehearsed: Rehearsed | None = None
    standing: tuple[tuple[object, ...], Standing] | None = None
    counts: Counts = field(default_factory=Counts)
    firsts: Lately[Period, Firsts] = field(default_factory=lambda: Lately(PERIODS))
    daily: Lately[tuple[date, date], dict[str, list[int]]] = field(
        default_factory=lambda: Lately(BRIEFS)
    )
    reported: Lately[BriefAsk, Reported] = field(default_factory=lambda: Lately(BRIEFS))


class Held:
    """A ledger, its sources, and the choices of the user; `Desk` tells each of them.

    `exchange` is what it offers over TAXII, `subscribing` takes in browsers that ask to be told,
    `enlisting` who signs up for mail, where there is any of them; `author` is whose decisions the
    user's are. `standstill` tells whether the desk that watches can write, and is None on one
    that does not watch.
    """

    frank = True
    """Whether it says of what is withheld that it is: to whoever runs the desk, not to others."""

    def __init__(  # noqa: PLR0913  # one argument a choice
        self,
        ledger: str | Store,
        *,
        sources: Iterable[Source] = (),
        also: Iterable[str] = (),
        sample: bool = False,
        due: Due | None = None,
        thresholds: Thresholds = USUAL,
        silence: timedelta = SILENCE,
        nearing: Nearing | None = None,
        pledging: Pledging | None = None,
        forecasting: Forecasting | None = None,
        languages: Languages = lambda: None,
        depths: Depths = dict,
        promise: Promise = ONE_A_MONTH,
        analysts: int = 0,
        channels: Iterable[str] = (),
        author: str = "",
        now: Callable[[], datetime] = clock,
    ) -> None:
        self._store = ledger if isinstance(ledger, Store) else Store(ledger)
        self._sources = {source.id: source for source in sources}
        self._also = tuple(also)
        self._due: Due = due if due is not None else {}
        self._thresholds = thresholds
        self._silence = silence
        self._nearing = Nearing() if nearing is None else nearing
        self._pledging = Pledging() if pledging is None else pledging
        self._forecasting = Forecasting() if forecasting is None else forecasting
        self._calendaring = Calendaring()
        self._now = now
        self._languages = languages
        self._depths = depths
        self._grading = Grading(self._sources)
        self._fitting = Fitting(self._grading, self._sources)
        self._sentry = Sentry(promise)
        self._analysts = analysts
        self._channels = tuple(channels)
        self.author = author
        self._noted = Noted(tally=Tally(self._also))
        self._veiled: bool | None = None
        self._others: dict[Any, Any] = {}
        self.exchange: Exchange | None = None
        self.subscribing: Subscribing | None = None
        self.enlisting: Enlisting | None = None
        self.standstill: Standstill | None = None
        self.sample = sample

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Give a connection; what it hides is what this desk's answers leave out, and no less."""
        with self._store.reading() as connection:
            if self._veiled is False and is_veiled(connection):
                raise Overtaken(
                    what="the first thing to withhold has just come in",
                    where=self._store.place,
                    remedy="ask again",
                )
            yield connection

    @property
    def _ceiling(self) -> Tlp:
        return self._store.veil.ceiling

    def _must_not_be_withheld(self, noun: Noun, start: str) -> None:
        """Raise Withheld where what has this id, or begins so, is above the ceiling."""
        if not (start and self.frank and self._veiled):
            return
        with self._store.whole() as connection:
            levels = handled.beginning(connection, noun, start)
        if hidden := [level for level in levels if not within(level, self._ceiling)]:
            raise self._withheld(noun, start, strictest(hidden))

    def _withheld(self, noun: str, name: str, level: Tlp) -> Withheld:
        return Withheld(
            what=f"this {noun} is {label(level)}",
            where=name,
            why=f"nothing above {label(self._ceiling)} leaves here",
            remedy="ask who runs the desk, or name a higher ceiling if it is yours to do so",
        )

    @property
    def rehearsed(self) -> Rehearsed | None:
        """What watching quiet pasts has shown last."""
        return self._noted.rehearsed

    @rehearsed.setter
    def rehearsed(self, told: Rehearsed | None) -> None:
        self._noted.rehearsed = told

    def _fitted(self, connection: Connection, ask: Asking) -> Asking:
        """Fill in which incidents fit what the query line of a question asks for."""
        fits = self._fitting.settled(connection, ask.query)
        return replace(ask, fitting=fits) if fits else ask

    def _quiet(self) -> datetime | None:
        return quiet_since(self._now(), self._silence)

    def _graded(
        self, connection: Connection, lines: Sequence[IncidentLine]
    ) -> tuple[IncidentLine, ...]:
        return self._marked(lines, self._grading.grades(connection, [line.id for line in lines]))

    def _marked(
        self, lines: Iterable[IncidentLine], grades: Mapping[str, Grade]
    ) -> tuple[IncidentLine, ...]:
        """Mark lines with their grades, and those whose stage is in review."""
        quiet = self._quiet()
        return tuple(
            replace(
                line,
                grade=grades[line.id].mark,
                review=stage_in_review(line.status, line.confirmed, quiet),
            )
            for line in lines
        )

    def _all_heard(self, lines: Iterable[Lined]) -> tuple[Lined, ...]:
        return tuple(map(self._heard, lines))

    def _heard(self, line: Lined) -> Lined:
        """Leave of its voices one of each owner."""
        voices = one_of_each_owner(line.voices, self._sources)
        return line if voices == line.voices else replace(line, voices=voices)

    def today(self) -> date:
        """Give the day on which the desk is asked, UTC; a sample's is that of its last report."""
        return self._now().date()

    def languages(self) -> frozenset[str] | None:
        """Name the languages that the coder reads, by their ISO 639-1 codes; None for all."""
        return self._languages()

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()
