"""Days of the calendar, weekdays, and spans of days and nights."""

import re
from datetime import date
from typing import Final

from vedette.code.times import calendar as cal
from vedette.code.times import near
from vedette.code.times import words as w
from vedette.code.times.rules.rule import Draft, dated, rule
from vedette.code.times.scene import Scene

_WEEKDAY: Final = rf"(?:{w.WEEKDAY}(?:,| the)? )"
_TO: Final = r"(?: (?:to|and|until|till|through) |\s?[–—-]\s?)"
_LIST: Final = rf"(?:, {w.DAY}){{0,6}}"
_OVERNIGHT: Final = r"overnight (?:(?:of|on|from|between) )?(?:the )?"
_NIGHTS: Final = rf"(?:(?:the )?nights? (?:of|between|from) (?:the )?|{_OVERNIGHT})"
_NIGHT: Final = r"(?:(?:the )?night|overnight)"
_INTO: Final = r"(?:in|on)?to"
_NIGHT_TO: Final = (
    rf"(?:{_NIGHT} (?:(?:(?:of|on|from) )?{w.WEEKDAY}(?: night)?(?: {_INTO} |\s?[–-]\s?)"
    rf"|between {w.WEEKDAY} and |{_INTO} )|{w.WEEKDAY} night {_INTO} )(?:the )?"
)
"""A night by its end: `the night to`, `overnight from Saturday to`, `Saturday night into`."""


@rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
def _iso(match: re.Match[str], _: Scene) -> Draft:
    return dated(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


@rule(r"(?P<d>\d\d?)[./](?P<m>\d\d?)[./](?P<y>(?:19|20)\d\d)")
def _dotted(match: re.Match[str], _: Scene) -> Draft:
    """Read 22.05.2025; day first, as in Europe, unless only the other order is a date."""
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    return dated(cal.day_value(year, second, first) or cal.day_value(year, first, second))


@rule(rf"(?:the )?week of (?P<mon>{w.MONTH}) (?P<d>{w.DAY}){w.ANY_YEAR}?")
def _week_of(match: re.Match[str], scene: Scene) -> Draft:
    day = _day(match, match["d"], scene)
    return dated(cal.week_value(date.fromisoformat(day[0]))) if day and scene.today else None


@rule(rf"{_WEEKDAY}?(?P<mon>{w.MONTH}) (?P<d>{w.DAY}){w.ANY_YEAR}?")
def _month_day(match: re.Match[str], scene: Scene) -> Draft:
    return _day(match, match["d"], scene)


@rule(
    rf"{_WEEKDAY}?(?:the )?(?P<d>{w.DAY}|first|second|third|fourth|fifth)(?: of)? "
    rf"(?P<mon>{w.MONTH}){w.ANY_YEAR}?"
)
def _day_month(match: re.Match[str], scene: Scene) -> Draft:
    return _day(match, match["d"], scene)


def _day(match: re.Match[str], day: str, scene: Scene) -> Draft:
    if match["mon"].islower():
        return None
    month, number = w.month_number(match["mon"]), w.ordinal_number(day)
    year = near.told_year(match, scene)
    if number is None or (year is None and match["shifted"]):
        return None
    if year is None:
        return dated(near.day_of(month, number, scene))
    return dated(cal.day_value(year, month, number))


@rule(
    r"(?:(?P<rel>last|this past|this coming|this|next|previous|following|coming|past) )?"
    rf"(?P<dow>{w.WEEKDAY})(?: (?P<part>{w.PART}))?"
)
def _weekday(match: re.Match[str], scene: Scene) -> Draft:
    name = match["dow"]
    if name.islower() or name in {"Sun.", "Sat."}:
        return None
    day = near.weekday_of(w.weekday_number(name), (match["rel"] or "").lower(), scene)
    if match["part"]:
        return f"{day}T{near.part_of(match['part'])}", "TIME"
    return day, "DATE"


_COUNTED: Final = (
    r"anniversary|birthday|century|floor|day|week|month|year|hour|minute|round|edition|session"
    r"|consecutive|straight|annual|district|street|avenue|brigade|regiment|division|battalion"
    r"|corps|parallel|amendment|package|person|victim|state|member|largest"
)
"""What else is numbered by ordinals: "on the 10th anniversary"."""


@rule(rf"the (?P<d>{w.ORDINAL_DAY})(?= (?!of|time|\w{{1,20}} time|{_COUNTED})|[,.;:])")
def _day_alone(match: re.Match[str], scene: Scene) -> Draft:
    """Read `the 28th` as a day of the month that was spoken of last."""
    if not re.search(
        r"\b(?:on|until|till|by|since|from|to|and|between|for)\s$", scene.before(), re.IGNORECASE
    ):
        return None
    base, day = scene.base, w.ordinal_number(match["d"])
    if base is None or day is None:
        return None
    value = cal.day_value(base.year, base.month, day)
    if value and scene.today and scene.anchor is None and not scene.ahead():
        value = value if value <= scene.today.isoformat() else None
    return dated(value or cal.day_value(*_month_before(base), day))


def _month_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


@rule(
    rf"{_NIGHTS}?(?P<d>{w.DAY}){_LIST}{_TO}(?:the )?(?P<d2>{w.DAY})(?: of)? "
    rf"(?P<mon>{w.MONTH}){w.ANY_YEAR}?"
)
def _days_month(match: re.Match[str], scene: Scene) -> Draft:
    return _days(match, scene)


@rule(rf"{_NIGHTS}?(?P<mon>{w.MONTH}) (?P<d>{w.DAY}){_LIST}{_TO}(?P<d2>{w.DAY}){w.ANY_YEAR}?")
def _month_days(match: re.Match[str], scene: Scene) -> Draft:
    return _days(match, scene)


def _days(match: re.Match[str], scene: Scene) -> Draft:
    """Make an interval of "15 to 17 November", the list "3, 4 and 11 March" included."""
    last, first_day = _day(match, match["d2"], scene), w.ordinal_number(match["d"])
    if last is None or first_day is None or last[0].startswith("X"):
        return last
    end = date.fromisoformat(last[0])
    if first_day >= end.day:
        return None
    return f"{end.replace(day=first_day).isoformat()}/{last[0]}", "DATE"


@rule(rf"{_NIGHT_TO}(?P<dow>{w.WEEKDAY})")
def _night_to_weekday(match: re.Match[str], scene: Scene) -> Draft:
    if scene.today is None or match["dow"].islower():
        return None
    return _night_before(near.weekday_of(w.weekday_number(match["dow"]), "", scene))


@rule(rf"{_NIGHT_TO}{_WEEKDAY}?(?P<d>{w.DAY})(?: of)? (?P<mon>{w.MONTH}){w.ANY_YEAR}?")
@rule(rf"{_NIGHT_TO}{_WEEKDAY}?(?P<mon>{w.MONTH}) (?P<d>{w.DAY}){w.ANY_YEAR}?")
def _night_to_day(match: re.Match[str], scene: Scene) -> Draft:
    day = _day(match, match["d"], scene)
    return _night_before(day[0]) if day and scene.today else day


@rule(rf"(?:the )?night of (?:the )?(?P<d>{w.DAY})(?: of)? (?P<mon>{w.MONTH}){w.ANY_YEAR}?")
def _night_of_day(match: re.Match[str], scene: Scene) -> Draft:
    """Read "in the night of 5 February", printed on that day, as the night that has just ended."""
    day = _day(match, match["d"], scene)
    if day and scene.today and day[0] == scene.today.isoformat():
        return _night_before(day[0])
    return day


@rule(rf"{_OVERNIGHT}{_WEEKDAY}?(?P<d>{w.DAY})(?: of)? (?P<mon>{w.MONTH}){w.ANY_YEAR}?")
@rule(rf"{_OVERNIGHT}{_WEEKDAY}?(?P<mon>{w.MONTH}) (?P<d>{w.DAY}){w.ANY_YEAR}?")
def _overnight_on_day(match: re.Match[str], scene: Scene) -> Draft:
    day = _day(match, match["d"], scene)
    return _night_on(day[0], scene) if day else None


@rule(rf"{_OVERNIGHT}(?P<dow>{w.WEEKDAY})")
def _overnight_on_weekday(match: re.Match[str], scene: Scene) -> Draft:
    if match["dow"].islower():
        return None
    return _night_on(near.weekday_of(w.weekday_number(match["dow"]), "", scene), scene)


def _night_on(day: str, scene: Scene) -> Draft:
    """Read a night that is named by one day alone; printed on that day, it has just ended."""
    if scene.today and day == scene.today.isoformat():
        return _night_before(day)
    return f"{day}TNI", "TIME"


def _night_before(day: str) -> Draft:
    before = cal.shift(date.fromisoformat(day), days=-1)
    return (f"{before.isoformat()}/{day}", "DATE") if before else None
