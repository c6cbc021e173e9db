"""Two times that bound one stretch: `from 10 May to 9 June`, `between Monday and Friday`.

TIMEX3 marks each bound by itself, and so does `find_times`. The ledger keeps the stretch: a bound
is widened to the whole of it, and its value follows from the words of both.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from vedette.code.times import calendar as cal
from vedette.code.times.find import find_times
from vedette.records import Span, TimeExpression

_OPENING: Final = re.compile(r"\b(?:(?P<between>between)|from)\s+(?:the\s+)?$", re.IGNORECASE)
_AND: Final = r"\s+(?:the\s+)?and\s+(?:the\s+)?"
_TO: Final = r"\s+(?:to|until|till|through)\s+(?:the\s+)?"
_BEHIND: Final = {True: re.compile(_AND, re.IGNORECASE), False: re.compile(_TO, re.IGNORECASE)}
_BEFORE: Final = re.compile(
    rf"\b(?:between\s+(?:the\s+)?(?P<a>[^.;\n]{{2,40}}?){_AND}"
    rf"|from\s+(?:the\s+)?(?P<b>[^.;\n]{{2,40}}?){_TO})$",
    re.IGNORECASE,
)
_REACH: Final = 60
"""Characters on either side of a bound within which the other one lies."""
_DAY: Final = len("2025-11-16")


def stretch_of(text: str, bound: TimeExpression) -> TimeExpression | None:
    """Widen a bound to its whole stretch, preposition included; None where it bounds none.

    The value stays that of the bound: `interval` works out the other one, by publication.
    """
    if bound.type != "DATE" or "/" in bound.value:
        return None
    found = _opened(text, bound) or _closed(text, bound)
    return replace(bound, span=found, text=text[found.start : found.end]) if found else None


def _opened(text: str, bound: TimeExpression) -> Span | None:
    """Find the end of a stretch that the bound begins."""
    start, end = bound.span
    opening = _OPENING.search(text[max(0, start - 14) : start])
    middle = opening and _BEHIND[bool(opening["between"])].match(text, end)
    if opening is None or middle is None:
        return None
    rest = text[middle.end() : middle.end() + _REACH]
    last = next(iter(find_times(rest, None)), None)
    if last is None or last.span.start or last.type != "DATE":
        return None
    return Span(start - len(opening.group()), middle.end() + last.span.end)


def _closed(text: str, bound: TimeExpression) -> Span | None:
    """Find the beginning of a stretch that the bound ends."""
    offset = max(0, bound.span.start - _REACH)
    found = _BEFORE.search(text[offset : bound.span.start])
    words = found and (found["a"] or found["b"])
    if not found or not words:
        return None
    times = find_times(words, None)
    whole = len(times) == 1 and times[0].text == words and times[0].type == "DATE"
    return Span(offset + found.start(), bound.span.end) if whole else None


def interval(stretch: TimeExpression, today: date | None) -> TimeExpression:
    """Give a widened bound the value of its stretch; anything else comes back as it is."""
    if not re.match(r"(?:between|from)\b", stretch.text, re.IGNORECASE) or "/" in stretch.value:
        return stretch
    bounds = find_times(stretch.text, today)
    if len(bounds) != 2 or bounds[1].span.end != len(stretch.text):
        return stretch
    first, last = _agreed(stretch.value, bounds)
    left, right = cal.days_of(first), cal.days_of(last)
    if not left or not right or left[0] > right[1]:
        return stretch
    return replace(stretch, value=f"{first}/{last}")


def _agreed(known: str, bounds: Sequence[TimeExpression]) -> tuple[str, str]:
    """Move both values by what the one that is known, from its sentence, lies off."""
    values = bounds[0].value, bounds[1].value
    own = next((b for b in bounds if b.value == known), None) or next(
        (b for b in bounds if _off(b, known)), None
    )
    if own is None or own.value == known:
        return values
    off, weekly = _off(own, known), _weekly(own)
    first, last = (_moved(b.value, off) if _weekly(b) == weekly else b.value for b in bounds)
    return first, last


def _off(bound: TimeExpression, known: str) -> timedelta | int:
    """Say by how many weeks or years a value lies off the known one; 0 for another day."""
    one, other = cal.days_of(bound.value), cal.days_of(known)
    if not one or not other or len(bound.value) != len(known):
        return 0
    if _weekly(bound):
        days = (other[0] - one[0]).days
        return timedelta(days) if days % 7 == 0 else 0
    return other[0].year - one[0].year if bound.value[4:] == known[4:] else 0


def _weekly(bound: TimeExpression) -> bool:
    return len(bound.value) == _DAY and not re.search(r"\d", bound.text)


def _moved(value: str, off: timedelta | int) -> str:
    days = cal.days_of(value)
    if isinstance(off, int):
        return f"{int(value[:4]) + off:04d}{value[4:]}" if days else value
    return (days[0] + off).isoformat() if days else value
