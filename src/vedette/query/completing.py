"""What may stand next in a query line: names of fields, then values of one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from vedette.query.fields import FIELDS, RUNGS
from vedette.query.reading import WATERS
from vedette.records import FIRMNESS, RELIABILITIES
from vedette.taxonomy.countries import countries

MOST: Final = 12
"""Offers at once: what a phone shows above its keyboard."""
LAST: Final = re.compile(r'(?:^|\s)(-?(?:[A-Za-z_]+:)?(?:"[^"]*"|[^\s"])*(?:"[^"]*)?)$')
NAMED: Final = re.compile(r'-?([A-Za-z_]+):(?:(?:"[^"]*"|[^\s",])*,)*(>=|<=)?(.*)$')


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A way to go on: `text` stands in for the line's characters from `start` to `end`."""

    text: str
    label: str
    meaning: str
    start: int
    end: int


Pair = tuple[str, str]
"""A value and what it means."""


def complete(
    line: str, at: int, *, today: date, known: Mapping[str, Sequence[Pair]]
) -> tuple[Offer, ...]:
    """Offer what may stand where the cursor is; `known` has values of fields that the desk knows.

    >>> offers = complete("kind:sab", 8, today=date(2026, 3, 2), known={})
    >>> [(one.text, one.start, one.end) for one in offers]
    [('sabotage', 5, 8)]
    """
    found = LAST.search(line[:at])
    begun = found[1] if found else ""
    named = NAMED.match(begun)
    if named is None:
        told = begun.removeprefix("-")
        return tuple(_fields(told, at - len(told), at)) if '"' not in told else ()
    given = named[3].removeprefix('"')
    start = at - len(named[3])
    values = _values(named[1].lower(), today, known)
    listed = [pair for pair in values if _fits(given, pair)][:MOST]
    return tuple(
        Offer(text=_written(value), label=value, meaning=meaning, start=start, end=at)
        for value, meaning in listed
    )


def _fields(begun: str, start: int, end: int) -> Iterator[Offer]:
    for name, one in FIELDS.items():
        if name.startswith(begun.lower()):
            told = f"{one.meaning} {one.example}"
            yield Offer(text=f"{name}:", label=f"{name}:", meaning=told, start=start, end=end)


def _fits(given: str, pair: Pair) -> bool:
    """Whether a value or a word of its meaning begins as what was typed."""
    begun = given.casefold().replace("_", " ")
    value, meaning = (told.casefold().replace("_", " ") for told in pair)
    return value.startswith(begun) or any(
        meaning[found.start() :].startswith(begun) for found in re.finditer(r"\b\w", meaning)
    )


def _written(value: str) -> str:
    return value if re.fullmatch(r'[^\s",]+', value) else f'"{value}"'


def _values(name: str, today: date, known: Mapping[str, Sequence[Pair]]) -> Iterable[Pair]:
    match name:
        case "country" | "place" | "actor":
            states = [(one.code, one.name) for one in countries().values()]
            waters = [(water, "water") for water in WATERS] if name != "actor" else []
            return [*sorted(states, key=lambda pair: pair[1]), *waters]
        case "firmness":
            return zip(RUNGS, RUNG_NAMES, strict=True)
        case "grade":
            return RELIABILITIES.items()
        case "since" | "until":
            return _days(today)
        case _:
            listed = FIELDS[name].values if name in FIELDS else ()
            return known.get(name) or [(value, "") for value in listed]


def _days(today: date) -> list[Pair]:
    week, month = today - timedelta(days=7), today.replace(day=1)
    return [
        (today.isoformat(), "today"),
        (week.isoformat(), "a week ago"),
        ((today - timedelta(days=30)).isoformat(), "30 days ago"),
        ((today - timedelta(days=90)).isoformat(), "90 days ago"),
        (f"{month:%Y-%m}", "this month"),
        (f"{month - timedelta(days=1):%Y-%m}", "last month"),
        (f"{today:%Y}", "this year"),
    ]


RUNG_NAMES: Final = ("nobody known", *FIRMNESS[1:])
