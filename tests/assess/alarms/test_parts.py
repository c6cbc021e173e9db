"""The parts of an alarm: ratios, tails, the scale, the weekly regression."""

import numpy as np
import pytest

from vedette.assess.alarms import weekly
from vedette.assess.alarms.evidence import log_ratio
from vedette.assess.alarms.expecting import Expectation
from vedette.assess.alarms.negbin import interval, tail
from vedette.assess.alarms.promise import PRIOR_RATE, PRIOR_SLOPE, Promise, Scale
from vedette.assess.alarms.spreading import Spread


def test_a_ratio_averages_one_where_nothing_is_raised():
    """It is an e-value: its mean under the expected distribution is 1."""
    rng = np.random.default_rng(1)
    mean, dispersion = 2.0, 1.5
    drawn = rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, 400_000).astype(float)
    full = np.full_like(drawn, mean)
    ratios = np.exp(log_ratio(drawn, full, dispersion * full, 1.0, 0.5))
    assert ratios.mean() == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("dispersion", [1.0, 1.4, 3.0])
def test_a_tail_is_the_share_of_draws(dispersion):
    """Summed probabilities agree with counting."""
    rng = np.random.default_rng(2)
    mean = 3.0
    if dispersion > 1:
        drawn = rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion, 200_000)
    else:
        drawn = rng.poisson(mean, 200_000)
    counts = np.arange(9.0)
    told = tail(counts, np.full(9, mean), np.full(9, mean * dispersion))
    assert told == pytest.approx([(drawn >= count).mean() for count in counts], abs=0.005)


def test_an_interval_holds_its_share():
    """Nine of ten Poisson counts of mean 7 lie in it, at least."""
    low, high = interval(7.0, 7.0)
    drawn = np.random.default_rng(3).poisson(7.0, 100_000)
    assert 0.9 <= ((drawn >= low) & (drawn <= high)).mean() < 0.96


def test_a_large_mean_does_not_underflow():
    """A mean of 900 still has an interval around it."""
    low, high = interval(900.0, 900.0)
    assert 840 < low < 900 < high < 960


def test_a_new_scale_reads_by_the_prior_line():
    """Before anything is counted, the line of the simulated worlds speaks."""
    assert Scale(10).line() == pytest.approx((PRIOR_RATE, PRIOR_SLOPE))


def test_a_scale_learns_how_noisy_a_desk_is():
    """A desk whose past alarms twice as often reads the same evidence as twice as common."""
    told = []
    for often in (1, 2):
        rng = np.random.default_rng(4)
        scale = Scale(400)
        for _ in range(120):
            drawn = rng.exponential(1 / PRIOR_SLOPE, (400, 7))
            kept = rng.random((400, 7)) < often * np.exp(PRIOR_RATE) / 365
            evidence, level = np.where(kept, drawn, -np.inf), np.arange(400.0)
            scale.learn(evidence, scale.log_rates(evidence, level), level)
        told.append(scale.line()[0])
    # Alarms within two weeks count once, so twice as many days are a little less than twice.
    assert 0.4 < told[1] - told[0] < np.log(2)


def test_a_budget_is_shared_out():
    """One alarm a month over 120 series is a tenth a series and year."""
    assert Promise(budget=1).per_series_year(120) == pytest.approx(0.1)
    with pytest.raises(ValueError, match="no rate"):
        Promise(discovery=0.2).per_series_year(120)


def test_weeks_that_are_quiet_keep_to_their_chance():
    """Of seasonal Poisson weeks, about one in fifty has a p-value under 0.02."""
    rng = np.random.default_rng(5)
    season = 5 * np.exp(0.3 * np.cos(2 * np.pi * np.arange(340) / 52))
    counts = rng.poisson(np.broadcast_to(season, (300, 340))).astype(float)
    told = weekly.evidence(counts, 320)[:, 320:]
    assert 0.012 < (told < 0.02).mean() < 0.028


def test_a_loud_week_has_a_small_chance():
    """Five standard deviations above the season."""
    counts = np.random.default_rng(6).poisson(5.0, (20, 330)).astype(float)
    counts[4, 325] += 12
    assert weekly.evidence(counts, 320)[4, 325] < 0.001


def test_a_cluster_that_is_seen_more_fully_strays_more():
    """Twice as much seen is twice the dispersion beyond that of independent incidents."""
    spread = Spread(2)
    spread.dispersion[:] = 1.4
    means, sure = np.full((len(spread.dispersion), 2, 3), 2.0), np.zeros(2)
    once, twice = (spread.variances(means, sure, np.full((2, 3), n)) for n in (1.0, 2.0))
    drift = spread.drift[:, None, None] * means**2
    assert (once - drift).ravel() == pytest.approx(2.0 * 1.4)
    assert (twice - drift).ravel() == pytest.approx(2.0 * 1.8)


def test_noise_of_reading_says_nothing_of_its_power():
    """Counts of articles that waver by a tenth leave the power at 1 for three years."""
    rng = np.random.default_rng(4)
    read = 400 * np.exp(0.1 * rng.standard_normal((1, 1092)))
    counts = rng.poisson(0.8, (60, 1092)).astype(float)
    exposure, alike = np.repeat(read, 60, 0), np.zeros(60, dtype=np.int64)
    expectation = Expectation(counts[:, :56], exposure[:, :56], alike)
    for at in range(0, 1092, 7):
        expectation.learn(counts[:, at : at + 7], exposure[:, at : at + 7])
    assert expectation.powers.power == pytest.approx(1.0, abs=0.01)
