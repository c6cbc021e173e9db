"""Sets what is not learnt by gradients, on articles that were held out of training.

    python -m training.settle FOLDER --articles FOLDER… --hold N

FOLDER holds the exported parts of a network that has not seen every fifth article from N on. First
the thresholds, one after another, each at the value with the best ledger F1; then the confidence
curves; then the confidence from which findings may raise an alert. All go into `model.toml`.
"""

import argparse
import copy
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gates.confidence import judged
from gates.gold import Gold, read_sets
from gates.score import score

from training.learn import FOLDS
from vedette.code.places import Gazetteer
from vedette.code.tagger.anchors import find_anchors
from vedette.code.tagger.assembly import Assembler
from vedette.code.tagger.coder import TaggerCoder
from vedette.code.tagger.confidence import evidence
from vedette.code.tagger.labels import ROLES, TYPES
from vedette.code.tagger.network import Network, labels_hash
from vedette.code.values import see
from vedette.records import Finding

USUAL: dict[str, Any] = {
    "labels": labels_hash(),
    "scope": 0.5,
    "role": 0.45,
    "low": 0.7,
    "same": 0.5,
    "anchors": dict.fromkeys(TYPES, 0.4),
    "sure": dict.fromkeys(TYPES, 0.0),
    "roles": {},
    "links": {
        "attribution of": {"least": 0.1, "more": 0.5},
        "denial of": {"least": 0.1, "more": 0.5},
        "answer to": {"least": 0.4, "more": 0.5},
    },
    "confidence": {
        type_: [0.0, 1.0, 0.0] + [0.0] * (len(evidence(type_, 0.5, {}, 0.5)) - 2) for type_ in TYPES
    },
    "alert": {"incident": 0.9, "attribution": 0.9},
}
ALERT = {"incident": 0.97, "attribution": 0.98}
"""Precision asked of what may raise an alert."""
FEWEST = 10
"""Findings without which a precision says nothing."""
Weighed = tuple[Finding, tuple[float, ...]]


class Held:
    """Held-out articles, encoded once, and scored under any settings."""

    def __init__(self, folder: Path, golds: Sequence[Gold]) -> None:
        self.network = Network(folder)
        gazetteer = Gazetteer.load()
        self.coder = TaggerCoder(self.network, gazetteer)
        self.golds = golds
        self.scenes = [
            self.coder.look(see(gold.article, gold.article.text, gazetteer)) for gold in golds
        ]

    def weighed(self, settings: dict[str, Any]) -> Iterator[tuple[Gold, list[Weighed]]]:
        """Code every article under some settings."""
        self.network.settings = settings
        assembler = Assembler(self.network)
        for gold, scene in zip(self.golds, self.scenes, strict=True):
            if scene is None or scene.scope < settings["scope"]:
                yield gold, []
                continue
            anchors = find_anchors(
                gold.article.text, scene.words, scene.cut, scene.encoded, settings["anchors"]
            )
            yield gold, assembler.weighed(gold.slug, scene, anchors)

    def ledger(self, settings: dict[str, Any]) -> float:
        """Give the figure that thresholds are set by: ledger F1, with a little of the micro one."""
        coded = ((gold, [f for f, _ in found]) for gold, found in self.weighed(settings))
        result = score(coded)
        return result.ledger + 0.3 * result.micro.f1


def settle(held: Held, settings: dict[str, Any]) -> dict[str, Any]:
    """Try values of one threshold after another and keep what scores best."""
    best = held.ledger(settings)
    print(f"as usual: {best:.4f}", file=sys.stderr)
    for path, values in _tried():
        for value in values:
            changed = copy.deepcopy(settings)
            _put(changed, path, value)
            reached = held.ledger(changed)
            if reached > best + 1e-4:
                best, settings = reached, changed
        print(f"{'.'.join(path)}: {best:.4f}", file=sys.stderr)
    return settings


