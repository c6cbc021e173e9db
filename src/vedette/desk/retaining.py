"""Letting go, by rule, of what is old: what would go is shown first; a tombstone stays.

    rules ─► due, in one state of the ledger ─► some at a time: still due? ─► gone, with a tombstone

A process that is killed has let whole articles go or none of them, and the next run finds the rest.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vedette.ledger import asking, folding, retaining, rows
from vedette.ledger import schema as t
from vedette.ledger.append import Appender, Batch
from vedette.ledger.store import Store
from vedette.retention import Aged, Rule

AUTHOR: Final = "retention"
"""Who stands on the tombstones."""
AT_ONCE: Final = 20
"""Articles in one transaction: polls wait for no more than these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What one rule let go, and how much of what is old enough stays."""

    rule: str
    gone: int
    held: int


class Retaining:
    """Applies rules of retention to a ledger; what is held by a rule the views tell."""

    def __init__(self, store: Store, rules: Iterable[Rule], *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._rules = tuple(rules)
        self._now = now

    def due(self) -> Iterator[Aged]:
        """Give all that is old enough for a rule, held or not; the first rule names it."""
        now, seen = self._now(), set[str]()
        with self._store.reading(always=True) as connection:
            for rule in self._rules:
                for one in retaining.due(connection, rule, rows.stamp(rule.until(now))):
                    if one.name not in seen:
                        seen.add(one.name)
                        yield one

    def run(self, appender: Appender) -> tuple[Gone, ...]:
        """Let go of what is due, rule by rule, once the views have read all that there is."""
        folding.catch_up(self._store)
        return tuple(self._apply(rule, appender) for rule in self._rules)

    def _apply(self, rule: Rule, appender: Appender) -> Gone:
        now = self._now()
        before = rows.stamp(rule.until(now))
        with self._store.reading(always=True) as connection:
            newest, reached = asking.newest(connection, t.log), folding.reached(connection)
            found = list(retaining.due(connection, rule, before))
        going, gone = [one for one in found if one.hold is None], 0
        for n in range(0, len(going), AT_ONCE):
            with appender.batch() as batch:
                if folding.reached(batch.connection) < reached:
                    break  # somebody folds afresh: half the views hold nothing
                some = going[n : n + AT_ONCE]
                for one in list(retaining.still(batch.connection, some, before, newest)):
                    _let_go(batch, one, rule, now)
                    gone += 1
        return Gone(rule=rule.name, gone=gone, held=len(found) - gone)


def _let_go(batch: Batch, one: Aged, rule: Rule, now: datetime) -> None:
    told = {"author": AUTHOR, "reason": f"rule {rule.name}: {rule.sentence}"}
    if one.drop == "articles":
        batch.let_go(one.name, **told, at=now)
    else:
        batch.drop(one.name, **told, at=now)
