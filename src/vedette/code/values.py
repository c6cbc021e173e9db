"""The normal forms beside words that a model chose, worked out here and never learnt or believed.

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
from vedette.taxonomy.ages import AGE
from vedette.taxonomy.countries import country_of, mentions
from vedette.taxonomy.numbers import NUMBER, value
from vedette.taxonomy.patterns import Patterns
from vedette.titled import below

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
_NUMBER = re.compile(rf"(?<![^\W\d_]-){NUMBER}(?!\w|[.,]\d)", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:\b(?:to|and|or)\b|[-–—])\s*", re.IGNORECASE)
_NOBODY = re.compile(r"\b(?:nobody|none|no(?! (?:fewer|less|more) than\b))\b", re.IGNORECASE)
_MOST = 10**8
"""A number from which on it counts no people."""
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)

Worked = tuple[Value, str]
"""A value and what made it; None and an empty name where nothing could be worked out."""
NOTHING: Worked = (None, "")


@cache
def _classes() -> Patterns:
    return Patterns(lexicon("targets").classes("classes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What our own code sees in an English text: its day, times and places."""

    text: str
    published: date | None
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    dateline: TimeExpression | None = None
    below: int = 0
    """Where the text goes on below its title, in code points."""

    def value(self, type_: str, name: str, span: Span) -> Worked:
        """Work out the value of a field from the words at a span."""
        words = self.text[span.start : span.end]
        if name in STATES:
            state = self.state(span)
            return (state, "countries") if state else NOTHING
        if name in SCENES:
            return self._scene(span)
        if name in TIMES:
            return self._time(name, span)
        if name in COUNTS:
            return self.count(words)
        if (type_, name) == ("incident", "target"):
            return _class(words, self.classes())
        return _share(words) if name == "probability" else NOTHING

    def state(self, span: Span) -> str | None:
        """Name the state that an actor's words mean."""
        return country_of(self.text[span.start : span.end])

    def named(self, span: Span) -> str | None:
        """Name the first state of whose name or adjective words have any."""
        found = mentions(self.text[span.start : span.end])
        return found[0].code if found else None

    def resolved(self, name: str, time: TimeExpression, field: Span, /) -> str | None:
        """Write what the ledger keeps of a time expression in the words of a field."""
        return TIMES[name](self._quoted(widen(self.text, time), field), self.published)

    def count(self, words: str) -> Worked:
        """Read a number of people."""
        return _count(words)

    def classes(self) -> Patterns:
        """Give the patterns of what may be hit, by class."""
        return _classes()

    def _scene(self, span: Span) -> Worked:
        """Give the country or sea of the first place named within, else of the adjective."""
        inside = (p for p in self.places if span.start <= p.span.start and p.span.end <= span.end)
        place = next(inside, None)
        if place is not None:
            return place.country, "places"
        state = self.named(span)
        return (state, "countries") if state else NOTHING

    def _time(self, name: str, span: Span) -> Worked:
        """Resolve the longest time expression that shares words with a span."""
        shared = [t for t in self.times if t.span.start < span.end and span.start < t.span.end]
        if not shared:
            return NOTHING
        longest = max(shared, key=lambda time: (time.span.end - time.span.start, -time.span.start))
        value = self.resolved(name, longest, span)
        return (value, "times") if value is not None else NOTHING

    def _quoted(self, expression: TimeExpression, span: Span) -> TimeExpression:
        """Take the words before it in the quotation along: "since its launch in May" is since."""
        first = min(expression.span.start, span.start)
        whole = Span(first, expression.span.end)
        return replace(expression, span=whole, text=self.text[whole.start : whole.end])


def see(article: Article, text: str, gazetteer: Gazetteer) -> Sight:
    """Look at the part of an article that is coded."""
    published = article.published or day_of(dateline_of(text, find_times(text, None)))
    times = find_times(text, published)
    return Sight(
        text=text,
        published=published,
        times=times,
        places=find_places(text, gazetteer),
        dateline=dateline_of(text, times),
        below=below(article.title or "", text),
    )


def _count(words: str) -> Worked:
    """Read a number of people, or a range of two, in figures or in words.

    >>> _count("at least 1,200"), _count("One hundred and twenty"), _count("dozens")
    ((1200, 'numbers'), (120, 'numbers'), (None, ''))
    >>> _count("two to three hundred"), _count("nobody")
    (((200, 300), 'numbers'), (0, 'numbers'))
    >>> _count("a 70-year-old woman"), _count("two women aged 70 and 72")
    ((1, 'numbers'), (2, 'numbers'))
    """
    plain = AGE.sub(" ", words)
    found = [one for one in _NUMBER.finditer(plain) if value(one.group()) < _MOST]
    if _NOBODY.search(plain, 0, found[0].start() if found else len(plain)):
        return 0, "numbers"
    match found:
        case [low, high, *_] if _RANGE.fullmatch(plain, low.end(), high.start()):
            return _between(low.group(), high.group()), "numbers"
        case [number, *_]:
            return round(value(number.group())), "numbers"
        case _:  # of one person the age alone is told
            return (1, "numbers") if plain != words else NOTHING


def _between(low: str, high: str) -> Value:
    """Read a range; the first number counts in what the second does, unless it were more then.

    >>> _between("two", "three hundred"), _between("ninety", "two hundred")
    ((200, 300), (90, 200))
    """
    most, least = value(high), value(f"{low} {high.rsplit(maxsplit=1)[-1]}")
    if least >= most:
        least = value(low)
    return (round(least), round(most)) if least < most else round(least)


def _class(words: str, classes: Patterns) -> Worked:
    found = min(classes.search(words), key=lambda m: (-m.end, m.start), default=None)
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
