"""Trains the judge of sentences: what notions amount to, learnt on English, asked in all languages.

    python -m training.judge FILE --english FOLDER… --others FOLDER… [--epochs N] [--networks N]

FILE is `src/vedette/code/languages/judge.npz`. Stems of the notions are in `src/vedette/notions`,
and an article's language says which to take. Every English article is learnt twice, the second time
only its first few sentences, for much of the news in the other languages is short. In each epoch a
share of the notions is hidden in each article, because no language has stems for every word that
bears one.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gates.gold import Gold, read_sets
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from vedette import notions
from vedette.code.languages import language
from vedette.code.languages.judge import OUTCOMES, Floats, features, presence
from vedette.code.languages.page import find_sentences
from vedette.records import Span

HIDDEN_SHARE = 0.2
"""Share of the notions hidden in an article on average. With none the languages that were not
learnt came out the same within a point, with 0.35 three points worse."""
OTHERS = 3.0
"""What a sentence of another language weighs against an English one; there are fifty times less."""
BATCH, RATE, PULL, DROPPED = 256, 2e-3, 0.02, 0.2
HIDDEN = 128
"""Units of the hidden layer."""
SHORTEST, LONGEST = 3, 8
"""Sentences that are left of an article which is cut."""
_SKIPPED = -1
_ENGLISH = {"gen", "col", "lt", "dr", "mr", "mrs", "st", "no", "jan", "feb", "aug", "sept", "oct"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article to learn from: notions and outcome of each sentence, and what each weighs."""

    present: Floats
    lengths: tuple[int, ...]
    outcomes: tuple[int, ...]
    weight: float

    def cut(self, sentences: int) -> "Shown":
        """Give its first sentences alone."""
        return Shown(
            present=self.present[:sentences],
            lengths=self.lengths[:sentences],
            outcomes=self.outcomes[:sentences],
            weight=self.weight,
        )


class Reader:
    """Turns gold articles into what is learnt from them."""

    def __init__(self) -> None:
        self.names = notions.names()
        self._number = {name: number for number, name in enumerate(self.names)}

    def read(self, folders: Sequence[Path], weight: float) -> Iterator[Shown]:
        """Read every article of some folders."""
        for gold in read_sets(folders):
            yield self.shown(gold, weight)

    def shown(self, gold: Gold, weight: float) -> Shown:
        """Read one article."""
        text, code = gold.article.text, gold.article.language or "en"
        stems, short = notions.patterns(code), frozenset(_ENGLISH)
        assert stems is not None
        if code != "en":
            short = frozenset(language(code).words.lexicon("statements").words("abbreviations"))
        sentences = find_sentences(text, short)
        noted = notions.find_notions(text, sentences, stems)
        listed = [[self._number[n.name] for n in each] for each in noted]
        return Shown(
            present=presence(listed, len(self.names)),
            lengths=tuple(len(text[s.start : s.end].split()) for s in sentences),
            outcomes=tuple(outcome(gold, sentence) for sentence in sentences),
            weight=weight,
        )


def outcome(gold: Gold, sentence: Span) -> int:
    """Tell what a sentence tells of: the kind of the incident that a mention in it names.

    A sentence in which only optional incidents are named is not learnt.
    """
    kinds = [
        (finding.id in gold.optional, OUTCOMES.index(str(finding.kind)))
        for finding in gold.findings
        if finding.type == "incident"
        and any(a.start < sentence.end and sentence.start < a.end for a in finding.anchor)
    ]
    if not kinds:
        return 0
    optional, kind = min(kinds)
    return _SKIPPED if optional else kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """All sentences: features, outcomes, weights, and the number of the article of each."""

    rows: csr_matrix
    outcomes: NDArray[np.int64]
    weights: Floats
    articles: NDArray[np.int64]


def lesson(shown: Sequence[Shown]) -> Lesson:
    """Stack what is shown."""
    return Lesson(
        rows=csr_matrix(np.vstack([features(s.present, s.lengths) for s in shown])),
        outcomes=np.array([o for s in shown for o in s.outcomes]),
        weights=np.array([s.weight for s in shown for _ in s.outcomes], dtype=np.float32),
        articles=np.array([n for n, s in enumerate(shown) for _ in s.outcomes]),
    )


