"""The calendar of postures: by state, what changed of readiness, presence and passage, and when.

alert       readiness and levels of alert: raised, lowered, held
protection  guards, patrols and controls, raised and lowered without a word for an alert
presence    forces sent and withdrawn
passage     borders, bridges and airspace closed and opened
exercise    what is practised
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, get_args

from vedette.cited import Words
from vedette.records import Span

Lane = Literal["alert", "protection", "presence", "passage", "exercise"]
LANES: Final[tuple[Lane, ...]] = get_args(Lane)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of alert that words name.

    `rank` counts from 1, the lowest; 0 is the normal state, and None says that "the highest" is
    told without how many there are. `of` is how many there are, where that is known.
    """

    name: str
    rank: int | None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One report of a step: its words for the change, at `span`, and for who makes it."""

    article: str
    finding: str
    at: datetime
    who: str
    words: str
    span: Span
    confidence: float = 1.0
    copied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step of a state's posture, out of every report of it.

    `day` is the day on which it begins, that of the first report where none is told. `height` is
    the level after it in the lane of alerts, None in the others: one up or down from what it was,
    or the rank that the words name (`named`). `by_place` is whether nobody is named who makes it,
    so that the state is that of the place.
    """

    id: str
    country: str
    lane: Lane
    direction: str
    day: date
    told_day: bool
    until: date | None
    who: str
    change: str
    region: str
    first: datetime
    sightings: tuple[Sighting, ...]
    named: Level | None = None
    height: int | None = None
    by_place: bool = False

    @property
    def articles(self) -> tuple[str, ...]:
        """The reports of it, each once, copies too."""
        return tuple(dict.fromkeys(one.article for one in self.sightings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The steps of one state or body, the first first, and its level of alert by them.

    `level` is the height after the last step that has begun, None where no alert was told of;
    `before` the height at the beginning of what was asked for.
    """

    country: str
    changes: tuple[Change, ...]
    level: int | None = None
    named: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureAsk:
    """A question: of which states or bodies, by their codes, and from which day on.

    Without a day it is the ninety days up to the moment.
    """

    countries: frozenset[str] = frozenset()
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A step with its words; `voices` names the sources that tell of it, one of each owner."""

    change: Change
    told: Words
    voices: tuple[str, ...] = ()
    review: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTrack:
    """A state's steps, laid out with their words."""

    country: str
    level: int | None
    named: str
    before: int | None
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PosturePage:
    """The steps of every state that was asked for, from `since` to `until`, both counted in.

    States come in the order of their last step, the last first. `unplaced` counts the steps of
    nobody's: neither who makes them nor where is a state.
    """

    tracks: tuple[CountryTrack, ...]
    since: date
    until: date
    unplaced: int = 0
