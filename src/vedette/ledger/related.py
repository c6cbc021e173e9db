"""What the views of stories and incidents hold, asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.ledger.relating import BODIES, disagreement_from, incident_from, utterance_from
from vedette.ledger.store import portions
from vedette.records import Copy, Disagreement, Incident, Story, Utterance

_s = t.snapshots.c
_FOLDED = Question(select(_s.seq, _s.code).where(_s.view == "all"))


def folded(connection: Connection) -> tuple[int, str]:
    """Name the state of the views: how far they have read the log, and by which code."""
    row = _FOLDED(connection).first()
    return (row.seq, row.code) if row else (0, "")


def stories(connection: Connection) -> Iterator[Story]:
    """Give every story, in the order of their ids."""
    s, i = t.stories.c, t.incidents.c
    incidents: dict[str, list[str]] = {}
    for row in connection.execute(select(i.story, i.id).order_by(i.first, i.id)):
        incidents.setdefault(row.story, []).append(row.id)
    articles: dict[str, list[str]] = {}
    for row in connection.execute(select(s.story, s.article).order_by(s.story, s.n)):
        articles.setdefault(row.story, []).append(row.article)
    for story, listed in articles.items():
        yield Story(id=story, articles=tuple(listed), incidents=tuple(incidents.get(story, ())))


def incidents(connection: Connection) -> Iterator[Incident]:
    """Give every incident, in the order in which they were first told."""
    i = t.incidents.c
    for body in connection.execute(select(i.body).order_by(i.first, i.id)).scalars():
        yield incident_from(body)


class Teller(msgspec.Struct, frozen=True):
    """A report of an incident, in which stage it leaves it, and whether it tells it in passing."""

    article: str
    status: str | None = None
    background: bool = False


class Outline(msgspec.Struct, frozen=True):
    """As much of an incident as tells who reported it, and what became of it."""

    status: str
    tellings: tuple[Teller, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Its reports, in the order of what they tell; one that tells two things is told twice."""
        return tuple(one.article for one in self.tellings)


_OUTLINE: Final = msgspec.json.Decoder(Outline)


def outline(body: bytes) -> Outline:
    """Read an incident in outline: a third of the time of the whole."""
    return _OUTLINE.decode(body)


_i = t.incidents.c
_DIGESTS = Question(select(_i.id, _i.digest))


def digests(connection: Connection) -> Sequence[tuple[str, int]]:
    """Give the digest of every incident, by its id: out of an index, without reading the bodies.

    Those of 20,000 are read in a tenth of the time that the bodies themselves take.
    """
    return _DIGESTS(connection).all()


def named(connection: Connection, names: Collection[str]) -> Iterator[Incident]:
    """Give some incidents, by their ids."""
    for some in portions(names):
        for row in BODIES.all(connection, some):
            yield incident_from(row.body)


def outlines(connection: Connection, names: Collection[str]) -> dict[str, Outline]:
    """Give some incidents in outline, by their ids."""
    found = (row for some in portions(names) for row in BODIES.all(connection, some))
    return {name: outline(body) for name, body in found}


def telling(connection: Connection, articles: Collection[str]) -> Iterator[str]:
    """Name the incidents that articles tell."""
    g = t.tellings.c
    for some in portions(articles):
        yield from connection.execute(select(g.incident).where(g.article.in_(some))).scalars()


def disagreements(connection: Connection) -> Iterator[Disagreement]:
    """Give every disagreement, in the order of what it is about."""
    d = t.disagreements.c
    for body in connection.execute(select(d.body).order_by(d.incident, d.field)).scalars():
        yield disagreement_from(body)


def utterances(connection: Connection) -> Iterator[Utterance]:
    """Give everything that several reports quote."""
    u = t.utterances.c
    for body in connection.execute(select(u.body).order_by(u.id)).scalars():
        yield utterance_from(body)


def origins(connection: Connection) -> dict[str, str]:
    """Give what each copy is a copy of."""
    c = t.copies.c
    return {row.article: row.origin for row in connection.execute(select(c.article, c.origin))}


def copies(connection: Connection) -> Iterator[Copy]:
    """Give every copy with its origin."""
    c = t.copies.c
    for row in connection.execute(select(t.copies).order_by(c.origin, c.article)):
        yield Copy(article=row.article, origin=row.origin, similarity=row.similarity)


def names(connection: Connection) -> Mapping[str, str]:
    """Give the name under which each standing article was handed in, where it has one."""
    a, v = t.articles.c, t.standing.c
    query = select(a.id, a.slug).join(t.standing, v.seq == a.seq).where(a.slug.is_not(None))
    return {row.id: row.slug for row in connection.execute(query)}
