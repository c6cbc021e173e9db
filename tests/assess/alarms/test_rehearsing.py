"""Rehearsals: quiet pasts of a desk, and the alarms that come in them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.assess.alarms.desks import quiet

from vedette.assess.alarms.inventing import invent, learn
from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.rehearsing import Rehearsal, alarms, rehearse
from vedette.engines import Local

BUDGET = Promise(budget=5.0)
DAYS = 190


@pytest.fixture(scope="module")
def desk():
    """A quiet desk of half a year."""
    return quiet(seed=5, days=DAYS)


@pytest.fixture(scope="module")
def learnt(desk):
    """What it has learnt of itself."""
    return learn(*desk)


def test_a_rehearsal_tells_what_comes():
    """Of three quiet desks as many alarms as their rehearsals say, within their interval."""
    desks = [quiet(seed=seed, days=DAYS) for seed in (1, 2, 3)]
    done = [rehearse(*one, BUDGET, runs=1, seed=1) for one in desks]
    said = replace(done[0], alarms=tuple(n for one in done for n in one.alarms))
    came = sum(1 for one in desks for _ in alarms(*one, BUDGET)) / len(desks) / said.months
    low, high = said.bounds
    assert low < came < high


def test_the_same_seed_gives_the_same(learnt):
    """Byte for byte, and another seed something else."""
    first, again, other = (invent(learnt, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_how_it_is_mapped_makes_no_difference(desk):
    """Run after run draws from the seed and its number alone."""
    happenings, reading = desk[0], desk[1].since(DAYS - 90)
    told = rehearse(happenings, reading, BUDGET, runs=2, seed=3)
    mapped = rehearse(happenings, reading, BUDGET, runs=2, seed=3, mapped=Local().map)
    assert told == mapped
    assert len(told.alarms) == 2


def test_what_is_invented_is_like_the_desk(desk, learnt):
    """As many incidents, as many kinds at places that have any, and as clustered."""
    told, _ = desk
    invented = [invent(learnt, np.random.default_rng(seed)) for seed in range(5)]
    assert np.mean([len(one) for one in invented]) == pytest.approx(len(told), rel=0.1)
    leaves = len({(one.kind, one.place) for one in told})
    drawn = [len({(one.kind, one.place) for one in listed}) for listed in invented]
    assert np.mean(drawn) == pytest.approx(leaves, rel=0.35)
    assert 1.0 <= learnt.month < 1.7
    assert {one.place for one in invented[0]} <= {place for _, place in learnt.leaves}


def test_a_desk_without_incidents_has_nothing_to_alarm_on(desk):
    """It is invented without any."""
    _, reading = desk
    assert rehearse([], reading, BUDGET, runs=1, seed=1).alarms == (0,)


def test_a_young_desk_is_not_rehearsed(desk):
    """It raises no alarms yet."""
    told, reading = desk
    assert rehearse(told, reading.since(DAYS - 80), BUDGET, runs=1, seed=1) is None


def test_the_error_is_that_of_the_runs():
    """Of few runs that agree by chance no less than that of so many alarms."""
    alike = Rehearsal(seed=1, months=10.0, alarms=(4, 4, 4, 4), budget=1.0)
    apart = Rehearsal(seed=1, months=10.0, alarms=(0, 8, 0, 8), budget=1.0)
    assert (alike.rate, apart.rate) == (0.4, 0.4)
    assert alike.error == pytest.approx(0.1)
    assert apart.error > 0.2
    assert apart.bounds[0] == 0.0
