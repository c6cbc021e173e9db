"""Cuts a long article into windows that the network can hold, at sentence starts.

Neighbouring windows overlap, and each word is judged in the window that shows most of what stands
around it. Windows go through the network one by one, so that no coding hangs on its neighbours.
"""

from collections.abc import Sequence
from typing import NamedTuple

from vedette.records import Span

LIMIT = 510
"""Pieces in a window: the 512 positions that the network knows, less its two marks."""
BACK = 120
"""Pieces that a window repeats of the one before it."""
_LEAST = 50
"""Words that a window keeps at least, however long its last sentence is."""


class Window(NamedTuple):
    """Words `[start, end)` of an article."""

    start: int
    end: int


def sentence_numbers(text: str, words: Sequence[Span]) -> tuple[int, ...]:
    """Give each word its sentence's number; sentences end with a line or behind `.`, `!` or `?`.

    Coarse on purpose (an abbreviation ends a sentence): it only tells the network what is near.
    """
    numbers: list[int] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else word
        between = text[before.end : word.start]
        ended = "\n" in between or bool(between and text[before.start : before.end] in ".!?")
        numbers.append(numbers[-1] + ended if numbers else 0)
    return tuple(numbers)


def windows(
    lengths: Sequence[int], sentences: Sequence[int], limit: int = LIMIT
) -> tuple[Window, ...]:
    """Cut words of so many pieces into windows of at most `limit` pieces.

    >>> windows([1] * 600, [n // 20 for n in range(600)])
    (Window(start=0, end=500), Window(start=380, end=600))
    """
    cut: list[Window] = []
    start = 0
    while True:
        end = _fill(lengths, start, limit)
        if end == len(lengths):
            return (*cut, Window(start, end))
        end = _last_start(sentences, start, end)
        cut.append(Window(start, end))
        start = _step_back(lengths, sentences, start, end)


def _fill(lengths: Sequence[int], start: int, limit: int) -> int:
    end, total = start, 0
    while end < len(lengths) and (total + lengths[end] <= limit or end == start):
        total += lengths[end]
        end += 1
    return end


def _last_start(sentences: Sequence[int], start: int, end: int) -> int:
    """Move an end back to where a sentence starts, unless that leaves too little."""
    back = end
    while back > start + 1 and sentences[back] == sentences[back - 1]:
        back -= 1
    return back if back > start + _LEAST else end


def _step_back(lengths: Sequence[int], sentences: Sequence[int], start: int, end: int) -> int:
    """Find where the next window starts: at a sentence, up to `BACK` pieces before the end."""
    place, total = end, 0
    while place > start + 1 and total < BACK:
        place -= 1
        total += lengths[place]
    while place < end and sentences[place] == sentences[place - 1]:
        place += 1
    return place if place > start else end
