"""The grammar: patterns for time expressions, and what each makes of its match.

A rule is a pattern and a function that turns the match and its scene into a value and a TIMEX3
type, or into None where the words only look like a time. Where rules overlap the longest match
wins, then the earlier rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from vedette.code.times import calendar as cal
from vedette.code.times import words as w
from vedette.code.times.scene import Scene

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Draft = tuple[str, Type] | None
Build = Callable[[re.Match[str], Scene], Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern and the function that gives its match a meaning; `name` says which fired."""

    name: str
    pattern: re.Pattern[str]
    build: Build


RULES: Final[list[Rule]] = []


def rule(pattern: str, flags: int = re.IGNORECASE) -> Callable[[Build], Build]:
    """Register a function as what a pattern means."""

    def register(build: Build) -> Build:
        compiled = re.compile(rf"(?<![\w$€£]){pattern}(?!\w)", flags)
        RULES.append(Rule(name=build.__name__, pattern=compiled, build=build))
        return build

    return register


def _date(value: str | None) -> Draft:
    return (value, "DATE") if value else None


# ── days ──────────────────────────────────────────────────────────────────────────────────────

_SHIFTED_YEAR = rf"(?:,?{w.SP}(?:of{w.SP})?(?P<rel>last|this|next){w.SP}year)"
_ANY_YEAR = rf"(?:(?:,|{w.SP}of|{w.SP}in)?{w.SP}(?P<y>{w.YEAR})|{_SHIFTED_YEAR})"
_DOW = rf"(?:(?P<dow>{w.WEEKDAY})(?:,|{w.SP}the)?{w.SP})"


@rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
def iso_day(match: re.Match[str], _: Scene) -> Draft:
    return _date(cal.day_value(int(match["y"]), int(match["m"]), int(match["d"])))


@rule(r"(?P<d>\d\d?)[./](?P<m>\d\d?)[./](?P<y>(?:19|20)\d\d)")
def dotted_day(match: re.Match[str], _: Scene) -> Draft:
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    return _date(cal.day_value(year, second, first) or cal.day_value(year, first, second))


@rule(rf"{_DOW}?(?P<mon>{w.MONTH}){w.SP}(?P<d>{w.DAY}){_ANY_YEAR}?")
def month_day(match: re.Match[str], scene: Scene) -> Draft:
    return _day_of_month(match, scene)


@rule(
    rf"{_DOW}?(?:the{w.SP})?(?P<d>{w.DAY}|first|second|third|fourth|fifth)(?:{w.SP}of)?{w.SP}"
    rf"(?P<mon>{w.MONTH}){_ANY_YEAR}?"
)
def day_month(match: re.Match[str], scene: Scene) -> Draft:
    return _day_of_month(match, scene)


def _day_of_month(match: re.Match[str], scene: Scene) -> Draft:
    if match["mon"].islower():
        return None
    month, day = w.month_number(match["mon"]), w.ordinal_number(match["d"])
    year = _told_year(match, scene)
    if day is None or (year is None and match["rel"]):
        return None
    if year is None:
        return _date(_nearest_day(month, day, scene))
    return _date(cal.day_value(year, month, day))


def _told_year(match: re.Match[str], scene: Scene) -> int | None:
    if match["y"]:
        return int(match["y"])
    if match["rel"] and scene.today:
        return scene.today.year + {"last": -1, "this": 0, "next": 1}[match["rel"].lower()]
    return None


def _nearest_day(month: int, day: int, scene: Scene) -> str | None:
    """Choose the year of a day told without one.

    A day close by beats a verb, and only a preposition beats that: on 15 December "January 14" is
    next month even where the sentence is in the past tense.
    """
    today = scene.today
    if today is None:
        return f"XXXX-{month:02d}-{day:02d}"
    years = (today.year - 1, today.year, today.year + 1)
    days = [date(y, month, day) for y in years if cal.day_value(y, month, day)]
    past = [d for d in days if d <= today]
    future = [d for d in days if d >= today]
    if not past or not future:
        return days[0].isoformat() if days else None
    chosen = future[0] if _looks_ahead(today - past[-1], scene) else past[-1]
    return chosen.isoformat()


FAR: Final = timedelta(days=240)
"""Eight months: a date that lies further back is nearer in the other direction."""
VERY_FAR: Final = timedelta(days=300)
"""Against a verb of the past it must be farther still."""


def _looks_ahead(since: timedelta, scene: Scene) -> bool:
    """Choose between a past occurrence, so long ago, and the next one, a year later."""
    ahead = scene.ahead()
    if scene.firm() and since > timedelta(30):
        return bool(ahead)
    if since > (VERY_FAR if ahead is False else FAR):
        return True
    return bool(ahead) and since > timedelta(365) - FAR


@rule(
    rf"(?:(?P<rel>last|this|next|previous|coming|past){w.SP})?(?P<dow>{w.WEEKDAY})"
    rf"(?:{w.SP}(?P<part>{w.PART}))?"
)
def weekday(match: re.Match[str], scene: Scene) -> Draft:
    if match["dow"].islower() or match["dow"][-1] == "." and match["dow"][:3] in ("Sun", "Sat"):
        return None
    day = _weekday(w.weekday_number(match["dow"]), (match["rel"] or "").lower(), scene)
    if match["part"]:
        return f"{day}T{_part(match['part'])}", "TIME"
    return day, "DATE"


