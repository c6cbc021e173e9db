"""Official figures against the path that a pledge needs: a straight line to its level.

No paper says how fast a promisor has to move, only that plans show a credible, incremental path;
a straight line is the plainest that reaches the level in its year.
"""

from collections.abc import Iterable

from vedette.assess.pledges.official import Declared, Table
from vedette.pledged import Course, Figure


def course(table: Table, of: str, level: float, due: int, start: int) -> Course | None:
    """Lay the figures of a state or body against the path; None where there are none to start from.

    The path starts in the last year up to `start` that has a figure, and before the year it is due.
    """
    known = table.figures.get(of, {})
    begins = max((year for year in known if year <= min(start, due - 1)), default=None)
    if begins is None:
        return None
    figures = tuple(
        Figure(
            year=year,
            value=known[year],
            estimate=year in table.estimates,
            needed=needed(known[begins], level, begins, due, year) if year >= begins else None,
        )
        for year in sorted(known)
    )
    return Course(
        of=of,
        unit="% of GDP",
        figures=figures,
        start=begins,
        due=due,
        level=level,
        official=table.official,
    )


def needed(first: float, level: float, start: int, due: int, year: int) -> float:
    """Give what the path needs in a year.

    >>> needed(1.0, 2.0, 2014, 2024, 2019), needed(3.0, 2.0, 2014, 2024, 2016)
    (1.5, 2.0)
    """
    if first >= level or year >= due:
        return level
    return first + (level - first) * (year - start) / (due - start)


def courses(table: Table, one: Declared) -> tuple[Course, ...]:
    """Give the course of each member that is bound, or of the promisor alone."""
    start = one.start or one.made.year - 1
    bound = one.members or (one.promisor,)
    return _all(table, bound, one.level.amount, one.due.last.year, start)


def _all(
    table: Table, bound: Iterable[str], level: float, due: int, start: int
) -> tuple[Course, ...]:
    found = (course(table, of, level, due, start) for of in bound)
    return tuple(one for one in found if one)


def final(one: Course) -> Figure | None:
    """Give the figure of the year in which it is due, where that is no estimate."""
    found = (figure for figure in one.figures if figure.year == one.due)
    return next((figure for figure in found if not figure.estimate), None)
