"""Trains the network.

    python -m training.learn OUT GATHERED --minilm FOLDER | --e5 FOLDER

An epoch over 2,000 articles takes eleven minutes on two cores with `bfloat16`, twice that with E5.
"""

import argparse
import pickle
import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from training import e5
from training.batch import Anchors, Batch, Packed, collate
from training.corpus import Example, Marked, examples
from training.gather import gathered
from training.model import NOWHERE, Tagger
from vedette.code.tagger.windows import LIMIT

WEIGHTS: Mapping[str, float] = {
    "anchors": 1 / 60,
    "roles": 1 / 120,
    "attributes": 1 / 10,
    "verdicts": 1 / 10,
    "links": 1 / 4,
    "targets": 1 / 20,
    "scope": 1 / 2,
}
"""What each loss counts for, so that on a window of 400 pieces all are of the order of one."""
_NEW = 5
"""How much faster what is new learns than what MiniLM brings."""
_WARM = 0.08
"""The share of the way on which the rate rises."""
_APART = 5
"""Steps between two weights that are averaged."""
_PIECES_MASKED, _NAMES_MASKED = 0.05, 0.2
"""Shares of pieces that are hidden while learning: names more often, or they are learnt by
heart."""
One = TypeVar("One")
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
    of `epochs` how far it is: for a machine that is lent for so long. Sides of pairs are taught
    `often` in each epoch, articles in other languages than English `others` times, and every
    `saved` seconds the weights so far are kept. Batches are made by so many `parts` of an epoch,
    so that not all workers make a whole one before the first step.
    """

    epochs: int = 12
    rate: float = 2e-4
    tokens: int = 1600
    seed: int = 0
    averaged: float = 0.7
    device: str = "cpu"
    workers: int = 0
    seconds: float | None = None
    often: int = 1
    others: int = 1
    saved: float = 180
    parts: int = 1


def founded(folder: Path | None, minilm: Path | None, layers: int = 6) -> Tagger:
    """Make a network on the lowest layers of E5 or on MiniLM; rows of E5's pieces stay."""
    if folder is not None:
        tagger = Tagger(layers=layers, pieces=e5.count(folder))
        e5.take(tagger.encoder, folder)
        tagger.encoder.piece.weight.requires_grad_(requires_grad=False)
        return tagger
    tagger = Tagger(layers=layers)
    if minilm is not None:
        tagger.encoder.take(minilm / "model.safetensors")
    return tagger


def learn(model: Tagger, articles: Sequence[Marked], plan: Plan, keep: Path) -> None:
    """Train a model in place, and keep its weights at the end.

    What is kept is the mean of the weights over the last part of the steps, which generalises
    better than the last ones (Izmailov et al. 2018).
    """
    torch.manual_seed(plan.seed)
    device = torch.device(plan.device)
    torch.set_float32_matmul_precision("high" if device.type == "cuda" else "highest")
    supply = _epochs(articles, plan)
    taught: Sequence[Packed] | None = next(supply)
    model.to(device).train()
    optimizer = torch.optim.AdamW(groups(model, plan), weight_decay=0.01, fused=True)
    mean = torch.optim.swa_utils.AveragedModel(model)
    shares = torch.tensor(list(WEIGHTS.values()), device=device)
    steps, part, done, saved, began = 0, 0, 0.0, 0.0, time.monotonic()
    while taught is not None and done < 1:
        sums = torch.zeros(len(WEIGHTS), device=device)
        for number, packed in enumerate(taught):
            done = pace(optimizer, plan, (part + number / len(taught)) / plan.parts, began)
            batch = packed.on(device)
            losses = losses_of(model, batch)
            told = torch.stack([losses.get(name, sums.new_zeros(())) for name in WEIGHTS])
            optimizer.zero_grad()
            (told @ shares / (batch.count / 400)).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            steps += 1
            if done > plan.averaged and steps % _APART == 0:
                mean.update_parameters(model)
            sums += told.detach() / batch.count
            if done >= 1:
                break
        part += 1
        shown = zip(WEIGHTS, (sums / len(taught) * 400).tolist(), strict=True)
        listed = " ".join(f"{name} {value:.3f}" for name, value in shown)
        print(
            f"epoch {part / plan.parts:g}: {time.monotonic() - began:.0f} s, {listed}", flush=True
        )
        if time.monotonic() - began > saved + plan.saved:
            saved = time.monotonic() - began
            save(mean.module if mean.n_averaged else model, keep)
        taught = next(supply, None)
    if mean.n_averaged:
        model.load_state_dict(mean.module.state_dict())
    save(model.cpu(), keep)


