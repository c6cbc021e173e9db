"""A place by its way from another: "41 km north of Kołobrzeg", "off Texel", "northern Poland"."""

import re
from dataclasses import dataclass, replace
from typing import Final

from vedette.records import Spot
from vedette.relate.words import GROUPED
from vedette.taxonomy.sites import moved

BEARINGS: Final = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
UNITS: Final = {"k": 1.0, "n": 1.852, "s": 1.852, "m": 1.609}
"""Kilometres in a kilometre, a nautical or sea mile, a mile, by their first letter."""
NUMBERS: Final = {
    word: float(value)
    for value, words in {
        2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        10: "ten", 11: "eleven", 12: "twelve", 15: "fifteen", 20: "twenty", 25: "twenty-five",
        30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 100: "hundred",
    }.items()
    for word in words.split()
}  # fmt: skip
ASHORE_KM: Final = 10.0
"""How far "north of Lublin" is taken to lie where no distance is told."""
AT_SEA_KM: Final = 25.0
"""… and "south of Hanko" at sea: in the development streams it is told of 3 to 70 km."""
OFF_KM: Final = 30.0
"""The radius that "off Constanța" adds to the town's own; there it is told of 12 to 46 km."""
SURE: Final = 0.2
"""Part of a told distance by which it may be wrong: "some 30 km south of" is rounded."""
PART: Final = 0.5
"""A land's north lies half of its radius to the north of its middle, and is half as wide."""

_DIGITS: Final = r"\d+(?:(?<!\b0)[.,\u00a0\u202f]\d{3})*(?:[.,]\d+)?"
_NUMBER: Final = rf"(?P<number>{_DIGITS}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT: Final = r"(?P<unit>km|kilomet(?:re|er)s?|nautical miles?|sea miles?|nm|miles?)"
_POINT: Final = r"(?P<one>north|south|east|west)(?:[- ]?(?P<two>east|west))?"
_COAST: Final = r"(?:the (?:\w+ )?(?:coast|shore|port|island|town|city|village) of )?(?:the )?"
_ASIDE: Final = re.compile(
    rf"(?:\b{_NUMBER}[ \u00a0-]?{_UNIT} )?(?:to the )?\b{_POINT} (?:of|from) {_COAST}$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"\b{_NUMBER}[ \u00a0-]?{_UNIT} (?:from|off|outside|away from) {_COAST}$", re.IGNORECASE
)
_OFF: Final = re.compile(
    rf"\b(?:off|offshore from|waters (?:near|around|of)) {_COAST}$", re.IGNORECASE
)
_PART: Final = re.compile(
    r"\b(?P<one>north|south|east|west)[- ]?(?P<two>east|west)?(?:ern)? (?:of )?(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A spot told by its way from another.

    `told` says that a distance is, `around` that the spot is the water all around the other.
    """

    spot: Spot
    told: bool
    around: bool = False


def aside(plain: Spot, before: str, wet: str | None) -> Aside | None:
    """Read the words before a name as a way from it, None where they tell none.

    `wet` is the sea that is spoken of, if any: there "south of Hanko" lies farther away than the
    outskirts of a town do.
    """
    if plain.precision in {"country", "region"} and (part := _PART.search(before)):
        return Aside(spot=_part(plain, part), told=False)
    if plain.precision in {"country", "sea"}:
        return None
    if away := _ASIDE.search(before):
        return Aside(spot=_beside(plain, away, wet), told=away["number"] is not None)
    if away := _FROM.search(before):
        return Aside(spot=_around(plain, _kilometres(away), wet), told=True, around=True)
    if _OFF.search(before):
        return Aside(spot=_around(plain, OFF_KM, wet), told=False, around=True)
    return None


def _part(plain: Spot, match: re.Match[str]) -> Spot:
    """Take the part of a state or region that lies towards a point of the compass."""
    km = plain.radius_km * PART
    lat, lon = moved(plain.lat, plain.lon, bearing(match), km)
    return replace(
        plain,
        name=f"{match[0].strip()} {plain.name}",
        lat=round(lat, 1),
        lon=round(lon, 1),
        precision="region",
        radius_km=round(km, 1),
        geonames=None,
    )


def _beside(plain: Spot, match: re.Match[str], wet: str | None) -> Spot:
    told = _kilometres(match) if match["number"] else None
    km = told if told is not None else AT_SEA_KM if wet else ASHORE_KM
    lat, lon = moved(plain.lat, plain.lon, bearing(match), km)
    radius = max(plain.radius_km, km * (1.0 if told is None else SURE))
    return replace(
        plain,
        name=f"{match[0].strip()} {plain.name}",
        lat=round(lat, 4),
        lon=round(lon, 4),
        country=wet or plain.country,
        precision="sea" if wet else plain.precision,
        radius_km=round(radius, 1),
        geonames=None,
    )


def _around(plain: Spot, km: float, wet: str | None) -> Spot:
    return replace(
        plain,
        name=f"off {plain.name}",
        country=wet or plain.country,
        precision="sea",
        radius_km=round(plain.radius_km + km, 1),
        geonames=None,
    )


def bearing(match: re.Match[str]) -> float:
    """Read a point of the compass in degrees; north-east lies halfway.

    >>> bearing(_ASIDE.search("south-west of ")), bearing(_ASIDE.search("north-west of "))
    (225.0, 315.0)
    """
    one = BEARINGS[match["one"].lower()]
    if not match["two"]:
        return one
    two = BEARINGS[match["two"].lower()]
    return 315.0 if (one, two) == (0.0, 270.0) else (one + two) / 2


def _kilometres(match: re.Match[str]) -> float:
    """Read a told distance.

    >>> _kilometres(_FROM.search("1,200 km from ")), _kilometres(_FROM.search("1,5 km from "))
    (1200.0, 1.5)
    """
    number = match["number"].lower()
    count = NUMBERS.get(number) or float(GROUPED.sub("", number).replace(",", "."))
    return count * UNITS[match["unit"][0].lower()]
