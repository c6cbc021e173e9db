"""Numbers of things in running text: "four jets", "40,000 phones", "eleven schools"."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from vedette.relate.words import sentence_at, stem
from vedette.taxonomy import persons
from vedette.taxonomy.numbers import NUMBER, value

_LISTS: Final = tomllib.loads((Path(__file__).parent / "numerals.toml").read_text("utf-8"))
_NUMBER: Final = re.compile(
    rf"(?<![.,€$£-])(?P<number>{NUMBER})(?![\w%-]|[.,:]\d)"
    r"(?P<after>(?:[ -][^\W\d_][\w-]*){0,3})",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    rf"(?<![.,:€$£/-])(?P<number>{NUMBER})(?![\w%/-]|[.,:]\d)"
    r"(?! (?:per cent|percent|euros?|dollars?|a\.m|p\.m|am|pm|o'clock)\b)",
    re.IGNORECASE,
)
_YEAR: Final = range(1900, 2100)
_NO_THINGS: Final = frozenset(map(stem, f"{_LISTS['measures']} {_LISTS['others']}".split()))


def is_thing(word: str) -> bool:
    """Say whether the stem of a word behind a number may be of what is counted."""
    return word not in _NO_THINGS


def counts(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the stem of each thing counted, its number, and where in the text that stands.

    Of the words behind a number those count up to the first that is no thing; the number counts for
    each of them, because which is the noun ("three unmarked lorries") cannot be told without more.

    >>> [(thing, n) for thing, n, _ in counts("Four jets and 12 minutes later 1,200 phones")]
    [('jets', 4), ('phones', 1200)]
    """
    for match in _NUMBER.finditer(text):
        number = round(value(match["number"]))
        for word in re.findall(r"[^\W\d_][\w-]*", match["after"]):
            thing = stem(word)
            if not is_thing(thing):
                break
            yield thing, number, match.start()


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, and where it stands."""

    value: int
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """Give every number of a text that may count something: no year, share, price or hour.

    >>> [one.value for one in numbers("In 2026 nine, not 1,200: at 7:30 it was 5%")]
    [9, 1200]
    """
    for match in _BARE.finditer(text):
        number = round(value(match["number"]))
        if number not in _YEAR or not match["number"].isdigit():
            yield Number(number, match.start(), match.end())


_DEAD: Final = r"(?:killed|dead|died|dies|deaths?|lost their lives|fatalities)"
_HURT: Final = r"(?:injured|injur(?:y|ies)|hurt|wounded|hospitali[sz]ed|taken to hospital)"
_GAP: Final = r"(?:\W+(?!and\b|but\b|while\b|that\b|which\b)\w+){0,4}?\W+"
_COUNT: Final = rf"(?<!aged )(?<!, )(?<!\bno ){NUMBER}(?!-year| years|[\w%:,]|\.\d)"
_LEAST: Final = r"\W+(?:(?:at least|another|some|about|around|up to)\W+)?"
TOLLS: Final = ("killed", "injured")
_PEOPLE: Final = {
    "killed": re.compile(
        rf"(?P<a>{_COUNT}){_GAP}{_DEAD}\b|\b(?:killing|kills|killed){_LEAST}(?P<b>{_COUNT})"
        rf"|\b(?:dead|deaths|toll)\b[^.\n]{{0,60}}? to (?P<c>{_COUNT})",
        re.IGNORECASE,
    ),
    "injured": re.compile(
        rf"(?P<a>{_COUNT}){_GAP}{_HURT}\b"
        rf"|\b(?:injur|wound)(?:ing|es|ed|s){_LEAST}(?P<b>{_COUNT})(?P<c>)",
        re.IGNORECASE,
    ),
}


_TOLD: Final = {
    "killed": re.compile("kill|dea|die|lost their lives|fatalit|toll", re.IGNORECASE),
    "injured": re.compile("injur|hurt|wound|hospital", re.IGNORECASE),
}
"""What stands in every match: most texts have none of it, and to look for this takes a tenth."""


def casualties(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Give numbers of people `killed` or `injured` that the text tells, and where each stands.

    >>> [n for n, _ in casualties("Three people were killed and seven others injured.", "injured")]
    [7]
    >>> [n for n, _ in casualties("One hundred and twenty people were injured.", "injured")]
    [120]
    """
    told = _PEOPLE[name].finditer(text) if _TOLD[name].search(text) else ()
    for match in told:
        yield round(value(match["a"] or match["b"] or match["c"])), match.start()


_BEHIND: Final = re.compile(r"(?:[ -][^\W\d_][\w-]*){0,3}")
_CALLED: Final = frozenset(
    {form for role in persons.ROLES for form in (stem(role), stem(f"{role}s"))}
    | set(map(stem, _LISTS["people"].split()))
)
_JOINING: Final = frozenset(_LISTS["joining"].split())
_WORDS_OF: Final = {
    name: re.compile(rf"\b{words}\b", re.IGNORECASE)
    for name, words in (("killed", _DEAD), ("injured", _HURT))
}


def tolls(text: str, one: Number, other: Number) -> tuple[str, ...]:
    """Name the tolls that two numbers of a text may be of, none where either counts another thing.

    Those that are told between them, else up to the next number, else by their sentences.

    >>> tolls("Two drones, not three, killed five.", Number(2, 0, 3), Number(3, 16, 21))
    ()
    >>> tolls("Four hurt, not five. Two died.", Number(4, 0, 4), Number(5, 15, 19))
    ('injured',)
    """
    if not all(_may_be_people(text, each.end) for each in (one, other)):
        return ()
    first, last = sentence_at(text, one.start)[0], sentence_at(text, other.start)[1]
    further = _BARE.search(text, other.end, last)
    near = further.start() if further else last
    scenes = ((one.start, other.start), (one.start, near), (first, last))
    return next(filter(None, (_told_of(text[start:end]) for start, end in scenes)), ())


def _told_of(words: str) -> tuple[str, ...]:
    return tuple(name for name in TOLLS if _WORDS_OF[name].search(words))


def _may_be_people(text: str, end: int) -> bool:
    """Say whether no thing is named behind a number that ends there: nobody, or people."""
    behind = _BEHIND.match(text, end)
    told = (word for word in (behind[0] if behind else "").split() if not word.endswith("ly"))
    things = list(takewhile(lambda word: is_thing(stem(word)) and word not in _JOINING, told))
    dying = things and any(words.fullmatch(things[0]) for words in _WORDS_OF.values())
    return not things or bool(dying) or not _CALLED.isdisjoint(map(stem, things))
