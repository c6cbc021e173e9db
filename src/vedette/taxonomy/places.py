"""The gazetteer's file: places under their names, found without loading anything.

`places.bin` is compiled when the wheel is built (`hatch_build.py`) from GeoNames cities, which
are CC BY 4.0 (geonames.org), and from the tables beside this module. It is a hash table that is
read through `mmap`: it is hashed once when opened, because its bytes decide codings; a look-up
touches a few pages.

    header   magic, number of sites, of slots, offsets of the four parts
    sites    fixed-size structs: GeoNames id, latitude, longitude, population, …, radius
    slots    open addressing by CRC-32 of the key; each holds the offset of an entry
    entries  key length, key, number of sites, site numbers (top bit: an alternate name)
    strings  names and country codes

This module needs the standard library and the records alone, because the build hook runs it before
anything is installed.
"""

import hashlib
import math
import mmap
import struct
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from vedette.records import Precision

MAGIC: Final = b"VEDPLC02"
KINDS: Final = (
    "city", "capital", "country", "region", "sea", "strait", "lagoon", "river", "island",
    "headland", "base", "airport", "plant", "energy", "port", "crossing", "village", "landmark",
    "line",
)  # fmt: skip
PRECISION: Final[dict[str, Precision]] = {
    "city": "town", "capital": "town", "village": "town", "country": "country",
    "region": "region", "sea": "sea", "strait": "sea", "lagoon": "sea", "river": "line",
    "line": "line",
}  # fmt: skip
"""What the kinds are told as; all others are spots."""
_HEADER: Final = struct.Struct("<8sIIIIII")
_SITE: Final = struct.Struct("<IiiIIBBBB")
_SLOT: Final = struct.Struct("<I")
_ALTERNATE: Final = 1 << 31
_DEGREE: Final = 100_000
"""Fifth decimals of a degree, about a metre: what GeoNames gives."""
_STEP: Final = 1.045
_LEAST: Final = 0.1
"""A radius is one byte: 0.1 km times a power of 1.045, which reaches 7,100 km, good to 2 %."""
MOST_SITES: Final = 60
"""Sites kept under one name, the most populous; San José has more."""
_UNMARKED: Final = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "Þ": "th",
        "ı": "i", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "e", "Ə": "e",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "/": " ", ".": " ", ",": " ", "(": " ", ")": " ",
        "'": None, "’": None, "ʼ": None, "ʻ": None, "`": None, "‘": None, "\u00a0": " ",
    }
)  # fmt: skip


class Site(NamedTuple):
    """A place that a name may mean. `country` is ISO alpha-2 or a sea's name, `kind` of `KINDS`.

    `radius` is in kilometres, of the circle of the same area; 0 where nobody told it.
    """

    geonames: int
    name: str
    lat: float
    lon: float
    population: int
    country: str
    kind: str
    radius: float = 0.0

    @property
    def precision(self) -> Precision:
        """How closely this place is told; an island is a spot, a district or a region by size."""
        if self.kind == "island":
            sizes: tuple[tuple[float, Precision], ...] = ((3.0, "point"), (20.0, "district"))
            return next((told for below, told in sizes if self.radius < below), "region")
        return PRECISION.get(self.kind, "point")


def fold(name: str) -> str:
    """Reduce a name to what its spellings share: no case, no marks, single gaps.

    >>> fold("Łódź"), fold("Cluj-Napoca"), fold("L'viv")
    ('lodz', 'cluj napoca', 'lviv')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_UNMARKED))
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return " ".join(bare.casefold().split())


@cache
def table(name: str) -> dict[str, Any]:
    """Load one of the tables beside this module."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


@cache
def scope(name: str) -> frozenset[str]:
    """Give a set of countries: those `dense`, those `near`, those where English is `spoken`."""
    return frozenset(table("places-scope")[name].split())


@cache
def listed(name: str) -> frozenset[str]:
    """Give a list of the words that tell places from persons and things."""
    return frozenset(table("places-words")[name].split())


def compile_table(sites: Sequence[Site], names: Mapping[str, Iterable[tuple[int, bool]]]) -> bytes:
    """Write sites and their folded names (site number, whether alternate) as a file's bytes.

    The same input gives the same bytes.
    """
    pool = _Strings()
    packed = b"".join(_pack(site, pool) for site in sites)
    entries, offsets = _entries(sites, names)
    slots = _slots(offsets)
    at_sites = _HEADER.size
    at_slots = at_sites + len(packed)
    at_entries = at_slots + len(slots)
    at_strings = at_entries + len(entries)
    header = _HEADER.pack(
        MAGIC, len(sites), len(slots) // 4, at_sites, at_slots, at_entries, at_strings
    )
    return header + packed + slots + entries + bytes(pool.bytes)


