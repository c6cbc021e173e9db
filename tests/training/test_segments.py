"""Spans from log-odds: the laws that exact ends rest on. All numbers are invented."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from training.public.segments import segments, surest

ODDS = st.lists(st.floats(-4, 4).map(lambda odds: round(odds, 6)), max_size=8)
PRICE = st.floats(0.1, 3)


def _worth(odds, inside, price):
    begun = sum(one and not before for before, one in itertools.pairwise((False, *inside)))
    return sum(x for x, one in zip(odds, inside, strict=True) if one) - price * begun


@given(ODDS, PRICE)
def test_no_labelling_is_worth_more(odds, price):
    """The spans gain as much as the best of all labellings of the words."""
    best = max(_worth(odds, each, price) for each in itertools.product((0, 1), repeat=len(odds)))
    assert abs(sum(one.gain for one in segments(odds, price)) - best) < 1e-6


@given(ODDS, PRICE)
def test_spans_are_in_order_and_apart(odds, price):
    """Spans follow each other, hold a word at least, and each gains something."""
    found = segments(odds, price)
    assert all(one.end < other.start for one, other in itertools.pairwise(found))
    assert all(one.start < one.end and one.gain > 0 for one in found)


def test_a_doubtful_word_does_not_break_a_span():
    """One word that the network doubts stays inside when the price of a second span is higher."""
    assert [one[:2] for one in segments([3, 3, -1, 3, -4], 2)] == [(0, 4)]
    assert [one[:2] for one in segments([3, 3, -3, 3, -4], 2)] == [(0, 2), (3, 4)]


def test_the_surest_is_the_one_that_gains_most():
    """Of two spans the better one is kept; of none, none."""
    assert [one[:2] for one in surest([2, -5, 2, 2], 0.5)] == [(2, 4)]
    assert surest([-1, -1], 0.5) == []
