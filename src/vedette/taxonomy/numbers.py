"""Numbers as English writes them, in figures or in words: "1,200", "one hundred and twenty".

Coders, the linking of reports and the reading of pledges read them alike.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from vedette.taxonomy import lexicon

_LISTS: Final = lexicon("numbers")
_UNITS: Final = _LISTS.ordered("units")
_TEENS: Final = _LISTS.ordered("teens")
_TENS: Final = _LISTS.ordered("tens")
_SMALL: Final[Mapping[str, int]] = _LISTS.tables["small"]
_LARGE: Final[Mapping[str, int]] = _LISTS.tables["large"]
TIMES: Final[Mapping[str, int]] = {**_SMALL, **_LARGE}
"""Words that multiply."""
_WORDS: Final[Mapping[str, float]] = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    **_LISTS.tables["parts"],
}


def _any(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(words)})\b"


_GAP: Final = r"[\s-]"
_TIMES: Final = _any(TIMES)
_GROUPS: Final = r"(?:(?:,\d{3}){1,4}|(?:[ \u00a0\u202f]\d{3}){1,4}(?!\w))"
_FIGURES: Final = rf"(?:\d{{1,3}}{_GROUPS}|\d{{1,15}})"
_FIGURE: Final = rf"{_FIGURES}(?!\d)(?:(?:\.\d{{1,3}}|,\d{{1,2}})(?={_GAP}{_TIMES}))?"
"""Figures, at the most as many as a float holds, and a part of a million, not of an hour."""
_UNIT: Final = _any(_UNITS)
_ONE: Final = rf"(?:{_any(_TENS)}(?:-{_UNIT}|\s{_UNIT}(?!-))?|{_any(_TEENS)}|{_UNIT})"
_PART: Final = rf"(?:(?:an?{_GAP})?half(?:{_GAP}an?)?|(?:a\s)?quarter\sof\san?){_GAP}(?={_TIMES})"
_SOME: Final = rf"(?:an?|the|another|some)\s(?={_TIMES})|(?<!\w[\s-])(?={_TIMES})"
_MIXED: Final = r"(?:\sand\sa\s(?:half|quarter)\b)?"


def _and(times: Iterable[str], *ended: str) -> str:
    """Give the pattern of what multiplies, and of what is added to it: "hundred and twenty"."""
    return rf"{_any(times)}(?:(?:\sand)?\s{_ONE}(?!-|\s{_any(ended)}))?"


_MANY: Final = (
    rf"(?:{_and(_SMALL, *_SMALL)}|{_and(['thousand'], *_LARGE)}"
    rf"|{_and(['million'], 'million', 'billion')}|{_any(_LARGE)})"
)
NUMBER: Final = (
    rf"(?>(?<!\w)(?<!\d[.,])(?:(?:(?:{_FIGURE}|{_ONE}){_MIXED}(?:{_GAP}{_MANY})?"
    rf"|(?:{_PART}|{_SOME}){_MANY})(?:{_GAP}{_MANY}){{0,4}}))"
)
"""A number taken whole, or not at all: "two hundred years" are no two of anything.

For a search that takes no notice of capitals. What may follow a number is the searcher's choice.
"""
_TOLD: Final = re.compile(r"(?P<figures>\d[\d.,\s]*)|[a-z]+")


def value(words: str) -> float:
    """Read a number that fits the pattern: units add up, dozens and hundreds multiply them.

    Thousands multiply all before. A word that is none of a number's counts nothing.

    >>> value("1,200"), value("two hundred and fifty thousand"), value("half a dozen")
    (1200.0, 250000.0, 6.0)
    >>> value("two and a half million"), value("1,5 billion"), value("a thousand million")
    (2500000.0, 1500000000.0, 1000000000.0)
    """
    whole, part = 0.0, 0.0
    for told in _TOLD.finditer(words.lower()):
        word = told.group()
        if word in _SMALL:
            part = (part or 1.0) * _SMALL[word]
        elif word in _LARGE:
            whole = whole + part * _LARGE[word] if part else (whole or 1.0) * _LARGE[word]
            part = 0.0
        else:
            part += _figures(word) if told["figures"] else _WORDS.get(word, 0.0)
    return whole + part


def _figures(text: str) -> float:
    """Read figures; a comma before one or two of them is that of a fraction."""
    plain = re.sub(r"\s", "", text)
    plain = re.sub(r",(?=\d{1,2}$)", ".", plain)
    return float(plain.replace(",", ""))
