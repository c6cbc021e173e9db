"""Folding the log into views, and proving that they are what the log says.

A fold reads the log in the order of its numbers and never looks back further than its own view.
How far it has read stands in the same transaction as what it made of it, so a killed process folds
on from the last whole step. When the code of a fold changes, its hash does, and the views are
dropped and folded afresh.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import (
    Connection,
    Executable,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from vedette.imported import prose
from vedette.ledger import copying, deciding, handled, rows, terms
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, write
from vedette.ledger.relating import Relating
from vedette.ledger.seeing import Seeing
from vedette.ledger.store import Store
from vedette.records import digest
from vedette.relate import copies
from vedette.relate.found import BESIDE


def code_of(*packages: Traversable) -> str:
    """Name the code of the folds: a number for what they do, a hash of all that they look at.

    Raise the number when a fold answers differently; what `relate` does, and the notions by which
    it compares, are in the hash.
    """
    parts = (
        part
        for package in packages
        for file in sorted(package.iterdir(), key=lambda file: file.name)
        if file.name.endswith((".py", ".toml", ".tsv", ".txt", ".bin"))
        for part in (file.name, file.read_bytes())
    )
    return "views@15 " + digest(*parts)


CODE = code_of(files("vedette.relate"), files("vedette.notions"))
"""What the views were folded by; other code drops them and folds afresh."""

STEP = 500
"""Rows of the log in one transaction: about a second, so that a kill costs no more."""

FOLDED = ("articles", "coded", "tombstones", "decisions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Whether the views kept step by step equal a fresh fold of the whole log, view by view."""

    rows: int
    differing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.differing


def step(store: Store) -> int:
    """Fold the next `STEP` rows of the log, if there are any; give how many it were."""
    with store.transaction() as connection:
        return advance(connection)


def advance(connection: Connection) -> int:
    """Fold the next `STEP` rows of the log within a transaction; fewer when none are left."""
    _alone(connection)
    standing = _snapshot(connection)
    if standing is None:
        drop_views(connection)
    return fold(connection, standing or 0, STEP)


def catch_up(store: Store) -> int:
    """Fold what the log has and the views have not; give the number of log rows read."""
    done = 0
    while read := step(store):
        done += read
    return done


def rebuild(store: Store) -> int:
    """Drop every view and fold the whole log; give the number of log rows read."""
    with store.transaction() as connection:
        _alone(connection)
        drop_views(connection)
    return catch_up(store)


def check(store: Store) -> Check:
    """Compare the views with a fresh fold of the whole log, and leave them as they are.

    What they have not folded yet is folded first. All of it happens in one transaction, which is
    rolled back: writers wait meanwhile.
    """
    with store.rehearsal() as connection:
        _alone(connection)
        standing = _snapshot(connection)
        if standing is None:
            drop_views(connection)
        _fold_whole(connection, standing or 0)
        kept = dict(fingerprints(connection))
        drop_views(connection)
        read = _fold_whole(connection, 0)
        fresh = dict(fingerprints(connection))
    return Check(rows=read, differing=tuple(name for name in kept if kept[name] != fresh[name]))


def _fold_whole(connection: Connection, after: int) -> int:
    done = 0
    while read := fold(connection, after, STEP):
        done, after = done + read, after + read
    return done


