"""Saying how a forecast came out: which one is meant, and what shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from vedette.desk.deciding import Deciding
from vedette.desk.forecasting import Forecasting
from vedette.desk.foresight import Outcome
from vedette.errors import LedgerError
from vedette.ledger import aiming
from vedette.records import Aim, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a forecast came out, and what shows it: words as `ARTICLE:START-END`, or an incident."""

    forecast: str
    outcome: Outcome
    words: str | None = None
    incident: str | None = None

    def decide(self, by: Deciding, register: Forecasting) -> int:
        """Decide it; give the decision's number. Raises LedgerError where a part is not there."""
        with by.store.reading() as connection:
            aim = register.aim(connection, self.forecast, by.at.date())
            shown = list(self._shown(connection))
        return by.resolve(aim, self.outcome, shown)

    def _shown(self, connection: Connection) -> Iterator[Aim]:
        if self.words:
            found = re.fullmatch(r"(.+):(\d{1,9})-(\d{1,9})", self.words)
            if found is None:
                raise LedgerError(
                    what=f"{self.words!r} names no words",
                    where="--words",
                    remedy="write ARTICLE:START-END, such as 3f2a81:120-180",
                )
            yield aiming.passage(connection, found[1], Span(int(found[2]), int(found[3])))
        if self.incident:
            whole = aiming.incident(connection, self.incident)
            yield from (aiming.of_incident(connection, whole) or aiming.unmarked(whole))[:1]
