"""Quiet pasts of a desk, invented from what it has learnt of its own: nothing in them is raised.

Every kind at every place is a leaf. The watch goes over the leaves twice, and what it forecast the
second time for each day, with season and exposure as they were, is taken as the truth:

    level     of each leaf, from its posterior: most of the empty ones are emptier than forecast
    drift     a gamma factor for four weeks, of the variance that the forecasts strayed by
    clusters  negative binomial: sizes are logarithmic, and the rest of a cluster follows its first
              incident after a geometric number of days
    where     a cell of an incident of the same place, or one that had none yet; who is accused

All other series (a kind anywhere, a theatre's incidents) and the cells are made of these, so they
hang together as they do on the desk. What was forecast the first time will not do: there leaves
begin alike and come apart while the watch learns, which would be real decline and rise here. In
their first months such desks sent a third of the alarms that came on the desk itself.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from vedette.assess.alarms.cells import Cell, cell_of, land
from vedette.assess.alarms.expecting import FIRST_DAYS, Expectation
from vedette.assess.alarms.series import Happening, Reading, by_leaf
from vedette.assess.alarms.spreading import WINDOWS
from vedette.assess.alarms.table import Counts
from vedette.assess.alarms.tracking import Floats

Chance = np.random.Generator

MONTH = WINDOWS[-1]
"""Days that a factor of drift lasts, and within which clusters are counted."""
SHAPES = (0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0, 4.0)
"""Shapes of the gamma distribution by which levels of leaves may differ from their forecast."""
TOGETHER = 0.1
"""Least share of a cluster's pairs that come on one day: more spread out than weeks is drift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where incidents of a place are told: `narrow` is the share with a spot, of a few kilometres.

    `fresh` is the share of these that lie in a cell which has no other, and so the probability
    that the next one does (Good and Turing).
    """

    spots: tuple[tuple[float, float], ...]
    narrow: float
    fresh: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What is taken as the truth of a desk: leaves with their kind and place, and their days."""

    start: date
    leaves: tuple[tuple[str, str], ...]
    means: Floats
    """[leaves, days]"""
    own: Floats
    """Incidents that each leaf has [leaves]."""
    shape: float
    """Of the gamma distribution of levels about the forecast: the less, the less alike they are."""
    day: float
    """Variance over mean of a day's incidents of a leaf, without drift; at least 1."""
    month: float
    """The same of four weeks."""
    drift: float
    """Variance of the mean of four weeks, over its square."""
    where: Mapping[str, Whereabouts]
    accused: Mapping[str, tuple[tuple[str, ...], ...]]
    """Who is accused of incidents of each kind, one entry an incident."""
    ages: tuple[int, ...]
    """How many days before becoming known incidents happened, one entry an incident."""


def learn(told: Sequence[Happening], reading: Reading) -> Learnt:
    """Learn from the incidents of a desk what quiet ones would be like."""
    table = by_leaf(told, reading)
    first, means = _forecast(table)
    own = table.counts.sum(1)
    shape = likeness(own, first.sum(1))
    means = means * (own.sum() / max(float(means.sum()), 1e-9))
    posterior = (own + shape) / (means.sum(1) + shape)
    day, month, drift = _strayed(table.counts, means * posterior[:, None])
    leaves = [name.partition("@") for name in table.names]
    accused: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in told:
        accused[one.kind].append(one.accused)
    return Learnt(
        start=table.start,
        leaves=tuple((kind, place) for kind, _, place in leaves),
        means=means,
        own=own,
        shape=shape,
        day=day,
        month=month,
        drift=drift,
        where=_whereabouts(told),
        accused={kind: tuple(listed) for kind, listed in accused.items()},
        ages=tuple((one.day - (one.happened or one.day)).days for one in told),
    )


def _forecast(table: Counts) -> tuple[Floats, Floats]:
    """Give what was forecast for every day, the first time, and once all of it was known."""
    first = slice(0, FIRST_DAYS)
    expectation = Expectation(table.counts[:, first], table.exposure[:, first], table.group)
    passes = []
    for _ in range(2):
        weeks = []
        for at in range(0, table.counts.shape[1], 7):
            counts, exposure = table.counts[:, at : at + 7], table.exposure[:, at : at + 7]
            weeks.append(expectation.forecast(exposure)[0])
            if counts.shape[1] == 7:
                expectation.learn(counts, exposure)
        expectation.restart()
        passes.append(np.hstack(weeks))
    return passes[0], passes[1]


def likeness(own: Floats, means: Floats) -> float:
    """Give the shape of `SHAPES` under which counts are likeliest: negative binomial.

    >>> likeness(np.array([9.0, 0, 0, 0, 8, 0]), np.full(6, 3.0)) < likeness(
    ...     np.array([3.0, 2, 4, 3, 3, 3]), np.full(6, 3.0)
    ... )
    True
    """
    usual = np.maximum(means * (own.sum() / max(float(means.sum()), 1e-9)), 1e-9)
    known = [(float(count), float(mean)) for count, mean in zip(own, usual, strict=True)]
    return max(SHAPES, key=lambda shape: math.fsum(_log_mass(*pair, shape) for pair in known))


def _log_mass(count: float, mean: float, shape: float) -> float:
    """Give the part of a negative binomial's log mass that hangs on its shape."""
    held = math.lgamma(count + shape) - math.lgamma(shape)
    return held + shape * math.log(shape / (shape + mean)) + count * math.log(mean / (shape + mean))


