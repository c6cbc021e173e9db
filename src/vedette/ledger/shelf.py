"""What was passed on of incidents, as rows of the log: each holds what was new at its moment.

A row is a version of the noun `stix` under an incident's id. Its body is JSON: `facts`, by which a
collection chooses, and `objects`, those that came anew or changed. So the log itself says what was
told to whoever polls, and since when: the moment of a row is when its objects were added.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from vedette.ledger import schema as t
from vedette.ledger.asking import unindexed
from vedette.ledger.store import portions
from vedette.records import digest

NOUN: Final = "stix"
FACTS: Final = ("kind", "status", "country", "target")

Facts = Mapping[str, Sequence[str]]
"""By what an incident is chosen: its kind, stage and country, and the classes of what was hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """One row: what was passed on of an incident at a moment."""

    seq: int
    incident: str
    known: str
    facts: Facts
    objects: Sequence[dict[str, Any]]


def written(facts: Facts, objects: Sequence[Mapping[str, Any]]) -> str:
    """Lay a row's body out."""
    told = {"facts": facts, "objects": objects}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def after(connection: Connection, seq: int) -> Iterator[Shelved]:
    """Give the rows after a number of the log, in their order."""
    v = t.versions.c
    query = select(t.versions).where(v.noun == NOUN, v.seq > seq).order_by(v.seq)
    return map(_shelved, connection.execute(query))


def of_incident(connection: Connection, name: str) -> Iterator[Shelved]:
    """Give all that was passed on of one incident, the oldest first."""
    v = t.versions.c
    query = select(t.versions).where(v.noun == NOUN, v.name == name).order_by(v.seq)
    return map(_shelved, connection.execute(query))


def rows(connection: Connection, numbers: Collection[int]) -> dict[int, Shelved]:
    """Give rows by their numbers."""
    v = t.versions.c
    return {
        row.seq: _shelved(row)
        for some in portions(numbers)
        for row in connection.execute(select(t.versions).where(v.seq.in_(some)))
    }


def _shelved(row: Row[Any]) -> Shelved:
    told = json.loads(row.body)
    return Shelved(
        seq=row.seq,
        incident=row.name,
        known=row.known,
        facts=told["facts"],
        objects=told["objects"],
    )


ERASED: Final = "[erased]"
WORDS: Final = frozenset(
    {"name", "description", "content", "abstract", "explanation", "authors"}
    | {"external_references", "extensions", "labels"}
)
"""Properties in which an object has words of a report, or leads to it."""


def take_out(connection: Connection, article: str) -> None:
    """Blank whatever was passed on with words of an article; it keeps its place, id and times.

    What is left is no more what the desk would say now, so whoever polls gets a later version.
    """
    v = t.versions.c
    about = select(v.name).where(v.noun == NOUN, v.body.contains(article, autoescape=True))
    for incident in connection.execute(about.distinct()).scalars().all():
        listed = list(of_incident(connection, incident))
        told = {one["id"] for row in listed for one in row.objects if article in json.dumps(one)}
        for row in listed:
            objects = [_blank(one) if _speaks(one, told) else one for one in row.objects]
            body = written(row.facts, objects)
            values = {"body": body, "hash": digest(body)}
            connection.execute(update(t.versions).where(v.seq == row.seq).values(**values))


def _speaks(one: Mapping[str, Any], reports: Collection[str]) -> bool:
    """Say whether an object is of a report or leads to it; the incident's own always does."""
    return one["type"] == "incident" or any(name in json.dumps(one) for name in reports)


def _blank(one: Mapping[str, Any]) -> dict[str, Any]:
    """Leave of an object what STIX demands of its type."""
    kept = {name: value for name, value in one.items() if name not in WORDS}
    needed = {"incident": "name", "report": "name", "note": "content"}.get(one["type"])
    return kept | ({needed: ERASED} if needed else {})


def last(connection: Connection) -> str:
    """Give the moment of the newest row, empty where there is none."""
    v = t.versions.c
    newest = select(v.known).where(unindexed(v.noun) == NOUN).order_by(v.seq.desc()).limit(1)
    return connection.execute(newest).scalar() or ""


def named(connection: Connection) -> frozenset[str]:
    """Name the incidents of which anything was passed on."""
    listed = select(t.versions.c.name).where(t.versions.c.noun == NOUN).distinct()
    return frozenset(connection.execute(listed).scalars())


def states(connection: Connection) -> dict[str, str]:
    """Give for each incident that stands what changes when it does: its digest and decisions."""
    i, d, told = t.incidents.c, t.decisions.c, t.tellings.c
    aimed = (
        select(told.incident, func.max(d.seq).label("newest"))
        .join(t.decisions, d.article == told.article)
        .group_by(told.incident)
        .subquery()
    )
    query = select(i.id, i.digest, aimed.c.newest).outerjoin(aimed, aimed.c.incident == i.id)
    return {row.id: f"{row.digest} {row.newest}" for row in connection.execute(query)}
