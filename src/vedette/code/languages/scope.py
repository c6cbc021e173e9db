"""Decides whether an article is about pressure between states at all, by weighed words.

`scope.toml` of a language lists words for and against by their weight; each pattern counts once.
Ordinary crime, accidents, sport and films borrow every trigger word there is.
"""

from vedette.code.languages.words import Words

# For 800 characters or more, in proportion for shorter ones; set on tests/articles/pl-train, where
# the lightest article in scope weighs 3 on 359 characters, the heaviest outside -3 on 296.
ENOUGH = 4
_LONG = 800
# A bulletin of a few lines has no room to name a state or a service.
_FLOOR = 2


def _seen(text: str, words: Words) -> dict[int, int]:
    """Count the patterns that a text holds by their points, those against it below zero."""
    scope = words.lexicon("scope")
    return {
        sign * int(points): len(
            {match.pattern for match in words.patterns("scope", f"{side}.{points}").search(text)}
        )
        for side, sign in (("in", 1), ("out", -1))
        for points in scope.tables[side]
    }


def in_scope(text: str, words: Words) -> bool:
    """Say whether an article may have findings.

    Words that ordinary crime has as well (`policja`, `wybuch`) do not suffice among themselves.
    """
    seen = _seen(text, words)
    weighty = any(count for points, count in seen.items() if points > 1)
    enough = max(_FLOOR, ENOUGH * min(1.0, len(text) / _LONG))
    found = sum(points * count for points, count in seen.items())
    return weighty and found >= enough
