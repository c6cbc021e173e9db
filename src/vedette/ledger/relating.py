"""The views of stories and incidents, kept up to date component by component.

When an article comes, changes, or is coded anew, it is looked up by its rare stems and compared
with those it shares some with. The component of linked articles that it touches is worked out anew,
from nothing but the articles in it. So the views do not depend on when anything arrived.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, text

from vedette.ledger import deciding, rows, sheets
from vedette.ledger import schema as t
from vedette.ledger.store import portions
from vedette.records import Disagreement, Incident, Spot, Utterance
from vedette.relate import decided, glances, stories
from vedette.relate.days import days_between
from vedette.relate.glances import Common
from vedette.relate.odds import MOST
from vedette.relate.relating import Picture, picture
from vedette.relate.rulings import Ruling, by_article, signed
from vedette.relate.signatures import Signature
from vedette.taxonomy.sites import decimals

REMEMBERED = 4096
"""Signatures kept in memory, about 20 kB each."""


class Relating:
    """Relates the articles of one ledger within one transaction; `touch` first, then `settle`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched: set[str] = set()
        self._hiding: tuple[Ruling, ...] = ()

    def touch(self, articles: Iterable[str]) -> None:
        """Note articles that are new, changed, coded anew, gone, or copies of others now."""
        self._touched.update(articles)

    def settle(self) -> None:
        """Bring the views up to date for everything that was touched."""
        if not self._touched:
            return
        self._hiding = tuple(deciding.in_force(self._connection, [""]))
        before = self._around(self._touched)
        for article in sorted(self._touched):
            self._link(article)
        after = self._around(self._touched | before)
        self._work_out(after)
        self._touched = set()

    # ── links ────────────────────────────────────────────────────────────────────────────────

    def _link(self, article: str) -> None:
        """Look an article up, compare it, and keep its links instead of those it had."""
        link = t.links.c
        self._connection.execute(
            delete(t.links).where(or_(link.one == article, link.other == article))
        )
        self._connection.execute(delete(t.keys).where(t.keys.c.article == article))
        signature = self._signature(article)
        if signature is None:
            return
        linked = {
            other.article: odds
            for other in self._alike(signature)
            if (odds := stories.compared(signature, other)) >= stories.LINKED
        }
        linked |= dict.fromkeys(self._copies(article) | self._tied(article), MOST)
        self._keep(signature, linked)

    def _keep(self, signature: Signature, linked: Mapping[str, float]) -> None:
        at = rows.stamp(signature.at)
        _insert(
            self._connection,
            t.keys,
            [
                {"key": key, "article": signature.article, "at": at, **told}
                for key, told in sorted(_keys(signature).items())
            ],
        )
        pairs = [(stories.pair(signature.article, other), odds) for other, odds in linked.items()]
        if pairs:
            self._connection.execute(
                insert(t.links), [{"one": a, "other": b, "odds": odds} for (a, b), odds in pairs]
            )

    def _alike(self, signature: Signature) -> list[Signature]:
        """Give the reports that are worth comparing and not too far apart in time."""
        keys = _keys(signature)
        if not keys:
            return []
        found = [
            article
            for article, shared in _sharing(self._connection, signature, keys)
            if glances.promising(shared)
        ]
        return list(self._signatures(found).values())

    def _copies(self, article: str) -> set[str]:
        """Give the other copies of an article's text that have been linked, or will be."""
        c = t.copies.c
        origin = self._connection.execute(select(c.origin).where(c.article == article)).scalar()
        first = origin or article
        found = self._connection.execute(select(c.article).where(c.origin == first)).scalars()
        linked = select(t.keys.c.article).where(t.keys.c.article.in_([first, *found])).distinct()
        return set(self._connection.execute(linked).scalars()) - {article}

    def _tied(self, article: str) -> set[str]:
        """Give the other articles that a merge ties this one to, as far as they stand."""
        merged = deciding.in_force(self._connection, [article])
        pairs = decided.together(merged, {name for one in merged for name in one.articles})
        others = {name for pair in pairs if article in pair for name in pair} - {article}
        stand = select(t.standing.c.article).where(t.standing.c.article.in_(others))
        return set(self._connection.execute(stand).scalars())

    # ── components ───────────────────────────────────────────────────────────────────────────

    def _around(self, articles: Collection[str]) -> set[str]:
        """Give all articles of the components that hold one of these."""
        found = set(articles)
        frontier = found
        link = t.links.c
        while frontier:
            near: set[str] = set()
            for some in portions(frontier):
                query = select(link.one, link.other).where(
                    or_(link.one.in_(some), link.other.in_(some))
                )
                near |= {name for row in self._connection.execute(query) for name in row}
            frontier = near - found
            found |= frontier
        return found

    def _work_out(self, articles: Collection[str]) -> None:
        """Work out components anew, and write what they amount to."""
        self._drop(articles)
        signatures = self._signatures(articles)
        linked = self._linked(signatures)
        origins = self._origins(signatures)
        for part in stories.parts(sorted(signatures), linked):
            members = [signatures[article] for article in part]
            rulings = self._rulings(part).values()
            self._write(picture(members, origins, list(rulings)), signatures)

    def _rulings(self, articles: Collection[str]) -> dict[int, Ruling]:
        """Give what was decided of these articles, by the decisions' numbers, the oldest first."""
        found: dict[int, Ruling] = {}
        for some in portions(articles):
            found |= {one.number: one for one in deciding.in_force(self._connection, some)}
        return dict(sorted(found.items()))

    def _linked(self, signatures: Collection[str]) -> dict[stories.Pair, float]:
        link = t.links.c
        found: dict[stories.Pair, float] = {}
        for some in portions(signatures):
            query = select(t.links).where(link.one.in_(some))
            found |= {(row.one, row.other): row.odds for row in self._connection.execute(query)}
        return found

    def _origins(self, signatures: Collection[str]) -> dict[str, str]:
        c = t.copies.c
        found: dict[str, str] = {}
        for some in portions(signatures):
            query = select(c.article, c.origin).where(c.article.in_(some))
            found |= {row.article: row.origin for row in self._connection.execute(query)}
        return found

    def _drop(self, articles: Collection[str]) -> None:
        for some in portions(articles):
            told = select(t.tellings.c.incident).where(t.tellings.c.article.in_(some))
            gone = self._connection.execute(told.distinct()).scalars().all()
            for names in portions(gone):
                for view, held in (
                    (t.incidents, t.incidents.c.id),
                    (t.disagreements, t.disagreements.c.incident),
                    (t.tellings, t.tellings.c.incident),
                ):
                    self._connection.execute(delete(view).where(held.in_(names)))
            for view in (t.stories, t.left_out):
                self._connection.execute(delete(view).where(view.c.article.in_(some)))
            u = t.utterances.c
            mine = select(u.id).where(u.article.in_(some))
            spoken = self._connection.execute(mine).scalars().all()
            for names in portions(spoken):
                self._connection.execute(
                    delete(t.disagreements).where(t.disagreements.c.incident.in_(names))
                )
                self._connection.execute(delete(t.utterances).where(u.id.in_(names)))

    def _write(self, found: Picture, signatures: Mapping[str, Signature]) -> None:
        story_of = {name: story.id for story in found.stories for name in story.articles}
        _insert(
            self._connection,
            t.stories,
            [
                {"article": article, "story": story.id, "n": n}
                for story in found.stories
                for n, article in enumerate(story.articles)
            ],
        )
        _insert(
            self._connection,
            t.incidents,
            [_incident_row(one, story_of, signatures) for one in found.incidents],
        )
        _insert(
            self._connection,
            t.tellings,
            [
                {"incident": one.id, "n": n, "article": told.article, "finding": told.finding}
                for one in found.incidents
                for n, told in enumerate(one.tellings)
            ],
        )
        _insert(
            self._connection,
            t.disagreements,
            [
                {"incident": one.about, "field": one.field, "body": encode(one)}
                for one in found.disagreements
            ],
        )

        _insert(
            self._connection,
            t.utterances,
            [
                {"id": one.id, "article": one.sayings[0].article, "body": encode(one)}
                for one in found.utterances
            ],
        )
        _insert(
            self._connection,
            t.left_out,
            [
                {
                    "article": one.article,
                    "finding": one.finding,
                    "decision": one.number,
                    "verb": one.verb,
                    "alone": one.alone,
                }
                for one in found.left_out
            ],
        )

    # ── signatures ───────────────────────────────────────────────────────────────────────────

    def _signature(self, article: str) -> Signature | None:
        return self._signatures([article]).get(article)

    def _signatures(self, articles: Iterable[str]) -> dict[str, Signature]:
        """Give the signatures of standing articles, coded or not."""
        found: dict[str, Signature] = {}
        v = t.standing.c
        listed = sorted(articles)
        aimed = by_article(self._rulings(listed).values())
        for some in portions(listed):
            for row in self._connection.execute(_named().where(v.article.in_(some))).all():
                rulings = (*self._hiding, *aimed[row.id])
                found[row.id] = _signed(self._connection, row, rulings)
        return found


