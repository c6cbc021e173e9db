"""Which reports are worth comparing: a look at the rare words and names that two have in common.

To compare two reports costs forty microseconds and both of them in memory; in a year's ledger one
in six shares some rare word with any other. So what they share is weighed first, out of an index
alone, by a model that foretells whether comparing would link them (`training/linking/learn.py`).
It is a function of the two reports and nothing else, in whole numbers, so that it comes out the
same in whatever order they came.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import combinations
from typing import Final, NamedTuple

from vedette.relate.days import days_between, length
from vedette.relate.odds import odds
from vedette.relate.senses import about
from vedette.relate.signatures import Signature, lasting
from vedette.relate.words import rarity

KEYS: Final = 24
"""Stems by which a report is looked up: the heaviest of its vector that are rare enough."""
NAMES: Final = 16
"""Rare names by which it is, the rarest first; reports have six."""
FACTS: Final = 29
"""What a report tells, as names that no text has: kind and state, kind and day, and the place of
its incidents, and each two of the weightiest notions of its head. Reports in two languages share
hardly anything else, for each has its own word for Danzig."""
SENSES: Final = 7
"""Notions of a head of which each two are a key. Of 110 pairs of reports of one incident in two
languages that comparing links five of the whole report bring 76 together, six of the head 86, and
seven 94; with three of the whole beside these stories gain 0.005."""
CLOSELY: Final = 2
"""Days: a longer interval is no day by which anything is found."""
TOLD: Final = 2
"""Incidents of a report by which it is looked up."""
RARE: Final = 0.5
"""Least rarity of either: it stands in one of fifty texts. With a share of one in two hundred an
affair in other words is missed."""
SCALE: Final = 1000
"""Weights are kept as so many parts of 1, rounded: whole numbers add up alike in any order."""
REACH: Final = 16
"""Reports with a key before one that it is held against, the last to become known: so what a report
costs does not grow with the ledger, and the rarer a word, the longer it is remembered. Of the 1,790
links within the stories of the development streams, taken together with 2,195 other articles, 1,787
are found, all of them with 24."""
SIGNS: Final = ("shared", "shared_root", "shared_late", "named", "named_log", "late")
CLOSE: Final = timedelta(days=1)
"""Time within which all that share a key are looked at."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The keys of a report: stems with their weight in its vector, names with their rarity squared.

    Both in parts of `SCALE`; `facts` are what it tells, each as heavy as a name that no text has.
    """

    stems: Mapping[str, int]
    names: Mapping[str, int]
    facts: tuple[str, ...]

    @property
    def named(self) -> dict[str, int]:
        """Names and facts, by their weights."""
        return {**self.names, **dict.fromkeys(self.facts, SCALE)}


class Common(NamedTuple):
    """What two reports share: the product of the stems' weights, the names' weight and number.

    `words` in parts of `SCALE` squared, `names` in parts of `SCALE`, `days` between them.
    """

    words: int
    names: int
    named: int
    days: float


@lasting
def glance(signature: Signature) -> Glance:
    """Give the keys of a report: they are made once, and live as long as its signature does."""
    rare = (held for held in signature.vector.items() if rarity(held[0]) >= RARE)
    heavy = sorted(rare, key=lambda held: (-held[1], held[0]))[:KEYS]
    named = sorted((-rarity(name), name) for name in signature.names if rarity(name) >= RARE)
    return Glance(
        stems={cut: round(SCALE * weight) for cut, weight in heavy},
        names={name: round(SCALE * weight * weight) for weight, name in named[:NAMES]},
        facts=_facts(signature),
    )


def _facts(signature: Signature) -> tuple[str, ...]:
    """Name what a report tells of its first incidents, then each two notions of its head."""
    told: dict[str, None] = {}
    for telling in (sketch.telling for sketch in signature.sketches[:TOLD]):
        if spot := telling.spot:
            told |= dict.fromkeys(
                (f"{telling.kind} {spot.country}", f"{spot.lat:.1f} {spot.lon:.1f}")
            )
        if (when := telling.when) and length(when) <= CLOSELY:
            told |= dict.fromkeys(
                f"{telling.kind} {day}" for day in sorted({when.first, when.last})
            )
    held = about(signature)
    heavy = sorted(held, key=lambda name: (-held[name], name))[:SENSES]
    told |= dict.fromkeys(f"{one}+{other}" for one, other in combinations(sorted(heavy), 2))
    return tuple(told)[:FACTS]


def signs(common: Common) -> tuple[float, ...]:
    """Give the signs of what two reports share, in the order of `SIGNS`."""
    products, names, named, days = common
    words, late = products / SCALE**2, math.log1p(days)
    return (words, math.sqrt(words), words * late, names / SCALE, math.log1p(named), late)


def promising(common: Common) -> bool:
    """Say whether two reports that share so much are worth comparing."""
    asked = odds("glance")
    return asked.sum(signs(common)) >= asked.least


@cache
def least_words() -> int:
    """Give the least product of words that is worth a comparison without a name, past `CLOSE`.

    What has neither a name, nor so much, nor is close need not be looked at.
    """
    low, high = 0, SCALE**2
    while low < high:
        middle = (low + high) // 2
        if promising(Common(words=middle, names=0, named=0, days=CLOSE / timedelta(days=1))):
            high = middle
        else:
            low = middle + 1
    return low


def common(one: Signature, other: Signature) -> Common | None:
    """Give what two reports share; None where that is nothing."""
    here, there = glance(one), glance(other)
    stems = here.stems.keys() & there.stems.keys()
    names = here.names.keys() & there.names.keys()
    if not stems and not names:
        return None
    return Common(
        words=sum(here.stems[cut] * there.stems[cut] for cut in stems),
        names=sum(here.names[name] for name in names),
        named=len(names),
        days=days_between(one.at, other.at),
    )


def worth(one: Signature, other: Signature) -> bool:
    """Say whether two reports that were found by their keys are to be compared.

    What they tell brings two languages together; in one language it is their words that do, as they
    did before: short reports of a cable cut in two towns are alike in all but the town. Of two in
    which nothing was found neither can tell of an incident: most of a day are such pairs.
    """
    if one.language != other.language:
        return True
    if one.is_ordinary and other.is_ordinary:
        return False
    shared = common(one, other)
    return shared is not None and promising(shared)


def in_turn(signatures: Iterable[Signature]) -> list[Signature]:
    """Sort reports by when they became known."""
    return sorted(signatures, key=lambda one: (one.known, one.article))


def candidates(signatures: Iterable[Signature]) -> Iterator[tuple[Signature, Signature]]:
    """Give every two reports that are worth comparing: each is held against those before it.

    Before it in the order in which they became known, and of those with a key the last `REACH`.
    """
    holders: dict[tuple[str, bool], deque[tuple[Signature, int]]] = defaultdict(
        lambda: deque(maxlen=REACH)
    )
    for signature in in_turn(signatures):
        shared: dict[str, list[int]] = {}
        found: dict[str, Signature] = {}
        seen = glance(signature)
        for named, weights in ((False, seen.stems), (True, seen.named)):
            for key, weight in weights.items():
                for other, theirs in holders[key, named]:
                    found[other.article] = other
                    sums = shared.setdefault(other.article, [0, 0, 0])
                    sums[named] += weight if named else weight * theirs
                    sums[2] += named
                holders[key, named].append((signature, weight))
        for article, (words, names, count) in shared.items():
            other = found[article]
            days = days_between(other.at, signature.at)
            met = Common(words=words, names=names, named=count, days=days)
            if promising(met) and worth(other, signature):
                yield other, signature
