"""Which of the places of one name is meant: population, the countries of the text, nearness."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vedette.code.places.candidates import Candidate
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.places import Site, fold, listed, scope
from vedette.taxonomy.sites import STRETCH, distance_km

WEIGHT: Final = {
    "country": 9.0, "capital": 6.8, "region": 6.3, "sea": 7.0, "strait": 6.0, "lagoon": 5.5,
    "river": 5.3, "island": 5.8, "headland": 5.3, "base": 5.3, "airport": 5.5, "plant": 5.5,
    "energy": 5.3, "port": 5.3, "crossing": 5.0, "village": 4.6, "landmark": 6.0, "line": 5.5,
}  # fmt: skip
"""What a place without a population counts for, in powers of ten of people."""
ALTERNATE: Final = -0.8
HOMELY: Final = 0.4
"""What a place in the part of the world that the desk watches has before its namesakes."""
SAME_COUNTRY: Final = 1.6
FOLLOWED: Final = 4.0
"""For "Lublin, Poland": the country or region behind the comma owns the place."""
GOVERNED: Final = 2.0
"""For "New York Gov.": whoever has a governor is a state, not its city."""
NEAR_KM: Final = 250.0
REGION_KM: Final = 400.0
LEAST_REACH_KM: Final = 150.0
"""A region's point may be its seat, and its radius a guess."""
WIDE: Final = frozenset({"country", "region"})
NEAR: Final = 0.8


def distance(a: Site, b: Site) -> float:
    """Measure the great-circle distance between two places in kilometres."""
    return distance_km(a.lat, a.lon, b.lat, b.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the whole text tells: how often each country is named, and places beyond doubt.

    `seats` counts by name the mentions that are a capital's: in a report on London, Ontario, its
    own name must not speak for Britain.
    """

    countries: Counter[str]
    settled: tuple[Site, ...]
    seats: Mapping[str, int]

    def country(self, code: str, name: str) -> float:
        """Weigh a country by its share of the mentions, those of a name itself left out."""
        own = self.seats.get(name, 0)
        total = sum(self.countries.values()) - own
        named = (
            self.countries[code] - own * (country_of(name) == code) if own else self.countries[code]
        )
        return math.sqrt(named / total) if total > 0 else 0.0


def prior(site: Site, *, alternate: bool) -> float:
    """Weigh a site by itself: how many people live there, or what kind it is."""
    weight = max(WEIGHT.get(site.kind, 0.0), math.log10(site.population + 1))
    home = HOMELY if site.country in scope("near") and site.population else 0.0
    return weight + home + (ALTERNATE if alternate else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands beside one name: owners behind a comma, towns before one, the sense told.

    In "Lublin, Poland" Poland owns Lublin; where the text says "Paris, Texas" once, `told` is that
    Paris for every other mention.
    """

    owners: tuple[Site, ...] = ()
    towns: tuple[Site, ...] = ()
    told: Site | None = None


def best(candidate: Candidate, context: Context, beside: Surroundings) -> tuple[Site, float]:
    """Choose the likeliest site of a candidate, and its score."""
    scored = [
        (
            prior(site, alternate=alternate) + _support(candidate, site, context, beside),
            -order,
            site,
        )
        for order, (site, alternate) in enumerate(candidate.owners)
    ]
    score, _, site = max(scored, key=lambda entry: entry[:2])
    return site, score


def _support(candidate: Candidate, site: Site, context: Context, beside: Surroundings) -> float:
    support = FOLLOWED if site == beside.told else 0.0
    if site.kind in WIDE and any(_owned(town, site) for town in beside.towns):
        support += FOLLOWED
    if site.kind in {"country", "sea"}:
        return support
    if any(_owned(site, owner) for owner in beside.owners):
        support += FOLLOWED
    if candidate.after in listed("governs"):
        support += GOVERNED if site.kind == "region" else 0.0
    support += SAME_COUNTRY * context.country(site.country, candidate.words)
    return support + NEAR * min(2, sum(_near(site, other) for other in context.settled))


def _near(site: Site, other: Site) -> bool:
    """See whether another settled place lies near; a region's point stands for a wide land."""
    reach = REGION_KM if other.kind == "region" else NEAR_KM
    return other != site and other.country == site.country and distance(site, other) < reach


def owned(site: Site, owners: Iterable[Site]) -> bool:
    """Say whether a place lies in one of these states and regions, or is wide itself."""
    return site.kind in WIDE or any(_owned(site, owner) for owner in owners)


def _owned(site: Site, owner: Site) -> bool:
    """See whether a country or region holds a place, a region judged by its middle."""
    if site.country != owner.country or site.kind in WIDE:
        return False
    reach = max(LEAST_REACH_KM, STRETCH["region"] * owner.radius)
    return owner.kind == "country" or distance(site, owner) < reach


def settled(found: Iterable[Candidate]) -> tuple[Site, ...]:
    """Pick the places that need no context: one site of its name, or one that dwarfs the rest."""
    sites = []
    for candidate in found:
        weighed = [(prior(s, alternate=alt), s, alt) for s, alt in candidate.owners]
        # The sort is stable: of sites that weigh the same the gazetteer's first is taken.
        (weight, site, alternate), *others = sorted(weighed, key=lambda one: -one[0])
        alone = not others or weight - others[0][0] > 1.5
        if alone and weight >= 4.7 and site.kind != "country" and not alternate:
            sites.append(site)
    return tuple(dict.fromkeys(sites))[:60]


def surroundings(
    text: str, found: Sequence[Candidate], index: int, told: Mapping[str, Site | None]
) -> Surroundings:
    """Look at what stands beside one candidate, parted by no more than a comma."""
    here = found[index]
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    behind = after.owners if after and _apposed(text, here, after) else ()
    ahead = before.owners if before and _apposed(text, before, here) else ()
    # "Washington, New York and Boston": a city of that name comes before the state.
    cities = any(not alternate and site.kind not in WIDE for site, alternate in behind)
    return Surroundings(
        owners=tuple(s for s, alt in behind if s.kind in WIDE and not (alt and cities)),
        towns=tuple(site for site, _ in ahead if site.kind not in WIDE),
        told=told.get(fold(here.words)),
    )


def _apposed(text: str, left: Candidate, right: Candidate) -> bool:
    return bool(re.fullmatch(r", | \(|,\n", text[left.end : right.start]))
