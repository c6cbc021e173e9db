"""Trains the triage: a logistic model of words and pairs, on articles and on reports of streams.

    python -m training.triage FILE --articles FOLDER… [--streams FOLDER…]

Five times on four fifths of the articles and without every fifth stream, to set what passes on what
was not learnt; then on all. FILE is the network's `triage.tsv`.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from gates.gold import Gold, read_sets
from gates.streams import Stream, read_stream
from torch.nn import functional

from training.gather import FOLDS
from training.reports import read_reports
from vedette.code.tagger.triage import Triage, words_and_pairs
from vedette.records import Article
from vedette.titled import titled

COMMON = 4
"""Articles that a word must stand in."""
KEPT = 0.995
"""The share of findings that must pass."""
KEPT_REPORTS = 0.98
"""The share of reports in scope that must pass. Of a stream that was not learnt 82 of 84 pass with
it and 80 with 0.97, and of 134 ordinary English web pages 34 instead of 29; without any stream 76
of the 84 passed, and 23 pages."""
UNKNOWN = 2.0
"""What is taken off for a text of which no word is known. With it 13 instead of 23 of a hundred
ordinary English web pages pass; with twice as much 7, but also fewer of those that should."""
SMALL = 0.02
"""Weights below this are left out: a sixth of them, and nothing changes."""
_PULL = 3e-4
_STEPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article to learn from: how many `findings` it has, and the fold that it is held out in.

    A `report` of a stream that is in scope counts as one finding; a stream is held out whole, for
    its reports tell of the same things.
    """

    article: Article
    findings: int
    fold: int
    report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is shown, as the numbers of its features."""

    numbers: np.ndarray
    shown: Shown

    @property
    def findings(self) -> int:
        return self.shown.findings


def shown(golds: Sequence[Gold], streams: Sequence[Stream]) -> list[Shown]:
    """Gather the articles, and the English reports of streams."""
    articles = [
        Shown(article=gold.article, findings=len(gold.findings), fold=number % FOLDS)
        for number, gold in enumerate(golds)
    ]
    reports = [
        Shown(article=one.article, findings=int(one.in_scope), fold=number % FOLDS, report=True)
        for number, stream in enumerate(streams)
        for one in read_reports(stream)
    ]
    return articles + reports


def tell(shown: Sequence[Shown]) -> tuple[list[str], list[Told]]:
    """Give words and pairs that stand in several articles, and the numbers of each article's."""
    sets = [set.union(*words_and_pairs(titled(s.article.title, s.article.text))) for s in shown]
    counts = Counter(one for found in sets for one in found)
    names = sorted(one for one, count in counts.items() if count >= COMMON)
    places = {name: place for place, name in enumerate(names)}
    told = [
        Told(numbers=np.array(sorted(places[one] for one in found if one in places)), shown=one)
        for found, one in zip(sets, shown, strict=True)
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


def apart(names: Sequence[str], told: Sequence[Told]) -> list[float]:
    """Weigh every article by a model that has not learnt it."""
    weighed = [0.0] * len(told)
    for fold in range(FOLDS):
        taught = [one for one in told if one.shown.fold != fold]
        model = Triage(written(names, learn(taught, len(names)), 0.0))
        for number, one in enumerate(told):
            if one.shown.fold == fold:
                article = one.shown.article
                weighed[number] = model.weight(article.text, article.title)
    return weighed


def least(told: Sequence[Told], weighed: Sequence[float]) -> float:
    """Give the weight that lets enough pass, of articles' findings and of reports in scope."""
    floors = []
    for report, kept in ((False, KEPT), (True, KEPT_REPORTS)):
        ranked = sorted(
            (
                (w, t.findings)
                for w, t in zip(weighed, told, strict=True)
                if t.shown.report == report
            ),
            reverse=True,
        )
        if ranked:
            passed = np.cumsum([findings for _, findings in ranked])
            floors.append(ranked[int(np.searchsorted(passed, kept * passed[-1]))][0])
    return min(floors)


def _passing(name: str, rows: Sequence[tuple[bool, int]]) -> str:
    """Tell what passes of articles, or of reports."""
    findings, clean = sum(n for _, n in rows), sum(not n for _, n in rows)
    kept = sum(n for passed, n in rows if passed) / max(1, findings)
    passed = sum(passed and not n for passed, n in rows)
    return f"{name}: {kept:.2%} of what is in scope passes, and {passed} of {clean} without any"


def main() -> None:
    """Learn, print what passes, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--articles", type=Path, nargs="+", required=True)
    options.add_argument("--streams", type=Path, nargs="*", default=[], help="learnt too")
    given = options.parse_args()
    torch.manual_seed(0)
    streams = [read_stream(folder) for folder in given.streams]
    names, told = tell(shown(read_sets(given.articles), streams))
    weighed = apart(names, told)
    floor = least(told, weighed)
    for name, report in (("articles", False), ("reports", True)):
        rows = [
            (w >= floor, t.findings)
            for w, t in zip(weighed, told, strict=True)
            if t.shown.report == report
        ]
        print(_passing(name, rows))
    given.file.write_text("\n".join(written(names, learn(told, len(names)), floor)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
