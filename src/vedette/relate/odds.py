"""Learnt weights: how much each sign speaks for two things being one.

A sign is a number that a person can read (the share of rare words in common, the days between), and
its weight is what logistic regression found on streams that were written for it, so that the sum is
the logarithm of the odds. The sums are what is compared and shown: the terms are the reasons.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).parent / "odds.toml"
MOST: Final = 8.0
"""Bound of a sum either way: one sure pair must not carry a hundred doubtful ones."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Odds:
    """The weights of one question, in the order of its signs, and the sum from which it is yes."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    least: float

    def sum(self, signs: Sequence[float]) -> float:
        """Give the logarithm of the odds, within `MOST` either way.

        It is rounded once: `sum` of Python 3.12 rounds otherwise than that of 3.11.

        >>> tenth = Odds(names=(*"abcdefghij",), weights=(0.1,) * 10, bias=0.0, least=0.0)
        >>> tenth.sum((1.0,) * 10)
        1.0
        """
        total = math.fsum((self.bias, *map(mul, self.weights, signs)))
        return max(-MOST, min(MOST, total))

    def reasons(self, signs: Sequence[float], most: int = 4) -> tuple[tuple[str, float], ...]:
        """Name the terms that weigh most, with what each adds to the sum."""
        terms = [
            (name, round(weight * sign, 2))
            for name, weight, sign in zip(self.names, self.weights, signs, strict=True)
            if sign
        ]
        return tuple(sorted(terms, key=lambda term: (-abs(term[1]), term[0]))[:most])


@cache
def odds(question: str) -> Odds:
    """Load the weights of a question, which is a table of `odds.toml`."""
    return read(tomllib.loads(_TABLE.read_text("utf-8"))[question])


def read(table: Mapping[str, object]) -> Odds:
    """Read one table of weights."""
    weights = table["weights"]
    assert isinstance(weights, dict)
    return Odds(
        names=tuple(weights),
        weights=tuple(map(float, weights.values())),
        bias=float(str(table["bias"])),
        least=float(str(table["least"])),
    )
