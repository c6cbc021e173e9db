"""Judges by its notions whether a sentence tells of an incident, and of which kind.

A network of one hidden layer, learnt by `training/judge.py`, mostly on English articles: what is
told by which notions is much the same in all languages, only the words differ. A sentence is shown
with its own notions, those of its neighbours at half their weight, those of the whole article, and
where it stands. The weights are 16-bit numbers in `judge.npz`; numpy reckons.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from vedette.notions import Notion
from vedette.taxonomy.kinds import ORDER

Floats = NDArray[np.float32]

OUTCOMES = ("none", *ORDER)
"""What a sentence may tell of, in the order of the network's outputs."""
_TIMES = 3
"""How often a notion in an article is counted."""
_WORDS = 40
"""Words from which a sentence is long."""
_LONG = 30
"""Sentences from which an article is long."""


class Judge:
    """The network; knows nothing of any other article."""

    def __init__(self, raw: bytes) -> None:
        given = np.load(BytesIO(raw), allow_pickle=False)
        self.names = tuple(str(name) for name in given["names"])
        self.digest = hashlib.sha256(raw).hexdigest()[:16]
        self._number = {name: number for number, name in enumerate(self.names)}
        parts = ("inner", "inner_bias", "outer", "outer_bias")
        self._inner, self._inner_bias, self._outer, self._outer_bias = (
            given[part].astype(np.float32) for part in parts
        )

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the weights that ship."""
        return cls(resources.files(__package__).joinpath("judge.npz").read_bytes())

    def likeliest(self, noted: Sequence[Sequence[Notion]], lengths: Sequence[int]) -> float:
        """Give the highest chance of a sentence of an article to tell of an incident.

        `noted` are the notions of its sentences, `lengths` their numbers of words.
        """
        present = presence([[self._number[n.name] for n in s] for s in noted], len(self.names))
        told = 1 - self.chances(features(present, lengths))[:, 0]
        return float(told.max(initial=0))

    def chances(self, rows: Floats) -> Floats:
        """Give the chance of each outcome for each row of features, averaged over the networks."""
        hidden = np.maximum(rows @ self._inner + self._inner_bias, 0)
        given = np.einsum(
            "nmh,mho->nmo", hidden.reshape(len(rows), *self._outer.shape[:2]), self._outer
        )
        averaged: Floats = _shares(given + self._outer_bias).mean(axis=1)
        return averaged


def presence(listed: Sequence[Sequence[int]], count: int) -> Floats:
    """Mark in a row for each sentence which of `count` notions it has."""
    rows = np.zeros((len(listed), count), dtype=np.float32)
    for row, columns in zip(rows, listed, strict=True):
        row[list(columns)] = 1
    return rows


def features(present: Floats, lengths: Sequence[int]) -> Floats:
    """Lay out the sentences of an article: n × (3 notions + 4)."""
    count = len(present)
    beside = np.zeros_like(present)
    for earlier, later in pairwise(range(count)):
        beside[later] += present[earlier] / 2
        beside[earlier] += present[later] / 2
    stand = np.zeros((count, 4), dtype=np.float32)
    stand[:1, 0] = 1
    stand[1:2, 1] = 1
    stand[:, 2] = np.minimum(lengths, _WORDS) / _WORDS
    stand[:, 3] = min(count, _LONG) / _LONG
    told = np.tile(_weight(present.sum(axis=0)), (count, 1))
    return np.hstack([present, beside, told, stand], dtype=np.float32)


def _weight(counts: Floats | np.float32) -> Floats:
    """Weigh in how many sentences of an article a notion is; three are as good as more."""
    weighed: Floats = np.divide(np.minimum(counts, _TIMES), _TIMES, dtype=np.float32)
    return weighed


def _shares(given: Floats) -> Floats:
    raised = np.exp(given - given.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
