"""Official figures, and pledges that stand in official papers, out of a table read from TOML.

A file names its source first (`publisher`, `name`, `published`, `url`), then `[figures]`, a line
for each state or body with its years, then `[[pledges]]`. It is read strictly: a figure that is
passed over would be taken for one that nobody published. Where a value stands is told by whoever
read the text.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from vedette.assess.days import interval
from vedette.assess.pledges.levels import level_of
from vedette.assess.pledges.strict import Where, day_of, fault, only, text_of, year_of
from vedette.pledged import Level, Official
from vedette.records import Interval

SOURCE: Final = ("publisher", "name", "published", "url")
FILE: Final = frozenset({*SOURCE, "note", "metric", "estimates", "figures", "pledges"})
PLEDGE: Final = frozenset(
    {"key", "promisor", "members", "act", "metric", "level", "made", "due", "review", "start"}
    | {*SOURCE, "note"}
)
NEEDED: Final = ("key", "promisor", "act", "metric", "level", "made", "due")
MOST: Final = 100.0
"""Per cent: no state spends more than all that it makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures of one metric from one publication, by state or body and year, in per cent."""

    metric: str
    official: Official
    estimates: frozenset[int]
    figures: Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A pledge that stands in an official paper.

    With `members` each of them is bound, and none stands for another. `start` is the year from
    whose figure the path goes.
    """

    key: str
    promisor: str
    members: tuple[str, ...]
    act: str
    metric: str
    level: Level
    made: date
    due: Interval
    official: Official
    review: int | None = None
    start: int | None = None

    @property
    def at(self) -> datetime:
        """The moment from which it holds."""
        return datetime.combine(self.made, time(), UTC)


def read(told: Mapping[str, Any], where: Where) -> tuple[tuple[Table, ...], tuple[Declared, ...]]:
    """Read what one file holds; raises FiguresError at the first fault."""
    only(told, FILE, where)
    official = _official(told, where, ())
    tables = (_table(told, official, where),) if "figures" in told else ()
    listed = told.get("pledges", [])
    if not isinstance(listed, list):
        raise fault("pledges is no list of tables", where("pledges"), "write [[pledges]]")
    found = tuple(_declared(one, n, official, where) for n, one in enumerate(listed))
    if not tables and not found:
        raise fault("it holds neither figures nor pledges", where(), "give [figures]")
    return tables, found


def _table(told: Mapping[str, Any], official: Official, where: Where) -> Table:
    figures = told["figures"]
    if not isinstance(figures, dict) or not figures:
        raise fault("figures is no table", where("figures"), 'write PL = { "2024" = 3.79 }')
    estimates = told.get("estimates", [])
    if not (isinstance(estimates, list) and all(type(one) is int for one in estimates)):
        raise fault("estimates is no list of years", where("estimates"), "write [2024, 2025]")
    return Table(
        metric=text_of(told, "metric", where, ()),
        official=official,
        estimates=frozenset(estimates),
        figures={of: dict(_years(of, row, where)) for of, row in figures.items()},
    )


def _years(of: str, row: Any, where: Where) -> Iterator[tuple[int, float]]:
    if not isinstance(row, dict) or not row:
        raise fault(f"{of} has no years", where("figures", of), 'write PL = { "2024" = 3.79 }')
    for year, value in row.items():
        at = where("figures", of, year)
        if not re.fullmatch(r"(?:19|20)\d\d", year):
            raise fault(f"{year!r} is no year", at, "give four digits, such as 2024")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise fault(f"{of} {year} is no number", at, "leave out what is not published")
        if not (math.isfinite(value) and 0 <= value <= MOST):
            raise fault(f"{of} {year} is {value}", at, f"give per cent, from 0 to {MOST:g}")
        yield int(year), float(value)


def _declared(one: Any, n: int, usual: Official, where: Where) -> Declared:
    path = ("pledges", n)
    if not isinstance(one, dict):
        raise fault("a pledge is no table", where(*path), "write [[pledges]]")
    only(one, PLEDGE, where, path)
    told = {name: text_of(one, name, where, path) for name in NEEDED if name != "made"}
    level = level_of(told["level"], "")
    if level is None:
        raise fault("level cannot be read", where(*path, "level"), 'write "2 %GDP"')
    due = interval(told["due"])
    if due is None:
        raise fault("due is no day, month or year", where(*path, "due"), 'write "2035"')
    members = one.get("members", "")
    if not isinstance(members, str):
        raise fault("members is no text", where(*path, "members"), 'write "AL BE BG"')
    return Declared(
        key=told["key"],
        promisor=told["promisor"],
        members=tuple(members.split()),
        act=told["act"],
        metric=told["metric"],
        level=level,
        made=day_of(one, "made", where, path),
        due=due,
        official=_official(one, where, path) if "publisher" in one else usual,
        review=year_of(one, "review", where, path),
        start=year_of(one, "start", where, path),
    )


def _official(told: Mapping[str, Any], where: Where, path: tuple[Any, ...]) -> Official:
    return Official(
        publisher=text_of(told, "publisher", where, path),
        name=text_of(told, "name", where, path),
        published=day_of(told, "published", where, path),
        url=text_of(told, "url", where, path),
        note=str(told.get("note", "")),
    )