def save(model: nn.Module, keep: Path) -> None:
    """Keep weights, whole or not at all."""
    part = keep.with_suffix(".part")
    learnt = {name for name, weights in model.named_parameters() if weights.requires_grad}
    torch.save({name: w.cpu() for name, w in model.state_dict().items() if name in learnt}, part)
    part.replace(keep)


def pace(optimizer: torch.optim.Optimizer, plan: Plan, epochs: float, began: float) -> float:
    """Set the rate for the share of the way that is done, and give it; from one on it is enough."""
    done = epochs / plan.epochs
    if plan.seconds:
        done = (time.monotonic() - began) / plan.seconds
    for group in optimizer.param_groups:
        group["lr"] = group["full"] * min(1.0, (done + 1e-3) / _WARM) * max(0.02, 1 - done)
    return done


def _epochs(articles: Sequence[Marked], plan: Plan) -> Iterator[list[Packed]]:
    """Give the batches of one epoch after another, made ahead where there are workers."""
    if not plan.workers:
        for number in range(plan.epochs * plan.parts):
            yield _part(articles, plan, number)
        return
    pool = ProcessPoolExecutor(plan.workers, initializer=_remember, initargs=(articles,))
    reader = ThreadPoolExecutor(1)
    try:
        ahead: deque[Future[list[Packed]]] = deque()
        for number in range(plan.epochs * plan.parts + plan.workers):
            if number < plan.epochs * plan.parts:
                ahead.append(reader.submit(_read, pool.submit(_packed, plan, number)))
            if number >= plan.workers:
                yield ahead.popleft().result()
    finally:
        reader.shutdown(wait=False, cancel_futures=True)
        pool.shutdown(wait=False, cancel_futures=True)


_REMEMBERED: list[Marked] = []


def _remember(articles: Sequence[Marked]) -> None:
    torch.set_num_threads(1)
    _REMEMBERED[:] = articles


def _packed(plan: Plan, number: int) -> bytes:
    """Make a part in a worker; as bytes, for tensors would go one by one through files."""
    return pickle.dumps(_part(_REMEMBERED, plan, number))


def _read(made: Future[bytes]) -> list[Packed]:
    read: list[Packed] = pickle.loads(made.result())
    return read


def _part(articles: Sequence[Marked], plan: Plan, number: int) -> list[Packed]:
    """Cut each article anew, into windows of another size: no window is seen twice."""
    chance = random.Random(f"{plan.seed} {number}")
    taught = [
        example
        for marked in articles[number % plan.parts :: plan.parts]
        for _ in range(_times(marked, plan))
        for example in _cut(marked, chance)
    ]
    made = batches(taught, plan.tokens, chance, lambda example: len(example.pieces))
    return [collate(batch).packed() for batch in made]


def _times(marked: Marked, plan: Plan) -> int:
    if marked.twin:
        return plan.often
    return 1 if marked.gold.article.language == "en" else plan.others


def _cut(marked: Marked, chance: random.Random) -> Iterator[Example]:
    """Cut an article somewhere new; a side of a pair stays whole: its last words may turn it."""
    if marked.whole:
        return examples(marked)
    if chance.random() < _BULLETINS:
        return examples(marked, chance.randint(*_BULLETIN), alone=True)
    return examples(marked, chance.randint(SHORTEST, LIMIT))


def groups(model: nn.Module, plan: Plan) -> list[dict[str, Any]]:
    """Let what MiniLM has learnt already move slowly, and all that is new fast."""
    slow, fast = [], []
    for name, weights in model.named_parameters():
        if not weights.requires_grad:
            continue
        new = not name.startswith("encoder.") or ".features" in name
        (fast if new else slow).append(weights)
    return [{"params": slow, "full": plan.rate}, {"params": fast, "full": _NEW * plan.rate}]


def batches(
    taught: Sequence[One], tokens: int, chance: random.Random, size: Callable[[One], int]
) -> list[list[One]]:
    """Put what is of like size together, at most so many tokens a batch, in random order.

    Padding counts: a batch is as wide as the largest in it.
    """
    ranked = sorted(taught, key=lambda one: size(one) + 60 * chance.random())
    made: list[list[One]] = [[]]
    widest = 0
    for one in ranked:
        widest = max(widest, size(one))
        if made[-1] and widest * (len(made[-1]) + 1) > tokens:
            made.append([])
            widest = size(one)
        made[-1].append(one)
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
    losses["scope"] = _told(model.scope(encoded[:, 0])[:, 0], batch.scope)
    if batch.groups:
        losses |= _field_losses(model, words, batch)
    if len(batch.targets):
        starts, ends, classes = batch.targets.T
        told = model.classes(words, starts, ends)
        losses["targets"] = functional.cross_entropy(told, classes, reduction="sum")
    return losses


