"""Incidents of which a reader who was away has not read everything, by when reports became known.

What an analyst decides or a new coder makes of old reports is no news: it is told on the incident's
page, by the decision or the coding.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Join, Select, func, select

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.incidents import bodies
from vedette.ledger.store import portions
from vedette.records import Incident

MOST = 150
"""Incidents that are weighed: of more, those last told of. Grading them takes 0.2 ms each."""
PAST = timedelta(days=90)
"""How far back others of a kind at a place are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stirred:
    """An incident with the reports of it that were known at a moment, and those known since."""

    incident: Incident
    known: frozenset[str]
    fresh: tuple[str, ...]


def count(connection: Connection, since: datetime) -> int:
    """Count the incidents of which a report became known after a moment."""
    g = t.tellings.c
    query = select(func.count(g.incident.distinct())).select_from(_joined())
    return connection.execute(query.where(_after(since))).scalar_one()


def stirred(connection: Connection, since: datetime) -> tuple[Stirred, ...]:
    """Give the incidents of which a report became known after a moment, `MOST` at the most."""
    told = connection.execute(_told(since)).scalars()
    listed = list(islice(dict.fromkeys(told), MOST))
    found = {one.id: one for one in bodies(connection, listed)}
    known, fresh = _parted(connection, listed, rows.stamp(since))
    return tuple(
        Stirred(incident=found[name], known=frozenset(known[name]), fresh=tuple(fresh[name]))
        for name in listed
        if name in found
    )


def others(connection: Connection, until: datetime) -> dict[tuple[str, str], int]:
    """Count the incidents last told of in the `PAST` before a moment, by kind and country."""
    i = t.incidents.c
    query = (
        select(i.kind, i.country, func.count())
        .where(i.last >= rows.stamp(until - PAST), i.last <= rows.stamp(until))
        .group_by(i.kind, i.country)
    )
    return {(kind, country or ""): n for kind, country, n in connection.execute(query)}


def _joined() -> Join:
    return t.tellings.join(t.standing, t.standing.c.article == t.tellings.c.article)


def _after(since: datetime) -> ColumnElement[bool]:
    return t.standing.c.known > rows.stamp(since)


def _told(since: datetime) -> Select[Any]:
    """Ask for what reports tell, the last known first; an incident comes with each of them."""
    g, v = t.tellings.c, t.standing.c
    query = select(g.incident).select_from(_joined()).where(_after(since))
    return query.order_by(v.known.desc(), g.incident)


def _parted(
    connection: Connection, names: Collection[str], since: str
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Part the reports of incidents into those known by a moment and those known since."""
    g, v = t.tellings.c, t.standing.c
    known: dict[str, list[str]] = defaultdict(list)
    fresh: dict[str, list[str]] = defaultdict(list)
    for some in portions(names):
        query = select(g.incident, g.article, v.known).select_from(_joined())
        for row in connection.execute(query.where(g.incident.in_(some)).distinct()):
            (fresh if row.known > since else known)[row.incident].append(row.article)
    return known, fresh
