"""Coding what stands in a ledger with a further coder, without watching anything.

What it finds stands beside the findings that count, under the name by which the coder is plugged
in. It is listed once the settings name that coder under `also`; it never supersedes anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from vedette.desk import stages
from vedette.desk.line import SHORT, WAITS, step
from vedette.desk.seat import Seat
from vedette.engines import Engine, Failure
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """What came of it: who coded, how many articles, what was dropped, and who was away."""

    coder: str
    taxonomy: str
    done: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    away: Failure | None = None


def recode(
    store: Store,
    engine: Engine,
    hired: stages.Hired,
    *,
    now: Callable[[], datetime],
    since: date | None = None,
    told: Callable[[int], None] = lambda _: None,
    sleep: Callable[[float], None] = lambda _: None,
) -> Recoded:
    """Code every article that stands and that this version of the coder has not coded.

    `since` is the first day of becoming known. `told` hears how many are done. Stopped, it goes on
    where it was. A server that asks for a short rest gets it through `sleep`.
    """
    appender = Appender(store, now=now)
    seat = Seat(store, appender, engine, hired, now=now, beside=hired.name, since=since)
    name, taxonomy = seat.coder()
    done = waits = 0
    while True:
        if count := step(seat):
            done, waits = done + count, 0
            told(done)
        elif waits < WAITS and 0 < (rest := seat.rest().total_seconds()) <= SHORT and _asked(seat):
            waits += 1
            sleep(rest)
        else:
            break
    folding.catch_up(store)
    return Recoded(
        coder=name, taxonomy=taxonomy, done=done, dropped=dict(seat.dropped), away=seat.away
    )


def _asked(seat: Seat) -> bool:
    """Say whether the server itself asked for the rest, or broke on an article that has tries."""
    return seat.away is not None and (seat.away.wait > 0 or seat.away.doubt)
