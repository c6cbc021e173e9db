"""Small drawings of a brief: where, as numbered marks over the settled land, and how often.

The land is drawn from where the gazetteer has places, so that no map has to be fetched.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup

from vedette.desk import STEPS, settled

MARGIN: Final = 3.0
"""Degrees around the outermost mark."""

LEAST: Final = 14.0
"""Degrees of latitude that a map shows at the least: less is land without a shape."""

WIDTH: Final = 520

SOUTH, WEST, NORTH, EAST = 33.0, -26.0, 82.0, 65.0
"""The land that can be drawn: the theatres. A mark beyond has its number in the list alone."""


class Mark(NamedTuple):
    """A number at a point."""

    number: int
    lat: float
    lon: float


class Frame(NamedTuple):
    """A piece of the globe, in degrees."""

    south: float
    west: float
    north: float
    east: float


class Plate:
    """A frame as it is drawn, `WIDTH` wide: where a point lies on it, and its land as one path.

    Latitudes are stretched as on the middle parallel (equirectangular), which shows shapes truly
    there.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.wide = math.cos(math.radians((frame.south + frame.north) / 2))
        self.scale = WIDTH / ((frame.east - frame.west) * self.wide)
        self.height = round((frame.north - frame.south) * self.scale)

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Give where a point lies, from the left and from the top."""
        x = (lon - self.frame.west) * self.wide * self.scale
        return round(x, 1), round((self.frame.north - lat) * self.scale, 1)

    def land(self) -> str:
        """Draw the settled land, each run of cells as a box."""
        return " ".join(self._cell_run(*run) for run in _runs(*self.frame))

    def _cell_run(self, lat: int, lon: int, count: int) -> str:
        left, top = self.place((lat + 1) / STEPS, lon / STEPS)
        right, bottom = self.place(lat / STEPS, (lon + count) / STEPS)
        return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


def dot_map(marks: Sequence[Mark]) -> Markup:
    """Draw numbered marks over the land around them; empty without any within the theatres."""
    marks = [m for m in marks if SOUTH <= m.lat <= NORTH and WEST <= m.lon <= EAST]
    if not marks:
        return Markup()
    plate = Plate(frame_of([(mark.lat, mark.lon) for mark in marks]))
    dots = "".join(_mark(mark.number, *plate.place(mark.lat, mark.lon)) for mark in marks)
    label = ", ".join(f"{mark.number}" for mark in marks)
    return Markup(  # noqa: S704  # numbers alone
        f'<svg class="dot-map" viewBox="0 0 {WIDTH} {plate.height}" role="img" '
        f'aria-label="Map of the new incidents {label}">'
        f'<path class="land" d="{plate.land()}"/>{dots}</svg>'
    )


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """Give the frame around points, by latitude and longitude, with a margin."""
    south, north = (f(lat for lat, _ in points) for f in (min, max))
    west, east = (f(lon for _, lon in points) for f in (min, max))
    middle = math.cos(math.radians((south + north) / 2))
    up = max(MARGIN, (LEAST - (north - south)) / 2)
    across = max(MARGIN, (LEAST * 1.4 / middle - (east - west)) / 2)
    return Frame(south - up, west - across, north + up, east + across)


def _runs(south: float, west: float, north: float, east: float) -> Iterable[tuple[int, int, int]]:
    """Give runs of cells of settled land: latitude, first longitude, number, in steps."""
    seen = sorted(
        cell
        for cell in settled()
        if south - 1 <= cell[0] / STEPS <= north and west - 1 <= cell[1] / STEPS <= east
    )
    for (lat, _), run in groupby(enumerate(seen), lambda one: (one[1][0], one[1][1] - one[0])):
        cells = [cell for _, cell in run]
        yield lat, cells[0][1], len(cells)


def _mark(number: int, x: float, y: float) -> str:
    return (
        f'<g class="mark"><circle cx="{x:g}" cy="{y:g}" r="9"/>'
        f'<text x="{x:g}" y="{y + 3.6:g}" text-anchor="middle">{number}</text></g>'
    )


def spark(counts: Sequence[int], label: str) -> Markup:
    """Draw counts a day as bars, the newest week apart."""
    top = max(*counts, 1)
    bars = "".join(
        f'<rect class="{"new" if n >= len(counts) - 7 else "old"}" x="{3 * n}" width="2" '
        f'y="{20 - max(1, round(20 * count / top))}" height="{max(1, round(20 * count / top))}"/>'
        for n, count in enumerate(counts)
        if count
    )
    return Markup(  # numbers, and a label that is escaped
        '<svg class="spark" viewBox="0 0 {} 20" role="img" aria-label="{}">{}</svg>'
    ).format(3 * len(counts), label, Markup(bars))  # noqa: S704
