"""What a rule of retention would let go, and what of it stays.

Articles go as an erasure takes them. Bytes of pages and files go alone: the text that was read from
them and its findings stay, and no fold reads them, so that a rebuild gives the same. What a feed
says of an entry is no such capture: folds read it, and it goes with its article.

Either way a tombstone in the log names the rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, select, true

from vedette.ledger import erasing, handled, holds, papers, rows
from vedette.ledger import schema as t
from vedette.records import ENTRY_TYPE, article_id
from vedette.retention import Aged, Hold, Rule


def due(connection: Connection, rule: Rule, before: str) -> Iterator[Aged]:
    """Give all that became known `before` a stamp and that a rule is about, held or not."""
    found = list(_articles(connection, rule, before) if rule.drop == "articles" else ())
    found += _captures(connection, rule, before) if rule.drop == "captures" else ()
    held = holds.holds(connection, {name for one in found for name in one.articles}, before)
    yield from (replace(one, hold=hold_of(one, held)) for one in found)


def hold_of(one: Aged, held: Mapping[str, Hold]) -> Hold | None:
    """Say why something stays; that a story is named by its article holds no bytes."""
    reasons = (held[name] for name in one.articles if name in held)
    return next((why for why in reasons if one.drop == "articles" or why != "first"), None)


def _articles(connection: Connection, rule: Rule, before: str) -> Iterator[Aged]:
    v, a = t.standing.c, t.articles.c
    query = (
        select(v.article, v.source, a.url, a.known)
        .join(t.articles, a.seq == v.seq)
        .where(a.known < before, _of(rule, v.source, handled.column(v.article)), _empty(rule))
        .order_by(v.first)
    )
    for row in connection.execute(query):
        yield Aged(
            rule=rule.name,
            drop=rule.drop,
            name=row.article,
            articles=(row.article,),
            source=row.source,
            url=row.url or "",
            known=rows.moment(row.known),
        )


def _of(rule: Rule, source: ColumnElement[str], level: ColumnElement[Any]) -> ColumnElement[bool]:
    """Say in SQL that a rule is about this source, and about what is handled so."""
    asked: list[ColumnElement[bool]] = [true()]
    asked += [source.in_(rule.sources)] if rule.sources else []
    asked += [level.in_(rule.handling)] if rule.handling else []
    return and_(*asked)


def _empty(rule: Rule) -> ColumnElement[bool]:
    """Say in SQL that an article was coded, and that no coder has found anything in it."""
    if rule.found == "any":
        return true()
    v, k, f = t.standing.c, t.standing_codings.c, t.findings.c
    found = exists().where(k.article == v.article, f.coding == k.coding)
    return and_(v.coding.is_not(None), ~found)


def _captures(connection: Connection, rule: Rule, before: str) -> Iterator[Aged]:
    """Give the bytes that no capture has which is newer, not read yet, or not the rule's."""
    c, m = t.captures.c, t.marks.c
    other = t.captures.alias("other")
    same = and_(other.c.source == c.source, other.c.key == c.key)
    read = exists().where(same, m.capture == other.c.seq, m.stage == "read")
    old = and_(c.media_type != ENTRY_TYPE, c.known < before, _of(rule, c.source, c.handling), read)
    kept = func.sum(case((old, 0), else_=1))
    sizes = func.max(func.length(t.bodies.c.body))
    whole = (
        select(c.hash, sizes.label("size"))
        .join(t.bodies, t.bodies.c.hash == c.hash)
        .group_by(c.hash)
        .having(kept == 0)
    )
    gone = {row.hash: row.size for row in connection.execute(whole)}
    for hashed in _elsewhere(connection) & gone.keys():
        del gone[hashed]
    yield from _behind(connection, rule, before, gone)


def _behind(
    connection: Connection, rule: Rule, before: str, gone: Mapping[str, int]
) -> Iterator[Aged]:
    """Give bytes that may go with the articles behind them; `gone` has their sizes."""
    c = t.captures.c
    mine = select(c.hash, c.source, c.key, c.url, c.known).where(c.known < before).order_by(c.seq)
    behind: dict[str, list[Any]] = {}
    for row in connection.execute(mine):
        if row.hash in gone:
            behind.setdefault(row.hash, []).append(row)
    for hashed, listed in behind.items():
        yield Aged(
            rule=rule.name,
            drop=rule.drop,
            name=hashed,
            articles=tuple(dict.fromkeys(article_id(row.source, row.key) for row in listed)),
            source=listed[-1].source,
            url=listed[-1].url,
            known=rows.moment(listed[-1].known),
            size=gone[hashed],
        )


def _elsewhere(connection: Connection) -> set[str]:
    """Name the bytes that went out or were signed: they stay, whatever a page was made of."""
    sent = set(connection.execute(select(t.envelopes.c.hash)).scalars())
    return sent | set(papers.signed(connection).values())


def still(connection: Connection, some: Sequence[Aged], before: str, after: int) -> Iterator[Aged]:
    """Give what may still go of what was found when the log ended with the number `after`.

    Meanwhile somebody may have decided of it, or erased it, or its source may have told it again.
    """
    articles = {name for one in some for name in one.articles}
    held = holds.holds(connection, articles, before)
    again = _told_again(connection, [one.name for one in some], after)
    for one in some:
        gone = one.drop == "articles" and erasing.is_erased(connection, one.name)
        if not gone and one.name not in again and hold_of(one, held) is None:
            yield one


def _told_again(connection: Connection, names: list[str], after: int) -> set[str]:
    """Name those bytes that a later capture has, and those articles that have a later version."""
    c, a = t.captures.c, t.articles.c
    bytes_ = select(c.hash).where(c.seq > after, c.hash.in_(names))
    versions = select(a.id).where(a.seq > after, a.id.in_(names))
    return set(connection.execute(bytes_.union(versions)).scalars())
