"""Fits the head of scope anew, on more articles that are out of scope than the network learnt from.

    python -m training.scope WEIGHTS GATHERED --network FOLDER --out WEIGHTS

What an article is about stands in the vector of its first piece. The network learns it beside all
else, from few ordinary articles of each language; to show it more costs a day on a processor, to
fit one row of weights on vectors that are made once a few minutes. FOLDER is the exported network,
so that the vectors are those that the coder will see; of an article its first windows count, as
there. In and out of scope count the same in the whole.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.corpus import Marked, examples
from training.gather import gathered
from vedette.code.languages.tagged import FIRST
from vedette.code.tagger.network import Network

PULL = 0.1
"""Inverse of the pull towards nought: at 1 the head learns single articles by heart."""
Row = tuple[NDArray[np.float32], bool]


class Heading(Network):
    """A network that gives what scope is told from."""

    def first(
        self, pieces: Sequence[int], features: Sequence[tuple[int, ...]]
    ) -> NDArray[np.float32]:
        """Give the vector of a window's first piece, 384 numbers."""
        words, _, _ = self._sessions["encoder"].run(
            None,
            self._shown(pieces)
            | {"features": np.array([features], np.int64), "first": np.zeros(1, np.int64)},
        )
        vector: NDArray[np.float32] = words[0]
        return vector


def vectors(folder: Path, articles: Sequence[Marked]) -> list[Row]:
    """Give the first vector of every window whose scope is known, and whether it is in scope."""
    network = Heading(folder)
    return [row for marked in articles for row in _rows(network, marked)]


def _rows(network: Heading, marked: Marked) -> Iterator[Row]:
    for number, example in enumerate(examples(marked)):
        if example.clean is not None and number < FIRST:
            yield network.first(example.pieces, example.features), not example.clean


def main() -> None:
    """Fit and keep."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("weights", type=Path)
    options.add_argument("gathered", type=Path)
    options.add_argument("--network", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    articles = gathered(given.gathered)
    parts = [articles[n :: given.workers] for n in range(given.workers)]
    with ProcessPoolExecutor(given.workers, mp_context=get_context("fork")) as pool:
        made = list(pool.map(vectors, [given.network] * given.workers, parts))
    seen = np.array([vector for part in made for vector, _ in part])
    told = np.array([is_in for part in made for _, is_in in part])
    fitted = LogisticRegression(C=PULL, class_weight="balanced", max_iter=2000).fit(seen, told)
    weights = torch.load(given.weights)
    weights["scope.weight"] = torch.from_numpy(fitted.coef_.astype(np.float32))
    weights["scope.bias"] = torch.from_numpy(fitted.intercept_.astype(np.float32))
    right = float((fitted.predict(seen) == told).mean())
    print(f"{len(told)} windows, {sum(told)} in scope, {right:.4f} right", file=sys.stderr)
    torch.save(weights, given.out)


if __name__ == "__main__":
    main()
