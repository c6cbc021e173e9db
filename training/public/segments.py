"""From what the network thinks of each word to spans with exact ends.

Words are inside or outside; every span pays a price, and the cheapest labelling of all words wins
(Viterbi on two states). So one doubtful word does not break a long quotation in two, and one word
that just passes makes no span of its own.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Segment(NamedTuple):
    """Words `[start, end)` and what they gain over leaving them out."""

    start: int
    end: int
    gain: float


def segments(odds: Sequence[float], price: float) -> list[Segment]:
    """Give the spans with the highest sum of log-odds, each less its price.

    >>> segments([-3, 2, 2, -1, 2, -3, 0.5], 1.5)
    [Segment(start=1, end=5, gain=3.5)]
    """
    outside, inside = 0.0, float("-inf")
    begun, before = [0] * len(odds), [-1] * len(odds)
    start, last, chain = 0, -1, -1
    for place, word in enumerate(odds):
        if outside - price >= inside:
            inside, start, chain = outside - price, place, last
        inside += word
        begun[place], before[place] = start, chain
        if inside > outside:
            outside, last = inside, place
    return _read_back(odds, begun, before, last, price)


def _read_back(
    odds: Sequence[float], begun: Sequence[int], before: Sequence[int], last: int, price: float
) -> list[Segment]:
    found: list[Segment] = []
    while last >= 0:
        start = begun[last]
        found.append(Segment(start, last + 1, sum(odds[start : last + 1]) - price))
        last = before[last]
    return found[::-1]


def surest(odds: Sequence[float], price: float) -> list[Segment]:
    """Give the one span that gains most, or none."""
    return sorted(segments(odds, price), key=lambda one: -one.gain)[:1]
