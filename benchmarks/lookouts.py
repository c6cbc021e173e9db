"""Invented quiet desks, laid out as a desk lays its own incidents out: kinds and places, and cells.

Ten states with sources of their own, 19 kinds of very different frequency, incidents that bring
others, a year and more of which a part is dark or has twice the sources. An incident is seen if one
of the sources tells of it, so what is seen grows with sources, and less than they do.
"""

from datetime import date, timedelta

import numpy as np

from vedette.assess.alarms.cells import Cell, land
from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.rehearsing import Rehearsal, alarms, rehearse
from vedette.assess.alarms.series import Happening, Reading
from vedette.assess.alarms.table import FEWEST_DAYS
from vedette.taxonomy.kinds import ORDER

STATES = ("DE", "EE", "FI", "GB", "LT", "LV", "PL", "RO", "SE", "UA")
START = date(2024, 1, 1)
DAYS = 730
OUTAGE = (400, 414)
DOUBLED = 560
DESKS = 12
PER_DAY = (1.0, 3.0, 10.0)
SOURCES = 6
"""Of each state before they double; each prints ten entries a day."""
TELLS = 0.25
"""Probability that a source tells of an incident in its state."""
AT_ONCE, NEXT = 0.33, 0.13
"""Share of incidents known on their day, and of the rest on each day after: 2 days in the median,
which is later than in the streams of development."""
BRINGS = 0.15
"""Mean number of others that an incident brings at the same place within days."""


def own(budget: float = 1.0) -> dict[str, float]:
    """Give real over allowed false alarms a month, of both tables together, on quiet desks.

    `first` are the days whose alarms a desk tells once it speaks, `early` the first hundred in
    which it does, `outage` those from the beginning of one in three sources of ten to four weeks
    after, `doubling` sixty days after it.
    """
    spans = {
        "first": (FIRST_DAYS, FEWEST_DAYS),
        "early": (FEWEST_DAYS, 184),
        "settled": (184, OUTAGE[0]),
        "outage": (OUTAGE[0], OUTAGE[1] + 28),
        "doubling": (DOUBLED, DOUBLED + 60),
    }
    counts = dict.fromkeys(spans, 0)
    for seed in range(DESKS * len(PER_DAY)):
        for at in _alarms(seed, PER_DAY[seed % len(PER_DAY)], budget):
            for name, (start, end) in spans.items():
                counts[name] += start <= at < end
    months = {name: DESKS * len(PER_DAY) * (b - a) / 30.4 for name, (a, b) in spans.items()}
    told = {name: counts[name] / months[name] / budget for name in spans}
    told["all"] = sum(counts.values()) / sum(months.values()) / budget
    return told


def rehearsed(budget: float = 1.0) -> dict[str, float]:
    """Give the same for all days of these desks, and what a rehearsal on each of them says.

    Errors are those of the mean over desks, or over rehearsals.
    """
    came, said = [], []
    for seed in range(DESKS * len(PER_DAY)):
        told, reading = desk(seed, PER_DAY[seed % len(PER_DAY)])
        promise = Promise(budget=budget)
        one = rehearse(told, reading, promise, runs=1, seed=seed)
        assert isinstance(one, Rehearsal)
        said.append(one.rate / budget)
        came.append(sum(1 for _ in alarms(told, reading, promise)) / one.months / budget)
    return {
        "came": float(np.mean(came)),
        "came_error": float(np.std(came) / np.sqrt(len(came))),
        "rehearsed": float(np.mean(said)),
        "rehearsed_error": float(np.std(said) / np.sqrt(len(said))),
    }


def _alarms(seed: int, per_day: float, budget: float) -> list[int]:
    return list(alarms(*desk(seed, per_day), Promise(budget=budget)))


def desk(seed: int, per_day: float) -> tuple[list[Happening], Reading]:
    """Invent the incidents that a quiet desk sees, and what it reads."""
    chance = np.random.default_rng(seed)
    states, kinds = chance.dirichlet(np.full(10, 2.0)), chance.dirichlet(np.full(len(ORDER), 0.7))
    sources = np.full(DAYS, SOURCES)
    sources[DOUBLED:] *= 2
    lit = sources * 1.0
    lit[slice(*OUTAGE)] *= 0.7
    cells: dict[str, list[Cell]] = {state: [] for state in STATES}
    for cell, owner in land().items():
        if owner in cells:
            cells[owner].append(cell)
    found = [
        (
            day,
            int(state),
            int(kind),
            cells[STATES[state]][chance.integers(len(cells[STATES[state]]))],
        )
        for day in range(DAYS)
        for state in np.repeat(np.arange(10), chance.poisson(per_day * states))
        for kind in chance.choice(len(ORDER), size=1, p=kinds)
    ]
    for day, *rest in list(found):
        found += [(day + int(chance.integers(1, 6)), *rest) for _ in range(chance.poisson(BRINGS))]
    seen = [
        one for one in found if one[0] < DAYS and chance.random() < 1 - (1 - TELLS) ** lit[one[0]]
    ]
    # Of chance of its own, so that what became known stays what it was without delays.
    late = np.random.default_rng([seed, 1])
    ages = np.where(late.random(len(seen)) < AT_ONCE, 0, late.geometric(NEXT, len(seen)))
    happenings = [_happening(n, int(ages[n]), one) for n, one in enumerate(seen)]
    return happenings, Reading(
        start=START, common=np.full(DAYS, 60.0), states=dict.fromkeys(STATES, 10 * lit)
    )


def _happening(number: int, age: int, seen: tuple[int, int, int, Cell]) -> Happening:
    day, state, kind, cell = seen
    return Happening(
        incident=str(number),
        day=START + timedelta(days=day),
        kind=ORDER[kind],
        place=STATES[state],
        accused=("RU",) if number % 3 == 0 else (),
        spot=(cell[0] + 0.5, cell[1] + 0.5),
        happened=START + timedelta(days=day - age),
    )
