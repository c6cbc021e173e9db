"""Where an incident happened, out of all places that its report names.

`where` of a finding points at words, and the coding lists the toponyms among them. The finest that
fits counts: in "a warehouse in Bydgoszcz, Poland" it is Bydgoszcz. "South of Hanko" is no town but
a disc at sea beside it, and "between Warsaw and Lublin" a line with a middle.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedette.records import Field, Finding, Place, Precision, Spot
from vedette.taxonomy.countries import countries
from vedette.taxonomy.places import table
from vedette.taxonomy.sites import apart_km, distance_km, moved, radius_km, round_km

ORDER: Final[dict[Precision, int]] = {
    "point": 0, "town": 0, "district": 0, "line": 1, "region": 2, "sea": 3, "country": 4,
}  # fmt: skip
"""What is preferred before the order of the words; a village and the town it lies by are alike."""
BEARINGS: Final = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
UNITS: Final = {"k": 1.0, "n": 1.852, "m": 1.609}
"""Kilometres in a kilometre, a nautical mile, a mile, by their first letter."""
ASHORE_KM: Final = 10.0
"""How far "north of Lublin" is taken to lie where no distance is told."""
AT_SEA_KM: Final = 25.0
"""… and "south of Hanko" at sea: reports of cables and aircraft tell it so of 3 to 70 km."""
OFF_KM: Final = 15.0
"""The radius that "off Constanța" adds to the town's own."""
_NUMBER: Final = r"(?P<number>\d+(?:[.,]\d+)?)"
_UNIT: Final = r"(?P<unit>km|kilomet(?:re|er)s?|nautical miles?|nm|miles?)"
_POINT: Final = r"(?P<one>north|south|east|west)(?:[- ]?(?P<two>east|west))?"
_COAST: Final = r"(?:the (?:\w+ )?(?:coast|shore|port|island|town|city|village) of )?(?:the )?"
_ASIDE: Final = re.compile(
    rf"(?:{_NUMBER}[ \u00a0-]?{_UNIT} )?(?:to the )?{_POINT} (?:of|from) {_COAST}$", re.IGNORECASE
)
_FROM: Final = re.compile(
    rf"{_NUMBER}[ \u00a0-]?{_UNIT} (?:from|off|outside) {_COAST}$", re.IGNORECASE
)
_OFF: Final = re.compile(
    rf"\b(?:off|offshore from|waters (?:near|around)) {_COAST}$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(r"\bbetween\b", re.IGNORECASE)
_ENDS: Final = re.compile(r"(?: and |[-–—]| to )(?:the )?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A candidate, and how it came: `order` counts entries, `agrees` with the entry's value."""

    spot: Spot
    order: int
    agrees: bool


def spot(finding: Finding, places: Iterable[Place], country: str | None = None) -> Spot | None:
    """Pick the place of an incident out of the toponyms of its coding.

    `country` is that of the story or the outlet, ISO alpha-2: it settles which of several places
    that fit equally well is meant. None where nothing of `where` can be placed.
    """
    entries = finding.fields.get("where", ())
    listed = [place for place in places if not place.metonym]
    named = [n for order, entry in enumerate(entries) for n in _named(entry, order, listed)]
    if not named:
        return next(filter(None, map(_valued, entries)), None)
    first = min(named, key=lambda n: _preference(n, country))
    return _narrowed(first, named).spot


def _preference(named: _Named, country: str | None) -> tuple[bool, int, int, bool, float]:
    spot = named.spot
    foreign = country is not None and spot.country != country
    return not named.agrees, ORDER[spot.precision], named.order, foreign, spot.radius_km


def _narrowed(chosen: _Named, named: Sequence[_Named]) -> _Named:
    """Go down to the smallest place that lies within the chosen one: a suburb in its town."""
    within = [
        n
        for n in named
        if n.spot.radius_km < chosen.spot.radius_km
        and apart_km(n.spot, chosen.spot) <= chosen.spot.radius_km
    ]
    return min(within, key=lambda n: n.spot.radius_km, default=chosen)


def _named(entry: Field, order: int, places: Sequence[Place]) -> list[_Named]:
    """Turn the toponyms within an entry into spots; two ends make a line."""
    if entry.span is None or not entry.text:
        return []
    inside = [
        place
        for place in places
        if place.span.start < entry.span.end and entry.span.start < place.span.end
    ]
    spots = _line(entry, inside) or [_turned(entry, place, inside) for place in inside]
    return [
        _Named(spot=s, order=order, agrees=entry.value in {None, s.country, _sea_of(inside)})
        for s in spots
    ]


def _sea_of(places: Sequence[Place]) -> str | None:
    return next((place.country for place in places if place.precision == "sea"), None)


def _line(entry: Field, inside: Sequence[Place]) -> list[Spot]:
    """Join two places that the words make the ends of one line."""
    if len(inside) < 2 or entry.span is None or entry.text is None:
        return []
    one, two = inside[:2]
    before, between = _before(entry, one), _between(entry, one, two)
    ends = _ENDS.fullmatch(between)
    if not ends or (between == " and " and not _BETWEEN.search(before)):
        return []
    return [_midway(one, two)] if not {"country"} & {one.precision, two.precision} else []


def _midway(one: Place, two: Place) -> Spot:
    half = distance_km(one.lat, one.lon, two.lat, two.lon) / 2
    same = one.country == two.country
    return Spot(
        name=f"{one.text}–{two.text}",
        lat=round((one.lat + two.lat) / 2, 4),
        lon=round((one.lon + two.lon) / 2, 4),
        country=one.country if same else "",
        precision="line",
        radius_km=round(max(half, 1.0), 1),
    )


def _before(entry: Field, place: Place) -> str:
    """Give the words of an entry before a place."""
    text, start = entry.text or "", entry.span.start if entry.span else 0
    return text[: max(0, place.span.start - start)]


def _between(entry: Field, one: Place, two: Place) -> str:
    text, start = entry.text or "", entry.span.start if entry.span else 0
    return text[max(0, one.span.end - start) : max(0, two.span.start - start)]


def _turned(entry: Field, place: Place, inside: Sequence[Place]) -> Spot:
    """Give a place as a spot, or what lies beside it: "41 km north of Kołobrzeg"."""
    plain, before = plain_spot(place), _before(entry, place)
    sea = next((p for p in inside if p.precision == "sea" and p is not place), None)
    wet = sea.country if sea else _sea_name(entry.value)
    if plain.precision in {"country", "sea"}:
        return plain
    if aside := _ASIDE.search(before):
        return _aside(plain, aside, wet)
    if away := _FROM.search(before):
        return _around(plain, _kilometres(away) or OFF_KM, wet)
    return _around(plain, OFF_KM, wet) if _OFF.search(before) else plain


def _aside(plain: Spot, match: re.Match[str], wet: str | None) -> Spot:
    told = _kilometres(match)
    km = told if told is not None else AT_SEA_KM if wet else ASHORE_KM
    lat, lon = moved(plain.lat, plain.lon, _bearing(match), km)
    radius = max(plain.radius_km, km * (0.2 if told is not None else 1.0))
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


def _bearing(match: re.Match[str]) -> float:
    """Read a point of the compass; north-east lies halfway.

    >>> _bearing(_ASIDE.search("south-west of "))
    225.0
    """
    one = BEARINGS[match["one"].lower()]
    if not match["two"]:
        return one
    two = BEARINGS[match["two"].lower()]
    return (one + two) / 2 if abs(one - two) == 90 else 315.0


def _kilometres(match: re.Match[str]) -> float | None:
    number = match["number"]
    return float(number.replace(",", ".")) * UNITS[match["unit"][0].lower()] if number else None


def _sea_name(value: object) -> str | None:
    return value if isinstance(value, str) and value in table("places")["sea"] else None


def plain_spot(place: Place) -> Spot:
    """Give a toponym as a spot, with the usual precision and radius in an old coding."""
    precision = place.precision or _supposed(place)
    return Spot(
        name=place.text,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        precision=precision,
        radius_km=radius_km(replace(place, precision=precision)),
        geonames=place.geonames,
    )


def _supposed(place: Place) -> Precision:
    """Guess what an old coding left open: a state by its middle, a water by its name."""
    state = countries().get(place.country)
    if state is None:
        return "sea"
    return "country" if (place.lat, place.lon) == (state.lat, state.lon) else "town"


def _valued(entry: Field) -> Spot | None:
    """Give the country or sea that an entry has for a value, where no toponym was found in it."""
    value = entry.value
    if not isinstance(value, str):
        return None
    if state := countries().get(value):
        return Spot(
            name=state.name,
            lat=state.lat,
            lon=state.lon,
            country=value,
            precision="country",
            radius_km=round(round_km(state.area), 1),
            geonames=state.geonames,
        )
    return _sea(value) if _sea_name(value) else None


def _sea(name: str) -> Spot:
    sea = table("places")["sea"][name]
    lat, lon = sea["at"]
    return Spot(
        name=name,
        lat=lat,
        lon=lon,
        country=sea.get("in", name),
        precision="sea",
        radius_km=float(sea.get("r", 150.0)),
    )
