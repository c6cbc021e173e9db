"""How much of what was published was seen: the figures by which silence is told apart from peace.

expected    entries a day, learnt from the days before that day
seen        entries that came, on the day on which they became known
later       entries of that day that were filled in long after: never part of what was seen
share       of the day within reach of good polls, from 0 (blind) to 1
read        entries of which an article was made, from those seen
coded       of those, the ones that a coder of their language has coded
failed      entries that gave no article, or only its teaser, or that no coder can code
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, get_args

By = Literal["source", "country", "language", "day"]
BY: tuple[By, ...] = get_args(By)

LEAST = 1 / 7
"""Entries a day that a source weighs at least: expectations are learnt from a week of days, which
does not tell a rarer one from one that says nothing."""

FULL = 0.95
"""The share from which a day was seen in full: a poll that failed at midnight is no gap."""

BLIND = 0.005
"""The share up to which nothing was seen: seven minutes of a day."""

Mark = Literal["full", "part", "blind", "silent", "unknown"]
"""What a day was: seen in full, in part, not at all; seen in full while nothing was said; or before
anything is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAsk:
    """Of which sources, and which days (UTC, both counted in); four weeks where none is told."""

    sources: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    by: By = "source"


class Tally(NamedTuple):
    """Entries and polls, counted; `lost` are the entries of which there is no article at all."""

    seen: int = 0
    later: int = 0
    read: int = 0
    coded: int = 0
    failed: int = 0
    lost: int = 0
    polls: int = 0
    failed_polls: int = 0


NOTHING = Tally()
NO_CODER = "no coder for"
"""Why an entry that was read is not coded; the language follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One source on one day; `share` is None before its first poll."""

    source: str
    day: date
    expected: float | None
    share: float | None
    tally: Tally = NOTHING

    @property
    def used(self) -> float:
        """The share of what came that could be read."""
        return 1 - self.tally.lost / self.tally.seen if self.tally.seen else 1.0


def weight(expected: float | None) -> float:
    """Give what a source counts among others: the entries a day that are expected of it."""
    return max(expected or 0.0, LEAST)


def exposure(sights: Iterable[Sight]) -> float | None:
    """Give how much of what sources published on a day could be seen, from 0 to 1.

    Each source counts by the entries a day that were expected of it before that day: the share of
    the day within reach of its good polls, times the share of what came that could be read. It is
    0 where nothing could be seen, and None where nothing is known yet, because no source has been
    watched long enough for an expectation. A poll that fails never raises it: expectations and
    intervals are learnt from good polls alone.
    """
    known = [one for one in sights if one.expected is not None]
    if not known:
        return None
    lit = math.fsum(weight(one.expected) * (one.share or 0.0) * one.used for one in known)
    return lit / math.fsum(weight(one.expected) for one in known)


@dataclass(slots=True, kw_only=True)
class Light:
    """Sources and days added up: entries expected and seen, and the share that was covered.

    `known` of the days have an expectation, and `weight` together, of which `lit` was covered;
    `polled` are those after a first poll, of which `bare` was covered.
    """

    expected: float = 0.0
    seen: int = 0
    known: int = 0
    weight: float = 0.0
    lit: float = 0.0
    polled: int = 0
    bare: float = 0.0

    def add(self, expected: float | None, share: float | None, seen: int) -> None:
        """Count a source's day in; `share` is None before its first poll."""
        self.seen += seen
        if share is None:
            return
        self.polled += 1
        self.bare += share
        if expected is not None:
            self.known += 1
            self.expected += expected
            self.weight += weight(expected)
            self.lit += weight(expected) * share

    def join(self, other: "Light") -> None:
        """Count all that another one has in."""
        self.expected += other.expected
        self.seen += other.seen
        self.known += other.known
        self.weight += other.weight
        self.lit += other.lit
        self.polled += other.polled
        self.bare += other.bare

    @property
    def learnt(self) -> float | None:
        """The entries expected, None where nothing is learnt."""
        return self.expected if self.known else None

    @property
    def share(self) -> float | None:
        """The share of the time that was covered, by what is expected; None before any poll.

        Sources of which nothing is learnt yet count only where nothing is of any.
        """
        if self.weight:
            return self.lit / self.weight
        return self.bare / self.polled if self.polled else None

    @property
    def mark(self) -> Mark:
        """What the day was."""
        return mark_of(self.share, self.seen)


def mark_of(share: float | None, seen: int) -> Mark:
    """Say what a day was.

    >>> mark_of(1.0, 12), mark_of(1.0, 0), mark_of(0.5, 3), mark_of(0.0, 0), mark_of(None, 0)
    ('full', 'silent', 'part', 'blind', 'unknown')
    """
    if share is None:
        return "unknown"
    if share <= BLIND:
        return "blind"
    if share < FULL:
        return "part"
    return "full" if seen else "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch in which a channel was not seen, or with `channel` empty a whole source.

    It begins with the last good poll; with the first poll where none was good. `until` is None
    while it lasts. `why` is the most frequent reason, `failed` the number of polls that failed.
    """

    source: str
    channel: str
    since: datetime
    until: datetime | None
    failed: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLine:
    """What was seen of a source, country or language, or on a day; `name` says which.

    `expected` is entries over all the days. `marks` has one for each day, the oldest first. `blind`
    is since when nothing of it is seen, None where something is. `why` counts what failed, polls
    and entries, the most frequent first.
    """

    name: str
    expected: float | None
    seen: int
    share: float | None
    read: int
    coded: int
    failed: int
    later: int
    polls: int
    failed_polls: int
    blind: datetime | None
    why: Mapping[str, int]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much was seen between two days. `seen` counts the sources that are seen in the end.

    `blind` are those that are not, each since when; `unpolled` were never asked; `uncoded` are the
    languages that no coder reads. `spells` are told where sources are asked for by name. `depths`
    says of each language that a coder reads how deep: `full`, all types of findings, or `incident`.
    """

    since: date
    until: date
    listed: int
    seen: int
    blind: tuple[Spell, ...]
    unpolled: tuple[str, ...]
    uncoded: tuple[str, ...]
    by: By
    lines: tuple[CoverageLine, ...]
    total: CoverageLine
    spells: tuple[Spell, ...] = ()
    depths: Mapping[str, str] = field(default_factory=dict)


def frequent(why: Counter[str]) -> Iterator[tuple[str, int]]:
    """Order reasons, the most frequent first.

    >>> list(frequent(Counter(b=1, a=1, c=2)))
    [('c', 2), ('a', 1), ('b', 1)]
    """
    yield from sorted(why.items(), key=lambda one: (-one[1], one[0]))


def each_day(first: date, last: date) -> Iterator[date]:
    """Give the days from one to another, both counted in."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
