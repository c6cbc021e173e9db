"""Small drawings of a brief: where, as numbered marks over the settled land, and how often.

The land is drawn from where the gazetteer has places, so that no map has to be fetched.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup

from vedette.desk import STEPS, Cast, settled
from vedette.records import Spot
from vedette.web.tongues import gettext
from vedette.web.unseen import reveal

MARGIN: Final = 3.0
"""Degrees around the outermost mark."""

LEAST: Final = 14.0
"""Degrees of latitude that a map shows at the least: less is land without a shape."""

WIDTH: Final = 520

INSET: Final = 9.0
"""Degrees of latitude of an inset: a country and its neighbours."""

SEEN: Final = 11.0
"""Units of the smallest ring: less would lie under the spot in its middle."""

DEGREE: Final = 111.2
"""Kilometres in a degree of latitude."""

SEAM: Final = 1.06
"""Strokes are drawn so much thicker than a cell, that no light shines through between two."""

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
    there. `coarse` draws land by whole degrees, which is enough where a degree is a point or two.
    """

    def __init__(self, frame: Frame, *, coarse: bool = False) -> None:
        self.frame = frame
        self.steps = 1 if coarse else STEPS
        self.wide = math.cos(math.radians((frame.south + frame.north) / 2))
        self.scale = WIDTH / ((frame.east - frame.west) * self.wide)
        self.height = round((frame.north - frame.south) * self.scale)

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Give where a point lies, from the left and from the top."""
        x = (lon - self.frame.west) * self.wide * self.scale
        return round(x, 1), round((self.frame.north - lat) * self.scale, 1)

    def land(self) -> Markup:
        """Draw the settled land: a stroke through each run of cells, as thick as a cell is high."""
        strokes = "".join(self._stroke(*run) for run in _runs(self.frame, self.steps))
        thick = round(self.scale / self.steps * SEAM, 2)
        return Markup('<path class="land" stroke-width="{:g}" d="{}"/>').format(thick, strokes)

    def _stroke(self, lat: int, lon: int, count: int) -> str:
        x, y = self.place((lat + 0.5) / self.steps, lon / self.steps)
        return f"M{x:g} {y:g}h{count * self.wide * self.scale / self.steps:.1f}"


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
        f'aria-label="{gettext("Map of the new incidents %(numbers)s", numbers=label)}">'
        f"{plate.land()}{dots}</svg>"
    )


def inset(spot: Spot | None) -> Markup:
    """Draw where an incident was: the disc in which it lies as far as is known, over the land.

    Empty without a place, for a country as a whole, and beyond the theatres.
    """
    if spot is None or spot.precision == "country":
        return Markup()
    if not (SOUTH <= spot.lat <= NORTH and WEST <= spot.lon <= EAST):
        return Markup()
    plate = Plate(frame_of([(spot.lat, spot.lon)], least=max(INSET, 4 * spot.radius_km / DEGREE)))
    x, y = plate.place(spot.lat, spot.lon)
    radius = max(SEEN, round(spot.radius_km / DEGREE * plate.scale, 1))
    return Markup(
        '<svg class="dot-map inset" viewBox="0 0 {} {}" role="img" '
        'aria-label="{}">{}<circle class="extent" cx="{:g}" '
        'cy="{:g}" r="{:g}"/><circle class="spot" cx="{:g}" cy="{:g}" r="4"/></svg>'
    ).format(
        WIDTH,
        plate.height,
        gettext(
            "Map around %(place)s, within %(km)s km",
            place=reveal(spot.name),
            km=f"{max(1, spot.radius_km):.0f}",
        ),
        plate.land(),
        x,
        y,
        radius,
        x,
        y,
    )


def frame_of(points: Sequence[tuple[float, float]], least: float = LEAST) -> Frame:
    """Give the frame around points, by latitude and longitude, with a margin.

    `least` is how many degrees of latitude it has at the least.
    """
    south, north = (f(lat for lat, _ in points) for f in (min, max))
    west, east = (f(lon for _, lon in points) for f in (min, max))
    middle = math.cos(math.radians((south + north) / 2))
    up = max(MARGIN, (least - (north - south)) / 2)
    across = max(MARGIN, (least * 1.4 / middle - (east - west)) / 2)
    return Frame(south - up, west - across, north + up, east + across)


@cache
def _rows(steps: int) -> Mapping[int, Sequence[int]]:
    """Give the longitudes of settled cells by their latitude, both in steps of a degree."""
    part = STEPS // steps
    found: dict[int, set[int]] = defaultdict(set)
    for lat, lon in settled():
        found[lat // part].add(lon // part)
    return {lat: sorted(found[lat]) for lat in sorted(found)}


def _runs(frame: Frame, steps: int) -> Iterable[tuple[int, int, int]]:
    """Give runs of cells of settled land: latitude, first longitude, number, in steps."""
    for lat, lons in _rows(steps).items():
        if frame.south - 1 <= lat / steps <= frame.north:
            seen = [lon for lon in lons if frame.west - 1 <= lon / steps <= frame.east]
            for _, run in groupby(enumerate(seen), lambda one: one[1] - one[0]):
                cells = [lon for _, lon in run]
                yield lat, cells[0], len(cells)


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


TALL: Final = 46
STRIDE: Final = 14
"""Height of the largest bar of a nowcast, and the width of a day."""


def casts(days: Sequence[Cast], label: str) -> Markup:
    """Draw each day's known incidents as a bar, what is expected as an open one over it.

    A line runs from the low end of the interval to its high end.
    """
    top = max(*(one.high for one in days), 1)

    def y(count: float) -> float:
        return round(TALL + 2 - TALL * count / top, 1)

    bars = "".join(
        _bar("known", n, y(one.known), y(0)) + _open(n, one, y) for n, one in enumerate(days)
    )
    return Markup(  # numbers, and a label that is escaped
        '<svg class="casts" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(STRIDE * len(days), TALL + 3, label, Markup(bars))  # noqa: S704


def _open(n: int, one: Cast, y: Callable[[float], float]) -> str:
    if one.high == one.known:
        return ""
    x = STRIDE * n + STRIDE / 2
    line = f'<path class="range" d="M{x:g} {y(one.low):g}V{y(one.high):g}"/>'
    return _bar("open", n, y(one.expected), y(one.known)) + line


def _bar(name: str, n: int, top: float, foot: float) -> str:
    if top >= foot:
        return ""
    return (
        f'<rect class="{name}" x="{STRIDE * n + 2}" width="{STRIDE - 4}" y="{top:g}" '
        f'height="{foot - top:.1f}"/>'
    )
