"""One article with everything that is known of it: versions, coding, copies, issues."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from vedette.answers import Copied, Sheet, Version
from vedette.ledger import handled, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.ledger.stream import load
from vedette.records import Article, Coding, Copy, Issue, Report
from vedette.relate.found import BESIDE
from vedette.relate.found import CODER as ANALYSTS


def sheet(
    connection: Connection, article: str, version: int | None = None, *, also: Sequence[str] = ()
) -> Sheet | None:
    """Give an article as it stands, or an older version of it; None if there is none."""
    a = t.articles.c
    versions = connection.execute(
        select(t.articles).where(a.id == article).order_by(a.version)
    ).all()
    if not versions:
        return None
    row = next((v for v in versions if v.version == version), None) if version else versions[-1]
    if row is None:
        return None
    levels = handled.of(connection, "article", [article])
    return Sheet(
        article=rows.article_from(row),
        version=row.version,
        versions=tuple(_version(v) for v in versions),
        report=report(connection, row, also=also),
        source=None,
        origin=_origin(connection, article),
        copies=_copies(connection, article),
        issues=_issues(connection, row),
        handling=levels.get(article, "clear"),
    )


def _version(row: Row[Any]) -> Version:
    return Version(number=row.version, known=rows.moment(row.known), why=row.why, title=row.title)


def report(connection: Connection, row: Row[Any], *, also: Sequence[str] = ()) -> Report | None:
    """Give an article version with its newest coding; None before it is coded.

    `also` names the coders whose newest codings stand beside it, and what analysts found does in
    any case; where the one that counts has
    none yet, the first of theirs stands in its place.
    """
    found = [_newest(connection, row.seq, beside) for beside in ("", *also, BESIDE)]
    listed = [coding(connection, head) for head in found if head is not None]
    codings = [one for one in listed if one.findings or one.coder != ANALYSTS]
    if not codings:
        return None
    first, *others = codings
    return Report(article=rows.article_from(row), coding=first, beside=tuple(others))


def _newest(connection: Connection, article: int, beside: str) -> Row[Any] | None:
    query = (
        select(t.codings)
        .join(t.coded, t.coded.c.coding == t.codings.c.seq)
        .where(t.coded.c.article == article, t.coded.c.beside == beside)
        .order_by(t.coded.c.seq.desc())
        .limit(1)
    )
    return connection.execute(query).first()


def coding_of(connection: Connection, row: Row[Any], head: Row[Any] | None) -> Coding:
    """Rebuild the coding of an article version; without a head an empty one, by nobody."""
    if head is None:
        return Coding(text_hash=row.text_hash, reader=row.reader, coder="", taxonomy="")
    return coding(connection, head)


_HEADS, _PLACES, _TIMES = (
    Question(select(table).where(table.c.coding == bindparam("n")).order_by(order))
    for table, order in (
        (t.findings, t.findings.c.ordinal),
        (t.places, t.places.c.n),
        (t.times, t.times.c.n),
    )
)


def coding(connection: Connection, head: Row[Any]) -> Coding:
    """Rebuild a coding with its findings, places and times."""
    heads = _HEADS(connection, n=head.seq).all()
    places, times = _PLACES(connection, n=head.seq), _TIMES(connection, n=head.seq)
    return Coding(
        text_hash=head.text_hash,
        reader=head.reader,
        coder=head.coder,
        taxonomy=head.taxonomy,
        findings=tuple(load(connection, heads).values()),
        places=tuple(rows.place_from(row) for row in places),
        times=tuple(rows.time_from(row) for row in times),
        dropped=json.loads(head.dropped or "{}"),
    )


def _origin(connection: Connection, article: str) -> Copy | None:
    found = connection.execute(select(t.copies).where(t.copies.c.article == article)).first()
    if found is None:
        return None
    return Copy(article=found.article, origin=found.origin, similarity=found.similarity)


def _copies(connection: Connection, article: str) -> tuple[Copied, ...]:
    v, a, c = t.standing.c, t.articles.c, t.copies.c
    query = (
        select(v.article, a.title, a.outlet, a.source, v.known, c.similarity)
        .select_from(
            t.copies.join(t.standing, v.article == c.article).join(t.articles, a.seq == v.seq)
        )
        .where(c.origin == article)
        .order_by(v.first)
    )
    return tuple(
        Copied(
            article=row.article,
            title=row.title,
            outlet=row.outlet or row.source,
            known=rows.moment(row.known),
            similarity=row.similarity,
        )
        for row in connection.execute(query)
    )


def _issues(connection: Connection, row: Row[Any]) -> tuple[Issue, ...]:
    marked = select(t.marks.c.issue).where(t.marks.c.capture == row.capture)
    query = select(t.issues).where(t.issues.c.seq.in_(marked) | (t.issues.c.article == row.id))
    return tuple(rows.issue_from(found) for found in connection.execute(query))


def reports(connection: Connection, *, step: int = 200) -> Iterator[tuple[Article, Report | None]]:
    """Give every standing article with its report, in the order in which they became known."""
    after = 0
    while True:
        query = (
            select(t.articles, t.standing.c.first)
            .join(t.standing, t.standing.c.seq == t.articles.c.seq)
            .where(t.standing.c.first > after)
            .order_by(t.standing.c.first)
            .limit(step)
        )
        found = connection.execute(query).all()
        if not found:
            return
        for row in found:
            yield rows.article_from(row), report(connection, row)
        after = found[-1].first
