"""Days and hours on pages."""

from datetime import UTC, date, datetime, timedelta, timezone

from vedette.web.clock import clock
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


def test_an_absent_moment_is_a_dash():
    """Nothing is shown for what is not known."""
    assert clock(None) == '<span class="none">–</span>'


def test_a_moment_without_zone_is_utc():
    """The ledger's moments have zones; a foreign one without is not shifted."""
    assert clock(datetime(2025, 1, 1, 12, 0)) == clock(datetime(2025, 1, 1, 12, 0, tzinfo=UTC))  # noqa: DTZ001


def test_numbers_are_grouped():
    """Thousands are set apart by a thin space."""
    assert [number(12345), number(3.25), number(None)] == ["12\u202f345", "3.2", "–"]