def _told(logits: Tensor, wanted: Tensor) -> Tensor:
    """Give the loss of yes and no; NaN is neither. Nothing waits for a device to count them."""
    known = (~wanted.isnan()).float()
    return functional.binary_cross_entropy_with_logits(
        logits, wanted.nan_to_num(), known, reduction="sum"
    )


def _encoded(model: Tagger, batch: Batch) -> Tensor:
    """Encode with some pieces hidden, names oftener than others; of twins names alone."""
    pieces = batch.pieces
    named = batch.features[..., 0] >= _CAPITAL
    share = torch.where(named, _NAMES_MASKED, _PIECES_MASKED * ~batch.twins[:, None])
    hidden = (torch.rand(pieces.shape, device=pieces.device) < share) & (
        pieces > model.encoder.special
    )
    with torch.autocast(pieces.device.type, dtype=torch.bfloat16):
        shown = pieces.masked_fill(hidden, model.encoder.hidden)
        encoded = model.encoder(shown, batch.features, batch.mask)
    return torch.as_tensor(encoded).float()


def _field_losses(model: Tagger, words: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Train roles, attributes, verdicts and links: incidents widely, others nearby."""
    roles, attributes, verdicts = (words.new_zeros(()) for _ in range(3))
    vectors = []
    for group in batch.groups:
        places = group.places
        told, gathered, made = model.fields(
            words, batch.sentences, group.starts, group.ends, group.types, places
        )
        vectors.append(made)
        roles = roles + _role_loss(told, places, group)
        verdicts = verdicts + _told(model.verdict(gathered)[:, 0], group.real)
        for column, head in enumerate(model.attributes):
            attributes = attributes + functional.cross_entropy(
                head(gathered), group.attributes[:, column], reduction="sum", label_smoothing=0.05
            )
    own = torch.cat(vectors)[batch.order]
    linked = model.chosen_links(own, batch.types, batch.starts, batch.links[:, :2])
    links = functional.binary_cross_entropy_with_logits(
        linked.gather(1, batch.links[:, 2:3])[:, 0],
        batch.links[:, 3].float(),
        batch.counted,
        reduction="sum",
    )
    return {"roles": roles, "attributes": attributes, "verdicts": verdicts, "links": links}


def _role_loss(told: Tensor, places: Tensor, group: Anchors) -> Tensor:
    wanted = torch.zeros_like(told)
    wanted[group.roles.unbind(1)] = 1
    counted = group.asked[:, None] * (places != NOWHERE)[..., None]
    return functional.binary_cross_entropy_with_logits(told, wanted, counted, reduction="sum")


def main() -> None:
    """Learn from what was gathered, and keep."""
    options, usual = argparse.ArgumentParser(description=__doc__), Plan()
    options.add_argument("out", type=Path)
    options.add_argument("gathered", type=Path, help="what `training.gather` has written")
    foundation = options.add_mutually_exclusive_group(required=True)
    foundation.add_argument("--minilm", type=Path, help="folder of MiniLM's files")
    foundation.add_argument("--e5", type=Path, help="folder that `training.e5` has written")
    options.add_argument("--start", type=Path, help="weights to go on from")
    options.add_argument("--rate", type=float, default=usual.rate)
    options.add_argument("--epochs", type=int, default=usual.epochs)
    options.add_argument("--layers", type=int, default=6, help="of 12 that E5 has")
    options.add_argument("--seed", type=int, default=usual.seed)
    options.add_argument("--tokens", type=int, default=usual.tokens, help="pieces in a batch")
    options.add_argument("--device", default=usual.device)
    options.add_argument("--workers", type=int, default=usual.workers)
    options.add_argument("--parts", type=int, default=usual.parts, help="of an epoch, made at once")
    options.add_argument("--seconds", type=float, help="end after so long, whatever --epochs")
    options.add_argument("--often", type=int, default=usual.often, help="pairs in an epoch")
    options.add_argument("--others", type=int, default=usual.others, help="other languages, too")
    given = options.parse_args()
    asked = {field.name for field in fields(Plan)} & set(vars(given))
    plan = Plan(**{name: getattr(given, name) for name in asked})
    torch.manual_seed(plan.seed)
    model = founded(given.e5, given.minilm, given.layers)
    if given.start:
        model.load_state_dict(torch.load(given.start), strict=False)
    learn(model, gathered(given.gathered), plan, given.out)


if __name__ == "__main__":
    main()