def _named() -> Select[Any]:
    """Select what names a standing article's signature, and where article and coding lie."""
    a, v, c = t.articles.c, t.standing.c, t.codings.c
    told = (a.id, a.text_hash, a.source, a.byline, a.published, v.known, c.id.label("coding"))
    joined = t.standing.join(t.articles, v.seq == a.seq).outerjoin(t.codings, c.seq == v.coding)
    return select(*told, a.seq).select_from(joined)


_SIGNED: dict[tuple[object, ...], Signature] = {}


def _signed(connection: Connection, row: Row[Any], rulings: Sequence[Ruling]) -> Signature:
    """Sign an article, or remember how it was signed: a signature is all made of what names it."""
    name = (*row[:-1], *((one.number, one.decision) for one in rulings))
    if name not in _SIGNED:
        if len(_SIGNED) >= REMEMBERED:
            del _SIGNED[next(iter(_SIGNED))]
        _SIGNED[name] = _sign(connection, row, rulings)
    return _SIGNED[name]


def _sign(connection: Connection, named: Row[Any], rulings: Sequence[Ruling]) -> Signature:
    """Read an article and its coding, and sign it.

    By when its first version was known: whoever corrects a report does not come later.
    """
    row = connection.execute(select(t.articles).where(t.articles.c.seq == named.seq)).one()
    head = connection.execute(select(t.codings).where(t.codings.c.id == named.coding)).first()
    article = replace(rows.article_from(row), known=rows.moment(named.known))
    return signed(article, sheets.coding_of(connection, row, head), rulings)


