"""Maps of a public site: drawn into the page, so that no tile is asked of anybody.

A mark never lies finer than its place is told: an incident is a disc, drawn as wide as it is known.
What is told by its country alone is on no map.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from vedette.records import Spot
from vedette.web.coasts import Frame
from vedette.web.drawing import WIDTH, Plate, frame_of
from vedette.web.unseen import reveal

DEGREE_KM: Final = 111.2
"""Of a great circle."""
LEAST: Final = 3.5
"""Radius of the smallest disc, in the drawing's units: less cannot be seen or touched."""
APART: Final = 0.5
"""Degrees within which incidents of one map share a mark."""
AROUND: Final = 20.0
"""Degrees of latitude around one incident: with fewer, inland, there is no coast to know it by."""
EUROPE: Final = Frame(34.0, -26.0, 72.0, 52.0)
WORLD: Final = Frame(-58.0, -180.0, 82.0, 180.0)
WIDEST: Final = 100.0
"""Degrees of longitude from which on the whole world is shown: a piece that wide is hardly less."""


class Pin(NamedTuple):
    """A place on a map, with how many incidents are there and where a click leads."""

    spot: Spot
    many: int
    link: str
    words: str


def spot_map(spot: Spot | None, words: str) -> Markup:
    """Draw where an incident was, as wide as it is known; empty for a country or nowhere."""
    if spot is None or spot.precision == "country":
        return Markup()
    plate = Plate(frame_of([(spot.lat, spot.lon)], AROUND))
    return _svg(plate, _disc(plate, spot), f"Map: {reveal(words)}", "spot-map")


def site_maps(pins: Sequence[Pin]) -> list[Markup]:
    """Draw all pins over the land that holds them; where that is the world, Europe by itself too.

    None is drawn without a pin.
    """
    if not pins:
        return []
    frame = frame_of([(pin.spot.lat, pin.spot.lon) for pin in pins])
    if frame.east - frame.west <= WIDEST:
        return [_map(pins, frame)]
    inside = [pin for pin in pins if _lies_in(pin.spot, EUROPE)]
    near = [_map(inside, EUROPE)] if inside else []
    return [*near, _map(pins, WORLD)]


def _map(pins: Sequence[Pin], frame: Frame) -> Markup:
    plate = Plate(frame)
    drawn = Markup("").join(_pin(plate, pin) for pin in sorted(pins, key=lambda p: -p.many))
    return _svg(plate, drawn, f"Map of {sum(pin.many for pin in pins)} incidents", "site-map")


def _lies_in(spot: Spot, frame: Frame) -> bool:
    south, west, north, east = frame
    return south <= spot.lat <= north and west <= spot.lon <= east


def near(spots: Iterable[tuple[str, Spot]]) -> list[list[tuple[str, Spot]]]:
    """Put what lies within half a degree together, the fullest first; countries are left out."""
    cells: dict[tuple[int, int], list[tuple[str, Spot]]] = defaultdict(list)
    for name, spot in spots:
        if spot.precision != "country":
            cells[round(spot.lat / APART), round(spot.lon / APART)].append((name, spot))
    return sorted(cells.values(), key=lambda held: (-len(held), held[0]))


def _svg(plate: Plate, drawn: Markup, label: str, name: str) -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>'
    ).format(name, WIDTH, plate.height, label, plate.land(), drawn)


def _disc(plate: Plate, spot: Spot) -> Markup:
    x, y = plate.place(spot.lat, spot.lon)
    radius = max(LEAST, spot.radius_km / DEGREE_KM * plate.scale)
    return Markup(
        '<circle class="disc" cx="{:g}" cy="{:g}" r="{:.1f}"/>'
        '<circle class="middle" cx="{:g}" cy="{:g}" r="2"/>'
    ).format(x, y, radius, x, y)


def _pin(plate: Plate, pin: Pin) -> Markup:
    x, y = plate.place(pin.spot.lat, pin.spot.lon)
    radius = min(LEAST + 1.4 * (pin.many - 1) ** 0.5, 4 * LEAST)
    return Markup(
        '<a href="{}"><title>{}</title><circle class="pin" cx="{:g}" cy="{:g}" r="{:.1f}"/></a>'
    ).format(pin.link, reveal(pin.words), x, y, radius)
