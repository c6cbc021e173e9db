"""Places as discs: how far apart they lie, and whether they could be one.

A place name means an extent, not a point: a middle and the radius of the circle of the same area.
"""

import math
from typing import Final, Protocol

from vedette.records import Precision

EARTH_KM: Final = 12_742.0
"""The mean diameter of the earth."""
USUAL_KM: Final[dict[Precision, float]] = {
    "point": 2.0, "town": 5.0, "district": 12.0, "line": 60.0, "region": 80.0, "sea": 150.0,
    "country": 300.0,
}  # fmt: skip
"""The radius of a place of which no more is known: old codings have none."""
STRETCH: Final[dict[Precision, float]] = {"region": 1.5, "country": 1.6, "sea": 2.0, "line": 1.2}
"""What a wide place is longer than round: Finland reaches 1.6 times as far from its middle as the
circle of its area does, the Gulf of Finland twice as far."""
DECIMALS: Final = ((200.0, 0), (15.0, 1), (1.5, 2))
"""Radius in kilometres from which on coordinates have so many decimals: a degree is 111 km."""
FINEST: Final = 4


class Disc(Protocol):
    """What has a middle, a country or sea, and an extent: a `Place` or a `Spot`."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def country(self) -> str: ...
    @property
    def precision(self) -> Precision | None: ...
    @property
    def radius_km(self) -> float | None: ...


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Measure the great-circle distance between two points in kilometres (haversine).

    >>> round(distance_km(52.23, 21.01, 54.69, 25.28))  # Warsaw, Vilnius
    393
    """
    a, b, c, d = map(math.radians, (lat, lon, lat2, lon2))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def round_km(area: float) -> float:
    """Give the radius of the circle that is as large as an area in square kilometres.

    >>> round(round_km(312_685))  # Poland
    315
    """
    return math.sqrt(area / math.pi)


def radius_km(place: Disc) -> float:
    """Give a place's radius, the usual one of its precision where none is told."""
    return place.radius_km if place.radius_km is not None else USUAL_KM[precision_of(place)]


def precision_of(place: Disc) -> Precision:
    """Give a place's precision; what an old coding left open is taken for a town."""
    return place.precision or "town"


def apart_km(a: Disc, b: Disc) -> float:
    """Measure between the middles of two places."""
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def could_be_one(a: Disc, b: Disc) -> bool:
    """Say whether two places could be the same as far as their extents tell.

    A country holds what lies in it, however far from its middle, and nothing that lies in another
    country; otherwise the discs must touch.
    """
    wide = next((place for place in (a, b) if precision_of(place) == "country"), None)
    if wide is not None:
        other = b if wide is a else a
        if other.country == wide.country:
            return True
        if _at_land(other):
            return False
    return apart_km(a, b) <= _reach(a) + _reach(b)


def decimals(radius: float) -> int:
    """Tell how many decimals of a degree a place of this radius in kilometres deserves.

    >>> decimals(315), decimals(80), decimals(5), decimals(1)
    (0, 1, 2, 4)
    """
    return next((digits for least, digits in DECIMALS if radius >= least), FINEST)


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Go so many kilometres from a point; the bearing is in degrees clockwise from the north.

    >>> [round(x, 2) for x in moved(54.18, 15.58, 0, 41)]  # 41 km north of Kołobrzeg
    [54.55, 15.58]
    """
    phi, turn, arc = math.radians(lat), math.radians(bearing), 2 * km / EARTH_KM
    sine = math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(turn)
    east = math.atan2(
        math.sin(turn) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * sine
    )
    return math.degrees(math.asin(sine)), (lon + math.degrees(east) + 540) % 360 - 180


def _reach(place: Disc) -> float:
    return radius_km(place) * STRETCH.get(precision_of(place), 1.0)


def _at_land(place: Disc) -> bool:
    """Say whether a place lies in a state: its country is then a code of two letters."""
    return len(place.country) == 2
