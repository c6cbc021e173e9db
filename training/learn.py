"""Trains the network.

    python -m training.learn OUT --minilm FILE --articles FOLDER… [--pairs FOLDER] [--hold N]

`--hold N` leaves every fifth article out, counted from N, to set thresholds on. Twelve epochs over
560 articles take about half an hour on two cores; `bfloat16` halves it where the processor has it.
"""

import argparse
import pickle
import random
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batch import Anchors, Batch, collate
from training.corpus import Corpus, Example, Marked, examples
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
_MASK, _SPECIAL = 103, 999
"""Of BERT: the piece that hides another, and the last that stands for no word."""
_NEW = 5
"""How much faster what is new learns than what MiniLM brings."""
_WARM = 0.08
"""The share of the way on which the rate rises."""
_APART = 5
"""Steps between two weights that are averaged."""
_PIECES_MASKED, _NAMES_MASKED = 0.05, 0.2
"""Shares of pieces that are hidden while learning: names more often, or they are learnt by
heart."""
_CAPITAL = 3
"""Shapes from this one on are capitals: features.py."""
SHORTEST = 180
"""Pieces of the shortest window of an article that is learnt, but for one in five."""
_BULLETIN, _BULLETINS = (30, 130), 0.2
"""Pieces of windows that are cut as short as a bulletin, and the share of articles so cut: what a
report of two sentences says must be learnt from few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long and how fast to learn.

    `tokens` is the size of a batch, padding included; `averaged` the share of the way behind which
    weights are averaged; `device` where it is done, `workers` the processes that make
    batches meanwhile (none: the same process makes them). With `seconds` the time decides instead
    of `epochs` how far it is: for a machine that is lent for so long.
    """

    epochs: int = 12
    rate: float = 2e-4
    tokens: int = 1600
    layers: int = 6
    seed: int = 0
    averaged: float = 0.7
    device: str = "cpu"
    workers: int = 0
    seconds: float | None = None


