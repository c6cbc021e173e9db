"""Rules of the Polish time grammar: a pattern, and what its match means on a given day.

Weekdays look back (`we wtorek` is the last one, today included) unless a word of the future stands
in the same clause; so do days without a year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from vedette.code.languages.pl.words import WORDS
from vedette.code.times import calendar as cal

Draft = tuple[str, Literal["DATE", "TIME", "DURATION"]] | None

_TIMES = WORDS.lexicon("times")
_NUMBER = {
    name: {w: int(k) for w, k in _TIMES.owners(name).items()}
    for name in ("months", "weekdays", "numbers", "ordinals")
}
_UNITS = _TIMES.owners("units")
_SEASONS = _TIMES.owners("seasons")


def _any(words: "dict[str, int] | dict[str, str] | tuple[str, ...]") -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


MONTH: Final = _any(_NUMBER["months"])
WEEKDAY: Final = _any(_NUMBER["weekdays"])
NUMBER: Final = rf"(?:{_any(_NUMBER['numbers'])}|\d{{1,3}})"
UNIT: Final = _any(_UNITS)
DAY: Final = r"(?:[0-3]?\d)(?:-?go)?"
YEAR: Final = r"(?:[,]? (?P<y>(?:19|20)\d\d)(?: (?:r\.|roku|rok))?)"
PART: Final = _any(_TIMES.ordered("parts"))
LAST: Final = r"(?:ubiegł|minion|zeszł|poprzedni|ostatni)\w*"
NEXT: Final = r"(?:przyszł|najbliższ|następn)\w*"
THIS: Final = r"(?:tym|bieżącym|tego|bieżącego)"
YEAR_OF: Final = r"(?P<of>ubiegłego|zeszłego|minionego|tego|bieżącego|przyszłego) roku"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a match stands: the day of publication, the day told last, and whether it looks ahead."""

    today: date | None
    anchor: date | None
    ahead: bool


Build = Callable[[re.Match[str], Setting], Draft]
RULES: Final[list[tuple[re.Pattern[str], Build]]] = []


def rule(pattern: str) -> Callable[[Build], Build]:
    """Register a function as the meaning of a pattern; a space in it stands for any gap."""

    def register(build: Build) -> Build:
        spaced = pattern.replace(" ", r"[ \u00a0\n]")
        RULES.append((re.compile(rf"(?<![\w.,]){spaced}(?!\w)", re.IGNORECASE), build))
        return build

    return register


def _dated(value: str | None) -> Draft:
    return (value, "DATE") if value else None


def _month(word: str) -> int:
    return _NUMBER["months"][word.lower()]


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBER["numbers"][word.lower()]


def _told_year(match: re.Match[str], setting: Setting) -> str | None:
    """Give the year behind a month or season: `2025 roku`, `ubiegłego roku`."""
    if match["y"] or match["of"] is None or setting.today is None:
        return match["y"]
    first = match["of"].lower()[0]
    step = {"u": -1, "z": -1, "m": -1, "p": 1}.get(first, 0)
    return f"{setting.today.year + step:04d}"


def _day_number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


