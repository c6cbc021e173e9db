"""The title of a page, without the name of the outlet that most pages append.

>>> without_outlet("Cable cut off Gotland | Baltic Daily", ["Baltic Daily"])
'Cable cut off Gotland'
"""

import re
from collections import Counter
from itertools import pairwise

from vedette.read.page import SOFT
from vedette.titled import fold

MAX_TITLE = 400
"""Letters: the longest title with gold has 175; a longer one is a paragraph in a heading's tag."""

ALIKE = 0.5
"""Likeness from which a heading is the title that machines are told in other words."""

SAME = 0.9
"""Likeness from which two titles are one, but for quotation marks and a word."""

_PARTS = re.compile(r"\s+[|·•»«–—-]\s+|\s*[|»]\s*|\s+::\s+|\s+//\s+")
KICKED = 15
"""Folded letters of a title that may stand alone without the words before it in the heading."""

_SPACE = re.compile(r"\s+")


def tidy(text: str) -> str:
    """One line, without the space around it."""
    return _SPACE.sub(" ", text.translate(SOFT)).strip()


def choose_title(*, machine: list[str], headings: list[str], outlets: list[str]) -> str:
    """Choose among what is written for machines (OpenGraph, JSON-LD, <title>) and the headings.

    The words that most of them use win; of two that have as many voices, the earlier one. A heading
    like none of the others is the outlet's, a menu's or another article's.
    """
    folded = {fold(outlet) for outlet in outlets}
    said = [without_outlet(text, outlets) for text in _fit(machine)]
    said = [text for text in said if fold(text) not in folded]
    seen = [text for text in _fit(headings) if fold(text) not in folded]
    if not said:
        return next(iter(seen), "")
    heading = max(seen, key=lambda text: max(likeness(text, other) for other in said), default="")
    fit = heading and max(likeness(heading, other) for other in said) >= ALIKE
    voices = [without_outlet(heading, outlets), *said] if fit else said
    votes = [sum(likeness(one, other) >= SAME for other in voices) for one in voices]
    return _without_kicker(voices[votes.index(max(votes))], said)


def _without_kicker(title: str, said: list[str]) -> str:
    """Cut the line above a headline off, where it stands within the same heading."""
    folded = fold(title)
    ends = [text for text in said if len(fold(text)) >= KICKED and folded.endswith(fold(text))]
    return min(ends, key=len, default=title)


def likeness(one: str, other: str) -> float:
    """Dice coefficient of the pairs of letters of two titles, 1.0 where one holds the other."""
    a, b = fold(one), fold(other)
    if min(len(a), len(b)) >= 12 and (a in b or b in a):
        return 1.0
    pairs, others = Counter(pairwise(a)), Counter(pairwise(b))
    shared = sum((pairs & others).values())
    return 2 * shared / max(sum(pairs.values()) + sum(others.values()), 1)


def _fit(texts: list[str]) -> list[str]:
    return [text for text in map(tidy, texts) if 0 < len(text) <= MAX_TITLE]


def without_outlet(title: str, outlets: list[str]) -> str:
    """Cut the outlet's name, and what follows or precedes it, off a title's end or start."""
    names = {fold(outlet) for outlet in outlets if fold(outlet)}
    parts = _PARTS.split(title)
    if len(parts) < 2:
        return title
    if any(_names(parts[-1], name) for name in names):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«–—-:/")
    if any(_names(parts[0], name) for name in names):
        return title[len(parts[0]) :].lstrip(" |·•»«–—-:/")
    return title


def _names(part: str, outlet: str) -> bool:
    folded = fold(part)
    return bool(folded) and (
        folded == outlet
        or (len(folded) >= 4 and len(outlet) >= 4 and (folded in outlet or outlet in folded))
    )