class Learner:
    """One network in the making: Adam with decoupled decay, and dropped hidden units."""

    def __init__(self, width: int, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        first = self._chance.normal(0, 0.11, (width, HIDDEN))
        last = self._chance.normal(0, HIDDEN**-0.5, (HIDDEN, len(OUTCOMES)))
        shapes = (first, np.zeros(HIDDEN), last, np.zeros(len(OUTCOMES)))
        self.parts = [part.astype(np.float32) for part in shapes]
        self._means = [np.zeros_like(part) for part in self.parts]
        self._squares = [np.zeros_like(part) for part in self.parts]
        self._steps = 0

    def learn(self, given: Lesson, epochs: int) -> None:
        """Learn all sentences so many times, ever more slowly."""
        kept = np.flatnonzero(given.outcomes != _SKIPPED)
        batches = len(kept) // BATCH
        for epoch in range(epochs):
            order = self._chance.permutation(kept)
            rows = self._hide(given)
            for number in range(batches):
                chosen = order[number * BATCH : (number + 1) * BATCH]
                rate = RATE * (1 - (epoch * batches + number) / (epochs * batches)) + 1e-5
                self._step(rows[chosen], given.outcomes[chosen], given.weights[chosen], rate)

    def _hide(self, given: Lesson) -> csr_matrix:
        """Take away a share of the notions of each article, in all three places alike."""
        articles, notions = int(given.articles.max()) + 1, (given.rows.shape[1] - 4) // 3
        share = 2 * HIDDEN_SHARE * self._chance.random((articles, 1))
        stays = self._chance.random((articles, notions)) > share
        stays = np.hstack([stays, stays, stays, np.ones((articles, 4), dtype=bool)])
        rows = given.rows.copy()
        of = np.repeat(given.articles, np.diff(rows.indptr))
        rows.data = rows.data * stays[of, rows.indices]
        return rows

    def _step(
        self, rows: csr_matrix, outcomes: NDArray[np.int64], weights: Floats, rate: float
    ) -> None:
        inner, inner_bias, outer, outer_bias = self.parts
        before = rows @ inner + inner_bias
        stays = (self._chance.random(before.shape) > DROPPED) / (1 - DROPPED)
        hidden = (np.maximum(before, 0) * stays).astype(np.float32)
        given = hidden @ outer + outer_bias
        raised = np.exp(given - given.max(axis=1, keepdims=True))
        error = raised / raised.sum(axis=1, keepdims=True)
        error[np.arange(len(outcomes)), outcomes] -= 1
        error = (error * (weights / weights.sum())[:, None]).astype(np.float32)
        back = ((error @ outer.T) * stays * (before > 0)).astype(np.float32)
        self._move([rows.T @ back, back.sum(0), hidden.T @ error, error.sum(0)], rate)

    def _move(self, slopes: Sequence[Floats], rate: float) -> None:
        self._steps += 1
        for number, (part, slope) in enumerate(zip(self.parts, slopes, strict=True)):
            mean, square = self._means[number], self._squares[number]
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope * slope - square)
            first = mean / (1 - 0.9**self._steps)
            second = np.sqrt(square / (1 - 0.999**self._steps)) + 1e-8
            pull = PULL * part if part.ndim > 1 else 0
            np.subtract(part, rate * (first / second + pull), out=part)


def write(path: Path, names: Sequence[str], networks: Sequence[Learner]) -> None:
    """Write networks side by side: their chances are averaged."""
    inner, inner_bias, outer, outer_bias = zip(*(n.parts for n in networks), strict=True)
    np.savez_compressed(
        path,
        names=np.array(names),
        inner=np.hstack(inner).astype(np.float16),
        inner_bias=np.hstack(inner_bias).astype(np.float16),
        outer=np.stack(outer).astype(np.float16),
        outer_bias=np.stack(outer_bias).astype(np.float16),
    )


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--english", type=Path, nargs="+", required=True)
    parser.add_argument("--others", type=Path, nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--networks", type=int, default=4)
    given = parser.parse_args()
    reader, chance = Reader(), np.random.default_rng(5)
    whole = list(reader.read(given.english, 1.0))
    lengths = chance.integers(SHORTEST, LONGEST, len(whole))
    pairs = zip(whole, lengths, strict=True)
    cut = [s.cut(int(n)) for s, n in pairs if len(s.outcomes) > n + 1]
    learnt = lesson([*whole, *cut, *reader.read(given.others, OTHERS)])
    networks = [Learner(learnt.rows.shape[1], seed) for seed in range(given.networks)]
    for network in networks:
        network.learn(learnt, given.epochs)
    write(given.file, reader.names, networks)


if __name__ == "__main__":
    main()
