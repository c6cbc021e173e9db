"""Which day, month or season is meant by a name that comes round every week or year.

The grammars of all languages choose here. Each tells by a `Looking` what its words say of it.
"""

import re
from datetime import date, timedelta
from typing import Final, Protocol

from vedette.code.times import calendar as cal
from vedette.code.times import words as w
from vedette.code.times.scene import Scene

FAR: Final = timedelta(days=240)
"""Eight months: a date that lies further back is nearer in the other direction."""
VERY_FAR: Final = timedelta(days=300)
"""Against a verb of the past it must be farther still."""
RECENT: Final = timedelta(days=30)
"""A date so recent is meant even behind `by`: "sealed by the February 3 treaty"."""
SEASON_BACK: Final = timedelta(days=100)
"""A month told with a verb of the future is the next one, unless it passed so lately."""

SOON: Final = 3
"""Months ahead within which a month alone is the coming one, where no verb looks back; the very
next one is meant even then, unless it has been this year: in October "November" does not look
back eleven months, but in December "January" does."""

_BACKWARD: Final = frozenset({"last", "previous", "past", "this past"})
_ONWARD: Final = frozenset({"next", "coming", "following", "this coming"})
_LEANING: Final = frozenset({"previous", "following"})
"""Counted from the day told last, not from publication."""


class Looking(Protocol):
    """Where a name stands: the day of publication, and whether the words look back or ahead."""

    @property
    def today(self) -> date | None:
        """The day of publication."""

    def ahead(self) -> bool | None:
        """Whether the words around look to the future; None where nothing tells."""

    def firm(self) -> bool:
        """Whether a preposition decides that, so that no nearer date can overrule it."""


def told_year(match: re.Match[str], scene: Scene) -> int | None:
    """Read the year that stands with a date, as digits or as `last year`; None where none does."""
    if match["y"]:
        return int(match["y"])
    if match["shifted"] and scene.today:
        return scene.today.year + {"last": -1, "this": 0, "next": 1}[match["shifted"].lower()]
    return None


def moved(base: date | None, *, days: int = 0) -> str:
    """Write the day so many days from another, in X where that one is not known."""
    day = cal.shift(base, days=days) if base else None
    return day.isoformat() if day else "XXXX-XX-XX"


def day_of(month: int, day: int, scene: Looking) -> str | None:
    """Choose the year of a day told without one.

    A day close by beats a verb, and only a preposition beats that: on 15 December "January 14" is
    next month even where the sentence is in the past tense.
    """
    today = scene.today
    if today is None:
        return f"XXXX-{month:02d}-{day:02d}"
    years = range(max(1, today.year - 1), min(9999, today.year + 1) + 1)
    days = [date(y, month, day) for y in years if cal.day_value(y, month, day)]
    past = [d for d in days if d <= today]
    future = [d for d in days if d >= today]
    if not past or not future:
        return days[0].isoformat() if days else None
    return (future[0] if _looks_ahead(today - past[-1], scene) else past[-1]).isoformat()


def _looks_ahead(since: timedelta, scene: Looking) -> bool:
    """Choose between a past occurrence, so long ago, and the next one, a year later."""
    ahead = scene.ahead()
    if scene.firm() and since > RECENT:
        return bool(ahead)
    if since > (VERY_FAR if ahead is False else FAR):
        return True
    return bool(ahead) and since > timedelta(365) - FAR


def month_of(number: int, relation: str, scene: Looking) -> str:
    """Choose the year of a month told without one; a month alone looks back."""
    today = scene.today
    if today is None:
        return f"XXXX-{number:02d}"
    past = today.year if number <= today.month else today.year - 1
    future = today.year if number >= today.month else today.year + 1
    if relation in _BACKWARD:
        lately = (today.month - number) % 12 <= 1
        return cal.month_value(past - lately, number)
    if relation in _ONWARD:
        return cal.month_value(future + (number == today.month), number)
    if relation == "this":
        return cal.month_value(today.year, number)
    since = timedelta(30 * ((today.month - number) % 12))
    ahead = scene.ahead() and (scene.firm() or since > SEASON_BACK)
    if not (ahead or scene.firm()) and 0 < (to_go := (number - today.month) % 12) <= SOON:
        ahead = scene.ahead() is None or (to_go == 1 and past < today.year)
    return cal.month_value(future if ahead else past, number)


def weekday_of(number: int, relation: str, scene: Scene) -> str:
    """Choose the week of a weekday: the one just past, the coming one where words look ahead."""
    today = scene.base if relation in _LEANING else scene.today
    if today is None:
        return f"XXXX-WXX-{number + 1}"
    back = (today.weekday() - number) % 7
    on = (number - today.weekday()) % 7
    if relation in _BACKWARD:
        return moved(today, days=-(back or 7))
    if relation in _ONWARD:
        return moved(today, days=on or 7)
    return moved(today, days=on if scene.ahead() else -back)


def season_of(code: str, relation: str, scene: Looking) -> str:
    """Choose the year of a season, named by the year in which it begins."""
    today = scene.today
    if today is None:
        return f"XXXX-{code}"
    spans = _seasons(code, today)
    over = [value for value, days in spans if days[1] < today]
    coming = [value for value, days in spans if days[0] > today]
    current = [value for value, _ in spans if value not in over and value not in coming]
    if relation in _BACKWARD and over:
        return over[-1]
    if relation in _ONWARD and coming:
        return coming[0]
    if relation == "this" and not current:
        return f"{today.year:04d}-{code}"
    if current:
        return current[0]
    return coming[0] if coming and (scene.ahead() or not over) else over[-1]


def _seasons(code: str, today: date) -> list[tuple[str, cal.Days]]:
    values = [f"{year:04d}-{code}" for year in range(today.year - 2, today.year + 2)]
    return [(value, days) for value in values if (days := cal.days_of(value))]


def unit_of(unit: str, step: int, base: date | None) -> str:
    """Write the week, month, quarter, year or decade that lies `step` from the one of a day."""
    if base is None:
        return {"week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX")
    if unit in {"week", "weekend"}:
        day = cal.shift(base, days=7 * step)
        return (cal.week_value(day) if day else "XXXX-WXX") + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return cal.month_value(base.year, base.month + step)
    if unit == "quarter":
        count = base.year * 4 + (base.month - 1) // 3 + step
        return f"{count // 4:04d}-Q{count % 4 + 1}"
    size = {"decade": 10, "century": 100}.get(unit, 1)
    return str(base.year // size + step).zfill({10: 3, 100: 2}.get(size, 4))


def base_of(unit: str, scene: Scene) -> date | None:
    """Give a day of the year, month or week that "the following year" and "that week" lean on."""
    return scene.memory.within(unit) or scene.base


def year_earlier(scene: Scene) -> str:
    """Write what a figure "a year earlier" is for: the quarter told last, or else the year."""
    quarter = scene.memory.quarter
    if quarter:
        return f"{int(quarter[:4]) - 1:04d}{quarter[4:]}"
    return unit_of("year", -1, scene.base)


def quarter_ended(day: str | None) -> str:
    """Write the last quarter of the calendar that was over by a day: `1989-Q2` for 31 July."""
    if day is None or day.startswith("X"):
        return "XXXX-QX"
    after = cal.shift(date.fromisoformat(day), days=1)
    return unit_of("quarter", -1, after)


def part_of(words: str) -> str:
    """Give TIMEX3's code for a part of the day: `NI` for "night"."""
    return w.PARTS_OF_DAY[re.sub(r"\s+", " ", words.lower())]
