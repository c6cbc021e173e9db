"""Find the time expressions of a text, from its start to its end.

All rules run over the whole text; where matches overlap the longest stands. The day told last is
carried along, so that "two days later" and "the 28th" know what they count from.
"""

import re
from datetime import date, datetime

from vedette.code.times import calendar as cal
from vedette.code.times.memory import NOTHING
from vedette.code.times.rules import RULES, Draft, Rule
from vedette.code.times.scene import Scene
from vedette.records import Span, TimeExpression


def find_times(text: str, published: date | None) -> tuple[TimeExpression, ...]:
    """Find every time expression with its TIMEX3 value and type, in the order of the text.

    Relative words are resolved against the publication day; without one their values keep an `X`
    for each digit that is not known.

    >>> [time.value for time in find_times("A blast on Thursday.", date(2025, 11, 15))]
    ['2025-11-13']
    """
    today = published.date() if isinstance(published, datetime) else published
    found: list[TimeExpression] = []
    memory = NOTHING
    end = 0
    for start, stop, rule, match in _candidates(text):
        if start < end:
            continue
        scene = Scene(text=text, start=start, end=stop, today=today, memory=memory)
        draft = rule.build(match, scene)
        if draft is None:
            continue
        found.append(_expression(text, start, stop, draft))
        memory = memory.after(*draft, today)
        end = stop
    return _joined(text, found)


_TRIGGER = re.compile(
    r"[0-9]|day|night|week|month|year|decade|centur|hour|minute|second|quarter|half|morning|noon"
    r"|dawn|dusk|evening|sunrise|sunset|spring|summer|autumn|fall|winter|ago\b|recent|now|past"
    r"|future|present|moment|time|before long|sooner|due course|annual|daily|tomorrow|christmas"
    r"|easter|epiphany|pentecost|whitsun|halloween|lately|currently|ties\b|later date|soon"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
"""Some piece of every time expression: where none stands near, no rule need look."""
MARGIN = 80
"""Characters around a trigger; the longest expression reaches half as far from one."""


def _windows(text: str) -> list[tuple[int, int]]:
    """Find the stretches of a text that hold a trigger, with some room around them."""
    windows: list[tuple[int, int]] = []
    for trigger in _TRIGGER.finditer(text):
        start, end = max(0, trigger.start() - MARGIN), min(len(text), trigger.end() + MARGIN)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((start, end))
    return windows


def _candidates(text: str) -> list[tuple[int, int, Rule, re.Match[str]]]:
    matches = [
        (match.start(), -match.end(), order, rule, match)
        for start, end in _windows(text)
        for order, rule in enumerate(RULES)
        for match in rule.pattern.finditer(text, start, end)
    ]
    matches.sort(key=lambda found: found[:3])
    return [(start, -stop, rule, match) for start, stop, _, rule, match in matches]


def _expression(text: str, start: int, end: int, draft: Draft) -> TimeExpression:
    assert draft is not None
    value, kind = draft
    return TimeExpression(span=Span(start, end), text=text[start:end], value=value, type=kind)


def _joined(text: str, found: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Join `between X and Y` and `from X to Y` into one interval."""
    joined: list[TimeExpression] = []
    for time in found:
        last = joined[-1] if joined else None
        if last and (interval := _interval(text, last, time)):
            joined[-1] = interval
        else:
            joined.append(time)
    return tuple(joined)


_OPENING = re.compile(r"\b(?:(?P<between>between)|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:the\s+)?and\s+(?:the\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)


def _interval(text: str, first: TimeExpression, last: TimeExpression) -> TimeExpression | None:
    if first.type != "DATE" or last.type != "DATE" or last.span.start - first.span.end > 12:
        return None
    opening = _OPENING.search(text[max(0, first.span.start - 14) : first.span.start])
    if opening is None or "/" in first.value + last.value:
        return None
    middle = _AND if opening["between"] else _TO
    if not middle.fullmatch(text[first.span.end : last.span.start]):
        return None
    left, right = cal.days_of(first.value), cal.days_of(last.value)
    if not left or not right or left[0] > right[1]:
        return None
    told = re.search(r"\d{4}|year", first.text + last.text)
    end = last.value if told else _within_a_year(first.value, last.value)
    span = Span(first.span.start, last.span.end)
    return TimeExpression(
        span=span,
        text=text[span.start : span.end],
        value=f"{first.value}/{end}",
        type="DATE",
    )


def _within_a_year(first: str, last: str) -> str:
    """Bring the end of an interval to the year that its beginning calls for."""
    if len(first) == len(last) >= 7 and last[:4] > first[:4] and last[4:] >= first[4:]:
        return first[:4] + last[4:]
    return last
