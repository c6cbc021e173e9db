"""The keys by which an article is found again, and which others share enough of them.

Of all that have a key those next to an article count, `glances.REACH` before it and as many after,
in the order in which they became known. So what is read for an article does not grow with the
ledger. One that comes late stands between others, and can push one out of the other's reach: these
are named, to be looked up anew.
"""

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from struct import Struct
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, delete, select, text

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.asking import write as write_rows
from vedette.relate import glances, stories
from vedette.relate.days import days_between
from vedette.relate.glances import Common
from vedette.relate.signatures import Signature

MOST = ((False, glances.KEYS), (True, glances.NAMES + glances.FACTS))
"""Keys that an article has at most: stems, and names."""


class Key(NamedTuple):
    """A row of the view: a key of an article, and where the article stands among all that have it.

    They lie in the order of the fields.
    """

    key: int
    known: str
    article: str
    weight: int
    named: bool
    at: str
    language: str
    ordinary: bool


def keys(signature: Signature) -> list[Key]:
    """Give the keys of a report as numbers, each with what it weighs there."""
    seen = glances.glance(signature)
    stems = {_hashed(cut): (weight, False) for cut, weight in seen.stems.items()}
    names = {_hashed(f"={name}"): (weight, True) for name, weight in seen.named.items()}
    known, at = rows.stamp(signature.known), rows.stamp(signature.at)
    language, ordinary = signature.language, signature.is_ordinary
    return [
        Key(key, known, signature.article, *told, at, language, ordinary)
        for key, told in sorted((stems | names).items())
    ]


def _hashed(key: str) -> int:
    return zlib.crc32(key.encode())


_k, _d = t.keys.c, t.keyed.c
_OWN = Question(select(t.keyed).where(_d.article == bindparam("own")))
_UNKEY = Question(delete(t.keyed).where(_d.article == bindparam("own")))
_TAKEN = Question(
    delete(t.keys).where(
        among(_k.key, "some"), _k.known == bindparam("known"), _k.article == bindparam("own")
    )
)
_PACKED = Struct(">II?")
"""A key, its weight, and whether it is a name."""


def write(connection: Connection, article: str, listed: Sequence[Key]) -> set[str]:
    """Write the keys of an article instead of those it had; give others that must be looked up.

    Those are the ones after it that came into reach of one before it, or fell out of it.
    """
    before = _held(connection, article)
    if before == list(listed):
        return set()
    stood, stands = {_place(key) for key in before}, {_place(key) for key in listed}
    if before:
        taken = [key.key for key in before]
        _TAKEN(connection, some=taken, known=before[0].known, own=article)
        _UNKEY(connection, own=article)
    moved = _beyond(connection, [key for key in before if _place(key) not in stands])
    moved |= _beyond(connection, [key for key in listed if _place(key) not in stood])
    write_rows(connection, t.keys, [key._asdict() for key in listed])
    write_rows(connection, t.keyed, _by_article(listed))
    return moved


def _held(connection: Connection, article: str) -> list[Key]:
    """Give the keys that an article has."""
    return [
        Key(key, row.known, article, weight, named, row.at, row.language, bool(row.ordinary))
        for row in _OWN(connection, own=article)
        for key, weight, named in _PACKED.iter_unpack(row.keys)
    ]


def _by_article(listed: Sequence[Key]) -> list[dict[str, Any]]:
    """Give the row of an article that has keys."""
    packed = b"".join(_PACKED.pack(one.key, one.weight, one.named) for one in listed)
    alike = ("article", "known", "at", "language", "ordinary")
    return [{name: getattr(one, name) for name in alike} | {"keys": packed} for one in listed[:1]]


def _place(key: Key) -> tuple[int, str]:
    """Where an article stands among all that have a key: what it weighs there moves no other."""
    return key.key, key.known


def _beyond(connection: Connection, listed: Collection[Key]) -> set[str]:
    """Name the articles after a place in these keys whose reach changes with what stands there."""
    after = _beside(connection, listed, AFTER) if listed else {}
    if not after:
        return set()
    before = _beside(connection, [key for key in listed if key.key in after], BEFORE)
    return {
        name
        for key, names in after.items()
        for n, name in enumerate(names, start=1)
        if n + len(before.get(key, ())) > glances.REACH
    }


