"""The normal forms beside the words that a model quoted, worked out here and not believed.

Each comes with the name of what made it, so that a wrong value can be traced: `times`, `places`,
`countries`, `classes`, `numbers`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from vedette.code.dateline import dateline_of, day_of
from vedette.code.places import Gazetteer, find_places
from vedette.code.times import find_times, resolve_due, resolve_horizon, resolve_when, widen
from vedette.records import Article, Place, Span, TimeExpression, Value
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of, mentions
from vedette.taxonomy.patterns import Patterns

STATES = frozenset(
    {"accused", "accuser", "actor", "addressee", "caller"}
    | {"denier", "forecaster", "promisor", "speaker"}
)
"""Fields that name somebody: the value is the state, if it is one or its organ."""
SCENES = frozenset({"where", "region"})
TIMES = {
    "when": resolve_when,
    "made": resolve_when,
    "due": resolve_due,
    "horizon": resolve_horizon,
}
COUNTS = frozenset({"killed", "injured"})
_NUMBERS = {word: n for n, word in enumerate(lexicon("incidents").ordered("numbers"))}
_WORD = re.compile(r"[\w.,]*\w")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)

Worked = tuple[Value, str]
"""A value and what made it; None and an empty name where nothing could be worked out."""
NOTHING: Worked = (None, "")


@cache
def _classes() -> Patterns:
    return Patterns(lexicon("targets").classes("classes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What our own code sees in a text: its day, times and places."""

    text: str
    published: date | None
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]

    def value(self, type_: str, name: str, span: Span) -> Worked:
        """Work out the value of a field from the words at a span."""
        words = self.text[span.start : span.end]
        if name in STATES:
            state = country_of(words)
            return (state, "countries") if state else NOTHING
        if name in SCENES:
            return self._scene(span, words)
        if name in TIMES:
            return self._time(name, span)
        if name in COUNTS:
            return _count(words)
        if (type_, name) == ("incident", "target"):
            return _class(words)
        return _share(words) if name == "probability" else NOTHING

    def _scene(self, span: Span, words: str) -> Worked:
        """Give the country or sea of the first place named within, else of the adjective."""
        inside = (p for p in self.places if span.start <= p.span.start and p.span.end <= span.end)
        place = next(inside, None)
        if place is not None:
            return place.country, "places"
        named = mentions(words)
        return (named[0].code, "countries") if named else NOTHING

    def _time(self, name: str, span: Span) -> Worked:
        """Resolve the longest time expression that shares words with a span."""
        shared = [t for t in self.times if t.span.start < span.end and span.start < t.span.end]
        if not shared:
            return NOTHING
        longest = max(shared, key=lambda time: (time.span.end - time.span.start, -time.span.start))
        value = TIMES[name](self._quoted(widen(self.text, longest), span), self.published)
        return (value, "times") if value is not None else NOTHING

    def _quoted(self, expression: TimeExpression, span: Span) -> TimeExpression:
        """Take the words before it in the quotation along: "since its launch in May" is since."""
        first = min(expression.span.start, span.start)
        whole = Span(first, expression.span.end)
        return replace(expression, span=whole, text=self.text[whole.start : whole.end])


def see(article: Article, text: str, gazetteer: Gazetteer) -> Sight:
    """Look at the part of an article that is coded."""
    published = article.published or day_of(dateline_of(text, find_times(text, None)))
    return Sight(
        text=text,
        published=published,
        times=find_times(text, published),
        places=find_places(text, gazetteer),
    )


def _count(words: str) -> Worked:
    """Read a number of people, in figures or in words.

    >>> _count("at least 1,200"), _count("Three"), _count("dozens")
    ((1200, 'numbers'), (3, 'numbers'), (None, ''))
    """
    for word in _WORD.findall(words):
        digits = word.replace(",", "")
        if digits.isdecimal() and digits.isascii() and len(digits) < 9:
            return int(digits), "numbers"
        if word.lower() in _NUMBERS:
            return _NUMBERS[word.lower()], "numbers"
    return NOTHING


def _class(words: str) -> Worked:
    found = min(_classes().search(words), key=lambda m: (-m.end, m.start), default=None)
    return (found.name, "classes") if found else NOTHING


def _share(words: str) -> Worked:
    """Read a share as a part of one.

    >>> _share("a 30 per cent chance")
    (0.3, 'numbers')
    """
    found = _SHARE.search(words)
    return (float(found[1]) / 100, "numbers") if found else NOTHING


def fitting(value: object, values: frozenset[object]) -> bool:
    """Say whether a value is one of an enum's, and of its type: JSON's `true` is not 1.

    >>> fitting(True, frozenset({0, 1})), fitting([], frozenset({"a"}))
    (False, False)
    """
    if not isinstance(value, str | int | bool):
        return False
    return any(value == one and type(value) is type(one) for one in values)
