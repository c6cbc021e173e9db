"""Which body of many states the words of an actor mean: `all allies` is NATO.

The words are in `alliances.toml`, which is none of the coders' lists: were it one, a new word here
would have every article coded anew. A member that speaks for itself is none: "the Polish ambassador
to NATO" is Poland's, which `countries.country_of` says first.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_ARTICLE = re.compile(r"^(?:the|its|their|our)\s+", re.IGNORECASE)
_MEMBERS = re.compile(
    r"^(?:all\s+)?(?:the\s+)?(?:\d+\s+|thirty-two\s+)?"
    r"(?:nato\s+)?(?:allies|allied (?:states|countries|nations|leaders))$",
    re.IGNORECASE,
)


@cache
def alliances() -> Mapping[str, Mapping[str, Any]]:
    """Load every body by its short name."""
    raw = resources.files("vedette.assess").joinpath("alliances.toml").read_text("utf-8")
    return tomllib.loads(raw)


@cache
def _named() -> Mapping[str, re.Pattern[str]]:
    return {
        short: re.compile(r"\b(?:" + "|".join(map(re.escape, entry["names"])) + r")\b")
        for short, entry in alliances().items()
    }


@cache
def _whole() -> Mapping[str, str]:
    return {_bare(words): short for short, entry in alliances().items() for words in entry["whole"]}


def _bare(words: str) -> str:
    return _ARTICLE.sub("", " ".join(words.casefold().split()))


def alliance_of(words: str) -> str | None:
    """Name the body that an actor's words mean, or None.

    >>> alliance_of("all 32 allies"), alliance_of("NATO members"), alliance_of("Poland")
    ('NATO', 'NATO', None)
    """
    if _MEMBERS.match(_bare(words)):
        return "NATO"
    if short := _whole().get(_bare(words)):
        return short
    found = [short for short, pattern in _named().items() if pattern.search(words)]
    return found[0] if len(found) == 1 else None
