"""Which number of a report counts what an incident is about, by what stands around it.

A report has many numbers: ages, hours, charges, the drones of another night. Each is weighed by the
words before and behind it, by where it stands, and by whether other sources have it or count the
same things: a logistic model, learnt by `training/linking/reckoning.py`. What the words weigh is in
`reckoning.tsv`, what the others weigh in `odds.toml`.
"""

import math
import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Final

from vedette.relate.numerals import Number, is_thing, numbers
from vedette.relate.words import stem

_HERE: Final = Path(__file__).parent
_REACH: Final = 60
"""Code points on either side in which words and marks count: four behind, three before."""
_WORD: Final = re.compile(r"[^\W\d_][\w-]*|\d[\d.,:]*|[.,;:!?\"“”()–-]")
_END: Final = re.compile(r"[.!?]\s|\n")
_FAR: Final = 4
"""Numbers and sentences before this one from which on it makes no difference how many."""
_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A number of a report, the stems of what stands behind it, and what its words weigh."""

    value: int
    things: tuple[str, ...]
    weight: float


def reckoned(text: str, below: int) -> tuple[Reckoned, ...]:
    """Weigh each number of a text that goes on at `below` below its title.

    >>> [(one.value, one.things) for one in reckoned("Nine drones seen", 0)]
    [(9, ('drones', 'seen'))]
    """
    weights = _weights()
    return tuple(
        Reckoned(one.value, things, math.fsum(weights[s] for s in found if s in weights))
        for one, things, found in signs(text, below)
    )


def signs(text: str, below: int) -> Iterator[tuple[Number, tuple[str, ...], frozenset[str]]]:
    """Give each number of a text, the stems of up to three things behind it, and its signs."""
    found = list(numbers(text))
    often = Counter(one.value for one in found)
    ends = [match.end() for match in _END.finditer(text, below)]
    for rank, one in enumerate(found):
        behind = _stems(text[one.end : one.end + _REACH])[:4]
        before = _stems(text[max(0, one.start - _REACH) : one.start])[-3:]
        things = tuple(takewhile(_may_be_counted, behind))[:3]
        sentence = bisect_right(ends, one.start)
        told = {
            f"rank {min(rank, _FAR)}",
            f"sentence {min(sentence, _FAR)}",
            f"digits {min(len(str(one.value)), _DIGITS)}",
            "one" if one.value == 1 else "several",
            "title" if one.start < below else "text",
            "again" if often[one.value] > 1 else "once",
            "named" if things else "bare",
            *(f"{place} {word}" for place, word in zip("0122", behind, strict=False)),
            *(f"< {word}" for word in before),
            *(f"# {thing}" for thing in things),
        }
        yield one, things, frozenset(told)


def _stems(text: str) -> list[str]:
    return [stem(word) if word[0].isalpha() else word for word in _WORD.findall(text)]


def _may_be_counted(word: str) -> bool:
    return word[0].isalpha() and is_thing(word)


@cache
def _weights() -> Mapping[str, float]:
    lines = (_HERE / "reckoning.tsv").read_text("utf-8").splitlines()
    return {sign: float(weight) for sign, weight in (line.split("\t") for line in lines)}


@cache
def lists(kind: str = "") -> Mapping[str, frozenset[int]]:
    """Give for the stem of each thing the lists that name it: those of a kind, or all."""
    listed = tomllib.loads((_HERE / "things.toml").read_text("utf-8"))
    lines = [(of, words) for of, told in listed.items() for words in told]
    found: dict[str, set[int]] = defaultdict(set)
    for number, (of, words) in enumerate(lines):
        for word in words.split() if kind in ("", of) else ():
            found[stem(word)].add(number)
    return {thing: frozenset(numbers) for thing, numbers in found.items()}


def count_one_thing(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Say whether two numbers have things behind them that are called so in one list.

    >>> count_one_thing(("lights",), ("drones",)), count_one_thing(("cable",), ("drones",))
    (True, False)
    """
    named, also = (
        frozenset().union(*(lists().get(thing, ()) for thing in these)) for these in (some, others)
    )
    return not named.isdisjoint(also)
