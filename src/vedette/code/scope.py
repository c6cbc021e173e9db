"""Words that tell whether an article is about pressure between states, and words against it.

A curated list beside what the triage has learnt (`tagger/triage.py`): what names a field that no
training article spoke of is still looked at.
"""

from collections.abc import Mapping
from functools import cache

from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("scope")


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
