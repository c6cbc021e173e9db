"""One value set against another in a report's own words: "five drones and not three".

Who disputes a number, a place or a day mostly names the one that is disputed as well. Such a
sentence tells more than two numbers in two reports, which may count different things: of the 28
disputed counts of the development streams 17 stand in one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from vedette.relate.numerals import Number, numbers, tolls

_NOT: Final = re.compile(
    r"\b(?:not|rather than|instead of|never)\s+(?:(?:just|only|some|the)\s+){0,2}"
    r"(?:(?:[\w-]+\s+){0,5}(?:at|in|on|near|off|of|by|from)\s+(?:the\s+)?)?$"
    r"|\b(?:earlier|first|initial|other)\s+(?:reports?|accounts?)\s+(?:had\s+)?"
    r"(?:named|gave|said|told of|spoke of|put (?:it|them) (?:at|in|near))\s+$",
    re.IGNORECASE,
)
"""What stands before a value that is turned down."""
_SAYS: Final = re.compile(
    r"\b(?:says?|speaks? of|spoke of|count(?:s|ed)?|saw|heard|tells? of|told of|claims?"
    r"|puts? (?:it|the (?:number|figure)) at|has|have|had|lists?|admit(?:s|ted)?)\b",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|confirmed|added|declared|statement|briefing"
    r"|conference)\b[^.\n“”\"]{0,25}$",
    re.IGNORECASE,
)
NEAR: Final = 90
"""Characters within which two numbers are set against each other; a sentence may end between."""
BESIDE: Final = 40
"""Characters around two numbers in which somebody says one of them."""
TIMES: Final = 10
"""Numbers that count one thing are within this ratio of each other."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two numbers set against each other; `plain`: the second is turned down in words.

    `tolls` are those of people killed and injured that they may be of: of two that stand next to
    each other, where the first is not turned down for one before it.
    """

    held: int
    against: int
    plain: bool
    tolls: tuple[str, ...] = ()


def contrasts(text: str) -> Iterator[Contrast]:
    """Give each pair of numbers that a text sets against each other, in its order.

    >>> [(one.held, one.against) for one in contrasts("The log has five objects and not three.")]
    [(5, 3)]
    >>> [(one.held, one.against) for one in contrasts("One, says the army. Three, say we.")]
    [(1, 3)]
    """
    found = list(numbers(text))
    answered = False
    for n, one in enumerate(found):
        beside = not answered
        answered = False
        for other in found[n + 1 :]:
            if other.start - one.end > NEAR:
                break
            if contrast := _contrast(text, one, other):
                near = beside and other is found[n + 1]
                answered = answered or (near and contrast.plain)
                yield replace(contrast, tolls=tolls(text, one, other)) if near else contrast


def _contrast(text: str, one: Number, other: Number) -> Contrast | None:
    low, high = sorted((one.value, other.value))
    if low == high or high > TIMES * low:
        return None
    between = text[one.end : other.start]
    if "\n" not in between and turned_down(text, other.start):
        return Contrast(one.value, other.value, plain=True)
    if "\n" not in between and turned_down(text, one.start):
        return Contrast(other.value, one.value, plain=True)
    before = text[max(0, one.start - BESIDE) : one.start]
    after = text[other.end : other.end + BESIDE]
    both = _SAYS.search(between) and (_SAYS.search(before) or _SAYS.search(after))
    return Contrast(one.value, other.value, plain=False) if both else None


def turned_down(text: str, start: int) -> bool:
    """Say whether what begins at a code point is turned down.

    >>> turned_down("at the glade and not in Narewka", 24)
    True
    """
    return _NOT.search(text, max(0, start - 60), start) is not None


def of_saying(text: str, start: int) -> bool:
    """Say whether a day that begins at a code point is that on which something was said.

    >>> of_saying("the police in Bonn said on Monday", 27)
    True
    """
    return _SAID.search(text, max(0, start - 40), start) is not None
