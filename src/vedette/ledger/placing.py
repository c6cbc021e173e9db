"""Where incidents happened, and when they were reported: many at once, without their reports.

A map of 20,000 incidents needs neither sentences nor voices, which cost a look at every report. The
name of a place stands in the body alone, of which the rest is passed over.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from vedette.answers import IncidentAsk, Placed
from vedette.ledger import handled, listing, rows
from vedette.ledger import schema as t
from vedette.ledger.incidents import rounded_spot
from vedette.ledger.listing import Quiet
from vedette.ledger.store import portions
from vedette.records import Spot


class _Body(msgspec.Struct):
    """As much of an incident's body as is wanted here."""

    spot: Spot | None = None


def placed(connection: Connection, ask: IncidentAsk, quiet: Quiet = None) -> tuple[Placed, ...]:
    """Give all that answer a question in the order of the list, the one last reported first.

    20,000 of them take 0.8 s with their JSON, on two busy cores (`benchmarks/map.py`).
    """
    i = t.incidents.c
    query = select(i.id, i.kind, i.status, i.first, i.last, i.body)
    return _told(connection, connection.execute(listing.ordered(query, ask, quiet)).all())


def chosen(connection: Connection, names: Sequence[str]) -> tuple[Placed, ...]:
    """Give incidents by their ids, in the order of these; one that is gone is left out."""
    i = t.incidents.c
    query = select(i.id, i.kind, i.status, i.first, i.last, i.body)
    found = [
        row for some in portions(names) for row in connection.execute(query.where(i.id.in_(some)))
    ]
    known = {one.id: one for one in _told(connection, found)}
    return tuple(known[name] for name in names if name in known)


def _told(connection: Connection, found: Sequence[Any]) -> tuple[Placed, ...]:
    read = msgspec.json.Decoder(_Body)
    levels = handled.of(connection, "incident", [row[0] for row in found])
    return tuple(
        Placed(
            id=name,
            kind=kind,
            status=status,
            first=rows.moment(first),
            last=rows.moment(last),
            spot=rounded_spot(read.decode(body).spot),
            handling=levels.get(name, "clear"),
        )
        for name, kind, status, first, last, body in found
    )
