"""Triage: whether an article may be about pressure between states at all.

Most of a day's news is not, and need not be looked at. Ordinary crime, accidents, sport, business,
fiction, history and metaphors borrow every trigger word there is ("a barrage of goals"), so all
words and pairs of words weigh in: a linear model, learnt by `training/triage.py`. What the model
would leave out is looked at all the same where the words of `scope.toml` speak loudly for it.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from vedette.code import scope
from vedette.titled import titled

SHORT = 400
"""Characters of a bulletin, which may do without any word of the field: it costs little to look."""
SEEN = 6000
"""Characters that are weighed; what an article is about it says in its first pages."""
_LOUD = 8
"""Weight of words of the field, each counted once, from which the model is not asked. Of 134
ordinary English web pages one more passes with it, of 35 on conflict and security four more."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def words_and_pairs(text: str) -> tuple[set[str], set[str]]:
    """Give the words and the pairs of neighbouring words of a text, in small letters, once each.

    >>> sorted(map(sorted, words_and_pairs("A cable was cut.")))
    [['a', 'cable', 'cut', 'was'], ['a cable', 'cable was', 'was cut']]
    """
    listed = _WORD.findall(text[:SEEN].lower())
    return set(listed), {f"{one} {other}" for one, other in pairwise(listed)}


class Triage:
    """Weighs an article's words.

    `lines` are of `weight, tab, word or pair`; the first three give what is added always, what a
    share of unknown words takes away, and the least that passes.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        rows = [line.split("\t") for line in lines if line]
        self._always, self._unknown, self._least = (float(row[0]) for row in rows[:3])
        self._weights = {row[1]: float(row[0]) for row in rows[3:]}

    def weight(self, text: str, title: str = "") -> float:
        """Weigh a text with its title: the sum of what it has, over the root of their number."""
        words, pairs = words_and_pairs(titled(title, text))
        known = [self._weights[one] for one in words if one in self._weights]
        strange = 1 - len(known) / max(1, len(words))
        known += [self._weights[one] for one in pairs if one in self._weights]
        total = sum(sorted(known)) / math.sqrt(max(1, len(known)))
        return total + self._always - self._unknown * strange

    def worth_a_look(self, text: str, title: str = "") -> bool:
        """Say whether the network should look at an article."""
        if len(text) <= SHORT or self.weight(text, title) >= self._least:
            return True
        return scope.weight(titled(title, text)) >= _LOUD
