"""The words that time expressions are made of, as numbers and as pieces of patterns.

Every piece is bounded: gaps are at most three characters, and nothing repeats without a limit, so
that no text can make a pattern run long.
"""

import re
from typing import Final

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS: Final = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
    "centurie": "Y",
}
"""ISO 8601 designators; a decade is counted as ten years, a fortnight as two weeks."""
TIMES_OVER: Final = {"fortnight": 2, "decade": 10, "century": 100, "centurie": 100}
PARTS_OF_DAY: Final = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "dawn": "MO",
    "daybreak": "MO",
    "lunchtime": "MI",
    "midday": "MI",
    "dusk": "EV",
    "nightfall": "NI",
    "small hours": "NI",
    "early hours": "NI",
}
"""TIMEX3 codes for parts of a day."""

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS: Final = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
)  # fmt: skip
_FIXED: Final = {
    "a": 1, "an": 1, "a dozen": 12, "half a dozen": 6, "a hundred": 100, "a couple of": 2,
    "couple of": 2, "half a": 0.5, "half an": 0.5, "another": 1,
}  # fmt: skip

SP: Final = r"[\s\u00a0]{1,3}"
"""A gap between two words: a line may break there, a paragraph may not end there. In the pieces
below and in the rules a plain space stands for it."""
JOIN: Final = r"[\s\u00a0\u2010\u2011-]{1,2}"
"""A gap or a hyphen: `third quarter`, `third-quarter`."""
MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
WEEKDAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\.)"
)
SEASON: Final = r"(?:spring|summer|autumn|fall|winter)"
YEAR: Final = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|\s?%)"
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,:]\d|%)"
ORDINAL_DAY: Final = r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?!\w)"
_ONE = "|".join(sorted(_ONES[1:], key=len, reverse=True))
_TEN = "|".join(_TENS)
ONES: Final = rf"(?:{_ONE})"
TENS: Final = rf"(?:(?:{_TEN})(?:[\s-](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES[10:])})"
"""Numbers written out: up to nineteen, and from ten to 99 as the second half of a year."""
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:\.\d)?(?: 1/2)?|(?:{_TEN})(?:[\s-](?:{_ONE}))?"
    rf"|(?:{_ONE})(?:{JOIN}and{JOIN}a{JOIN}half)?"
    r"|half a dozen|a dozen|a couple of|a few|a hundred|several|few|many|some|couple of"
    r"|(?:dozens|hundreds|thousands) of|an?"
    r"|half an?|another)"
)
UNIT: Final = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?"
    r"|decades?|century|centuries)"
)
PART: Final = (
    r"(?:morning|afternoon|evening|night|dawn|daybreak|lunchtime|midday|dusk|nightfall"
    r"|small hours|early hours)"
)
ORDINAL: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final"
    r"|[1-9](?:st|nd|rd|th))"
)
EDGE: Final = rf"(?:(?:very )?(?:early|late|mid)(?: in |{JOIN}))"
"""`early`, `late`, `mid-`: TIMEX3's modifiers START, END and MID."""
POINT: Final = (
    r"(?:(?:the )?(?:very )?(?P<point>end|beginning|start|middle|close|turn"
    r"|(?:first|second|last) half) of )"
)
"""`the end of`, `the second half of`."""
RELATION: Final = r"(?:last|this past|this coming|this|next|past|previous|coming|current)"
SHIFTED_YEAR: Final = r"(?:,? (?:of )?(?P<shifted>last|this|next) year)"
ANY_YEAR: Final = rf"(?:(?:,| of| in)? (?P<y>{YEAR})|{SHIFTED_YEAR})"


def pattern(piece: str) -> str:
    """Write a pattern out: each space in it becomes a bounded gap."""
    return piece.replace(" ", SP)


def month_number(word: str) -> int:
    """Count a month's name or abbreviation from 1."""
    key = word.lower()[:3]
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(key))


def weekday_number(word: str) -> int:
    """Count a weekday from Monday = 0."""
    key = word.lower()[:3]
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(key))


def ordinal_number(word: str) -> int | None:
    """Read `third` or `3rd` as 3; `last` and `final` have no number.

    >>> ordinal_number("22nd")
    22
    """
    low = word.lower()
    if digits := re.match(r"\d+", low):
        return int(digits.group())
    return _ORDINALS.index(low) if low in _ORDINALS else None


def number(words: str) -> float | None:
    """Read a count; None where the words name no number (`several`, `a few`).

    >>> number("twenty-four"), number("two and a half"), number("a few")
    (24, 2.5, None)
    """
    low = re.sub(r"[\s\u00a0-]+", " ", words.lower()).strip()
    whole = low.removesuffix(" and a half").removesuffix(" 1/2")
    if whole in _FIXED:
        return _FIXED[whole]
    count = _digits(whole) if whole[:1].isdigit() else _spelled(whole)
    return count if count is None or whole == low else count + 0.5


def _digits(low: str) -> float | None:
    if re.fullmatch(r"[0-9]+", low):
        return int(low)
    return float(low) if re.fullmatch(r"[0-9]+\.[0-9]+", low) else None


def _spelled(low: str) -> float | None:
    total = 0
    for word in low.split():
        if word in _TENS:
            total += 10 * (_TENS.index(word) + 2)
        elif word in _ONES:
            total += _ONES.index(word)
        else:
            return None
    return total if low else None


def unit(word: str) -> tuple[str, int]:
    """Split a unit into its ISO letter and how many of it one word stands for.

    >>> unit("decades")
    ('Y', 10)
    """
    low = word.lower()
    name = low if low in UNITS else low.removesuffix("s")
    return UNITS[name], TIMES_OVER.get(name, 1)


def duration(words: str, unit_word: str) -> str:
    """Write a count of units as an ISO 8601 duration, `X` where the count is open.

    >>> duration("five", "years"), duration("several", "hours"), duration("two", "decades")
    ('P5Y', 'PTXH', 'P20Y')
    >>> duration("two and a half", "years")
    'P2Y6M'
    """
    letter, over = unit(unit_word)
    count = number(words)
    if letter == "Q":
        letter, over = "M", 3
    prefix = "PT" if unit_word.lower().startswith(("second", "minute", "hour")) else "P"
    if count is None:
        return f"{prefix}X{letter}"
    size = count * over
    finer = _SMALLER.get("MT" if prefix == "PT" and letter == "M" else letter)
    if size != int(size) and finer:
        return prefix + _broken(size, letter, *finer)
    return f"{prefix}{size:g}{letter}"


_SMALLER: Final = {"Y": (12, "M"), "H": (60, "M"), "MT": (60, "S")}
"""What a fraction is written in; `MT` are minutes, which share their letter with months."""


def _broken(size: float, letter: str, more: int, smaller: str) -> str:
    """Write a fraction of a year in months, of an hour in minutes, of a minute in seconds."""
    rest = f"{round(size % 1 * more)}{smaller}"
    return rest if size < 1 else f"{int(size)}{letter}{rest}"
