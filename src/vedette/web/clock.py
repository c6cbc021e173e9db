"""Days and hours as a reader wants them: in UTC, with the day's name, in the page's language."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from vedette.records import Interval
from vedette.web.tongues import gettext, pgettext, spoken

KEPT: Final = 4096
"""Moments that are kept as they were printed: a list shows 150, its next page many of the same."""


def clock(moment: date | None, style: str = "long", beside: date | None = None) -> Markup:
    """Print a moment or day in UTC as a `<time>`: `long` with day name, `short`, or `hour` alone.

    A moment without a zone is taken for UTC. `short` leaves the year out where it is that of
    `beside`, a moment whose year the reader knows; without one the year is told.
    """
    if moment is None:
        return Markup('<span class="none">–</span>')
    utc = _utc(moment)
    if style == "short" and (beside is None or _utc(beside).year != utc.year):
        style = "dated"
    return _printed(utc, _PATTERNS[style, isinstance(utc, datetime)], spoken())


@lru_cache(maxsize=KEPT)
def _printed(utc: date, pattern: str, _tongue: str) -> Markup:
    machine = utc.isoformat(timespec="seconds") if isinstance(utc, datetime) else utc.isoformat()
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        machine, machine.replace("T", " ").replace("+00:00", " UTC"), day_text(utc, pattern)
    )


def _utc(moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def dayspan(when: Interval, beside: date) -> str:
    """Write days shortly, the year only where it is not that of `beside`.

    >>> days = Interval(date(2026, 3, 1), date(2026, 3, 4))
    >>> dayspan(days, date(2026, 5, 1)), dayspan(days, date(2027, 1, 1))
    ('1–4 Mar', '1–4 Mar 2026')
    >>> dayspan(Interval(date(2026, 2, 27), date(2026, 3, 1)), date(2026, 5, 1))
    '27 Feb – 1 Mar'
    """
    first, last = when.first, when.last
    year = "" if last.year == beside.year else f" {last.year}"
    if first == last:
        return day_text(last, "{date}") + year
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last, '{date}')}{year}"
    before = day_text(first, "{date}") + ("" if first.year == last.year else f" {first.year}")
    return f"{before} – {day_text(last, '{date}')}{year}"


def spelled(when: Interval | date | str | None) -> Markup:
    """Print days as a reader writes them, always with their year: `1–4 Mar 2026`, `March 2026`.

    Whole months and years are told as such; so are days told as ISO 8601. Any other words stay.
    """
    if isinstance(when, str):
        return _spelled_iso(when)
    if when is None:
        return Markup('<span class="none">–</span>')
    first, last = when if isinstance(when, Interval) else (when, when)
    if whole := _whole(first, last):
        return _time(*whole)
    end = _time(last.isoformat(), day_text(last, "{date} {year}"))
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return Markup("{}–{}").format(_time(first.isoformat(), str(first.day)), end)
    begun = day_text(first, "{date}" if first.year == last.year else "{date} {year}")
    return Markup("{} – {}").format(_time(first.isoformat(), begun), end)


def _spelled_iso(told: str) -> Markup:
    """Print a day, a month or a year that is told as ISO 8601 tells it."""
    found = _ISO.fullmatch(told)
    if not found:
        return Markup("{}").format(told)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 1, month or 1, day or 1)
    except ValueError:
        return Markup("{}").format(told)
    if day:
        return spelled(first)
    ends = 12 if month is None else first.month
    return spelled(Interval(first, date(first.year, ends, monthrange(first.year, ends)[1])))


def _whole(first: date, last: date) -> tuple[str, str] | None:
    """Give a whole month or year as a machine and as a reader writes it; None for other days."""
    ends = monthrange(last.year, last.month)[1]
    if first.year != last.year or first.day != 1 or last.day != ends:
        return None
    if (first.month, last.month) == (1, 12):
        return f"{first.year:04d}", str(first.year)
    if first.month != last.month:
        return None
    return f"{first.year:04d}-{first.month:02d}", f"{gettext(MONTHS[first.month - 1])} {first.year}"


def _time(machine: str, told: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(machine, told)


_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def stamp(moment: datetime) -> str:
    """Write a moment for an address, to the second that it is in.

    >>> stamp(datetime(2026, 3, 2, 7, 50, 59, 999, tzinfo=UTC))
    '2026-03-02T07:50:59Z'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


_PATTERNS: Final[Mapping[tuple[str, bool], str]] = {
    ("long", True): "{day} {date} {year}, {hour} UTC",
    ("long", False): "{day} {date} {year}",
    ("short", True): "{day} {date}, {hour}",
    ("short", False): "{day} {date}",
    ("dated", True): "{day} {date} {year}, {hour}",
    ("dated", False): "{day} {date} {year}",
    ("hour", True): "{hour}",
    ("hour", False): "–",
    ("head", True): "{weekday} {date_long} {year}",
    ("head", False): "{weekday} {date_long} {year}",
}
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

SUNDAY_FIRST: Final = (WEEKDAYS[-1], *WEEKDAYS[:-1])
"""As browsers count them."""


def shortly(names: Iterable[str]) -> list[str]:
    """Give days or months as they are written shortly in the page's language.

    >>> shortly(["Monday", "January"])
    ['Mon', 'Jan']
    """
    return [pgettext("short", name[:3]) for name in names]


def day_text(moment: date, pattern: str) -> str:
    """Fill a pattern in the page's language, whatever locale the process runs under."""
    weekday, month = WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1]
    hour = f"{moment:%H:%M}" if isinstance(moment, datetime) else ""
    return pattern.format(
        day=pgettext("short", weekday[:3]),
        weekday=gettext(weekday),
        date=f"{moment.day} {pgettext('short', month[:3])}",
        date_long=f"{moment.day} {gettext(month)}",
        year=moment.year,
        hour=hour,
    )
