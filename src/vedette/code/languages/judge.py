"""Judges by its notions whether a sentence tells of an incident, and of which kind.

A network of one hidden layer, learnt by `training/judge.py`, mostly on English articles: what is
told by which notions is much the same in all languages, only the words differ. A sentence is shown
with its own notions, those of its neighbours at half their weight, those of the whole article, and
where it stands. The weights are 16-bit numbers in `judge.npz`; numpy reckons.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from vedette.code.languages.notions import Notion
from vedette.taxonomy.kinds import ORDER

Floats = NDArray[np.float32]

OUTCOMES = ("none", *ORDER)
"""What a sentence may tell of, in the order of the network's outputs."""
HEARD = 0.05
"""Chance from which the words for a verdict are sought; what is less likely names nothing."""
_TIMES = 3
"""How often a notion in an article is counted."""
_WORDS = 40
"""Words from which a sentence is long."""
_LONG = 30
"""Sentences from which an article is long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a sentence tells of: the chance of any incident, its likeliest kind, the words for it.

    `evidence` are the notions of the sentence that speak for the kind, the strongest first.
    """

    chance: float
    kind: str
    evidence: tuple[Notion, ...]


SILENT = Verdict(chance=0.0, kind=ORDER[-1], evidence=())
"""What is said of a sentence that nobody judged."""


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

    def verdicts(
        self, noted: Sequence[Sequence[Notion]], lengths: Sequence[int]
    ) -> tuple[Verdict, ...]:
        """Judge the sentences of one article by their notions and their numbers of words."""
        present = presence([[self._number[n.name] for n in s] for s in noted], len(self.names))
        found: list[Verdict] = []
        for number, row in enumerate(self.chances(features(present, lengths))):
            chance, outcome = float(1 - row[0]), int(row[1:].argmax()) + 1
            evidence: tuple[Notion, ...] = ()
            if chance >= HEARD:
                evidence = self._evidence(number, outcome, noted[number], lengths, present)
            found.append(Verdict(chance=chance, kind=OUTCOMES[outcome], evidence=evidence))
        return tuple(found)

    def chances(self, rows: Floats) -> Floats:
        """Give the chance of each outcome for each row of features, averaged over the networks."""
        hidden = np.maximum(rows @ self._inner + self._inner_bias, 0)
        given = np.einsum(
            "nmh,mho->nmo", hidden.reshape(len(rows), *self._outer.shape[:2]), self._outer
        )
        averaged: Floats = _shares(given + self._outer_bias).mean(axis=1)
        return averaged

    def _evidence(
        self,
        number: int,
        outcome: int,
        noted: Sequence[Notion],
        lengths: Sequence[int],
        present: Floats,
    ) -> tuple[Notion, ...]:
        """Rank the notions of a sentence by what the kind loses where one is not there."""
        names = sorted({notion.name for notion in noted})
        tried = [features(present, lengths)[number]]
        for name in names:
            without = present.copy()
            without[number, self._number[name]] = 0
            tried.append(features(without, lengths)[number])
        logs = np.log(self.chances(np.stack(tried))[:, outcome] + 1e-9)
        lost = dict(zip(names, logs[0] - logs[1:], strict=True))
        ranked = sorted(noted, key=lambda n: (-lost[n.name], n.span))
        return tuple(notion for notion in ranked if lost[notion.name] > 0)


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
    told = np.minimum(present.sum(axis=0), _TIMES) / _TIMES
    stand = np.zeros((count, 4), dtype=np.float32)
    stand[:1, 0] = 1
    stand[1:2, 1] = 1
    stand[:, 2] = np.minimum(lengths, _WORDS) / _WORDS
    stand[:, 3] = min(count, _LONG) / _LONG
    return np.hstack([present, beside, np.tile(told, (count, 1)), stand], dtype=np.float32)


def _shares(given: Floats) -> Floats:
    raised = np.exp(given - given.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
