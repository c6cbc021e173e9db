"""Findings are put together as if each were compared with every pledge there is."""

import random

import pytest
from tests.pledges.streams import streams

from vedette.assess.pledges.joining import join
from vedette.assess.pledges.matching import Group, fit
from vedette.relate import words

ALL = [promise for stream in streams() for promise in stream.promises]


def plainly(listed):
    """Compare each finding with each pledge; give which findings are of one."""
    groups = []
    for one in sorted(listed, key=lambda one: one.place):
        fits = [fit(group, one, words.alike) for group in groups]
        if not any(fits):
            groups.append(Group())
            fits.append(1.0)
        groups[fits.index(max(fits))].add(one)
    return [[one.finding for one in group.members] for group in groups]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_not_compared_would_not_have_fitted(seed):
    """An index leaves out no pledge that a finding is of."""
    own = [one for one in ALL if one.origin == one.article]
    listed = random.Random(seed).sample(own, k=min(len(own), 60))
    joined = join(listed, [], words.alike)
    assert [[one.finding for one in group.members] for group in joined] == plainly(listed)
