"""Where an incident happened, out of all places that its report names.

`where` of a finding points at words, and the coding lists the toponyms among them. The finest that
fits counts: in "a warehouse in Bydgoszcz, Poland" it is Bydgoszcz. "South of Hanko" is no town but
a disc at sea beside it, "between Warsaw and Lublin" a line with a middle, and the Polish-Belarusian
border neither Poland nor Belarus.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedette.records import Field, Finding, Place, Precision, Spot
from vedette.relate.asides import aside
from vedette.taxonomy.borders import meeting
from vedette.taxonomy.countries import countries, mentions
from vedette.taxonomy.places import table
from vedette.taxonomy.sites import apart_km, distance_km, radius_km, round_km

FINE: Final[frozenset[Precision]] = frozenset({"point", "town", "district"})
"""Precisions that name a spot: wider places hold it."""
ORDER: Final[dict[Precision, int]] = {
    "point": 1, "town": 1, "district": 1, "line": 1, "region": 2, "sea": 3, "country": 4,
}  # fmt: skip
"""What is preferred before the order of the words; a village and the town it lies by are alike."""
NEAREST: Final = 300
"""Characters from an incident's words to a town that may be its place. Of 21 incidents of the
development streams whose `where` named nothing, 16 lay within 161 km of the town found so."""
UNSURE_KM: Final = 25.0
"""The least radius of a place found so."""
AT_SEA: Final = frozenset({"undersea_infrastructure", "naval_incident"})
"""Kinds of incident that lie in the water between two states, not on their border."""
_BETWEEN: Final = re.compile(r"\bbetween\b", re.IGNORECASE)
_ENDS: Final = re.compile(
    r"(?: and | to |[-‐‑–—])(?:the )?(?:\w+ )?(?:(?:island|town|city|port|village|coast) of )?"
)
_BORDER: Final = re.compile(r"\b(?:border|frontier)", re.IGNORECASE)
_MEET: Final = re.compile(r"\b(?:border|frontier|between|link|cable|pipeline)", re.IGNORECASE)
_WET: Final = re.compile(
    r"\b(?:cables?|pipelines?|interconnector|seabed|ferry|gulf|sea|strait|waters)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A candidate, and how it came: `order` counts entries, `agrees` with the entry's value.

    `told`: with its distance from a place, which beats all other ways to tell. `around`: as the
    water around a town, which tells as much as the town.
    """

    spot: Spot
    order: int
    agrees: bool = True
    told: bool = False
    around: bool = False


def spot(finding: Finding, places: Iterable[Place]) -> Spot | None:
    """Pick the place of an incident out of the toponyms of its coding.

    Where `where` names no toponym ("near the lake") nor a state, the nearest town to the words
    counts; None where there is none.
    """
    entries = finding.fields.get("where", ())
    listed = [place for place in places if not place.metonym]
    named = [
        found
        for order, entry in enumerate(entries)
        for found in _named(entry, order, listed, finding.kind)
    ]
    if not named:
        valued = next(filter(None, map(_valued, entries)), None)
        return valued or _nearest(finding, listed)
    return _narrowed(min(named, key=_preference), named)


def _nearest(finding: Finding, places: Sequence[Place]) -> Spot | None:
    """Give the town or spot that stands nearest to the words of an incident."""
    spans = [*finding.anchor, *(e.span for e in finding.fields.get("where", ()) if e.span)]
    near = [
        (min(abs(place.span.start - span.start) for span in spans), number, place)
        for number, place in enumerate(places)
        if place.precision in FINE and spans
    ]
    gap, _, place = min(near, key=lambda entry: entry[:2], default=(NEAREST, 0, None))
    if place is None or gap >= NEAREST:
        return None
    plain = plain_spot(place)
    return replace(plain, radius_km=max(plain.radius_km, UNSURE_KM))


def _preference(named: _Named) -> tuple[bool, bool, int, int, float]:
    spot = named.spot
    rank = 1 if named.around else ORDER[spot.precision]
    return not named.agrees, not named.told, rank, named.order, spot.radius_km


