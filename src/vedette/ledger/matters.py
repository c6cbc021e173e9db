"""What the ledger has on incidents that may have to be told of."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, bindparam, select

from vedette.answers import Account
from vedette.assess.alerting.happened import Known, grounds
from vedette.assess.alerting.matter import Ground
from vedette.ledger import heads, incidents, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.relating import incident_from
from vedette.review import Thresholds

Versions: TypeAlias = Mapping[str, Sequence[Row[Any]]]

_a, _v, _g = t.articles.c, t.standing.c, t.tellings.c
_VERSIONS = Question(
    select(_a.id, _a.known, _a.text).where(among(_a.id, "some")).order_by(_a.version)
)
_EDITED = Question(
    select(_v.article)
    .join(t.articles, _a.seq == _v.seq)
    .where(_a.version > 1, among(_v.article, "some"))
)
_UNCODED = Question(select(_v.article).where(_v.coding.is_(None), among(_v.article, "some")))
_TELLING = Question(select(_g.incident).where(among(_g.article, "some")).distinct())
_TOLD = Question(
    select(_g.incident)
    .select_from(
        t.tellings.join(t.standing, _v.article == _g.article).join(t.articles, _a.seq == _v.seq)
    )
    .where(_a.known >= bindparam("since"), among(_g.incident, "some"))
    .distinct()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What kind an incident is of, and the words that it rests on."""

    kind: str
    grounds: tuple[Ground, ...]


def words(connection: Connection, names: Collection[str]) -> dict[str, Words]:
    """Give the words of incidents, those of which the first report is the earliest first."""
    return {
        row.id: Words(kind=row.kind, grounds=grounds(incident_from(row.body)))
        for row in incidents.listed(connection, names)
    }


def known(connection: Connection, names: Collection[str], thresholds: Thresholds) -> list[Known]:
    """Give incidents with all their reports, ungraded, those first told first."""
    found = incidents.listed(connection, names)
    differing = defaultdict(list)
    for one in incidents.differences(connection, names):
        differing[one.about].append(one)
    told = [incidents.rounded(incident_from(row.body)) for row in found]
    named = {name for one in told for name in one.articles}
    printed = heads.texts(connection, named)
    accounts = incidents.accounts_of(connection, told, thresholds, printed)
    versions = _versions(connection, named)
    return [
        Known(
            line=line,
            incident=one,
            accounts=accounts[one.id],
            disagreements=tuple(differing[one.id]),
            since=_edited(accounts[one.id], versions),
        )
        for one, line in zip(told, incidents.lines(connection, found), strict=True)
    ]


def _versions(connection: Connection, articles: Collection[str]) -> Versions:
    """Give all versions of those of these articles that were edited, the first first."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in _VERSIONS.all(connection, edited(connection, articles)):
        found[row.id].append(row)
    return found


def _edited(accounts: Sequence[Account], versions: Versions) -> dict[int, datetime]:
    """Say when words came that the first version of their article did not have."""
    found = {}
    for n, one in enumerate(accounts):
        if listed := versions.get(one.head.article):
            start, end = one.telling.words
            words = listed[-1].text[start:end]
            first = next(row for row in listed if words in row.text)
            if first is not listed[0]:
                found[n] = rows.moment(first.known)
    return found


def edited(connection: Connection, articles: Collection[str]) -> set[str]:
    """Name those of these articles whose text is not the first any more."""
    return {row.article for row in _EDITED.all(connection, articles)}


def uncoded(connection: Connection, articles: Collection[str]) -> set[str]:
    """Name those of these articles that stand, but whose newest text no coder has looked at yet."""
    return {row.article for row in _UNCODED.all(connection, articles)}


def telling(
    connection: Connection, articles: Collection[str], since: datetime | None = None
) -> set[str]:
    """Name the incidents that these articles tell.

    With `since` set, only those of which some report's newest text became known from then on.
    """
    found = {row.incident for row in _TELLING.all(connection, articles)}
    if since is None:
        return found
    return {row.incident for row in _TOLD.all(connection, found, since=rows.stamp(since))}


def told_since(connection: Connection, since: datetime) -> set[str]:
    """Name the incidents of which some report's newest text became known from a moment on."""
    a, v = t.articles.c, t.standing.c
    query = select(v.article).join(t.articles, a.seq == v.seq).where(a.known >= rows.stamp(since))
    return telling(connection, set(connection.execute(query).scalars()))


def in_force(connection: Connection, rule: str) -> datetime | None:
    """Give when a rule of this name was first put in force."""
    v = t.versions.c
    query = select(v.known).where(v.noun == "rule", v.name == rule).order_by(v.seq).limit(1)
    first = connection.execute(query).scalar()
    return None if first is None else rows.moment(first)