def _beside(
    connection: Connection, listed: Collection[Key], asked: TextClause
) -> dict[int, list[str]]:
    """Give the articles next to one that have its keys, the nearest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, article, *_ in _ask_driver(connection, asked, _given(listed)):
        found[key].append(article)
    return found


def worth_comparing(connection: Connection, signature: Signature) -> list[str]:
    """Name the articles that share enough with a report and are not too far apart in time."""
    found = _sharing(connection, signature)
    return [article for article, common in found if glances.promising(common)]


def _sharing(connection: Connection, signature: Signature) -> Iterator[tuple[str, Common]]:
    """Give the articles that share keys, with what they share, where it can be enough.

    Those that `glances.worth` would leave out for what they are need not be signed for that: with
    9,000 reports in a ledger they were 99 of 100, a tenth of a second for each that came in.
    """
    listed = keys(signature)
    if not listed:
        return
    moments = {
        name: rows.stamp(signature.at + span)
        for name, span in (
            ("since", -stories.SPAN),
            ("until", stories.SPAN),
            ("near", -glances.CLOSE),
            ("close", glances.CLOSE),
        )
    }
    given = {**moments, **_given(listed), "least": glances.least_words()}
    given["language"] = signature.language
    asked = SHARING_TOLD if signature.is_ordinary else SHARING
    for article, at, words, names, named in _ask_driver(connection, asked, given):
        days = days_between(signature.at, rows.moment(at))
        yield article, Common(words=int(words), names=int(names), named=int(named), days=days)


_WRITTEN: dict[tuple[str, TextClause], tuple[str, list[str] | None]] = {}


def _ask_driver(
    connection: Connection, asked: TextClause, given: Mapping[str, int | str]
) -> Sequence[Any]:
    """Ask one of these questions as the driver takes it: it has two hundred places to fill.

    SQLAlchemy looks at each of them every time, for longer than SQLite looks for the answer.
    """
    key = (connection.dialect.name, asked)
    if key not in _WRITTEN:
        compiled = asked.compile(dialect=connection.dialect)
        _WRITTEN[key] = (str(compiled), getattr(compiled, "positiontup", None))
    sql, order = _WRITTEN[key]
    told = tuple(given[name] for name in order) if order else dict(given)
    return connection.exec_driver_sql(sql, told).all()


def _given(listed: Collection[Key]) -> dict[str, int | str]:
    """Name the keys of an article for a statement, in as many places as it has for them.

    A statement is compiled once: with as many places as an article has keys it would be, for each
    count of them, which costs ten milliseconds.
    """
    first = next(iter(listed))
    given: dict[str, int | str] = {"known": first.known, "article": first.article}
    for named, most in MOST:
        told = [(key.key, key.weight) for key in listed if key.named is named]
        for n, (key, weight) in enumerate(told + [NONE] * (most - len(told))):
            given |= {f"key_{named}_{n}": key, f"weight_{named}_{n}": weight}
    return given


NONE = (-1, 0)
"""A key that no article has."""


_NEXT = """
SELECT * FROM (
  SELECT key, article, at, language, ordinary,
    {words} AS words, {names} AS names, {named} AS named
  FROM view_keys
  WHERE key = :key_{place} AND (known, article) {than} (:known, :article)
  ORDER BY known {way}, article {way} LIMIT {reach}
) AS near"""


def _ask(than: str, way: str) -> str:
    """Write the question for the articles that stand next to one, on one side, all keys at once."""
    return " UNION ALL ".join(
        _NEXT.format(
            words=0 if named else f"weight * CAST(:weight_{named}_{n} AS INTEGER)",
            names=f"CAST(:weight_{named}_{n} AS INTEGER)" if named else 0,
            named=int(named),
            place=f"{named}_{n}",
            than=than,
            way=way,
            reach=glances.REACH,
        )
        for named, most in MOST
        for n in range(most)
    )


_BEFORE, _AFTER = _ask("<", "DESC"), _ask(">", "ASC")
BEFORE, AFTER = text(_BEFORE), text(_AFTER)
_SHARING = """
SELECT article, at, words, names, named FROM (
  SELECT article, min(at) AS at, sum(words) AS words, sum(names) AS names, sum(named) AS named
  FROM ({before} UNION ALL {after}) AS beside
  WHERE at BETWEEN :since AND :until {and_told}
  GROUP BY article
) AS shared
WHERE named > 0 OR words >= :least OR at BETWEEN :near AND :close
"""
SHARING, SHARING_TOLD = (
    text(_SHARING.format(before=_BEFORE, after=_AFTER, and_told=told))
    for told in ("", "AND (NOT ordinary OR language <> :language)")
)
