"""Classes of how factual a predicate is. All values are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.public.statuses import STATUSES, class_of, marks_of, status_of, told, value_of


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_that_of_its_marks(status):
    """The marks that stand for a status are read as that status."""
    assert status_of(marks_of(status)) == status


def test_an_event_without_marks_misleads_nobody():
    """No certainty marked is plain; a doubtful or unspecified one is uncertain."""
    assert status_of({"certainty": None, "polarity": "NEG", "time": None}) == "plain"
    marks = {"certainty": "UNDERSPECIFIED", "polarity": "POS", "time": "NON_FUTURE"}
    assert status_of(marks) == "uncertain"
    assert status_of(marks | {"polarity": "NEG"}) == "negated"


def test_plain_needs_the_others_below_the_threshold():
    """What the others have together decides, not the highest alone."""
    assert told([0.68, 0.12, 0.1, 0.1], 0.3) == "future"
    assert told([0.72, 0.28, 0.0, 0.0], 0.3) == "plain"


@given(st.floats(-3, 3), st.sampled_from((0, 1, 2)))
def test_a_value_is_moved_into_its_class_and_no_further(value, class_):
    """What lies in the class stays; what does not, ends in it."""
    moved = value_of(class_, value)
    assert class_of(moved) == class_
    if class_of(value) == class_ and abs(abs(value) - 1) > 0.01:
        assert moved == value
