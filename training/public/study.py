"""What the public studies share: their options, where they start from, and how they learn."""

import argparse
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.batch import padded
from training.learn import Plan, batches, groups, pace
from training.model import MASK, SPECIAL, Encoder
from vedette.code.tagger.pieces import Vocabulary


def options(about: str | None, epochs: int) -> argparse.ArgumentParser:
    """Give the options that every study has."""
    given = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given.add_argument("out", type=Path, help="where the learnt weights are kept")
    given.add_argument("--minilm", type=Path, required=True, help="folder of MiniLM's files")
    given.add_argument("--start", type=Path, help="weights of training.learn to begin with")
    given.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
    given.add_argument("--epochs", type=int, default=epochs)
    given.add_argument("--rate", type=float, default=3e-4)
    given.add_argument("--seed", type=int, default=0)
    given.add_argument("--device", default="cpu", help="where it is learnt")
    given.add_argument("--seconds", type=float, help="end learning after so long")
    given.add_argument("--limit", type=int, help="learn from so many records only, for a trial")
    given.add_argument("--only-score", action="store_true", help="score weights learnt before")
    given.add_argument("--test", type=Path, help="another pack of the same form to score instead")
    return given


def plan(given: argparse.Namespace) -> Plan:
    """Give the plan of a study."""
    names = ("epochs", "rate", "seed", "device", "seconds")
    return Plan(**{name: getattr(given, name) for name in names})


def vocabulary(minilm: Path) -> Vocabulary:
    """Read MiniLM's vocabulary."""
    return Vocabulary((minilm / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n"))


def begin(encoder: Encoder, given: argparse.Namespace) -> None:
    """Give an encoder MiniLM's weights, or those of a trained network."""
    encoder.take(given.minilm / "model.safetensors")
    if given.start:
        encoder.load_state_dict(part(torch.load(given.start), "encoder."))
    freeze(encoder, given.frozen)


def freeze(encoder: Encoder, layers: int) -> None:
    """Leave the pieces as they are, and with some layers all that lies below them.

    Rows for 30,522 pieces take half of the time of a step, and few of them occur in a small set.
    """
    encoder.piece.weight.requires_grad_(requires_grad=False)
    if layers:
        below = (encoder.place, encoder.features, encoder.norm, encoder.layers[:layers])
        for one in below:
            one.requires_grad_(requires_grad=False)
        encoder.segment.requires_grad_(requires_grad=False)


def part(weights: dict[str, Any], prefix: str) -> dict[str, Any]:
    """Take one part's weights out of a whole network's."""
    return {
        name.removeprefix(prefix): value
        for name, value in weights.items()
        if name.startswith(prefix)
    }


def kept(model: nn.Module, path: Path) -> None:
    """Load what was kept of a study, ready to judge with."""
    model.load_state_dict(torch.load(path))
    model.eval()


def encode(encoder: Encoder, batch: Sequence[Any], hide: float = 0.0) -> Tensor:
    """Encode examples' pieces and features, padded; a share of the pieces may be hidden."""
    pieces, features, mask = padded(batch)
    if hide:
        hidden = torch.rand(pieces.shape) < hide
        pieces = torch.where(hidden & (pieces > SPECIAL), torch.tensor(MASK), pieces)
    with torch.autocast(pieces.device.type, dtype=torch.bfloat16):
        encoded = encoder(pieces, features, mask)
    return torch.as_tensor(encoded).float()


def learn(
    model: nn.Module,
    taught: Sequence[Any],
    plan: Plan,
    keep: Path,
    losses_of: Callable[[Any, Sequence[Any]], Mapping[str, Tensor]],
    *,
    weights: Mapping[str, float],
) -> None:
    """Train a model in place, and keep its weights at the end.

    An example is whatever `losses_of` reads and has `pieces`; each loss has its weight. New tensors
    of a loss are made on the plan's device.
    """
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    device = torch.device(plan.device)
    model.to(device)
    optimizer = torch.optim.AdamW(groups(model, plan), weight_decay=0.01, fused=True)
    start = time.monotonic()
    for epoch in range(1, plan.epochs + 1):
        model.train()
        began, sums = time.monotonic(), dict.fromkeys(weights, 0.0)
        shuffled = batches(taught, plan.tokens, chance, lambda one: len(one.pieces))
        for number, batch in enumerate(shuffled):
            done = pace(optimizer, plan, epoch - 1 + number / len(shuffled), start)
            with device:
                losses = losses_of(model, batch)
            pieces = sum(len(example.pieces) for example in batch)
            optimizer.zero_grad()
            total_loss = torch.stack([losses[name] * weights[name] for name in losses]).sum()
            (total_loss / (pieces / 400)).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            for name, loss in losses.items():
                sums[name] += loss.item()
            if done >= 1:
                break
        told = " ".join(f"{name} {value / len(taught):.3f}" for name, value in sums.items())
        print(f"epoch {epoch}: {time.monotonic() - began:.0f} s, {told}", flush=True)
        if done >= 1:
            break
    model.cpu()
    torch.save(model.state_dict(), keep)
