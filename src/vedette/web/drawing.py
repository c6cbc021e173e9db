"""Small drawings: where, as marks over the land and its borders, and how often."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from vedette.desk import Cast
from vedette.records import Spot
from vedette.web import coasts
from vedette.web.coasts import Frame, Point
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

FINEST: Final = 2
"""Units of the shortest step along a coast: a point of the screen, where a drawing is 260 wide."""

SOUTH, WEST, NORTH, EAST = 33.0, -26.0, 82.0, 65.0
"""The land that can be drawn: the theatres. A mark beyond has its number in the list alone."""


class Mark(NamedTuple):
    """A number at a point."""

    number: int
    lat: float
    lon: float


class Plate:
    """A frame as it is drawn, `WIDTH` wide: where a point lies on it, and its land.

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

    def land(self) -> Markup:
        """Draw the land, and the borders in it; those that a side does not hold for one apart."""
        land = "".join(f"{way}z" for ring in coasts.rings(self.frame) if (way := self._way(ring)))
        borders, disputed = (
            "".join(map(self._way, coasts.lines(role, self.frame)))
            for role in ("border", "disputed")
        )
        return Markup(
            '<path class="land" d="{}"/><path class="border" d="{}"/>'
            '<path class="border disputed" d="{}"/>'
        ).format(land, borders, disputed)

    def _way(self, points: Iterable[Point]) -> str:
        """Write a line in whole units, each from the one before; steps below `FINEST` are taken in.

        Empty where nothing of it is left.
        """
        placed = (self.place(lat, lon) for lon, lat in points)
        before = first = _whole(next(placed))
        told = [f"M{first[0]} {first[1]}"]
        for x, y in map(_whole, placed):
            across, down = x - before[0], y - before[1]
            if abs(across) + abs(down) >= FINEST:
                told.append(f"l{across} {down}")
                before = x, y
        return "".join(told) if len(told) > 1 else ""


def _whole(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])


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
            place=reveal(spot.called),
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
