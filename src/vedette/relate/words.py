"""The words of a text as they are compared: without case, marks, endings or script.

Two reports of one happening share few whole words: one writes "cables", another "cable", a third is
in Ukrainian. So a word is written in plain Latin letters and cut to its first six, which is a poor
stemmer for one language and a fair one for all of ours. What a shared word says is told by how rare
it is: `rarity` is taken from a table that ships, because a table that grew with the desk would make
the answer hang on what came before.
"""

import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from anyascii import anyascii

CUT: Final = 6
"""Letters of a word that count. Five and seven join reports of one story no better."""
WORD: Final = re.compile(r"[^\W_]+")
_NAME: Final = re.compile(r"(?<![.!?:\n\"“„«] )(?<![\n\"“„«(])(?<!^)\b[^\W\d_]{3,}")
_NUMBER: Final = re.compile(r"\b\d[\d.,\u00a0\u202f]*\d\b|\b\d\b")
GROUPED: Final = re.compile(r"(?<=\d)(?<!\b0)[.,\u00a0\u202f](?=\d{3}\b)")
"""A mark that groups digits: three follow, and more than a nought comes before."""
_SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?][”\"»’)]*(?=\s|$)|(?=\n|$))")
_TABLE: Final = Path(__file__).parent / "stems.txt"


STEMS: Final = 1 << 14
"""Words whose stems are remembered, about 3 MB: with four times as many no text is read faster."""


@lru_cache(maxsize=STEMS)
def stem(word: str) -> str:
    """Reduce a word to what its forms and spellings share; one string, however many hold it.

    >>> stem("Kabeln"), stem("кабелі"), stem("Gdańsk")
    ('kabeln', 'kabeli', 'gdansk')
    """
    return sys.intern(str(anyascii(word)).lower()[:CUT])


def stems(text: str) -> Iterator[str]:
    """Give the stems of a text in order, without those that every text has."""
    common = _rarities()[1]
    return (cut for word in WORD.findall(text) if (cut := stem(word)) not in common)


def names(text: str) -> "Cuts":
    """Give the stems of words that are capitalised within a sentence: most are names."""
    found = (match[0] for match in _NAME.finditer(text))
    cuts = {stem(word) for word in found if word[0].isupper()}
    return Cuts(cuts - _rarities()[1])


def numbers(text: str) -> frozenset[str]:
    """Give the numbers of a text in digits, without the marks that group them.

    >>> sorted(numbers("40,000 phones, 14 schools and 1.5 km"))
    ['1.5', '14', '40000']
    """
    return frozenset(GROUPED.sub("", match[0]).rstrip(".,") for match in _NUMBER.finditer(text))


@lru_cache(maxsize=256)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Give where each sentence starts and ends; a line break ends one as well.

    All that a report tells asks for them, so those of the last reports are remembered.

    >>> sentences("One. Two two!")
    ((0, 4), (4, 13))
    """
    found = ((match.start(), match.end()) for match in _SENTENCE.finditer(text))
    return tuple((start, end) for start, end in found if text[start:end].strip())


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """Give where the sentence that holds a code point starts and ends.

    >>> sentence_at("One. Two two!", 6)
    (4, 13)
    """
    return next((span for span in sentences(text) if span[1] > at), (0, len(text)))


@cache
def _rarities() -> tuple[Mapping[str, float], frozenset[str]]:
    """Read the table: the rarity of each stem, and the stems that tell nothing."""
    first, *rest = _TABLE.read_text("utf-8").splitlines()
    total = int(first)
    counted = {cut: int(n) for n, *listed in map(str.split, rest) for cut in listed}
    rare = {cut: rarity_of(n, total) for cut, n in counted.items()}
    return rare, frozenset(cut for cut, n in counted.items() if n > total * COMMON)


COMMON: Final = 0.35
"""Share of texts above which a stem tells nothing: "said", "which", "after"."""


def rarity_of(texts: int, total: int) -> float:
    """Give the weight of a stem that stands in so many of all texts, 0 to 1.

    Inverse document frequency (Spärck Jones 1972), with one text added, over its largest value.
    """
    return math.log((total + 1) / (texts + 1)) / math.log(total + 1)


def rarity(cut: str) -> float:
    """Give a stem's weight; one that the table does not know is as rare as can be."""
    return _rarities()[0].get(cut, 1.0)


def unit(raw: Mapping[str, float]) -> dict[str, float]:
    """Scale weights to a vector of length 1; of none, or of noughts, none is longer."""
    norm = math.sqrt(math.fsum(value * value for value in raw.values())) or 1.0
    return {name: value / norm for name, value in raw.items()}


def weight(cuts: Iterable[str]) -> float:
    """Add up the rarities of stems; exactly, for a set has no order."""
    get = _rarities()[0].get
    return math.fsum(get(cut, 1.0) for cut in cuts)


class Cuts(frozenset[str]):
    """A set of stems that is compared over and over, with its weight."""

    __slots__ = ("weight",)

    weight: float

    def __init__(self, _cuts: Iterable[str] = ()) -> None:
        self.weight = weight(self)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Give how much of the lighter set of stems the other one has, by rarity, 0 to 1."""
    least = min(_whole(one), _whole(other))
    return weight(one & other) / least if least else 0.0


def _whole(cuts: frozenset[str]) -> float:
    return cuts.weight if isinstance(cuts, Cuts) else weight(cuts)


HEAVY: Final = 1.0
"""Least weight of what two acts share, as for a quotation: "would help" is promised every day."""


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Give how much of the lighter of two acts the other has, 0 where that weighs too little."""
    return shared(one, other) if weight(one & other) >= HEAVY else 0.0
