"""Trains the triage: a logistic model of words and pairs, on the articles alone.

    python -m training.triage FILE --articles FOLDER…

Five times on four fifths, to set what passes on articles that were not learnt; then on all. FILE is
the network's `triage.tsv`.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from gates.gold import Gold, read_sets
from torch.nn import functional

from training.learn import FOLDS
from vedette.code.tagger.triage import Triage, words_and_pairs

COMMON = 4
"""Articles that a word must stand in."""
KEPT = 0.995
"""The share of findings that must pass."""
UNKNOWN = 2.0
"""What is taken off for a text of which no word is known. With it 13 instead of 23 of a hundred
ordinary English web pages pass; with twice as much 7, but also fewer of those that should."""
SMALL = 0.02
"""Weights below this are left out: a sixth of them, and nothing changes."""
_PULL = 3e-4
_STEPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article: its features' numbers, and how many findings it has."""

    numbers: np.ndarray
    findings: int


def tell(golds: Sequence[Gold]) -> tuple[list[str], list[Told]]:
    """Give words and pairs that stand in several articles, and the numbers of each article's."""
    sets = [set.union(*words_and_pairs(gold.article.text)) for gold in golds]
    counts = Counter(one for found in sets for one in found)
    names = sorted(one for one, count in counts.items() if count >= COMMON)
    places = {name: place for place, name in enumerate(names)}
    told = [
        Told(
            numbers=np.array(sorted(places[one] for one in found if one in places)),
            findings=len(gold.findings),
        )
        for found, gold in zip(sets, golds, strict=True)
    ]
    return names, told


def learn(told: Sequence[Told], size: int) -> np.ndarray:
    """Give the weights of `size` features, and behind them what is added always."""
    weights = torch.zeros(size + 1, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.02)
    rows = torch.tensor(np.repeat(np.arange(len(told)), [len(one.numbers) for one in told]))
    columns = torch.tensor(np.concatenate([one.numbers for one in told]))
    roots = torch.tensor([max(1, len(one.numbers)) ** 0.5 for one in told])
    wanted = torch.tensor([float(one.findings > 0) for one in told])
    even = torch.where(wanted > 0, 1.0, float(wanted.sum() / (1 - wanted).sum()))
    for _ in range(_STEPS):
        optimizer.zero_grad()
        sums = torch.zeros(len(told)).index_add(0, rows, weights[columns]) / roots
        loss = functional.binary_cross_entropy_with_logits(sums + weights[-1], wanted, even)
        (loss + _PULL * (weights**2).sum()).backward()
        optimizer.step()
    return weights.detach().numpy()


def written(names: Sequence[str], weights: np.ndarray, least: float) -> list[str]:
    """Write a model as the lines that `Triage` reads."""
    head = [f"{weights[-1]:.3f}\talways", f"{UNKNOWN}\tunknown", f"{least:.3f}\tleast"]
    return head + [
        f"{weight:.2f}\t{name}"
        for name, weight in zip(names, weights[:-1], strict=True)
        if abs(weight) >= SMALL
    ]


def apart(golds: Sequence[Gold], names: Sequence[str], told: Sequence[Told]) -> list[float]:
    """Weigh every article by a model that has not learnt it."""
    weighed = [0.0] * len(golds)
    for fold in range(FOLDS):
        taught = [one for number, one in enumerate(told) if number % FOLDS != fold]
        model = Triage(written(names, learn(taught, len(names)), 0.0))
        for number in range(fold, len(golds), FOLDS):
            weighed[number] = model.weight(golds[number].article.text)
    return weighed


def least(told: Sequence[Told], weighed: Sequence[float]) -> float:
    """Give the weight that lets `KEPT` of all findings pass."""
    ranked = sorted(zip(weighed, told, strict=True), key=lambda pair: -pair[0])
    passed, total = 0, sum(one.findings for one in told)
    for weight, one in ranked:
        passed += one.findings
        if passed >= KEPT * total:
            return weight
    return ranked[-1][0]


def main() -> None:
    """Learn, print what passes, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--articles", type=Path, nargs="+", required=True)
    given = options.parse_args()
    torch.manual_seed(0)
    golds = read_sets(given.articles)
    names, told = tell(golds)
    weighed = apart(golds, names, told)
    floor = least(told, weighed)
    clean = [weight for weight, one in zip(weighed, told, strict=True) if not one.findings]
    passed = sum(weight >= floor for weight in clean)
    print(f"{KEPT:.1%} of findings pass, and {passed} of {len(clean)} articles without any")
    given.file.write_text("\n".join(written(names, learn(told, len(names)), floor)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
