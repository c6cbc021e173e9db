"""What the ledger keeps of a time expression: a date, month, year or interval in ISO 8601.

The preposition decides as much as the words: `since January` runs until publication, `by the end
of 2027` names its last day, `within five years` starts at publication. So widen an expression to
its preposition first. Rules: coding guide, sections 2 and 9; where it leaves a choice, what most
of the marked training articles do.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from vedette.code.times import calendar as cal
from vedette.code.times import words as w
from vedette.code.times.ranges import interval, stretch_of
from vedette.records import Span, TimeExpression

_PREPOSITION: Final = (
    r"(?:no later than|not later than|no earlier than|with effect from|starting (?:on|from|in)"
    r"|starting|beginning (?:on|from|in)|as of|as early as|ahead of|up to|since|by|until|till"
    r"|before|after|from|within|in|on|at|over|for|during|throughout|through|between|to)"
)
_LEAD: Final = re.compile(rf"\b{_PREPOSITION}(?: the)?\s{{1,3}}$", re.IGNORECASE)
_LEADING: Final = re.compile(rf"{_PREPOSITION}\b", re.IGNORECASE)
_SEASON_MONTHS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_DURATION: Final = re.compile(r"P(T?)(\d+)(?:\.\d+)?([YMWDH])(?:(\d+)M)?")
_END: Final = re.compile(
    r"\b(?:end|close|rest)\s+of\b|year['’]?s?[ -]end|\bis\s+out\b", re.IGNORECASE
)
_MIDDLE: Final = re.compile(r"\b(?:mid[- ]|middle\s+of\b)", re.IGNORECASE)
_HALF: Final = re.compile(r"\b(first|second|last)\s+half\s+of\b", re.IGNORECASE)
_UP_TO: Final = re.compile(w.pattern(rf"(?: (?:to|or) |[–-])({w.NUMBER}) {w.UNIT}$"), re.IGNORECASE)
_NIGHT: Final = re.compile(r"\bovernight|\bnight\b", re.IGNORECASE)
_REFERENCE: Final = {"PAST_REF": "PAST", "PRESENT_REF": "PRESENT", "FUTURE_REF": "FUTURE"}
_UNTIL: Final = frozenset({"until", "till", "through", "throughout"})
_BY: Final = frozenset({"by", "no later than", "not later than", "up to"})
_BEFORE: Final = frozenset({"before", "ahead of"})


def widen(text: str, expression: TimeExpression) -> TimeExpression:
    """Take the preposition before an expression into its span; the value stays.

    An end of a stretch is widened to all of it: "from 10 May to 9 June".
    """
    if stretch := stretch_of(text, expression):
        return stretch
    start = expression.span.start
    found = _LEAD.search(text[max(0, start - 24) : start])
    if found is None:
        return expression
    start -= len(found.group())
    span = Span(start, expression.span.end)
    return TimeExpression(
        span=span, text=text[span.start : span.end], value=expression.value, type=expression.type
    )


def resolve_when(
    expression: TimeExpression, published: date | None, *, running: bool = True
) -> str | None:
    """Write when something happened: `2025-11`, `2025-11-15/2025-11-17`, or `PAST`.

    `since` opens an interval that runs to publication, as exactly as its beginning is told; with
    `running` false only the beginning is given, as a change of posture has it. None where the
    words name no calendar time.
    """
    today, lead = _day(published), _lead(expression)
    expression = interval(expression, today)
    if expression.type == "SET":
        return None
    if expression.type == "DURATION":
        return _spell(expression, today)
    value = _plain(expression, today)
    if value is None or not value[0].isdigit() or today is None:
        return value
    if lead == "since":
        start = _start(expression, value)
        return _to_today(start, today) if running else start
    if _END.search(expression.text) and lead in _UNTIL | _BY | _BEFORE:
        return _last_day(value)
    return value.split("/")[0] if _season(expression) and lead in _UNTIL else value


def _season(expression: TimeExpression) -> bool:
    return bool(re.fullmatch(r"\d{4}-(?:SP|SU|FA|WI)", expression.value))


def resolve_due(expression: TimeExpression, published: date | None) -> str | None:
    """Write the day or period by which something is due: `2027-12-31` for "by the end of 2027"."""
    today, lead = _day(published), _lead(expression)
    expression = interval(expression, today)
    if expression.type == "SET":
        return None
    if expression.type == "DURATION":
        end = _add(today, _longest(expression))
        return end.isoformat() if end else None
    if lead in _BY | _BEFORE | _UNTIL:
        expression = _forward(expression, today)
    value = _plain(expression, today)
    if value is None or not value[0].isdigit():
        return None
    if _END.search(expression.text):
        return _last_day(value)
    return _brink(expression, value, lead)


def resolve_horizon(expression: TimeExpression, published: date | None) -> str | None:
    """Write how far a forecast reaches, as an interval from publication where it has no start.

    `in 2029` is `2029`; `by the end of the decade` is its last day alone (coding guide, section
    9); `within five years` and `before 2028` start at publication.
    """
    today = _day(published)
    expression = interval(expression, today)
    if expression.type == "SET":
        return None
    if expression.type == "DURATION":
        end = _add(today, _longest(expression))
        return f"{today}/{end}" if end else None
    expression = _forward(expression, today)
    value = _plain(expression, today)
    if value is None or not value[0].isdigit():
        return None
    return _reach(expression, value, today)


def _reach(expression: TimeExpression, value: str, today: date | None) -> str:
    days = cal.days_of(expression.value)
    if today is None or days is None:
        return value
    if re.fullmatch(r"\d{3}", expression.value):
        return days[1].isoformat()
    if len(value) == 10 and re.search(w.WEEKDAY, expression.text, re.IGNORECASE):
        return value
    end = _limit(expression, value, days)
    if end is None and _under_way(expression, days, today):
        end = days[1].isoformat()
    return f"{today}/{end}" if end else value


def _limit(expression: TimeExpression, value: str, days: cal.Days) -> str | None:
    """Find the last day that a preposition sets; None where none does."""
    lead = _lead(expression)
    if _END.search(expression.text) or lead in _UNTIL:
        return _half_way(expression, value) or days[1].isoformat()
    if lead in _BEFORE:
        return (days[0] - timedelta(1)).isoformat() if days[0] > date.min else None
    if lead in _BY:
        return _half_way(expression, value) or _brink(expression, value, lead)
    return None


def _under_way(expression: TimeExpression, days: cal.Days, today: date) -> bool:
    """See whether the year named in words ("this year") has begun: what is left of it counts."""
    whole_year = re.fullmatch(r"\d{4}", expression.value) and "20" not in expression.text
    return bool(whole_year) and days[0] <= today < days[1]


def _brink(expression: TimeExpression, value: str, lead: str) -> str:
    """Write the deadline that a period sets: `by summer` its first month, `before July` 30 June."""
    if _season(expression) and lead in _BY:
        return value.split("/")[-1 if re.search(r"\d{4}", expression.text) else 0]
    days = cal.days_of(expression.value)
    if lead in _BEFORE and days and len(expression.value) == 7:
        return (days[0] - timedelta(1)).isoformat()
    return value


def _half_way(expression: TimeExpression, value: str) -> str | None:
    """Write the middle of a month as its 15th, where a limit is set by it."""
    if _MIDDLE.search(expression.text) and re.fullmatch(r"\d{4}-\d\d", expression.value):
        return f"{value}-15"
    return None


def _forward(expression: TimeExpression, today: date | None) -> TimeExpression:
    """Move what lies behind to its next occurrence: a forecast looks ahead by its nature."""
    days = cal.days_of(expression.value)
    year = expression.value[:4]
    told = re.search(r"\d{4}|last|past|previous|year", expression.text, re.IGNORECASE)
    if today is None or days is None or days[1] >= today or told or not year.isdigit():
        return expression
    if "/" in expression.value or len(expression.value) < 7 or "T" in expression.value:
        return expression
    if re.search(w.WEEKDAY, expression.text, re.IGNORECASE) and len(expression.value) == 10:
        moved = cal.shift(days[0], days=7)
        return replace(expression, value=moved.isoformat()) if moved else expression
    return replace(expression, value=f"{int(year) + 1:04d}{expression.value[4:]}")


def _day(published: date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _lead(expression: TimeExpression) -> str:
    found = _LEADING.match(expression.text)
    return found.group().lower() if found else ""


def _plain(expression: TimeExpression, today: date | None) -> str | None:
    """Turn a TIMEX3 value into what the ledger writes."""
    value = expression.value
    if value in _REFERENCE:
        if expression.text.lower() == "current":
            return None
        return _REFERENCE[value]
    if "X" in value:
        return None
    if "T" in value:
        return _night(expression, today)
    if re.fullmatch(r"\d{4}-W\d\d(?:-WE)?|\d{3}|\d\d", value):
        return _week(expression, today)
    return _months(value) or _part(expression.text, value)


def _months(value: str) -> str | None:
    """Write a season, quarter or half-year by its first and last month."""
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        year, (first, last) = int(found[1]), _SEASON_MONTHS[found[2]]
        return f"{cal.month_value(year, first)}/{cal.month_value(year, last)}"
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = 3 if found[2] == "Q" else 6
        last = size * int(found[3])
        return f"{found[1]}-{last - size + 1:02d}/{found[1]}-{last:02d}"
    return None


def _part(text: str, value: str) -> str:
    """Narrow `mid-2027` to its June, `the second half of July` to its days."""
    if re.fullmatch(r"\d{4}", value) and _MIDDLE.search(text):
        return f"{value}-06"
    half = _HALF.search(text)
    days = cal.days_of(value)
    if half and days and re.fullmatch(r"\d{4}-\d\d", value):
        return f"{value}-01/{value}-15" if half[1].lower() == "first" else f"{value}-16/{days[1]}"
    return value


def _week(expression: TimeExpression, today: date | None) -> str | None:
    days = cal.days_of(expression.value)
    if days is None:
        return None
    if re.search(r"\bago\b", expression.text, re.IGNORECASE) and today:
        weeks = round((today - days[0]).days / 7 - today.weekday() / 7)
        return (today - timedelta(7 * weeks)).isoformat()
    return f"{days[0]}/{days[1]}"


def _night(expression: TimeExpression, today: date | None) -> str | None:
    """Write the night that ended on the day of publication as the two days it joins."""
    day = expression.value.partition("T")[0]
    if not cal.days_of(day):
        return None
    if today is None or not expression.value.endswith("NI") or not _NIGHT.search(expression.text):
        return day
    if re.search(w.WEEKDAY, expression.text, re.IGNORECASE) or "tonight" in expression.text.lower():
        return day
    end = today - date.fromisoformat(day)
    if end == timedelta(1) and re.search(r"overnight|last|past", expression.text, re.IGNORECASE):
        return f"{day}/{today}"
    if end == timedelta(0):
        return f"{today - timedelta(1)}/{today}"
    return day


def _start(expression: TimeExpression, value: str) -> str:
    return _half_way(expression, value) or value.split("/", maxsplit=1)[0]


def _to_today(value: str, today: date) -> str:
    now = today.isoformat()[: len(value)]
    if value >= now:
        return value
    return f"{value}/{today.isoformat()[: max(len(value), 7)]}"


def _spell(expression: TimeExpression, today: date | None) -> str | None:
    """Write a stretch that ended at publication: "in the past 24 hours"."""
    if not re.search(r"\b(?:past|last|previous)\b", expression.text, re.IGNORECASE):
        return None
    start = _add(today, expression.value, back=True)
    if start is None or today is None:
        return None
    size = 10 if expression.value[-1] in "DWH" else 7
    return f"{start.isoformat()[:size]}/{today.isoformat()[:size]}"


def _longest(expression: TimeExpression) -> str:
    """Take the longer of two lengths: five years of "three to five years"."""
    found = _UP_TO.search(expression.text)
    if found is None:
        return expression.value
    return w.duration(found[1], expression.text.split()[-1])


def _add(today: date | None, value: str, *, back: bool = False) -> date | None:
    found = _DURATION.fullmatch(value)
    if today is None or found is None:
        return None
    sign = -1 if back else 1
    count, unit, more = sign * int(found[2]), found[3], sign * int(found[4] or 0)
    if found[1]:
        return cal.shift(today, days=round(count / 24)) if unit == "H" else today
    if unit in "YM":
        return cal.shift(today, months=count * 12 + more if unit == "Y" else count)
    return cal.shift(today, days=count * 7 if unit == "W" else count)


def _last_day(value: str) -> str:
    days = cal.days_of(value)
    return days[1].isoformat() if days else value
