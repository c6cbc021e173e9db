"""Which areas hold which of many points.

From a point a ray runs along its meridian to the north pole: each edge that it crosses lies between
the two, so an odd number of crossings means that they lie on different sides of the edges. Whether
the pole lies inside is known of each ring. Holes count themselves: they are further edges.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vedette.assess.assets import Asset
from vedette.assess.sphere import Array, units

Numbers = NDArray[np.int64]
AT_ONCE: Final = 1 << 20
"""Pairs of an edge and a point in hand at once: about 100 MB."""


class Areas:
    """The edges of all areas among some assets, each over its stretch of longitudes."""

    def __init__(self, assets: Sequence[Asset]) -> None:
        rings = [
            (number, np.array(part))
            for number, asset in enumerate(assets)
            if asset.shape == "area"
            for part in asset.parts
        ]
        self._polar = tuple(number for number, ring in rings if _holds_pole(ring))
        edges = [_edges(number, ring) for number, ring in rings] or [_edges(0, np.zeros((1, 2)))]
        lows, highs, normals, owners = (np.concatenate(one) for one in zip(*edges, strict=True))
        self._lows, self._highs = lows, highs
        self._normals, self._owners = normals, owners

    def holding(self, positions: Array) -> dict[int, int]:
        """Give the first area that holds a position, by the position's row; none is left out."""
        return {row: owner for owner, row in sorted(self._pairs(positions), reverse=True)}

    def all_holding(self, position: tuple[float, float]) -> list[int]:
        """Give every area that holds a position `(longitude, latitude)`."""
        return sorted(owner for owner, _ in self._pairs(np.array([position])))

    def _pairs(self, positions: Array) -> set[tuple[int, int]]:
        """Give the pairs of an area and a row of the positions that it holds."""
        found = {(owner, row) for owner, row in self._odd(positions)}
        for owner in self._polar:
            found ^= {(owner, row) for row in range(len(positions))}
        return found

    def _odd(self, positions: Array) -> Iterator[tuple[int, int]]:
        """Give area and row where the ray to the pole crosses an odd number of edges."""
        turned = _turned(positions)
        order = np.argsort(turned, kind="stable")
        points, count = units(positions)[order], len(positions)
        firsts = np.searchsorted(turned[order], self._lows)
        counts = np.searchsorted(turned[order], self._highs) - firsts
        crossed = [self._crossed(points, *some) for some in _portions(firsts, counts)]
        met = np.concatenate([np.zeros(0, np.int64), *crossed])
        keys, often = np.unique(met, return_counts=True)
        for key in keys[often % 2 == 1].tolist():
            yield key // count, int(order[key % count])

    def _crossed(self, points: Array, edges: Numbers, rows: Numbers) -> Numbers:
        """Give area and row as one number wherever an edge lies between a point and the pole."""
        south = np.einsum("ij,ij->i", self._normals[edges], points[rows]) < 0
        crossed: Numbers = self._owners[edges][south] * len(points) + rows[south]
        return crossed


def _portions(firsts: Numbers, counts: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Pair edges with the rows that lie in their stretches, `AT_ONCE` pairs or little more."""
    there = np.flatnonzero(counts > 0)
    ends = np.cumsum(counts[there])
    cuts = np.searchsorted(ends, np.arange(AT_ONCE, ends[-1] if len(ends) else 0, AT_ONCE))
    for some in np.split(there, cuts):
        if len(some):
            often = counts[some]
            within = np.arange(often.sum()) - np.repeat(np.cumsum(often) - often, often)
            yield np.repeat(some, often), np.repeat(firsts[some], often) + within


def _edges(number: int, ring: Array) -> tuple[Array, Array, Array, Numbers]:
    """Give the stretches of longitude, the normals to the north and the owner of a ring's edges.

    An edge over longitude 0 has two stretches. Stretches are half open, so that a corner is met
    once; an edge along a meridian has none.
    """
    turned, points = _turned(ring), units(ring)
    one, other = turned[:-1], turned[1:]
    east = (other - one) % 360 < 180
    low, high = np.where(east, one, other), np.where(east, other, one)
    normal = np.cross(points[:-1], points[1:]) * np.where(east, 1, -1)[:, None]
    over = low > high
    lows = np.concatenate([low, np.zeros(over.sum())])
    highs = np.concatenate([np.where(over, 360, high), high[over]])
    return lows, highs, np.concatenate([normal, normal[over]]), np.full(len(lows), number)


def _turned(positions: Array) -> Array:
    """Give longitudes from 0 to below 360; the remainder of a tiny negative number is 360."""
    east: Array = positions[:, 0] % 360
    return np.where(east < 360, east, 0.0)


def _holds_pole(ring: Array) -> bool:
    """Whether the north pole lies inside: the ring runs round the axis, on the northern side."""
    turns = (np.diff(ring[:, 0]) + 180) % 360 - 180
    return abs(float(turns.sum())) > 180 and float(units(ring[:-1])[:, 2].sum()) > 0
