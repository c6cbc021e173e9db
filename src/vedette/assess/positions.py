"""The coordinates of a GeoJSON geometry (RFC 7946, section 3.1), read strictly."""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np

from vedette.assess.sphere import MIDDLE, across, apart, unit, units
from vedette.errors import AssetError

Part = tuple[tuple[float, float], ...]
"""A run of positions `(longitude, latitude)` in degrees."""
ROUND: Final = 360.0
"""Files that cross the antimeridian write 190 for −170; more is no longitude."""
OPPOSITE: Final = 1e-4
"""Degrees (10 m) short of half the earth from which it is not plain which way a line goes."""
_REMEDY: Final = "write [longitude, latitude] in degrees (WGS 84), the longitude first"


def parts(type_: str, coordinates: Any, where: str) -> Iterator[Part]:
    """Give the runs of positions of a geometry; `where` names the feature in messages."""
    yield from _READ[type_](coordinates, where)


def _point(told: Any, where: str) -> Iterator[Part]:
    yield (_position(told, where),)


def _line(told: Any, where: str) -> Iterator[Part]:
    run = tuple(_position(one, where) for one in _list(told, where))
    if len(run) < 2:
        raise AssetError(what="a line has one position", where=where, remedy="give it two or more")
    _plain(run, where)
    yield run


def _ring(told: Any, where: str) -> Part:
    (run,) = _line(told, where)
    if len(run) < 4 or run[0] != run[-1]:
        remedy = "repeat the first position as the last; a ring has four or more"
        raise AssetError(what="a ring is not closed", where=where, remedy=remedy)
    if across(units(np.array(run))) > MIDDLE:
        raise AssetError(
            what="a ring is as wide as half the earth", where=where, remedy="cut it into several"
        )
    return run


def _area(told: Any, where: str) -> Iterator[Part]:
    for ring in _list(told, where):
        yield _ring(ring, where)


def _many(read: Callable[[Any, str], Iterator[Part]]) -> Callable[[Any, str], Iterator[Part]]:
    def _each(told: Any, where: str) -> Iterator[Part]:
        for one in _list(told, where):
            yield from read(one, where)

    return _each


_READ: Final[Mapping[str, Callable[[Any, str], Iterator[Part]]]] = {
    "Point": _point,
    "MultiPoint": _many(_point),
    "LineString": _line,
    "MultiLineString": _many(_line),
    "Polygon": _area,
    "MultiPolygon": _many(_area),
}


def _list(told: Any, where: str) -> list[Any]:
    if not isinstance(told, list) or not told:
        raise AssetError(
            what="its coordinates are missing or empty",
            where=where,
            remedy="draw it, or leave it out",
        )
    return told


def _position(told: Any, where: str) -> tuple[float, float]:
    """Read longitude and latitude; an altitude behind them is ignored."""
    if not isinstance(told, list) or len(told) < 2 or not all(map(_number, told[:2])):
        raise AssetError(what=f"{told!r:.60} is no position", where=where, remedy=_REMEDY)
    lon, lat = told[:2]
    if not -90 <= lat <= 90:
        raise AssetError(what=f"{lat:g} is no latitude", where=where, remedy=_REMEDY)
    if not -ROUND <= lon <= ROUND:
        raise AssetError(what=f"{lon:g} is no longitude", where=where, remedy=_REMEDY)
    return float(lon), float(lat)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _plain(run: Part, where: str) -> None:
    """Refuse a stretch between opposite points of the earth: it could run anywhere."""
    for one, other in pairwise(run):
        # The latitudes of opposite points cancel out, which is quickly asked of a million.
        if abs(one[1] + other[1]) < OPPOSITE and _half_round(one, other):
            remedy = "put a position between the two"
            raise AssetError(what=f"{one} and {other} are opposite", where=where, remedy=remedy)


def _half_round(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return math.degrees(apart(unit(*one), unit(*other))) > 180 - OPPOSITE
