"""Decides whether an article is about pressure between states at all, by weighed words.

`scope.toml` of a language lists words for and against by their weight; each pattern counts once.
Ordinary crime, accidents, sport and films borrow every trigger word there is.
"""

from vedette.code.languages.words import Words

# For 800 characters or more, in proportion for shorter ones; set on tests/articles/pl-train, where
# the least article in scope weighs twice as much as the heaviest outside.
ENOUGH = 4
_LONG = 800
# A bulletin of a few lines has no room to name a state or a service.
_FLOOR = 2


def weight(text: str, words: Words) -> int:
    """Add up the words for and against."""
    scope = words.lexicon("scope")
    total = 0
    for side, sign in (("in", 1), ("out", -1)):
        for points in scope.tables[side]:
            seen = {
                match.pattern for match in words.patterns("scope", f"{side}.{points}").search(text)
            }
            total += sign * int(points) * len(seen)
    return total


def in_scope(text: str, words: Words) -> bool:
    """Say whether an article may have findings."""
    return weight(text, words) >= max(_FLOOR, ENOUGH * min(1.0, len(text) / _LONG))
