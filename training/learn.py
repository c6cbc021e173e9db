"""Trains the network.

    python -m training.learn OUT --minilm FILE --articles FOLDER… [--pairs FOLDER] [--hold N]

`--hold N` leaves every fifth article out, counted from N, to set thresholds on. Twelve epochs over
560 articles take about half an hour on two cores; `bfloat16` halves it where the processor has it.
"""

import argparse
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import Corpus, Example, Marked, examples, places_for
from training.model import NOWHERE, Tagger
from vedette.code.places import Gazetteer
from vedette.code.tagger.labels import ROLES, TYPES
from vedette.code.tagger.pieces import Vocabulary
from vedette.code.tagger.windows import LIMIT

WEIGHTS: Mapping[str, float] = {
    "anchors": 1 / 60,
    "roles": 1 / 120,
    "attributes": 1 / 10,
    "links": 1 / 4,
    "targets": 1 / 20,
    "scope": 1 / 2,
}
"""What each loss counts for, so that on a window of 400 pieces all are of the order of one."""
FOLDS = 5
_MASK = 103
_APART = 5
"""Steps between two weights that are averaged."""
_PIECES_MASKED, _NAMES_MASKED = 0.05, 0.2
"""Shares of pieces that are hidden while learning: names more often, or they are learnt by
heart."""
_CAPITAL = 3
"""Shapes from this one on are capitals: features.py."""
SHORTEST = 180
"""Pieces of the shortest window that is learnt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn.

    `tokens` is the size of a batch, padding included; `averaged` the share of all steps behind
    which weights are averaged.
    """

    epochs: int = 12
    rate: float = 2e-4
    head_rate: float = 1e-3
    tokens: int = 1600
    layers: int = 6
    seed: int = 0
    averaged: float = 0.7


def held_out(articles: Sequence[Marked], hold: int | None) -> tuple[list[Marked], list[Marked]]:
    """Split articles into those that are learnt and every fifth from `hold`."""
    if hold is None:
        return list(articles), []
    held = [marked for number, marked in enumerate(articles) if number % FOLDS == hold]
    return [marked for number, marked in enumerate(articles) if number % FOLDS != hold], held


def learn(model: Tagger, articles: Sequence[Marked], plan: Plan, keep: Path) -> None:
    """Train a model in place, and keep its weights after every third epoch.

    What is kept at the end is the mean of the weights over the last part of the steps, which
    generalises better than the last ones (Izmailov et al. 2018).
    """
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    total = len(batches(_cut(articles, chance), plan.tokens, chance)) * plan.epochs
    optimizer = torch.optim.AdamW(_groups(model, plan), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.08 * total)) * max(0.02, 1 - step / total)
    )
    mean = torch.optim.swa_utils.AveragedModel(model)
    steps = 0
    for epoch in range(1, plan.epochs + 1):
        model.train()
        began, sums = time.monotonic(), dict.fromkeys(WEIGHTS, 0.0)
        taught = _cut(articles, chance)
        for batch in batches(taught, plan.tokens, chance):
            losses = losses_of(model, batch)
            weighted = [losses[name] * WEIGHTS[name] for name in losses]
            pieces = sum(len(example.pieces) for example in batch)
            optimizer.zero_grad()
            (torch.stack(weighted).sum() / (pieces / 400)).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            steps += 1
            if steps > plan.averaged * total and steps % _APART == 0:
                mean.update_parameters(model)
            for name, loss in losses.items():
                sums[name] += loss.item()
        told = " ".join(f"{name} {value / len(taught):.3f}" for name, value in sums.items())
        print(f"epoch {epoch}: {time.monotonic() - began:.0f} s, {told}", flush=True)
        if epoch % 3 == 0:
            torch.save(model.state_dict(), keep)
    torch.save((mean.module if mean.n_averaged else model).state_dict(), keep)


def _cut(articles: Sequence[Marked], chance: random.Random) -> list[Example]:
    """Cut each article anew, into windows of another size: no window is seen twice."""
    return [
        example
        for marked in articles
        for example in examples(marked, chance.randint(SHORTEST, LIMIT))
    ]


