"""The list of incidents: which answer a question, and how they fall into facets.

What can be asked of SQL is asked there. Who chooses further, by what no column tells, takes the
`rows` that answer all else, and gives back the ids of those that are left.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    false,
    func,
    not_,
    or_,
    select,
)

from vedette.answers import IncidentAsk, IncidentCounts, IncidentLine, IncidentPage
from vedette.ledger import incidents, seeking
from vedette.ledger import rows as rows_
from vedette.ledger import schema as t
from vedette.review import ENDED

Quiet = datetime | None
"""The moment before which a stage was last confirmed that is in review; None where none is."""


LAT, LON, RADIUS, PRECISION = 6, 7, 8, 9
"""Where the place stands in `rows`: by number it is read four times as fast as by name."""


def page(connection: Connection, ask: IncidentAsk, quiet: Quiet = None) -> IncidentPage:
    """Give the incidents that answer a question, the one last reported first, a page at a time."""
    named, after = incidents.paged(connection, ordered(select(t.incidents.c.id), ask, quiet), ask)
    return IncidentPage(lines=_laid_out(connection, [row.id for row in named]), next=after)


def rows(connection: Connection, ask: IncidentAsk, quiet: Quiet = None) -> Sequence[Row[Any]]:
    """Give all that answer a question in the order of the list, with what a further choice needs.

    50,000 of them take 0.15 s.
    """
    i = t.incidents.c
    told = (i.id, i.kind, i.country, i.status, i.targets, _stale(quiet).label("review"))
    query = select(*told, i.lat, i.lon, i.radius_km, i.precision)
    return connection.execute(ordered(query, ask, quiet)).all()


def page_of(
    connection: Connection, chosen: Sequence[str], ask: IncidentAsk
) -> tuple[tuple[IncidentLine, ...], int | None]:
    """Give the page that is asked for out of chosen incidents, and what comes before the next."""
    before = ask.before or 0
    lines = _laid_out(connection, chosen[before : before + ask.limit])
    return lines, before + ask.limit if len(chosen) > before + ask.limit else None


def _laid_out(connection: Connection, named: Sequence[str]) -> tuple[IncidentLine, ...]:
    """Lay out the incidents of one page, in this order.

    Their bodies are read now that they are chosen: else they were sorted with the rest of a day.
    """
    found = {row.id: row for row in connection.execute(incidents.chosen(id=named))}
    return incidents.lines(connection, [found[name] for name in named])


def ordered(query: Select[Any], ask: IncidentAsk, quiet: Quiet) -> Select[Any]:
    """Narrow a query to what answers a question, the one last reported first."""
    i = t.incidents.c
    return query.where(*filters(ask, quiet)).order_by(i.last.desc(), i.id)


def filters(ask: IncidentAsk, quiet: Quiet) -> list[ColumnElement[bool]]:
    """Give the conditions on an incident that a question asks for."""
    i = t.incidents.c
    wanted = ((i.kind, ask.kinds), (i.country, ask.countries), (i.status, ask.statuses))
    found: list[ColumnElement[bool]] = [
        column.in_(sorted(values)) for column, values in wanted if values
    ]
    if ask.targets:
        hit = (i.targets.contains(f" {one} ", autoescape=True) for one in sorted(ask.targets))
        found.append(or_(*hit))
    if ask.review is not None:
        found.append(_stale(quiet) if ask.review else not_(_stale(quiet)))
    if ask.since:
        found.append(i.last >= ask.since.isoformat())
    if ask.until:
        found.append(i.first < ask.until.isoformat() + "U")  # past every T…Z of the day
    return [*found, *seeking.incidents(ask.query, seeking.Means(incidents=ask.fitting))]


def _stale(quiet: Quiet) -> ColumnElement[bool]:
    """Say in SQL what `review.stage_in_review` says."""
    i = t.incidents.c
    if quiet is None:
        return false()
    return and_(i.confirmed < rows_.stamp(quiet), i.status.not_in(sorted(ENDED)))


def counts(connection: Connection, ask: IncidentAsk, quiet: Quiet = None) -> IncidentCounts:
    """Count the incidents that answer a question, whole and by facet: in one pass over them.

    They are grouped by what an index begins with, so that nothing is sorted: 20,000 take 5 ms. By
    whether they are in review as well they took 38.
    """
    i = t.incidents.c
    alike = (i.kind, i.country, i.status, i.targets)
    query = select(*alike, func.count(case((_stale(quiet), 1))), func.count())
    found = connection.execute(query.where(*filters(ask, quiet)).group_by(*alike))
    return _counted([Alike._make(row) for row in found])


def counts_of(found: Sequence[Row[Any]]) -> IncidentCounts:
    """Count rows that are chosen already."""
    told = Counter((row.kind, row.country, row.status, row.targets, row.review) for row in found)
    return _counted(
        [
            Alike(kind, country, status, targets, n if stale else 0, n)
            for (kind, country, status, targets, stale), n in told.items()
        ]
    )


class Alike(NamedTuple):
    """How many incidents are alike in what they are counted by, and how many are in review."""

    kind: str
    country: str | None
    status: str
    targets: str
    review: int
    n: int


def _counted(found: Collection[Alike]) -> IncidentCounts:
    return IncidentCounts(
        total=sum(row.n for row in found),
        review=sum(row.review for row in found),
        kinds=_ranked((row.kind, row.n) for row in found),
        countries=_ranked((row.country, row.n) for row in found if row.country is not None),
        statuses=_ranked((row.status, row.n) for row in found),
        targets=_ranked((one, row.n) for row in found for one in row.targets.split()),
    )


def _ranked(counted: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Add up what is counted under one value, the most frequent first."""
    found: Counter[str] = Counter()
    for value, n in counted:
        found[value] += n
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