def _weekday(number: int, relation: str, scene: Scene) -> str:
    today = scene.today
    if today is None:
        return f"XXXX-WXX-{number + 1}"
    back = (today.weekday() - number) % 7
    if relation in {"last", "previous", "past"}:
        return (today - timedelta(back or 7)).isoformat()
    if relation in {"next", "coming"} or (scene.ahead() and relation != "this"):
        return (today + timedelta((number - today.weekday()) % 7 or 7)).isoformat()
    if relation == "this" and scene.ahead():
        return (today + timedelta((number - today.weekday()) % 7)).isoformat()
    return (today - timedelta(back)).isoformat()


def _part(words: str) -> str:
    return w.PARTS_OF_DAY[re.sub(r"\s+", " ", words.lower())]


@rule(rf"the{w.SP}(?P<d>{w.ORDINAL_DAY})(?={w.SP}(?!of|century|time|floor|\w+{w.SP}time)|[,.;:])")
def day_alone(match: re.Match[str], scene: Scene) -> Draft:
    """Read `the 28th` as a day of the month that was spoken of last."""
    if not re.search(r"\b(?:on|until|till|by|since|from|to|and|between|for)\s$", scene.before(), re.I):
        return None
    base, day = scene.base, w.ordinal_number(match["d"])
    if base is None or day is None:
        return None
    value = cal.day_value(base.year, base.month, day)
    if value and scene.today and scene.anchor is None and not scene.ahead():
        value = value if value <= scene.today.isoformat() else None
    return _date(value or cal.day_value(*_month_before(base), day))


def _month_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


# ── spans of days ─────────────────────────────────────────────────────────────────────────────

_TO = rf"(?:{w.SP}(?:to|and|until|till|through){w.SP}|[ ]?[–—-][ ]?)"
_LIST = rf"(?:,{w.SP}{w.DAY}){{0,6}}"


@rule(
    rf"(?:(?:the{w.SP})?nights?{w.SP}(?:of|between|from){w.SP}(?:the{w.SP})?)?(?P<d>{w.DAY}){_LIST}{_TO}"
    rf"(?:the{w.SP})?(?P<d2>{w.DAY})(?:{w.SP}of)?{w.SP}(?P<mon>{w.MONTH}){_ANY_YEAR}?"
)
def days_of_month(match: re.Match[str], scene: Scene) -> Draft:
    return _days(match, scene)


@rule(rf"(?P<mon>{w.MONTH}){w.SP}(?P<d>{w.DAY}){_LIST}{_TO}(?P<d2>{w.DAY}){_ANY_YEAR}?")
def month_days(match: re.Match[str], scene: Scene) -> Draft:
    return _days(match, scene)


def _days(match: re.Match[str], scene: Scene) -> Draft:
    if match["mon"].islower():
        return None
    last = _day_of_month_second(match, scene)
    first_day = w.ordinal_number(match["d"])
    if last is None or first_day is None or last[0].startswith("X"):
        return last
    end = date.fromisoformat(last[0])
    if first_day >= end.day:
        return None
    return f"{end.replace(day=first_day).isoformat()}/{last[0]}", "DATE"


def _day_of_month_second(match: re.Match[str], scene: Scene) -> Draft:
    month, day = w.month_number(match["mon"]), w.ordinal_number(match["d2"])
    year = _told_year(match, scene)
    if day is None:
        return None
    if year is None:
        return _date(_nearest_day(month, day, scene))
    return _date(cal.day_value(year, month, day))


_NIGHT_TO = (
    rf"(?:the{w.SP})?night{w.SP}(?:(?:of|from){w.SP})?(?:{w.WEEKDAY}{w.SP})?(?:in)?to{w.SP}(?:the{w.SP})?"
)


@rule(rf"{_NIGHT_TO}(?P<dow>{w.WEEKDAY})")
def night_to_weekday(match: re.Match[str], scene: Scene) -> Draft:
    if scene.today is None:
        return None
    return _night_before(_weekday(w.weekday_number(match["dow"]), "", scene))


@rule(rf"{_NIGHT_TO}(?P<d>{w.DAY})(?:{w.SP}of)?{w.SP}(?P<mon>{w.MONTH}){_ANY_YEAR}?")
def night_to_day(match: re.Match[str], scene: Scene) -> Draft:
    day = _day_of_month(match, scene)
    return _night_before(day[0]) if day and scene.today else day


@rule(rf"(?:the{w.SP})?night{w.SP}of{w.SP}(?:the{w.SP})?(?P<d>{w.DAY})(?:{w.SP}of)?{w.SP}(?P<mon>{w.MONTH}){_ANY_YEAR}?")
def night_of_day(match: re.Match[str], scene: Scene) -> Draft:
    """Read "in the night of 5 February", printed on that day, as the night that has just ended."""
    day = _day_of_month(match, scene)
    if day and scene.today and day[0] == scene.today.isoformat():
        return _night_before(day[0])
    return day


def _night_before(day: str) -> Draft:
    before = cal.shift(date.fromisoformat(day), days=-1)
    return (f"{before.isoformat()}/{day}", "DATE") if before else None


# ── months, seasons, quarters, years ──────────────────────────────────────────────────────────

