"""The mean of weights."""

import argparse

import pytest
import torch
from training.mean import mean, shared


def test_each_counts_by_its_share_and_alone_where_it_alone_has_weights() -> None:
    """A third of one and two of another; what only one has is as it has it."""
    one, other = {"a": torch.tensor([3.0, 0.0])}, {"a": torch.zeros(2), "b": torch.ones(1)}
    made = mean([(one, 1.0), (other, 2.0)])
    assert made["a"].tolist() == [1.0, 0.0]
    assert made["b"].tolist() == [1.0]


@pytest.mark.parametrize("told", ["held.pt", "held.pt=0", "held.pt=half"])
def test_a_share_that_is_none_is_refused(told: str) -> None:
    """Before anything is read."""
    with pytest.raises((argparse.ArgumentTypeError, ValueError)):
        shared(told)
