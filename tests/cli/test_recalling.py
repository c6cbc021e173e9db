"""Moments as they are written on the command line."""

from datetime import UTC, datetime

import click
import pytest

from vedette.cli.recalling import Moment

LAST = datetime(2026, 3, 2, 23, 59, 59, 999999, UTC)


@pytest.mark.parametrize("written", ["2026-03-02", "20260302", "2026-W10-1"])
def test_a_day_is_its_beginning_or_its_end(written):
    """However ISO 8601 writes a day, it is a day."""
    assert Moment().convert(written, None, None) == datetime(2026, 3, 2, tzinfo=UTC)
    assert Moment(end=True).convert(written, None, None) == LAST


@pytest.mark.parametrize(
    "written", ["2026-03-02T07:50Z", "2026-03-02t07:50z", "2026-03-02 08:50+01:00"]
)
def test_an_hour_is_itself(written):
    """A zone by its letter or its number, in either case; the end of a day is no matter."""
    told = datetime(2026, 3, 2, 7, 50, tzinfo=UTC)
    assert Moment().convert(written, None, None) == told
    assert Moment(end=True).convert(written, None, None) == told


@pytest.mark.parametrize("written", ["99999999 days ago", "999999999 weeks", "9" * 5000 + " days"])
def test_a_time_before_all_days_is_refused(written):
    """No number of days brings anything but an answer or a sentence."""
    with pytest.raises(click.BadParameter):
        Moment().convert(written, None, None)


def test_words_for_days():
    """Yesterday ends where today begins."""
    gap = Moment().convert("today", None, None) - Moment(end=True).convert("Yesterday", None, None)
    assert gap.total_seconds() < 1
    assert Moment().convert("3 Days ago", None, None) < Moment().convert("2 days", None, None)
