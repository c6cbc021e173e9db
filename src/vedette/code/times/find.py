"""Find the time expressions of a text, from its start to its end.

All rules run over the whole text; where matches overlap the longest stands. The day told last is
carried along, so that "two days later" and "the 28th" know what they count from.
"""

import itertools
import re
from dataclasses import replace
from datetime import date, datetime

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
    return _in_step(text, found)


_TRIGGER = re.compile(
    r"[0-9]|day|night|week|month|year|decade|centur|hour|minute|second|quarter|half|morning|noon"
    r"|dawn|dusk|evening|sunrise|sunset|spring|summer|autumn|fall|winter|ago\b|recent|now|past"
    r"|future|present|moment|time|before long|sooner|due course|annual|daily|tomorrow|christmas"
    r"|easter|epiphany|pentecost|whitsun|halloween|lately|currently|ties\b|later date|soon"
    r"|nineteen|thousand|thanksgiving|current|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)",
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


_OPENING = re.compile(r"\b(?:(?P<between>between)|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:the\s+)?and\s+(?:the\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|through)\s+(?:the\s+)?", re.IGNORECASE)


def _in_step(text: str, found: list[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Bring the end of a stretch, `from May to June`, to the year that its beginning calls for."""
    for at, (first, last) in enumerate(itertools.pairwise(found), 1):
        near = last.span.start - first.span.end <= _APART
        if near and first.type == last.type == "DATE" and _bounds(text, first, last):
            found[at] = replace(last, value=_within_a_year(first.value, last.value))
    return tuple(found)


_APART = 12
"""Characters that "through the" takes with its gaps."""


def _bounds(text: str, first: TimeExpression, last: TimeExpression) -> bool:
    opening = _OPENING.search(text[max(0, first.span.start - 14) : first.span.start])
    if opening is None or re.search(r"\d{4}|year", first.text + last.text):
        return False
    middle = _AND if opening["between"] else _TO
    return bool(middle.fullmatch(text[first.span.end : last.span.start]))


def _within_a_year(first: str, last: str) -> str:
    if len(first) == len(last) >= len("2025-11") and last[:4] > first[:4] and last[4:] >= first[4:]:
        return first[:4] + last[4:]
    return last
