"""What the ledger keeps of a time expression: a date, month, year or interval in ISO 8601.

The preposition decides as much as the words: `since January` runs until publication, `by the end
of 2027` names its last day, `within five years` starts at publication. So widen an expression to
its preposition first. Rules: coding guide, sections 2 and 9.
"""

import re
from datetime import date, datetime, timedelta
from typing import Final

from vedette.code.times import calendar as cal
from vedette.records import Span, TimeExpression

_LEAD: Final = re.compile(
    r"\b(?:no later than|not later than|with effect from|starting (?:on|from|in)|starting"
    r"|beginning (?:on|from|in)|as of|as early as|ahead of|up to|since|by|until|till|before|after"
    r"|from|within|in|on|at|over|for|during|through|throughout|between|to)(?: the)?\s{1,3}$",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"(?:no later than|not later than|with effect from|starting|beginning|as of|since|by|until"
    r"|till|before|after|ahead of|up to|from|within|in|on|at|over|for|during|throughout|through"
    r"|between|to)\b",
    re.IGNORECASE,
)
_SEASON_MONTHS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_DURATION: Final = re.compile(r"P(T?)(\d+)(?:\.\d+)?([YMWDH])(?:(\d+)M)?")
_END: Final = re.compile(
    r"\b(?:end|close|rest)\s+of\b|year['’]?s?[ -]end|\bis\s+out\b", re.IGNORECASE
)
_REFERENCE: Final = {"PAST_REF": "PAST", "PRESENT_REF": "PRESENT", "FUTURE_REF": "FUTURE"}


def widen(text: str, expression: TimeExpression) -> TimeExpression:
    """Take the preposition before an expression into its span; the value stays."""
    start = expression.span.start
    found = _LEAD.search(text[max(0, start - 24) : start])
    if found is None:
        return expression
    start -= len(found.group())
    span = Span(start, expression.span.end)
    return TimeExpression(
        span=span, text=text[span.start : span.end], value=expression.value, type=expression.type
    )


def resolve_when(expression: TimeExpression, published: date | None) -> str | None:
    """Write when something happened: `2025-11`, `2025-11-15/2025-11-17`, or `PAST`.

    `since` opens an interval that runs to publication, as exactly as its beginning is told. None
    where the words name no calendar time.
    """
    today = _day(published)
    if expression.type == "SET":
        return None
    if expression.type == "DURATION":
        return _spell(expression, today)
    value = _plain(expression, today)
    if value and today and _lead(expression) == "since" and "/" not in value:
        return _to_today(value, today)
    return value


def resolve_due(expression: TimeExpression, published: date | None) -> str | None:
    """Write the day or period by which something is due: `2027-12-31` for "by the end of 2027"."""
    today = _day(published)
    if expression.type == "SET":
        return None
    if expression.type == "DURATION":
        end = _add(today, expression.value)
        return end.isoformat() if end and today else None
    value = _plain(expression, today)
    if value is None or not value[0].isdigit():
        return None
    return _last_day(value) if _END.search(expression.text) else value


def resolve_horizon(expression: TimeExpression, published: date | None) -> str | None:
    """Write how far a forecast reaches, as an interval from publication where it has no start.

    `in 2029` is `2029`; `by the end of the decade` is its last day alone (coding guide, section
    9); `within five years` and `before 2028` start at publication.
    """
    today = _day(published)
    if expression.type == "SET":
        return None
    if expression.type == "DURATION":
        end = _add(today, expression.value)
        return f"{today}/{end}" if end and today else None
    value = _plain(expression, today)
    if value is None or not value[0].isdigit():
        return None
    return _reach(expression, value, today)


def _reach(expression: TimeExpression, value: str, today: date | None) -> str:
    lead = _lead(expression)
    days = cal.days_of(expression.value)
    if today is None or days is None:
        return value
    if re.fullmatch(r"\d{3}", expression.value):
        return days[1].isoformat()
    if lead in {"before", "ahead of"}:
        return f"{today}/{(days[0] - timedelta(1)) if len(value) < 10 else days[0]}"
    if _END.search(expression.text) or lead in {"until", "till", "through", "throughout"}:
        return f"{today}/{days[1]}"
    if lead in {"by", "no later than", "not later than", "up to"}:
        return f"{today}/{value.rsplit('/', maxsplit=1)[-1]}"
    if days[0] <= today < days[1] and len(expression.value) == 4:
        return f"{today}/{days[1]}"
    return value


def _day(published: date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def _lead(expression: TimeExpression) -> str:
    found = _LEADING.match(expression.text)
    return found.group().lower() if found else ""


def _plain(expression: TimeExpression, today: date | None) -> str | None:
    """Turn a TIMEX3 value into what the ledger writes."""
    value = expression.value
    if value in _REFERENCE:
        return _REFERENCE[value]
    if "X" in value:
        return None
    if "T" in value:
        return _night(expression, today)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        first, last = _SEASON_MONTHS[found[2]]
        return f"{cal.month_value(int(found[1]), first)}/{cal.month_value(int(found[1]), last)}"
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        size = 3 if found[2] == "Q" else 6
        last = size * int(found[3])
        return f"{found[1]}-{last - size + 1:02d}/{found[1]}-{last:02d}"
    if re.fullmatch(r"\d{4}-W\d\d(?:-WE)?|\d{3}|\d\d", value):
        return _week(expression, today)
    return value


def _week(expression: TimeExpression, today: date | None) -> str | None:
    days = cal.days_of(expression.value)
    if days is None:
        return None
    if re.search(r"\bago\b", expression.text, re.IGNORECASE) and today:
        weeks = round((today - days[0]).days / 7 - today.weekday() / 7)
        return (today - timedelta(7 * weeks)).isoformat()
    if len(expression.value) == 3 and _END.search(expression.text):
        return days[1].isoformat()
    return f"{days[0]}/{days[1]}"


def _night(expression: TimeExpression, today: date | None) -> str | None:
    """Write a night as the two days it joins where it ended on the day of publication."""
    day = expression.value.partition("T")[0]
    if not cal.days_of(day):
        return None
    over = re.search(r"\bovernight|past night|\blast night", expression.text, re.IGNORECASE)
    if over and today and today - date.fromisoformat(day) == timedelta(1):
        return f"{day}/{today}"
    return day


def _to_today(value: str, today: date) -> str:
    now = today.isoformat()[: len(value)]
    if value >= now:
        return value
    return f"{value}/{today.isoformat()[: max(len(value), 7)]}"


def _spell(expression: TimeExpression, today: date | None) -> str | None:
    """Write a stretch that ended at publication: "in the past 24 hours"."""
    if (
        not re.search(r"\b(?:past|last|previous)\b", expression.text, re.IGNORECASE)
        or today is None
    ):
        return None
    start = _add(today, expression.value, back=True)
    if start is None:
        return None
    size = 10 if expression.value[-1] in "DWH" else 7
    return f"{start.isoformat()[:size]}/{today.isoformat()[:size]}"


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
