"""What was known at a moment: stories and incidents out of the log up to then, by the same rules.

Nothing of it is kept: the reports known then are related afresh, in memory. Two things are told
apart. *Known* is when a report first stood in front of us; a report of an archive that was taken in
later counts as known from its publication on, and has the first coding that it got. *Then* a report
had the coding that was recorded by that moment; *now* it has the newest.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from vedette.imported import prose
from vedette.ledger import deciding, rows, sheets
from vedette.ledger import schema as t
from vedette.ledger.store import portions
from vedette.records import Article, Coding, Copy, Disagreement, Incident, Story, Utterance
from vedette.relate import copies, likeness, rulings
from vedette.relate.found import BESIDE, joined
from vedette.relate.relating import relate
from vedette.relate.rulings import Ruling
from vedette.relate.signatures import Signature
from vedette.relate.traces import trace

Rules = Literal["then", "now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What the reports that were known at a moment amount to.

    `names` gives the name under which an article was handed in, `appeared` when each report did.
    `coders` counts the reports by who coded them, `""` for those without a coding then. `late`
    counts reports that came later out of an archive: their coding was not there yet at the moment.
    """

    at: datetime
    rules: Rules
    stories: tuple[Story, ...]
    incidents: tuple[Incident, ...]
    copies: tuple[Copy, ...]
    disagreements: tuple[Disagreement, ...]
    names: Mapping[str, str]
    appeared: Mapping[str, datetime]
    coders: Mapping[str, int]
    late: int = 0
    utterances: tuple[Utterance, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """The reports' texts as they stood, where only some reports were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """An article as it stood at a moment, with its coding; `late` as in `Recalled`."""

    article: Article
    coding: Coding
    late: bool


def recall(
    connection: Connection,
    at: datetime,
    rules: Rules = "then",
    among: Collection[str] | None = None,
) -> Recalled:
    """Relate what was known at a moment, of all reports or `among` these.

    Reports that no link joins to others say nothing of them: those of one part alone come to the
    incidents that all of them come to (`parted` gives a part).
    """
    known = {one.article.id: one for one in _known(connection, at, rules, among)}
    held = rulings.in_force(deciding.decisions(connection, until=rows.stamp(at)))
    signatures = list(_signed(known.values(), held))
    first = {one.article: one.at for one in signatures}
    repeated = _copies(list(known.values()), first)
    found = relate(signatures, {one.article: one.origin for one in repeated}, held)

    def began(one: Incident) -> tuple[datetime, str]:
        return min(first[told.article] for told in one.tellings), one.id

    incidents = sorted(found.incidents, key=began)
    place = {one.id: n for n, one in enumerate(incidents)}
    return Recalled(
        at=at,
        rules=rules,
        stories=tuple(
            replace(one, incidents=tuple(sorted(one.incidents, key=place.__getitem__)))
            for one in sorted(found.stories, key=lambda one: one.id)
        ),
        incidents=tuple(incidents),
        copies=tuple(sorted(repeated, key=lambda one: (one.origin, one.article))),
        disagreements=tuple(sorted(found.disagreements, key=lambda one: (one.about, one.field))),
        utterances=tuple(sorted(found.utterances, key=lambda one: one.id)),
        names={name: one.article.slug for name, one in known.items() if one.article.slug},
        appeared=first,
        coders=dict(sorted(Counter(one.coding.coder for one in known.values()).items())),
        late=sum(one.late for one in known.values()),
        texts={} if among is None else {name: one.article.text for name, one in known.items()},
    )


def parted(connection: Connection, articles: Collection[str]) -> frozenset[str]:
    """Give all articles that are worked out together with any of these."""
    p = t.parts.c
    found = set(articles)
    for some in portions(articles):
        named = select(p.part).where(p.article.in_(some))
        found |= set(connection.execute(select(p.article).where(p.part.in_(named))).scalars())
    return frozenset(found)


def incident(
    connection: Connection, one: Incident, at: datetime
) -> tuple[Incident, Recalled] | None:
    """Give an incident as it was known at a moment, None where nothing of it was.

    It may have been called otherwise then, or two: the one that shares most of its reports counts.
    Only reports that are worked out together with it now are asked: one that stood with them then,
    and that a later coding or edit has parted from them, is missing (`recall` of all has it).
    """
    told = recall(connection, at, among=parted(connection, one.articles))
    now = set(one.articles)

    def shared(other: Incident) -> tuple[int, bool, int]:
        met = now & set(other.articles)
        return len(met), other.id == one.id, -len(other.articles)

    found = max(told.incidents, key=shared, default=None)
    return (found, told) if found and shared(found)[0] else None


def _known(
    connection: Connection, at: datetime, rules: Rules, among: Collection[str] | None
) -> Iterator[_Known]:
    """Give every article that was known, in its version of then; erased ones are gone."""
    a, until = t.articles.c, rows.stamp(at)
    erased = select(t.tombstones.c.hash)
    query = (
        select(t.articles, t.log.c.recorded)
        .join(t.log, t.log.c.seq == a.seq)
        .where(a.known <= until, a.id.not_in(erased))
        .order_by(a.id, a.version)
    )
    if among is not None:
        query = query.where(a.id.in_(sorted(among)))
    versions: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        versions[row.id].append(row)
    stood = {name: _stood(listed, until, rules) for name, listed in versions.items()}
    some = None if among is None else [row.seq for row in stood.values()]
    coded, found = _coded(connection, some), _coded(connection, some, beside=BESIDE)
    for name, row in stood.items():
        listed = versions[name]
        late = listed[0].recorded > until
        chosen = _chosen(coded.get(row.seq, ()), until, rules, late=late)
        head = _head(connection, chosen)
        article = replace(rows.article_from(row), known=rows.moment(listed[0].known))
        coding = sheets.coding_of(connection, row, head)
        if own := _head(connection, _chosen(found.get(row.seq, ()), until, rules, late=False)):
            coding = joined(coding, sheets.coding(connection, own))
        yield _Known(article=article, coding=coding, late=late)


def _stood(listed: Sequence[Row[Any]], until: str, rules: Rules) -> Row[Any]:
    """Choose the version of an article that counts, of all that its publisher had given by then.

    By the rules of `now` it is as a later reader of ours has read it. Of a report that came later
    out of an archive it is as it was read first.
    """
    if rules == "now":
        return listed[-1]
    there = [row for row in listed if row.recorded <= until]
    return there[-1] if there else next(row for row in listed if row.known == listed[-1].known)


def _coded(
    connection: Connection, among: Collection[int] | None = None, *, beside: str = ""
) -> dict[int, list[tuple[str, int]]]:
    """Give the codings of each article version with when each was recorded, the oldest first."""
    c = t.coded.c
    query = select(c.article, c.coding, t.log.c.recorded).join(t.log, t.log.c.seq == c.seq)
    if among is not None:
        query = query.where(c.article.in_(among))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in connection.execute(query.where(c.beside == beside).order_by(c.seq)):
        found[row.article].append((row.recorded, row.coding))
    return found


def _chosen(
    coded: Sequence[tuple[str, int]], until: str, rules: Rules, *, late: bool
) -> int | None:
    """Choose the coding that counts, by number; None where there was none."""
    then = [coding for recorded, coding in coded if recorded <= until]
    if rules == "now":
        return coded[-1][1] if coded else None
    if late:
        return coded[0][1] if coded else None
    return then[-1] if then else None


def _head(connection: Connection, chosen: int | None) -> Row[Any] | None:
    if chosen is None:
        return None
    return connection.execute(select(t.codings).where(t.codings.c.seq == chosen)).one()


def _signed(known: Iterable[_Known], held: Sequence[Ruling]) -> Iterator[Signature]:
    hiding = tuple(one for one in held if not one.aims)
    aimed = rulings.by_article(held)
    for each in known:
        yield rulings.signed(each.article, each.coding, hiding + aimed[each.article.id])


def _copies(known: Sequence[_Known], at: Mapping[str, datetime]) -> list[Copy]:
    """Give the copies among articles, as `ledger.copying` keeps them."""
    index = copies.Index()
    own = [one.article for one in known]
    texts = {one.id: replace(one, text=prose(one.reader, one.title, one.text)) for one in own}
    alike: dict[str, dict[str, float]] = {name: {} for name in texts}
    for name in sorted(texts, key=lambda name: (at[name], name)):
        for other, held in index.add(name, texts[name].source, texts[name].text, at[name]).items():
            alike[name][other] = alike[other][name] = held
    return [
        Copy(
            article=name,
            origin=first,
            similarity=alike[name].get(first)
            or likeness.like(trace(texts[name].text), trace(texts[first].text)),
        )
        for name, first in copies.origins(alike, at).items()
        if name != first
    ]
