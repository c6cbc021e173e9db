"""What the public studies share: their options, where they start from, and their rates."""

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.learn import Plan
from training.model import Encoder
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
    given.add_argument("--limit", type=int, help="learn from so many records only, for a trial")
    given.add_argument("--only-score", action="store_true", help="score weights learnt before")
    given.add_argument("--test", type=Path, help="another pack of the same form to score instead")
    return given


def plan(given: argparse.Namespace) -> Plan:
    """Give the plan of a study; without drop-out, which costs a third of the time."""
    return Plan(epochs=given.epochs, rate=given.rate, seed=given.seed, head_rate=1e-3)


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
