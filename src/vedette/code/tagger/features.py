"""What is known of each word before the network reads it: seven small features.

The network's vocabulary has no capitals, and its training texts are few; what our own lists and
grammars know is therefore handed to it word by word: how a word is written, whether it is quoted,
whether it names a place or a state, whether it tells a time, whether a line begins with it, which
finding it cues, and which kind of incident it triggers.
"""

from collections.abc import Iterable, Sequence

from vedette.code.tagger.cues import CUES, cues, triggers
from vedette.records import Span
from vedette.taxonomy.countries import mentions
from vedette.taxonomy.kinds import ORDER

SIZES = (5, 2, 4, 2, 3, len(CUES) + 1, len(ORDER) + 1)
"""How many values each feature has: shape, quoted, place or state, time, gap before it, cue,
trigger."""

Features = tuple[tuple[int, ...], ...]


def features(
    text: str,
    words: Sequence[Span],
    *,
    quotes: Iterable[Span],
    times: Iterable[Span],
    places: Iterable[Span],
) -> Features:
    """Give seven numbers for each word of an English text, each below its size in `SIZES`."""
    return laid_out(
        text,
        words,
        quotes=quotes,
        times=times,
        places=places,
        states=(Span(m.start, m.end) for m in mentions(text)),
        hints=zip(cues(text, words), triggers(text, words), strict=True),
    )


def laid_out(
    text: str,
    words: Sequence[Span],
    *,
    quotes: Iterable[Span],
    times: Iterable[Span],
    places: Iterable[Span],
    states: Iterable[Span],
    hints: Iterable[tuple[int, int]],
) -> Features:
    """Lay out what is known; `hints` are a cue and a trigger for each word."""
    quoted, timed, placed, ruled = (
        marks(len(text), spans) for spans in (quotes, times, places, states)
    )
    listed = []
    behind = 0
    for word, hint in zip(words, hints, strict=True):
        at = word.start
        listed.append(
            (
                _shape(text[at : word.end]),
                quoted[at],
                placed[at] + 2 * ruled[at],
                timed[at],
                _gap(text[behind:at]) if behind else 0,
                *hint,
            )
        )
        behind = word.end
    return tuple(listed)


def marks(length: int, spans: Iterable[Span]) -> bytearray:
    """Give a byte for each character: 1 inside the spans."""
    inside = bytearray(length)
    for start, end in spans:
        inside[start:end] = b"\x01" * (end - start)
    return inside


def _shape(word: str) -> int:
    """Tell digits (1), marks (2), capitals (3) and a capital first (4) from the rest (0)."""
    if any(char.isdigit() for char in word):
        return 1
    if not word[0].isalnum():
        return 2
    if len(word) > 1 and word.isupper():
        return 3
    return 4 if word[0].isupper() else 0


def _gap(between: str) -> int:
    """Tell a new line (2) and a blank (1) before a word from none (0)."""
    return 2 if "\n" in between else 1 if between else 0
