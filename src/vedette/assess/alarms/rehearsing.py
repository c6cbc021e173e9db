"""The false alarms that a desk really sends: the same watch over quiet pasts of its own.

A promise is kept on the scale of the desk's past, which is an extrapolation. Here it is tried: what
the desk has learnt of its own series is taken as the truth (`inventing`), quiet pasts are drawn
from it, and every alarm that the watch raises over them is a false one.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.inventing import Learnt, invent, learn
from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.raising import raise_alarms
from vedette.assess.alarms.series import Happening, Reading, tables
from vedette.assess.alarms.table import FEWEST_DAYS

Map = Callable[[Callable[[int], int], Iterable[int]], Iterable[int]]
"""Maps, here or in other processes."""

DAYS = 365.25 / 12
LONGEST = 1096
"""Days of the past that are rehearsed: three years cost six seconds a run."""
SURE = 1.96
"""Standard errors on each side of a rate, for an interval of 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """How many false alarms came in each of some quiet pasts of `months`, begun from a seed.

    `months` are those whose days were seen, from the ninth week on: there the watch begins to
    alarm, and once a desk speaks, it tells of these days, too.
    """

    seed: int
    months: float
    alarms: tuple[int, ...]
    budget: float | None
    """The false alarms a month that were allowed, where a budget is the promise."""

    @property
    def rate(self) -> float:
        """Give the false alarms a month, over all series together."""
        return sum(self.alarms) / len(self.alarms) / self.months

    @property
    def error(self) -> float:
        """Give the standard error of the rate: of its runs, but no less than of so many alarms."""
        runs = len(self.alarms)
        scatter = float(np.std(self.alarms, ddof=1)) if runs > 1 else 0.0
        poisson = math.sqrt(max(sum(self.alarms), 1) / runs)
        return max(scatter, poisson) / math.sqrt(runs) / self.months

    @property
    def bounds(self) -> tuple[float, float]:
        """Give the interval in which the rate lies with 95 %."""
        return max(self.rate - SURE * self.error, 0.0), self.rate + SURE * self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a run needs, ready to be sent to another process."""

    learnt: Learnt
    reading: Reading
    promise: Promise
    seed: int


def rehearse(
    told: Sequence[Happening],
    reading: Reading,
    promise: Promise,
    *,
    runs: int,
    seed: int,
    mapped: Map = map,
) -> Rehearsal | None:
    """Watch quiet pasts of a desk; None where it has too little of a past to be watched at all.

    The same seed gives the same, however it is mapped.
    """
    reading = reading.since(reading.days - LONGEST)
    seen = int((reading.total[FIRST_DAYS:] > 0).sum())
    if not seen or int((reading.total > 0).sum()) < FEWEST_DAYS:
        return None
    stage = Stage(learnt=learn(told, reading), reading=reading, promise=promise, seed=seed)
    came = tuple(mapped(partial(perform, stage), range(runs)))
    return Rehearsal(seed=seed, months=seen / DAYS, alarms=came, budget=promise.budget)


def perform(stage: Stage, run: int) -> int:
    """Invent one quiet past and count its alarms."""
    told = invent(stage.learnt, np.random.default_rng([stage.seed, run]))
    return sum(1 for _ in alarms(told, stage.reading, stage.promise))


def alarms(told: Sequence[Happening], reading: Reading, promise: Promise) -> Iterator[int]:
    """Give the number of the day of each alarm, over all tables: none is in the first weeks."""
    listed = tables(told, reading)
    for table in listed:
        for alarm in raise_alarms(table, promise.shared(len(listed))).alarms:
            yield (alarm.day - reading.start).days
