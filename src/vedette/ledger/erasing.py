"""Taking an article's words out of a ledger that otherwise forgets nothing.

Its texts, titles, writers and links go, with the bytes they were read from, the headers and issues
that tell of it, the findings that quote it and what was passed on of it; `papers` sees to what was
signed. Numbers, times and the marks of work done stay, so that the log keeps its order and no stage
takes the work up again; so does its key at the source, by which a feed's entry is known again and
not taken for new with every poll.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, delete, exists, or_, select, update

from vedette.duty import Act
from vedette.ledger import rows, shelf
from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.ledger.store import Store

QUOTED: Final = frozenset({"at", "also", "fields", "places"})
"""Particulars of a decision that are words of the report it is about, or say where they stand."""
OF_IT: Final = frozenset({"find", "resolve"})
"""Verbs that say what the words of one report tell, and nothing once these are gone."""

_TOMBSTONE = Question(select(t.tombstones.c.seq).where(t.tombstones.c.hash == bindparam("article")))
_BURIED = Question(select(t.tombstones).where(t.tombstones.c.hash == bindparam("hashed")).limit(1))
_OF_VERSION = Question(
    select(t.tombstones.c.seq)
    .join(t.articles, t.tombstones.c.hash == t.articles.c.id)
    .where(t.articles.c.seq == bindparam("version"))
)


def is_erased(connection: Connection, article: str) -> bool:
    """Tell whether an article was erased, by its id."""
    return _TOMBSTONE(connection, article=article).first() is not None


def buried(connection: Connection, hashed: str) -> Act | None:
    """Give who erased bytes, when and why, by their hash; None where nobody did."""
    row = _BURIED(connection, hashed=hashed).first()
    if row is None:
        return None
    return Act(number=row.seq, author=row.author, reason=row.reason, at=rows.moment(row.at))


def is_version_erased(connection: Connection, version: int) -> bool:
    """Tell whether the article of which this is a version was erased, by the version's number."""
    return _OF_VERSION(connection, version=version).first() is not None


def take_out(connection: Connection, article: str) -> None:
    """Remove every word of an article, in all its versions."""
    a, c = t.articles.c, t.captures.c
    held = connection.execute(select(a.source, a.key).where(a.id == article)).first()
    if held is None:
        return
    _take_codings(connection, article)
    connection.execute(
        update(t.articles)
        .where(a.id == article)
        .values(
            title="",
            text="",
            byline="[]",
            links="[]",
            author_page=None,
            section=None,
            url=None,
            slug=None,
        )
    )
    own = (c.source == held.source) & (c.key == held.key)
    others = exists().where(c.hash == t.bodies.c.hash, ~own)
    mine = t.bodies.c.hash.in_(select(c.hash).where(own))
    connection.execute(delete(t.bodies).where(mine, ~others))
    connection.execute(update(t.captures).where(own).values(headers="{}", url="", final_url=""))
    _take_words_about(connection, article, select(c.seq).where(own))
    shelf.take_out(connection, article)
    _take_alerts(connection, article)


def _take_codings(connection: Connection, article: str) -> None:
    """Remove the findings of an article, unless another one with the same words has them too.

    The coding itself loses its name, so that nobody who has these words later recalls it empty.
    """
    d, a, k = t.coded.c, t.articles.c, t.codings.c
    having = select(d.coding).join(t.articles, a.seq == d.article)
    codings = select(k.seq).where(
        k.seq.in_(having.where(a.id == article)),
        ~exists().where(d.coding == k.seq, d.article == a.seq, a.id != article),
    )
    findings = select(t.findings.c.ref).where(t.findings.c.coding.in_(codings))
    for table, column, gone in (
        (t.fields, t.fields.c.finding, findings),
        (t.anchors, t.anchors.c.finding, findings),
        (t.findings, t.findings.c.coding, codings),
        (t.places, t.places.c.coding, codings),
        (t.times, t.times.c.coding, codings),
    ):
        connection.execute(delete(table).where(column.in_(gone)))
    connection.execute(update(t.codings).where(k.seq.in_(codings)).values(id="erased " + k.id))


def _take_alerts(connection: Connection, article: str) -> None:
    """Take the words of an article out of alerts, with the bytes of every envelope that has them.

    The links of the chain stay, so that it still holds; what has left cannot be called back.
    """
    a, g, o = t.alerts.c, t.grounds.c, t.outbox.c
    resting = select(g.alert).where(g.article == article)
    quoting = or_(a.seq.in_(resting), a.body.contains(article, autoescape=True))
    for row in connection.execute(select(a.seq, a.body).where(quoting)).all():
        told = json.loads(row.body)
        told["backing"] = [one for one in told["backing"] if one["article"] != article]
        body = json.dumps(told | {"lines": []}, ensure_ascii=False, separators=(",", ":"))
        connection.execute(update(t.alerts).where(a.seq == row.seq).values(body=body))
        held = select(t.enclosed.c.envelope).join(t.outbox, o.seq == t.enclosed.c.posted)
        envelopes = held.where(o.alert == row.seq)
        hashes = select(t.envelopes.c.hash).where(t.envelopes.c.seq.in_(envelopes))
        connection.execute(delete(t.bodies).where(t.bodies.c.hash.in_(hashes)))


def _take_words_about(connection: Connection, article: str, captures: Select[Any]) -> None:
    """Take what issues and decisions quote."""
    i, m = t.issues.c, t.marks.c
    marked = select(m.issue).where(m.capture.in_(captures), m.issue.is_not(None))
    about = or_(i.article == article, i.seq.in_(marked))
    connection.execute(update(t.issues).where(about).values(input="", why=""))
    _take_aims(connection, article)


def _take_aims(connection: Connection, article: str) -> None:
    """Take the words of an article out of the decisions that aim at it; other aims stay.

    What an analyst says of them, of what kind it was or whose it is, is his own word: it stays, and
    holds for the other reports.
    """
    d = t.decisions.c
    about = or_(d.article == article, d.change.contains(article, autoescape=True))
    for row in connection.execute(select(t.decisions).where(about)).all():
        own, told = row.article == article, json.loads(row.change)
        also = [aim for aim in told.get("also", ()) if aim["article"] != article]
        left = (_own(row.verb, told) if own else told) | {"also": also}
        values = {"words": "" if own else row.words, "change": _dumped(left)}
        connection.execute(update(t.decisions).where(d.seq == row.seq).values(**values))


def _own(verb: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is the analyst's own word of a decision about a report that is erased."""
    return {name: one for name, one in told.items() if verb not in OF_IT and name not in QUOTED}


def _dumped(told: dict[str, Any]) -> str:
    return rows.dumped({name: value for name, value in told.items() if value != []})


def wipe(store: Store) -> None:
    """Overwrite what erased words left in the free space of a SQLite file and its search index.

    The file is written anew, which takes about a minute for each 5 GB. PostgreSQL sees to its free
    space itself (autovacuum).
    """
    if not store.sqlite:
        return
    with store.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO view_search (view_search) VALUES ('optimize')")
    with store.bare() as cursor:
        cursor.execute("PRAGMA temp_store=FILE")  # a large copy is nothing for memory
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