def held_out(
    articles: Sequence[Marked], hold: int | None, by: int = 1
) -> tuple[list[Marked], list[Marked]]:
    """Split articles into those that are learnt and every fifth from `hold`, `by` so many."""
    if hold is None:
        return list(articles), []
    parts: tuple[list[Marked], list[Marked]] = [], []
    for number, marked in enumerate(articles):
        parts[number // by % FOLDS == hold].append(marked)
    return parts


def learn(model: Tagger, articles: Sequence[Marked], plan: Plan, keep: Path) -> None:
    """Train a model in place, and keep its weights at the end.

    What is kept is the mean of the weights over the last part of the steps, which generalises
    better than the last ones (Izmailov et al. 2018).
    """
    torch.manual_seed(plan.seed)
    device = torch.device(plan.device)
    model.to(device).train()
    optimizer = torch.optim.AdamW(groups(model, plan), weight_decay=0.01, fused=True)
    mean = torch.optim.swa_utils.AveragedModel(model)
    steps, began = 0, time.monotonic()
    for epoch, taught in enumerate(_epochs(articles, plan), 1):
        sums = torch.zeros(len(WEIGHTS), device=device)
        for number, batch in enumerate(taught):
            done = pace(optimizer, plan, epoch - 1 + number / len(taught), began)
            losses = losses_of(model, batch.to(device))
            told = torch.stack([losses.get(name, sums.new_zeros(())) for name in WEIGHTS])
            pieces = int(batch.mask.sum())
            optimizer.zero_grad()
            (told @ told.new_tensor(list(WEIGHTS.values())) / (pieces / 400)).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            steps += 1
            if done > plan.averaged and steps % _APART == 0:
                mean.update_parameters(model)
            sums += told.detach() / pieces
            if done >= 1:
                break
        shown = zip(WEIGHTS, (sums / len(taught) * 400).tolist(), strict=True)
        listed = " ".join(f"{name} {value:.3f}" for name, value in shown)
        print(f"epoch {epoch}: {time.monotonic() - began:.0f} s, {listed}", flush=True)
        if done >= 1:
            break
    if mean.n_averaged:
        model.load_state_dict(mean.module.state_dict())
    model.cpu()
    torch.save(model.state_dict(), keep)


def pace(optimizer: torch.optim.Optimizer, plan: Plan, epochs: float, began: float) -> float:
    """Set the rate for the share of the way that is done, and give it; from one on it is enough."""
    done = epochs / plan.epochs
    if plan.seconds:
        done = (time.monotonic() - began) / plan.seconds
    for group in optimizer.param_groups:
        group["lr"] = group["full"] * min(1.0, (done + 1e-3) / _WARM) * max(0.02, 1 - done)
    return done


def _epochs(articles: Sequence[Marked], plan: Plan) -> Iterator[list[Batch]]:
    """Give the batches of one epoch after another, made ahead where there are workers."""
    if not plan.workers:
        for epoch in range(plan.epochs):
            yield _epoch(articles, plan, epoch)
        return
    with ProcessPoolExecutor(plan.workers, initializer=_remember, initargs=(articles,)) as pool:
        ahead: deque[Future[bytes]] = deque()
        for epoch in range(plan.epochs + plan.workers):
            if epoch < plan.epochs:
                ahead.append(pool.submit(_packed, plan, epoch))
            if epoch >= plan.workers:
                yield pickle.loads(ahead.popleft().result())


_REMEMBERED: list[Marked] = []


def _remember(articles: Sequence[Marked]) -> None:
    torch.set_num_threads(1)
    _REMEMBERED[:] = articles


def _packed(plan: Plan, epoch: int) -> bytes:
    """Make an epoch in a worker; as bytes, for tensors would go one by one through files."""
    return pickle.dumps(_epoch(_REMEMBERED, plan, epoch))


def _epoch(articles: Sequence[Marked], plan: Plan, epoch: int) -> list[Batch]:
    """Cut each article anew, into windows of another size: no window is seen twice."""
    chance = random.Random(f"{plan.seed} {epoch}")
    taught = [example for marked in articles for example in _cut(marked, chance)]
    return [collate(batch) for batch in batches(taught, plan.tokens, chance)]


def _cut(marked: Marked, chance: random.Random) -> Iterator[Example]:
    if chance.random() < _BULLETINS:
        return examples(marked, chance.randint(*_BULLETIN), alone=True)
    return examples(marked, chance.randint(SHORTEST, LIMIT))


def groups(model: nn.Module, plan: Plan) -> list[dict[str, Any]]:
    """Let what MiniLM has learnt already move slowly, and all that is new fast."""
    slow, fast = [], []
    for name, weights in model.named_parameters():
        new = not name.startswith("encoder.") or ".features" in name
        (fast if new else slow).append(weights)
    return [{"params": slow, "full": plan.rate}, {"params": fast, "full": _NEW * plan.rate}]


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


def losses_of(model: Tagger, batch: Batch) -> dict[str, Tensor]:
    """Give the summed losses of a batch, by what is told."""
    encoded = _encoded(model, batch)
    words = encoded.flatten(0, 1)[batch.words]
    losses = {
        "anchors": functional.binary_cross_entropy_with_logits(
            model.anchor(model.drop(words)), batch.anchors, batch.weights, reduction="sum"
        )
    }
    known = ~batch.scope.isnan()
    if known.any():
        losses["scope"] = functional.binary_cross_entropy_with_logits(
            model.scope(encoded[known, 0])[:, 0], batch.scope[known], reduction="sum"
        )
    if batch.groups:
        losses |= _field_losses(model, words, batch)
    if len(batch.targets):
        starts, ends, classes = batch.targets.T
        told = model.classes(words, starts, ends)
        losses["targets"] = functional.cross_entropy(told, classes, reduction="sum")
    return losses


def _encoded(model: Tagger, batch: Batch) -> Tensor:
    """Encode with some pieces hidden, names oftener than others."""
    pieces = batch.pieces
    named = batch.features[..., 0] >= _CAPITAL
    share = torch.where(named, _NAMES_MASKED, _PIECES_MASKED)
    hidden = (torch.rand(pieces.shape, device=pieces.device) < share) & (pieces > _SPECIAL)
    with torch.autocast(pieces.device.type, dtype=torch.bfloat16):
        encoded = model.encoder(pieces.masked_fill(hidden, _MASK), batch.features, batch.mask)
    return torch.as_tensor(encoded).float()


def _field_losses(model: Tagger, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Train roles, attributes and links: incidents over their window, others nearby."""
    roles, attributes, vectors = words.new_zeros(()), words.new_zeros(()), []
    for group in batch.groups:
        places = group.places
        told, gathered, made = model.fields(
            words, batch.sentences, group.starts, group.ends, group.types, places
        )
        vectors.append(made)
        roles = roles + _role_loss(told, places, group)
        for column, head in enumerate(model.attributes):
            attributes = attributes + functional.cross_entropy(
                head(gathered), group.attributes[:, column], reduction="sum", label_smoothing=0.05
            )
    own = torch.cat(vectors)[batch.order]
    linked = model.links(own, batch.types, batch.starts, own, batch.starts)
    links = functional.binary_cross_entropy_with_logits(
        linked, batch.links, batch.known, reduction="sum"
    )
    return {"roles": roles, "attributes": attributes, "links": links}


_ALLOWED = torch.tensor([[type_ == owner for owner, _ in ROLES] for type_ in TYPES]).float()


def _role_loss(told: Tensor, places: Tensor, group: Anchors) -> Tensor:
    wanted = torch.zeros_like(told)
    wanted[group.roles.unbind(1)] = 1
    allowed = _ALLOWED.to(told.device)[group.types]
    counted = allowed[:, None] * (places != NOWHERE)[..., None]
    return functional.binary_cross_entropy_with_logits(told, wanted, counted, reduction="sum")


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
    options.add_argument("--tokens", type=int, default=usual.tokens, help="pieces in a batch")
    options.add_argument("--device", default=usual.device)
    options.add_argument("--workers", type=int, default=usual.workers)
    options.add_argument("--seconds", type=float, help="end after so long, whatever --epochs")
    given = options.parse_args()
    names = ("epochs", "layers", "seed", "rate", "tokens", "device", "workers", "seconds")
    plan = Plan(**{name: getattr(given, name) for name in names})
    torch.manual_seed(plan.seed)
    vocabulary = Vocabulary(
        (given.minilm / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    )
    corpus = Corpus(vocabulary, Gazetteer.load())
    kept, held = held_out(corpus.articles(given.articles), given.hold)
    kept += corpus.articles(given.also)
    print(f"{len(kept)} articles, {len(held)} held out", file=sys.stderr)
    if given.pairs:
        kept += held_out(corpus.pairs(given.pairs), given.hold, by=2)[0]
    model = Tagger(layers=plan.layers)
    model.encoder.take(given.minilm / "model.safetensors")
    if given.start:
        model.load_state_dict(torch.load(given.start), strict=False)
    learn(model, kept, plan, given.out)


if __name__ == "__main__":
    main()
