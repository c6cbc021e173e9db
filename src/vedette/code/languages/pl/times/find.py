"""Polish time expressions: where they stand, what they mean, what the ledger keeps of them.

>>> from datetime import date
>>> text = "W nocy z 3 na 4 marca wysadzono tory."
>>> [(t.text, t.value) for t in find_times(text, date(2026, 3, 5))]
[('W nocy z 3 na 4 marca', '2026-03-03/2026-03-04')]
"""

import re
from datetime import date

from vedette.code.languages.pl.times.rule import RULES, Draft, Setting
from vedette.code.languages.pl.words import WORDS
from vedette.code.times import calendar as cal
from vedette.records import Span, TimeExpression

_AHEAD = re.compile("|".join(WORDS.lexicon("times").ordered("ahead")), re.IGNORECASE)
_CLAUSE = re.compile(r"[.;!?\n–—]|, (?:a|ale|że|który|która|które)\b")
_REACH = 60
"""Characters of a clause in which a word of the future turns a time ahead."""
_MIDDLE = re.compile(r"\bpołowie\b", re.IGNORECASE)
_REFERENCE = {"PAST_REF": "PAST", "PRESENT_REF": "PRESENT"}


def find_times(text: str, published: date | None) -> tuple[TimeExpression, ...]:
    """Find every time expression with its TIMEX3 value and type, in the order of the text.

    The longest match stands where some overlap. `published` is a day, without a time.
    """
    matches = [
        (match.start(), -match.end(), order, match)
        for order, (pattern, _) in enumerate(RULES)
        for match in pattern.finditer(text)
    ]
    found: list[TimeExpression] = []
    anchor: date | None = None
    end = 0
    for start, negative, order, match in sorted(matches, key=lambda entry: entry[:3]):
        if start < end:
            continue
        setting = Setting(today=published, anchor=anchor, ahead=_ahead(text, start, -negative))
        draft = RULES[order][1](match, setting)
        if draft is not None:
            found.append(_expression(text, start, -negative, draft))
            anchor = _day_told(draft) or anchor
            end = -negative
    return tuple(found)


def _ahead(text: str, start: int, end: int) -> bool:
    """Say whether the clause around a match looks to the future."""
    if re.match(r"do |na (?!początku)", text[start:end], re.IGNORECASE):
        return True
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    after = _CLAUSE.split(text[end : end + _REACH])[0]
    return bool(_AHEAD.search(before) or _AHEAD.search(after))


def _expression(text: str, start: int, end: int, draft: Draft) -> TimeExpression:
    assert draft is not None
    value, kind = draft
    return TimeExpression(span=Span(start, end), text=text[start:end], value=value, type=kind)


def _day_told(draft: Draft) -> date | None:
    days = cal.days_of(draft[0]) if draft else None
    return days[1] if days and (days[1] - days[0]).days <= 7 else None


def resolve_when(expression: TimeExpression, published: date | None) -> str | None:
    """Write when something happened: a day, month, year or interval in ISO 8601, or `PAST`.

    `od` opens an interval that runs to publication, as exactly as its beginning is told.
    """
    value = expression.value
    if value in _REFERENCE:
        return _REFERENCE[value]
    if "X" in value:
        return None
    value = _plain(value, expression.text)
    since = expression.text.lower().startswith("od ")
    if since and published and "/" not in value and value < published.isoformat()[: len(value)]:
        return f"{value}/{published.isoformat()[: max(7, len(value))]}"
    return value


def _plain(value: str, text: str) -> str:
    """Turn a week, quarter or season into its first and last day or month."""
    days = cal.days_of(value)
    if days and re.fullmatch(r"\d{4}-W\d\d", value):
        return f"{days[0]}/{days[1]}"
    if days and re.fullmatch(r"\d{4}-(?:Q\d|SP|SU|FA|WI)", value):
        return f"{days[0].isoformat()[:7]}/{days[1].isoformat()[:7]}"
    return f"{value}-06" if _MIDDLE.search(text) and re.fullmatch(r"\d{4}", value) else value