@rule(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)")
def iso(match: re.Match[str], _: Setting) -> Draft:
    """Read 2026-03-04."""
    return _dated(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


@rule(r"(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>(?:19|20)\d\d)(?: (?:r\.|roku))?")
def dotted(match: re.Match[str], _: Setting) -> Draft:
    """Read 16.04.2026 r."""
    return _dated(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


@rule(rf"(?:(?:we?|od) {WEEKDAY},? |od )?(?P<d>{DAY}) (?P<mon>{MONTH}){YEAR}?")
def day(match: re.Match[str], setting: Setting) -> Draft:
    """Read `3 marca`, `we wtorek, 10 marca`, `11 listopada 2024 roku`."""
    return _dated(_day_of(match, match["d"], match["mon"], setting))


def _day_of(match: re.Match[str], number: str, month: str, setting: Setting) -> str | None:
    first = _day_number(number)
    if match["y"]:
        return cal.day_value(int(match["y"]), _month(month), first)
    if setting.today is None:
        return f"XXXX-{_month(month):02d}-{first:02d}"
    year = setting.today.year
    found = cal.day_value(year, _month(month), first)
    back = found is not None and found > setting.today.isoformat() and not setting.ahead
    return cal.day_value(year - 1, _month(month), first) if back else found


@rule(
    rf"(?:w nocy )?(?:z|od|między|pomiędzy) (?P<d>{DAY})(?: (?P<mon1>{MONTH}))? (?:na|do|a) (?P<d2>{DAY}) (?P<mon>{MONTH}){YEAR}?"
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
    return _dated(f"{first}/{last}" if first and last and "X" not in first + last else last)


@rule(rf"w nocy (?:z|ze) (?P<a>{WEEKDAY}) na (?P<b>{WEEKDAY})")
def night_between(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w nocy z niedzieli na poniedziałek`."""
    end = _weekday(match["b"], "", setting)
    if end is None:
        return None
    return _dated(f"{(end - timedelta(1)).isoformat()}/{end.isoformat()}")


@rule(
    rf"(?:w nocy )?(?:w|we|od|do|na|po|przed|z|ze) (?:(?P<rel>{LAST}|{NEXT}) )?(?P<dow>{WEEKDAY})(?: (?:(?:w )?(?:nocy|wieczór|poranek|ranek|popołudnie)|(?P<part>{PART})))?"
)
def weekday(match: re.Match[str], setting: Setting) -> Draft:
    """Read `we wtorek`, `od poniedziałku`, `w zeszłą środę`, `w sobotę nad ranem`."""
    found = _weekday(match["dow"], match["rel"] or "", setting)
    if found is None:
        return f"XXXX-WXX-{_NUMBER['weekdays'][match['dow'].lower()] + 1}", "DATE"
    return _dated(found.isoformat())


def _weekday(word: str, shifted: str, setting: Setting) -> date | None:
    today = setting.today
    if today is None:
        return None
    number = _NUMBER["weekdays"][word.lower()]
    if re.match(NEXT, shifted, re.IGNORECASE) or (setting.ahead and not shifted):
        return today + timedelta((number - today.weekday()) % 7 or 7)
    back = (today.weekday() - number) % 7
    return today - timedelta(back or (7 if shifted else 0))


@rule(rf"(?:w|we) (?P<n>{_any(_NUMBER['ordinals'])}) (?P<dow>{WEEKDAY}) (?P<mon>{MONTH}){YEAR}?")
def nth_weekday(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w ostatnią niedzielę listopada`, `w drugi wtorek maja`."""
    first = _day_of(match, "1", match["mon"], setting)
    if first is None or first.startswith("X"):
        return None
    start = date.fromisoformat(first)
    end = cal.days_of(first[:7])
    number, wanted = (
        _NUMBER["ordinals"][match["n"].lower()],
        _NUMBER["weekdays"][match["dow"].lower()],
    )
    if number < 0 and end:
        found = end[1] - timedelta((end[1].weekday() - wanted) % 7)
    else:
        found = start + timedelta((wanted - start.weekday()) % 7 + 7 * (number - 1))
    return _dated(found.isoformat())


_NEAR = {"przedwczoraj": -2, "wczoraj": -1, "dziś": 0, "dzisiaj": 0, "jutro": 1, "pojutrze": 2}


@rule(rf"(?P<w>{_any(_NEAR)})(?: (?P<part>{PART}))?")
def near(match: re.Match[str], setting: Setting) -> Draft:
    """Read `wczoraj`, `dziś rano`, `dziś w nocy`."""
    if setting.today is None:
        return None
    found = setting.today + timedelta(_NEAR[match["w"].lower()])
    if match["w"].lower() in {"dziś", "dzisiaj"} and match["part"] == "w nocy":
        return _night_before(found)
    return _dated(found.isoformat())


@rule(
    r"(?P<w>wczorajsz\w+|dzisiejsz\w+)(?: (?P<part>nocy|noc|dnia|dzień|poranek|rana|popołudnia|wieczora|wieczór))?"
)
def near_adjective(match: re.Match[str], setting: Setting) -> Draft:
    """Read `dzisiejszej nocy` as the night that has just ended, `wczorajszego wieczora`."""
    if setting.today is None or match["part"] is None:
        return None
    found = setting.today - timedelta(match["w"].lower().startswith("wczoraj"))
    if match["part"] in {"nocy", "noc"}:
        return _night_before(found)
    return _dated(found.isoformat())


@rule(r"(?:w ciągu )?(?:minionej|ostatniej|ubiegłej|zeszłej|tej) nocy|w nocy(?! (?:z|ze|na) )")
def last_night(_: re.Match[str], setting: Setting) -> Draft:
    """Read `minionej nocy` as the night that ended on the day of publication."""
    return _night_before(setting.today) if setting.today else None


def _night_before(day_: date) -> Draft:
    return _dated(f"{(day_ - timedelta(1)).isoformat()}/{day_.isoformat()}")


@rule(
    rf"(?:(?:w|w ciągu|od|do|na|przez|pod koniec|na początku|w połowie) )?(?P<rel>{LAST}|{NEXT}|{THIS}) (?P<u>weekend\w*|tygodni\w*|tydzień|miesiąc\w*|kwartał\w*|rok\w*)"
)
def shifted(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w ubiegłym tygodniu`, `w zeszłym roku`, `w tym miesiącu`."""
    if setting.today is None:
        return None
    step = -1 if re.match(LAST, match["rel"], re.IGNORECASE) else 0
    step = 1 if re.match(NEXT, match["rel"], re.IGNORECASE) else step
    return _dated(_stretch(match["u"].lower(), step, setting.today))


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
    return _dated(_weekend(setting.today, -1)) if setting.today else None


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
    return _ago(_count(match["n"].strip()) if match["n"] else 1, match["u"], setting)


@rule(rf"(?:(?P<n>{NUMBER}) )?(?P<u>{UNIT}) temu")
def ago(match: re.Match[str], setting: Setting) -> Draft:
    """Read `trzy dni temu`, `rok temu`."""
    if match["n"] is None and match["u"].lower() not in _ONE:
        return None
    return _ago(_count(match["n"]) if match["n"] else 1, match["u"], setting)


_ONE = frozenset({"dzień", "dobę", "tydzień", "miesiąc", "rok"})


@rule(rf"(?:kilka|parę|kilkanaście) {UNIT} temu|przed (?:kilkoma|paroma|kilkunastoma) {UNIT}")
def some_time_ago(_: re.Match[str], __: Setting) -> Draft:
    """Read `kilka dni temu` as a day that nobody counts."""
    return "PAST_REF", "DATE"


def _ago(count: int, unit: str, setting: Setting) -> Draft:
    if setting.today is None:
        return None
    return _dated(_moved(setting.today, -count, _UNITS[unit.lower()]))


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
        setting.today, -(_count(match["n"]) if match["n"] else 1), _UNITS[match["u"].lower()]
    )
    return _dated(f"{start}/{setting.today.isoformat()[: max(7, len(start))]}" if start else None)


@rule(rf"(?:(?P<n>{NUMBER}) )?(?P<u>{UNIT}) (?P<way>później|wcześniej)")
def later(match: re.Match[str], setting: Setting) -> Draft:
    """Read `dzień później` from the day that was told last."""
    base = setting.anchor or setting.today
    if base is None:
        return None
    count = (_count(match["n"]) if match["n"] else 1) * (
        1 if match["way"].lower() == "później" else -1
    )
    return _dated(_moved(base, count, _UNITS[match["u"].lower()]))


@rule(r"(?P<way>następn|kolejn|poprzedni)\w* (?:dnia|dzień)")
def next_day(match: re.Match[str], setting: Setting) -> Draft:
    """Read `następnego dnia`, `poprzedniego dnia`."""
    base = setting.anchor or setting.today
    step = -1 if match["way"].lower() == "poprzedni" else 1
    return _dated((base + timedelta(step)).isoformat()) if base else None


@rule(
    rf"(?:(?:w|od|do|na początku|pod koniec|w połowie|z|z końcem|z początkiem|przed) )(?P<mon>{MONTH})(?:{YEAR}| {YEAR_OF})?"
)
def month(match: re.Match[str], setting: Setting) -> Draft:
    """Read `w lutym`, `pod koniec marca 2025 roku`, `od maja`."""
    number = _month(match["mon"])
    if told := _told_year(match, setting):
        return _dated(f"{told}-{number:02d}")
    if setting.today is None:
        return f"XXXX-{number:02d}", "DATE"
    year = setting.today.year - (number > setting.today.month and not setting.ahead)
    return _dated(f"{year:04d}-{number:02d}")


@rule(rf"(?P<mon>{MONTH}) (?P<y>(?:19|20)\d\d)(?: (?:r\.|roku))?")
def month_year(match: re.Match[str], _: Setting) -> Draft:
    """Read `marzec 2025`."""
    return _dated(f"{match['y']}-{_month(match['mon']):02d}")


@rule(r"w latach (?P<a>(?:19|20)\d\d)\s?(?:[–-]|i|do)\s?(?P<b>(?:19|20)\d\d)")
def years(match: re.Match[str], _: Setting) -> Draft:
    """Read `w latach 2017–2022`."""
    return _dated(f"{match['a']}/{match['b']}")


@rule(
    rf"(?:(?:w|od|do|jesienią|z) )?(?:roku (?P<y>(?:19|20)\d\d)|(?P<y2>(?:19|20)\d\d) (?:roku|r\.|rok))"
)
def year(match: re.Match[str], _: Setting) -> Draft:
    """Read `w 2024 roku`, `od roku 2014`."""
    return _dated(match["y"] or match["y2"])


@rule(
    rf"(?P<s>wiosną|latem|jesienią|zimą|(?:od|do|z) (?:wiosny|lata|jesieni|zimy))(?:{YEAR}| {YEAR_OF})?"
)
def season(match: re.Match[str], setting: Setting) -> Draft:
    """Read `wiosną 2022 roku`, `jesienią`, `do lata`."""
    code = _SEASONS[match["s"].split()[-1].lower()]
    if told := _told_year(match, setting):
        return _dated(f"{told}-{code}")
    if setting.today is None:
        return None
    started = cal.days_of(f"{setting.today.year}-{code}")
    back = started is not None and started[0] > setting.today and not setting.ahead
    return _dated(f"{setting.today.year - back:04d}-{code}")


@rule(_any(_TIMES.ordered("past_ref")))
def past(_: re.Match[str], __: Setting) -> Draft:
    """Read `niedawno`."""
    return "PAST_REF", "DATE"


@rule(_any(_TIMES.ordered("present_ref")))
def present(_: re.Match[str], __: Setting) -> Draft:
    """Read `obecnie`."""
    return "PRESENT_REF", "DATE"
