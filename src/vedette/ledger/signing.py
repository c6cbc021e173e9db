"""Signatures of standing articles: made once, and remembered by what names them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import Connection, Row, bindparam, select

from vedette.ledger import rows, sheets
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.relate.found import BESIDE, joined
from vedette.relate.recalled import Recalled
from vedette.relate.rulings import Ruling, signed
from vedette.relate.signatures import Signature

REMEMBERED = 4096
"""Signatures kept in memory."""


def signatures(
    connection: Connection,
    articles: Iterable[str],
    aimed: Mapping[str, Sequence[Ruling]],
    hiding: Sequence[Ruling],
) -> dict[str, Signature]:
    """Give the signatures of those that stand, coded or not.

    `aimed` has the rulings on each article, `hiding` those that may hide what any tells.
    """
    return {
        row.id: _signed(connection, row, (*hiding, *aimed[row.id]))
        for row in _NAMED.all(connection, articles)
    }


_a, _v, _c, _k = t.articles.c, t.standing.c, t.codings.c, t.standing_codings.c
_OWN = select(_k.coding).where(_k.article == _v.article, _k.beside == BESIDE).scalar_subquery()
_NAMED = Question(
    select(_a.id, _a.text_hash, _a.source, _a.byline, _a.published, _v.known, _c.id.label("coding"))
    .add_columns(_OWN.label("found"), _a.seq)
    .select_from(
        t.standing.join(t.articles, _v.seq == _a.seq).outerjoin(t.codings, _c.seq == _v.coding)
    )
    .where(among(_v.article, "some"))
)
"""What names a standing article's signature, with what analysts found, and where it lies."""
_LATEST = Question(
    select(_v.article).order_by(_v.known.desc(), _v.article).limit(bindparam("most"))
)
_ARTICLE = Question(select(t.articles).where(_a.seq == bindparam("n")))
_HEAD = Question(select(t.codings).where(_c.id == bindparam("coding")))


def latest(connection: Connection) -> list[str]:
    """Name the articles that became known last, as many as are remembered, the newest last."""
    return list(_LATEST(connection, most=REMEMBERED).scalars())[::-1]


class Remembered:
    """Signatures by what names them: the last that were asked for, and whatever is still in use.

    Comparisons are remembered by the very signatures that they are of: if one that was dropped here
    and is in use were made a second time, all that it was compared with would be compared anew.
    """

    def __init__(self, most: int) -> None:
        self._last = Recalled[Hashable, Signature](most)
        self._living: WeakValueDictionary[Hashable, Signature] = WeakValueDictionary()

    def get(self, name: Hashable, make: Callable[[], Signature]) -> Signature:
        """Give what has a name, made now if nobody has it any more."""
        found = self._last.find(name)
        if found is None:
            found = self._living[name] = self._living.get(name) or make()
            self._last.keep(name, found)
        return found


_REMEMBERED = Remembered(REMEMBERED)


def _signed(connection: Connection, row: Row[Any], rulings: Sequence[Ruling]) -> Signature:
    """Sign an article, or remember how it was signed: a signature is all made of what names it."""
    name = (*row[:-1], *((one.number, one.decision) for one in rulings))
    return _REMEMBERED.get(name, lambda: _sign(connection, row, rulings))


def _sign(connection: Connection, named: Row[Any], rulings: Sequence[Ruling]) -> Signature:
    """Read an article and its coding, and sign it.

    By when its first version was known: whoever corrects a report does not come later.
    """
    row = _ARTICLE(connection, n=named.seq).one()
    head = _HEAD(connection, coding=named.coding).one() if named.coding else None
    article = replace(rows.article_from(row), known=rows.moment(named.known))
    coding = sheets.coding_of(connection, row, head)
    if named.found is not None:
        own = select(t.codings).where(t.codings.c.seq == named.found)
        coding = joined(coding, sheets.coding(connection, connection.execute(own).one()))
    return signed(article, coding, rulings)
