"""The level of every series, followed week by week: a dynamic Poisson regression in closed form.

Each series has a log rate that is a sum of features times coefficients. The first coefficient, the
level, wanders; the others stay. A week's count moves them as a gamma prior on the rate would (West,
Harrison and Migon 1985, "Dynamic generalized linear models and Bayesian forecasting"): no
iterations, all series at once, and a week without exposure changes nothing.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GUARD = 3
"""Weeks kept out of what a forecast knows, so that a rise does not become its own expectation."""
CLIP = 2.6
"""A week counts up to this many standard deviations above its forecast: past outbreaks, which
nobody marked, would raise the level; Noufaily et al. 2013 weigh them down from 2.58 on."""
DISPERSION_PRIOR = 15.0
DISPERSION_KEEPS = 0.993
"""Half of what was learnt on dispersion is forgotten in two years."""
DISPERSION_START = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the weeks before the guard say of this week, one value a series."""

    log_rate: Floats
    spread: Floats
    """Variance of the log rate."""


class Track:
    """Coefficients `mean` [series, features] with their covariance, moved by one week at a time."""

    def __init__(self, mean: Floats, variance: Floats, wander: float) -> None:
        series, features = mean.shape
        self.mean = mean.copy()
        self.covariance = np.broadcast_to(np.diag(variance), (series, features, features)).copy()
        self.wander = wander
        self.before: deque[tuple[Floats, Floats]] = deque(maxlen=GUARD + 1)
        self.before.append((self.mean, self.covariance))
        self.ratio = np.zeros(series)
        self.weight = np.zeros(series)

    @property
    def settled(self) -> Floats:
        """The coefficients [series, features] that the weeks before the guard have taught."""
        return self.before[0][0]

    def forecast(self, features: Floats) -> Forecast:
        """Say what is expected for `features` [series, features] of the week that begins now."""
        mean, covariance = self.before[0]
        spread = np.einsum("sp,spq,sq->s", features, covariance, features)
        waited = self.wander * (len(self.before) - 1)
        log_rate = np.clip((features * mean).sum(1), -15, 8)
        return Forecast(log_rate=log_rate, spread=spread + waited)

    def learn(self, counts: Floats, exposure: Floats, features: Floats) -> None:
        """Take in a week: `counts` and `exposure` [series]."""
        covariance = self.covariance.copy()
        covariance[:, 0, 0] += self.wander
        leaning = np.einsum("spq,sq->sp", covariance, features)
        spread = np.maximum((features * leaning).sum(1), 1e-9)
        log_rate = np.clip((features * self.mean).sum(1), -15, 8)
        expected = exposure * np.exp(log_rate)
        moved, left = _gamma_step(counts, exposure, log_rate, spread, self._dispersion())
        gain = leaning / spread[:, None]
        self._note_dispersion(counts, expected, spread)
        self.mean = self.mean + gain * moved[:, None]
        self.covariance = (
            covariance + gain[:, :, None] * gain[:, None, :] * ((left - spread)[:, None, None])
        )
        self.before.append((self.mean, self.covariance))

    def _dispersion(self) -> Floats:
        if not self.weight.sum():
            return np.full(len(self.weight), DISPERSION_START)
        pooled = max(self.ratio.sum() / self.weight.sum(), 1.0)
        own = self.ratio + DISPERSION_PRIOR * pooled
        return np.asarray(np.clip(own / (self.weight + DISPERSION_PRIOR), 1, 10), dtype=np.float64)

    def _note_dispersion(self, counts: Floats, expected: Floats, spread: Floats) -> None:
        # Weeks with next to nothing expected say little about dispersion.
        weight = np.minimum(expected, 1.0)
        usual = np.maximum(expected + spread * expected**2, 0.02)
        ratio = np.minimum((counts - expected) ** 2 / usual, 20)
        self.ratio = DISPERSION_KEEPS * self.ratio + weight * ratio
        self.weight = DISPERSION_KEEPS * self.weight + weight


def _gamma_step(
    counts: Floats, exposure: Floats, log_rate: Floats, spread: Floats, dispersion: Floats
) -> tuple[Floats, Floats]:
    """Give how far the log rate moves, and its variance afterwards."""
    expected = exposure * np.exp(log_rate)
    ceiling = expected + CLIP * np.sqrt(dispersion * expected + spread * expected**2) + 1
    shape = 1 / spread
    rate = shape * np.exp(-log_rate)
    shape_after = shape + np.minimum(counts, ceiling) / dispersion
    rate_after = rate + exposure / dispersion
    moved = np.log(shape_after / rate_after) - log_rate
    return moved, 1 / shape_after
