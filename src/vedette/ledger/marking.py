"""The words that were looked for, marked in a piece of a text: the same over any database."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from vedette.ledger.terms import folded, terms
from vedette.sought import Words

OPEN: Final = "\x02"
CLOSE: Final = "\x03"
LONG: Final = 240
"""Characters of a snippet: two lines of a phone, one and a half of a desk."""
BEFORE: Final = 60
"""Of them, before the first word that is marked."""
MOST: Final = 200
"""Places of a text that are looked at."""


def snippet(text: str, words: Sequence[Words]) -> str:
    """Cut the piece of a text that holds most of the words, and mark them there.

    >>> snippet("A cable broke. Nobody saw the cable.", [Words(text="cable")]).count(OPEN)
    2
    """
    found = places(text, words)
    start = max(0, _best(found) - BEFORE) if found else 0
    start = text.find(" ", start, start + 30) + 1 if start else 0
    end = min(len(text), start + LONG)
    end = max(text.rfind(" ", start, end), start + 1) if end < len(text) else end
    told, at = [" … " if start else ""], start
    for here, there in found:
        if here >= at and there <= end:
            told += (text[at:here], OPEN, text[here:there], CLOSE)
            at = there
    told += (text[at:end], " … " if end < len(text) else "")
    return "".join(told).strip()


def _best(found: Sequence[tuple[int, int]]) -> int:
    """Give the first place after which most of the others stand near."""
    starts = [here for here, _ in found]

    def near(start: int) -> int:
        return bisect_left(starts, start + LONG - BEFORE) - bisect_left(starts, start)

    return max(starts, key=near)


def places(text: str, words: Sequence[Words]) -> list[tuple[int, int]]:
    """Give where words stand in a text, the first `MOST` of them."""
    phrases = sorted({_pattern(one) for one in words if terms(one.text)}, key=len, reverse=True)
    if not phrases:
        return []
    plain, shown = _aligned(text)
    found = re.finditer(rf"(?<![^ ])(?:{'|'.join(phrases)})", plain)
    listed = (one.span() for _, one in zip(range(MOST), found, strict=False))
    return [(shown[a], shown[b]) if shown else (a, b) for a, b in listed]


def _pattern(one: Words) -> str:
    told = " +".join(map(re.escape, terms(one.text)))
    return told if one.begins else f"{told}(?![^ ])"


def _aligned(text: str) -> tuple[str, Sequence[int]]:
    """Fold a text; where that dropped marks, give for each character its place in the text.

    One more place is the text's end.
    """
    plain = folded(text)
    if len(plain) == len(text):
        return plain, ()
    pairs = [(each, n) for n, one in enumerate(text) for each in folded(one)]
    return "".join(each for each, _ in pairs), [*(n for _, n in pairs), len(text)]