_REL = r"(?:last|this|next|past|previous|coming|current)"
_POINT = (
    rf"(?:(?:the{w.SP})?(?:very{w.SP})?(?P<edge>end|beginning|start|middle|close|turn"
    rf"|(?:first|second|last){w.SP}half){w.SP}of{w.SP})"
)
_NEEDS_SIGN = frozenset({"may", "march", "mar", "mar.", "sept", "sat", "dec", "jan", "jun", "oct"})
_MONTH_SIGN = re.compile(
    r"\b(?:in|of|by|until|till|since|from|to|during|before|after|through|throughout|between|and"
    r"|for|on|late|early|mid|as of|no later than|than|this|last)[ \u00a0-]$",
    re.I,
)


@rule(
    rf"{_POINT}?{w.EDGE}?(?:(?P<ord>{w.ORDINAL}){w.SP}week{w.SP}of{w.SP})?"
    rf"(?:(?P<rel0>{_REL}){w.SP})?(?P<mon>{w.MONTH})(?:(?:,|{w.SP}of|{w.SP}in)?{w.SP}(?P<y>{w.YEAR})"
    rf"|{_SHIFTED_YEAR})?(?![-]?\w|['’](?!s)\w|{w.SP}\d{{1,2}}(?!\d))"
)
def month(match: re.Match[str], scene: Scene) -> Draft:
    name = match["mon"]
    plain = not (match["y"] or match["rel"] or match["rel0"] or match["edge"])
    if name.islower() or (plain and name.lower() in _NEEDS_SIGN and not _sign(match, scene)):
        return None
    number = w.month_number(name)
    year = _told_year(match, scene)
    value = (
        cal.month_value(year, number)
        if year is not None
        else _nearest_month(number, (match["rel0"] or "").lower(), scene)
    )
    return value, "DATE"


@rule(rf"(?P<a>{w.MONTH})(?:{w.SP}(?:and|to|until){w.SP}|[–-])(?P<mon>{w.MONTH}){_ANY_YEAR}?(?!{w.SP}\d)")
def months_told(match: re.Match[str], scene: Scene) -> Draft:
    if match["mon"].islower() or match["a"].islower():
        return None
    first, last, year = w.month_number(match["a"]), w.month_number(match["mon"]), _told_year(match, scene)
    if year is None:
        value = _nearest_month(last, "", scene)
        if scene.today is None:
            return value, "DATE"
        year = int(value[:4])
    return f"{cal.month_value(year - (first > last), first)}/{cal.month_value(year, last)}", "DATE"


def _sign(match: re.Match[str], scene: Scene) -> bool:
    if match.group().lower() != match["mon"].lower():
        return True
    return bool(_MONTH_SIGN.search(scene.before()))


def _nearest_month(number: int, relation: str, scene: Scene) -> str:
    today = scene.today
    if today is None:
        return f"XXXX-{number:02d}"
    past = today.year if number <= today.month else today.year - 1
    future = today.year if number >= today.month else today.year + 1
    if relation in {"last", "previous", "past"}:
        return cal.month_value(past - (number == today.month), number)
    if relation in {"next", "coming"}:
        return cal.month_value(future + (number == today.month), number)
    if relation == "this":
        return cal.month_value(today.year, number)
    since = timedelta(30 * ((today.month - number) % 12))
    return cal.month_value(future if _month_ahead(since, scene) else past, number)


def _month_ahead(since: timedelta, scene: Scene) -> bool:
    """As for days, but a month alone looks back unless something says otherwise."""
    ahead = bool(scene.ahead())
    return ahead and (scene.firm() or since > timedelta(100))


@rule(
    rf"{_POINT}?(?P<the>the{w.SP})?{w.EDGE}?(?:(?P<rel0>{_REL}){w.SP})?(?:the{w.SP})?(?P<season>{w.SEASON})"
    rf"(?:{w.SP}(?:of{w.SP})?(?P<y>{w.YEAR})|{_SHIFTED_YEAR})?(?!{w.SP}(?:apart|short|into|offensive)\b)"
)
def season(match: re.Match[str], scene: Scene) -> Draft:
    relation, word = (match["rel0"] or "").lower(), match["season"].lower()
    told = relation or match["y"] or match["rel"] or match["edge"] or match["the"]
    if not told and (word == "fall" or not _MONTH_SIGN.search(scene.before())):
        return None
    code = w.SEASONS[word]
    year = _told_year(match, scene)
    if year is not None:
        return f"{year:04d}-{code}", "DATE"
    return _nearest_season(code, relation, scene), "DATE"


def _nearest_season(code: str, relation: str, scene: Scene) -> str:
    today = scene.today
    if today is None:
        return f"XXXX-{code}"
    seasons = [f"{year:04d}-{code}" for year in range(today.year - 2, today.year + 2)]
    spans = [(value, cal.days_of(value)) for value in seasons]
    over = [v for v, days in spans if days and days[1] < today]
    current = [v for v, days in spans if days and days[0] <= today <= days[1]]
    coming = [v for v, days in spans if days and days[0] > today]
    if relation in {"last", "past", "previous"} and over:
        return over[-1]
    if relation in {"next", "coming"} and coming:
        return coming[0]
    if relation == "this":
        return (current or [f"{today.year:04d}-{code}"])[0]
    if current:
        return current[0]
    return (coming if scene.ahead() and coming else over)[0 if scene.ahead() and coming else -1]


