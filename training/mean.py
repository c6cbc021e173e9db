"""Takes the mean of the weights of networks that went on from the same one.

    python -m training.mean OUT WEIGHTS=SHARE…

The mean of two seeds errs less than either (Wortsman et al. 2022, "Model soups"); that of a network
and of what it became on other texts forgets less of what it knew (the same, "Robust fine-tuning of
zero-shot models"). Shares are brought to a sum of one. What only some of them have is theirs.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

Shared = tuple[dict[str, Tensor], float]
"""Weights by their names, and their share."""


def mean(given: Sequence[Shared]) -> dict[str, Tensor]:
    """Give the mean of weights, each by those that have it."""
    names = dict.fromkeys(name for weights, _ in given for name in weights)
    made = {}
    for name in names:
        having = [(weights[name], share) for weights, share in given if name in weights]
        whole = sum(share for _, share in having)
        made[name] = sum((one * (share / whole) for one, share in having), torch.zeros(()))
    return made


def shared(told: str) -> Shared:
    """Read weights that are told with their share, as in `held.pt=0.4`."""
    path, _, share = told.rpartition("=")
    if not path or float(share) <= 0:
        raise argparse.ArgumentTypeError(f"{told}: say FILE=SHARE, a share above nought")
    return torch.load(path), float(share)


def main() -> None:
    """Take the mean, and keep it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("weights", type=shared, nargs="+", metavar="WEIGHTS=SHARE")
    given = options.parse_args()
    torch.save(mean(given.weights), given.out)


if __name__ == "__main__":
    main()