def _narrowed(chosen: _Named, named: Sequence[_Named]) -> Spot:
    """Go down to the smallest place that lies within the chosen one: a suburb in its town."""
    if chosen.spot.precision not in FINE or chosen.told:
        return chosen.spot
    within = [
        n.spot
        for n in named
        if n.spot.radius_km < chosen.spot.radius_km
        and apart_km(n.spot, chosen.spot) <= chosen.spot.radius_km
    ]
    return min(within, key=lambda spot: spot.radius_km, default=chosen.spot)


def _named(entry: Field, order: int, places: Sequence[Place], kind: str | None) -> list[_Named]:
    """Turn what an entry names into candidates; two ends make a line, two states a border."""
    if entry.span is None or not entry.text:
        return []
    start, end = entry.span
    inside = [place for place in places if place.span.start < end and start < place.span.end]
    if border := _border(entry, inside, kind):
        return [_Named(spot=border, order=order)]
    # "The Warsaw–Lublin line near Mika": what stands behind a line is a place on it.
    line = _line(entry, inside)
    alone = inside[2:] if line else inside
    found = [_turned(entry, place, inside, order) for place in alone]
    return [*found, _Named(spot=line, order=order)] if line else found


def _border(entry: Field, inside: Sequence[Place], kind: str | None) -> Spot | None:
    """Give where two states meet, if the words name both, or one beside the entry's own state.

    A town beside the border is finer: "near Narewka on the border with Belarus".
    """
    text = entry.text or ""
    if not _MEET.search(text) or any(place.precision in FINE for place in inside):
        return None
    codes = list(dict.fromkeys(mention.code for mention in mentions(text)))
    own = entry.value if _BORDER.search(text) else None
    if isinstance(own, str) and own in countries() and own not in codes:
        codes.append(own)
    if len(codes) < 2:
        return None
    return meeting(codes[0], codes[1], wet=kind in AT_SEA or bool(_WET.search(text)))


def _line(entry: Field, inside: Sequence[Place]) -> Spot | None:
    """Join two places that the words make the ends of one line."""
    if len(inside) < 2 or not {p.precision or "town" for p in inside[:2]} <= FINE | {"region"}:
        return None
    one, two = inside[:2]
    between = _words(entry, one.span.end, two.span.start)
    if not _ENDS.fullmatch(between):
        return None
    spoken = _BETWEEN.search(_words(entry, 0, one.span.start))
    return None if between.startswith(" and ") and not spoken else _midway(one, two)


def _midway(one: Place, two: Place) -> Spot:
    half = distance_km(one.lat, one.lon, two.lat, two.lon) / 2
    return Spot(
        name=f"{one.text}–{two.text}",
        lat=round((one.lat + two.lat) / 2, 4),
        lon=round((one.lon + two.lon) / 2, 4),
        country=one.country if one.country == two.country else "",
        precision="line",
        radius_km=round(max(half, 1.0), 1),
    )


def _words(entry: Field, start: int, end: int) -> str:
    """Give the words of an entry between two points of the article's text."""
    first = entry.span.start if entry.span else 0
    return (entry.text or "")[max(0, start - first) : max(0, end - first)]


def _turned(entry: Field, place: Place, inside: Sequence[Place], order: int) -> _Named:
    """Give a place as a candidate, or what lies beside it."""
    plain = plain_spot(place)
    sea = next((p for p in inside if p.precision == "sea" and p is not place), None)
    wet = sea.country if sea else _sea_name(entry.value)
    found = aside(plain, _words(entry, 0, place.span.start), wet)
    states = {p.country for p in inside}
    agrees = entry.value is None or entry.value in states
    if found is None:
        return _Named(spot=plain, order=order, agrees=agrees)
    return _Named(spot=found.spot, order=order, agrees=agrees, told=found.told, around=found.around)


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


def _sea_name(value: object) -> str | None:
    return value if isinstance(value, str) and value in table("places")["sea"] else None


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
