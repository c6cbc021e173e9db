"""How near an incident is to what a user watches over, as far as its place is told.

A spot is a disc: at a distance of d between its middle and an asset, the incident lies between
d − r and d + r from it. So there are three answers, `certain`, `possible` and `no`. A country is
near nothing, and neither is a spot whose radius is larger than the distance that is asked for:
`coarse` says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from vedette.assess.areas import Areas
from vedette.assess.assets import Asset
from vedette.assess.sphere import RADIUS_KM, Array, normals, rows_apart, unit, units
from vedette.assess.tree import Tree
from vedette.records import Precision, Spot

Verdict = Literal["certain", "possible", "no"]
SLACK: Final = 1e-7
"""Radians (60 cm) by which a bound may be wrong: an arc cosine loses half of the digits near 0."""
AT_ONCE: Final = 1024
"""Points that go down the tree together; 8,192 at once no longer fit the caches, and take 8 s."""
REMEMBERED: Final = 200_000
"""Places whose nearest asset is remembered: 40 MB."""
KEPT: Final = 8
"""Choices of assets that are kept laid out, each with 50 MB for 200,000 positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An asset and its distance from the middle of a spot, with the bounds that the disc allows.

    `certain` is, from `nearest`, that no other asset is nearer wherever in the disc it was; from
    `near`, that it is within the distance asked for wherever in the disc it was.
    """

    asset: Asset
    km: float
    low: float
    high: float
    certain: bool


def coarse(precision: Precision, radius_km: float, km: float) -> bool:
    """Say whether a place is told too coarsely to be within so many kilometres of anything.

    >>> coarse("town", 5.0, 20), coarse("region", 60.0, 20), coarse("country", 10.0, 20)
    (False, True, True)
    """
    return precision == "country" or radius_km > km


class Atlas:
    """Assets laid out for asking: every stretch of every line, with its middle and half length.

    One point is compared with all stretches: their middles and half lengths bound the distances
    from both sides, by one product of a matrix and a vector, and only those that can be the answer
    are measured. Many points go down a tree of stretches instead: on one core, 50,000 points and
    200,000 stretches take 1.0 s.
    """

    def __init__(self, assets: Sequence[Asset]) -> None:
        self.assets = tuple(assets)
        starts, ends, owners = _stretches(self.assets)
        self._starts, self._ends = starts, ends
        self._first = np.searchsorted(owners, np.arange(len(self.assets)))
        self._owners = owners
        self._normals = normals(starts, ends)
        self._after = np.cross(self._normals, starts)
        self._before = np.cross(ends, self._normals)
        middles = starts + ends
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)
        self._halves = np.arcsin(np.minimum(np.linalg.norm(ends - starts, axis=1) / 2, 1.0))
        self._areas = Areas(self.assets)
        self._tree: Tree | None = None
        self._only: dict[frozenset[str], Atlas] = {}
        self._found: dict[tuple[float, float], tuple[int, float]] = {}

    def only(self, wanted: Collection[str]) -> "Atlas":
        """Give the assets of some classes, ids or names, all of them where nothing is named."""
        asked = frozenset(map(_plain, wanted))
        if not asked:
            return self
        found = self._only.get(asked)
        if found is None:
            found = Atlas([asset for asset in self.assets if asked & names(asset)])
            while len(self._only) >= KEPT:
                self._only.pop(next(iter(self._only)), None)
            self._only[asked] = found
        return found

    def nearest_two(self, lat: float, lon: float) -> list[tuple[int, float]]:
        """Give the numbers of the nearest assets, two at the most, with their kilometres."""
        if not self.assets:
            return []
        point = unit(lon, lat)
        angles = self._bounds(point)
        most = np.minimum.reduceat(angles, self._first)
        enough = np.partition(most, 1)[1] if len(most) > 1 else most[0]
        near_enough = angles - self._halves <= enough + SLACK
        return self._measured((lon, lat), point, near_enough)[:2]

    def within(self, lat: float, lon: float, km: float) -> list[tuple[int, float]]:
        """Give the numbers of the assets within a distance and their kilometres, nearest first."""
        if not self.assets:
            return []
        point = unit(lon, lat)
        could = self._bounds(point) - self._halves <= km / RADIUS_KM + SLACK
        return [(n, away) for n, away in self._measured((lon, lat), point, could) if away <= km]

    def nearest_each(self, positions: Sequence[tuple[float, float]]) -> list[tuple[int, float]]:
        """Give the nearest asset and its kilometres for each `(longitude, latitude)`.

        Of several that are equally near it is the first. There must be assets. What was measured
        is remembered.
        """
        known = self._found
        new = sorted(set(positions) - known.keys())
        if len(known) + len(new) > REMEMBERED:
            new, known = sorted(set(positions)), {}
            self._found = known
        if self._tree is None and new:
            self._tree = Tree(self._middles, 2 * np.sin(self._halves / 2))
        for first in range(0, len(new), AT_ONCE):
            some = new[first : first + AT_ONCE]
            known.update(zip(some, self._each(np.array(some)), strict=True))
        return [known[position] for position in positions]

    def _each(self, positions: Array) -> list[tuple[int, float]]:
        assert self._tree is not None
        points = units(positions)
        rows, stretches = self._tree.candidates(points)
        angles, owners = self._angles(stretches, points[rows]), self._owners[stretches]
        order = np.lexsort((owners, angles, rows))
        best = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
        held = self._areas.holding(positions)
        pairs = zip(owners[best].tolist(), angles[best].tolist(), strict=True)
        return [
            (held[row], 0.0) if row in held else (owner, angle * RADIUS_KM)
            for row, (owner, angle) in enumerate(pairs)
        ]

    def _bounds(self, point: Array) -> Array:
        """Give the angle of every stretch's middle to a point."""
        angles: Array = np.arccos(np.clip(self._middles @ point, -1.0, 1.0))
        return angles

    def _measured(
        self, position: tuple[float, float], point: Array, mask: NDArray[np.bool_]
    ) -> list[tuple[int, float]]:
        """Measure stretches, and put their assets in order of their distances."""
        asked = np.flatnonzero(mask)
        angles = self._angles(asked, np.broadcast_to(point, (len(asked), 3)))
        least = dict.fromkeys(self._areas.all_holding(position), 0.0)
        for owner, angle in zip(self._owners[asked].tolist(), angles.tolist(), strict=True):
            least[owner] = min(angle, least.get(owner, angle))
        listed = sorted(least.items(), key=lambda pair: (pair[1], pair[0]))
        return [(n, angle * RADIUS_KM) for n, angle in listed]

    def _angles(self, stretches: NDArray[np.int64], points: Array) -> Array:
        """Give the angle of each stretch to its point: across, or to an end beside which it is."""
        across = np.arcsin(np.minimum(np.abs(_dots(self._normals[stretches], points)), 1.0))
        ends = np.minimum(
            rows_apart(self._starts[stretches], points), rows_apart(self._ends[stretches], points)
        )
        beside = _dots(self._after[stretches], points) > 0
        beside &= _dots(self._before[stretches], points) > 0
        return np.where(beside, across, ends)


