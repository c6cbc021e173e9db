"""The register of pledges: who bound himself to what by when, and what became of it.

open        given, and nothing tells yet how it stands
on course   the newest official figure is on the path that the pledge needs
behind      it is below that path, or a report tells of a delay
kept        a report says so, or the final figure of its year reaches the level
broken      a report says so, or that the word was taken back, or the final figure falls short
revised     its promisor has since given another level or another day
lapsed      its day went by, and nobody said what became of it
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from vedette.cited import Words
from vedette.duty import Act
from vedette.records import Interval, Span

Stand = Literal["open", "on course", "behind", "kept", "broken", "revised", "lapsed"]
STANDS: tuple[Stand, ...] = get_args(Stand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How much is pledged: `unit` is `%GDP`, `%`, a currency's code, or the thing that is counted.

    `things` are the stems of the nouns behind a number of things, of which any may be the noun.
    """

    amount: float
    unit: str
    things: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Who published something, under which name, when and where."""

    publisher: str
    name: str
    published: date
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What one report says that bears on a pledge.

    `words` are those of the act, at `span`. `status` is what the report says of its standing, with
    the words for it at `moved`. `level`, `due` and `made` are as this report tells them.
    """

    article: str
    finding: str
    at: datetime
    who: str
    words: str
    span: Span
    status: str | None = None
    moved: Span | None = None
    level: str = ""
    due: str = ""
    made: str = ""
    confidence: float = 1.0
    copied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of a pledge's standing: when, to what, why, and by whose words or figure.

    `article`, `finding` and `words` are those of the report that moved it, None where a day, a
    figure or an analyst did.
    """

    at: datetime
    standing: Stand
    why: str
    article: str | None = None
    finding: str | None = None
    words: Span | None = None
    official: Official | None = None
    decided: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An official figure of one year, and what the path of the pledge needs in that year."""

    year: int
    value: float
    estimate: bool
    needed: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The official figures of one state or body against the path that a pledge needs.

    The path is a straight line from the figure of the year in which it starts to the level in the
    year in which it is due; who was above the level when it was given has only to stay there.
    """

    of: str
    unit: str
    figures: tuple[Figure, ...]
    start: int
    due: int
    level: float
    official: Official

    @property
    def newest(self) -> Figure:
        return self.figures[-1]

    @property
    def told(self) -> bool:
        """Whether there is a figure for a year after that in which the path starts."""
        return self.newest.year > self.start

    @property
    def short(self) -> bool:
        """Whether the newest figure is below the path, to the two decimals that are published."""
        return self.told and round(self.newest.value, 2) < round(self.newest.needed or 0.0, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One pledge, out of everything that reports and official papers tell of it.

    `promisor` is a state's code, a body such as `NATO`, or empty where only `who` names him.
    `declared` is the official paper that holds it, where it stands in a file; `review` the year in
    which it is to be looked at again. `courses` holds the figures: its promisor's, or those of each
    member where every one of them is bound. `revises` and `revised` name the pledge before and the
    one that took its place.
    """

    id: str
    promisor: str
    who: str
    act: str
    metric: str
    level: str
    due: Interval | None
    made: str
    first: datetime
    last: datetime
    standing: Stand
    turns: tuple[Turn, ...]
    bearings: tuple[Bearing, ...]
    courses: tuple[Course, ...] = ()
    declared: Official | None = None
    review: int | None = None
    revises: str | None = None
    revised: str | None = None

    @property
    def articles(self) -> tuple[str, ...]:
        """The reports that bear on it, each once, copies too."""
        return tuple(dict.fromkeys(one.article for one in self.bearings))


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeAsk:
    """A question to the register: every filter that is not empty must hold.

    `by` is part of what the promisor is called, a country's code or name. `due_before` lets through
    what is due before that day. `before` is how many come before the page.
    """

    standings: frozenset[str] = frozenset()
    by: str = ""
    due_before: date | None = None
    limit: int = 50
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeLine:
    """A pledge as lists show it.

    `reports` counts all, `voices` names the sources that tell of it of themselves, one of each
    owner; copies are no voices. `moved` is when its standing last changed.
    """

    id: str
    promisor: str
    who: str
    act: str
    level: str
    due: Interval | None
    made: str
    standing: Stand
    moved: datetime
    first: datetime
    last: datetime
    reports: int
    voices: tuple[str, ...] = ()
    declared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgePage:
    """A piece of the register, what was moved last first; `next` is the cursor of the following.

    `standings` counts how many stand so among those that the other filters let through.
    """

    lines: tuple[PledgeLine, ...]
    next: int | None = None
    total: int = 0
    standings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Borne:
    """A report that bears on a pledge, with its words; `review` is whether it waits for a person.

    `moved` are the words for the standing, None where the report has none.
    """

    bearing: Bearing
    told: Words
    moved: Words | None = None
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A change of standing, with the words that made it; None where a figure or a day did."""

    turn: Turn
    told: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeSheet:
    """Everything about one pledge.

    `revises` and `revised` are the pledge whose place it took, and the one that took its own.
    """

    line: PledgeLine
    pledge: Pledge
    reports: tuple[Borne, ...]
    turns: tuple[Moved, ...]
    revises: PledgeLine | None = None
    revised: PledgeLine | None = None