def _groups(model: Tagger, plan: Plan) -> list[dict[str, object]]:
    """Let what MiniLM has learnt already move slowly, and all that is new fast."""
    slow, fast = [], []
    for name, weights in model.named_parameters():
        new = not name.startswith("encoder.") or ".features" in name
        (fast if new else slow).append(weights)
    return [{"params": slow, "lr": plan.rate}, {"params": fast, "lr": plan.head_rate}]


def batches(taught: Sequence[Example], tokens: int, chance: random.Random) -> list[list[Example]]:
    """Put examples of like length together, so many pieces a batch, in random order."""
    ranked = sorted(taught, key=lambda example: len(example.pieces) + 60 * chance.random())
    made: list[list[Example]] = [[]]
    for example in ranked:
        if made[-1] and len(example.pieces) * (len(made[-1]) + 1) > tokens:
            made.append([])
        made[-1].append(example)
    chance.shuffle(made)
    return made


def losses_of(model: Tagger, batch: Sequence[Example]) -> dict[str, Tensor]:
    """Give the summed losses of a batch, by what is told."""
    pieces, features, mask = padded(batch)
    named = features[..., 0] >= _CAPITAL
    hidden = torch.rand(pieces.shape) < torch.where(named, _NAMES_MASKED, _PIECES_MASKED)
    pieces = torch.where(hidden & (pieces > 999), torch.tensor(_MASK), pieces)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = model.encoder(pieces, features, mask)
    encoded = encoded.float()
    words = torch.cat([encoded[row][torch.tensor(e.first)] for row, e in enumerate(batch)])
    losses = {"anchors": _anchor_loss(model, words, batch)}
    known = [row for row, example in enumerate(batch) if example.clean is not None]
    if known:
        wanted = torch.tensor([0.0 if batch[row].clean else 1.0 for row in known])
        told = model.scope(encoded[known, 0])[:, 0]
        losses["scope"] = functional.binary_cross_entropy_with_logits(told, wanted, reduction="sum")
    losses |= _field_losses(model, words, batch)
    targets = _shifted(batch, "targets")
    if targets:
        starts, ends, classes = torch.tensor(targets).T
        told = model.classes(words, starts, ends)
        losses["targets"] = functional.cross_entropy(told, classes, reduction="sum")
    return losses