def _dots(one: Array, other: Array) -> Array:
    found: Array = np.einsum("ij,ij->i", one, other)
    return found


def names(asset: Asset) -> frozenset[str]:
    """Give what an asset answers to: its class, its id and its name."""
    return frozenset(map(_plain, (asset.kind, asset.id, asset.name)))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _stretches(assets: Sequence[Asset]) -> tuple[Array, Array, NDArray[np.int64]]:
    """Cut all parts into stretches from one position to the next; a point is one without length."""
    parts = [(number, part) for number, asset in enumerate(assets) for part in asset.parts]
    run = units(np.array([position for _, part in parts for position in part]).reshape(-1, 2))
    lengths = np.array([len(part) for _, part in parts], np.int64)
    lasts = np.cumsum(lengths) - 1
    starting = np.ones(len(run), bool)
    starting[lasts[lengths > 1]] = False
    starts = np.flatnonzero(starting)
    ends = np.where(np.isin(starts, lasts[lengths == 1]), starts, starts + 1)
    owners = np.repeat(np.array([number for number, _ in parts], np.int64), lengths)
    return run[starts], run[ends], owners[starts]


def nearest(spot: Spot, atlas: Atlas, wanted: Collection[str] = ()) -> Near | None:
    """Give the asset nearest to a spot's middle; None where there are none of those wanted."""
    asked = atlas.only(wanted)
    found = asked.nearest_two(spot.lat, spot.lon)
    if not found:
        return None
    (number, km), *others = found
    certain = all(other - km >= 2 * spot.radius_km for _, other in others)
    return _near(asked.assets[number], km, spot, certain=certain)


def near(spot: Spot, atlas: Atlas, km: float, wanted: Collection[str] = ()) -> tuple[Near, ...]:
    """Give the assets that are, or may be, within so many kilometres of a spot, nearest first."""
    asked = atlas.only(wanted)
    return tuple(
        _near(asked.assets[number], away, spot, certain=away + spot.radius_km <= km)
        for number, away in asked.within(spot.lat, spot.lon, km + spot.radius_km)
    )


def within(spot: Spot, atlas: Atlas, km: float, wanted: Collection[str] = ()) -> Verdict:
    """Say whether a spot is within so many kilometres of an asset of those wanted.

    `certain` where the whole disc is, `possible` where a part of it is.
    """
    found = near(spot, atlas, km, wanted)
    if not found:
        return "no"
    return "certain" if found[0].certain else "possible"


def _near(asset: Asset, km: float, spot: Spot, *, certain: bool) -> Near:
    low, high = max(0.0, km - spot.radius_km), km + spot.radius_km
    return Near(asset=asset, km=km, low=low, high=high, certain=certain)
