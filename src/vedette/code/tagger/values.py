"""The normal form beside a field's words: days, states, numbers. Worked out here, never learnt.

The network says which words are a field; what they mean is decided by the time grammar, the
gazetteer and the list of states, so that every value can be traced to a rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from vedette.code.times import resolve_due, resolve_horizon, resolve_when, widen
from vedette.records import Place, Span, TimeExpression, Value
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of, mentions

Resolve = Callable[[TimeExpression, date | None], str | None]

_TIMES: dict[str, Resolve] = {
    "when": resolve_when,
    "made": resolve_when,
    "due": resolve_due,
    "horizon": resolve_horizon,
}
_NUMBERS = {word: number for number, word in enumerate(lexicon("incidents").ordered("numbers"))}
_NUMBERS |= {
    f"{tens}-{ones}" if ones else tens: 10 * times + _NUMBERS.get(ones, 0)
    for times, tens in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
    for ones in ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
_NUMBERS |= {"dozen": 12, "hundred": 100}
_DIGITS = re.compile(r"\d+(?:[,\u00a0 ]\d{3})*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_RANGE = re.compile(r"\b(?:between|from|to|and|or)\b|[-–—]")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s?(?:%|per ?cent|percent)", re.IGNORECASE)
_NO_ONE = frozenset({"no", "nobody", "none", "no-one"})
_LARGEST = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the grammar and the gazetteer found in an article."""

    text: str
    published: date | None
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]


def value_of(known: Known, name: str, span: Span) -> tuple[Value, str]:
    """Give the value of a field's words and the rule that made it; None where nothing applies."""
    words = known.text[span.start : span.end]
    if name in _TIMES:
        return _time(known, span, _TIMES[name])
    if name in {"killed", "injured"}:
        number = counted(words)
        return number, "a number" if number is not None else ""
    if name == "probability":
        share = _PERCENT.search(words)
        return (float(share.group(1).replace(",", ".")) / 100, "a share") if share else (None, "")
    if name in {"where", "region"}:
        return _where(known, span)
    state = country_of(words)
    return state, "a state's name" if state else ""


def _time(known: Known, span: Span, resolve: Resolve) -> tuple[Value, str]:
    """Resolve the first time expression among the words that means something here."""
    for time in known.times:
        if time.span.start < span.end and span.start < time.span.end:
            value = resolve(widen(known.text, time), known.published)
            if value is not None:
                return value, f"time {time.type} {time.value}"
    return None, ""


def _where(known: Known, span: Span) -> tuple[Value, str]:
    """Give the country or sea of the words: of the first place named, else of a state's name."""
    for place in known.places:
        if span.start <= place.span.start and place.span.end <= span.end:
            return place.country, f"gazetteer {place.text}"
    words = known.text[span.start : span.end]
    state = country_of(words) or next((m.code for m in mentions(words)), None)
    return state, "a state's name" if state else ""


def counted(words: str) -> Value:
    """Read a number or a range of two.

    >>> counted("at least 1,200"), counted("three"), counted("between 4 and 6"), counted("nobody")
    (1200, 3, (4, 6), 0)
    """
    numbers = [int(re.sub(r"\D", "", digits)) for digits in _DIGITS.findall(words)]
    numbers += [_NUMBERS[word] for word in map(str.lower, _WORD.findall(words)) if word in _NUMBERS]
    numbers = [number for number in numbers if number < _LARGEST]
    if not numbers:
        return 0 if set(map(str.lower, _WORD.findall(words))) & _NO_ONE else None
    if len(numbers) >= 2 and _RANGE.search(words) and numbers[0] < numbers[1]:  # noqa: PLR2004 - two ends
        return numbers[0], numbers[1]
    return numbers[0]
