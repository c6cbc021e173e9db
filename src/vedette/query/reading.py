"""How values of a query line are read, each kind of value by its own function.

A reader takes the words as they were typed and gives the value; it raises ValueError with the
remedy as its words, which the parser puts into a sentence with the place.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Final

from vedette.sought import Outline
from vedette.taxonomy.countries import countries

WATERS: Final = tuple(
    name
    for line in (
        "Adriatic Sea|Aegean Sea|Arabian Sea|Arctic Ocean|Atlantic Ocean|Baltic Sea|Barents Sea",
        "Bay of Bengal|Bay of Biscay|Bering Sea|Black Sea|Caribbean Sea|Caspian Sea|Celtic Sea",
        "Denmark Strait|East China Sea|English Channel|Greenland Sea|Gulf of Aden|Gulf of Mexico",
        "Gulf of Oman|Indian Ocean|Ionian Sea|Irish Sea|Kara Sea|Kattegat|Ligurian Sea",
        "Luzon Strait|Mediterranean Sea|North Sea|Norwegian Sea|Pacific Ocean|Persian Gulf",
        "Red Sea|Sea of Azov|Sea of Japan|Sea of Marmara|Sea of Okhotsk|Skagerrak",
        "South China Sea|Southern Ocean|Strait of Malacca|Taiwan Strait|Tyrrhenian Sea|White Sea",
        "Yellow Sea",
    )
    for name in line.split("|")
)
"""The waters that stand where a country would: those that the gazetteer puts places in."""

LANDS: Final = frozenset(
    code
    for line in (
        "AG AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FM GD GF GG GP GS GU HM IM IO",
        "JE KI KN KY LC MF MH MO MP MQ MS NC NF NR NU PF PM PN PW RE SB SH SJ ST SX TC",
        "TF TK TO TV UM VC VG VI VU WF WS YT",
    )
    for code in line.split()
)
"""The other codes of ISO 3166-1 that the gazetteer puts places in: no words of theirs are known."""

MARK: Final = re.compile(r"[A-F][1-6]?|[1-6]")
NAME: Final = re.compile(r"[0-9A-Fa-f]{6,64}")
DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def text(written: str) -> str:
    """Take words as they are."""
    return written


def name(written: str) -> str:
    """Read an id, or enough of the start of one that it is hardly the start of another.

    >>> name("349BFCD0")
    '349bfcd0'
    """
    if not NAME.fullmatch(written):
        raise ValueError("give an id, or its first six letters or more, such as 349bfcd0ccdd")
    return written.lower()


def state(written: str) -> str:
    """Read a state or a land by its code or its name, or a water.

    >>> state("pl"), state("Poland"), state("baltic sea"), state("UK")
    ('PL', 'PL', 'Baltic Sea', 'GB')
    """
    found = code_of(written) or _states().get(written.casefold())
    if found is None:
        raise ValueError('give a state such as PL or Poland, or a water such as "Baltic Sea"')
    return found


def code_of(written: str) -> str | None:
    """Read two letters, small ones too, that mean a place; None for any others.

    >>> code_of("ax"), code_of("UK"), code_of("ZZ")
    ('AX', 'GB', None)
    """
    code = written.upper()
    return code if code in LANDS else _codes().get(code)


@cache
def _codes() -> dict[str, str]:
    """Name states by their codes, and by what else of two letters they are called."""
    others = ((name, one.code) for one in countries().values() for name in one.aka)
    return {name: code for name, code in others if len(name) == 2} | {
        code: code for code in countries()
    }


@cache
def _states() -> dict[str, str]:
    named = {one.name.casefold(): one.code for one in countries().values()}
    return named | {name.casefold(): name for name in WATERS}


def place(written: str) -> str:
    """Read a state's code in capitals or a water as such, anything else as words of a place.

    >>> place("PL"), place("Baltic Sea"), place("Narva"), place("UK")
    ('PL', 'Baltic Sea', 'Narva', 'GB')
    """
    return _codes().get(written, written)


def party(written: str) -> str:
    """Read a party: a state by its code or its name, else words of a name such as GRU.

    >>> party("ru"), party("Russia"), party("UK"), party("GRU")
    ('RU', 'RU', 'GB', 'GRU')
    """
    return _codes().get(written.upper()) or _states().get(written.casefold(), written)


def one_of(names: Sequence[str]) -> Callable[[str], str]:
    """Give the reader of a word that must be one of these; a blank counts as a low line."""

    def read(written: str) -> str:
        name = written.casefold().replace(" ", "_").replace("-", "_")
        if name not in names:
            raise ValueError(f"give one of {', '.join(names)}")
        return name

    return read


def whole(least: int, most: int) -> Callable[[str], float]:
    """Give the reader of a whole number between two."""

    def read(written: str) -> float:
        if not written.isdecimal() or not least <= int(written) <= most:
            raise ValueError(f"give a whole number from {least} to {most}")
        return int(written)

    return read


def share(written: str) -> float:
    """Read a number from 0 to 1."""
    if not re.fullmatch(r"\d?(\.\d{1,6})?", written) or not written or not float(written) <= 1:
        raise ValueError("give a number from 0 to 1, such as 0.9")
    return float(written)


def mark(written: str) -> str:
    """Read a grade: letter and figure, or one of them."""
    if not MARK.fullmatch(written.upper()):
        raise ValueError("give a grade such as B2, a letter from A to F, or a figure from 1 to 6")
    return written.upper()


def first_day(written: str) -> date:
    """Read the first day of a day, a month or a year.

    >>> first_day("2025-11").isoformat()
    '2025-11-01'
    """
    year, month, day = _parts(written)
    return _date(year, month or 1, day or 1)


def last_day(written: str) -> date:
    """Read the last day of a day, a month or a year.

    >>> last_day("2025-11").isoformat()
    '2025-11-30'
    """
    year, month, day = _parts(written)
    end = _date(year, month or 12, 1)
    return _date(year, end.month, day or calendar.monthrange(year, end.month)[1])


WHEN: Final = "give a day such as 2025-11-30, a month such as 2025-11, or a year"


def _parts(written: str) -> tuple[int, int, int]:
    found = DAY.fullmatch(written)
    if found is None:
        raise ValueError(WHEN)
    return int(found[1]), int(found[2] or 0), int(found[3] or 0)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise ValueError(WHEN) from fault


# ── areas ───────────────────────────────────────────────────────────────────────────────────────

BOX: Final = "give west,south,east,north in degrees, such as 20.9,53.9,26.8,56.4"
RING: Final = (
    "give three corners or more as longitude,latitude, joined by ; such as 24,54;26,54;25,56"
)
MOST_CORNERS: Final = 500


def box(written: str) -> Outline:
    """Read a box: west, south, east, north."""
    told = _degrees(written, BOX)
    if len(told) != 4 or not told[1] < told[3] or told[0] == told[2]:
        raise ValueError(BOX)
    _on_earth([(told[0], told[1]), (told[2], told[3])], BOX)
    return Outline(box=(told[0], told[1], told[2], told[3]))


def ring(written: str) -> Outline:
    """Read the corners of an area; the last need not repeat the first."""
    pairs = [_degrees(one, RING) for one in written.strip("; ").split(";")]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(RING)
    return outline([(pair[0], pair[1]) for pair in pairs])


def outline(corners: Sequence[tuple[float, float]]) -> Outline:
    """Close a line of corners; raises ValueError for fewer than three."""
    points = list(corners)
    if points and points[0] == points[-1]:
        points.pop()
    if not 3 <= len(set(points)) <= len(points) <= MOST_CORNERS:
        raise ValueError(RING)
    _on_earth(points, RING)
    return Outline(points=(*points, points[0]))


def _degrees(written: str, remedy: str) -> list[float]:
    parts = [part.strip() for part in written.split(",")]
    if not all(re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", part) for part in parts):
        raise ValueError(remedy)
    return [float(part) for part in parts]


def _on_earth(points: Sequence[tuple[float, float]], remedy: str) -> None:
    if any(abs(lon) > 180 or abs(lat) > 90 for lon, lat in points):
        raise ValueError(remedy)
