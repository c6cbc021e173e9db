"""Cyrillic names in Latin letters, by the standards that maps and passports use.

    uk      Ukrainian, Cabinet of Ministers resolution 55 of 2010, BGN/PCGN since 2019
    uk1965  Ukrainian, BGN/PCGN 1965, in which GeoNames has many villages
    ru      Russian, BGN/PCGN 1947
    be      Belarusian, BGN/PCGN 1979
    iso9    any of them, ISO 9:1995, whose marks the gazetteer does not look at

>>> romanized("куп'янськ", "uk"), romanized("ельня", "ru"), romanized("згурівка", "uk")
('kupiansk', 'yelnya', 'zghurivka')
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_CYRILLIC = re.compile(r"[а-яёіїєґў]", re.IGNORECASE)
_OPEN = re.compile(r"(?:^|[\s-]|[аеёиоуыэюяіїєўъьй])$")
"""What stands before an е that is heard as ye."""
_OPENS = re.compile(r"(?:^|[\s-])$")
_MARKS = str.maketrans("", "", "'’ʼ`")


def is_cyrillic(name: str) -> bool:
    """Say whether a name has a Cyrillic letter."""
    return bool(_CYRILLIC.search(name))


@cache
def _standards() -> Mapping[str, Any]:
    text = files(__package__).joinpath("romanization.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _table(standard: str, part: str) -> Mapping[str, str]:
    """Give a part of a standard; its letters stand over those of the one it is based on."""
    told = _standards()[standard]
    base = _table(told["based"], part) if part == "letters" and "based" in told else {}
    return {**base, **told.get(part, {})}


def romanized(name: str, standard: str) -> str:
    """Write a name in small Latin letters; what is not Cyrillic stays as it is."""
    low, out, at = name.lower().translate(_MARKS), "", 0
    while at < len(low):
        pair = _table(standard, "pairs").get(low[at : at + 2])
        out += pair if pair is not None else _letter(low, at, standard)
        at += 1 if pair is None else 2
    return out


def _letter(name: str, at: int, standard: str) -> str:
    letter, before = name[at], name[:at]
    for part, place in (("opens", _OPENS), ("open", _OPEN)):
        special = _table(standard, part).get(letter)
        if special is not None and place.search(before):
            return special
    return _table(standard, "letters").get(letter, letter)
