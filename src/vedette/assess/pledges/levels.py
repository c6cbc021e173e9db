"""How much a pledge binds its promisor to: a share, a sum of money, a number of things."""

import re
from typing import Final

from vedette.pledged import Level

_TO_TWENTY: Final = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_BY_TEN: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS, _TENS = _TO_TWENTY.split(), _BY_TEN.split()
_WORDS: Final[dict[str, float]] = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    "a": 1, "an": 1, "half": 0.5, "quarter": 0.25,
}  # fmt: skip
_SMALL: Final = {"dozen": 12.0, "hundred": 100.0}
"""Multipliers of what stands right before them; all others multiply all that they end."""
_TIMES: Final = _SMALL | {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3,
}  # fmt: skip
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
_ONE: Final = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[:9])}))?|{'|'.join(_UNITS)})\b"
_BY: Final = rf"(?:[\s-]?(?:{'|'.join(sorted(_TIMES, key=len, reverse=True))})\b)"
_FIGURES: Final = (
    rf"\d+,\d{{1,2}}(?={_BY})"
    r"|\d{1,3}(?:(?P<mark>[,\u00a0\u202f ])\d{3}(?:(?P=mark)\d{3})*)(?:\.\d+)?|\d+(?:\.\d+)?"
)
_NUMBER: Final = re.compile(
    rf"""(?P<sign>[€$£])?\s?(?P<n>(?:
      \b(?:an?[\s-])?half(?:[\s-]an?\b|(?={_BY})){_BY}*
      |\b(?:a\s)?quarter\sof\san?\b{_BY}+
      |(?:{_FIGURES}|\b(?:{_ONE}|an?\b))(?:\sand\sa\s(?:half|quarter)\b)?{_BY}*
      |\b(?=dozen\b){_BY}+
    )(?:
      (?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))
      \s(?:and\s)?{_ONE}(?:(?={_BY})|(?!-)){_BY}*
    )*)
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
        amount = _number(match["n"])
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


_PART: Final = re.compile(r"(?P<figures>\d(?:[\d.,\u00a0\u202f ]*\d)?)|(?P<word>[a-z]+)")
_ARTICLE: Final = re.compile(r"\ban?[\s-](?=half|quarter)")


def _number(text: str) -> float:
    """Fold a number: units add up, dozens and hundreds multiply them, thousands all before.

    >>> _number("two hundred and fifty thousand"), _number("half a dozen"), _number("1,5 billion")
    (250000.0, 6.0, 1500000000.0)
    """
    whole, part = 0.0, 0.0
    for one in _PART.finditer(_ARTICLE.sub("", text.lower())):
        word = one["word"] or ""
        if word in _SMALL:
            part = (part or 1.0) * _SMALL[word]
        elif word in _TIMES:
            whole, part = whole + part * _TIMES[word] if part else whole * _TIMES[word], 0.0
        elif one["figures"]:
            part += _figures(one["figures"])
        elif word not in {"a", "an"} or not part:
            part += _WORDS.get(word, 0.0)
    return whole + part


def _figures(text: str) -> float:
    """Read figures; a comma before one or two of them is that of a fraction."""
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return float(text.replace(",", "."))
    return float(re.sub(r"[,\u00a0\u202f ]", "", text))


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
    return word in _MONEY or (word in _TIMES and len(word) > 1)


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
