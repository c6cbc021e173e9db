"""Rehearsing a desk's promise on its own incidents, and keeping the answer for its pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.rehearsing import Map, Rehearsal, rehearse
from vedette.desk.covering import Covering
from vedette.desk.exposing import reading
from vedette.engines import Engine, Failure
from vedette.ledger.happenings import happenings

RUNS = 10
"""Quiet pasts a day: of a desk with one alarm in two months over two years they tell the rate to a
tenth of itself, and cost a minute of one core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What a rehearsal on a day said: false alarms a month, in so many quiet pasts of `months`.

    The rate lies between `low` and `high` with 95 %, as far as the runs tell; `budget` was allowed.
    """

    day: date
    runs: int
    seed: int
    months: float
    rate: float
    low: float
    high: float
    budget: float | None


def rehearsed(
    connection: Connection, covering: Covering, promise: Promise, day: date
) -> Callable[..., Rehearsed | None]:
    """Read what a rehearsal needs, and give what does it once the ledger is let go of."""
    read = reading(connection, covering, until=day)
    told = list(happenings(connection))

    def act(*, runs: int, seed: int, mapped: Map = map) -> Rehearsed | None:
        if read is None:
            return None
        done = rehearse(told, read, promise, runs=runs, seed=seed, mapped=mapped)
        return _summed(done, day) if done and done.alarms else None

    return act


def _summed(done: Rehearsal, day: date) -> Rehearsed:
    low, high = done.bounds
    return Rehearsed(
        day=day,
        runs=len(done.alarms),
        seed=done.seed,
        months=done.months,
        rate=done.rate,
        low=low,
        high=high,
        budget=done.budget,
    )


def today(act: Callable[..., object], engine: Engine, now: Callable[[], datetime]) -> None:
    """Rehearse in an engine's workers; the day is the seed."""
    act(runs=RUNS, seed=now().date().toordinal(), mapped=in_workers(engine))


def in_workers(engine: Engine) -> Map:
    """Map in an engine's workers, one run after the other: what is to be coded goes in between.

    A run that failed is left out.
    """

    def mapped(function: Callable[[int], int], inputs: Iterable[int]) -> Iterator[int]:
        for given in inputs:
            for made in engine.map(function, [given]):
                if not isinstance(made, Failure):
                    yield made

    return mapped
