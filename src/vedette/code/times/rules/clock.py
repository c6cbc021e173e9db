"""Times of day, and feasts that stand for days."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from vedette.code.times import calendar as cal
from vedette.code.times import near
from vedette.code.times import words as w
from vedette.code.times.rules.rule import Draft, rule
from vedette.code.times.scene import Scene

_ZONED: Final = r"(?: \((?:\d{4}|\d\d?:\d\d) GMT\))?"
_DAY_BEHIND: Final = re.compile(
    w.pattern(
        rf"{_ZONED}(?: (?:on )?(?P<today>today|this morning)|,? (?P<before>yesterday|last night)"
        rf"|,? (?:on )?(?P<dow>{w.WEEKDAY}))(?!\w)"
    ),
    re.IGNORECASE,
)
_DAY: Final = (
    rf"(?:,? (?:(?P<named>today|yesterday|tomorrow|{w.WEEKDAY})"
    rf"|(?:{w.WEEKDAY},? )?(?P<mon>{w.MONTH}) (?P<d>{w.DAY})(?:, (?P<y>{w.YEAR}))?))"
)
"""The day of a time of day, told right behind it without a preposition: one expression."""
_ZONE: Final = (
    r"(?: (?:GMT|UTC|CET|CEST|EET|EEST|EST|EDT|PST|PDT|ET|PT|BST|MSK|Moscow time|local time))?"
)
_MEASURE: Final = (
    r"\s?(?:%|percent|per cent|m\b|million|billion|km|nautical|metres|points|euros|tonnes)"
)
_AT: Final = re.compile(
    r"\b(?:at|about|around|by|until|since|from|to|before|after|and|between|near|till)\s$",
    re.IGNORECASE,
)
_ONLY_AT: Final = re.compile(r"\bat\s$", re.IGNORECASE)
_TIME_BEHIND: Final = re.compile(r"\s(?:on|today|yesterday|last|this|local)\b|[.,:]?\s*[A-Z]")


@rule(
    r"(?:(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?\s{0,2}(?P<ap>[ap]\.?m\b\.?)"
    rf"|(?P<h24>[01]?\d|2[0-3])(?P<sep>[:.])(?P<m24>[0-5]\d)(?![.,:]?\d|{_MEASURE})){_ZONE}{_DAY}?"
)
def _clock(match: re.Match[str], scene: Scene) -> Draft:
    hour, minute = int(match["h"] or match["h24"]), match["m"] or match["m24"] or ""
    if match["ap"]:
        hour = hour % 12 + (12 if match["ap"][0].lower() == "p" else 0)
    elif match["sep"] == "." and not _is_time(match["h24"], scene):
        return None
    day = _day_in(match, scene)
    return (f"{day}T{hour:02d}:{minute or '00'}", "TIME") if day else None


def _is_time(hour: str, scene: Scene) -> bool:
    """See whether 16.05 is a time of day and no number: "at 16.05", "06.50 Vilnius:"."""
    lead = _AT if len(hour) == 2 else _ONLY_AT
    return bool(lead.search(scene.before()) or _TIME_BEHIND.match(scene.text, scene.end))


def _day_in(match: re.Match[str], scene: Scene) -> str | None:
    """Find the day that a match ends with; without one as `_day` does; None if it is no day."""
    if match["mon"]:
        month, day = w.month_number(match["mon"]), w.ordinal_number(match["d"])
        if day is None or match["mon"].islower():
            return None
        told = match["y"]
        return cal.day_value(int(told), month, day) if told else near.day_of(month, day, scene)
    named = match["named"]
    if named is None:
        return _day(scene)
    if named.lower() in _NAMED:
        return near.moved(scene.today, days=_NAMED[named.lower()])
    return None if named.islower() else near.weekday_of(w.weekday_number(named), "", scene)


_NAMED: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}


def _day(scene: Scene) -> str:
    """Find the day of a time of day: told right behind it, else the one told last."""
    behind = _DAY_BEHIND.match(scene.text, scene.end)
    if behind is None:
        return near.moved(scene.base)
    if behind["dow"] and not behind["dow"].islower():
        return near.weekday_of(w.weekday_number(behind["dow"]), "", scene)
    return near.moved(scene.today, days=-1 if behind["before"] else 0)


@rule(rf"(?:shortly (?:after|before) )?(?P<word>noon|midnight|midday){_DAY}?")
def _noon(match: re.Match[str], scene: Scene) -> Draft:
    day = _day_in(match, scene)
    if day is None or re.search(r"\bHigh\s$", scene.before()):
        return None
    return f"{day}T{'24:00' if match['word'].lower() == 'midnight' else '12:00'}", "TIME"


@rule(
    rf"(?P<edge>{w.EDGE})(?P<part>morning|afternoon|evening)(?P<day>,? (?:yesterday|today|tomorrow)"
    rf"|,? {w.WEEKDAY})?"
)
def _edge_of_part(match: re.Match[str], scene: Scene) -> Draft:
    """Read "by mid-afternoon" and "late afternoon yesterday"; "early morning fog" is no time."""
    if not match["day"] and not _BY.search(scene.before()):
        return None
    day = (match["day"] or "").strip(", ")
    if day.lower() in _NAMED:
        told = near.moved(scene.today, days=_NAMED[day.lower()])
    else:
        told = near.weekday_of(w.weekday_number(day), "", scene) if day else near.moved(scene.base)
    return f"{told}T{near.part_of(match['part'])}", "TIME"


_BY: Final = re.compile(r"\b(?:by|at|in|until|till|since|from|through)(?: the)?\s$", re.IGNORECASE)


@rule(
    r"(?:at|by|before|since|from|until) "
    r"(?P<word>dawn|dusk|daybreak|nightfall|lunchtime|sunrise|sunset)"
)
def _twilight(match: re.Match[str], scene: Scene) -> Draft:
    sun = {"sunrise": "MO", "sunset": "EV"}
    part = sun.get(match["word"].lower()) or near.part_of(match["word"])
    return f"{_day(scene)}T{part}", "TIME"


_FEASTS: Final[dict[str, Callable[[int], date]]] = {
    "christmas eve": lambda year: date(year, 12, 24),
    "christmas": lambda year: date(year, 12, 25),
    "boxing day": lambda year: date(year, 12, 26),
    "st stephen's day": lambda year: date(year, 12, 26),
    "new year's eve": lambda year: date(year, 12, 31),
    "new year": lambda year: date(year, 1, 1),
    "epiphany": lambda year: date(year, 1, 6),
    "good friday": lambda year: cal.easter(year) - timedelta(2),
    "easter": cal.easter,
    "easter monday": lambda year: cal.easter(year) + timedelta(1),
    "pentecost": lambda year: cal.easter(year) + timedelta(49),
    "whitsun": lambda year: cal.easter(year) + timedelta(49),
    "midsummer": lambda year: date(year, 6, 24),
    "victory day": lambda year: date(year, 5, 9),
    "halloween": lambda year: date(year, 10, 31),
    "valentine's day": lambda year: date(year, 2, 14),
    "memorial day": lambda year: cal.nth_weekday(year, 5, 0, -1),
    "labor day": lambda year: cal.nth_weekday(year, 9, 0, 1),
    "election day": lambda year: cal.nth_weekday(year, 11, 0, 1) + timedelta(1),
    "veterans day": lambda year: date(year, 11, 11),
    "thanksgiving": lambda year: cal.nth_weekday(year, 11, 3, 4),
}
"""Victory Day as it is kept in the east, on 9 May; the moving ones by the western Easter; those
that hang on a weekday as they are kept in the United States."""
_LOWER: Final = frozenset({"midsummer", "new year"})


@rule(
    r"(?P<name>Christmas Eve|Christmas(?: Day)?|Boxing Day|St\.? Stephen['’]s Day"
    r"|(?:the )?New Year['’]s Eve|(?:the )?New Year(?:['’]s(?: Day)?)?|Epiphany|Good Friday"
    r"|Easter Monday|Easter(?: Sunday)?|Pentecost|Whitsun|Midsummer(?: Day)?|Victory Day|Halloween"
    r"|Valentine['’]s Day|Memorial Day|Labor Day|Election Day|Veterans Day|Thanksgiving(?: Day)?)"
    rf"(?:(?:,| of)? (?P<y>{w.YEAR}))?(?: (?:morning|night|evening))?"
)
def _feast(match: re.Match[str], scene: Scene) -> Draft:
    key = _feast_key(match["name"])
    falls = _FEASTS.get(key)
    if falls is None or (match["name"].islower() and key not in _LOWER):
        return None
    if match["y"]:
        return falls(int(match["y"])).isoformat(), "DATE"
    if scene.today is None:
        day = falls(2001)
        return f"XXXX-{day.month:02d}-{day.day:02d}", "DATE"
    return _nearest(falls, scene.today, ahead=bool(scene.ahead())), "DATE"


def _feast_key(name: str) -> str:
    plain = name.lower().replace("’", "'").replace("st.", "st")
    words = re.sub(r"[\s\u00a0]+", " ", plain).removeprefix("the ").removesuffix(" sunday")
    return words if words in _FEASTS else words.removesuffix(" day").removesuffix("'s")


def _nearest(falls: Callable[[int], date], today: date, *, ahead: bool) -> str:
    years = range(max(1, today.year - 1), min(9999, today.year + 1) + 1)
    days = [falls(year) for year in years]
    past = [day for day in days if day <= today]
    future = [day for day in days if day >= today]
    return (future[0] if future and (ahead or not past) else past[-1]).isoformat()
