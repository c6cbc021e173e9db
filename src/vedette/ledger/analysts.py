"""Keeping the analysts' own findings in step with the texts that they are about.

A decision to find something is the truth; the coding that it amounts to stands in the log beside
the coder's. It is made anew where a decision came or went, the text changed, or the coder's coding
did, of which it may name findings.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, Row, Select, exists, or_, select

from vedette.ledger import asking, deciding, rows, sheets
from vedette.ledger import schema as t
from vedette.ledger.append import Batch
from vedette.ledger.store import portions
from vedette.records import Coding
from vedette.relate import found
from vedette.relate.found import BESIDE
from vedette.relate.rulings import Ruling, by_article


def settle(batch: Batch, after: int = 0) -> int:
    """Append the codings that are others than those which stand; give how many.

    The views must have been folded: what is in force is read off them. `after` is the row of the
    log at which all were as they should be: no others are looked at than what came since concerns.
    """
    connection = batch.connection
    if not deciding.ever(connection, "find"):
        return 0
    decided = asking.newest(connection, t.decisions) > after
    concerned = connection.execute(_concerned(0 if decided else after)).all()
    rulings = _finds(connection, [row.id for row in concerned])
    appended = 0
    for row in concerned:
        finds = rulings.get(row.id, ())
        name, _ = found.name_of(row.text_hash, row.reader, finds, row.main or "")
        if name == row.held or (row.held is None and not finds):
            continue
        batch.coding(row.seq, _coding(connection, row, finds), beside=BESIDE)
        appended += 1
    return appended


def _concerned(after: int) -> Select[tuple[object, ...]]:
    """Select the standing articles in which something is found, or was, that are others since."""
    a, v, k, d = t.articles.c, t.standing.c, t.standing_codings.c, t.decisions.c
    coded = exists().where(t.coded.c.article == v.seq, t.coded.c.seq > after)
    own = (
        select(t.codings.c.id)
        .join(t.standing_codings, k.coding == t.codings.c.seq)
        .where(k.article == v.article, k.beside == BESIDE)
        .scalar_subquery()
    )
    # Named by the few decisions: there are many more articles.
    ever = v.article.in_(select(d.article).where(d.verb == "find"))
    main = select(t.codings.c.id).where(t.codings.c.seq == v.coding).scalar_subquery()
    return (
        select(t.articles, v.coding, main.label("main"), own.label("held"))
        .join(t.standing, v.seq == a.seq)
        .where(ever, or_(v.seq > after, coded))
        .order_by(a.seq)
    )


def _finds(connection: Connection, names: Collection[str]) -> Mapping[str, tuple[Ruling, ...]]:
    """Give what was found in these articles and is in force, by article."""
    held = {
        one.number: one
        for some in portions(names)
        for one in deciding.in_force(connection, some)
        if one.decision.verb == "find"
    }
    return by_article(held[number] for number in sorted(held))


def _coding(
    connection: Connection, row: Row[tuple[object, ...]], finds: Iterable[Ruling]
) -> Coding:
    main = None
    if row.coding is not None:
        head = connection.execute(select(t.codings).where(t.codings.c.seq == row.coding)).one()
        main = sheets.coding(connection, head)
    return found.coding_of(rows.article_from(row), finds, main)
