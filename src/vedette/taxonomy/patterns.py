"""Word patterns of the lexicons, compiled to regular expressions that cannot run away.

A pattern is words: `drone* ... seen|spotted over`. A bar separates alternatives, a final star
stands for any ending and a first one for any beginning (`*kabel*`), `...` for up to six words
between, `#` for a number in figures, `@ship` for the class `ship` of `classes.toml`. Words match in
any case. An Aho-Corasick automaton over each pattern's rarest fixed word decides which are tried at
all.

>>> found = Patterns({"incursion": ("drone* ... seen|spotted over",)})
>>> [(m.name, m.start, m.end) for m in found.search("Two drones were spotted over the base")]
[('incursion', 4, 28)]
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import maxsize

import ahocorasick_rs

from vedette.taxonomy import lexicon

_GAP = r"(?:[^\w\n]{1,3}[\w’'-]+){0,6}?"
_BETWEEN = r"[^\w\n]{1,3}"
_NUMBER = r"\d[\d,.]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pattern's name and the half-open range of characters that it matched."""

    name: str
    start: int
    end: int
    pattern: str


class Patterns:
    """Patterns by name, searched together."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self._rules = [
            (name, pattern, compiled(pattern))
            for name, given in listed.items()
            for pattern in given
        ]
        self._keys = [
            (key, number)
            for number, (_, pattern, _) in enumerate(self._rules)
            for key in keys(pattern)
        ]
        self._automaton = ahocorasick_rs.AhoCorasick([key.letters for key, _ in self._keys])

    def search(self, text: str) -> Iterator[Match]:
        """Give every match, pattern by pattern in the order of the list."""
        lowered = text.lower()
        hits = self._hits(lowered)
        # A few capitals become two small letters; then no line is where it was.
        lines = _lines(text) if len(lowered) == len(text) else [(0, len(text))]
        for number in sorted(hits):
            name, pattern, expression = self._rules[number]
            for start, end in _holding(lines, hits[number]):
                for match in expression.finditer(text, start, end):
                    yield Match(name=name, start=match.start(), end=match.end(), pattern=pattern)

    def _hits(self, lowered: str) -> dict[int, list[int]]:
        """Give for each rule the places where its key stands as its word asks.

        Regular expressions are slow; the key is looked at where it stands, and they look no further
        than the line of it, since no pattern goes beyond one.
        """
        hits: dict[int, list[int]] = {}
        for at, start, end in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            key, number = self._keys[at]
            if key.stands(lowered, start, end):
                hits.setdefault(number, []).append(start)
        return hits

    def names(self, text: str) -> frozenset[str]:
        """Give the names that match somewhere in the text."""
        return frozenset(match.name for match in self.search(text))


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile one pattern; every repetition in it is bounded."""
    out = ""
    gap = False
    for word in pattern.split():
        if word == "...":
            gap = True
            continue
        out += (_GAP if gap else "") + (_BETWEEN if out else "") + _word(word)
        gap = False
    return re.compile(r"(?<!\w)" + out + r"(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return "(?:" + "|".join(_alternative(w) for w in _alternatives(word)) + ")"


def _alternatives(word: str) -> list[str]:
    classes = lexicon("classes")
    return [
        each
        for given in word.split("|")
        for each in (classes.ordered(given[1:]) if given.startswith("@") else (given,))
    ]


def _alternative(word: str) -> str:
    if word == "#":
        return _NUMBER
    beginning = r"[\w-]*" if word.startswith("*") else ""
    return beginning + re.escape(word.strip("*")) + (r"[\w-]*" if word.endswith("*") else "")


def _lines(text: str) -> list[tuple[int, int]]:
    """Give where each line of a text starts and ends."""
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True))


def _holding(lines: Sequence[tuple[int, int]], places: Iterable[int]) -> list[tuple[int, int]]:
    """Give the lines in which these places lie, in order, each once.

    >>> _holding([(0, 4), (5, 9), (10, 14)], [12, 3, 11])
    [(0, 4), (10, 14)]
    """
    found = {bisect_right(lines, (place, maxsize)) - 1 for place in places}
    return [lines[number] for number in sorted(found)]


def _is_letter(one: str) -> bool:
    """Tell a letter, a figure or a low line, as regular expressions do."""
    return one.isalnum() or one == "_"


@dataclass(frozen=True, slots=True)
class Key:
    """Fixed letters of a word; `first` and `last` say whether a word starts and ends with them."""

    letters: str
    first: bool
    last: bool

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether a word starts and ends where the key does, as far as it has to."""
        if self.first and start and _is_letter(text[start - 1]):
            return False
        return not (self.last and end < len(text) and _is_letter(text[end]))


def keys(pattern: str) -> list[Key]:
    """Give the fixed part of the word that is hardest to find by chance: the longest."""
    words = [_alternatives(w) for w in pattern.split() if w not in {"...", "#"}]
    chosen = max(words, key=lambda alternatives: min(len(w.strip("*")) for w in alternatives))
    return [Key(w.strip("*").lower(), w[0] != "*", w[-1] != "*") for w in chosen]


def spelt(pattern: str) -> tuple[str, ...]:
    """Give a pattern in the spellings of print: three apostrophes, and ё with or without its dots.

    >>> spelt("взлёт*"), len(spelt("п'ять"))
    (('взлёт*', 'взлет*'), 3)
    """
    marks = "'’ʼ" if "'" in pattern else "'"
    given = (pattern, pattern.replace("ё", "е")) if "ё" in pattern else (pattern,)
    return tuple(one.replace("'", mark) for one in given for mark in marks)