class _Strings:
    """A pool in which every string lies once."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._at: dict[str, int] = {}

    def put(self, text: str) -> int:
        if text not in self._at:
            self._at[text] = len(self.bytes)
            self.bytes += text.encode()
        return self._at[text]


def _pack(site: Site, pool: _Strings) -> bytes:
    """Lay a site out; its country stands right behind its name in the pool."""
    name, country = site.name.encode(), site.country.encode()
    at = pool.put(site.name + "\0" + site.country)
    return _SITE.pack(
        site.geonames,
        round(site.lat * _DEGREE),
        round(site.lon * _DEGREE),
        site.population,
        at,
        len(name),
        len(country),
        KINDS.index(site.kind),
        _radius_byte(site.radius),
    )


def _radius_byte(radius: float) -> int:
    return min(255, max(1, round(math.log(radius / _LEAST, _STEP)) + 1)) if radius > 0 else 0


def _radius(byte: int) -> float:
    """Read a radius back, to two figures.

    >>> _radius(_radius_byte(346)), _radius(_radius_byte(2)), _radius(0)
    (340.0, 2.0, 0.0)
    """
    return float(f"{_LEAST * _STEP ** (byte - 1):.2g}") if byte else 0.0


def _entries(
    sites: Sequence[Site], names: Mapping[str, Iterable[tuple[int, bool]]]
) -> tuple[bytes, dict[bytes, int]]:
    blob, offsets = bytearray(b"\0"), {}
    for key in sorted(names):
        raw = key.encode()
        if not 0 < len(raw) < 256:
            continue
        owners = sorted(set(names[key]), key=lambda o: (-sites[o[0]].population, o))[:MOST_SITES]
        offsets[raw] = len(blob)
        numbers = [number | (_ALTERNATE if alternate else 0) for number, alternate in owners]
        blob += bytes([len(raw)]) + raw + bytes([len(numbers)])
        blob += struct.pack(f"<{len(numbers)}I", *numbers)
    return bytes(blob), offsets


def _slots(offsets: Mapping[bytes, int]) -> bytes:
    """Lay out the hash table at most half full, so that a probe rarely takes a second look."""
    size = 1 << (2 * len(offsets) + 1).bit_length()
    table = [0] * size
    for raw, offset in offsets.items():
        at = zlib.crc32(raw) & (size - 1)
        while table[at]:
            at = (at + 1) & (size - 1)
        table[at] = offset
    return struct.pack(f"<{size}I", *table)


class Table:
    """The compiled file, open for reading; `find` gives the sites under a folded name."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._raw = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = _HEADER.unpack_from(self._raw)
        if head[0] != MAGIC:
            message = f"{path} is no gazetteer of this version"
            raise ValueError(message)
        self.digest: Final = hashlib.sha256(self._raw).hexdigest()[:16]
        """Hash of all bytes of the file, read once when it is opened."""
        _, self._count, self._size, self._sites, self._slots, self._entries, self._strings = head

    def __len__(self) -> int:
        return int(self._count)

    def __iter__(self) -> Iterator[Site]:
        """Give every site."""
        return map(self._site, range(len(self)))

    def find(self, key: str) -> list[tuple[Site, bool]]:
        """Give the sites under a folded name, the most populous first, and whether alternate."""
        raw, data = key.encode(), self._raw
        at = zlib.crc32(raw) & (self._size - 1)
        while offset := _SLOT.unpack_from(data, self._slots + 4 * at)[0]:
            start = self._entries + offset
            length = data[start]
            if data[start + 1 : start + 1 + length] == raw:
                return self._owners(start + 1 + length)
            at = (at + 1) & (self._size - 1)
        return []

    def _owners(self, start: int) -> list[tuple[Site, bool]]:
        numbers = struct.unpack_from(f"<{self._raw[start]}I", self._raw, start + 1)
        return [(self._site(n & ~_ALTERNATE), bool(n & _ALTERNATE)) for n in numbers]

    def _site(self, number: int) -> Site:
        at = self._sites + number * _SITE.size
        geonames, lat, lon, population, text, name, country, kind, size = _SITE.unpack_from(
            self._raw, at
        )
        start = self._strings + text
        return Site(
            geonames=geonames,
            name=self._raw[start : start + name].decode(),
            lat=lat / _DEGREE,
            lon=lon / _DEGREE,
            population=population,
            country=self._raw[start + name + 1 : start + name + 1 + country].decode(),
            kind=KINDS[kind],
            radius=_radius(size),
        )
