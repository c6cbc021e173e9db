"""Words and word pieces of many languages: what the network for other languages than English reads.

A unigram language model over pieces (Kudo 2018, as in XLM-RoBERTa): of all ways to cut a word the
likeliest is taken. Capitals and accents stay. The pieces are those of the 250,002 of XLM-RoBERTa
that words of our languages need; `training/e5.py` chose them. Each has a row of 384 numbers of four
bits, with one scale for every 32.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vedette.code.tagger.pieces import WORD, Words
from vedette.records import Span

SPECIAL = ("<s>", "</s>", "<unk>", "<mask>")
"""What stands before and behind a text, for what has no piece, and for what is hidden."""
WIDTH = 384
BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
"""32 numbers: those of the low four bits of the bytes, then those of the high four, less 8."""
_LONGEST = 100
_MEMORY = 65_536
GAP = "▁"
"""Stands before a word that white space parts from the one before it."""
_WORST = -1e9
_STRANGE = 10.0
"""How much less likely than the rarest piece a letter is that has none."""


class Subwords:
    """Cuts texts into words and words into numbered pieces, as `Vocabulary` does for English."""

    def __init__(self, lines: Sequence[str]) -> None:
        rows = [line.split("\t") for line in lines if line]
        self._numbers = {piece: number for number, (piece, _) in enumerate(rows)}
        self._scores = [float(score) for _, score in rows]
        self.first, self.last, self.unknown = (self._numbers[one] for one in SPECIAL[:3])
        self._reach = max(len(piece) for piece, _ in rows)
        self._strange = min(self._scores) - _STRANGE
        self._cut = lru_cache(maxsize=_MEMORY)(self._pieces)

    def cut(self, text: str) -> Words:
        """Cut a text; every mark of punctuation is a word of its own."""
        spans = tuple(Span(*match.span()) for match in WORD.finditer(text))
        ends = [-1, *(span.end for span in spans)]
        return Words(
            spans,
            tuple(
                self._cut((GAP if start > behind else "") + text[start:end])
                for (start, end), behind in zip(spans, ends, strict=False)
            ),
        )

    def _pieces(self, word: str) -> tuple[int, ...]:
        plain = unicodedata.normalize("NFKC", word)
        if len(plain) > _LONGEST:
            return (self.unknown,)
        best, back = [0.0] + [_WORST] * len(plain), [(0, self.unknown)] * (len(plain) + 1)
        for start in range(len(plain)):
            for end in range(start + 1, min(len(plain), start + self._reach) + 1):
                number = self._numbers.get(plain[start:end])
                if number is None and end > start + 1:
                    continue
                score = self._strange if number is None else self._scores[number]
                if best[start] + score > best[end]:
                    best[end] = best[start] + score
                    back[end] = start, self.unknown if number is None else number
        found, end = [], len(plain)
        while end:
            end, number = back[end]
            found.append(number)
        return tuple(reversed(found))


class Vectors:
    """The rows of the pieces, four bits a number."""

    def __init__(self, raw: bytes) -> None:
        self._rows = np.frombuffer(raw, BLOCK).reshape(-1, WIDTH // 32)

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, numbers: Sequence[int] | slice) -> NDArray[np.float32]:
        """Give N × 384: the vectors of some pieces."""
        return unpacked(self._rows[numbers]).reshape(-1, WIDTH)


def unpacked(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Give the numbers of blocks as floats, 32 for each in a last dimension."""
    pairs = blocks["pairs"]
    halves = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    numbers: NDArray[np.float32] = halves * blocks["scale"].astype(np.float32)[..., None]
    return numbers
