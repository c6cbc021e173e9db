"""Tell pledges in a reader's words, and lay their figures out for drawing.

Pages and the command line share these words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from vedette.desk import Borne, Course, Figure, Head, PledgeLine, PledgeSheet, Stand
from vedette.records import Interval
from vedette.web.affairs import days
from vedette.web.names import actor_name, country_name
from vedette.web.tongues import gettext

SIGNS: Final[Mapping[Stand, str]] = {
    "open": "open",
    "on course": "up",
    "behind": "down",
    "kept": "full",
    "broken": "crossed",
    "revised": "double",
    "lapsed": "stopped",
}
"""The sign in the sprite for a standing; its word stands beside it."""


def promisor(line: PledgeLine) -> str:
    """Name who bound himself: the state where it is one, with what reports call him."""
    return actor_name([line.promisor] if line.promisor else [], line.who)


def due(line: PledgeLine, written: Callable[[Interval], str] = days) -> str:
    """Say by when: a year or a month as such, else the days.

    >>> from vedette.records import Interval
    >>> from datetime import date, datetime
    >>> line = PledgeLine(
    ...     id="", promisor="", who="", act="", level="", made="", standing="open", reports=1,
    ...     due=Interval(date(2035, 1, 1), date(2035, 12, 31)), moved=datetime(2026, 1, 1),
    ...     first=datetime(2026, 1, 1), last=datetime(2026, 1, 1))
    >>> due(line)
    '2035'
    """
    if line.due is None:
        return ""
    first, last = line.due
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{first:%Y-%m}" if whole and first.month == last.month else written(line.due)


def member(of: str) -> str:
    """Name a state or a body whose figures are shown."""
    return country_name(of) if len(of) == 2 else of


def state_of(one: Course) -> str:
    """Say how one course stands, in a word.

    A figure for the year from which the path goes tells nothing of it.
    """
    if not one.told:
        return gettext("no figure yet")
    if one.newest.year >= one.due:
        return gettext("below the level") if one.short else gettext("at the level")
    return gettext("behind") if one.short else gettext("on course")


def difference(one: Figure) -> str:
    """Say how far a figure is from what the path needs, as it is printed: nothing is no minus.

    >>> difference(Figure(year=2025, value=2.0, estimate=False, needed=2.004))
    '0.00'
    """
    far = round(one.value, 2) - round(one.needed or 0.0, 2)
    return f"{far:+.2f}" if abs(far) >= 0.005 else "0.00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that bears on a pledge, with all that it says of it, and the copies under it."""

    head: Head
    borne: tuple[Borne, ...]
    copies: tuple[Head, ...] = ()


def reports(sheet: PledgeSheet) -> tuple[Report, ...]:
    """Give the reports in their order, each copy under its origin where that is among them."""
    heads = {one.told.head.article: one.told.head for one in sheet.reports}
    return tuple(
        Report(
            head=head,
            borne=tuple(one for one in sheet.reports if one.told.head.article == name),
            copies=tuple(other for other in heads.values() if other.origin == name),
        )
        for name, head in heads.items()
        if head.origin not in heads
    )


def ranked(listed: Iterable[Course]) -> tuple[Course, ...]:
    """Put members in order: who is furthest below the path first, who has no figure last."""
    return tuple(sorted(listed, key=_gap))


def _gap(one: Course) -> tuple[bool, float, str]:
    return not one.told, one.newest.value - (one.newest.needed or 0.0), one.of
