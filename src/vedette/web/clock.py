"""Days and hours as a reader wants them: in UTC, with the day's name, in English."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from markupsafe import Markup


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
    machine = utc.isoformat(timespec="seconds") if isinstance(utc, datetime) else utc.isoformat()
    pattern = _PATTERNS[style, isinstance(utc, datetime)]
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        machine, machine.replace("T", " ").replace("+00:00", " UTC"), day_text(utc, pattern)
    )


def _utc(moment: date) -> date:
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


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
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_text(moment: date, pattern: str) -> str:
    """Fill a pattern in English, whatever locale the process runs under."""
    weekday, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    hour = f"{moment:%H:%M}" if isinstance(moment, datetime) else ""
    return pattern.format(
        day=weekday[:3],
        weekday=weekday,
        date=f"{moment.day} {month[:3]}",
        date_long=f"{moment.day} {month}",
        year=moment.year,
        hour=hour,
    )
