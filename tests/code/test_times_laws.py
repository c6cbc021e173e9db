"""What holds for time expressions in any text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import grows_in_proportion

from vedette.code.times import find_times, resolve_due, resolve_horizon, resolve_when, widen

WORDS = [
    *("on", "by", "since", "until", "between", "and", "the", "of", "in", "last", "next", "this"),
    *("night", "week", "month", "year", "Monday", "Sun.", "Feb.", "31", "29", "March", "May"),
    *("2024", "0000", "9999", "five", "a", "few", "quarter", "ago", "later", "23:59", "24.00"),
    *("overnight", "Christmas", "end", "decade", "century", "1990s", "every", "mid-", "early"),
    *("to", "–", ",", ".", "\n", "said", "will", "\u00a0", "from", "before", "half", "Q3", "st"),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=25).map(" ".join)
DAYS = st.none() | st.dates()


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_spans_slice_back_in_order(text: str, day: date | None) -> None:
    """Every span slices back to its text; none overlaps another; widening keeps the words."""
    end = 0
    for found in find_times(text, day):
        assert text[found.span.start : found.span.end] == found.text
        assert end <= found.span.start < found.span.end
        end = found.span.end
        wide = widen(text, found)
        assert text[wide.span.start : wide.span.end] == wide.text
        assert wide.text.endswith(found.text)


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_resolving_never_fails_and_never_leaves_an_unknown(text: str, day: date | None) -> None:
    """What the ledger keeps has no X in it, whatever was found."""
    for found in find_times(text, day):
        for resolve in (resolve_when, resolve_due, resolve_horizon):
            value = resolve(widen(text, found), day)
            assert value is None or value in {"PAST", "PRESENT", "FUTURE"} or value[0].isdigit()


@settings(max_examples=50, deadline=None)
@given(TEXTS, DAYS)
def test_finding_is_a_function_of_the_text(text: str, day: date | None) -> None:
    """Twice the same text gives the same answer."""
    assert find_times(text, day) == find_times(text, day)


@pytest.mark.parametrize(
    "piece", ["the end of the ", "9, ", "   \n ", "twenty-", "a few ", "1.1.", "from ", "May "]
)
def test_odd_text_takes_time_in_proportion(piece: str) -> None:
    """No pattern backtracks."""
    assert grows_in_proportion(lambda text: find_times(text, date(2025, 12, 13)), piece)
