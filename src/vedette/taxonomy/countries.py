"""Which state the words of an actor mean: `Polish` is PL, `the Kremlin` RU, `the SBU` UA.

An organ of a state stands for the state, as its capital does when it speaks. Alliances are no
state: EU and NATO give None, and so do two states in one breath. A private person is not the
state of his passport: "two Bulgarian citizens" give None. Nor is a state whoever or whatever is
called after its capital: "Santiago Abascal", "The Moscow Times".

The words are in `countries.toml`; codes are ISO 3166-1 alpha-2.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from vedette.taxonomy import lexicon
from vedette.taxonomy.ages import AGE
from vedette.taxonomy.places import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state with the words that mean it.

    `lat` and `lon` lie in its middle, degrees WGS 84; `area` is in square kilometres.
    """

    code: str
    name: str
    lat: float
    lon: float
    area: float
    geonames: int
    aka: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()


class Mention(NamedTuple):
    """Words that mean a state: where they stand, and its code."""

    start: int
    end: int
    code: str


_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|\d+")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST: Final = 7
"""Words in the longest entry: "Main Directorate of the General Staff"."""
_DESCENT: Final = {
    "born", "flagged", "speaking", "based", "language", "made", "registered", "owned", "built",
    "style", "era", "trained", "occupied", "controlled", "held",
}  # fmt: skip
"""`Russian-born`, `Gabon-flagged`: said of somebody or something that is not the state."""
_GIVEN: Final = frozenset({"Chad", "Jordan", "Paris", "Santiago", "Sofia", "Victoria", "Vienna"})
"""Names of states and capitals that are given names too, but for those of which news mostly means
the state: Israel, China, Georgia."""
_CAPITAL: Final = r"[^\W\d_a-z][^\W\d_]+"
_AHEAD: Final = re.compile(rf"\b(?P<last>{_CAPITAL})(?P<of> of)? $")
_BEHIND: Final = re.compile(rf" (?P<first>{_CAPITAL})(?P<more> {_CAPITAL})?")
_LEAD: Final = 24
"""Characters before a name in which a given name or a newspaper's may stand."""
_AGAINST: Final = frozenset({"pro", "anti", "ex", "non"})
_STRANGERS: Final = re.compile(
    r"\bborders?$|\b(?:opponents?|critics?|enem(?:y|ies)) of\b", re.IGNORECASE
)
"""Words for what is not the state beside whose name they stand; the nouns are in `persons.toml`."""
_OFFICIAL: Final = re.compile(
    r"\b(?:GRU|FSB|SVR|KGB|intelligence|officers?|services?|military|army|navy|ministry|minister"
    r"|government|state|embassy|ambassador|diplomats?|foreign affairs|president|police|guards?"
    r"|prosecutors?|parliament|mission|consulate|agency|press (?:office|service|secretary)"
    r"|coastguard|Coast Guard)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|some|a pair of)\b[\w ]*?$",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"(?:an?|another|one|the)\s+(?:[a-z][\w-]*\s+)*", re.IGNORECASE)
"""What stands before one national: "a Ukrainian", "the arrested Georgian"."""
_NATION: Final = ("sh", "ch", "ese", "ss")
"""Endings of adjectives that with "the" mean all of a nation: "the British"."""
_MISSION: Final = re.compile(
    r"\b(?:embassy|consulate|mission|ambassador|envoy|authorities)\b", re.IGNORECASE
)
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|to|at|from|near|with|off|over|against|towards?)(?: the)?\s+$"
)


@cache
def countries() -> dict[str, Country]:
    """Load every state by its code."""
    raw = resources.files("vedette.taxonomy").joinpath("countries.toml").read_text("utf-8")
    return {code: _country(code, entry) for code, entry in tomllib.loads(raw).items()}


def _country(code: str, entry: dict[str, Any]) -> Country:
    lists = ("aka", "people", "seats", "organs")
    told: dict[str, Any] = {key: tuple(entry.get(key, ())) for key in lists}
    told |= {key: entry[key] for key in ("name", "area", "geonames")}
    lat, lon = entry["at"]
    return Country(code=code, lat=lat, lon=lon, **told)


def country_of(words: str) -> str | None:
    """Name the state that an actor's words mean, or None.

    >>> country_of("German Interior Ministry"), country_of("the GRU"), country_of("NATO")
    ('DE', 'RU', None)
    """
    found = mentions(words)
    if not found or _private(words, found):
        return None
    heads = [mention for mention in found if not _PLACE_BEFORE.search(words[: mention.start])]
    if not heads and _MISSION.search(words):
        return None
    heads = heads or list(found)
    codes = {mention.code for mention in heads}
    return codes.pop() if len(codes) == 1 else _possessor(words, heads)


def _private(words: str, found: Sequence[Mention]) -> bool:
    """See whether persons are spoken of, who are no organ: "three Bulgarians"."""
    called = any(map(_is_strange, _LETTERS.findall(words)))
    if (called or _STRANGERS.search(words) or AGE.search(words)) and not _OFFICIAL.search(words):
        return True
    last = words[found[-1].start : found[-1].end]
    if last not in _people():
        return False
    return bool(_COUNTED.match(words) and last.endswith("s")) or _is_one(words, found[-1], last)


