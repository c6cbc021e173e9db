"""The land of small drawings: the states and borders of the desk's map, cut to a frame.

A drawing and the map are of one file, so they show one coast. What lies beyond a frame is left out
without being clipped: a stretch that lies wholly to one side of it is drawn as its chord, which
lies to the same side and so colours nothing within (a line that turns around nothing may be moved).
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

from vedette.web.press import STATIC

Point = tuple[float, float]
"""Longitude and latitude."""
Line = Literal["border", "disputed"]

STRETCH: Final = 48
"""Points of a stretch. With 24 or 96 a frame of nine degrees is cut no faster."""


class Frame(NamedTuple):
    """A piece of the globe, in degrees."""

    south: float
    west: float
    north: float
    east: float

    def misses(self, other: "Frame") -> bool:
        """Whether another lies wholly to one side of it."""
        return (
            other.north < self.south
            or other.south > self.north
            or other.east < self.west
            or other.west > self.east
        )


class Stretch(NamedTuple):
    """A part of a line with the box that it lies in; its last point begins the next one."""

    box: Frame
    lons: Sequence[float]
    lats: Sequence[float]

    def points(self) -> Iterator[Point]:
        """Give its points in their order."""
        return zip(self.lons, self.lats, strict=True)

    def chord(self) -> Iterator[Point]:
        """Give its ends alone."""
        yield self.lons[0], self.lats[0]
        yield self.lons[-1], self.lats[-1]


Cut = tuple[Frame, tuple[Stretch, ...]]
"""A line in stretches, with the box around all of them."""


def rings(frame: Frame) -> Iterator[Iterable[Point]]:
    """Give the rings of land that may lie in a frame: holes too, to be filled by even and odd."""
    for box, stretches in _atlas()["land"]:
        if not frame.misses(box):
            yield _ring(frame, stretches)


def _ring(frame: Frame, stretches: Sequence[Stretch]) -> Iterator[Point]:
    for one in stretches:
        yield from one.chord() if frame.misses(one.box) else one.points()


def lines(role: Line, frame: Frame) -> Iterator[Iterable[Point]]:
    """Give the stretches of borders that may lie in a frame."""
    for box, stretches in _atlas()[role]:
        if not frame.misses(box):
            yield from (one.points() for one in stretches if not frame.misses(one.box))


@cache
def _atlas() -> dict[str, list[Cut]]:
    """Read what the map is drawn of, by role: 0.6 MB, where the file has 2.3."""
    found: dict[str, list[Cut]] = {"land": [], "border": [], "disputed": []}
    path = STATIC / "vendor" / "land.geojson"
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        role = feature["properties"]["role"]
        if role in found:
            found[role] += map(_cut, _drawn(feature["geometry"]))
    return found


def _drawn(geometry: dict[str, Any]) -> Iterator[Sequence[Point]]:
    parts = geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        yield from (ring for polygon in parts for ring in polygon)
    else:
        yield from parts


def _cut(line: Sequence[Point]) -> Cut:
    ends = [*range(0, len(line) - 1, STRETCH), len(line) - 1]
    stretches = tuple(_stretch(line[first : last + 1]) for first, last in pairwise(ends))
    south, west, north, east = zip(*(one.box for one in stretches), strict=True)
    return Frame(min(south), min(west), max(north), max(east)), stretches


def _stretch(points: Sequence[Point]) -> Stretch:
    lons, lats = (array("f", told) for told in zip(*points, strict=True))
    return Stretch(Frame(min(lats), min(lons), max(lats), max(lons)), lons, lats)
