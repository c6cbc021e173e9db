"""How much two reports look like reports on one affair."""

import math
from itertools import chain
from typing import Final

from vedette.relate.days import days_between, gap
from vedette.relate.signatures import Signature, cosine
from vedette.relate.tellings import Sketch
from vedette.relate.words import Cuts, rarity, shared, weight
from vedette.taxonomy.sites import apart_km

SIGNS: Final = (
    "words", "words_root", "words_late", "names", "names_sum", "names_late", "rarest", "numbers",
    "title_least", "title_most", "titles", "days_shared", "days_none_shared", "sites_shared",
    "sites_none_shared", "one_kind", "kinds_differ", "agreement", "same_day", "days_apart",
    "near", "far", "around", "apart", "one_source",
)  # fmt: skip
"""The signs of `signs`, in order; `docs/reference/linking.md` says what each is."""
NEAR_KM, FAR_KM = 30.0, 150.0
LONG = 30
"""Days between two incidents from which on more tell nothing more."""


def signs(one: Signature, other: Signature) -> tuple[float, ...]:
    """Give the signs of a pair of reports, whichever comes first."""
    alike = cosine(one.vector, other.vector)
    late = math.log1p(days_between(one.at, other.at))
    mine, theirs = _names(one, other)
    common = mine & theirs
    named = shared(mine, theirs)
    return (
        alike,
        math.sqrt(alike),
        alike * late,
        named,
        min(weight(common), 6.0),
        named * late,
        math.fsum(sorted(map(rarity, common))[-3:]),
        float(sum(len(number) > 2 for number in one.numbers & other.numbers)),
        *_headings(one, other),
        *_overlap(one.days, other.days, 3),
        *_overlap(one.sites, other.sites, 4),
        *_told(one, other),
        late,
        float(one.source == other.source),
    )


def _names(one: Signature, other: Signature) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names of two reports, without those of the places of incidents of different kinds.

    Two things that happen in one town share its name: that speaks for no affair of both, beyond
    what the places themselves do. Of 51 short reports, each on something else, 12 were put together
    with another, most of them of their town; now 3 are.
    """
    if not one.sketches or not other.sketches or _kin(one, other):
        return one.names, other.names
    places = frozenset(chain.from_iterable(s.where for s in (*one.sketches, *other.sketches)))
    return one.names - places, other.names - places


def _kin(one: Signature, other: Signature) -> bool:
    kinds = {sketch.telling.kind for sketch in one.sketches}
    return any(sketch.telling.kind in kinds for sketch in other.sketches)


def _headings(one: Signature, other: Signature) -> tuple[float, float, float]:
    """Give how much of each title the other text has, the lesser first, and of the titles."""
    here, there = _told_in(one.heading, other), _told_in(other.heading, one)
    return min(here, there), max(here, there), shared(one.heading, other.heading)


def _told_in(heading: Cuts, other: Signature) -> float:
    """Give how much of a title a report has, as `shared` would."""
    least = min(heading.weight, other.weight)
    return weight(heading & other.stems) / least if least else 0.0


def _overlap(one: frozenset[object], other: frozenset[object], most: int) -> tuple[float, float]:
    both = len(one & other)
    return float(min(both, most)), float(bool(one and other and not both))


def _told(one: Signature, other: Signature) -> tuple[float, ...]:
    """Compare what two reports tell: the best pair of their incidents counts."""
    pairs = [(a, b) for a in one.sketches for b in other.sketches]
    gaps = [g for a, b in pairs if (g := _gap(a, b)) is not None]
    ways = [w for a, b in pairs if (w := _way(a, b)) is not None]
    kin = _kin(one, other)
    apart = min(gaps, default=None)
    way = min(ways, default=None)
    return (
        float(kin),
        float(bool(pairs) and not kin),
        max((_agreement(a, b) for a, b in pairs), default=0.0),
        float(apart == 0),
        min(apart or 0, LONG) / 10,
        float(way is not None and way < NEAR_KM),
        float(way is not None and way > FAR_KM),
        max((shared(a.around, b.around) for a, b in pairs), default=0.0),
    )


def _gap(one: Sketch, other: Sketch) -> int | None:
    a, b = one.telling.when, other.telling.when
    return gap(a, b) if a and b else None


def _way(one: Sketch, other: Sketch) -> float | None:
    a, b = one.telling.spot, other.telling.spot
    return apart_km(a, b) if a and b else None


def _agreement(one: Sketch, other: Sketch) -> float:
    """Count what speaks for two incidents being one: kind, time, place; each may speak against."""
    apart, way = _gap(one, other), _way(one, other)
    return (
        float(one.telling.kind == other.telling.kind)
        + (0.0 if apart is None else 1.0 if apart <= 1 else -1.0 if apart > 10 else 0.0)
        + (0.0 if way is None else 1.0 if way < 60 else -1.0 if way > 300 else 0.0)
    )
