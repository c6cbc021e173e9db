"""Putting incidents on the shelf from which TAXII serves: what is new of each, once.

Nothing is remembered that the ledger does not hold: a publisher that starts looks every incident
over again, and appends a row only where something is new. It works in short steps, so that whatever
else the desk does need not wait; a step takes some 30 ms for each incident that has changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from vedette.answers import Imprint, IncidentLine
from vedette.desk.answering import Desk
from vedette.handling import Tlp
from vedette.ledger import folding, health, rows, shelf
from vedette.ledger.append import Appender, Batch
from vedette.ledger.shelf import Facts
from vedette.ledger.store import Store
from vedette.write import stix
from vedette.write.stix.objects import Object
from vedette.write.stix.versions import newer

STEP: Final = 20
"""Incidents that are looked over in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An incident as it stands: the objects it is made of, none where it is gone; `state` is when.

    `facts` are None where it is gone: then those count by which it was last chosen.
    """

    name: str
    state: str
    facts: Facts | None
    objects: tuple[Object, ...] = ()


class Publisher:
    """Keeps the shelf as the incidents of a desk are; `store` is the same ledger, to write in.

    What is above the `ceiling` is not put there; what comes to be so is revoked.
    """

    def __init__(
        self, desk: Desk, store: Store, *, now: Callable[[], datetime], ceiling: Tlp = "clear"
    ) -> None:
        self._desk = desk
        self._ceiling = ceiling
        self._store = store
        self._now = now
        self._appender = Appender(store, now=now)
        self._seen: dict[str, str] = {}
        self._waiting: list[tuple[str, str]] = []
        self._newest = -1

    def finish(self, told: Callable[[int], None] = lambda _: None) -> int:
        """Put everything that is new on the shelf; give how many incidents it is of.

        `told` hears how many were looked over.
        """
        done = 0
        while taken := self.take():
            done += self.keep(taken)
            told(len(self._seen))
        return done

    def take(self) -> list[Looked]:
        """Look over the next incidents that have changed; none where all are as they were."""
        self._waiting = self._waiting or self._changed()
        if not self._waiting:
            return []
        # Opened anew for each step: what is hidden from it may have become more.
        desk = self._desk.under(self._ceiling)
        imprint = desk.imprint()
        return [_look(desk, name, state, imprint) for name, state in self._waiting[:STEP]]

    def _changed(self) -> list[tuple[str, str]]:
        """Name the incidents that are others than when they were kept, with their states.

        None while views are folded afresh: what is not there yet would be taken for gone, and what
        is revoked stays so.
        """
        with self._store.reading() as connection:
            if not folding.is_current(connection):
                return []
            newest = health.newest(connection)
            if newest == self._newest:
                return []
            standing = shelf.states(connection)
            gone = shelf.named(connection) - standing.keys()
        self._newest = newest
        states = {**standing, **dict.fromkeys(gone, "")}
        told = sorted(states.items())
        return [(name, state) for name, state in told if self._seen.get(name) != state]

    def keep(self, taken: Sequence[Looked]) -> int:
        """Append what is new of incidents, whole or not at all; give of how many there was news."""
        with self._appender.batch() as batch:
            last = shelf.last(batch.connection)
            told = 0
            for one in taken:
                at = self._moment(last)
                if self._keep(batch, one, at):
                    last, told = rows.stamp(at), told + 1
        self._seen |= {one.name: one.state for one in taken}
        self._waiting = self._waiting[len(taken) :]
        return told

    def _keep(self, batch: Batch, one: Looked, at: datetime) -> bool:
        before = list(shelf.of_incident(batch.connection, one.name))
        stood = {object_["id"]: object_ for row in before for object_ in row.objects}
        added = newer(stood, one.objects, at)
        if not added:
            return False
        told = before[-1].facts if one.facts is None else one.facts
        batch.version(shelf.NOUN, one.name, shelf.written(told, added), at)
        return True

    def _moment(self, last: str) -> datetime:
        """Give the present, but never a moment before the shelf's last: who polls asks by it."""
        now = self._now()
        return max(now, rows.moment(last) + timedelta(microseconds=1)) if last else now


def _look(desk: Desk, name: str, state: str, imprint: Imprint) -> Looked:
    dossier = desk.dossier(name)
    if dossier is None:
        return Looked(name=name, state=state, facts=None)
    made = tuple(stix.objects(dossier, imprint))
    return Looked(name=name, state=state, facts=facts(dossier.sheet.line), objects=made)


def facts(line: IncidentLine) -> Facts:
    """Give by what collections choose an incident."""
    return {
        "kind": [line.kind],
        "status": [line.status],
        "country": [line.spot.country] if line.spot else [],
        "target": list(line.targets),
    }
