"""Weeks, months, seasons and years; so long ago, since, and later."""

import re
from datetime import date, timedelta

from vedette.code.languages.pl.times.rule import (
    LAST,
    MONTH,
    NEXT,
    NUMBER,
    SEASONS,
    THIS,
    TIMES,
    UNIT,
    UNITS,
    YEAR,
    YEAR_OF,
    Draft,
    Setting,
    any_of,
    count_of,
    dated,
    month_number,
    rule,
    told_year,
)
from vedette.code.times import calendar as cal


@rule(
    rf"(?:(?:w|w ciągu|od|do|na|przez|pod koniec|na początku|w połowie) )?"
    rf"(?P<rel>{LAST}|{NEXT}|{THIS}) "
    r"(?P<u>weekend\w*|tygodni\w*|tydzień|miesiąc\w*|kwartał\w*|rok\w*)"
)
def shifted(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w ubiegłym tygodniu`, `w zeszłym roku`, `w tym miesiącu`."""
    if setting.today is None:
        return None
    step = -1 if re.match(LAST, match["rel"], re.IGNORECASE) else 0
    step = 1 if re.match(NEXT, match["rel"], re.IGNORECASE) else step
    return dated(_stretch(match["u"].lower(), step, setting.today))


def _stretch(unit: str, step: int, today: date) -> str | None:
    if unit.startswith("rok"):
        return f"{today.year + step:04d}"
    if unit.startswith("miesiąc"):
        return cal.month_value(today.year, today.month + step)
    if unit.startswith("kwartał"):
        count = today.year * 4 + (today.month - 1) // 3 + step
        return f"{count // 4:04d}-Q{count % 4 + 1}"
    if unit.startswith("weekend"):
        return _weekend(today, step)
    return cal.week_value(today + timedelta(7 * step))


@rule(r"(?:w|przez|po|na) weekend(?:zie|em)?")
def weekend(_: re.Match[str], setting: Setting) -> Draft:
    """Read `w weekend` as the last one."""
    return dated(_weekend(setting.today, -1)) if setting.today else None


def _weekend(today: date, step: int) -> str:
    """Write a weekend as news counts it, Friday to Sunday, by its days; -1 is the last one."""
    monday = today - timedelta(today.weekday())
    friday = monday + timedelta(4 + 7 * step)
    return f"{friday.isoformat()}/{(friday + timedelta(2)).isoformat()}"


@rule(rf"przed (?P<n>{NUMBER} )?(?P<u>{UNIT})")
def before(match: re.Match[str], setting: Setting) -> Draft:
    """Read `przed dwoma dniami`, `przed rokiem`."""
    if match["u"].lower() not in {
        "dniem",
        "dniami",
        "tygodniem",
        "tygodniami",
        "miesiącem",
        "miesiącami",
        "rokiem",
        "laty",
    }:
        return None
    return _ago(count_of(match["n"].strip()) if match["n"] else 1, match["u"], setting)


@rule(rf"(?:(?P<n>{NUMBER}) )?(?P<u>{UNIT}) temu")
def ago(match: re.Match[str], setting: Setting) -> Draft:
    """Read `trzy dni temu`, `rok temu`."""
    if match["n"] is None and match["u"].lower() not in _ONE:
        return None
    return _ago(count_of(match["n"]) if match["n"] else 1, match["u"], setting)


_ONE = frozenset({"dzień", "dobę", "tydzień", "miesiąc", "rok"})


@rule(rf"(?:kilka|parę|kilkanaście) {UNIT} temu|przed (?:kilkoma|paroma|kilkunastoma) {UNIT}")
def some_time_ago(_: re.Match[str], __: Setting) -> Draft:
    """Read `kilka dni temu` as a day that nobody counts."""
    return "PAST_REF", "DATE"


def _ago(count: int, unit: str, setting: Setting) -> Draft:
    if setting.today is None:
        return None
    return dated(_moved(setting.today, -count, UNITS[unit.lower()]))


def _moved(day_: date, count: int, unit: str) -> str | None:
    """Count days and weeks to the day, months to the month, years to the year."""
    if unit in "DW":
        found = cal.shift(day_, days=count * (7 if unit == "W" else 1))
        return found.isoformat() if found else None
    found = cal.shift(day_, months=count * (12 if unit == "Y" else 1))
    return found.isoformat()[: 4 if unit == "Y" else 7] if found else None


@rule(rf"od (?:(?P<n>{NUMBER}) )?(?P<u>{UNIT})")
def for_long(match: re.Match[str], setting: Setting) -> Draft:
    """Read `od dwóch tygodni` as the stretch up to publication; `od roku` too."""
    if setting.today is None or (
        match["n"] is None and match["u"].lower() not in {"roku", "tygodnia", "miesiąca"}
    ):
        return None
    start = _moved(
        setting.today, -(count_of(match["n"]) if match["n"] else 1), UNITS[match["u"].lower()]
    )
    return dated(f"{start}/{setting.today.isoformat()[: max(7, len(start))]}" if start else None)


@rule(rf"(?:(?P<n>{NUMBER}) )?(?P<u>{UNIT}) (?P<way>później|wcześniej)")
def later(match: re.Match[str], setting: Setting) -> Draft:
    """Read `dzień później` from the day that was told last."""
    base = setting.anchor or setting.today
    if base is None:
        return None
    count = (count_of(match["n"]) if match["n"] else 1) * (
        1 if match["way"].lower() == "później" else -1
    )
    return dated(_moved(base, count, UNITS[match["u"].lower()]))


@rule(r"(?P<way>następn|kolejn|poprzedni)\w* (?:dnia|dzień)")
def next_day(match: re.Match[str], setting: Setting) -> Draft:
    """Read `następnego dnia`, `poprzedniego dnia`."""
    base = setting.anchor or setting.today
    step = -1 if match["way"].lower() == "poprzedni" else 1
    return dated((base + timedelta(step)).isoformat()) if base else None


@rule(
    r"(?:w|od|do|na początku|pod koniec|w połowie|z|z końcem|z początkiem|przed) "
    rf"(?P<mon>{MONTH})(?:{YEAR}| {YEAR_OF})?"
)
def month(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w lutym`, `pod koniec marca 2025 roku`, `od maja`."""
    number = month_number(match["mon"])
    if told := told_year(match, setting):
        return dated(f"{told}-{number:02d}")
    if setting.today is None:
        return f"XXXX-{number:02d}", "DATE"
    year = setting.today.year - (number > setting.today.month and not setting.ahead)
    return dated(f"{year:04d}-{number:02d}")


@rule(rf"(?P<mon>{MONTH}) (?P<y>(?:19|20)\d\d)(?: (?:r\.|roku))?")
def month_year(match: re.Match[str], _: Setting) -> Draft:
    """Read `marzec 2025`."""
    return dated(f"{match['y']}-{month_number(match['mon']):02d}")


@rule(r"w latach (?P<a>(?:19|20)\d\d)\s?(?:[–-]|i|do)\s?(?P<b>(?:19|20)\d\d)")
def years(match: re.Match[str], _: Setting) -> Draft:
    """Read `w latach 2017–2022`."""
    return dated(f"{match['a']}/{match['b']}")


@rule(
    r"(?:(?:w|od|do|z) )?"
    r"(?:roku (?P<y>(?:19|20)\d\d)|(?P<y2>(?:19|20)\d\d) (?:roku|r\.|rok))"
)
def year(match: re.Match[str], _: Setting) -> Draft:
    """Read `w 2024 roku`, `od roku 2014`."""
    return dated(match["y"] or match["y2"])


@rule(
    r"(?P<s>wiosną|latem|jesienią|zimą|(?:od|do|z) (?:wiosny|lata|jesieni|zimy))"
    rf"(?:{YEAR}| {YEAR_OF})?"
)
def season(match: re.Match[str], setting: Setting) -> Draft:
    """Read `wiosną 2022 roku`, `jesienią`, `do lata`."""
    code = SEASONS[match["s"].split()[-1].lower()]
    if told := told_year(match, setting):
        return dated(f"{told}-{code}")
    if setting.today is None:
        return None
    started = cal.days_of(f"{setting.today.year}-{code}")
    back = started is not None and started[0] > setting.today and not setting.ahead
    return dated(f"{setting.today.year - back:04d}-{code}")


@rule(any_of(TIMES.ordered("past_ref")))
def past(_: re.Match[str], __: Setting) -> Draft:
    """Read `niedawno`."""
    return "PAST_REF", "DATE"


@rule(any_of(TIMES.ordered("present_ref")))
def present(_: re.Match[str], __: Setting) -> Draft:
    """Read `obecnie`."""
    return "PRESENT_REF", "DATE"