def _alone(connection: Connection) -> None:
    """Let nobody else fold until this transaction ends: two would fold the same rows.

    SQLite has one writer by nature.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE view_snapshots IN EXCLUSIVE MODE"))


_o, _l = t.snapshots.c, t.log.c
_SNAPSHOT = Question(select(_o.seq).where(_o.view == "all", _o.code == bindparam("code")))
_READ = Question(update(t.snapshots).values(seq=bindparam("read")))
_LOG = Question(
    select(_l.seq, _l.noun)
    .where(_l.seq > bindparam("after"))
    .order_by(_l.seq)
    .limit(bindparam("most"))
)


_WAITING = Question(
    select(_l.seq)
    .where(_l.seq > bindparam("after"), or_(*(_l.noun == noun for noun in FOLDED)))
    .limit(bindparam("most"))
)


def _snapshot(connection: Connection) -> int | None:
    """Give how far the views have read the log; None when other code made them, or none did."""
    return _SNAPSHOT(connection, code=CODE).scalar()


def reached(connection: Connection) -> int:
    """Give the row of the log up to which our code has folded it; 0 where it has begun nothing."""
    return _snapshot(connection) or 0


def is_current(connection: Connection) -> bool:
    """Say whether nothing waits to be folded.

    While all is folded afresh, after an upgrade or by `rebuild`, there are incidents that are not
    there yet: who takes them for gone does what cannot be undone.
    """
    return _WAITING(connection, after=reached(connection), most=1).first() is None


def drop_views(connection: Connection) -> None:
    """Empty every view."""
    for view in (*t.VIEWS, t.snapshots):
        connection.execute(delete(view))
    connection.execute(text("DELETE FROM view_search"))
    connection.execute(insert(t.snapshots), {"view": "all", "seq": 0, "code": CODE})


def fold(connection: Connection, after: int, most: int) -> int:
    """Fold the next rows of the log, so many at most, into the views; give how many it were."""
    log = _LOG(connection, after=after, most=most).all()
    relating, seeing = Relating(connection), Seeing(connection, [seq for seq, _ in log])
    if log:
        handled.came(connection, log[0].seq, log[-1].seq)
    for seq, noun in log:
        if noun in FOLDED:
            APPLY[noun](connection, seq, relating)
        seeing.take(noun, seq)
    relating.settle()
    seeing.settle()
    if log:
        _READ(connection, read=log[-1].seq)
    return len(log)


# Put together once, and asked for every article: see `append`.
_s, _k = t.standing.c, t.standing_codings.c
_ARTICLE = Question(select(t.articles).where(t.articles.c.seq == bindparam("n")))
_CODED = Question(select(t.coded).where(t.coded.c.seq == bindparam("n")))
_STANDING = Question(select(_s.first, _s.known).where(_s.article == bindparam("name")))
_NAME = Question(select(_s.article).where(_s.seq == bindparam("n")))
_UNCODE = Question(
    delete(t.standing_codings).where(_k.article == bindparam("name"), _k.beside == bindparam("by"))
)
_CODE_OF = Question(
    update(t.standing).where(_s.seq == bindparam("n")).values(coding=bindparam("counting"))
)
_UNINDEX = text("DELETE FROM view_search WHERE rowid = :first")
_TOLD = "rowid, title, text, outlet"
_INDEX = text(f"INSERT INTO view_search ({_TOLD}) VALUES (:rowid, :title, :text, :outlet)")  # noqa: S608
# SQLite cuts texts by itself; so that PostgreSQL finds the same, it is told the terms.
_INDEX_TERMS = text(
    f"INSERT INTO view_search ({_TOLD}, words)"  # noqa: S608
    " VALUES (:rowid, :title, :text, :outlet, CAST(:words AS tsvector))"
)


def _apply_article(connection: Connection, seq: int, relating: Relating) -> None:
    row = _ARTICLE(connection, n=seq).one()
    first, known = _stand(connection, row)
    handled.read(connection, row)
    _index(connection, first, row)
    # By when its first version was known: whoever corrects a report does not come to copy it.
    appeared = copies.appeared(rows.day_or_moment(row.published), rows.moment(known))
    own = prose(row.reader, row.title, row.text)
    relating.touch(copying.place(connection, row.id, row.source, own, appeared))


def _stand(connection: Connection, row: Row[Any]) -> tuple[int, str]:
    """Make this the standing version of its article; give its first one's number and time."""
    held = _STANDING(connection, name=row.id).first()
    if held is not None:
        v = t.standing.c
        newer = update(t.standing).where(v.article == row.id).values(seq=row.seq, coding=None)
        connection.execute(newer)
        connection.execute(delete(t.standing_codings).where(t.standing_codings.c.article == row.id))
        return held.first, held.known
    stands = {"article": row.id, "first": row.seq, "seq": row.seq, "coding": None}
    write(connection, t.standing, [{**stands, "source": row.source, "known": row.known}])
    return row.seq, row.known


def _index(connection: Connection, first: int, row: Row[Any]) -> None:
    connection.execute(_UNINDEX, {"first": first})
    told = {"title": row.title, "text": row.text, "outlet": row.outlet or ""}
    given = {"rowid": first, **told}
    if connection.dialect.name == "sqlite":
        connection.execute(_INDEX, given)
    else:
        connection.execute(_INDEX_TERMS, {**given, "words": terms.vector(*told.values())})


def _apply_coded(connection: Connection, seq: int, relating: Relating) -> None:
    row = _CODED(connection, n=seq).one()
    article = _NAME(connection, n=row.article).scalar()
    if article is None:  # a coding of a version that is no longer the newest
        return
    _UNCODE(connection, name=article, by=row.beside)
    own = {"article": article, "beside": row.beside, "coding": row.coding}
    write(connection, t.standing_codings, [own])
    if row.beside == BESIDE:
        relating.touch([article])
    if not row.beside:
        _CODE_OF(connection, n=row.article, counting=row.coding)
        relating.touch([article])


def _apply_tombstone(connection: Connection, seq: int, relating: Relating) -> None:
    row = connection.execute(select(t.tombstones).where(t.tombstones.c.seq == seq)).one()
    v = t.standing.c
    # Anew, as what was decided of its words is now decided of words that are gone.
    handled.weigh(connection, [row.hash])
    first = connection.execute(select(v.first).where(v.article == row.hash)).scalar()
    if first is None:
        return
    connection.execute(_UNINDEX, {"first": first})
    parted = copying.drop(connection, row.hash)
    for view in (t.standing, t.standing_codings):
        connection.execute(delete(view).where(view.c.article == row.hash))
    connection.execute(delete(t.rulings).where(t.rulings.c.article == row.hash))
    relating.touch([row.hash, *copying.regroup(connection, parted)])


def _apply_decision(connection: Connection, seq: int, relating: Relating) -> None:
    reached = deciding.apply(connection, seq)
    handled.weigh(connection, reached)
    relating.touch(reached)


APPLY = {
    "articles": _apply_article,
    "coded": _apply_coded,
    "tombstones": _apply_tombstone,
    "decisions": _apply_decision,
}


def fingerprints(connection: Connection) -> Iterator[tuple[str, str]]:
    """Give a hash of each view's rows in the order of their keys."""
    for view in t.VIEWS:
        yield view.name, _hash(connection, select(view).order_by(*view.primary_key.columns))
    searched = text("SELECT rowid, title, text, outlet FROM view_search ORDER BY rowid")
    yield "view_search", _hash(connection, searched)


def _hash(connection: Connection, query: Executable) -> str:
    """Hash rows as they come: a view of a large ledger does not fit into memory."""
    state = hashlib.sha256()
    for row in connection.execute(query, execution_options={"yield_per": STEP}):
        state.update(json.dumps(tuple(row), default=bytes.hex).encode() + b"\n")
    return state.hexdigest()


def size(connection: Connection, table: Table) -> int:
    """Count the rows of a table."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
