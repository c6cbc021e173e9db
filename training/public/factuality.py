"""How factual predicates are presented: UDS-IH2 and UW, learnt from their train parts.

    VEDETTE_SHARED=… python -m training.public.factuality OUT --minilm FOLDER [--start WEIGHTS]

Scores the corpora's own dev parts. Every twentieth sentence of the train parts is not learnt from:
what is added to the log-odds of each class is set on it, for the measure is the mean of three F1.
"""

import argparse
import itertools
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.public import packs, study
from training.public.reading import (
    UNKNOWN,
    WEIGHTS,
    Passage,
    Reader,
    cut,
    losses_of,
    passage,
    touched,
)
from training.public.statuses import CLASSES, value_of
from training.public.study import encode, learn
from vedette.code.tagger.pieces import Vocabulary

HELD = 20
BATCH = 32
Floats = NDArray[np.float32]


def sentence(vocabulary: Vocabulary, record: Mapping[str, Any]) -> Passage:
    """Make a passage of a sentence with its targets."""
    words, told = cut(vocabulary, record["text"])
    ranges = [touched(words.spans, one["start"], one["end"]) for one in record["targets"]]
    assert all(ranges)
    return replace(
        passage(words, told),
        predicates=[one for one in ranges if one],
        values=[float(one.get("factuality", math.nan)) for one in record["targets"]],
        statuses=[UNKNOWN] * len(ranges),
    )


@torch.no_grad()
def judged(model: Reader, passages: Sequence[Passage]) -> list[tuple[Floats, Floats]]:
    """Give values and classes (log-odds) of every passage's predicates."""
    order = sorted(range(len(passages)), key=lambda number: len(passages[number].pieces))
    out: dict[int, tuple[Floats, Floats]] = {}
    for begin in range(0, len(order), BATCH):
        numbers = order[begin : begin + BATCH]
        encoded = encode(model.encoder, [passages[number] for number in numbers])
        for row, number in enumerate(numbers):
            one = passages[number]
            if one.predicates:
                words = encoded[row][torch.tensor(one.first)]
                vectors = model.predicates(words, one.predicates)
                values, classes = model.value(vectors)[:, 0], model.classes(vectors)
                out[number] = values.numpy(), classes.log_softmax(1).numpy()
    blank = np.zeros(0, np.float32), np.zeros((0, len(CLASSES)), np.float32)
    return [out.get(number, blank) for number in range(len(passages))]


def predictions(
    records: Sequence[Mapping[str, Any]],
    told: Sequence[tuple[Floats, Floats]],
    added: Sequence[float],
) -> dict[str, Any]:
    """Give every target the value that was told, moved into the class that was told."""
    return {
        record["id"]: {
            "targets": [
                {**target, "factuality": value_of(int(class_), float(value))}
                for target, value, class_ in zip(
                    record["targets"], values, (classes + np.array(added)).argmax(1), strict=True
                )
            ]
        }
        for record, (values, classes) in zip(records, told, strict=True)
    }


def settle(
    records: Sequence[Mapping[str, Any]], told: Sequence[tuple[Floats, Floats]]
) -> tuple[float, ...]:
    """Choose what is added to each class's log-odds by the mean F1 of the three."""
    module = packs.scorer("factuality")
    steps = (-0.4, 0.0, 0.4, 0.8, 1.2)
    tried = [(negative, open_, 0.0) for negative, open_ in itertools.product(steps, steps)]
    return max(
        tried,
        key=lambda added: module.score(records, predictions(records, told, added))["all"][
            "class3_f1"
        ],
    )


def main() -> None:
    """Learn, settle, score."""
    given = study.options(__doc__, epochs=3).parse_args()
    records = packs.load(packs.data() / "factuality" / "data.jsonl.xz")
    train = [record for record in records if record["split"] == "train"]
    train = train[:: len(train) // given.limit] if given.limit else train
    dev = packs.load(given.test) if given.test else [r for r in records if r["split"] == "dev"]
    torch.manual_seed(given.seed)
    model, vocabulary = Reader(), study.vocabulary(given.minilm)
    if not given.only_score:
        study.begin(model.encoder, given)
        _teach(model, vocabulary, train, given)
    study.kept(model, given.out)
    held = train[::HELD]
    added = settle(held, judged(model, [sentence(vocabulary, record) for record in held]))
    print(f"added to negative, open, positive: {added}", file=sys.stderr)
    told = judged(model, [sentence(vocabulary, record) for record in dev])
    score = packs.scorer("factuality").score(dev, predictions(dev, told, added))
    print(json.dumps(score, indent=1))


def _teach(
    model: Reader,
    vocabulary: Vocabulary,
    train: Sequence[Mapping[str, Any]],
    given: argparse.Namespace,
) -> None:
    kept = [record for number, record in enumerate(train) if number % HELD]
    taught = [sentence(vocabulary, record) for record in kept if record["targets"]]
    print(f"{len(taught)} sentences", file=sys.stderr, flush=True)
    learn(model, taught, study.plan(given), given.out, losses_of, weights=WEIGHTS)


if __name__ == "__main__":
    main()
