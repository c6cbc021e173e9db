"""How long incidents take to become known: learnt from a desk's own, with those still to come.

An incident of a day becomes known the same day or later. What was known of the last days is cut off
by today, so short delays are over-represented among the newest incidents. With a number of its own
for every day, a share for every delay and a factor for every weekday on which reports come, counts
[days, delays] are Poisson and only those that could be known by now enter: without weekdays this is
the chain ladder, and the estimate from reversed hazards (Lawless 1994; Höhle and an der Heiden
2014, "Bayesian nowcasting during the STEC O104:H4 outbreak in Germany, 2011", Biometrics 70:993).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vedette.assess.alarms.expecting import Ints
from vedette.assess.alarms.tracking import Floats

LONGEST = 28
"""Days after which an incident counts as known: what comes later is not waited for."""
LEARNT = 182
"""Days whose incidents teach: sources come and go."""
STREAMS = (109.0, 48.0, 4.0, 1.0, 1.0)
"""Of 163 incidents of the seven streams of development so many became known 0, 1, ... days after
their own; one more was told two days before it, five name no day."""
PRIOR = 5.0
"""Incidents that the delays of these streams weigh."""
OWN = 30.0
"""Incidents that the desk's delays weigh against those of one series."""
WEEKDAY_PRIOR = 20.0
"""Reports that each weekday counts as usual before its own are believed."""
STEPS = 25


class Unsure(NamedTuple):
    """Numbers with the variance that they are known to [days]."""

    mean: Floats
    variance: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a desk was watched from and to, as ordinals of days, the last one over.

    `seen` [days] is 0 where nothing was within reach.
    """

    start: int
    now: int
    seen: Floats

    @property
    def since(self) -> int:
        """The first day whose incidents teach."""
        return max(self.start, self.now - LEARNT)

    @property
    def lit(self) -> NDArray[np.bool_]:
        """Whether anything was within reach, of the days that teach."""
        return self.seen[self.since - self.start :] > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Shares of incidents by the day after their own on which they become known, as learnt."""

    shares: Floats
    """[LONGEST + 1], adding up to 1."""
    weekdays: Floats
    """Factor on what becomes known on a weekday, Monday first [7]."""
    learnt: float
    """Incidents that they come from, those of the prior included."""

    def known(self, days: Ints, now: Ints) -> Unsure:
        """Give the share of the incidents of `days` that is known at the end of `now`.

        Both are day ordinals, of one shape.
        """
        lags = np.arange(LONGEST + 1)
        weight = self.shares * self.weekdays[(days[:, None] + lags - 1) % 7]
        come = lags <= (now - days)[:, None]
        share = (weight * come).sum(1) / weight.sum(1)
        return Unsure(share, share * (1 - share) / (self.learnt + 1))


def prior() -> Delays:
    """Give what a desk begins with: the delays of the streams, and nothing of weekdays.

    Beyond what they show, a fiftieth is spread evenly over the four weeks.
    """
    shares = np.full(LONGEST + 1, 0.02 / (LONGEST + 1))
    shares[: len(STREAMS)] += 0.98 * np.array(STREAMS) / sum(STREAMS)
    return Delays(shares=shares, weekdays=np.ones(7), learnt=PRIOR)


def learn(told: Iterable[tuple[int, int]], past: Past, before: Delays, weight: float) -> Delays:
    """Learn from pairs of an incident's own day and the day on which it became known, as ordinals.

    `before` counts as `weight` incidents.
    """
    first, lags = np.arange(past.since, past.now + 1), np.arange(LONGEST + 1)
    could = (first[:, None] + lags <= past.now) & _undisturbed(past.lit)[:, None]
    counts = _laid_out(told, past) * could
    weekday = (first[:, None] + lags - 1) % 7
    shares, factors, total = before.shares, before.weekdays, counts.sum(1)
    for _ in range(STEPS):
        level = total / np.maximum((shares * factors[weekday] * could).sum(1), 1e-12)
        able = (level[:, None] * factors[weekday] * could).sum(0)
        shares = (counts.sum(0) + weight * before.shares) / (able + weight)
        shares = shares / shares.sum()
        awaited = _by_weekday(level[:, None] * shares * could, weekday) + WEEKDAY_PRIOR
        came = _by_weekday(counts, weekday) + WEEKDAY_PRIOR * before.weekdays
        factors = came / awaited / (came / awaited).mean()
    return Delays(shares=shares, weekdays=factors, learnt=float(total.sum() + weight))


def _laid_out(told: Iterable[tuple[int, int]], past: Past) -> Floats:
    """Count incidents by own day and delay [days, LONGEST + 1]."""
    counts = np.zeros((past.now - past.since + 1, LONGEST + 1))
    for day, known in told:
        if past.since <= day and known <= past.now and known - day <= LONGEST:
            counts[day - past.since, known - day] += 1
    return counts


def _by_weekday(values: Floats, weekday: Ints) -> Floats:
    return np.bincount(weekday.ravel(), values.ravel(), 7).astype(np.float64)


def _undisturbed(lit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say of which days no day of the week from them on was dark.

    What happened just before an outage becomes known after it, and teaches nothing of delays.
    """
    ahead = np.pad(lit, (0, 6), constant_values=True)
    weeks = [ahead[n : n + len(lit)] for n in range(7)]
    return np.asarray(np.all(weeks, axis=0), dtype=np.bool_)
