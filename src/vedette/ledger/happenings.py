"""The incidents of the views as they are counted: on the day on which each became known."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, select

from vedette.assess.alarms.series import Happening
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.arriving import LATE, day_of
from vedette.ledger.relating import incident_from
from vedette.records import Incident
from vedette.relate.ladder import ENDED
from vedette.taxonomy.countries import countries
from vedette.taxonomy.sites import radius_km

PAST = timedelta(days=60)
"""What happened longer before it became known is remembered, not reported."""

NIGHT = timedelta(days=1)

NARROW_KM = 60.0
"""The radius up to which a place tells a cell of a degree."""


def happenings(connection: Connection) -> Iterator[Happening]:
    """Give every incident that counts, in the order of their ids.

    Those that ended as an accident, refuted or retracted do not, nor what is only looked back on.
    """
    return _counted(connection, ())


def between(connection: Connection, since: date, until: date) -> Iterator[Happening]:
    """Give those that became known between two days, both counted in.

    An incident counts no earlier than its first report appeared, and no more than `LATE` after it:
    so the others are not read. 20,000 take 1.4 s, with the days of all their reports.
    """
    first = t.incidents.c.first
    near = (first >= (since - LATE - NIGHT).isoformat(), first < until.isoformat() + "U")
    return (one for one in _counted(connection, near) if since <= one.day <= until)


def _counted(connection: Connection, where: Collection[ColumnElement[bool]]) -> Iterator[Happening]:
    days = _days(connection, where)
    i = t.incidents.c
    query = select(i.id, i.body).where(i.status.not_in(sorted(ENDED)), *where).order_by(i.id)
    for row in connection.execute(query):
        one, day = incident_from(row.body), days[row.id]
        if not _is_past(one, day):
            yield _happening(one, day)


def _is_past(one: Incident, day: date) -> bool:
    if all(told.background for told in one.tellings):
        return True
    return one.when is not None and one.when.last < day - PAST


def _happening(one: Incident, day: date) -> Happening:
    narrow = one.spot is not None and radius_km(one.spot) <= NARROW_KM
    return Happening(
        incident=one.id,
        day=day,
        kind=one.kind,
        place=one.spot.country if one.spot else "",
        accused=tuple(sorted({*one.accused} & countries().keys())),
        spot=(one.spot.lat, one.spot.lon) if one.spot and narrow else None,
        happened=_own_day(one, day),
    )


def _own_day(one: Incident, known: date) -> date | None:
    """Give the day on which it happened, of a night its second; None where that is not one day.

    What is told for a day still to come was misread, or announced; a day ahead is a far zone.
    """
    if one.when is None or one.when.last - one.when.first > NIGHT or one.when.last > known + NIGHT:
        return None
    return min(one.when.last, known)


def _days(connection: Connection, where: Collection[ColumnElement[bool]]) -> dict[str, date]:
    """Give the day on which each incident became known, by its first report."""
    g, v, a = t.tellings.c, t.standing.c, t.articles.c
    joined = t.tellings.join(t.standing, v.article == g.article).join(t.articles, a.seq == v.seq)
    query = select(g.incident, v.known, a.published).select_from(joined)
    if where:
        query = query.join(t.incidents, t.incidents.c.id == g.incident).where(*where)
    found: dict[str, date] = {}
    for name, known, published in connection.execute(query):
        counted = day_of(rows.day_or_moment(published), rows.moment(known))
        day = date.fromisoformat(rows.stamp(counted)[:10])
        found[name] = min(day, found.get(name, day))
    return found
