"""Figures against the path: where it starts, what it needs, and what a verdict rests on."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vedette.assess.pledges.courses import course, needed
from vedette.assess.pledges.official import Table
from vedette.assess.pledges.standing import measured
from vedette.pledged import Official

PAPER = Official(publisher="A", name="B", published=date(2026, 1, 1), url="https://a.example/")
SINCE = datetime(2025, 1, 1, tzinfo=UTC)


def table(estimates=(), **years):
    """Give a table of one state's figures."""
    figures = {int(year[1:]): value for year, value in years.items()}
    return Table(
        metric="m", official=PAPER, estimates=frozenset(estimates), figures={"PL": figures}
    )


def verdict(*listed):
    """Give what one publication makes of a pledge, None where it says nothing."""
    return next((cause.turn.standing for cause in measured(listed, SINCE)), None)


@given(
    first=some.floats(0, 10),
    level=some.floats(0.1, 10),
    start=some.integers(2000, 2020),
    length=some.integers(1, 20),
)
def test_the_path_goes_from_its_first_figure_to_the_level_and_never_back(
    first, level, start, length
):
    """It starts at the figure or at the level, ends at the level, and rises or stays."""
    path = [needed(first, level, start, start + length, start + n) for n in range(length + 3)]
    assert path[0] == pytest.approx(min(first, level) if first < level else level)
    assert path[length:] == pytest.approx([level] * 3)
    assert all(a <= b + 1e-9 for a, b in pairwise(path))


def test_a_year_that_only_starts_the_path_says_nothing():
    """Without a later figure there is no verdict."""
    one = course(table(y2024=2.0), "PL", 3.0, 2030, 2024)
    assert verdict(one) is None
    assert course(table(y2025=2.0), "PL", 3.0, 2030, 2024) is None


def test_below_and_on_the_path():
    """Half a per cent in six years: a twelfth of it in one is on course, nothing is behind."""
    assert verdict(course(table(y2024=2.0, y2025=2.09), "PL", 2.5, 2030, 2024)) == "on course"
    assert verdict(course(table(y2024=2.0, y2025=2.0), "PL", 2.5, 2030, 2024)) == "behind"


def test_only_the_final_figure_of_the_year_keeps_or_breaks():
    """An estimate of the year that is due is on course; the final figure decides."""
    years = {"y2024": 2.0, "y2025": 2.5}
    assert verdict(course(table([2025], **years), "PL", 2.5, 2025, 2024)) == "on course"
    assert verdict(course(table(**years), "PL", 2.5, 2025, 2024)) == "kept"
    assert verdict(course(table(**years), "PL", 2.6, 2025, 2024)) == "broken"


def test_one_member_below_its_path_puts_all_behind():
    """Every member is bound: who is above stands for nobody else."""
    on = course(table(y2024=2.0, y2025=2.4), "PL", 2.5, 2030, 2024)
    off = course(table(y2024=2.0, y2025=1.9), "PL", 2.5, 2030, 2024)
    assert verdict(on, off) == "behind"
    assert verdict(on, on) == "on course"
