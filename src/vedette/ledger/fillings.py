"""Fillings of a source's past that are left to whoever watches the ledger.

Who watches keeps the pace of every host, so that nobody else may ask beside him. A filling is a row
of versions with what is asked for, and a second one under its name with what came of it; one
without the second is still to be done, also after a kill.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select

from vedette.ledger import schema as t
from vedette.ledger.append import Batch

NOUN: Final = "filling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A time of a source's past, `until` the present where None is told; `asked` names it."""

    source: str
    since: datetime
    until: datetime | None
    asked: datetime

    @property
    def name(self) -> str:
        """Name it, so that the same time may be asked for once more later."""
        return f"{self.source} {self.asked.isoformat()}"

    def is_of(self, other: "Filling") -> bool:
        """Tell whether another asks for the same."""
        mine, theirs = (self.source, self.since, self.until), (other.source, other.since)
        return mine == (*theirs, other.until)


def ask(batch: Batch, filling: Filling) -> None:
    """Append what is asked for."""
    batch.version(NOUN, filling.name, _body(filling), filling.asked)


def close(batch: Batch, filling: Filling, outcome: Mapping[str, Any], at: datetime) -> None:
    """Append what came of it, in words and numbers that JSON can hold."""
    batch.version(NOUN, filling.name, _body(filling, outcome=outcome), at)


def waiting(connection: Connection) -> tuple[Filling, ...]:
    """Give what is still to be done, in the order in which it was asked for."""
    v = t.versions.c
    query = select(v.name, func.max(v.body)).where(v.noun == NOUN).group_by(v.name)
    alone = query.having(func.count() == 1).order_by(func.min(v.seq))
    return tuple(_filling(name, json.loads(body)) for name, body in connection.execute(alone))


def outcome(connection: Connection, filling: Filling) -> dict[str, Any] | None:
    """Give what came of one, None while it is to be done."""
    v = t.versions.c
    query = select(v.body).where(v.noun == NOUN, v.name == filling.name).order_by(v.seq.desc())
    told: dict[str, Any] = json.loads(connection.execute(query.limit(1)).scalar_one())
    return told.get("outcome")


def _body(filling: Filling, **more: Any) -> str:
    until = filling.until and filling.until.isoformat()
    return json.dumps({"since": filling.since.isoformat(), "until": until, **more}, sort_keys=True)


def _filling(name: str, body: Mapping[str, str | None]) -> Filling:
    source, _, asked = name.rpartition(" ")
    until = body["until"]
    return Filling(
        source=source,
        since=datetime.fromisoformat(body["since"] or ""),
        until=datetime.fromisoformat(until) if until else None,
        asked=datetime.fromisoformat(asked),
    )
