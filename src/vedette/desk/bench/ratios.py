"""Figures of blocks as a median with its spread."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 10
"""Blocks from which the spread leaves a tenth out at either end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A median, and between what the blocks lie."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Give the median with the least and the greatest, from ten on with the middle 80 in 100.

    >>> spread([3.0, 1.0, 2.0])
    Spread(median=2.0, low=1.0, high=3.0)
    """
    ranked = sorted(values)
    out = len(ranked) // ENOUGH
    return Spread(
        median=round(statistics.median(ranked), 3),
        low=round(ranked[out], 3),
        high=round(ranked[-1 - out], 3),
    )


def ratios(over: Sequence[float], under: Sequence[float]) -> Spread:
    """Divide block by block: what disturbed a block disturbed both.

    >>> ratios([10.0, 40.0], [1.0, 2.0])
    Spread(median=15.0, low=10.0, high=20.0)
    """
    return spread([one / other for one, other in zip(over, under, strict=True)])
