"""Invented desks of counts, with or without a rise."""

from datetime import date, timedelta

import numpy as np

from vedette.assess.alarms.cells import land
from vedette.assess.alarms.series import Happening, Reading
from vedette.assess.alarms.table import Counts
from vedette.taxonomy.kinds import ORDER

START = date(2025, 1, 1)
PLACES = ("LT", "PL", "FI")
SPOTS = [
    [(south + 0.5, west + 0.5) for (south, west), owner in land().items() if owner == place]
    for place in PLACES
]


def desk(*, series=30, days=420, seed=1, mean=0.4, exposure=None):
    """Give quiet Poisson counts, as many as the exposure lets be seen."""
    rng = np.random.default_rng(seed)
    read = np.ones((series, days)) if exposure is None else exposure
    counts = rng.poisson(mean * read).astype(float)
    names = tuple(f"s{number:02d}" for number in range(series))
    alike = np.zeros(series, dtype=np.int64)
    return Counts(
        start=START, names=names, counts=counts, exposure=100 * read, kind=alike, group=alike
    )


def csv_of(table, *, places=False):
    """Write a desk as a table of comma-separated values, a line a list entry."""
    lines = ["date,series,count,exposure" + (",lat,lon" if places else "") + "\n"]
    for row, name in enumerate(table.names):
        for day in range(table.counts.shape[1]):
            place = f",{55 + row / 10},{25}" if places else ""
            lines.append(
                f"{START + timedelta(days=day)},{name},{table.counts[row, day]:.0f},"
                f"{table.exposure[row, day]:g}{place}\n"
            )
    return lines


def quiet(*, seed=1, days=260, per_day=4.0):
    """Give the incidents of a desk in which nothing is raised, and what it read.

    Three states, kinds of very different frequency, and incidents that bring others within days.
    """
    chance = np.random.default_rng(seed)
    kinds = chance.dirichlet(np.full(len(ORDER), 0.7))
    told = []
    for day in range(days):
        for _ in range(chance.poisson(per_day)):
            place, kind = int(chance.integers(3)), int(chance.choice(len(ORDER), p=kinds))
            spot = SPOTS[place][int(chance.integers(len(SPOTS[place])))]
            late = [0, *chance.integers(1, 6, size=chance.poisson(0.15))]
            told += [(day + int(n), ORDER[kind], PLACES[place], spot) for n in late]
    happenings = [
        Happening(incident=str(n), day=START + timedelta(days=day), kind=kind, place=at, spot=spot)
        for n, (day, kind, at, spot) in enumerate(told)
        if day < days
    ]
    read = {place: np.full(days, 40.0) for place in PLACES}
    return happenings, Reading(start=START, common=np.full(days, 20.0), states=read)
