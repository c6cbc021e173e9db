"""Mentions become incidents."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vedette.code.tagger.grouping import grouped


@given(st.integers(min_value=1, max_value=12), st.integers(min_value=0, max_value=2**31))
def test_groups_are_a_partition(count: int, seed: int) -> None:
    """Every mention is in one group, and only one."""
    same = np.random.default_rng(seed).random((count, count), np.float32)
    assert sorted(number for group in grouped(same, 0.5) for number in group) == list(range(count))


def test_a_chain_does_not_join_what_does_not_belong_together() -> None:
    """A and B, B and C are likely one; A and C are surely two: the mean keeps C apart."""
    same = np.array([[1, 0.9, 0.0], [0.9, 1, 0.8], [0.0, 0.8, 1]], np.float32)
    assert grouped(same, 0.5) == [[0, 1], [2]]


def test_a_higher_threshold_splits() -> None:
    """Nothing joins above its chance."""
    same = np.full((3, 3), 0.6, np.float32)
    assert grouped(same, 0.5) == [[0, 1, 2]]
    assert grouped(same, 0.7) == [[0], [1], [2]]
