"""How much two reports in two languages look like reports on one affair.

They share few words and names (`affinity` tells what is left of these), so what was coded and what
is spoken of weigh: kind, day, state and place of what they tell, and their notions (`senses`).
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from vedette.records import Telling
from vedette.relate import affinity
from vedette.relate.days import days_between, gap
from vedette.relate.senses import about, spoken
from vedette.relate.signatures import Signature, cosine
from vedette.taxonomy.sites import distance_km

SIGNS: Final = (
    *affinity.SIGNS,
    "kind_same_day", "kind_days_apart", "one_country", "countries_differ", "countries",
    "sites_near", "sites_around", "one_class", "one_accused", "kind_and_country", "kind_and_week",
    "senses", "senses_root", "heads", "heads_in_days", "heads_most",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
NEAR_KM, AROUND_KM = 15.0, 60.0
WEEK: Final = 3.0
"""Days in which what is told of one kind of incident fades to a third."""
DAYS: Final = 7.0
"""The same of what two reports are about, whatever was coded."""


def signs(one: Signature, other: Signature) -> tuple[float, ...]:
    """Give the signs of a pair of reports, whichever comes first."""
    return (*affinity.signs(one, other), *_told(one, other), *_spoken(one, other))


def _spoken(one: Signature, other: Signature) -> Iterator[float]:
    """Compare the notions of the reports, of their heads, and of each head with the other."""
    whole, there = spoken(one), spoken(other)
    alike = cosine(whole, there)
    yield alike
    yield math.sqrt(alike)
    first, second = about(one), about(other)
    close = cosine(first, second)
    yield close
    yield close * math.exp(-days_between(one.at, other.at) / DAYS)
    yield max(cosine(first, there), cosine(whole, second))


def _told(one: Signature, other: Signature) -> Iterator[float]:
    here, there = ([s.telling for s in each.sketches] for each in (one, other))
    same = [(a, b) for a in here for b in there if a.kind == b.kind]
    gaps = [gap(a.when, b.when) for a, b in same if a.when and b.when]
    yield float(0 in gaps)
    yield float(bool(gaps) and min(gaps) > 2)
    mine, theirs = _countries(here), _countries(there)
    yield float(bool(mine & theirs))
    yield float(bool(mine and theirs) and not mine & theirs)
    yield _shared(_named(one), _named(other))
    way = _way(one, other)
    yield float(way < NEAR_KM)
    yield float(way < AROUND_KM)
    yield float(bool(_targets(here) & _targets(there)))
    yield float(bool(_accused(here) & _accused(there)))
    yield float(bool(same and mine & theirs))
    yield math.exp(-days_between(one.at, other.at) / WEEK) if same else 0.0


def _countries(told: Iterable[Telling]) -> set[str]:
    return {one.spot.country for one in told if one.spot}


def _targets(told: Iterable[Telling]) -> set[str]:
    return {name for one in told for name in one.targets}


def _accused(told: Iterable[Telling]) -> set[str]:
    return {name for one in told for name in one.values.get("accused", ())}


def _named(signature: Signature) -> set[str]:
    return {place.country for place in signature.places if not place.metonym}


def _shared(one: set[str], other: set[str]) -> float:
    """Give the share of the fewer that the others have too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _way(one: Signature, other: Signature) -> float:
    """Give the kilometres between the nearest two places that the reports name."""
    ways = (distance_km(*a, *b) for a in one.sites for b in other.sites)
    return min(ways, default=math.inf)
