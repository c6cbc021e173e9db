"""Which of the places of one name is meant: population, the countries of the text, nearness."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vedette.code.places.candidates import Candidate
from vedette.taxonomy.places import Site, scope

WEIGHT: Final = {
    "country": 9.0, "capital": 6.8, "region": 6.3, "sea": 7.0, "strait": 6.0, "lagoon": 5.5,
    "river": 5.3, "island": 5.8, "headland": 5.3, "base": 5.3, "airport": 5.5, "plant": 5.5,
    "energy": 5.3, "port": 5.3, "crossing": 5.0, "village": 4.6, "landmark": 6.0,
}  # fmt: skip
"""What a place without a population counts for, in powers of ten of people."""
ALTERNATE: Final = -0.8
HOMELY: Final = 0.4
"""What a place in the part of the world that the desk watches has before its namesakes."""
SAME_COUNTRY: Final = 1.6
FOLLOWED: Final = 4.0
"""For "Lublin, Poland": the country or region behind the comma owns the place."""
NEAR_KM: Final = 250.0
REGION_KM: Final = 400.0
NEAR: Final = 0.8
EARTH_KM: Final = 12_742.0


def distance(a: Site, b: Site) -> float:
    """Measure the great-circle distance between two places in kilometres."""
    lat, lon, lat2, lon2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the whole text tells: how often each country is named, and places beyond doubt."""

    countries: Counter[str]
    settled: tuple[Site, ...]

    def country(self, code: str) -> float:
        """Weigh a country by its share of the mentions, 0 to 1."""
        total = sum(self.countries.values())
        return math.sqrt(self.countries[code] / total) if total else 0.0


def prior(site: Site, *, alternate: bool) -> float:
    """Weigh a site by itself: how many people live there, or what kind it is."""
    weight = max(WEIGHT.get(site.kind, 0.0), math.log10(site.population + 1))
    home = HOMELY if site.country in scope("near") and site.population else 0.0
    return weight + home + (ALTERNATE if alternate else 0.0)


def best(candidate: Candidate, context: Context, owner: Site | None) -> tuple[Site, float]:
    """Choose the likeliest site of a candidate, and its score.

    `owner` is the country or region that stands right behind it ("Lublin, Poland").
    """
    scored = [
        (prior(site, alternate=alternate) + _support(site, context, owner), -order, site)
        for order, (site, alternate) in enumerate(candidate.owners)
    ]
    score, _, site = max(scored, key=lambda entry: entry[:2])
    return site, score


def _support(site: Site, context: Context, owner: Site | None) -> float:
    if site.kind in {"country", "sea"}:
        return 0.0
    support = SAME_COUNTRY * context.country(site.country)
    if owner is not None:
        support += FOLLOWED if _owned(site, owner) else 0.0
    return support + NEAR * min(2, sum(_near(site, other) for other in context.settled))


def _near(site: Site, other: Site) -> bool:
    """See whether another settled place lies near; a region's point stands for a wide land."""
    reach = REGION_KM if other.kind == "region" else NEAR_KM
    return other != site and other.country == site.country and distance(site, other) < reach


def _owned(site: Site, owner: Site) -> bool:
    if owner.kind == "country":
        return site.country == owner.country
    return site.country == owner.country and distance(site, owner) < 2 * NEAR_KM


def settled(found: Iterable[Candidate]) -> tuple[Site, ...]:
    """Pick the places that need no context: one site of its name, or one that dwarfs the rest."""
    sites = []
    for candidate in found:
        ranked = sorted((prior(s, alternate=a) for s, a in candidate.owners), reverse=True)
        site, alternate = max(candidate.owners, key=lambda o: prior(o[0], alternate=o[1]))
        alone = len(ranked) == 1 or ranked[0] - ranked[1] > 1.5
        if alone and ranked[0] >= 4.7 and site.kind != "country" and not alternate:
            sites.append(site)
    return tuple(dict.fromkeys(sites))[:60]


def follower(text: str, found: Sequence[Candidate], index: int) -> Site | None:
    """Find the country or region right behind a comma: "Lublin, Poland", "Kyiv (Ukraine)"."""
    if index + 1 >= len(found):
        return None
    here, there = found[index], found[index + 1]
    if not re.fullmatch(r", | \(|,\n", text[here.end : there.start]):
        return None
    sites = [site for site, _ in there.owners if site.kind in {"country", "region"}]
    return sites[0] if sites else None
