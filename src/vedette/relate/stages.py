"""In which stage a report leaves an incident, judged by its title, opening and passage.

A coder says it of what it has marked; reports that it has not marked say it too ("pleaded guilty",
"turned out to be a cow"). A multinomial logistic model of stems and pairs of stems, learnt by
`training/linking/stages.py`, gives each stage its chance; what a coder said counts for more.
"""

import math
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from vedette.records import Span
from vedette.relate import words

_TABLE: Final = Path(__file__).parent / "stages.tsv"
OPENING: Final = 400
"""Code points at the start of a text that say what a report is about."""
PASSAGE: Final = 220
"""Code points on either side of an anchor. Twice as many are no better."""
CODED: Final = 32.0
"""By how much a coder's word multiplies its stage's chance: of 1,195 tellings that it had marked in
thirteen streams, each judged by models that had not seen it, .69 of the stages are right with it,
.62 without, .69 by the coder alone; of 152 others .55."""


def sight(title: str, text: str, below: int, told: Span) -> str:
    """Give the words by which a stage is judged; the text goes on at `below` below its title."""
    passage = text[max(below, told.start - PASSAGE) : told.end + PASSAGE]
    return f"{title} . {text[below : below + OPENING]} . {passage}"


def signs(text: str) -> frozenset[str]:
    """Give the stems and pairs of neighbouring stems of a text, once each."""
    listed = [words.stem(word) for word in words.WORD.findall(text)]
    return frozenset(listed) | {f"{one} {other}" for one, other in pairwise(listed)}


def chances(text: str, coded: str | None = None) -> dict[str, float]:
    """Give the chance of each stage, adding up to 1; `coded` is what a coder said."""
    names, always, weights = _model()
    sums = list(always)
    for sign in sorted(signs(text)):
        for stage, weight in weights.get(sign, ()):
            sums[stage] += weight
    top = max(sums)
    raw = {name: math.exp(value - top) for name, value in zip(names, sums, strict=True)}
    if coded in raw:
        raw[coded] *= CODED
    total = math.fsum(raw.values())
    return {name: value / total for name, value in raw.items()}


def stage_of(text: str, coded: str | None = None) -> tuple[str, float]:
    """Give the likeliest stage and its chance."""
    found = chances(text, coded)
    best = max(found, key=lambda name: (found[name], name))
    return best, found[best]


@cache
def _model() -> tuple[
    tuple[str, ...], tuple[float, ...], Mapping[str, tuple[tuple[int, float], ...]]
]:
    """Read the table: stages, what each has always, and what each sign adds to which."""
    first, second, *rest = _TABLE.read_text("utf-8").splitlines()
    weights = {}
    for line in rest:
        sign, _, told = line.partition("\t")
        pairs = (pair.split(":") for pair in told.split())
        weights[sign] = tuple((int(stage), float(weight)) for stage, weight in pairs)
    return tuple(first.split()), tuple(map(float, second.split())), weights
