"""A period cut into pieces, from years down to hours."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.web import spans

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))
LONG = st.integers(min_value=0, max_value=4000).map(lambda n: timedelta(days=n))


@given(DAYS, LONG)
def test_pieces_hold_each_day_once(since, length):
    """They follow each other without a gap, from the first day to the last, and stay countable."""
    until = since + length
    cut = spans.pieces(since, until)
    assert (cut[0].since, cut[-1].until) == (since, until)
    if cut[0].hour is None:
        for one, other in pairwise(cut):
            assert other.since == one.until + spans.DAY
    assert len(cut) <= 121


@given(DAYS, LONG, st.lists(DAYS, max_size=20))
def test_what_lies_within_is_counted_once(since, length, moments):
    """And nothing else is."""
    until = since + length
    counts = spans.counted(moments, spans.pieces(since, until))
    assert sum(counts) == sum(since <= day <= until for day in moments)


def test_hours_are_those_of_utc():
    """A moment falls into its hour; a day alone into midnight."""
    day = date(2026, 3, 1)
    moments = [datetime(2026, 3, 1, 13, 59, tzinfo=UTC), day]
    counts = spans.counted(moments, spans.pieces(day, day))
    assert (counts[13], counts[0], sum(counts)) == (1, 1, 2)


@pytest.mark.parametrize("length", [0, 6, 400])
def test_a_step_out_holds_the_period(length):
    """Around the same middle."""
    since, until = date(2026, 3, 1), date(2026, 3, 1) + timedelta(days=length)
    first, last = spans.wider(since, until)
    assert since - first == last - until > timedelta()
