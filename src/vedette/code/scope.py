"""Triage: whether an article may be about pressure between states at all.

Most of a day's news is not, and need not be looked at. Ordinary crime, accidents, sport, business,
fiction, history and metaphors borrow every trigger word there is ("a barrage of goals"), so words
for and against are weighed over the whole article.
"""

from collections.abc import Mapping
from functools import cache

from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("scope")

# For a thousand characters or more, and less in proportion for shorter ones.
_ENOUGH = 1.0
_LONG = 1000
_SHORT = 400
"""Characters of a bulletin, which may do without any word of the field: it costs little to look."""


@cache
def _patterns() -> Patterns:
    listed = {f"in {w}": words for w, words in _WORDS.classes("in").items()}
    return Patterns(listed | {f"out {w}": words for w, words in _WORDS.classes("out").items()})


def weight(text: str) -> int:
    """Add up the words for and against, each pattern once."""
    return _sum(_seen(text))


def _seen(text: str) -> dict[tuple[str, str], tuple[str, int]]:
    """Give the patterns that a text holds, each with its side and points."""
    return {(m.name, m.pattern): _points(m.name) for m in _patterns().search(text)}


def _points(name: str) -> tuple[str, int]:
    side, points = name.split()
    return side, int(points)


def _sum(seen: Mapping[tuple[str, str], tuple[str, int]]) -> int:
    return sum(points if side == "in" else -points for side, points in seen.values())


def worth_a_look(text: str) -> bool:
    """Say whether an article has enough words of the field for the network to look at it.

    On 260 training articles that the words were not chosen on, those with 99.4 % of the findings
    pass, and 39 of 68 without any; the network decides on what passes.
    """
    return weight(text) >= (0 if len(text) <= _SHORT else _ENOUGH * min(1.0, len(text) / _LONG))