@rule(
    rf"{_POINT}?(?:(?:the{w.SP})?{w.EDGE})?(?:(?:the{w.SP})?year{w.SP})?(?P<y>{w.YEAR})"
    r"(?![-'’/]?\d|s\b|:\d|[/.]\d)"
)
def year_told(match: re.Match[str], scene: Scene) -> Draft:
    """Read a bare four-digit number as a year unless it counts something."""
    if re.match(
        r"[\s\u00a0-]{1,2}(?:people|persons|men|women|soldiers|troops|km|kilomet|metres|meters"
        r"|miles|feet|tons|tonnes|hours|GMT|UTC|CET|jobs|homes|barrels|points|shares|local"
        r"|dollars|euros|employees|workers|cases|votes|[a-z]+ers\b)",
        scene.text[scene.end : scene.end + 14],
        re.IGNORECASE,
    ) or re.search(
        r"(?:\bunit|\bno\.|\bflight|[#$€£/]|\broom|\bresolution|\bat)\s?$", scene.before(), re.I
    ):
        return None
    if half := re.search(r"(first|second|last)\s+half", match.group(), re.I):
        return f"{match['y']}-H{1 if half[1].lower() == 'first' else 2}", "DATE"
    return match["y"], "DATE"


_WHOLE_DECADE = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7,
    "eighties": 8, "nineties": 9,
}  # fmt: skip


@rule(
    rf"{_POINT}?(?:the{w.SP})?{w.EDGE}?(?:(?P<y>(?:1[5-9]|20)\d)0['’]?s|['’](?P<s>[2-9])0s|(?P<n>{'|'.join(_WHOLE_DECADE)}))"
)
def decade_told(match: re.Match[str], _: Scene) -> Draft:
    if match["n"]:
        if not match.group().lower().startswith("the "):
            return None
        return f"19{_WHOLE_DECADE[match['n'].lower()]}", "DATE"
    return match["y"] or f"19{match['s']}", "DATE"


@rule(rf"(?:the{w.SP})?{w.EDGE}?(?P<n>\d\d?)(?:st|nd|rd|th){w.SP}century")
def century_told(match: re.Match[str], _: Scene) -> Draft:
    return f"{int(match['n']) - 1:02d}", "DATE"


@rule(
    rf"(?:the{w.SP})?(?:(?P<rel0>{_REL}|year-ago|latest|same){w.SP})?(?:fiscal{w.SP})?"
    rf"(?:(?P<n>first|second|third|fourth|last){w.JOIN}(?P<what>quarter|half)|Q(?P<q>[1-4])|H(?P<h>[12]))"
    rf"(?:{w.SP}(?:of{w.SP})?(?:the{w.SP}year|(?P<y>{w.YEAR})|(?P<rel>last|this|next){w.SP}year))?"
)
def quarter_told(match: re.Match[str], scene: Scene) -> Draft:
    what = "H" if match["h"] or (match["what"] or "").lower() == "half" else "Q"
    count = match["q"] or match["h"] or w.ordinal_number(match["n"])
    if count is None:
        count = 2 if what == "H" else 4
    if what == "H" and not (match["y"] or match["rel"] or "year" in match.group().lower()):
        return None
    if match["q"] and match["q"] and not (match["y"] or match["rel"]) and match.group()[0] == "q":
        return None
    year = _told_year(match, scene)
    if year is not None:
        return f"{year:04d}-{what}{count}", "DATE"
    if scene.today is None:
        return f"XXXX-{what}{count}", "DATE"
    this = scene.today.year
    last_month = int(count) * (6 if what == "H" else 3)
    begun = last_month - (5 if what == "H" else 2) <= scene.today.month
    over = this if begun or scene.ahead() else this - 1
    back = (match["rel0"] or "").lower() == "year-ago"
    return f"{over - back:04d}-{what}{count}", "DATE"


# ── relative to publication ───────────────────────────────────────────────────────────────────

_NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


@rule(
    rf"(?P<edge>(?:early|late|earlier|later){w.SP})?(?P<word>today|yesterday|tomorrow|tonight)(?:{w.SP}(?P<part>{w.PART}))?"
)
def named_day(match: re.Match[str], scene: Scene) -> Draft:
    word = match["word"].lower()
    day = _moved(scene.today, days=_NAMED_DAYS[word])
    if word == "tonight":
        return f"{day}TNI", "TIME"
    if match["part"]:
        return f"{day}T{_part(match['part'])}", "TIME"
    return day, "DATE"


def _moved(base: date | None, *, days: int = 0) -> str:
    moved = cal.shift(base, days=days) if base else None
    return moved.isoformat() if moved else "XXXX-XX-XX"


@rule(rf"the{w.SP}day{w.SP}(?P<dir>before{w.SP}yesterday|after{w.SP}tomorrow)")
def two_days_off(match: re.Match[str], scene: Scene) -> Draft:
    return _moved(scene.today, days=-2 if match["dir"][0].lower() == "b" else 2), "DATE"


