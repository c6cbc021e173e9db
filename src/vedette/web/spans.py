"""A period cut into pieces that a reader can count: years, months, days or hours."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from vedette.web.clock import day_text

DAY: Final = timedelta(days=1)
Unit = Literal["year", "month", "day", "hour"]

YEARS, MONTHS, DAYS = 1100, 120, 1
"""Days from which on a period is cut into years, months and days: up to 120 pieces, which are three
pixels wide on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a period: its first and last day, and the hour where it is one."""

    since: date
    until: date
    name: str
    hour: int | None = None


def unit_of(since: date, until: date) -> Unit:
    """Say into what a period is cut, both days counted in.

    >>> unit_of(date(2026, 3, 1), date(2026, 3, 1)), unit_of(date(2026, 3, 1), date(2026, 4, 1))
    ('hour', 'day')
    """
    length = (until - since).days
    if length > YEARS:
        return "year"
    if length > MONTHS:
        return "month"
    return "day" if length >= DAYS else "hour"


def pieces(since: date, until: date) -> tuple[Piece, ...]:
    """Cut a period; the first and the last piece end with it."""
    unit = unit_of(since, until)
    if unit == "hour":
        return tuple(Piece(since=since, until=since, name=f"{h:02}:00", hour=h) for h in range(24))
    return tuple(_cut(since, until, unit))


def _cut(since: date, until: date, unit: Unit) -> Iterator[Piece]:
    first = since
    while first <= until:
        last = min(until, _end(first, unit))
        yield Piece(since=first, until=last, name=_name(first, unit))
        first = last + DAY


def _end(day: date, unit: Unit) -> date:
    if unit == "year":
        return date(day.year, 12, 31)
    if unit == "month":
        return (day.replace(day=1) + 31 * DAY).replace(day=1) - DAY
    return day


def _name(day: date, unit: Unit) -> str:
    if unit == "year":
        return str(day.year)
    whole = day_text(day, "{date} {year}")
    return whole.partition(" ")[2] if unit == "month" else whole


def counted(moments: Iterable[date], cut: Sequence[Piece]) -> tuple[int, ...]:
    """Count moments or days by piece; those of no piece are left out.

    A day without an hour falls into midnight where pieces are hours.
    """
    return tallied(Counter(moments), cut)


def tallied(counts: Mapping[date, int], cut: Sequence[Piece]) -> tuple[int, ...]:
    """Add up by piece what is counted by moments or days already."""
    found = [0] * len(cut)
    firsts = [piece.since for piece in cut]
    for moment, n in counts.items():
        utc = moment.astimezone(UTC) if isinstance(moment, datetime) else moment
        day = utc.date() if isinstance(utc, datetime) else utc
        if not cut[0].since <= day <= cut[-1].until:
            continue
        hour = utc.hour if isinstance(utc, datetime) else 0
        found[bisect_right(firsts, day) - 1 if cut[0].hour is None else hour] += n
    return tuple(found)


def wider(since: date, until: date) -> tuple[date, date]:
    """Give a period four times as long around the same middle: a step out of a zoom."""
    more = ((until - since) + DAY) * 3 / 2
    return since - max(DAY, more), until + max(DAY, more)


def beside(since: date, until: date, *, later: bool) -> tuple[date, date]:
    """Give the period before or after, as long.

    >>> beside(date(2026, 3, 8), date(2026, 3, 14), later=False)
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 7))
    """
    length = (until - since) + DAY
    return (since + length, until + length) if later else (since - length, until - length)
