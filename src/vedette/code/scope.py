"""Decides whether an article is about pressure between states at all.

Ordinary crime, accidents, sport, business, fiction, history and metaphors borrow every trigger word
there is ("a barrage of goals"), so the whole article is weighed before a single finding counts.
"""

from functools import cache

from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("scope")

# Training articles kept: at 4 for a thousand characters or more, and less in proportion for shorter
# ones, 25 of 32 clean articles fall out, and 3 of 195 others.
ENOUGH = 4
_LONG = 1000


@cache
def _patterns() -> Patterns:
    listed = {f"in {w}": words for w, words in _WORDS.classes("in").items()}
    return Patterns(listed | {f"out {w}": words for w, words in _WORDS.classes("out").items()})


def weight(text: str) -> int:
    """Add up the words for and against, each pattern once."""
    seen = {(match.name, match.pattern) for match in _patterns().search(text)}
    return sum(_points(name) for name, _ in seen)


def _points(name: str) -> int:
    side, points = name.split()
    return int(points) if side == "in" else -int(points)


def in_scope(text: str) -> bool:
    """Say whether an article may have findings."""
    return weight(text) >= max(1.0, ENOUGH * min(1.0, len(text) / _LONG))
