"""Numbers in a language's words or in figures."""

import re
from functools import lru_cache

from vedette.code.languages.times.vocabulary import Vocabulary
from vedette.code.languages.words import Words

_FIGURE = r"\d{1,3}(?:[ \u00a0]?\d{3})*"


def counted(given: str, words: Words) -> int | None:
    """Read the first number of some words; None where they have none."""
    named, pattern = _numbers(words)
    found = pattern.search(given)
    if found is None:
        return None
    digits = re.sub(r"\s", "", found.group())
    return int(digits if digits.isdecimal() else named.value(found.group()))


@lru_cache(maxsize=16)
def _numbers(words: Words) -> tuple[Vocabulary, re.Pattern[str]]:
    named = Vocabulary(words.lexicon("numbers").classes("numbers"))
    whole = rf"(?<![\w.,])(?:{named.pattern}|{_FIGURE})(?![\w.,]*\d|\w)"
    return named, re.compile(whole, re.IGNORECASE)
