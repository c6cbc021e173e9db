"""What became of what a source told, and the letter that it costs.

A source file gives a letter and a fact for it. What the source has told since can lower it by one
rung, never raise it: a source of which nothing is known stays F however often it was right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from vedette.assess.hearing import FELL, Reports
from vedette.records import Reliability, Source

CORRECTED: Final = frozenset({"retracted", "revised"})
"""Stages in which a source leaves what it has told itself."""
DOUBTED: Final = FELL | {"contested", "accident"}
"""Stages in which a report leaves what it does not tell as if it were so."""
LEAST: Final = 3
PART: Final = 4
"""At least three, and one in four of what a source told, must have fallen. Of the 122 incidents of
the development streams 11 end refuted or retracted; at that rate a source comes this far by chance
with 9 % at the most, after twelve incidents."""
DOWN: Final[Mapping[Reliability, Reliability]] = {"A": "B", "B": "C", "C": "D", "D": "E"}


class Told(Protocol):
    """What one report tells of an incident, as far as it counts for its source."""

    @property
    def article(self) -> str: ...
    @property
    def status(self) -> str | None: ...
    @property
    def background(self) -> bool: ...


class Happened(Protocol):
    """An incident, as far as its reports and its end are asked for."""

    @property
    def status(self) -> str: ...
    @property
    def tellings(self) -> Iterable[Told]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """How many incidents a source told first-hand, and how many of these fell or it corrected."""

    told: int
    fell: int

    @property
    def low(self) -> bool:
        """Whether it costs a rung.

        >>> Track(told=12, fell=3).low, Track(told=2, fell=2).low
        (True, False)
        """
        return self.fell >= LEAST and self.fell * PART >= self.told

    def __str__(self) -> str:
        return f"{self.fell} of {self.told} incidents that it told fell or were corrected"


def tracks_of(incidents: Iterable[Happened], reports: Reports) -> dict[str, Track]:
    """Count for every source; copies and what is told in passing are left out.

    A copy costs its printer nothing and its origin what the origin itself told.
    """
    return summed(part_of(incident, reports) for incident in incidents)


class Part(NamedTuple):
    """What one incident counts: who told it first-hand, and for which of them it fell."""

    told: frozenset[str]
    fell: frozenset[str]


def part_of(incident: Happened, reports: Reports) -> Part:
    """Give what an incident counts for the sources of its reports."""
    first_hand = set(_first_hand(incident, reports))
    told = frozenset(source for source, _ in first_hand)
    return Part(told, frozenset(_fallen(incident, first_hand)))


def summed(parts: Iterable[Part]) -> dict[str, Track]:
    """Add up what incidents count; most count the same as others, and these are added at once."""
    told: Counter[str] = Counter()
    fell: Counter[str] = Counter()
    for part, n in Counter(parts).items():
        told.update(dict.fromkeys(part.told, n))
        fell.update(dict.fromkeys(part.fell, n))
    return {source: Track(told=n, fell=fell[source]) for source, n in sorted(told.items())}


def _first_hand(incident: Happened, reports: Reports) -> Iterator[tuple[str, str]]:
    """Give who told an incident, with the stage in which each report left it."""
    for telling in incident.tellings:
        source = reports.printer(telling.article)
        copied = reports.origin(telling.article) != telling.article
        if source and not telling.background and not copied:
            yield source, telling.status or "reported"


def _fallen(incident: Happened, told: Iterable[tuple[str, str]]) -> set[str]:
    """Name the sources that told of it as if it were so, where it was not or they corrected it.

    Who left it open, or called it an accident, did not: where it fell he was right.
    """
    listed = list(told)
    believed = {source for source, status in listed if status not in DOUBTED}
    corrected = {source for source, status in listed if status in CORRECTED}
    return believed & (corrected | (believed if incident.status in FELL else set()))


def reliability_of(source: Source | None, track: Track | None) -> Reliability:
    """Give a source's letter: that of its file, one rung lower where its track is low."""
    if source is None:
        return "F"
    if track is None or not track.low:
        return source.reliability
    return DOWN.get(source.reliability, source.reliability)
