"""What an analyst names, an incident's id or a report and its words, and what that aims at."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, or_, select

from vedette.errors import LedgerError
from vedette.ledger import schema as t
from vedette.ledger import sheets
from vedette.ledger.incidents import bodies
from vedette.ledger.store import portions
from vedette.ledger.told import only
from vedette.records import Aim, Finding, FindingType, Incident, Span
from vedette.relate.found import BESIDE
from vedette.relate.rulings import Ruling, meant

Needs = Literal["none", "some", "one"]


def incident(connection: Connection, name: str) -> Incident:
    """Give the incident of an id or the start of one; raises NotHeld where none or several."""
    (found,) = bodies(connection, [only(connection, "incident", name)])
    return found


def of_incident(connection: Connection, one: Incident) -> list[Aim]:
    """Give an aim at each coded telling of an incident, in their order."""
    findings = {told.finding for told in one.tellings if told.finding}
    texts = {row.id: row.text for row in _standing(connection, one.articles)}
    f, n = t.findings.c, t.anchors.c
    query = select(f.id, n.start, n.end).join(t.anchors, n.finding == f.ref)
    spans = {
        row.id: (row.start, row.end)
        for row in connection.execute(query.where(f.id.in_(findings), n.n == 0))
    }
    return [
        Aim(article=told.article, words=texts[told.article][slice(*span)], at=span[0])
        for told in one.tellings
        if (span := spans.get(told.finding or ""))
    ]


def unmarked(one: Incident) -> list[Aim]:
    """Give an aim, without words, at each report recognised to tell of an incident."""
    coded = {told.article for told in one.tellings if told.finding}
    return [Aim(article=told.article) for told in one.tellings if told.article not in coded]


def beside(connection: Connection, articles: Collection[str]) -> set[str]:
    """Give these reports, and all that tell of an incident which one of them tells of."""
    told = t.tellings.c
    found = set(articles)
    for some in portions(articles):
        incidents = select(told.incident).where(told.article.in_(some))
        query = select(told.article).where(told.incident.in_(incidents))
        found |= set(connection.execute(query).scalars())
    return found


def _standing(connection: Connection, articles: Sequence[str]) -> list[Row[Any]]:
    a, v = t.articles.c, t.standing.c
    query = select(t.articles, v.coding).join(t.standing, v.seq == a.seq).where(a.id.in_(articles))
    return list(connection.execute(query))


def article(connection: Connection, name: str) -> Row[Any]:
    """Give the standing article of an id, the start of one, or the name it was handed in under."""
    a, v = t.articles.c, t.standing.c
    query = select(t.articles, v.coding).join(t.standing, v.seq == a.seq)
    found = connection.execute(query.where(or_(a.id == name, a.slug == name)).limit(2)).all()
    if not found and name:
        begins = a.id.startswith(name, autoescape=True)
        found = connection.execute(query.where(begins).limit(2)).all()
    if len(found) != 1:
        raise LedgerError(
            what=f"there is no article {name}" if not found else f"several articles begin {name}",
            where="ledger",
            remedy="give the id that stands in the article's address on the desk and in exports",
        )
    return found[0]


def is_handed_in(connection: Connection, name: str) -> bool:
    """Say whether a standing article was handed in under this name."""
    a = t.articles.c
    query = select(a.id).join(t.standing, t.standing.c.seq == a.seq).where(a.slug == name)
    return connection.execute(query).first() is not None


def telling(
    connection: Connection, name: str, type_: FindingType = "incident", needs: Needs = "none"
) -> Aim:
    """Give the aim of `ARTICLE` or `ARTICLE:words`; words must be those of a finding's anchor.

    Without words all findings of the type are meant; `needs` says how many there must be.
    """
    ident, _, words = name.partition(":")
    row = article(connection, ident)
    found = _findings(connection, row, type_)
    asked = Aim(article=row.id, words=words, type=type_)
    fits = meant(asked, row.text, [(one, one.anchor) for one in found])
    if (words and not fits) or (needs != "none" and not fits) or (needs == "one" and fits[1:]):
        raise _unnamed(row, found, words, type_)
    if not words and len(fits) != 1:
        return asked
    span = fits[0].anchor[0]
    return Aim(article=row.id, words=row.text[slice(*span)], at=span.start, type=type_)


def _unnamed(
    row: Row[Any], found: Sequence[Finding], words: str, type_: FindingType
) -> LedgerError:
    listed = [repr(row.text[slice(*one.anchor[0])]) for one in found]
    return LedgerError(
        what=f"no one {type_} of article {row.id} is named by {words!r}",
        where="ledger",
        why=f"it has {', '.join(listed)}" if listed else f"it has no {type_}",
        remedy="give ARTICLE:words, with the words by which the article's page marks it",
    )


def _findings(
    connection: Connection, row: Row[Any], type_: FindingType | None = None
) -> list[Finding]:
    """Give the findings of a standing article and those of analysts, or those of one type."""
    k, c = t.standing_codings.c, t.codings.c
    own = select(k.coding).where(k.article == row.id, k.beside == BESIDE)
    heads = select(t.codings).where(or_(c.seq == row.coding, c.seq.in_(own))).order_by(c.seq)
    codings = [sheets.coding(connection, head) for head in connection.execute(heads).all()]
    listed = [finding for coding in codings for finding in coding.findings]
    return [one for one in listed if type_ in {None, one.type}]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a ruling means now: findings by aim, and the incidents that tell one of them."""

    findings: Mapping[Aim, tuple[str, ...]]
    incidents: frozenset[str]


def reach(connection: Connection, one: Ruling) -> Reach:
    """Give what a ruling's aims mean now; an aim at an article that is gone means nothing."""
    findings: dict[Aim, tuple[str, ...]] = {}
    incidents: set[str] = set()
    told = t.tellings.c
    for row in _standing(connection, sorted(one.articles)):
        listed = _findings(connection, row)
        for aim in (aim for aim in one.aims if aim.article == row.id):
            fits = meant(aim, row.text, [(f.id, f.anchor) for f in listed if f.type == aim.type])
            findings[aim] = tuple(fits)
            query = select(told.incident).where(told.article == row.id, told.finding.in_(fits))
            incidents |= set(connection.execute(query).scalars())
    return Reach(findings=findings, incidents=frozenset(incidents))


def writers(row: Row[Any]) -> list[str]:
    """Give the writers that an article names."""
    listed: list[str] = json.loads(row.byline)
    return listed


def telling_of(connection: Connection, aim: Aim) -> tuple[str, ...]:
    """Name the incidents that tell, now, what an aim at words of a report means."""
    found: set[str] = set()
    told = t.tellings.c
    for row in _standing(connection, [aim.article]):
        listed = [one for one in _findings(connection, row, "incident") if one.anchor]
        fits = meant(aim, row.text, [(one.id, one.anchor) for one in listed])
        query = select(told.incident).where(told.article == row.id, told.finding.in_(fits))
        found |= set(connection.execute(query).scalars())
    return tuple(sorted(found))


def passage(connection: Connection, name: str, span: Span) -> Aim:
    """Give the aim at a passage of an article's text, from one code point to another."""
    row = article(connection, name)
    words = row.text[slice(*span)].strip()
    if not words or span.end > len(row.text):
        raise LedgerError(
            what=f"there are no words from {span.start} to {span.end} in article {row.id}",
            where="ledger",
            why=f"its text has {len(row.text)} characters",
            remedy="give where they start and end, as the address of a marked passage has it",
        )
    return Aim(article=row.id, words=words, at=row.text.index(words, span.start))
