"""Days, months, weeks and seasons as ISO 8601 values, and the first and last day of each.

A value is what TIMEX3 writes: `2025-11-16`, `2025-11`, `2025`, `2025-W46`, `2025-Q4`, `2025-H2`,
`2025-FA` (a season), `202` (a decade), each perhaps with a time of day behind a `T`.
"""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache

_FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Seasons by the months of the northern temperate zone, as meteorologists count them."""
_VALUE = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T.*)?)?"
    r"|-W(?P<week>[0-9]{2})(?P<end>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<season>SP|SU|FA|WI))?"
    r"|(?P<decade>[0-9]{3})"
)

Days = tuple[date, date]


def shift(day: date, *, days: int = 0, months: int = 0) -> date | None:
    """Move a day by days or calendar months, to the month's last day where it is too short.

    None beyond the years that a date can hold.

    >>> shift(date(2025, 1, 31), months=1)
    datetime.date(2025, 2, 28)
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return None
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    try:
        return moved + timedelta(days=days)
    except OverflowError:
        return None


def month_value(year: int, month: int) -> str:
    """Write a month; month 0 is December of the year before, 13 January of the next."""
    count = year * 12 + month - 1
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def week_value(day: date) -> str:
    """Write the ISO week that a day lies in: `2025-W46`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def day_value(year: int, month: int, day: int) -> str | None:
    """Write a day, or None where the month has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def easter(year: int) -> date:
    """Find Easter Sunday of the western churches (the anonymous Gregorian algorithm).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Find the nth weekday (Monday = 0) of a month; -1 is the last one.

    >>> nth_weekday(2026, 5, 0, -1)
    datetime.date(2026, 5, 25)
    """
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def days_of(value: str) -> Days | None:
    """Find the first and last day of a value, None for one that names no calendar days.

    >>> days_of("2026-Q1")
    (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    """
    try:
        return _interval(value) if "/" in value else _single(value)
    except ValueError:
        return None


def _interval(value: str) -> Days | None:
    first, last = value.split("/", 1)
    left, right = days_of(first), days_of(last)
    return (left[0], right[1]) if left and right else None


def _single(value: str) -> Days | None:
    found = _VALUE.fullmatch(value)
    if found is None:
        return None
    if found["decade"]:
        return _months(int(value) * 10, 1, 120)
    year = int(found["year"])
    if found["day"]:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    if found["week"]:
        return _week(year, int(found["week"]), weekend=bool(found["end"]))
    return _months(year, *_stretch(found))


def _week(year: int, week: int, *, weekend: bool) -> Days:
    monday = date.fromisocalendar(year, week, 1)
    return monday + timedelta(5 if weekend else 0), monday + timedelta(6)


def _stretch(found: re.Match[str]) -> tuple[int, int]:
    """Give a period's first month and how many it has."""
    for group, size in (("month", 1), ("quarter", 3), ("half", 6)):
        if found[group]:
            return (int(found[group]) - 1) * size + 1, size
    return (_FIRST_MONTH[found["season"]], 3) if found["season"] else (1, 12)


def _months(year: int, month: int, count: int) -> Days | None:
    first = date(year, month, 1)
    after = shift(first, months=count)
    return (first, after - timedelta(1)) if after else None
