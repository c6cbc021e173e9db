"""The words of one table of `times.toml`, such as the months, and the value that each names."""

import re
from collections.abc import Mapping, Sequence

_APOSTROPHES = str.maketrans("’ʼ", "''")


class Vocabulary:
    """Words by value, as whole words or as stems: a star is any ending.

    >>> months = Vocabulary({"3": ["maalisku*"], "5": ["touko", "toukokuu"]})
    >>> months.value("Maaliskuussa"), months.value("toukokuu")
    ('3', '5')
    """

    def __init__(self, listed: Mapping[str, Sequence[str]]) -> None:
        words = {word.lower(): value for value, given in listed.items() for word in given}
        self._whole = {word: value for word, value in words.items() if not word.endswith("*")}
        stems = {word[:-1]: value for word, value in words.items() if word.endswith("*")}
        self._stems = dict(sorted(stems.items(), key=lambda pair: -len(pair[0])))
        self.pattern = any_of(words)

    def value(self, word: str) -> str:
        """Give the value of a word that the pattern has matched; KeyError for any other."""
        low = re.sub(r"\s", " ", word.lower()).translate(_APOSTROPHES)
        if low in self._whole:
            return self._whole[low]
        for stem, value in self._stems.items():
            if low.startswith(stem):
                return value
        raise KeyError(word)


def any_of(words: "Sequence[str] | Mapping[str, str]") -> str:
    """Write a pattern for any of some words, the longest first; a star stands for any ending."""
    ranked = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_escaped(word) for word in ranked) + ")"


def _escaped(word: str) -> str:
    stem = " ".join(map(re.escape, word.removesuffix("*").split(" "))).replace("'", "['’ʼ]")
    return stem + (r"\w*" if word.endswith("*") else "")
