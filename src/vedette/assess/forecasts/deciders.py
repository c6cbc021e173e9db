"""Incidents that may decide a forecast: what happened in its days, and of what it speaks.

A machine does not decide. It puts before an analyst what agrees with the forecast in kind, place,
actor or words, with what agrees, in an order that can be told: most grounds first, then the weight
of the words that both have, then the earlier.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

from vedette.records import Interval
from vedette.taxonomy.kinds import kinds
from vedette.taxonomy.patterns import Patterns

Ground = Literal["kind", "place", "country", "actor", "words"]
MOST: Final = 10
"""Incidents that are put before an analyst: more is a list, not a proposal."""
WEIGHT: Final = 0.5
"""Least weight of the words in common for which they count as a ground: two that are as frequent as
"cable" and "drone", both 0.3, or one that is rare."""
LATE: Final = timedelta(days=3)
"""How long after its day an incident may be reported that tells no day of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a forecast speaks of: its words with how rare each is, and the names in them.

    `names` has the stems of names, and the codes of states. `days` are those in which it counts.
    """

    words: str
    content: Mapping[str, float]
    names: frozenset[str]
    days: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An incident as it is compared: its days, kind, place, whoever is accused, and its words."""

    id: str
    kind: str
    days: Interval
    place: frozenset[str] = frozenset()
    country: str = ""
    accused: frozenset[str] = frozenset()
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """An incident that may decide a forecast, and on what grounds it is thought to.

    `shared` are the stems that both have, the rarest first; `weight` is the sum of their rarities.
    """

    incident: str
    grounds: tuple[Ground, ...]
    shared: tuple[str, ...] = ()
    weight: float = 0.0


def days_of(first: date, when: Interval | None) -> Interval:
    """Give the days of an incident; of one that tells none, those before its first report."""
    return when or Interval(first - LATE, first)


def deciders(matter: Matter, happened: Iterable[Happened]) -> tuple[Decider, ...]:
    """Give the incidents that may decide what is foretold, at most `MOST` of them."""
    days = matter.days
    near = [one for one in happened if one.days.first <= days.last and days.first <= one.days.last]
    begun = {one.id: one.days.first for one in near}
    found = [told for one in near if (told := decider(matter, one))]
    found.sort(key=lambda t: (-len(t.grounds), -t.weight, begun[t.incident], t.incident))
    return tuple(found[:MOST])


def decider(matter: Matter, one: Happened) -> Decider | None:
    """Compare one incident; None where too little agrees.

    One of the kind that is foretold may decide it anywhere, unless a place or a state is named:
    then something of that must agree. So it must where no kind is known, beside the words.
    """
    content = matter.content
    shared = sorted(content.keys() & one.words.keys(), key=lambda cut: (-content[cut], cut))
    weight = math.fsum(content[cut] for cut in shared)
    agree: dict[Ground, bool] = {
        "kind": one.kind in kinds_of(matter.words),
        "place": bool(one.place & matter.names),
        "country": one.country in matter.names,
        "actor": bool(one.accused & matter.names),
        "words": weight >= WEIGHT,
    }
    named = agree["place"] or agree["country"] or agree["actor"]
    if not (agree["kind"] and (named or not matter.names)) and not (agree["words"] and named):
        return None
    grounds = tuple(name for name, holds in agree.items() if holds)
    return Decider(incident=one.id, grounds=grounds, shared=tuple(shared), weight=weight)


@lru_cache(maxsize=1024)
def kinds_of(event: str) -> frozenset[str]:
    """Name the kinds of incident that an event speaks of.

    >>> sorted(kinds_of("another cable to be hit"))
    ['undersea_infrastructure']
    """
    return _patterns().names(event)


@cache
def _patterns() -> Patterns:
    told = tomllib.loads(files(__package__).joinpath("deciders.toml").read_text("utf-8"))["kinds"]
    return Patterns({one.name: (*one.strong, *told.get(one.name, ())) for one in kinds()})
