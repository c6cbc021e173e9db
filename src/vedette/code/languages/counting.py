"""Numbers of people in a language's words or in figures."""

import re
from functools import lru_cache

from vedette.code.languages.times.vocabulary import Vocabulary, any_of
from vedette.code.languages.words import Words

_FIGURE = r"\d{1,3}(?:[ \u00a0]?\d{3})*"
_AGE = r"\d{1,3}"
_PLAIN = str.maketrans("\u2010\u2011–\u00a0", "--- ")
"""Every hyphen as one, every space as one."""
_NAMED = r"(?<=[^\W\d_]), \d{1,3}(?=,|$)|(?<=\.) \(\d{1,3}\)"
"""An age behind a name: `Marek Z. (46)`."""


def counted(given: str, words: Words) -> int | None:
    """Read the first number of some words; None where they have none.

    How old somebody is counts nobody. Where no other number is told, each one whose age is, is
    one person; the ages of some at once (`between 20 and 30`) do not say how many those are.

    >>> from vedette.code.languages import language
    >>> polish = language("pl").words
    >>> counted("42-letni mężczyzna", polish), counted("dwóch mężczyzn w wieku 42 lat", polish)
    (1, 2)
    """
    named, pattern = _numbers(words)
    ages, given = _ages(words), given.translate(_PLAIN)
    found = pattern.search(ages.sub(" ", given))
    if found is None:
        return _people([len(re.findall(_AGE, age)) for age in ages.findall(given)])
    digits = re.sub(r"\s", "", found.group())
    return int(digits if digits.isdecimal() else named.value(found.group()))


def _people(figures: list[int]) -> int | None:
    return len(figures) if figures and set(figures) == {1} else None


@lru_cache(maxsize=16)
def _numbers(words: Words) -> tuple[Vocabulary, re.Pattern[str]]:
    named = Vocabulary(words.lexicon("numbers").classes("numbers"))
    whole = rf"(?<![\w.,])(?:{named.pattern}|{_FIGURE})(?![\w.,]*\d|\w)"
    return named, re.compile(whole, re.IGNORECASE)


@lru_cache(maxsize=16)
def _ages(words: Words) -> re.Pattern[str]:
    """Compile how a language tells an age, by `ages` of its `numbers.toml`."""
    tables = words.lexicon("numbers").tables
    joint = rf"-?(?:,| {any_of(tables.get('between', ()))}) {_AGE}|-{_AGE}"
    some = rf"{_AGE}(?:{joint})*"
    told = "|".join(one.replace("{n}", some) for one in tables.get("ages", ())) or "(?!)"
    return re.compile(rf"(?<![\w.,])(?:{told})(?!\w)|{_NAMED}", re.IGNORECASE)
