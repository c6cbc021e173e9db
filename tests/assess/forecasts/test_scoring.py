"""Scores: their bounds, their ends, and what a calibrated forecaster may expect."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.assess.forecasts.calibration import BINS, ENOUGH, bins, record
from vedette.assess.forecasts.scoring import brier, likelihood, log_score, number, score

PERCENT = st.floats(0, 100)


@given(PERCENT, st.booleans())
def test_a_brier_score_lies_between_0_and_1(percent, came):
    """At every probability, whatever happened."""
    assert 0 <= brier(percent, came_true=came) <= 1


@given(PERCENT)
def test_a_calibrated_forecaster_expects_p_times_one_minus_p(percent):
    """What is said to come with p and comes with p has this Brier score on average."""
    share = percent / 100
    expected = share * brier(percent, came_true=True) + (1 - share) * brier(
        percent, came_true=False
    )
    assert math.isclose(expected, share * (1 - share), abs_tol=1e-12)


@given(PERCENT, PERCENT)
def test_no_other_number_expects_a_better_score(truth, told):
    """Both scores are proper: who believes p does best to say p."""
    share = truth / 100
    for given_score in (brier, log_score):

        def expected(said, of=given_score):
            parts = ((share, True), (1 - share, False))
            return sum(weight * of(said, came_true=came) for weight, came in parts if weight)

        assert expected(truth) <= expected(told) + 1e-9


@given(PERCENT, PERCENT, st.booleans())
def test_the_middle_lies_between_the_ends(one, other, came):
    """A score is never outside its own range."""
    found = score(likelihood(min(one, other), max(one, other)), came_true=came)
    assert found.brier_best <= found.brier <= found.brier_worst
    assert found.log_best <= found.log
    assert found.log_worst is None or found.log <= found.log_worst


def test_an_end_that_excluded_what_happened_has_no_worst():
    """The log score at 0 percent is without end; at the middle it is not."""
    found = score(likelihood(0, 5), came_true=True)
    assert (found.log_worst, round(found.log, 6)) == (None, 3.688879)


def test_a_number_of_nought_or_a_hundred_is_rounded():
    """It stands for the half percent that rounds to it, so that its score has an end."""
    assert (number(0.0).low, number(0.0).high, number(0.0).point) == (0, 0.5, 0.25)
    assert number(1.0).point == 99.75
    assert number(0.07).point == 7.0
    assert score(number(1.0), came_true=False).brier == 0.99500625


def test_too_few_have_no_calibration():
    """Nine decided forecasts have means and no bins; ten have both."""
    listed = [(likelihood(55, 80), n < 6) for n in range(ENOUGH)]
    assert record(listed[:-1]).bins == ()
    whole = record(listed)
    assert (whole.count, whole.came_true, len(whole.bins)) == (10, 6, BINS)
    assert whole.brier == pytest.approx((6 * 0.105625 + 4 * 0.455625) / 10)
    assert whole.base == 0.24
    assert record([]).brier is None


@given(st.lists(st.tuples(PERCENT, st.booleans()), max_size=40))
def test_every_forecast_is_in_one_bin(listed):
    """The bins hold all of them, each where its probability lies."""
    found = bins([(likelihood(p, p), came) for p, came in listed])
    assert sum(one.count for one in found) == len(listed)
    for one in found:
        assert one.said is None or one.low <= one.said <= one.high
        assert one.came is None or 0 <= one.came <= 100
