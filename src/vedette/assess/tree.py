"""A tree of balls over stretches: which of them can be nearest to each of many points.

Stretches are halved again and again along their widest axis (J. L. Bentley's k-d tree, 1975), so
that those which follow each other lie together. Every `LEAF` of them have a ball, every `FAN` balls
a larger one. Many points go down together, level by level: once straight on, for a first bound, and
once leaving behind all balls beyond the bound. Distances here are chords, which obey the triangle
inequality; the earth's radius is 1.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from vedette.assess.sphere import Array

Numbers = NDArray[np.int64]
LEAF: Final = 8
"""Stretches in the smallest ball."""
FAN: Final = 4
"""Balls in the next larger one."""
SLACK: Final = 1e-9
"""Chords (6 mm) by which a bound may be wrong for rounding."""


class Tree:
    """Balls over stretches, each given by its middle and the chord from there to its ends."""

    def __init__(self, middles: Array, reaches: Array) -> None:
        self._order = _halved(middles)
        self._middles, self._reaches = middles[self._order], reaches[self._order]
        self._levels = [self._level(LEAF)]
        while len(self._levels[0][0]) > FAN:
            self._levels.insert(0, self._level(LEAF * FAN ** len(self._levels)))

    def _level(self, size: int) -> tuple[Array, Array]:
        """Give middle and radius of the balls over every so many stretches."""
        firsts = np.arange(0, len(self._middles), size)
        counts = np.diff(np.append(firsts, len(self._middles)))
        middles = np.add.reduceat(self._middles, firsts) / counts[:, None]
        away = _chords(self._middles, np.repeat(middles, counts, axis=0)) + self._reaches
        return middles, np.maximum.reduceat(away, firsts)

    def candidates(self, points: Array) -> tuple[Numbers, Numbers]:
        """Give pairs of a point and a stretch that can be nearest to it, in the points' order."""
        bounds = self._bounds(points)
        rows, balls = self._roots(points)
        for level, (middles, radii) in enumerate(self._levels):
            if level:
                rows, balls = _opened(rows, balls, FAN, len(middles))
            rows, balls = _kept(points, bounds, (rows, balls), (middles, radii))
        rows, balls = _opened(rows, balls, LEAF, len(self._middles))
        rows, balls = _kept(points, bounds, (rows, balls), (self._middles, self._reaches))
        return rows, self._order[balls]

    def _bounds(self, points: Array) -> Array:
        """Bound the way to the nearest stretch, by going into the ball whose middle is nearest."""
        rows, balls = self._roots(points)
        for level, (middles, _) in enumerate(self._levels):
            if level:
                rows, balls = _opened(rows, balls, FAN, len(middles))
            rows, balls = _least(rows, balls, _chords(points[rows], middles[balls]))
        rows, balls = _opened(rows, balls, LEAF, len(self._middles))
        far = _chords(points[rows], self._middles[balls]) + self._reaches[balls]
        bounds: Array = np.minimum.reduceat(far, _firsts(rows)) + SLACK
        return bounds

    def _roots(self, points: Array) -> tuple[Numbers, Numbers]:
        count = len(self._levels[0][0])
        return np.repeat(np.arange(len(points)), count), np.tile(np.arange(count), len(points))


def _opened(rows: Numbers, balls: Numbers, fan: int, count: int) -> tuple[Numbers, Numbers]:
    """Put what is in the balls in their place."""
    inner = (balls[:, None] * fan + np.arange(fan)).ravel()
    there = inner < count
    return np.repeat(rows, fan)[there], inner[there]


def _kept(
    points: Array, bounds: Array, pairs: tuple[Numbers, Numbers], level: tuple[Array, Array]
) -> tuple[Numbers, Numbers]:
    """Leave out the balls that lie beyond a point's bound, which the nearest ball may lower."""
    (rows, balls), (middles, radii) = pairs, level
    away, radius = _chords(points[rows], middles[balls]), radii[balls]
    least = np.minimum.reduceat(away + radius, _firsts(rows)) + SLACK
    np.minimum(bounds, least, out=bounds)
    kept = away - radius <= bounds[rows]
    return rows[kept], balls[kept]


def _least(rows: Numbers, balls: Numbers, away: Array) -> tuple[Numbers, Numbers]:
    """Leave each point the one ball that is the least away."""
    firsts = _firsts(rows)
    counts = np.diff(np.append(firsts, len(rows)))
    best = np.flatnonzero(away == np.repeat(np.minimum.reduceat(away, firsts), counts))
    best = best[_firsts(rows[best])]
    return rows[best], balls[best]


def _firsts(rows: Numbers) -> Numbers:
    return np.flatnonzero(np.diff(rows, prepend=-1))


def _chords(one: Array, other: Array) -> Array:
    apart = one - other
    chords: Array = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    return chords


def _halved(points: Array) -> Numbers:
    """Order points so that every run of `LEAF`, twice as many and so on, lies together."""
    count, size = len(points), LEAF
    order = np.arange(count)
    while size < count:
        size *= 2
    while size > LEAF:
        block, firsts = np.arange(count) // size, np.arange(0, count, size)
        listed = points[order]
        widths = np.maximum.reduceat(listed, firsts) - np.minimum.reduceat(listed, firsts)
        along = listed[np.arange(count), np.argmax(widths, axis=1)[block]]
        order = order[np.argsort(block + (along + 1) / 2.001)]
        size //= 2
    return order
