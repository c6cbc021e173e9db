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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
        self._keys: list[str] = []
        self._rule_of_key: list[int] = []
        for number, (_, pattern, _) in enumerate(self._rules):
            for key in keys(pattern):
                self._keys.append(key)
                self._rule_of_key.append(number)
        self._automaton = ahocorasick_rs.AhoCorasick(self._keys)

    def search(self, text: str) -> Iterator[Match]:
        """Give every match, pattern by pattern in the order of the list."""
        found = self._automaton.find_matches_as_indexes(text.lower(), overlapping=True)
        for number in sorted({self._rule_of_key[key] for key, _, _ in found}):
            name, pattern, expression = self._rules[number]
            for match in expression.finditer(text):
                yield Match(name=name, start=match.start(), end=match.end(), pattern=pattern)

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


def keys(pattern: str) -> list[str]:
    """Give the fixed beginnings of the word that is hardest to find by chance: the longest."""
    words = [_alternatives(w) for w in pattern.split() if w not in {"...", "#"}]
    chosen = max(words, key=lambda alternatives: min(len(w.strip("*")) for w in alternatives))
    return [w.strip("*").lower() for w in chosen]
