"""What an export of an incident needs beside its page: when it changed, who is blamed, whence."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, func, or_, select

from vedette.answers import Origin
from vedette.imported import READERS
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.store import portions
from vedette.records import Field

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of what no row of the log has made yet."""


BLAMED: Final = ("accused", "actor", "denier")


def blamed(connection: Connection, incident: str) -> tuple[Field, ...]:
    """Give who is accused, acts in an incident or answers, in any finding of its reports.

    A report's sentence about one incident may name who is accused of another.
    """
    told = select(t.tellings.c.article).where(t.tellings.c.incident == incident)
    return blamed_in(connection, connection.execute(told.distinct()).scalars().all())


def blamed_in(connection: Connection, articles: Collection[str]) -> tuple[Field, ...]:
    """Give who is accused, acts in an incident or answers, in any finding of these articles."""
    standing, found, named = t.standing.c, t.findings.c, t.fields.c
    query = (
        select(named.text, named.value)
        .select_from(t.standing)
        .join(t.findings, found.coding == standing.coding)
        .join(t.fields, named.finding == found.ref)
        .where(named.field.in_(BLAMED), named.text.is_not(None))
        .where((named.field != "actor") | (found.type == "incident"))
        .distinct()
    )
    listed = {
        (row.text, row.value)
        for some in portions(sorted(articles))
        for row in connection.execute(query.where(standing.article.in_(some)))
    }
    told = sorted(listed, key=lambda one: (one[0], one[1] is not None, one[1] or ""))
    return tuple(Field(text=words, value=value) for words, value in told)


def origins(connection: Connection, incident: str) -> tuple[Origin, ...]:
    """Give whence its reports were imported, in their order; none for those that were read."""
    told, standing, a = t.tellings.c, t.standing.c, t.articles.c
    query = (
        select(a.id, a.key, a.links, func.min(told.n).label("n"))
        .select_from(t.tellings)
        .join(t.standing, standing.article == told.article)
        .join(t.articles, a.seq == standing.seq)
        .where(told.incident == incident)
        .where(or_(*(a.reader.startswith(f"{reader}@") for reader in READERS)))
        .group_by(a.id, a.key, a.links)
        .order_by(func.min(told.n))
    )
    return tuple(
        Origin(article=row.id, name=row.key, links=tuple(json.loads(row.links)))
        for row in connection.execute(query)
    )


def born(connection: Connection) -> str:
    """Give the stamp of the ledger's first row, empty for an empty one; it never changes."""
    first = select(t.log.c.recorded).order_by(t.log.c.seq).limit(1)
    return connection.execute(first).scalar() or ""


def changed(connection: Connection, incident: str) -> datetime:
    """Give when the newest of the codings that an incident is made of was recorded.

    A report that is not coded again by an upgrade of the coder keeps its moment.
    """
    told, standing, coded = t.tellings.c, t.standing.c, t.coded.c
    newest = (
        select(func.max(t.log.c.recorded))
        .select_from(t.tellings)
        .join(t.standing, standing.article == told.article)
        .join(t.coded, coded.article == standing.seq)
        .join(t.log, t.log.c.seq == coded.seq)
        .where(told.incident == incident)
    )
    stamp = connection.execute(newest).scalar()
    return rows.moment(stamp) if stamp else NEVER
