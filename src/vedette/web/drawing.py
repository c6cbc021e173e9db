"""Small drawings of a brief: where, as numbered marks over the settled land, and how often.

The land is drawn from where the gazetteer has places, so that no map has to be fetched.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from markupsafe import Markup

from vedette.desk import STEPS, Cast, settled

MARGIN: Final = 3.0
"""Degrees around the outermost mark."""

LEAST: Final = 14.0
"""Degrees of latitude that a map shows at the least: less is land without a shape."""

WIDTH: Final = 520

SOUTH, WEST, NORTH, EAST = 33.0, -26.0, 82.0, 65.0
"""The land that can be drawn: the theatres. A mark beyond has its number in the list alone."""


Placing = Callable[[float, float], tuple[float, float]]
"""Latitude and longitude to the drawing's own measures."""


class Mark(NamedTuple):
    """A number at a point."""

    number: int
    lat: float
    lon: float


def dot_map(marks: Sequence[Mark]) -> Markup:
    """Draw numbered marks over the land around them; empty without any within the theatres.

    Latitudes are stretched as on the middle parallel (equirectangular), which shows shapes truly
    there.
    """
    marks = [m for m in marks if SOUTH <= m.lat <= NORTH and WEST <= m.lon <= EAST]
    if not marks:
        return Markup()
    south, west, north, east = _frame(marks)
    wide = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * wide)
    height = round((north - south) * scale)

    def place(lat: float, lon: float) -> tuple[float, float]:
        return round((lon - west) * wide * scale, 1), round((north - lat) * scale, 1)

    path = " ".join(_cell_run(place, *run) for run in _runs(south, west, north, east))
    dots = "".join(_mark(mark.number, *place(mark.lat, mark.lon)) for mark in marks)
    label = ", ".join(f"{mark.number}" for mark in marks)
    return Markup(  # noqa: S704  # numbers alone
        f'<svg class="dot-map" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Map of the new incidents {label}">'
        f'<path class="land" d="{path}"/>{dots}</svg>'
    )


def _frame(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    south, north = (f(mark.lat for mark in marks) for f in (min, max))
    west, east = (f(mark.lon for mark in marks) for f in (min, max))
    middle = math.cos(math.radians((south + north) / 2))
    up = max(MARGIN, (LEAST - (north - south)) / 2)
    across = max(MARGIN, (LEAST * 1.4 / middle - (east - west)) / 2)
    return south - up, west - across, north + up, east + across


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


def _cell_run(place: Placing, lat: int, lon: int, count: int) -> str:
    left, top = place((lat + 1) / STEPS, lon / STEPS)
    right, bottom = place(lat / STEPS, (lon + count) / STEPS)
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


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
