"""How much a pledge binds its promisor to: a share, a sum of money, a number of things."""

import re
from typing import Final

from vedette.pledged import Level
from vedette.taxonomy.numbers import NUMBER, TIMES, value

_SHORT: Final = {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3}
"""How thousands, millions and billions are written for short behind figures."""
_SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP"}
_MONEY: Final = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "dollar": "USD", "dollars": "USD", "usd": "USD",
    "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "gbp": "GBP", "zloty": "PLN",
    "zlotys": "PLN", "pln": "PLN", "nok": "NOK", "sek": "SEK", "dkk": "DKK", "czk": "CZK",
    "francs": "CHF", "chf": "CHF", "hryvnias": "UAH", "hryvnia": "UAH", "uah": "UAH",
    "kroner": "kroner", "kronor": "kronor", "crowns": "crowns", "lei": "lei",
}  # fmt: skip
"""Crowns of a country that is not named are crowns."""
_OUTPUT: Final = re.compile(
    r"\bGDP\b|\bgross domestic product\b|\bnational (?:income|output)\b|\bPKB\b"
    r"|\bof (?:its |their |our |the )?(?:output|economy|economic output)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?:%|per ?cent\b|percent\b)", re.IGNORECASE
)
_NUMBER: Final = re.compile(
    rf"""(?P<sign>[€$£])?\s?
    (?P<n>{NUMBER}(?![.,]\d)|\d{{1,15}}(?:\.\d+|,\d{{1,2}})|\b(?:half[\s-])?an?\b)
    (?:[\s-]?(?P<short>{"|".join(_SHORT)})\b)?
    (?:\s\d+(?:\.\d+)?\s?-?mm\b)?
    (?P<after>(?:[\s-]+[^\W\d_][\w-]*){{0,3}})""",
    re.IGNORECASE | re.VERBOSE,
)
"""A sign of money, a number in figures or words, and what is counted behind it, after a calibre."""
_OTHERS: Final = """
a an the of for in to at on by from with per more further new other additional another own and its
their our his her least most about some over than year years month months day days hour hours week
weeks time times
"""
_NO_THINGS: Final = frozenset(_OTHERS.split())
"""Words behind a number that are not what is counted."""
CUT: Final = 6
"""Letters of a noun that count, as in the stems that reports are compared by."""


def level_of(value: object, words: str, around: str = "") -> Level | None:
    """Read a level from a value such as `5 %GDP`, else from the words.

    A share is of the gross domestic product where the words, or those `around` them, say so.

    >>> level_of("5 %GDP", "5% of gross domestic product").unit
    '%GDP'
    >>> level_of(None, "3.5 per cent", "spend 3.5 per cent of GDP on defence").unit
    '%GDP'
    >>> level_of(None, "€1.2bn for shells").amount, level_of(None, "six batteries").amount
    (1200000000.0, 6.0)
    >>> level_of(None, "two and a half dozen drones").amount, level_of(None, "€1,5 billion").amount
    (30.0, 1500000000.0)
    >>> level_of(None, "full strength") is None
    True
    """
    told = value if isinstance(value, str) else ""
    for text in filter(None, (told, words)):
        found = _share(text, around) or _amount(text)
        if found:
            return found
    return None


def _share(text: str, around: str) -> Level | None:
    found = _SHARE.search(text)
    if found is None:
        return None
    of_output = "%GDP" in text or _OUTPUT.search(f"{text} {around}")
    unit = "%GDP" if of_output else "%"
    return Level(amount=float(found["n"].replace(",", ".")), unit=unit)


def _amount(text: str) -> Level | None:
    for match in _NUMBER.finditer(text):
        amount = _size(match["n"]) * _SHORT.get((match["short"] or "").lower(), 1.0)
        after = [word.lower() for word in re.findall(r"[^\W\d_][\w-]*", match["after"])]
        money = _SIGNS.get(match["sign"] or "") or next(
            (_MONEY[word] for word in after[:2] if word in _MONEY), None
        )
        if money:
            return Level(amount=amount, unit=money)
        things = frozenset(word[:CUT] for word in after if word not in _NO_THINGS)
        if things and not (match["n"].isdigit() and 1900 <= amount < 2100):
            return Level(amount=amount, unit="things", things=things)
    return None


def _size(words: str) -> float:
    """Read a number; an article says one.

    >>> _size("half a dozen"), _size("an"), _size("half a"), _size("1.2")
    (6.0, 1.0, 0.5, 1.2)
    """
    return 1.0 if words.lower() in {"a", "an"} else value(words)


def written(level: Level | None, words: str = "") -> str:
    """Write a level as a reader reads it: a share in figures, all else in the report's words.

    >>> written(Level(amount=3.5, unit="%GDP"))
    '3.5 % of GDP'
    """
    if level is not None and level.unit == "%GDP":
        return f"{level.amount:g} % of GDP"
    return words


def beside(words: str) -> str:
    """Give an act without the words of a sum or a share: what it is for.

    >>> beside("50 million euros for drones"), beside("spend 5% of GDP on defence")
    ('for drones', 'spend of on defence')
    """
    told = _OUTPUT.sub(" ", _SHARE.sub(" ", words))
    kept = (word for word in re.findall(r"[^\W\d_][\w-]*", told) if not _of_a_sum(word.lower()))
    return " ".join(kept)


def _of_a_sum(word: str) -> bool:
    return word in _MONEY or word in TIMES or (word in _SHORT and len(word) > 1)


def comparable(one: Level, other: Level) -> bool:
    """Say whether two levels are of one thing; a share may leave out of what it is one."""
    if one.unit == "things" == other.unit:
        return bool(one.things & other.things)
    return one.unit == other.unit or {one.unit, other.unit} == {"%", "%GDP"}


def counted(level: Level) -> frozenset[str]:
    """Name what a level counts: two are comparable where they share a name."""
    if level.unit == "things":
        return level.things
    return frozenset({"%" if level.unit == "%GDP" else level.unit})


def equal(one: Level, other: Level) -> bool:
    """Say whether two levels are the same one."""
    return comparable(one, other) and abs(one.amount - other.amount) < 1e-9 * max(1, one.amount)
