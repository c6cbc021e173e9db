"""Which state the words of an actor mean: `Polish` is PL, `the Kremlin` RU, `the SBU` UA.

An organ of a state stands for the state, as its capital does when it speaks. Alliances are no
state: EU and NATO give None, and so do two states in one breath. A private person is not the
state of his passport: "two Bulgarian citizens" give None.

The words are in `countries.toml`; codes are ISO 3166-1 alpha-2.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state with the words that mean it; `lat` and `lon` lie in its middle, degrees WGS 84."""

    code: str
    name: str
    lat: float
    lon: float
    aka: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()


class Mention(NamedTuple):
    start: int
    end: int
    code: str


_WORD: Final = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*\.?|\d+")
_LONGEST: Final = 7
"""Words in the longest entry: "Main Directorate of the General Staff"."""
_DESCENT: Final = frozenset(
    "born flagged speaking based language made registered owned built style era trained occupied"
    " controlled held".split()
)
"""`Russian-born`, `Gabon-flagged`: said of somebody or something that is not the state."""
_AGAINST: Final = frozenset({"pro", "anti", "ex", "non"})
_PRIVATE: Final = re.compile(
    r"\b(?:citizens?|nationals?|man|men|woman|women|students?|brothers?|sisters?|couple|youths?"
    r"|teenagers?|girls?|boys?|passengers?|crew|workers?|drivers?|chef|cook|engineer|suspects?"
    r"|smugglers?|businessm[ae]n|businesswoman|dispatcher|photographer|master|passports?"
    r"|(?:system )?administrator|couriers? from|refugees?|migrants?|pensioners?|sniper|gunm[ae]n"
    r"|technician|activists?|teenager|websites?|deputy|nobody|network|firm|company|media)\b",
    re.IGNORECASE,
)
_OFFICIAL: Final = re.compile(
    r"\b(?:GRU|FSB|SVR|KGB|intelligence|officers?|services?|military|army|navy|ministry|minister"
    r"|government|state|embassy|ambassador|diplomats?|foreign affairs|president|police|guard"
    r"|prosecutors?|parliament)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE: Final = re.compile(r"\b(?:in|to|at|from|near|with|off|over|against|towards?)(?: the)?\s+$")


@cache
def countries() -> dict[str, Country]:
    """Load every state by its code."""
    raw = resources.files("vedette.taxonomy").joinpath("countries.toml").read_text("utf-8")
    return {code: _country(code, entry) for code, entry in tomllib.loads(raw).items()}


def _country(code: str, entry: dict[str, object]) -> Country:
    lists = {key: tuple(entry.get(key, ())) for key in ("aka", "people", "seats", "organs")}  # type: ignore[arg-type, call-overload]  # TOML gives lists of strings
    lat, lon = entry["at"]  # type: ignore[misc]  # two numbers
    return Country(code=code, name=str(entry["name"]), lat=lat, lon=lon, **lists)


def country_of(words: str) -> str | None:
    """Name the state that an actor's words mean, or None.

    >>> country_of("German Interior Ministry"), country_of("the GRU"), country_of("NATO")
    ('DE', 'RU', None)
    """
    mentions = mentions(words)
    if not mentions or (_PRIVATE.search(words) and not _OFFICIAL.search(words)):
        return None
    heads = [m for m in mentions if not _PLACE_BEFORE.search(words[: m.start])] or mentions
    codes = {mention.code for mention in heads}
    return codes.pop() if len(codes) == 1 else _possessor(words, heads)


def _possessor(words: str, heads: list[Mention]) -> str | None:
    """Among several states take the one that owns the rest: "Ukraine's …", "the Russian …".

    Two that are joined by `and`, a comma or a hyphen are several actors.
    """
    first, second = heads[0], heads[1]
    between = words[first.end : second.start]
    if re.search(r"\band\b|,|^[-–/]$|\bor\b", between):
        return None
    return first.code


def mentions(words: str) -> list[Mention]:
    tokens = list(_WORD.finditer(words))
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        for size in range(min(_LONGEST, len(tokens) - place), 0, -1):
            start, end = tokens[place].start(), tokens[place + size - 1].end()
            code = _code(words[start:end])
            if code and not _descent(words, start, end):
                found.append(Mention(start, end, code))
                place += size - 1
                break
        place += 1
    return found


def _descent(words: str, start: int, end: int) -> bool:
    after = re.match(r"[-‐‑–](\w+)", words[end:])
    before = re.search(r"(\w+)[-‐‑–]$", words[:start])
    return bool(
        (after and after[1].lower() in _DESCENT) or (before and before[1].lower() in _AGAINST)
    )


def _code(phrase: str) -> str | None:
    known = _names()
    plain = re.sub(r"['’]s?$", "", phrase)
    for form in (phrase, plain, plain.removesuffix("."), plain.replace("’", "'")):
        if code := known.get(form):
            return code
    if plain.isupper() and len(plain) > 3:
        return known.get(plain.title())
    return None


@cache
def _names() -> dict[str, str]:
    """Map every name, adjective, seat and organ to its state; a name of two states is left out."""
    owners: dict[str, set[str]] = {}
    for country in countries().values():
        for name in (country.name, *country.aka, *country.people, *country.seats, *country.organs):
            owners.setdefault(name, set()).add(country.code)
    return {name: codes.pop() for name, codes in owners.items() if len(codes) == 1}
