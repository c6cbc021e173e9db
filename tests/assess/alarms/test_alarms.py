"""Alarms on counts: laws that hold for any desk, and rises that must be seen."""

from dataclasses import replace

import numpy as np
import pytest
from tests.assess.alarms.desks import desk

from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.raising import raise_alarms
from vedette.assess.alarms.vigil import Vigil

RATE = Promise(rate=1.0)


def risen(table, rows, start=380, days=14, extra=2):
    """Add incidents to some series."""
    counts = table.counts.copy()
    counts[rows, start : start + days] += extra
    return replace(table, counts=counts)


def plain(alarms):
    """Give what is stable under another order of addition."""
    return {(a.day, a.scope, a.series, a.days, a.count, round(a.expected, 6)) for a in alarms}


def watched(table, stop=None):
    """Step through the days of a table; give the vigil, and what it told of every week."""
    counts, exposure = table.counts[:, :stop], table.exposure[:, :stop]
    first = counts[:, :FIRST_DAYS], exposure[:, :FIRST_DAYS]
    vigil = Vigil(*first, table.group, table.kind, table.places)
    weeks = [slice(start, start + 7) for start in range(0, counts.shape[1], 7)]
    return vigil, [vigil.step(counts[:, week], exposure[:, week]) for week in weeks]


def rates(table, stop=None):
    """Weigh every day of a table."""
    return np.hstack([week.log_rate for week in watched(table, stop)[1]])


def test_the_same_table_gives_the_same_alarms():
    """Nothing is drawn by chance."""
    table = risen(desk(), [3])
    assert raise_alarms(table, RATE) == raise_alarms(table, RATE)


def test_the_order_of_the_series_does_not_matter():
    """A series alarms in any row."""
    table = risen(desk(), [3])
    order = np.random.default_rng(2).permutation(len(table.names))
    shuffled = replace(
        table,
        names=tuple(table.names[row] for row in order),
        counts=table.counts[order],
        exposure=table.exposure[order],
    )
    told = raise_alarms(table, RATE).alarms
    assert told
    assert plain(told) == plain(raise_alarms(shuffled, RATE).alarms)


def test_the_unit_of_exposure_does_not_matter():
    """Articles or thousands of articles: the alarms are the same, their exposure another."""
    table = risen(desk(), [3])
    scaled = replace(table, exposure=table.exposure / 1024)
    assert plain(raise_alarms(table, RATE).alarms) == plain(raise_alarms(scaled, RATE).alarms)


def test_days_that_were_not_seen_are_no_zeros():
    """A series unseen for two months is expected as before, and its days have no mean."""
    table = desk(mean=1.0)
    blind = slice(300, 364)
    counts, exposure = table.counts.copy(), table.exposure.copy()
    counts[5, blind] = 0
    zeros = replace(table, counts=counts)
    exposure[5, blind] = 0
    unseen = replace(zeros, exposure=exposure)

    def after(told):
        vigil, _ = watched(told, 399)
        return vigil.weigh(table.counts[:, 399:406], table.exposure[:, 399:406]).means[5].mean()

    assert after(unseen) == pytest.approx(after(table), rel=0.1)
    assert after(zeros) < 0.9 * after(unseen)


def test_one_loud_day_does_not_make_its_weekday_loud():
    """A thousand incidents of one series on one day leave the desk's weekdays where they were."""
    quiet = desk(series=20)
    loud = risen(quiet, [3], start=100, days=1, extra=1000)

    def factors(table):
        vigil, _ = watched(table)
        return vigil.expectation.weekdays.factors

    assert factors(loud) == pytest.approx(factors(quiet), abs=0.02)


def test_a_day_is_judged_by_what_was_known_on_it():
    """Cutting the future away changes nothing before the cut."""
    table = risen(desk(), [3, 4, 5])
    cut = 397
    assert np.array_equal(rates(table)[:, :cut], rates(table, cut))


def test_a_rise_is_told_with_what_was_expected():
    """Count, window, expectation and its interval, exposure and rarity stand in the alarm."""
    told = raise_alarms(risen(desk(), [3]), Promise(budget=1))
    alarm = next(each for each in told.alarms if each.series == ("s03",))
    assert alarm.low <= alarm.expected <= alarm.high < alarm.count
    assert alarm.exposure == 100 * alarm.days
    assert alarm.rate <= told.rate == pytest.approx(12 / 30)
    assert alarm.promise == "at most 1 false alarm a month, over all series of the desk"
    assert not alarm.first


def test_the_first_ever_is_marked():
    """A kind that was never seen at a place stands out at its first incidents."""
    table = desk(series=30)
    counts = table.counts.copy()
    counts[7] = 0
    counts[7, 400:404] = 1
    alarms = raise_alarms(replace(table, counts=counts), Promise(rate=0.5)).alarms
    assert any(alarm.first for alarm in alarms if alarm.series == ("s07",))


def test_peers_make_a_weak_rise_credible():
    """One series with a weak rise is less rare than ten of a kind with the same rise."""
    table = desk(series=60)
    days = slice(390, 406)
    counts = table.counts.copy()
    counts[0, 390:406:3] += 1
    alone = replace(table, counts=counts.copy())
    for row in range(10):
        counts[row, 390 + row % 3 : 406 : 3] += 1
    together = replace(table, counts=counts)
    assert rates(together)[0, days].min() < rates(alone)[0, days].min()


def test_a_series_without_peers_is_no_campaign():
    """Where every series is a kind of its own, whatever alarms does so by itself."""
    table = desk(series=40)
    table = risen(replace(table, kind=np.arange(40)), [3, 5, 7], days=21, extra=1)
    for promise in (Promise(rate=1.0), Promise(rate=3.0)):
        told = raise_alarms(table, promise).alarms
        assert len(told) > 10
        assert {alarm.scope for alarm in told} == {"series"}


def test_neighbours_that_rise_together_are_a_cluster():
    """Places in a circle alarm as one, where none of them would."""
    table = desk(series=24, mean=0.3, days=500)
    rows = np.arange(24)
    places = np.column_stack([50 + 0.1 * rows, np.full(24, 20.0)])
    counts = table.counts.copy()
    for row in (10, 11, 12, 13):
        counts[row, 470:484:2] += 1
    told = raise_alarms(replace(table, counts=counts, places=places), Promise(rate=0.2)).alarms
    clusters = [alarm for alarm in told if alarm.scope == "cluster"]
    assert any({"s11", "s12"} <= set(alarm.series) for alarm in clusters)


def test_more_coverage_is_no_alarm():
    """Twice the articles bring twice the incidents, and no more alarms than before."""
    exposure = np.ones((200, 600))
    exposure[:, 520:] = 2
    quiet, doubled = desk(series=200, days=600), desk(series=200, days=600, exposure=exposure)
    quiet, doubled = (replace(each, group=np.arange(200) % 5) for each in (quiet, doubled))
    allowed = np.log(0.5)
    before = (rates(quiet)[:, 520:580] < allowed).sum()
    assert (rates(doubled)[:, 520:580] < allowed).sum() <= before + 12


def test_quiet_desks_keep_their_promise():
    """Over 1,600 quiet series-years at 0.5 a year, real over claimed stays near 0.9."""
    alarms = 0
    for seed in range(4):
        told = raise_alarms(desk(series=400, days=421, seed=seed), Promise(rate=0.5))
        alarms += len(told.alarms)
    assert 0.6 < alarms / (1600 * 0.5) < 1.25