@rule(
    rf"(?:(?:late|early){w.SP})?(?:(?P<rel>last|this|tomorrow|the{w.SP}same|the{w.SP}next|that|the|same|the{w.SP}past){w.SP}(?P<part>{w.PART})|(?P<over>overnight))"
)
def part_of_day(match: re.Match[str], scene: Scene) -> Draft:
    if match["over"]:
        return f"{_moved(scene.today, days=-1)}TNI", "TIME"
    relation = re.sub(r"\s+", " ", match["rel"].lower())
    part = _part(match["part"])
    if relation in {"last", "the past"}:
        return f"{_moved(scene.today, days=-1)}T{part}", "TIME"
    if relation == "the" and re.match(
        r"\s(?:of|to|between|from|into|before|after|shift)\b", scene.text[scene.end : scene.end + 9]
    ):
        return None
    if relation == "the" and not re.search(
        r"\b(?:in|during|of|for|until|through)\s$", scene.before(), re.I
    ):
        return None
    base = scene.today if relation == "this" else scene.base
    return f"{_moved(base, days=int(relation == 'the next'))}T{part}", "TIME"


@rule(rf"in{w.SP}the{w.SP}(?P<edge>early|late){w.SP}(?P<part>morning|afternoon|evening)")
def early_in_the_day(match: re.Match[str], scene: Scene) -> Draft:
    return f"{_moved(scene.base)}T{_part(match['part'])}", "TIME"


@rule(
    rf"(?:(?:the{w.SP})?{_POINT}|(?P<when>earlier|later|early|late|sometime){w.SP})?"
    rf"(?:the{w.SP})?(?P<rel>{_REL}|following){w.SP}(?:(?:calendar|fiscal|financial){w.SP})?"
    rf"(?P<unit>week|weekend|month|year|quarter|decade|century)(?![\w-])"
)
def whole_unit(match: re.Match[str], scene: Scene) -> Draft:
    relation, unit = match["rel"].lower(), match["unit"].lower()
    if relation == "past" and re.search(
        r"\bthe$", match.group()[: match.start("rel") - match.start()].strip(), re.I
    ):
        return _length(unit), "DURATION"
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
    base = scene.base if relation in {"following", "previous"} else scene.today
    return _unit_value(unit, step.get(relation, 0), base), "DATE"


def _length(unit: str) -> str:
    return {"week": "P1W", "weekend": "P2D", "month": "P1M", "year": "P1Y", "quarter": "P3M",
            "decade": "P10Y", "century": "P100Y"}[unit]  # fmt: skip


