"""Days out of ISO 8601 values, and how far two stretches of days are apart."""

import calendar
import re
from datetime import date, datetime
from typing import Final

from vedette.records import Interval, Value

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def interval(value: Value) -> Interval | None:
    """Read a date, month, year or interval; None for anything else (`PAST`, a number).

    >>> interval("2026-02")
    Interval(first=datetime.date(2026, 2, 1), last=datetime.date(2026, 2, 28))
    """
    if not isinstance(value, str):
        return None
    start, _, end = value.partition("/")
    first, last = _edge(start, last=False), _edge(end or start, last=True)
    return Interval(first, last) if first and last and first <= last else None


def _edge(text: str, *, last: bool) -> date | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year = int(found[1])
    month = int(found[2]) if found[2] else 12 if last else 1
    try:
        day = int(found[3]) if found[3] else calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def length(days: Interval) -> int:
    """Give the number of days of an interval; one day has the length 1."""
    return (days.last - days.first).days + 1


def gap(one: Interval, other: Interval) -> int:
    """Give the days between two intervals, 0 where they have a day in common.

    >>> gap(interval("2026-03-01"), interval("2026-03-04/2026-03-09"))
    3
    """
    return max(0, (one.first - other.last).days, (other.first - one.last).days)


def written(days: Interval) -> str:
    """Write an interval in ISO 8601, a single day as that day.

    >>> written(interval("2026-03-01"))
    '2026-03-01'
    """
    first, last = days.first.isoformat(), days.last.isoformat()
    return first if first == last else f"{first}/{last}"


def days_between(one: datetime, other: datetime) -> float:
    """Give the days between two moments, whichever comes first."""
    return abs((one - other).total_seconds()) / 86_400