def _incident_row(
    incident: Incident, story_of: Mapping[str, str], signatures: Mapping[str, Signature]
) -> dict[str, Any]:
    at = [signatures[told.article].at for told in incident.tellings]
    return {
        "id": incident.id,
        "story": story_of[incident.tellings[0].article],
        "kind": incident.kind,
        "status": incident.status,
        "first": rows.stamp(min(at)),
        "last": rows.stamp(max(at)),
        "when_first": incident.when.first.isoformat() if incident.when else None,
        "when_last": incident.when.last.isoformat() if incident.when else None,
        "country": incident.spot.country if incident.spot else None,
        "confirmed": rows.stamp(incident.confirmed or max(at)),
        "targets": held(incident.targets),
        **_placed(incident.spot),
        "body": encode(incident),
    }


def _placed(spot: Spot | None) -> dict[str, Any]:
    """Give the columns of a place, with no more decimals than its extent deserves."""
    digits = decimals(spot.radius_km) if spot else 0
    return {
        "lat": round(spot.lat, digits) if spot else None,
        "lon": round(spot.lon, digits) if spot else None,
        "radius_km": spot.radius_km if spot else None,
        "precision": spot.precision if spot else None,
    }


def held(classes: Iterable[str]) -> str:
    """Write classes into one column, a blank on either side of each.

    >>> held(["energy", "rail"]), held([])
    (' energy rail ', '')
    """
    listed = " ".join(classes)
    return f" {listed} " if listed else ""


def encode(record: Incident | Disagreement | Utterance) -> bytes:
    """Write a record as JSON, the same bytes for the same record."""
    return msgspec.json.encode(record, order="deterministic")


def incident_from(body: bytes) -> Incident:
    """Read an incident back."""
    return msgspec.json.decode(body, type=Incident)


def disagreement_from(body: bytes) -> Disagreement:
    """Read a disagreement back."""
    return msgspec.json.decode(body, type=Disagreement)


def utterance_from(body: bytes) -> Utterance:
    """Read an utterance back."""
    return msgspec.json.decode(body, type=Utterance)


def _keys(signature: Signature) -> dict[int, dict[str, Any]]:
    """Give the keys of a report as numbers, each with what it weighs there."""
    seen = glances.glance(signature)
    stems = {_hashed(cut): {"weight": w, "named": False} for cut, w in seen.stems.items()}
    names = {_hashed(f"={name}"): {"weight": w, "named": True} for name, w in seen.names.items()}
    return stems | names


def _hashed(key: str) -> int:
    return zlib.crc32(key.encode())


def _sharing(
    connection: Connection, signature: Signature, keys: Mapping[int, Mapping[str, Any]]
) -> Iterator[tuple[str, Common]]:
    """Give the reports that share keys, with what they share, where it can be enough.

    The keys stand in the statement as numbers: as parameters, a statement would be compiled anew
    for each count of them, which costs ten milliseconds.
    """
    asked = ", ".join(f"({key}, {told['weight']})" for key, told in sorted(keys.items()))
    moments = {
        name: rows.stamp(signature.at + span)
        for name, span in (
            ("since", -stories.SPAN),
            ("until", stories.SPAN),
            ("near", -glances.CLOSE),
            ("close", glances.CLOSE),
        )
    }
    least = {"least": glances.least_words(), "article": signature.article}
    for row in connection.execute(text(_SHARING % asked), moments | least):
        days = days_between(signature.at, rows.moment(row.at))
        yield (
            row.article,
            Common(words=int(row.words), names=int(row.names), count=int(row.named), days=days),
        )


_SHARING = """
WITH asked(key, weight) AS (VALUES %s),
shared AS (
  SELECT k.article, min(k.at) AS at,
    sum(CASE WHEN k.named THEN 0 ELSE k.weight * asked.weight END) AS words,
    sum(CASE WHEN k.named THEN k.weight ELSE 0 END) AS names,
    sum(CASE WHEN k.named THEN 1 ELSE 0 END) AS named
  FROM asked JOIN view_keys k ON k.key = asked.key
  WHERE k.at BETWEEN :since AND :until AND k.article <> :article
  GROUP BY k.article
)
SELECT article, at, words, names, named FROM shared
WHERE named > 0 OR words >= :least OR at BETWEEN :near AND :close
"""


def _insert(connection: Connection, view: Any, listed: list[dict[str, Any]]) -> None:
    if listed:
        connection.execute(insert(view), listed)
