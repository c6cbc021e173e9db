"""Numbers in a language's words or in figures."""

import re
from functools import lru_cache

from vedette.code.languages.words import Words

_FIGURE = r"\d{1,3}(?:[ \u00a0]?\d{3})*"


def counted(given: str, words: Words) -> int | None:
    """Read the first number of some words; None where they have none."""
    found = _numbers(words).search(given)
    return _count(found.group(), words) if found else None


@lru_cache(maxsize=16)
def _numbers(words: Words) -> re.Pattern[str]:
    named = sorted(words.lexicon("numbers").owners("numbers"), key=len, reverse=True)
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(named)}|{_FIGURE})(?![\w.,]*\d|\w)", re.IGNORECASE)


def _count(given: str, words: Words) -> int:
    digits = re.sub(r"\s", "", given)
    if digits.isdecimal():
        return int(digits)
    return int(words.lexicon("numbers").owners("numbers")[given.lower()])