def _strayed(counts: Floats, means: Floats) -> tuple[float, float, float]:
    """Give the dispersion of a day and of four weeks, and the drift: by moments, pooled.

    Squares of four weeks are taken as dispersion x mean + drift x mean squared, summed up as they
    are and weighed by their means. The first weeks are left out.
    """
    squares, mean = _sums(counts, means, MONTH)
    a, b, c = (float((mean**power).sum()) for power in (1, 2, 3))
    plain, weighed = float(squares.sum()), float((squares * mean).sum())
    det = max(a * c - b * b, 1e-9)
    month, drift = (plain * c - weighed * b) / det, (a * weighed - b * plain) / det
    if drift < 0:
        month, drift = plain / max(a, 1e-9), 0.0
    if month < 1:
        month, drift = 1.0, max((weighed - b) / max(c, 1e-9), 0.0)
    squares, mean = _sums(counts, means, 1)
    rest = float(squares.sum()) - drift * float((mean**2).sum())
    day = rest / max(float(mean.sum()), 1e-9)
    return min(max(day, 1.0), month), month, drift


def _sums(counts: Floats, means: Floats, window: int) -> tuple[Floats, Floats]:
    """Give squared residuals and means of sums over whole windows; an outbreak is cut."""
    spans = range(FIRST_DAYS, counts.shape[1] - window + 1, window)
    sums, mean = (
        np.array([part[:, at : at + window].sum(1) for at in spans]).reshape(-1)
        for part in (counts, means)
    )
    # As in `spreading`: four standard deviations of a plausible world, and two incidents.
    return np.minimum((sums - mean) ** 2, 16 * 1.5 * mean + 4), mean


def _whereabouts(told: Sequence[Happening]) -> dict[str, Whereabouts]:
    cells: dict[str, list[Cell]] = defaultdict(list)
    for cell, owner in land().items():
        cells[owner].append(cell)
    held: dict[str, list[Happening]] = defaultdict(list)
    for one in told:
        held[one.place].append(one)
    return {place: _where(held[place], tuple(cells[place])) for place in sorted(held)}


def _where(held: Sequence[Happening], cells: tuple[Cell, ...]) -> Whereabouts:
    spots = tuple(one.spot for one in held if one.spot)
    once = sum(times == 1 for times in Counter(cell_of(*spot) for spot in spots).values())
    return Whereabouts(
        spots=spots,
        narrow=len(spots) / len(held),
        fresh=once / len(spots) if spots and cells else 0.0,
        cells=cells,
    )


# ── Inventing ───────────────────────────────────────────────────────────────────────────────────


def invent(learnt: Learnt, chance: Chance) -> list[Happening]:
    """Invent the incidents of a quiet desk."""
    found: list[Happening] = []
    days = learnt.means.shape[1]
    for leaf, day, spot in _begun(learnt, chance):
        kind, place = learnt.leaves[leaf]
        for at in day:
            if at < days:
                known = learnt.start + timedelta(days=int(at))
                found.append(
                    Happening(
                        incident=str(len(found)),
                        day=known,
                        kind=kind,
                        place=place,
                        accused=_accused(learnt.accused.get(kind, ()), chance),
                        spot=spot,
                        happened=known - timedelta(days=_age(learnt.ages, chance)),
                    )
                )
    return found


def _begun(
    learnt: Learnt, chance: Chance
) -> Iterator[tuple[int, np.ndarray, tuple[float, float] | None]]:
    """Give each cluster: its leaf, the days of its incidents, and where they are."""
    share = 1 - 1 / max(learnt.month, 1 + 1e-6)
    # The mean of a logarithmic size with this parameter.
    size = share / (1 - share) / -math.log1p(-share)
    begun = chance.poisson(_rates(learnt, chance) / size)
    same = (learnt.day - 1) / max(learnt.month - 1, 1e-6)
    # Of two incidents that come so late each, a share `same` comes on one day.
    lag = (1 - max(same, TOGETHER)) / (1 + max(same, TOGETHER))
    for leaf, day in np.argwhere(begun):
        for _ in range(begun[leaf, day]):
            days = day + chance.geometric(1 - lag, chance.logseries(share)) - 1
            days[0] = day
            yield int(leaf), days, _spot(learnt.where.get(learnt.leaves[leaf][1]), chance)


def _rates(learnt: Learnt, chance: Chance) -> Floats:
    """Draw the true rates [leaves, days]: a level for each leaf, and a factor for each month."""
    level = chance.gamma(learnt.own + learnt.shape) / (learnt.means.sum(1) + learnt.shape)
    rates: Floats = learnt.means * level[:, None]
    if learnt.drift < 1e-6:
        return rates
    leaves, days = rates.shape
    months = (np.arange(days) + chance.integers(MONTH, size=(leaves, 1))) // MONTH
    factors = chance.gamma(1 / learnt.drift, learnt.drift, (leaves, days // MONTH + 2))
    return np.asarray(rates * np.take_along_axis(factors, months, 1), dtype=np.float64)


def _spot(where: Whereabouts | None, chance: Chance) -> tuple[float, float] | None:
    if where is None or not where.spots or chance.random() >= where.narrow:
        return None
    if chance.random() < where.fresh:
        south, west = where.cells[chance.integers(len(where.cells))]
        return south + 0.5, west + 0.5
    return where.spots[chance.integers(len(where.spots))]


def _age(ages: tuple[int, ...], chance: Chance) -> int:
    return ages[int(chance.integers(len(ages)))] if ages else 0


def _accused(listed: tuple[tuple[str, ...], ...], chance: Chance) -> tuple[str, ...]:
    return listed[int(chance.integers(len(listed)))] if listed else ()
