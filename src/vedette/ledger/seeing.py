"""The part of a fold that tells how much was seen: gives each row to who takes it."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from vedette.ledger import schema as t
from vedette.ledger.arriving import Arriving
from vedette.ledger.asking import Question
from vedette.ledger.looking import Looking
from vedette.records import ENTRY_TYPE


class Seeing:
    """Takes rows of the log in their order within one transaction; `settle` in the end."""

    def __init__(self, connection: Connection, log: Sequence[int]) -> None:
        self._connection = connection
        self._looking, self._arriving = Looking(connection), Arriving(connection)
        self._ends = (log[0], log[-1]) if log else (0, -1)
        self._rows: dict[str, dict[int, Any]] = {}

    def take(self, noun: str, seq: int) -> None:
        """Take a row of the log; most nouns tell nothing of what was seen."""
        if noun in TAKEN:
            question, take = TAKEN[noun]
            row = self._of(noun, question).get(seq)
            if row is not None:
                take(self._looking, self._arriving, row)

    def _of(self, noun: str, question: Question) -> dict[int, Any]:
        if noun not in self._rows:
            first, last = self._ends
            found = question(self._connection, first=first, last=last)
            self._rows[noun] = {row.seq: row for row in found}
        return self._rows[noun]

    def settle(self) -> None:
        """Write what was touched."""
        self._looking.settle()
        self._arriving.settle()


_p, _c, _m, _a, _d, _i = (
    table.c for table in (t.polls, t.captures, t.marks, t.articles, t.coded, t.issues)
)

ASKED: dict[str, tuple[Select[Any], Callable[[Looking, Arriving, Any], None]]] = {
    "polls": (
        select(_p.seq, _p.source, _p.channel, _p.at, _p.outcome, _i.what).outerjoin_from(
            t.polls, t.issues, _i.seq == _p.issue
        ),
        lambda looking, _, row: looking.take(row),
    ),
    "captures": (
        select(_c.seq, _c.source, _c.channel, _c.key, _c.known, t.bodies.c.body).outerjoin_from(
            t.captures,
            t.bodies,
            and_(t.bodies.c.hash == _c.hash, _c.media_type == ENTRY_TYPE),
        ),
        lambda _, arriving, row: arriving.capture(row),
    ),
    "marks": (
        select(_m.seq, _m.stage, _m.article, _c.source, _c.key, _i.what)
        .join_from(t.marks, t.captures, _c.seq == _m.capture)
        .outerjoin(t.issues, _i.seq == _m.issue),
        lambda _, arriving, row: arriving.mark(row),
    ),
    "articles": (
        select(_a.seq, _a.source, _a.key, _a.version, _a.published, _a.language),
        lambda _, arriving, row: arriving.article(row),
    ),
    "coded": (
        select(_d.seq, _a.source, _a.key)
        .join_from(t.coded, t.articles, _a.seq == _d.article)
        .where(_d.beside == ""),
        lambda _, arriving, row: arriving.coded(row),
    ),
    "tombstones": (
        select(t.tombstones.c.seq, t.tombstones.c.hash),
        lambda _, arriving, row: arriving.erased(row.hash),
    ),
}
"""The nouns that tell what was seen, with what is asked of each row and who takes it."""


def _between(noun: str, asked: Select[Any]) -> Question:
    """Ask for the rows of a noun between two numbers of the log."""
    seq = t.metadata.tables[noun].c.seq
    return Question(asked.where(seq.between(bindparam("first"), bindparam("last"))))


TAKEN = {noun: (_between(noun, asked), take) for noun, (asked, take) in ASKED.items()}
