"""Incidents that are told no more, or under another id: read off the log, which forgets nothing.

An incident is named by its first report and what a coder found there. So every finding of an
incident that ever stood in a coding may once have named one, and a link to it may be out in the
world. Where it stands now is a question to the views; where it stands nowhere, the log says why.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, select

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.records import Verb, digest

Why = Literal["joined", "decided", "edited", "reread"]
"""It is told under another id; a decision keeps it out; the publisher changed the report; a reader
or coder of ours found something else in the same words."""

_Key = tuple[str, str]
"""An article and a finding in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanished:
    """An id under which no incident stands.

    `into` are the incidents that its report tells of now. `at` is when it went, None where it only
    goes on under another id; `decision` is the number of the decision that keeps it out, and `verb`
    what was decided.
    """

    id: str
    why: Why
    into: tuple[str, ...] = ()
    at: datetime | None = None
    decision: int | None = None
    verb: Verb | None = None


class _Kept(NamedTuple):
    """A decision that keeps a finding out."""

    number: int
    verb: Verb
    at: datetime


def vanished(connection: Connection) -> tuple[Vanished, ...]:
    """Give every id that an incident may have had and has no more, in the order of the ids.

    What was erased leaves none: its findings are gone with its words.
    """
    standing = set(connection.execute(select(t.incidents.c.id)).scalars())
    told, telling = _tellings(connection)
    out = _left_out(connection)
    found = {
        name: Vanished(id=name, **gone)
        for row in _named(connection)
        if (name := digest("incident", row.article, row.finding)) not in standing
        and (gone := _gone(row, told, telling, out))
    }
    return tuple(found[name] for name in sorted(found))


def _gone(
    row: Row[Any],
    told: Mapping[_Key, str],
    telling: Mapping[str, tuple[str, ...]],
    out: Mapping[_Key, _Kept],
) -> dict[str, Any] | None:
    """Say what became of a finding; None where it stands and no incident was made of it."""
    key = row.article, row.finding
    if into := told.get(key):
        return {"why": "joined", "into": (into,)}
    if held := out.get(key):
        return {"why": "decided", "at": held.at, "decision": held.number, "verb": held.verb}
    if row.own == row.coding:
        return None
    why, at = ("reread", row.recorded) if row.same else ("edited", row.known)
    return {"why": why, "into": telling.get(row.article, ()), "at": at and rows.moment(at)}


def _named(connection: Connection) -> Iterator[Row[Any]]:
    """Give each finding of an incident with its article, its coding and what stands of both."""
    f, d, a, v = t.findings.c, t.coded.c, t.articles.c, t.standing.c
    newest = t.articles.alias()
    same = newest.c.text_hash == a.text_hash
    query = (
        select(a.id.label("article"), f.id.label("finding"), d.coding.label("own"), v.coding)
        .add_columns(same.label("same"), newest.c.known, t.log.c.recorded)
        .select_from(t.findings)
        .join(t.coded, d.coding == f.coding)
        .join(t.articles, a.seq == d.article)
        .join(t.standing, v.article == a.id)
        .join(newest, newest.c.seq == v.seq)
        .outerjoin(t.log, t.log.c.seq == v.coding)
        .where(f.type == "incident", d.beside == "")
        .order_by(d.seq, f.ordinal)
    )
    yield from connection.execute(query)


def _tellings(connection: Connection) -> tuple[dict[_Key, str], dict[str, tuple[str, ...]]]:
    """Give the incident of each coded telling, and those that each article tells of."""
    g = t.tellings.c
    by_finding: dict[_Key, str] = {}
    by_article: dict[str, dict[str, None]] = defaultdict(dict)
    for row in connection.execute(select(t.tellings).order_by(g.incident, g.n)):
        by_article[row.article][row.incident] = None
        if row.finding:
            by_finding[row.article, row.finding] = row.incident
    return by_finding, {article: tuple(names) for article, names in by_article.items()}


def _left_out(connection: Connection) -> dict[_Key, _Kept]:
    """Give the decision that keeps each finding out."""
    v, d = t.left_out.c, t.decisions.c
    query = select(v.article, v.finding, v.verb, v.decision, d.at)
    return {
        (row.article, row.finding): _Kept(row.decision, row.verb, rows.moment(row.at))
        for row in connection.execute(query.join(t.decisions, d.seq == v.decision))
    }
