"""How strictly things are handled: what is not clear, and who has released what.

A capture is handled as its source was when it came. From there on the strictest counts:

    source     all that it ever was, by its file and its captures
    article    the captures of all its versions, and what was decided of it
    incident   its reports, and what was decided of it
    story      its reports and its incidents
    utterance  the reports that quote it

Of an article all versions count and not the standing one alone: its page shows the earlier ones,
and words that came as amber do not become public because their source is handled otherwise now.

The view holds what is not clear and nothing else, so that a desk without secrets pays nothing.
"""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, func, insert, select

from vedette.handling import LEVELS, Tlp, above, strictest
from vedette.ledger import deciding
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.store import portions
from vedette.relate import decided
from vedette.relate.relating import Picture
from vedette.relate.rulings import Ruling
from vedette.relate.signatures import Signature

Noun = Literal["source", "article", "incident", "story", "utterance"]
Handled: TypeAlias = Mapping[str, Tlp]

MARKS: Final = frozenset({"handle", "release"})
"""Verbs that change who may be told, and nothing else."""


_c, _v, _h = t.captures.c, t.versions.c, t.handled.c
_CAPTURED = Question(
    select(_c.source, _c.handling)
    .where(_c.seq.between(bindparam("first"), bindparam("last")), _c.handling != "clear")
    .distinct()
)
_DECLARED = Question(
    select(_v.name, _v.body).where(
        _v.seq.between(bindparam("first"), bindparam("last")), _v.noun == "source"
    )
)
_LEVEL = Question(select(_c.handling).where(_c.seq == bindparam("capture")))
_OF_NOUN = (_h.noun == bindparam("noun"), among(_h.name, "some"))
_HANDLED = Question(select(_h.name, _h.handling).where(*_OF_NOUN))
_DROPPED = Question(delete(t.handled).where(*_OF_NOUN))
_UNRELEASED = Question(delete(t.released).where(among(t.released.c.incident, "some")))


# ── The fold ─────────────────────────────────────────────────────────────────────────────────────


def came(connection: Connection, first: int, last: int) -> None:
    """Take the captures and the versions of sources between two rows of the log."""
    levels: dict[str, list[Tlp]] = defaultdict(list)
    for row in _CAPTURED(connection, first=first, last=last):
        levels[row.source].append(row.handling)
    for row in _DECLARED(connection, first=first, last=last):
        levels[row.name].append(_declared(row.body))
    _raise(connection, "source", {name: strictest(listed) for name, listed in levels.items()})


def _declared(body: str) -> Tlp:
    """Read how a source is handled off a version of its file."""
    told = tomllib.loads(body).get("handling", "clear")
    return next((level for level in LEVELS if level == told), "clear")


def read(connection: Connection, article: Row[Any]) -> None:
    """Take a version of an article: most are clear and cost one look at their capture."""
    level = _LEVEL(connection, capture=article.capture).scalar()
    if level != "clear":
        weigh(connection, [article.id])


def weigh(connection: Connection, articles: Collection[str]) -> None:
    """Work out anew how articles are handled."""
    a, c = t.articles.c, t.captures.c
    for some in portions(articles):
        levels: dict[str, list[Tlp]] = defaultdict(list)
        query = select(a.id, c.handling).join(t.captures, c.seq == a.capture)
        for row in connection.execute(query.where(a.id.in_(some), c.handling != "clear")):
            levels[row.id].append(row.handling)
        for one in deciding.in_force(connection, some):
            for aim in one.aims if one.decision.verb == "handle" else ():
                if not aim.words:
                    levels[aim.article] += raised([one])
        drop(connection, "article", some)
        _write(connection, "article", {name: strictest(levels[name]) for name in some})


def derive(
    connection: Connection,
    found: Picture,
    signatures: Mapping[str, Signature],
    rulings: Sequence[Ruling],
) -> None:
    """Write how what was made of some reports is handled, and who has released which incidents."""
    held = of(connection, "article", signatures)
    marked = [one for one in rulings if one.decision.verb in MARKS]
    if not held and not marked:
        return
    aimed = {one.id: list(decided.about(one, marked, signatures)) for one in found.incidents}
    incidents = {
        one.id: strictest([*_all(held, one.articles), *raised(aimed[one.id])])
        for one in found.incidents
    }
    _write(connection, "incident", incidents)
    _write(
        connection,
        "story",
        {
            one.id: strictest([*_all(held, one.articles), *_all(incidents, one.incidents)])
            for one in found.stories
        },
    )
    quoted = {one.id: [each.article for each in one.sayings] for one in found.utterances}
    told = {name: strictest(_all(held, listed)) for name, listed in quoted.items()}
    _write(connection, "utterance", told)
    _release(connection, aimed)


