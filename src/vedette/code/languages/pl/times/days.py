"""Days of the calendar, weekdays, nights, and what stands beside publication."""

import re
from datetime import date, timedelta

from vedette.code.languages.pl.times.rule import (
    DAY,
    LAST,
    MONTH,
    NEXT,
    NUMBERS,
    PART,
    WEEKDAY,
    YEAR,
    Draft,
    Setting,
    any_of,
    dated,
    day_number,
    month_number,
    rule,
)
from vedette.code.times import calendar as cal


@rule(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)")
def iso(match: re.Match[str], _: Setting) -> Draft:
    """Read 2026-03-04."""
    return dated(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


@rule(r"(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>(?:19|20)\d\d)(?: (?:r\.|roku))?")
def dotted(match: re.Match[str], _: Setting) -> Draft:
    """Read 16.04.2026 r."""
    return dated(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


@rule(rf"(?:(?:we?|od) {WEEKDAY},? |od )?(?P<d>{DAY}) (?P<mon>{MONTH}){YEAR}?")
def day(match: re.Match[str], setting: Setting) -> Draft:
    """Read `3 marca`, `we wtorek, 10 marca`, `11 listopada 2024 roku`."""
    return dated(_day_of(match, match["d"], match["mon"], setting))


def _day_of(match: re.Match[str], number: str, month: str, setting: Setting) -> str | None:
    first = day_number(number)
    if match["y"]:
        return cal.day_value(int(match["y"]), month_number(month), first)
    if setting.today is None:
        return f"XXXX-{month_number(month):02d}-{first:02d}"
    year = setting.today.year
    found = cal.day_value(year, month_number(month), first)
    back = found is not None and found > setting.today.isoformat() and not setting.ahead
    return cal.day_value(year - 1, month_number(month), first) if back else found


@rule(
    rf"(?:w nocy )?(?:z|od|między|pomiędzy) (?P<d>{DAY})(?: (?P<mon1>{MONTH}))? (?:na|do|a) "
    rf"(?P<d2>{DAY}) (?P<mon>{MONTH}){YEAR}?"
)
def days(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w nocy z 3 na 4 marca`, `od 3 do 5 marca`, `między 30 kwietnia a 2 maja`."""
    return _span(match, match["mon1"] or match["mon"], setting)


@rule(rf"(?P<d>{DAY})\s?[–-]\s?(?P<d2>{DAY}) (?P<mon>{MONTH}){YEAR}?")
def dashed(match: re.Match[str], setting: Setting) -> Draft:
    """Read `3–5 marca`."""
    return _span(match, match["mon"], setting)


def _span(match: re.Match[str], month: str, setting: Setting) -> Draft:
    first = _day_of(match, match["d"], month, setting)
    last = _day_of(match, match["d2"], match["mon"], setting)
    return dated(f"{first}/{last}" if first and last and "X" not in first + last else last)


@rule(rf"w nocy (?:z|ze) (?P<a>{WEEKDAY}) na (?P<b>{WEEKDAY})")
def night_between(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w nocy z niedzieli na poniedziałek`."""
    end = _weekday(match["b"], "", setting)
    if end is None:
        return None
    return dated(f"{(end - timedelta(1)).isoformat()}/{end.isoformat()}")


@rule(
    rf"(?:w nocy )?(?:w|we|od|do|na|po|przed|z|ze) (?:(?P<rel>{LAST}|{NEXT}) )?(?P<dow>{WEEKDAY})"
    rf"(?: (?:(?:w )?(?:nocy|wieczór|poranek|ranek|popołudnie)|{PART}))?"
)
def weekday(match: re.Match[str], setting: Setting) -> Draft:
    """Read `we wtorek`, `od poniedziałku`, `w zeszłą środę`, `w sobotę nad ranem`."""
    found = _weekday(match["dow"], match["rel"] or "", setting)
    if found is None:
        return f"XXXX-WXX-{NUMBERS['weekdays'][match['dow'].lower()] + 1}", "DATE"
    return dated(found.isoformat())


def _weekday(word: str, shifted: str, setting: Setting) -> date | None:
    today = setting.today
    if today is None:
        return None
    number = NUMBERS["weekdays"][word.lower()]
    if re.match(NEXT, shifted, re.IGNORECASE) or (setting.ahead and not shifted):
        return today + timedelta((number - today.weekday()) % 7 or 7)
    back = (today.weekday() - number) % 7
    return today - timedelta(back or (7 if shifted else 0))


@rule(rf"(?:w|we) (?P<n>{any_of(NUMBERS['ordinals'])}) (?P<dow>{WEEKDAY}) (?P<mon>{MONTH}){YEAR}?")
def nth_weekday(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w ostatnią niedzielę listopada`, `w drugi wtorek maja`."""
    first = _day_of(match, "1", match["mon"], setting)
    if first is None or first.startswith("X"):
        return None
    start = date.fromisoformat(first)
    end = cal.days_of(first[:7])
    number, wanted = (
        NUMBERS["ordinals"][match["n"].lower()],
        NUMBERS["weekdays"][match["dow"].lower()],
    )
    if number < 0 and end:
        found = end[1] - timedelta((end[1].weekday() - wanted) % 7)
    else:
        found = start + timedelta((wanted - start.weekday()) % 7 + 7 * (number - 1))
    return dated(found.isoformat())


_NEAR = {"przedwczoraj": -2, "wczoraj": -1, "dziś": 0, "dzisiaj": 0, "jutro": 1, "pojutrze": 2}


@rule(rf"(?P<w>{any_of(_NEAR)})(?: (?P<part>{PART}))?")
def near(match: re.Match[str], setting: Setting) -> Draft:
    """Read `wczoraj`, `dziś rano`, `dziś w nocy`."""
    if setting.today is None:
        return None
    found = setting.today + timedelta(_NEAR[match["w"].lower()])
    if match["w"].lower() in {"dziś", "dzisiaj"} and match["part"] == "w nocy":
        return _night_before(found)
    return dated(found.isoformat())


@rule(
    r"(?P<w>wczorajsz\w+|dzisiejsz\w+) "
    r"(?P<part>nocy|noc|dnia|dzień|poranek|poranka|popołudnia|wieczora|wieczór)"
)
def near_adjective(match: re.Match[str], setting: Setting) -> Draft:
    """Read `dzisiejszej nocy` as the night that has just ended, `wczorajszego wieczora`."""
    if setting.today is None:
        return None
    found = setting.today - timedelta(match["w"].lower().startswith("wczoraj"))
    if match["part"] in {"nocy", "noc"}:
        return _night_before(found)
    return dated(found.isoformat())


@rule(r"(?:w ciągu )?(?:minionej|ostatniej|ubiegłej|zeszłej|tej) nocy|w nocy(?! (?:z|ze|na) )")
def last_night(_: re.Match[str], setting: Setting) -> Draft:
    """Read `minionej nocy` as the night that ended on the day of publication."""
    return _night_before(setting.today) if setting.today else None


def _night_before(day_: date) -> Draft:
    return dated(f"{(day_ - timedelta(1)).isoformat()}/{day_.isoformat()}")
