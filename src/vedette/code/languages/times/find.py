"""Time expressions of a text: where they stand, what they mean, what the ledger keeps of them.

>>> from vedette.code.languages import language
>>> text = "W nocy z 3 na 4 marca wysadzono tory."
>>> [(t.text, t.value) for t in find_times(text, date(2026, 3, 5), language("pl").words)]
[('W nocy z 3 na 4 marca', '2026-03-03/2026-03-04')]
"""

import re
from datetime import date

from vedette.code.languages.times.grammar import Grammar, grammar_of
from vedette.code.languages.times.setting import Draft, Setting
from vedette.code.languages.words import Words
from vedette.code.times import calendar as cal
from vedette.code.times.scene import SLACK
from vedette.records import Span, TimeExpression

_REACH = 60
"""Characters of a clause in which a word of the future turns a time ahead."""
_REFERENCE = {"PAST_REF": "PAST", "PRESENT_REF": "PRESENT"}


def find_times(text: str, published: date | None, words: Words) -> tuple[TimeExpression, ...]:
    """Find every time expression with its TIMEX3 value and type, in the order of the text.

    The longest match stands where some overlap. `published` is a day, without a time.
    """
    grammar = grammar_of(words)
    matches = [
        (match.start(), -match.end(), order, match)
        for order, (pattern, _) in enumerate(grammar.rules)
        for match in pattern.finditer(text)
    ]
    found: list[TimeExpression] = []
    anchor: date | None = None
    end = 0
    for start, negative, order, match in sorted(matches, key=lambda entry: entry[:3]):
        if start < end:
            continue
        setting = Setting(
            today=published,
            anchor=anchor,
            onward=_onward(text, start, -negative, grammar),
            since=bool(grammar.since.search(match.group())),
            until=bool(grammar.onto.search(match.group())),
        )
        draft = grammar.rules[order][1](match, setting, grammar)
        if draft is not None:
            value, kind = draft
            span = Span(start, -negative)
            found.append(TimeExpression(span=span, text=match.group(), value=value, type=kind))
            anchor = _day_told(draft) or anchor
            end = span.end
    return tuple(found)


def _onward(text: str, start: int, end: int, grammar: Grammar) -> bool:
    """Say whether the clause around a match looks to the future, by its nearest verb."""
    if grammar.onto.search(text[start:end]):
        return True
    before = grammar.clause.split(text[max(0, start - _REACH) : start])[-1]
    after = grammar.clause.split(text[end : end + _REACH])[0]
    ahead, back = (_nearest(signs, before, after) for signs in (grammar.ahead, grammar.back))
    return ahead is not None and (back is None or ahead <= back + SLACK)


def _nearest(signs: re.Pattern[str], before: str, after: str) -> int | None:
    """Give how many characters from a match the nearest of some signs stands; None without any."""
    here = len(before)
    found = signs.finditer(f"{before}\t{after}")
    return min(
        (here - m.end() if m.end() <= here else m.start() - here for m in found), default=None
    )


def _day_told(draft: Draft) -> date | None:
    days = cal.days_of(draft[0]) if draft else None
    return days[1] if days and (days[1] - days[0]).days <= 7 else None


def resolve_when(expression: TimeExpression, published: date | None, words: Words) -> str | None:
    """Write when something happened: a day, month, year or interval in ISO 8601, or `PAST`.

    What says `since` opens an interval that runs to publication, as exactly as its beginning is
    told.
    """
    value = expression.value
    if value in _REFERENCE:
        return _REFERENCE[value]
    if "X" in value:
        return None
    grammar = grammar_of(words)
    value = _plain(value, expression.text, grammar)
    since = grammar.since.search(expression.text)
    if since and published and "/" not in value and value < published.isoformat()[: len(value)]:
        return f"{value}/{published.isoformat()[: max(7, len(value))]}"
    return value


def _plain(value: str, text: str, grammar: Grammar) -> str:
    """Turn a week, quarter or season into its first and last day or month."""
    days = cal.days_of(value)
    if days and re.fullmatch(r"\d{4}-W\d\d", value):
        return f"{days[0]}/{days[1]}"
    if days and re.fullmatch(r"\d{4}-(?:Q\d|SP|SU|FA|WI)", value):
        return f"{days[0].isoformat()[:7]}/{days[1].isoformat()[:7]}"
    midyear = re.fullmatch(r"\d{4}", value) and grammar.middle.search(text)
    return f"{value}-06" if midyear else value
