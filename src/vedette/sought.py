"""What a query line asks for, as a tree: clauses that must all hold, each with its alternatives.

`vedette.query` reads a line into it and writes it back; the ledger, the desk and watches ask by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

How = Literal["is", "least", "most"]
"""How a value is meant: *is* it, or the *least* (`>=`), or the *most* (`<=`)."""

TEXT: Final = ""
"""The name of the field that words stand under which name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that stand one after the other; with `begins`, the last may be the start of one."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A closed line of (longitude, latitude) in degrees, WGS 84; a box has `corners` of its own.

    `box` is west, south, east, north: for a box alone. Its west may be greater than its east: then
    it lies over the 180th meridian.
    """

    points: tuple[tuple[float, float], ...] = ()
    box: tuple[float, float, float, float] | None = None


Value = str | float | date | Words | Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The name of a field and the values of which one must fit; none may, where it is `negated`.

    `at` is where it stands in the line. Days are the first of a stretch for `since` and the last
    for `until`.
    """

    name: str
    values: tuple[Value, ...]
    how: How = "is"
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Clauses that must all hold, and the line that they were read from; none lets all through."""

    clauses: tuple[Clause, ...] = ()
    line: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def of(self, *fields: str) -> Iterator[Clause]:
        """Give the clauses on these fields."""
        return (one for one in self.clauses if one.name in fields)

    @property
    def words(self) -> tuple[Words, ...]:
        """The words that are looked for, for marking them in a text."""
        said = (one for one in self.of(TEXT) if not one.negated)
        return tuple(value for one in said for value in one.values if isinstance(value, Words))


EVERYTHING: Final = Query()