def raised(rulings: Iterable[Ruling]) -> list[Tlp]:
    """Give what analysts raise something to; one of an article erased long ago may not say it."""
    handling = [one for one in rulings if one.decision.verb == "handle"]
    return [one.change["handling"] for one in handling if "handling" in one.change]


def _release(connection: Connection, aimed: Mapping[str, Iterable[Ruling]]) -> None:
    authors = {
        name: {one.decision.author for one in listed if one.decision.verb == "release"}
        for name, listed in aimed.items()
    }
    made = [
        {"incident": name, "author": author}
        for name, there in authors.items()
        for author in sorted(there)
    ]
    if made:
        connection.execute(insert(t.released), made)


def drop(connection: Connection, noun: Noun, names: Iterable[str]) -> None:
    """Forget how things are handled that are worked out anew."""
    if some := sorted(names):
        _DROPPED(connection, noun=noun, some=some)
        if noun == "incident":
            _UNRELEASED(connection, some=some)


def _raise(connection: Connection, noun: Noun, levels: Handled) -> None:
    """Write levels unless stricter ones stand there."""
    held = of(connection, noun, levels)
    drop(connection, noun, levels)
    _write(
        connection,
        noun,
        {name: strictest((level, *_all(held, [name]))) for name, level in levels.items()},
    )


def _write(connection: Connection, noun: Noun, levels: Handled) -> None:
    made = [
        {"noun": noun, "name": name, "handling": level}
        for name, level in levels.items()
        if level != "clear"
    ]
    if made:
        connection.execute(insert(t.handled), made)


# ── What is asked ────────────────────────────────────────────────────────────────────────────────


def of(connection: Connection, noun: Noun, names: Iterable[str]) -> dict[str, Tlp]:
    """Give how things are handled, by their names; those that are not named are clear."""
    return {row.name: row.handling for row in _HANDLED.all(connection, names, noun=noun)}


def column(article: ColumnElement[str]) -> ColumnElement[Tlp]:
    """Give how an article is handled, as a column of a question."""
    h = t.handled.c
    held = select(h.handling).where(h.noun == "article", h.name == article)
    return func.coalesce(held.scalar_subquery(), "clear")


def _all(held: Handled, names: Iterable[str]) -> list[Tlp]:
    return [held[name] for name in names if name in held]


def withheld(connection: Connection, ceiling: Tlp) -> dict[str, int]:
    """Count what is above a ceiling, by noun."""
    h = t.handled.c
    query = select(h.noun, func.count()).where(h.handling.in_(above(ceiling))).group_by(h.noun)
    return {row[0]: row[1] for row in connection.execute(query)}


def names(connection: Connection, noun: Noun, ceiling: Tlp) -> set[str]:
    """Name what is above a ceiling."""
    h = t.handled.c
    query = select(h.name).where(h.noun == noun, h.handling.in_(above(ceiling)))
    return set(connection.execute(query).scalars())


def beginning(connection: Connection, noun: Noun, start: str) -> list[Tlp]:
    """Give how those things are handled that are not clear and whose names begin so."""
    h = t.handled.c
    begins = h.name.startswith(start, autoescape=True)
    query = select(h.handling).where(h.noun == noun, begins)
    return list(connection.execute(query).scalars())


def releasing(connection: Connection, incident: str) -> tuple[str, ...]:
    """Name the analysts who have released an incident."""
    r = t.released.c
    query = select(r.author).where(r.incident == incident).order_by(r.author)
    return tuple(connection.execute(query).scalars())


def reported(connection: Connection, since: str, until: str) -> Tlp:
    """Give the strictest handling among the incidents that were reported between two moments."""
    h, i = t.handled.c, t.incidents.c
    query = (
        select(h.handling)
        .join(t.incidents, i.id == h.name)
        .where(h.noun == "incident", i.first < until, i.last >= since)
    )
    return strictest(connection.execute(query.distinct()).scalars())
