"""Words and word pieces: what the network reads, and where each piece stands in the text.

WordPiece as in BERT (Devlin et al. 2019): a word is lower-cased, loses its accents, and is cut
greedily into the longest pieces that the vocabulary has. Written here because the library for it
brings a client for a model hub with it, which a closed network must not need.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from vedette.records import Span

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
"""A word: letters and digits, or one other mark."""
# As in BERT's own tokenizer: longer "words" are addresses and hashes, and mean nothing in pieces.
_LONGEST = 100
_MEMORY = 65_536
"""Words whose pieces are kept at hand: more than an archive of a year has; 8 MB."""


class Words(NamedTuple):
    """A text cut up: one span and one tuple of piece numbers for each word."""

    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]


class Vocabulary:
    """Cuts texts into words and words into numbered pieces."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(pieces)}
        self.unknown = self._numbers["[UNK]"]
        self.first = self._numbers["[CLS]"]
        self.last = self._numbers["[SEP]"]
        self._cut = lru_cache(maxsize=_MEMORY)(self._pieces)

    def cut(self, text: str) -> Words:
        """Cut a text; every mark of punctuation is a word of its own."""
        spans = tuple(Span(*match.span()) for match in WORD.finditer(text))
        return Words(spans, tuple(self._cut(text[span.start : span.end]) for span in spans))

    def _pieces(self, word: str) -> tuple[int, ...]:
        plain = folded(word)
        if not plain or len(plain) > _LONGEST:
            return (self.unknown,)
        numbers: list[int] = []
        start = 0
        while start < len(plain):
            number, start = self._longest(plain, start)
            if number is None:
                return (self.unknown,)
            numbers.append(number)
        return tuple(numbers)

    def _longest(self, word: str, start: int) -> tuple[int | None, int]:
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            number = self._numbers.get(prefix + word[start:end])
            if number is not None:
                return number, end
        return None, start


def folded(word: str) -> str:
    """Lower-case a word and take its accents off.

    >>> folded("Dęblin")
    'deblin'
    """
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")
