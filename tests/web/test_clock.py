"""Days and hours on pages."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from vedette.records import Interval
from vedette.web.clock import clock, spelled
from vedette.web.press import number


def test_a_moment_is_told_in_utc_with_its_day():
    """Another zone's evening is UTC's day before."""
    moment = datetime(2025, 11, 21, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert clock(moment) == (
        '<time datetime="2025-11-20T23:30:00+00:00" title="2025-11-20 23:30:00 UTC">'
        "Thu 20 Nov 2025, 23:30 UTC</time>"
    )


def test_a_day_has_no_hour():
    """Where only the day is known, no midnight is made up."""
    assert ">Thu 20 Nov 2025<" in clock(date(2025, 11, 20))
    assert ":" not in clock(date(2025, 11, 20), "short")


def test_a_short_moment_tells_its_year_unless_the_reader_knows_it():
    """An article of 2019 is not taken for one of this year; the years are those of UTC."""
    old = datetime(2019, 11, 19, 17, 42, tzinfo=UTC)
    assert ">Tue 19 Nov 2019, 17:42<" in clock(old, "short", datetime(2025, 11, 20, tzinfo=UTC))
    assert ">Tue 19 Nov, 17:42<" in clock(old, "short", date(2019, 1, 1))
    assert ">Tue 19 Nov 2019, 17:42<" in clock(old, "short")
    assert ">Tue 19 Nov 2019<" in clock(old.date(), "short", date(2020, 1, 1))
    eve = datetime(2020, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    assert ">Tue 19 Nov, 17:42<" in clock(old, "short", eve)


def test_a_head_names_the_day_in_full():
    """Days head the stream as they head a newspaper."""
    assert ">Thursday 20 November 2025<" in clock(date(2025, 11, 20), "head")


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (Interval(date(2026, 3, 15), date(2026, 3, 15)), "15 Mar 2026"),
        (Interval(date(2026, 3, 1), date(2026, 3, 4)), "1–4 Mar 2026"),
        (Interval(date(2026, 2, 27), date(2026, 3, 1)), "27 Feb – 1 Mar 2026"),
        (Interval(date(2025, 12, 30), date(2026, 1, 2)), "30 Dec 2025 – 2 Jan 2026"),
        (Interval(date(2035, 1, 1), date(2035, 12, 31)), "2035"),
        (Interval(date(2028, 2, 1), date(2028, 2, 29)), "February 2028"),
        (Interval(date(2028, 2, 1), date(2028, 2, 28)), "1–28 Feb 2028"),
        (Interval(date(9999, 12, 31), date(9999, 12, 31)), "31 Dec 9999"),
        (date(2026, 3, 15), "15 Mar 2026"),
        ("2024-06", "June 2024"),
        ("2024-06-01", "1 Jun 2024"),
        ("2024", "2024"),
        ("2024-13", "2024-13"),
        ("<b>", "&lt;b&gt;"),
        (None, "–"),
    ],
)
def test_days_are_spelled_with_their_year(when, told):
    """A month and a year as such; each end stands in a `<time>` of its own."""
    printed = spelled(when)
    assert re.sub(r"</?(time|span)[^>]*>", "", printed) == told
    for machine in re.findall(r'datetime="([^"]*)"', printed):
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", machine)
    assert ("<time" in printed) is (told not in {"2024-13", "&lt;b&gt;", "–"})


def test_an_absent_moment_is_a_dash():
    """Nothing is shown for what is not known."""
    assert clock(None) == '<span class="none">–</span>'


def test_a_moment_without_zone_is_utc():
    """The ledger's moments have zones; a foreign one without is not shifted."""
    assert clock(datetime(2025, 1, 1, 12, 0)) == clock(datetime(2025, 1, 1, 12, 0, tzinfo=UTC))  # noqa: DTZ001


def test_numbers_are_grouped():
    """Thousands are set apart by a thin space."""
    assert [number(12345), number(3.25), number(None)] == ["12\u202f345", "3.2", "–"]
