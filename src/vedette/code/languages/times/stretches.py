"""Weeks, months, seasons and years; so long ago, since, and later."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from vedette.code.languages.times.meanings import given, step_of, told_year
from vedette.code.languages.times.setting import Draft, Setting, dated
from vedette.code.times import calendar as cal
from vedette.code.times import near

if TYPE_CHECKING:
    from vedette.code.languages.times.grammar import Grammar


def shifted(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `last week`, `in the coming year`, `this month`."""
    step = step_of(match)
    if setting.today is None or step is None:
        return None
    return dated(_stretch(grammar.value("stretch", match["stretch"]), step, setting.today))


def _stretch(unit: str, step: int, today: date) -> str | None:
    """Write the week (W), weekend (E), month (M), quarter (Q) or year (Y) so many from this one."""
    match unit:
        case "Y":
            return f"{today.year + step:04d}"
        case "M":
            return cal.month_value(today.year, today.month + step)
        case "Q":
            count = today.year * 4 + (today.month - 1) // 3 + step
            return f"{count // 4:04d}-Q{count % 4 + 1}"
        case "E":
            return _weekend(today, step)
    return cal.week_value(today + timedelta(7 * step))


def weekend(_: re.Match[str], setting: Setting, __: "Grammar") -> Draft:
    """Read `at the weekend` as the last one."""
    return dated(_weekend(setting.today, -1)) if setting.today else None


def _weekend(today: date, step: int) -> str:
    """Write a weekend as news counts it, Friday to Sunday, by its days; -1 is the last one."""
    monday = today - timedelta(today.weekday())
    friday = monday + timedelta(4 + 7 * step)
    return f"{friday.isoformat()}/{(friday + timedelta(2)).isoformat()}"


def ago(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `two days ago`, `a year ago`."""
    return _moved_by(match, setting.today, -1, grammar)


def later(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `a day later`, `the next day`, from the day that was told last."""
    return _moved_by(match, setting.anchor or setting.today, 1, grammar)


def earlier(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `a week earlier`, `the day before`, from the day that was told last."""
    return _moved_by(match, setting.anchor or setting.today, -1, grammar)


def for_long(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `for two weeks` as the stretch up to publication."""
    found = _moved_by(match, setting.today, -1, grammar)
    if found is None or setting.today is None:
        return None
    start = found[0]
    return dated(f"{start}/{setting.today.isoformat()[: max(7, len(start))]}")


def _moved_by(match: re.Match[str], base: date | None, way: int, grammar: "Grammar") -> Draft:
    """Move a day by the number and unit of a match, one day where it tells none."""
    if base is None:
        return None
    number, unit = given(match, "n"), given(match, "u")
    count = grammar.number("n", number) if number else 1
    return dated(_moved(base, way * count, grammar.value("u", unit) if unit else "D"))


def _moved(day_: date, count: int, unit: str) -> str | None:
    """Count days and weeks to the day, months to the month, years to the year."""
    if unit in "DW":
        found = cal.shift(day_, days=count * (7 if unit == "W" else 1))
        return found.isoformat() if found else None
    found = cal.shift(day_, months=count * (12 if unit == "Y" else 1))
    return found.isoformat()[: 4 if unit == "Y" else 7] if found else None


def month(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `in February`, `at the end of March 2025`, `since May`, `in the coming January`."""
    number = grammar.number("mon", match["mon"])
    shifted = step_of(match) if setting.today and not given(match, "y") else None
    if shifted and setting.today and not grammar.year.search(match.group()):
        return dated(_month_beside(setting.today, number, shifted))
    if told := told_year(match, setting):
        return dated(f"{told}-{number:02d}")
    return dated(near.month_of(number, "", setting))


def _month_beside(today: date, number: int, step: int) -> str:
    """Write the last or the next month of a number, other than the one of publication."""
    turned = number >= today.month if step < 0 else number <= today.month
    return cal.month_value(today.year + step * turned, number)


def months(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `from March to May`, `between November and January 2025`, by the last month's year."""
    last = month(match, setting, grammar)
    if last is None or "X" in last[0]:
        return last
    first = grammar.number("mon", match["mon1"])
    year = int(last[0][:4]) - (first > int(last[0][5:]))
    return dated(f"{year:04d}-{first:02d}/{last[0]}")


def years(match: re.Match[str], _: Setting, __: "Grammar") -> Draft:
    """Read `2017–2022`."""
    return dated(f"{match['y']}/{match['y2']}")


def year(match: re.Match[str], _: Setting, __: "Grammar") -> Draft:
    """Read `in 2024`."""
    return dated(match["y"])


def season(match: re.Match[str], setting: Setting, grammar: "Grammar") -> Draft:
    """Read `in spring 2022`, `last autumn`; the winter of a year is the one that begins in it."""
    code = grammar.value("s", match["s"])
    if told := told_year(match, setting):
        return dated(f"{told}-{code}")
    return dated(near.season_of(code, "", setting)) if setting.today else None


def past(_: re.Match[str], __: Setting, ___: "Grammar") -> Draft:
    """Read `recently`, `a few days ago`, as a day that nobody counts."""
    return "PAST_REF", "DATE"


def present(_: re.Match[str], __: Setting, ___: "Grammar") -> Draft:
    """Read `currently`."""
    return "PRESENT_REF", "DATE"


MEANINGS = {
    "shifted": shifted,
    "weekend": weekend,
    "ago": ago,
    "later": later,
    "earlier": earlier,
    "for_long": for_long,
    "month": month,
    "months": months,
    "years": years,
    "year": year,
    "season": season,
    "past": past,
    "present": present,
}