def _is_strange(word: str) -> bool:
    """See whether a word, or what it is the plural of, calls nobody's officer or nobody's organ."""
    low = word.lower()
    one = {low, low.removesuffix("s"), low.removesuffix("es"), re.sub("men$", "man", low)}
    return word != "National" and bool(one & _strange())


def _is_one(words: str, mention: Mention, last: str) -> bool:
    """See whether words end in what calls one person: "a Ukrainian", but not "the British"."""
    alone = _ONE.fullmatch(words[: mention.start]) and not words[mention.end :].strip()
    nation = words[:3].lower() == "the" and last.endswith((*_NATION, "s"))
    return bool(alone) and not nation


def _possessor(words: str, heads: Sequence[Mention]) -> str | None:
    """Among several states take the one that owns the rest: "Ukraine's …", "the Russian …".

    Two that are joined by `and`, a comma or a hyphen are several actors.
    """
    first, second = heads[0], heads[1]
    between = words[first.end : second.start]
    if re.search(r"\band\b|,|^[-–/]$|\bor\b", between):
        return None
    return first.code


def mentions(text: str) -> tuple[Mention, ...]:
    """Find every word of a text that means a state: names, adjectives, capitals, organs."""
    words = list(_WORD.finditer(text))
    found: list[Mention] = []
    place = 0
    while place < len(words):
        size = 1
        if words[place].group()[0].isupper():
            mention, size = _longest(text, words, place)
            if mention and not (_descent(text, mention) or _in_a_name(text, mention)):
                found.append(mention)
        place += size
    return tuple(found)


def _longest(text: str, words: list[re.Match[str]], place: int) -> tuple[Mention | None, int]:
    start = words[place].start()
    if not _may_begin(words[place].group()):
        return None, 1
    for size in range(min(_LONGEST, len(words) - place), 0, -1):
        end = words[place + size - 1].end()
        if end - start < _LONGEST * 12 and (code := _code(text[start:end])):
            return Mention(start, end, code), size
    return None, 1


def _in_a_name(text: str, mention: Mention) -> bool:
    """See whether words are a part of what a newspaper or a person is called."""
    name = text[mention.start : mention.end]
    ahead = _AHEAD.search(text, max(0, mention.start - _LEAD), mention.start)
    behind = _BEHIND.match(text, mention.end)
    beside = {behind and behind["first"], ahead and ahead["of"] and ahead["last"]}
    if beside & _outlets():
        return name not in _people()
    if ahead and not ahead["of"] and ahead["last"].lower() in _given():
        return name in _seats()
    return bool(name in _GIVEN and behind and not behind["more"] and _surname(behind["first"]))


def _surname(word: str) -> bool:
    return not {word, word.lower()} & (_no_surnames() | _first_words())


def _descent(text: str, mention: Mention) -> bool:
    after = re.match(r"[-‐‑–](\w+)", text[mention.end : mention.end + 16])
    before = re.search(r"(\w+)[-‐‑–]$", text[max(0, mention.start - 8) : mention.start])
    return bool(
        (after and after[1].lower() in _DESCENT) or (before and before[1].lower() in _AGAINST)
    )


def _may_begin(word: str) -> bool:
    first = _first_words()
    return word in first or (word.isupper() and word.title() in first)


def _code(phrase: str) -> str | None:
    known = _names()
    for form in (phrase, phrase.replace("’", "'"), phrase + "."):
        if code := known.get(form):
            return code
    return known.get(phrase.title()) if phrase.isupper() and len(phrase) > 3 else None


@cache
def _names() -> dict[str, str]:
    """Map every name, adjective, seat and organ to its state; a name of two states is left out."""
    owners: dict[str, set[str]] = {}
    for country in countries().values():
        for name in (country.name, *country.aka, *country.people, *country.seats, *country.organs):
            owners.setdefault(name, set()).add(country.code)
    return {name: codes.pop() for name, codes in owners.items() if len(codes) == 1}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(match.group() for name in _names() if (match := _WORD.match(name)))


@cache
def _seats() -> frozenset[str]:
    return frozenset(seat for country in countries().values() for seat in country.seats)


@cache
def _strange() -> frozenset[str]:
    return frozenset().union(*map(lexicon("persons").words, ("roles", "circles", "strange")))


@cache
def _given() -> frozenset[str]:
    return lexicon("persons").words("given")


@cache
def _outlets() -> frozenset[str]:
    return lexicon("persons").words("outlets")


@cache
def _no_surnames() -> frozenset[str]:
    """Collect the words that with a capital behind a town make a body or a place of it."""
    named = ("offices", "roles", "servants", "things", "circles")
    lists = ("organisation", "titles", "common", "not_names", "no_surnames", "never", "thing")
    return frozenset().union(*map(lexicon("persons").words, named), *map(listed, lists))


@cache
def _people() -> frozenset[str]:
    return frozenset(word for country in countries().values() for word in country.people)
