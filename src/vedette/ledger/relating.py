"""The views of stories and incidents, kept up to date part by part.

When an article comes, changes, or is coded anew, it is looked up by its rare stems and compared
with those it shares some with. The parts that its links change (`parting`) are worked out anew,
each from nothing but the articles in it. So the views do not depend on when anything arrived.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, or_, select

from vedette.ledger import deciding, duties, handled, rows, sharing, signing, stirring
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, write
from vedette.ledger.parting import Parting, Renewed
from vedette.ledger.store import portions
from vedette.records import Disagreement, Incident, Kinship, Spot, Utterance
from vedette.relate import decided, glances, stories
from vedette.relate.odds import MOST
from vedette.relate.relating import Picture, picture
from vedette.relate.rulings import Ruling, by_article
from vedette.relate.signatures import Signature
from vedette.taxonomy.sites import decimals

_l, _o, _k = t.links.c, t.copies.c, t.keyed.c
_LINKS = Question(
    select(t.links).where(or_(_l.one == bindparam("own"), _l.other == bindparam("own")))
)
_ORIGIN = Question(select(_o.origin).where(_o.article == bindparam("own")))
_COPIES = Question(select(_o.article).where(_o.origin == bindparam("first")))
_KEYED = Question(select(_k.article).where(among(_k.article, "some")))
_ORIGINS = Question(select(_o.article, _o.origin).where(among(_o.article, "some")))
_TOLD = Question(
    select(t.tellings.c.incident).where(among(t.tellings.c.article, "some")).distinct()
)
_TELLING = Question(
    select(t.tellings.c.incident, t.tellings.c.article).where(among(t.tellings.c.incident, "some"))
)
BODIES = Question(
    select(t.incidents.c.id, t.incidents.c.body).where(among(t.incidents.c.id, "some"))
)
_STORIES = Question(select(t.stories.c.story).where(among(t.stories.c.article, "some")).distinct())
_SPOKEN = Question(select(t.utterances.c.id).where(among(t.utterances.c.article, "some")))
_GONE = tuple(
    Question(delete(view).where(among(held, "some")))
    for view, held in (
        (t.incidents, t.incidents.c.id),
        (t.disagreements, t.disagreements.c.incident),
        (t.tellings, t.tellings.c.incident),
        (t.kin, t.kin.c.one),
        (t.kin, t.kin.c.other),
    )
)
_UNTOLD = Question(delete(t.stories).where(among(t.stories.c.article, "some")))
_LET_IN = Question(delete(t.left_out).where(among(t.left_out.c.article, "some")))
_UNSAID = tuple(
    Question(delete(view).where(among(held, "some")))
    for view, held in (
        (t.disagreements, t.disagreements.c.incident),
        (t.utterances, t.utterances.c.id),
    )
)


class Relating:
    """Relates the articles of one ledger within one transaction; `touch` first, then `settle`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched: set[str] = set()
        self._hiding: tuple[Ruling, ...] = ()
        self._ruled = False
        self._signed: dict[str, Signature | None] = {}
        self._parting = Parting(connection)
        self._changes = stirring.Changes()

    def touch(self, articles: Iterable[str]) -> None:
        """Note articles that are new, changed, coded anew, gone, or copies of others now."""
        self._touched.update(articles)

    def settle(self) -> None:
        """Bring the views up to date for everything that was touched."""
        if not self._touched:
            return
        self._rule()
        for article in self._keep(self._touched):
            self._link(article)
        self._work_out(self._parting.settle(self._touched))
        stirring.note(self._connection, self._changes.articles())
        self._touched, self._signed, self._changes = set(), {}, stirring.Changes()

    def warm(self, articles: Iterable[str]) -> None:
        """Bring into memory what standing articles are compared by; the views stay as they are."""
        self._rule()
        for signature in self._signatures(articles).values():
            glances.glance(signature)

    def _rule(self) -> None:
        self._ruled = deciding.any_in_force(self._connection)
        self._hiding = tuple(deciding.in_force(self._connection, [""])) if self._ruled else ()

    # ── links ────────────────────────────────────────────────────────────────────────────────

    def _keep(self, touched: set[str]) -> list[str]:
        """Write the keys by which articles are found; give all whose links may be others now."""
        signatures = self._signatures(touched)
        moved = set(touched)
        for article in touched - signatures.keys():
            moved |= sharing.write(self._connection, article, ())
        for one in glances.in_turn(signatures.values()):
            moved |= sharing.write(self._connection, one.article, sharing.keys(one))
        self._signatures(moved)
        return sorted(moved)

    def _link(self, article: str) -> None:
        """Look an article up, compare it, and keep its links instead of those it had."""
        signature = self._signatures([article]).get(article)
        before = self._linked(article)
        after = self._found(signature) if signature else {}
        self._relink(article, before, after)
        self._parting.change(article, before, after)

    def _found(self, signature: Signature) -> dict[str, float]:
        """Give the articles that one is to be linked to, with the odds of each."""
        linked = {
            other.article: odds
            for other in self._alike(signature)
            if (odds := stories.compared(signature, other)) >= stories.least(signature, other)
        }
        article = signature.article
        return linked | dict.fromkeys(self._copies(article) | self._tied(article), MOST)

    def _linked(self, article: str) -> dict[str, float]:
        """Give the links that an article has, by their other ends."""
        return {
            row.other if row.one == article else row.one: row.odds
            for row in _LINKS(self._connection, own=article)
        }

    def _relink(
        self, article: str, before: Mapping[str, float], after: Mapping[str, float]
    ) -> None:
        """Write the links that are others than before."""
        link = t.links.c
        for other in [o for o, odds in before.items() if after.get(o) != odds]:
            one, two = stories.pair(article, other)
            self._connection.execute(delete(t.links).where(link.one == one, link.other == two))
        made = [
            dict(zip(("one", "other", "odds"), (*stories.pair(article, o), odds), strict=True))
            for o, odds in after.items()
            if before.get(o) != odds
        ]
        write(self._connection, t.links, made)

    def _alike(self, signature: Signature) -> list[Signature]:
        """Give the reports that are worth comparing and not too far apart in time."""
        found = sharing.worth_comparing(self._connection, signature)
        listed = self._signatures(found).values()
        return [other for other in listed if glances.worth(signature, other)]

    def _copies(self, article: str) -> set[str]:
        """Give the other copies of an article's text that have been linked, or will be."""
        first = _ORIGIN(self._connection, own=article).scalar() or article
        some = [first, *_COPIES(self._connection, first=first).scalars()]
        if some == [article]:
            return set()
        return {row.article for row in _KEYED.all(self._connection, some)} - {article}

    def _tied(self, article: str) -> set[str]:
        """Give the other articles that a merge ties this one to, as far as they stand."""
        merged = self._rulings([article]).values()
        if not merged:
            return set()
        pairs = decided.together(merged, {name for one in merged for name in one.articles})
        others = {name for pair in pairs if article in pair for name in pair} - {article}
        stand = select(t.standing.c.article).where(t.standing.c.article.in_(others))
        return set(self._connection.execute(stand).scalars())

    # ── parts ────────────────────────────────────────────────────────────────────────────────

    def _work_out(self, renewed: Renewed) -> None:
        """Work out parts anew, and write what they amount to."""
        self._drop(renewed.articles)
        signatures = self._signatures(renewed.articles)
        origins = self._origins(signatures)
        rulings = list(self._rulings(signatures).values())
        for part in renewed.parts:
            members = [signatures[article] for article in part.articles]
            found = picture(members, origins, rulings)
            self._write(found, signatures)
            own = {one.article: one for one in members}
            handled.derive(self._connection, found, own, rulings)
            duties.derive(self._connection, found, own, rulings)

    def _rulings(self, articles: Collection[str]) -> dict[int, Ruling]:
        """Give what was decided of these articles, by the decisions' numbers, the oldest first."""
        found: dict[int, Ruling] = {}
        for some in portions(articles if self._ruled else ()):
            found |= {one.number: one for one in deciding.in_force(self._connection, some)}
        return dict(sorted(found.items()))

    def _origins(self, signatures: Collection[str]) -> dict[str, str]:
        found = _ORIGINS.all(self._connection, signatures)
        return {row.article: row.origin for row in found}

    def _drop(self, articles: Collection[str]) -> None:
        some = sorted(articles)
        self._drop_incidents([row.incident for row in _TOLD.all(self._connection, some)])
        stood = [row.story for row in _STORIES.all(self._connection, some)]
        if stood:
            handled.drop(self._connection, "story", stood)
            _UNTOLD(self._connection, some=some)
        if some:  # what a ruling kept out may be in again, and the ruling gone
            _LET_IN(self._connection, some=some)
        if spoken := sorted(row.id for row in _SPOKEN.all(self._connection, some)):
            handled.drop(self._connection, "utterance", spoken)
            for unsaid in _UNSAID:
                unsaid(self._connection, some=spoken)

    def _drop_incidents(self, names: list[str]) -> None:
        if not names:
            return
        handled.drop(self._connection, "incident", names)
        duties.drop(self._connection, names)
        tells: dict[str, list[str]] = {name: [] for name in names}
        for name, article in _TELLING.all(self._connection, names):
            tells[name].append(article)
        for name, body in BODIES.all(self._connection, names):
            self._changes.dropped(name, body, tells[name])
        for gone in _GONE:
            gone(self._connection, some=names)

    def _write(self, found: Picture, signatures: Mapping[str, Signature]) -> None:
        story_of = {name: story.id for story in found.stories for name in story.articles}
        write(
            self._connection,
            t.stories,
            [
                {"article": article, "story": story.id, "n": n}
                for story in found.stories
                for n, article in enumerate(story.articles)
            ],
        )
        happened = [_incident_row(one, story_of, signatures) for one in found.incidents]
        write(self._connection, t.incidents, happened)
        for one, row in zip(found.incidents, happened, strict=True):
            self._changes.written(one.id, row["body"], one.articles)
        write(
            self._connection,
            t.tellings,
            [
                {"incident": one.id, "n": n, "article": told.article, "finding": told.finding}
                for one in found.incidents
                for n, told in enumerate(one.tellings)
            ],
        )
        near = {stories.pair(one, kin.other): kin.odds for one, kin in _kin(found)}
        write(
            self._connection,
            t.kin,
            [{"one": one, "other": other, "odds": odds} for (one, other), odds in near.items()],
        )
        write(
            self._connection,
            t.disagreements,
            [
                {"incident": one.about, "field": one.field, "body": encode(one)}
                for one in found.disagreements
            ],
        )

        write(
            self._connection,
            t.utterances,
            [
                {"id": one.id, "article": one.sayings[0].article, "body": encode(one)}
                for one in found.utterances
            ],
        )
        write(
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

    def _signatures(self, articles: Iterable[str]) -> dict[str, Signature]:
        """Give the signatures of standing articles, coded or not; each is looked up once."""
        listed = list(articles)
        if fresh := [article for article in listed if article not in self._signed]:
            aimed = by_article(self._rulings(fresh).values())
            self._signed |= dict.fromkeys(fresh)
            self._signed |= signing.signatures(self._connection, fresh, aimed, self._hiding)
        return {article: one for article in listed if (one := self._signed[article])}


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
        "targets": spaced(incident.targets),
        **_placed(incident.spot),
        "sure": max((one.confidence for one in incident.tellings if one.finding), default=1.0),
        "digest": rows.digest_of(body := encode(incident)),
        "body": body,
    }


def _kin(found: Picture) -> Iterator[tuple[str, Kinship]]:
    """Give each incident with each that may be the same."""
    for one in found.incidents:
        for kin in one.kin:
            yield one.id, kin


def _placed(spot: Spot | None) -> dict[str, Any]:
    """Give the columns of a place, with no more decimals than its extent deserves."""
    digits = decimals(spot.radius_km) if spot else 0
    return {
        "lat": round(spot.lat, digits) if spot else None,
        "lon": round(spot.lon, digits) if spot else None,
        "radius_km": spot.radius_km if spot else None,
        "precision": spot.precision if spot else None,
    }


def spaced(classes: Iterable[str]) -> str:
    """Write classes into one column, a blank on either side of each.

    >>> spaced(["energy", "rail"]), spaced([])
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