def _tried() -> Iterator[tuple[tuple[str, ...], Sequence[float]]]:
    yield ("role",), (0.3, 0.35, 0.4, 0.5, 0.55)
    yield ("low",), (0.5, 0.6, 0.8)
    for type_ in TYPES:
        yield ("anchors", type_), (0.2, 0.25, 0.3, 0.35, 0.45, 0.5, 0.55)
    yield ("sure", "incident"), (0.3, 0.5, 0.55, 0.6, 0.7, 0.8)
    yield ("same",), (0.3, 0.4, 0.6, 0.7)
    yield ("scope",), (0.8, 0.9, 0.95, 0.98)
    for link in ("attribution of", "denial of"):
        yield ("links", link, "more"), (0.3, 0.4, 0.6, 0.7)
        yield ("links", link, "least"), (0.02, 0.2, 0.3)
    yield ("links", "answer to", "least"), (0.2, 0.3, 0.5, 0.6)
    for owner, name in ROLES:
        if (owner, name) != ("incident", "status"):
            yield ("roles", f"{owner}.{name}"), (0.2, 0.3, 0.4, 0.5, 0.6)


def _put(settings: dict[str, Any], path: Sequence[str], value: float) -> None:
    for step in path[:-1]:
        settings = settings[step]
    settings[path[-1]] = value


def fit(rows: Sequence[Sequence[float]], wanted: Sequence[bool]) -> list[float]:
    """Fit a logistic curve by Newton's method, with a weak pull towards nought."""
    x = np.column_stack([np.ones(len(rows)), np.array(rows)])
    y, weights = np.array(wanted, float), np.zeros(x.shape[1])
    pull = np.diag([0.0, *[2.0] * (x.shape[1] - 1)])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - pull @ weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + pull + 1e-6 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return [round(float(weight), 4) for weight in weights]


def curves(held: Held, settings: dict[str, Any]) -> dict[str, list[float]]:
    """Fit every type's confidence curve to what was right and wrong."""
    caught: dict[str, list[tuple[float, ...]]] = {type_: [] for type_ in TYPES}
    truths: dict[str, list[bool]] = {type_: [] for type_ in TYPES}
    for gold, found in held.weighed(settings):
        told = {finding.id: weights for finding, weights in found}
        for row in judged([(gold, [finding for finding, _ in found])]):
            caught[row.type].append(told[row.finding.id])
            truths[row.type].append(row.right)
    return {type_: fit(caught[type_], truths[type_]) for type_ in TYPES if caught[type_]}


def alerts(held: Held, settings: dict[str, Any]) -> dict[str, float]:
    """Find the lowest confidence at which, and above which, enough is right."""
    rows = list(judged((g, [f for f, _ in found]) for g, found in held.weighed(settings)))
    floors = {}
    for type_, asked in ALERT.items():
        ranked = sorted((row.confidence, row.right) for row in rows if row.type == type_)[::-1]
        floors[type_], correct = 1.0, 0
        for count, (sure, truth) in enumerate(ranked, 1):
            correct += truth
            if correct / count >= asked and count >= FEWEST:
                floors[type_] = sure
    return floors


def written(settings: dict[str, Any]) -> str:
    """Write settings as TOML."""
    lines = ["# Written by training/settle.py; training/README.md tells how."]
    tables = {name: value for name, value in settings.items() if isinstance(value, dict)}
    lines += [f"{name} = {json.dumps(v)}" for name, v in settings.items() if name not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        for key, value in table.items():
            inline = (
                "{ " + ", ".join(f"{k} = {v}" for k, v in value.items()) + " }"
                if isinstance(value, dict)
                else json.dumps(value)
            )
            lines.append(f"{json.dumps(key)} = {inline}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Settle a network and write its model.toml."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=Path, nargs="+", required=True)
    options.add_argument("--hold", type=int, required=True)
    given = options.parse_args()
    file = given.folder / "model.toml"
    file.write_text(written(USUAL), "utf-8")
    golds = read_sets(given.articles)
    held = Held(given.folder, [g for n, g in enumerate(golds) if n % FOLDS == given.hold])
    settings = settle(held, copy.deepcopy(USUAL))
    settings["confidence"] = settings["confidence"] | curves(held, settings)
    settings["alert"] = alerts(held, settings)
    file.write_text(written(settings), "utf-8")


if __name__ == "__main__":
    main()
