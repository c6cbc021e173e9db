"""A negative-binomial CUSUM on the same counts: the field's standard that the bench itself lacks.

The log likelihood ratio of a mean raised `RISE` times is added up from day to day and never falls
below zero (Hoehle and Paul 2008, "Count data regression charts for the monitoring of surveillance
time series", CSDA 52:4357). The mean under control is the exposure of the day times the series'
own rate, that of past days with their weight halved every half year and the last two weeks left
out, pooled towards that of all series; the dispersion is learnt from past weeks in the same way.
How high it climbs in peace is simulated under the fitted model, for means and dispersions on a
grid: a score is the rate at which a quiet series shows as much, so that a rate can be asked for.

It stands beside the others to be measured, and no verb of vedette uses it.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

import alarm_detector
from vedette.assess.alarms.tracking import Floats

RISE = 5.0
"""Of 2, 3 and 5 it detects the most in two scenarios on seed 3: 0.57, 0.55 and 0.37 of the rises of
`plain` at a matched 0.1."""
HALF_LIFE = 180.0
GUARD = 14
PRIOR = 0.5
"""Incidents that the rate of all series counts as, beside a series' own."""
POOLED = 20.0
"""Weeks that the dispersion of all series counts as."""
MEANS = np.geomspace(0.005, 20, 18)
OVER = np.array([1.05, 1.5, 2.5, 5.0])
"""Daily means, and variances over them, for which the climb in peace is simulated."""
YEARS, SERIES = 8, 60
"""Simulated for each: 480 years, so that one episode in 50 years is seen ten times."""
GAP = 14
"""Days between two episodes, as the bench counts them."""
YEAR = 365.25


def detector(data: Any, target: float) -> tuple[NDArray[np.bool_], Floats]:
    """Alarm where a quiet series climbs as high less often than `target` a series-year."""
    rates = log_rates(alarm_detector.reported(data.tri), data)
    return rates < np.log(target), -rates


def log_rates(counts: Floats, data: Any) -> Floats:
    """Give, by series and day, the log of how often peace climbs as high, in times a year."""
    exposure = data.expo[data.group].astype(float)
    usual = np.median(exposure[:, : max(60, data.eval0 // 2)], axis=1)[:, None]
    seen = np.maximum(exposure / usual, 1e-3)
    found = np.zeros_like(counts)
    climb = np.zeros(len(counts))
    fit = _Fit(counts, seen)
    for day in range(counts.shape[1]):
        mean, over = fit.of(day)
        climb = np.maximum(climb + ratio(counts[:, day], mean, over), 0)
        found[:, day] = _rate(climb, mean, over)
    return found


def ratio(counts: Floats, means: Floats, over: Floats) -> Floats:
    """Give the log likelihood ratio of a mean raised `RISE` times, the shape held.

    >>> three, one = np.array([3.0]), np.array([1.0])
    >>> bool(ratio(three, one, 1.5 * one)[0] > 0 > ratio(0 * three, one, 1.5 * one)[0])
    True
    """
    shape = means / (over - 1)
    more = np.log1p(means / shape) - np.log1p(RISE * means / shape)
    return np.asarray(counts * (np.log(RISE) + more) + shape * more, dtype=np.float64)


class _Fit:
    """The mean and the dispersion under control, by what was known two weeks before a day."""

    def __init__(self, counts: Floats, seen: Floats) -> None:
        self.counts, self.seen = counts, seen
        self.had, self.read = np.zeros(len(counts)), np.zeros(len(counts))
        self.squares, self.weeks = np.zeros(len(counts)), 0.0
        self.means = np.zeros_like(counts)

    def of(self, day: int) -> tuple[Floats, Floats]:
        """Give both [series] for a day; days are asked for in their order."""
        known, fade = day - 1 - GUARD, 0.5 ** (1 / HALF_LIFE)
        if known >= 0:
            self.had = fade * self.had + self.counts[:, known]
            self.read = fade * self.read + self.seen[:, known]
        pooled = (self.had.sum() + 0.5) / (self.read.sum() + 1)
        rate = (self.had + PRIOR) / (self.read + PRIOR / pooled)
        self.means[:, day] = mean = np.maximum(self.seen[:, day] * rate, 1e-6)
        if known >= 60 and known % 7 == 0:
            self._week(known)
        return mean, self._over()

    def _week(self, last: int) -> None:
        days = slice(last - 6, last + 1)
        expected = np.maximum(self.means[:, days].sum(1), 0.05)
        off = np.minimum((self.counts[:, days].sum(1) - expected) ** 2 / expected, 30)
        fade = 0.5 ** (7 / YEAR)
        self.squares, self.weeks = fade * self.squares + off, fade * self.weeks + 1

    def _over(self) -> Floats:
        if not self.weeks:
            return np.full(len(self.counts), 1.5)
        pooled = max(float(self.squares.mean()) / self.weeks, 1.0)
        return np.clip((self.squares + POOLED * pooled) / (self.weeks + POOLED), 1.02, 12)


def _rate(climb: Floats, means: Floats, over: Floats) -> Floats:
    """Look up how often peace climbs as high, between the nearest means and dispersions."""
    table = _table()
    row = np.abs(np.log(MEANS)[:, None] - np.log(means)).argmin(0)
    column = np.abs(np.log(OVER - 1)[:, None] - np.log(over - 1)).argmin(0)
    found = np.zeros_like(climb)
    for key in set(zip(row.tolist(), column.tolist(), strict=True)):
        here = (row == key[0]) & (column == key[1])
        start, slope = table[key]
        found[here] = start - slope * climb[here]
    return found


@cache
def _table() -> dict[tuple[int, int], tuple[float, float]]:
    """Fit a line to the log rate of episodes by height, for each mean and dispersion.

    In peace they fall off exponentially.
    """
    rng = np.random.default_rng(11)
    return {
        (row, column): _climbs(rng, float(mean), float(over))
        for row, mean in enumerate(MEANS)
        for column, over in enumerate(OVER)
    }


def _climbs(rng: np.random.Generator, mean: float, over: float) -> tuple[float, float]:
    days = int(YEARS * YEAR)
    shape = mean / (over - 1)
    counts = rng.poisson(rng.gamma(shape, mean / shape, (SERIES, days))).astype(float)
    steps = ratio(counts, np.full(1, mean), np.full(1, over))
    climb, heights = np.zeros(SERIES), np.zeros((SERIES, days))
    for day in range(days):
        climb = np.maximum(climb + steps[:, day], 0)
        heights[:, day] = climb
    tops = np.sort(_tops(heights))[::-1]
    rates = np.log(np.arange(1, len(tops) + 1) / (SERIES * YEARS))
    told = (rates < np.log(4)) & (np.arange(len(tops)) >= 5) & (tops > 0)
    if told.sum() < 20:
        return float(rates[-1] if len(rates) else -5.0), 1.0
    slope, start = np.polyfit(tops[told], rates[told], 1)
    return float(start), float(max(-slope, 0.05))


def _tops(heights: Floats) -> Floats:
    """Give the highest point of each fortnight: episodes are at least as far apart."""
    days = heights.shape[1] // GAP * GAP
    return np.asarray(heights[:, :days].reshape(len(heights), -1, GAP).max(2).ravel())
