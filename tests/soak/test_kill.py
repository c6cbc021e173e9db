"""Killed at any moment, again and again: nothing lost, nothing twice, no view otherwise."""

import random

import pytest
from tests.soak import grounds, watches
from tests.soak.striking import struck

pytestmark = pytest.mark.soak
KILLS = 50


def test_watch_killed_at_any_moment(tmp_path):
    """Fifty kills while entries come out and are edited: each is there once, each edit too."""
    toll = watches.ingest(tmp_path, KILLS, random.Random(20260302))
    assert not toll.harm, toll


def test_alerts_killed_at_any_moment(tmp_path):
    """Fifty kills of a real watch while reports come and the receiver stumbles."""
    toll = watches.sending(tmp_path, KILLS)
    assert not toll.harm, toll


@pytest.mark.parametrize(
    "ground", [grounds.Replay, grounds.Decision, grounds.Rebuild, grounds.Upgrade]
)
def test_verbs_killed_at_any_moment(ground, tmp_path):
    """Fifty kills of a verb leave what it leaves in peace."""
    toll = struck(ground, KILLS, tmp_path, random.Random(2))
    assert toll.kills == KILLS
    assert not toll.harm, toll