def _unit_value(unit: str, step: int, base: date | None) -> str:
    """Write the week, month, quarter, year or decade that lies `step` from the one of a day."""
    if base is None:
        return {"week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(unit, "XXXX")
    if unit in {"week", "weekend"}:
        moved = cal.shift(base, days=7 * step)
        suffix = "-WE" if unit == "weekend" else ""
        return cal.week_value(moved) + suffix if moved else "XXXX-WXX"
    if unit == "month":
        return cal.month_value(base.year, base.month + step)
    if unit == "quarter":
        count = base.year * 4 + (base.month - 1) // 3 + step
        return f"{count // 4:04d}-Q{count % 4 + 1}"
    if unit == "decade":
        return f"{base.year // 10 + step:03d}"
    return f"{base.year // 100 + step:02d}" if unit == "century" else f"{base.year + step:04d}"


@rule(
    rf"(?:(?:the{w.SP})?(?P<edge>end|beginning|start|middle|close|rest|turn){w.SP}of{w.SP})(?:the|this|next){w.SP}(?P<unit>week|weekend|month|year|quarter|decade|century)(?![\w-])"
)
def end_of_unit(match: re.Match[str], scene: Scene) -> Draft:
    step = 1 if re.search(r"\bnext\b", match.group(), re.I) else 0
    return _unit_value(match["unit"].lower(), step, scene.today), "DATE"


@rule(rf"(?:year['’]?s?[ -]end|the{w.SP}year{w.SP}is{w.SP}out)")
def years_end(_: re.Match[str], scene: Scene) -> Draft:
    return _unit_value("year", 0, scene.today), "DATE"


@rule(rf"the{w.SP}weekend")
def the_weekend(_: re.Match[str], scene: Scene) -> Draft:
    ahead = scene.ahead() and re.search(
        r"\b(?:before|until|for)\s*(?:the)?\s*$", scene.before() or ""
    )
    today = scene.today
    step = 0 if today and (today.weekday() >= 5 or ahead) else -1
    return _unit_value("weekend", step, today), "DATE"


# ── counted from a day ────────────────────────────────────────────────────────────────────────

_ABOUT = (
    rf"(?:(?:almost|nearly|about|around|some|roughly|just|just{w.SP}over|just{w.SP}under|at{w.SP}least"
    rf"|at{w.SP}most|up{w.SP}to|over|under|barely|only|more{w.SP}than|less{w.SP}than|fewer{w.SP}than|approximately){w.SP})"
)


@rule(
    rf"(?P<about>{_ABOUT})?(?P<n>{w.NUMBER}){w.JOIN}(?:full{w.SP}|whole{w.SP})?(?P<unit>{w.UNIT}){w.SP}"
    rf"(?P<dir>ago|earlier|later|before(?!{w.SP}\w+ing)|after(?:wards)?|on|from{w.SP}now|hence|previously|back)"
)
def counted(match: re.Match[str], scene: Scene) -> Draft:
    direction = match["dir"].lower()
    count = w.number(match["n"])
    if direction in {"on", "back", "after", "before"} and count is None:
        return None
    if direction == "on":
        return None
    sign = -1 if direction in {"ago", "earlier", "before", "previously", "back"} else 1
    base = scene.today if direction in {"ago", "from now", "hence", "back"} else scene.base
    if direction in {"after", "before"} and re.match(r"\s\w", scene.text[scene.end : scene.end + 2]):
        return w.duration(match["n"], match["unit"]), "DURATION"
    if count is None:
        return ("PAST_REF", "DATE") if direction == "ago" else (w.duration("few", match["unit"]), "DURATION")
    return _counted(base, sign * count, match["unit"])


def _counted(base: date | None, count: float, unit_word: str) -> Draft:
    """Count units from a day, as exactly as the unit is: years give a year, weeks a week."""
    letter, over = w.unit(unit_word)
    size = count * over
    if unit_word.lower().startswith(("minute", "second", "hour")):
        return f"{_moved(base, days=round(size / 24) if letter == 'H' else 0)}", "TIME"
    if base is None:
        return "XXXX", "DATE"
    if letter == "D":
        return _moved(base, days=int(size)), "DATE"
    if letter == "W":
        moved = cal.shift(base, days=int(size * 7))
        return (cal.week_value(moved), "DATE") if moved else None
    months = round(size * {"M": 1, "Q": 3, "Y": 12}[letter])
    moved = cal.shift(base, months=months)
    if moved is None:
        return None
    return (moved.isoformat()[:7] if letter in "MQ" else f"{moved.year:04d}"), "DATE"


@rule(
    rf"(?:the|an?){w.SP}(?P<unit>day|week|month|year|night|evening|morning){w.SP}(?P<dir>before|earlier|after|later)"
)
def unit_before(match: re.Match[str], scene: Scene) -> Draft:
    unit = match["unit"].lower()
    sign = -1 if match["dir"].lower() in {"before", "earlier"} else 1
    if unit in {"night", "evening", "morning"}:
        return f"{_moved(scene.base, days=sign)}T{_part(unit)}", "TIME"
    return _counted(scene.base, sign, unit)


@rule(rf"(?:the{w.SP})?(?P<which>next|following|same|previous|that){w.SP}(?:very{w.SP})?day")
def that_day(match: re.Match[str], scene: Scene) -> Draft:
    step = {"next": 1, "following": 1, "previous": -1}.get(match["which"].lower(), 0)
    return _moved(scene.base, days=step), "DATE"


@rule(
    rf"(?:earlier|later){w.SP}(?:that{w.SP})?(?P<unit>day|month|year)|that{w.SP}(?P<u2>week|month|year)"
)
def that_unit(match: re.Match[str], scene: Scene) -> Draft:
    unit = (match["unit"] or match["u2"]).lower()
    if "that" not in match.group().lower():
        return None
    return (_moved(scene.base) if unit == "day" else _unit_value(unit, 0, scene.base)), "DATE"


# ── durations and sets ────────────────────────────────────────────────────────────────────────

_SPANS = (
    rf"(?:(?:the{w.SP})?(?:past|last|next|coming|first|previous|following|final|latest|recent){w.SP}"
    rf"|within(?:{w.SP}the)?(?:{w.SP}next)?{w.SP}|the{w.SP})"
)


@rule(
    rf"(?P<span>{_SPANS})?(?P<about>{_ABOUT})?(?P<n>{w.NUMBER})(?:(?:{w.SP}(?:to|or){w.SP}|[–-])(?P<n2>{w.NUMBER}))?"
    rf"(?P<gap>{w.JOIN})(?:(?:more|full|whole|straight|consecutive|long|calendar|trading|working){w.SP})?(?P<unit>{w.UNIT})"
    rf"(?P<tail>{w.SP}(?:running|long)|-long)?(?![- ]old)"
)
def length_told(match: re.Match[str], scene: Scene) -> Draft:
    text = match.group().lower()
    if text.endswith(("-old", " second", "-second")) and not match["n"].isdigit():
        return None
    n, unit = match["n2"] or match["n"], match["unit"].lower()
    if unit in {"quarter", "second"} and match["n"].lower() in {"a", "an", "some"}:
        return None
    if n.lower() in {"a", "an"} and not match["span"] and not match["about"]:
        if not _measures(scene, unit):
            return None
    if unit.startswith(("quarter", "second")) and (w.number(n) is None or match["gap"] in "-‐‑"):
        return None
    if n.lower() == "one" and unit == "day" and not match["span"]:
        return ("FUTURE_REF", "DATE") if scene.ahead() else ("P1D", "DURATION")
    return w.duration(match["n"], unit), "DURATION"


def _measures(scene: Scene, unit: str) -> bool:
    """See whether `a year` measures a length, and does not say how often ("twice a year")."""
    before = scene.before().rstrip().lower()
    if re.search(
        r"\b(?:for|in|within|after|over|than|only|of|lasted|last|nearly|almost|half|least|about|by|take|takes|took|during|every)$",
        before,
    ):
        return True
    return False


@rule(
    rf"(?:the{w.SP})?(?P<rel>past|last|next|coming|recent|few){w.SP}(?P<unit>days|weeks|months|years|decades|hours|centuries)(?:{w.SP}and{w.SP}(?:days|weeks|months|years))?|(?:the{w.SP})(?P<u2>days|weeks|months|years|decades){w.SP}(?:ahead|to{w.SP}come)"
)
def open_length(match: re.Match[str], _: Scene) -> Draft:
    unit = match["unit"] or match["u2"]
    if (match["rel"] or "").lower() == "recent":
        return "PAST_REF", "DATE"
    return w.duration("several", unit), "DURATION"


@rule(r"(?P<unit>hours|days|weeks|months|years|decades|centuries)(?P<long>-long|\s+long)?")
def bare_plural(match: re.Match[str], scene: Scene) -> Draft:
    before = scene.before().lower().rstrip()
    if match["long"] or re.search(
        r"\b(?:for|in|over|within|took|take|takes|lasting|lasted)$", before
    ):
        return w.duration("several", match["unit"]), "DURATION"
    return None


@rule(
    rf"(?:the{w.SP})?whole{w.SP}(?:of{w.SP})?(?P<unit>day|night|week|month|year)|all{w.SP}(?P<u2>day|night|week|month|year)"
)
def whole_length(match: re.Match[str], _: Scene) -> Draft:
    return w.duration("one", match["unit"] or match["u2"]), "DURATION"


@rule(
    rf"(?:(?:almost|nearly|practically){w.SP})?(?:every|each){w.SP}(?:(?P<n>{w.NUMBER}|other|single){w.SP})?(?:(?P<dow>{w.WEEKDAY})|(?P<unit>seconds?|minutes?|hours?|days?|nights?|mornings?|evenings?|afternoons?|weekends?|weeks?|months?|quarters?|years?|spring|summer|autumn|winter))(?:{w.SP}(?:night|morning|evening))?"
)
def every(match: re.Match[str], _: Scene) -> Draft:
    if match["dow"]:
        return f"XXXX-WXX-{w.weekday_number(match['dow']) + 1}", "SET"
    unit = match["unit"].lower().removesuffix("s")
    if unit in w.SEASONS:
        return f"XXXX-{w.SEASONS[unit]}", "SET"
    if unit in {"morning", "evening", "afternoon", "night"}:
        return f"XXXX-XX-XXT{_part(unit)}", "SET"
    if unit == "weekend":
        return "XXXX-WXX-WE", "SET"
    n = match["n"] or "one"
    return w.duration({"other": "2", "single": "1"}.get(n.lower(), n), unit), "SET"


_OFTEN = {"hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W",
          "fortnightly": "P2W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P3M",
          "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y"}  # fmt: skip


@rule(rf"(?P<word>{'|'.join(_OFTEN)})")
def often(match: re.Match[str], scene: Scene) -> Draft:
    if match.group()[0].isupper() and not re.match(r"^\W*$", scene.before()[-2:] or ""):
        return None
    if match.group()[0].isupper() and re.match(r"\s[A-Z]", scene.text[scene.end : scene.end + 2]):
        return None
    return _OFTEN[match["word"].lower()], "SET"


@rule(
    rf"(?P<dow>{w.WEEKDAY})s(?:{w.SP}(?:nights|mornings|evenings))?|(?P<d2>{w.WEEKDAY}){w.SP}(?:nights|mornings|evenings)"
)
def weekdays(match: re.Match[str], _: Scene) -> Draft:
    name = match["dow"] or match["d2"]
    if name.islower() or name.endswith("."):
        return None
    return f"XXXX-WXX-{w.weekday_number(name) + 1}", "SET"


# ── times of day ──────────────────────────────────────────────────────────────────────────────

_NEXT_DAY = re.compile(
    rf"(?:{w.SP}(?:on{w.SP})?(?:today|this{w.SP}morning)|,?{w.SP}(?P<yes>yesterday|last{w.SP}night)"
    rf"|,?{w.SP}(?:on{w.SP})?(?P<dow>{w.WEEKDAY}))(?!\w)",
    re.IGNORECASE,
)


@rule(
    rf"(?:(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?[ \u00a0]{{0,2}}(?P<ap>[ap]\.?m\b\.?)|(?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)(?![.,:]?\d|{w.SP}?(?:%|percent|per{w.SP}cent|m\b|million|billion|km|nautical|metres|points|euros|tonnes)))(?:{w.SP}(?:GMT|UTC|CET|CEST|EET|EEST|EST|EDT|PST|PDT|local{w.SP}time))?"
)
def clock(match: re.Match[str], scene: Scene) -> Draft:
    hour, minute = int(match["h"] or match["h24"]), match["m"] or match["m24"] or ""
    if match["ap"]:
        hour = hour % 12 + (12 if match["ap"][0].lower() == "p" else 0)
    elif (
        "." in match.group()
        and not re.search(
            r"\b(?:at|about|around|by|until|since|from|to|before|after|and|between|shortly|near|till)\s$",
            scene.before(),
            re.I,
        )
        and not re.match(
            r"(?:\s(?:on|today|yesterday|last|this|local)|[.,:]?\s*[A-Z])",
            scene.text[scene.end : scene.end + 12],
        )
    ):
        return None
    return f"{_clock_day(scene)}T{hour:02d}{':' + minute if minute else ''}", "TIME"


def _clock_day(scene: Scene) -> str:
    """Find the day of a time of day: told right behind it, else the one told last."""
    behind = _NEXT_DAY.match(scene.text, scene.end)
    if behind and behind["dow"] and not behind["dow"].islower():
        return _weekday(w.weekday_number(behind["dow"]), "", scene)
    if behind:
        return _moved(scene.today, days=-1 if behind["yes"] else 0)
    return _moved(scene.base)


@rule(rf"(?:shortly{w.SP}(?:after|before){w.SP})?(?P<word>noon|midnight|midday)")
def noon(match: re.Match[str], scene: Scene) -> Draft:
    hour = "24:00" if match["word"].lower() == "midnight" else "12:00"
    return f"{_clock_day(scene)}T{hour}", "TIME"


@rule(
    rf"(?:at|before|since|from|until){w.SP}(?P<word>dawn|dusk|daybreak|nightfall|lunchtime|sunrise|sunset)"
)
def twilight(match: re.Match[str], scene: Scene) -> Draft:
    part = {"sunrise": "MO", "sunset": "EV"}.get(match["word"].lower()) or _part(match["word"])
    return f"{_clock_day(scene)}T{part}", "TIME"


# ── feasts ────────────────────────────────────────────────────────────────────────────────────

_FEASTS: Final[dict[str, Callable[[int], date]]] = {
    "christmas eve": lambda y: date(y, 12, 24),
    "christmas": lambda y: date(y, 12, 25),
    "boxing day": lambda y: date(y, 12, 26),
    "st stephen's day": lambda y: date(y, 12, 26),
    "new year's eve": lambda y: date(y, 12, 31),
    "new year": lambda y: date(y, 1, 1),
    "epiphany": lambda y: date(y, 1, 6),
    "good friday": lambda y: cal.easter(y) - timedelta(2),
    "easter": cal.easter,
    "easter monday": lambda y: cal.easter(y) + timedelta(1),
    "pentecost": lambda y: cal.easter(y) + timedelta(49),
    "whitsun": lambda y: cal.easter(y) + timedelta(49),
    "midsummer": lambda y: date(y, 6, 24),
    "victory day": lambda y: date(y, 5, 9),
    "halloween": lambda y: date(y, 10, 31),
}


@rule(
    rf"(?P<name>Christmas{w.SP}Eve|Christmas(?:{w.SP}Day)?|Boxing{w.SP}Day|St\.?{w.SP}Stephen['’]s{w.SP}Day"
    rf"|(?:the{w.SP})?New{w.SP}Year['’]s{w.SP}Eve|(?:the{w.SP})?New{w.SP}Year(?:['’]s(?:{w.SP}Day)?)?|Epiphany"
    rf"|Good{w.SP}Friday|Easter{w.SP}Monday|Easter(?:{w.SP}Sunday)?|Pentecost|Whitsun|Midsummer(?:{w.SP}Day)?"
    rf"|Victory{w.SP}Day|Halloween)(?:(?:,|{w.SP}of)?{w.SP}(?P<y>{w.YEAR}))?(?:{w.SP}(?:morning|night|evening))?"
)
def feast(match: re.Match[str], scene: Scene) -> Draft:
    words = re.sub(
        r"[\s\u00a0]+", " ", match["name"].lower().replace("’", "'").replace("st.", "st")
    )
    key = words.removeprefix("the ").removesuffix(" sunday")
    key = key if key in _FEASTS else key.removesuffix(" day").removesuffix("'s")
    falls = _FEASTS.get(key)
    if falls is None or (match["name"].islower() and key not in {"midsummer", "new year"}):
        return None
    if match["y"]:
        return falls(int(match["y"])).isoformat(), "DATE"
    if scene.today is None:
        day = falls(2001)
        return f"XXXX-{day.month:02d}-{day.day:02d}", "DATE"
    days = [falls(scene.today.year + step) for step in (-1, 0, 1)]
    past, future = [d for d in days if d <= scene.today], [d for d in days if d >= scene.today]
    ahead = scene.ahead()
    return (future[0] if ahead or not past else past[-1]).isoformat(), "DATE"


# ── past, present, future ─────────────────────────────────────────────────────────────────────

_REFERENCES = {
    "PRESENT_REF": (
        rf"now(?!{w.SP}that)|currently|nowadays|these{w.SP}days|at{w.SP}present|at{w.SP}the{w.SP}moment|"
        rf"from{w.SP}now{w.SP}on|right{w.SP}now|for{w.SP}the{w.SP}time{w.SP}being|at{w.SP}this{w.SP}(?:time|moment)"
    ),
    "PAST_REF": (
        rf"(?:more{w.SP})?recently|lately|(?:in{w.SP})?the{w.SP}past(?!{w.SP}\w)"
        rf"|at{w.SP}the{w.SP}time|at{w.SP}that{w.SP}time|in{w.SP}recent{w.SP}times|recent"
    ),
    "FUTURE_REF": (
        rf"(?:in{w.SP})?the{w.SP}(?:near{w.SP}|foreseeable{w.SP})?future|in{w.SP}future|before{w.SP}long"
        rf"|in{w.SP}due{w.SP}course|sooner{w.SP}or{w.SP}later|at{w.SP}a{w.SP}later{w.SP}date"
    ),
}  # fmt: skip


@rule("|".join(rf"(?P<{name}>{words})" for name, words in _REFERENCES.items()).join(("(?:", ")")))
def reference(match: re.Match[str], _: Scene) -> Draft:
    return match.lastgroup or "PRESENT_REF", "DATE"
