"""Anchors: the words that the network takes for the names of findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vedette.code.tagger.labels import TYPES
from vedette.code.tagger.network import Encoded, Floats
from vedette.code.tagger.windows import Window
from vedette.records import FindingType, Span

_LOW = 0.6
"""Share of the threshold down to which neighbours of a sure word belong to the anchor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words `[start, end)` of an article that name a finding; judged in one window."""

    type: FindingType
    start: int
    end: int
    chance: float
    window: int


class Run(NamedTuple):
    """Neighbouring words `[start, end)` with the highest chance among them."""

    start: int
    end: int
    peak: float


def runs(chances: Floats, threshold: float, low: float) -> Iterator[Run]:
    """Give the runs of words above `low` in which one reaches `threshold`.

    >>> import numpy as np
    >>> list(runs(np.array([0.1, 0.4, 0.9, 0.2, 0.4], np.float32), 0.5, 0.3))
    [Run(start=1, end=3, peak=0.8999999761581421)]
    """
    above = np.flatnonzero(np.diff(np.concatenate(([0], chances > low, [0])).astype(np.int8)))
    for start, end in zip(above[::2].tolist(), above[1::2].tolist(), strict=True):
        peak = float(chances[start:end].max())
        if peak > threshold:
            yield Run(start, end, peak)


def homes(cut: Sequence[Window], length: int) -> list[int]:
    """Say for each word in which window it has most around it."""
    home = [0] * length
    best = [-1] * length
    for number, (start, end) in enumerate(cut):
        for place in range(start, end):
            left = place - start if start else length
            right = end - 1 - place if end < length else length
            if min(left, right) > best[place]:
                best[place] = min(left, right)
                home[place] = number
    return home


def find_anchors(
    text: str,
    words: Sequence[Span],
    cut: Sequence[Window],
    encoded: Sequence[Encoded],
    thresholds: Mapping[str, float],
) -> list[Anchor]:
    """Find the anchors of every type, in the order of types and words."""
    home = homes(cut, len(words))
    chances = np.stack(
        [encoded[number].anchors[place - cut[number].start] for place, number in enumerate(home)]
    )
    found = []
    for column, type_ in enumerate(TYPES):
        threshold = thresholds[type_]
        for start, end, peak in runs(chances[:, column], threshold, threshold * _LOW):
            first, last = trimmed(text, words, start, end)
            window = cut[home[first]]
            if window.start <= first and last <= window.end:
                found.append(
                    Anchor(type=type_, start=first, end=last, chance=peak, window=home[first])
                )
    return found


_MARKS = frozenset(",.;:!?\"“”„‘’'«»()[]–—-…•")


def trimmed(text: str, words: Sequence[Span], start: int, end: int) -> tuple[int, int]:
    """Take marks of punctuation off both ends of a range of words; one word stays."""
    while end - start > 1 and text[words[start].start] in _MARKS:
        start += 1
    while end - start > 1 and text[words[end - 1].start] in _MARKS:
        end -= 1
    return start, end
