"""Figures about a ledger that cost as much as has come since they were last asked for."""

from collections import Counter
from threading import Lock
from typing import Final

from sqlalchemy import Column, ColumnElement, Connection, Table, exists, func, select

from vedette.ledger import health, related
from vedette.ledger import schema as t

COUNTED: Final[dict[str, Column[str]]] = {
    "polls": t.polls.c.outcome,
    "issues": t.issues.c.stage,
    "deliveries": t.deliveries.c.outcome,
}
"""Logged tables whose rows are counted, and by what."""


class Counts:
    """Rows of the log counted by what they say; each is read once, however often it is asked."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held = {name: (0, Counter[str]()) for name in COUNTED}

    def of(self, connection: Connection) -> dict[str, dict[str, int]]:
        """Give, by table, how many rows say what."""
        with self._lock:
            for name, column in COUNTED.items():
                self._held[name] = _further(connection, column, *self._held[name])
            return {name: dict(counted) for name, (_, counted) in self._held.items()}


def _further(
    connection: Connection, column: Column[str], after: int, counted: Counter[str]
) -> tuple[int, Counter[str]]:
    seq = column.table.c.seq
    query = select(column, func.count(), func.max(seq)).where(seq > after).group_by(column)
    found = connection.execute(query).all()
    more = Counter({told: n for told, n, _ in found})
    return max((last for _, _, last in found), default=after), counted + more


def waiting(connection: Connection) -> dict[str, int]:
    """Count what is still to be done, by the stage that has to do it."""
    d = t.deliveries.c
    ended = exists().where(d.envelope == t.envelopes.c.seq, d.outcome.in_(("taken", "given_up")))
    seq, _ = related.folded(connection)
    return {
        "code": _count(connection, t.standing, t.standing.c.coding.is_(None)),
        "relate": health.newest(connection) - seq,
        "send": _count(connection, t.envelopes, ~ended),
    }


def incidents(connection: Connection) -> int:
    """Count the incidents."""
    return _count(connection, t.incidents)


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
