"""Days out of the ISO 8601 values that a finding holds."""

import calendar
import re
from datetime import date
from typing import Final

from vedette.records import Interval, Value

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def interval(value: Value) -> Interval | None:
    """Read a day, month, year or interval in ISO 8601; None for anything else.

    >>> interval("2026-02").last
    datetime.date(2026, 2, 28)
    """
    if not isinstance(value, str):
        return None
    start, _, end = value.partition("/")
    first, last = _edge(start, last=False), _edge(end or start, last=True)
    return Interval(first, last) if first and last and first <= last else None


def to_the_day(value: Value) -> bool:
    """Say whether a value names days, and no whole months or years.

    >>> to_the_day("2026-02-03/2026-04-01"), to_the_day("2026-02"), to_the_day("2026-02/2026-04")
    (True, False, False)
    """
    ends = [_DAY.fullmatch(end[:10]) for end in value.split("/")] if isinstance(value, str) else []
    return bool(ends) and all(end and end[3] for end in ends)


def _edge(text: str, *, last: bool) -> date | None:
    found = _DAY.fullmatch(text[:10])
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    try:
        day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None


def meet(one: Interval | None, other: Interval | None) -> bool:
    """Say whether two days may be the same; one that is not told may be any."""
    if one is None or other is None:
        return True
    return one.first <= other.last and other.first <= one.last
