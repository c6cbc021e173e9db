"""Days of the calendar, weekdays, nights, and what stands beside publication.

A function gives what a match means; the names of its groups are those of the pieces in `grammar`.
Weekdays look back (`on Tuesday` is the last one, today included) unless a word of the future
stands in the same clause; so do days without a year, of which one that is close by is meant
whatever the words say (`vedette.code.times.near`).
"""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vedette.code.languages.times.setting import Draft, Setting, dated
from vedette.code.times import calendar as cal
from vedette.code.times import near as cyclic

if TYPE_CHECKING:
    from vedette.code.languages.times.grammar import Grammar


def numeric(match: re.Match[str], _: Setting, __: "Grammar") -> Draft:
    """Read a date in figures: 2026-03-04, 04.03.2026, 4.3.26 where the pattern allows it."""
    return dated(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


def day(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `3 March`, `Tuesday, 10 March`, `11 November 2024`."""
    return dated(_day_of(match, match["d"], match["mon"], setting, grammar))


def _day_of(
    match: re.Match[str], number: str, month: str, setting: Setting, grammar: "Grammar"
) -> str | None:
    first, named = int(number), grammar.number("mon", month)
    if told := told_year(match, setting):
        return cal.day_value(int(told), named, first)
    return cyclic.day_of(named, first, setting)


def told_year(match: re.Match[str], setting: Setting) -> str | None:
    """Give the year that stands with a day, month or season: `2025`, `of last year`."""
    if year := given(match, "y"):
        return year
    if setting.today is None or not (set(match.groupdict()) & {"last", "next", "this"}):
        return None
    step = step_of(match)
    return None if step is None else f"{setting.today.year + step:04d}"


def step_of(match: re.Match[str]) -> int | None:
    """Give -1, 0 or 1 for words such as last, this and next; None where there is none."""
    steps = {"last": -1, "this": 0, "next": 1}
    return next((step for name, step in steps.items() if given(match, name)), None)


def given(match: re.Match[str], name: str) -> str | None:
    """Give the words of a group; None where the pattern has no such group, or it is empty."""
    return match[name] if name in match.re.groupindex else None


def days(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `from 3 to 5 March`, `the night of 3 to 4 March`, `30 April to 2 May`."""
    last = _day_of(match, match["d2"], match["mon"], setting, grammar)
    if last is None or "X" in last:
        return dated(last)
    named, number = given(match, "mon1") or match["mon"], int(match["d"])
    month, year = grammar.number("mon", named), int(last[:4])
    turned = (month, number) > (int(last[5:7]), int(last[8:]))
    first = cal.day_value(year - turned, month, number)
    return dated(f"{first}/{last}" if first else last)


def night_of(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `in the night to 4 March` as that of the 3rd to the 4th."""
    found = _day_of(match, match["d"], match["mon"], setting, grammar)
    if found is None or "X" in found:
        return dated(found)
    return _night_before(date.fromisoformat(found))


def night_between(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `in the night from Sunday to Monday`, and `in the night to Monday`, by its end."""
    end = _weekday(match["dow"], setting, grammar, None)
    return _night_before(end) if end else None


def weekday(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `on Tuesday`, `last Wednesday`, `on Saturday morning`."""
    found = _weekday(match["dow"], setting, grammar, step_of(match))
    if found is None:
        return f"XXXX-WXX-{grammar.number('dow', match['dow']) + 1}", "DATE"
    return dated(found.isoformat())


def _weekday(word: str, setting: Setting, grammar: "Grammar", step: int | None) -> date | None:
    today = setting.today
    if today is None:
        return None
    number = grammar.number("dow", word)
    if step == 1 or (setting.ahead() and step is None):
        return today + timedelta((number - today.weekday()) % 7 or 7)
    back = (today.weekday() - number) % 7
    return today - timedelta(back or (7 if step == -1 else 0))


def nth_weekday(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `the last Sunday of November`, `the second Tuesday in May`."""
    first = _day_of(match, "1", match["mon"], setting, grammar)
    if first is None or first.startswith("X"):
        return None
    start = date.fromisoformat(first)
    nth, wanted = int(grammar.value("nth", match["nth"])), grammar.number("dow", match["dow"])
    return dated(cal.nth_weekday(start.year, start.month, wanted, nth).isoformat())


def near(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `yesterday`, `this morning`; with a group `night`, the night that ended on that day."""
    if setting.today is None:
        return None
    found = setting.today + timedelta(int(grammar.value("near", match["near"])))
    return _night_before(found) if given(match, "night") else dated(found.isoformat())


def last_night(_: re.Match[str], setting: Setting, __: "Grammar") -> Draft:
    """Read `last night` as the night that ended on the day of publication."""
    return _night_before(setting.today) if setting.today else None


def _night_before(day_: date) -> Draft:
    return dated(f"{(day_ - timedelta(1)).isoformat()}/{day_.isoformat()}")


MEANINGS = {
    "date": numeric,
    "day": day,
    "days": days,
    "night_of": night_of,
    "night_between": night_between,
    "weekday": weekday,
    "nth_weekday": nth_weekday,
    "near": near,
    "last_night": last_night,
}