def padded(batch: Sequence[Any]) -> tuple[Tensor, Tensor, Tensor]:
    """Give B × N pieces, B × N × features, and where a piece stands, B × 1 × 1 × N."""
    longest = max(len(example.pieces) for example in batch)
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    features = torch.zeros(len(batch), longest, len(batch[0].features[0]), dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, example in enumerate(batch):
        length = len(example.pieces)
        pieces[row, :length] = torch.tensor(example.pieces)
        features[row, :length] = torch.tensor(example.features)
        mask[row, :length] = True
    return pieces, features, mask[:, None, None]


def _anchor_loss(model: Tagger, words: Tensor, batch: Sequence[Example]) -> Tensor:
    wanted, weights = (torch.cat([getattr(e, n) for e in batch]) for n in ("anchors", "weights"))
    told = model.anchor(model.drop(words))
    return functional.binary_cross_entropy_with_logits(told, wanted, weights, reduction="sum")


def _offsets(batch: Sequence[Example]) -> list[int]:
    """Say where each example's words begin among the words of the batch."""
    offsets = [0]
    for example in batch:
        offsets.append(offsets[-1] + len(example.first))
    return offsets


def _shifted(batch: Sequence[Example], name: str) -> list[tuple[int, int, int]]:
    return [
        (start + offset, end + offset, number)
        for example, offset in zip(batch, _offsets(batch), strict=False)
        for start, end, number in getattr(example, name)
    ]


def _field_losses(model: Tagger, words: Tensor, batch: Sequence[Example]) -> dict[str, Tensor]:
    """Train roles, attributes and links: incidents over their window, others nearby."""
    offsets = _offsets(batch)
    sentences = torch.tensor([number for example in batch for number in example.sentences])
    losses: dict[str, list[Tensor]] = {}
    vectors: dict[tuple[int, int], Tensor] = {}
    for whole in (True, False):
        chosen = [
            (row, number)
            for row, example in enumerate(batch)
            for number, span in enumerate(example.spans)
            if (span[2] == 0) == whole
        ]
        if not chosen:
            continue
        starts, ends, types = torch.tensor(
            [
                (span[0] + offsets[row], span[1] + offsets[row], span[2])
                for row, number in chosen
                for span in (batch[row].spans[number],)
            ]
        ).T
        tables = [
            places_for([batch[row].spans[number]], len(batch[row].first), offsets[row], 520)
            for row, number in chosen
        ]
        places = torch.cat(tables)
        places = places[:, : int((places >= 0).sum(1).max())]
        roles, gathered, made = model.fields(words, sentences, starts, ends, types, places)
        vectors |= zip(chosen, made, strict=True)
        losses.setdefault("roles", []).append(
            _role_loss(roles, places, types, chosen, batch, offsets)
        )
        for number, head in enumerate(model.attributes):
            values = torch.tensor([batch[r].attributes[number][n] for r, n in chosen])
            if (values >= 0).any():
                losses.setdefault("attributes", []).append(
                    functional.cross_entropy(
                        head(gathered), values, reduction="sum", label_smoothing=0.05
                    )
                )
    for row, example in enumerate(batch):
        if example.known.any():
            count = len(example.spans)
            own = torch.stack([vectors[row, number] for number in range(count)])
            starts, _, types = torch.tensor(example.spans).T
            told = model.links(own, types, starts, own, starts)
            loss = functional.binary_cross_entropy_with_logits(told, example.links, example.known)
            losses.setdefault("links", []).append(loss * example.known.numel() / count)
    return {name: torch.stack(listed).sum() for name, listed in losses.items()}


_ALLOWED = torch.tensor([[type_ == owner for owner, _ in ROLES] for type_ in TYPES]).float()


def _role_loss(
    roles: Tensor,
    places: Tensor,
    types: Tensor,
    chosen: Sequence[tuple[int, int]],
    batch: Sequence[Example],
    offsets: Sequence[int],
) -> Tensor:
    wanted = torch.zeros_like(roles)
    firsts = places[:, 0].tolist()
    for line, (row, number) in enumerate(chosen):
        for word, role in batch[row].roles[number]:
            column = word + offsets[row] - firsts[line]
            if 0 <= column < wanted.shape[1]:
                wanted[line, column, role] = 1
    counted = _ALLOWED[types][:, None] * (places != NOWHERE)[..., None]
    return functional.binary_cross_entropy_with_logits(roles, wanted, counted, reduction="sum")


def main() -> None:
    """Read, split, train, keep."""
    options, usual = argparse.ArgumentParser(description=__doc__), Plan()
    options.add_argument("out", type=Path)
    options.add_argument("--minilm", type=Path, required=True, help="folder of MiniLM's files")
    options.add_argument("--articles", type=Path, nargs="+", required=True)
    options.add_argument("--also", type=Path, nargs="*", default=[], help="never held out")
    options.add_argument("--pairs", type=Path)
    options.add_argument("--hold", type=int)
    options.add_argument("--start", type=Path, help="weights to go on from")
    options.add_argument("--rate", type=float, default=usual.rate)
    options.add_argument("--epochs", type=int, default=usual.epochs)
    options.add_argument("--layers", type=int, default=usual.layers)
    options.add_argument("--seed", type=int, default=usual.seed)
    given = options.parse_args()
    plan = Plan(epochs=given.epochs, layers=given.layers, seed=given.seed, rate=given.rate)
    torch.manual_seed(plan.seed)
    vocabulary = Vocabulary(
        (given.minilm / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    )
    corpus = Corpus(vocabulary, Gazetteer.load())
    kept, held = held_out(corpus.articles(given.articles), given.hold)
    kept += corpus.articles(given.also)
    print(f"{len(kept)} articles, {len(held)} held out", file=sys.stderr)
    kept += corpus.pairs(given.pairs) if given.pairs else []
    model = Tagger(layers=plan.layers)
    model.encoder.take(given.minilm / "model.safetensors")
    if given.start:
        model.load_state_dict(torch.load(given.start), strict=False)
    learn(model, kept, plan, given.out)


if __name__ == "__main__":
    main()
