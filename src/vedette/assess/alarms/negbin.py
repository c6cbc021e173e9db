"""Tails and intervals of the negative binomial, given by its mean and variance, with numpy alone.

Probabilities are added up from zero by their recursion, in logarithms, so that means of several
hundred do not underflow. A variance at or below the mean is taken as Poisson.
"""

import numpy as np

from vedette.assess.alarms.tracking import Floats

LEAST = 1.0 + 1e-4
"""Variance over mean from which on the negative binomial is told from a Poisson here."""

OUTSIDE = 0.05
"""Probability of the counts below an interval, and of those above it."""


def tail(counts: Floats, means: Floats, variances: Floats) -> Floats:
    """Give P(X >= count) for arrays of one shape.

    >>> count, mean = np.array([0.0, 1.0, 3.0]), np.array([1.0, 1.0, 1.0])
    >>> tail(count, mean, mean).round(3).tolist()
    [1.0, 0.632, 0.08]
    """
    mean = np.maximum(means, 1e-9)
    excess = np.maximum(variances / mean, LEAST) - 1
    shape = mean / excess
    log_mass = -shape * np.log1p(excess)
    log_step = np.log(excess / (1 + excess))
    below = np.zeros_like(mean)
    for value in range(int(np.max(counts, initial=0))):
        below += np.where(value < counts, np.exp(log_mass), 0)
        log_mass = log_mass + np.log((value + shape) / (value + 1)) + log_step
    return np.asarray(np.clip(1 - below, 1e-16, 1), dtype=np.float64)


def log_mass(counts: Floats, means: Floats, variances: Floats) -> Floats:
    """Give log P(X = count) for arrays of one shape.

    >>> log_mass(np.array([0.0, 2.0]), np.ones(2), np.ones(2)).round(3).tolist()
    [-1.0, -1.693]
    """
    mean = np.maximum(means, 1e-9)
    excess = np.maximum(variances / mean, LEAST) - 1
    shape = mean / excess
    log = -shape * np.log1p(excess)
    log_step = np.log(excess / (1 + excess))
    for value in range(int(np.max(counts, initial=0))):
        log += np.where(value < counts, np.log((value + shape) / (value + 1)) + log_step, 0)
    return np.asarray(log, dtype=np.float64)


def interval(mean: float, variance: float) -> tuple[int, int]:
    """Give the counts between which nine tenths of the probability lie, equal tails outside.

    >>> interval(4.0, 4.0)
    (1, 8)
    """
    mean = max(mean, 1e-9)
    excess = max(variance / mean, LEAST) - 1
    shape = mean / excess
    log_mass = -shape * np.log1p(excess)
    below, value, low = 0.0, 0, None
    while True:
        below += float(np.exp(log_mass))
        if low is None and below > OUTSIDE:
            low = value
        if below >= 1 - OUTSIDE or value > mean + 60 * variance**0.5 + 60:
            return low or 0, value
        log_mass += float(np.log((value + shape) / (value + 1) * excess / (1 + excess)))
        value += 1


def shortest(mean: float, variance: float, share: float = 1 - 2 * OUTSIDE) -> tuple[int, int]:
    """Give the likeliest counts that hold a share of the probability, as nearly as counts can.

    Where few counts are likely, equal tails leave out next to nothing, and hold much more.

    >>> interval(0.4, 0.4), shortest(0.4, 0.4), shortest(0.1, 0.1)
    ((0, 2), (0, 1), (0, 0))
    """
    most = int(mean + 12 * variance**0.5) + 12
    counts = np.arange(most + 1.0)
    mass = np.exp(log_mass(counts, np.full(most + 1, mean), np.full(most + 1, variance)))
    likeliest = np.argsort(-mass, kind="stable")
    needed = int(np.argmin(np.abs(np.cumsum(mass[likeliest]) - share))) + 1
    # The negative binomial has one peak, so that the likeliest counts lie side by side.
    held = likeliest[:needed]
    return int(held.min()), int(held.max())
