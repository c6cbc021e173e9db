"""How many incidents a day will have had once late reports are in: a nowcast, day by day.

The rate of a day is gamma distributed about the level of the days around it; of its incidents a
share is known so far (`delays`). What is still to come is then negative binomial, in closed form:
the model of McGough et al. 2020 ("Nowcasting by Bayesian Smoothing", PLoS Computational Biology
16:e1007735), with the random walk of its levels replaced by weights that fall off with distance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from vedette.assess.alarms.delays import OWN, PRIOR, Delays, Past, Unsure, learn, prior
from vedette.assess.alarms.negbin import log_mass, shortest
from vedette.assess.alarms.series import Happening, Reading
from vedette.assess.alarms.tracking import Floats

SHOWN = 14
"""Days that are told, up to the last that is over."""
FEWEST = 30
"""Incidents with a day of their own from which on a desk's delays count as known."""
HALVES = 7.0
"""Days over which the weight of a neighbour in the level of a day halves."""
SHAPES = np.array([0.3, 0.6, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0])
"""Shapes of the gamma distribution of a day's rate about its level."""
BEGIN = 0.5
"""Incidents that the mean of all days weighs in the level of a day."""

Pair = tuple[int, int]
"""The day of an incident and the day on which it became known, as ordinals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A day, the incidents of it that are known, and how many of them there will be.

    `expected` counts all that becomes known within four weeks; nine times in ten it will be from
    `low` to `high`.
    """

    day: date
    known: int
    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowcast:
    """The last days of a series by the day on which incidents happened, the earliest first.

    `learnt` incidents tell the delays of the desk; while they are fewer than `needed` there are no
    `days`. `unplaced` became known in these days and name no day: they are in none.
    """

    learnt: int
    needed: int
    days: tuple[Cast, ...] = ()
    unplaced: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What a desk knows of its delays: `learnt` incidents tell them."""

    past: Past
    delays: Delays
    learnt: int

    def nowcast(self, told: Iterable[Happening]) -> Nowcast:
        """Estimate the last days of the incidents of a series."""
        if self.learnt < FEWEST:
            return Nowcast(learnt=self.learnt, needed=FEWEST)
        now, told = self.past.now, list(told)
        recent = (one for one in told if now - SHOWN < one.day.toordinal() <= now)
        return Nowcast(
            learnt=self.learnt,
            needed=FEWEST,
            days=tuple(self._casts(pairs(told))),
            unplaced=sum(one.happened is None for one in recent),
        )

    def own(self, told: Sequence[Pair]) -> Delays:
        """Give the delays of a series: the desk's, and its own as far as it has any."""
        return learn(told, self.past, self.delays, OWN)

    def _casts(self, told: Sequence[Pair]) -> Iterable[Cast]:
        rest = Rest(self, told)
        for at in range(max(len(rest.days) - SHOWN, 0), len(rest.days)):
            known, mean = int(rest.known[at]), float(rest.means[at])
            low, high = shortest(mean, float(rest.variances[at]))
            yield Cast(
                day=date.fromordinal(int(rest.days[at])),
                known=known,
                expected=known + mean,
                low=known + low,
                high=known + high,
            )


class Rest:
    """What is still to become known of a series' days: means and variances [days]."""

    def __init__(self, late: Late, told: Sequence[Pair], *, own: bool = True) -> None:
        past = late.past
        self.days = np.arange(past.since, past.now + 1)
        self.known = _known(told, past)
        lit = past.lit
        # Nothing has become known since the last day that was seen.
        last = np.full(len(lit), max(self.days[lit], default=past.since - 1))
        share = (late.own(told) if own else late.delays).known(self.days, last)
        level = levels(self.known, share.mean * lit)
        shape = likeliest(self.known[lit], (level.mean * share.mean)[lit])
        self.means, self.variances = still(self.known, shape, level, share)


def _known(told: Sequence[Pair], past: Past) -> Floats:
    days = [day - past.since for day, known in told if past.since <= day and known <= past.now]
    return np.bincount(days, minlength=past.now - past.since + 1).astype(np.float64)


def levels(known: Floats, share: Floats) -> Unsure:
    """Give the mean of each day by its neighbours [days]; the day itself has no say.

    `share` of a day's incidents is known, 0 on days that were not seen.
    """
    apart = np.abs(np.arange(len(known))[:, None] - np.arange(len(known)))
    weight = 0.5 ** (apart / HALVES) * (apart > 0)
    usual = (known.sum() + BEGIN) / (share.sum() + 1.0)
    own = weight @ known + BEGIN
    level = own / (weight @ share + BEGIN / usual)
    return Unsure(level, level**2 / own)


def likeliest(known: Floats, means: Floats) -> float:
    """Give the shape of `SHAPES` under which counts with these means are likeliest."""
    scores = [log_mass(known, means, means + means**2 / shape).sum() for shape in SHAPES]
    return float(SHAPES[int(np.argmax(scores))])


def still(known: Floats, shape: float, level: Unsure, share: Unsure) -> Unsure:
    """Give what is still to come of days of which `known` incidents are known.

    A rate of Gamma(shape, level / shape), of which a share was seen, leaves a negative binomial of
    shape + known. How unsure level and share are enters by their slopes.
    """
    own, away = shape + known, shape / level.mean + share.mean
    mean = own * (1 - share.mean) / away
    by_share = own * (1 + shape / level.mean) / away**2
    by_level = own * (1 - share.mean) * shape / (level.mean * away) ** 2
    unsure = by_share**2 * share.variance + by_level**2 * level.variance
    return Unsure(mean, mean + mean**2 / own + unsure)


def late(told: Iterable[Happening], reading: Reading, until: date) -> Late:
    """Learn from a desk's incidents how late they become known, as of the end of a day."""
    start, now = reading.start.toordinal(), until.toordinal()
    past = Past(start=start, now=now, seen=reading.total[: now - start + 1])
    delays = learn(pairs(told), past, prior(), PRIOR)
    return Late(past=past, delays=delays, learnt=round(delays.learnt - PRIOR))


def pairs(told: Iterable[Happening]) -> list[Pair]:
    """Give own day and day of being known of the incidents that tell a day."""
    return [(one.happened.toordinal(), one.day.toordinal()) for one in told if one.happened]
