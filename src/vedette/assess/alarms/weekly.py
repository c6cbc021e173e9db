"""Weekly counts with years of history: a quasi-Poisson regression on past years, after Farrington.

The design follows Noufaily et al. 2013 ("An improved algorithm for outbreak detection in multiple
surveillance systems", Statistics in Medicine 32:1206): five years of reference weeks, the last half
year left out, a trend always, a season, past outbreaks weighed down by their Anscombe residuals, a
negative binomial threshold, silence under five reports in four weeks. The season is two harmonics
in place of ten levels, four numbers to learn in place of nine; and beside the week itself the sum
of two weeks is judged, because most outbreaks are spread over two: detected at a matched 0.005,
0.48 and 0.51 of them, against 0.45 by the week alone.
"""

import numpy as np

from vedette.assess.alarms.negbin import tail
from vedette.assess.alarms.tracking import Floats

YEAR = 52
YEARS = 5
HALF = 3
GUARD = 26
"""Weeks before this one that teach nothing, lest a rise teach itself."""
OUTBREAK = 2.58
"""Anscombe residual, in standard deviations, above which a past week is weighed down."""
RIDGE = 0.02
STEPS = 6
LEAST_REPORTS = 5
LONGEST = 2
"""Weeks that are judged together besides the last alone."""
CHOICE = 1.6
"""What choosing the rarer of two sums costs."""
UNCERTAIN = 1.0
"""Share of the mean's own uncertainty that enters the variance. On two seeds kept for choosing, all
of it lets 0.0051 and 0.0052 of quiet weeks alarm at 0.005, half of it 0.0058 and 0.0059."""


def evidence(counts: Floats, first: int) -> Floats:
    """Give the p-value of each week from `first` on [series, weeks], 1 before it.

    A week is judged by the weeks before it alone; `counts` are [series, weeks].
    """
    told = np.ones(counts.shape)
    lags = np.arange(GUARD + 1, min(YEARS * YEAR + HALF, first - 1) + 1)
    design, judged = _design(lags), _design(np.arange(LONGEST))
    for week in range(first, counts.shape[1]):
        past = counts[:, week - lags]
        means, dispersion, uncertainty = fit(past, design, judged)
        # A trend may not foresee more than was ever seen.
        means = np.minimum(means, np.maximum(past.max(1), 0.05)[:, None])
        recent = counts[:, week - np.arange(LONGEST)]
        chance = _chance(recent, means, dispersion, uncertainty)
        enough = counts[:, week - 3 : week + 1].sum(1) >= LEAST_REPORTS
        told[:, week] = np.where(enough, chance, 1.0)
    return told


def _chance(recent: Floats, means: Floats, dispersion: Floats, uncertainty: Floats) -> Floats:
    """Give the chance of as rare a sum over one week, or over two, whichever is rarer."""
    tails = []
    for weeks in range(1, LONGEST + 1):
        mean = means[:, :weeks].sum(1)
        variance = mean * (dispersion + UNCERTAIN * uncertainty * mean)
        tails.append(tail(recent[:, :weeks].sum(1), mean, variance))
    return np.asarray(np.minimum(CHOICE * np.min(tails, axis=0), 1.0), dtype=np.float64)


def _design(lags: np.ndarray) -> Floats:
    """Give the features of weeks so many weeks ago [weeks, 6]."""
    angle = 2 * np.pi * lags / YEAR
    waves = [wave(turn * angle) for turn in (1, 2) for wave in (np.cos, np.sin)]
    return np.column_stack([np.ones(len(lags)), -lags / YEAR, *waves])


def fit(past: Floats, design: Floats, judged: Floats) -> tuple[Floats, Floats, Floats]:
    """Give the means of the judged weeks [series, weeks], dispersion, and variance of log means."""
    freedom = design.shape[0] - design.shape[1]
    weight = np.ones_like(past)
    mean, _, inverse = _regress(past, design, weight)
    dispersion = _dispersion(past, mean, weight, freedom)
    weight = _weights(past, mean, dispersion, _leverage(mean, design, inverse))
    mean, coefficients, inverse = _regress(past, design, weight)
    dispersion = _dispersion(past, mean, weight, freedom)
    uncertainty = dispersion * np.einsum("p,spq,q->s", judged[0], inverse, judged[0])
    means: Floats = np.exp(np.clip(coefficients @ judged.T, -12, 12))
    return means, dispersion, uncertainty


def _regress(past: Floats, design: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Fit all series at once by Newton's steps; give means, coefficients, inverse information."""
    series, features = len(past), design.shape[1]
    ridge = np.diag([1e-6, *[RIDGE] * (features - 1)])
    outer = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    coefficients = np.zeros((series, features))
    coefficients[:, 0] = np.log((weight * past).sum(1) / weight.sum(1) + 1e-3)
    for _ in range(STEPS):
        mean = np.exp(np.clip(coefficients @ design.T, -12, 12))
        information = ((weight * mean) @ outer).reshape(series, features, features) + ridge
        slope = (weight * (past - mean)) @ design - coefficients @ ridge
        step = np.linalg.solve(information, slope[:, :, None])[:, :, 0]
        coefficients = coefficients + np.clip(step, -2, 2)
    mean = np.exp(np.clip(coefficients @ design.T, -12, 12))
    information = ((weight * mean) @ outer).reshape(series, features, features) + ridge
    inverse: Floats = np.linalg.inv(information).astype(np.float64)
    return mean, coefficients, inverse


def _dispersion(past: Floats, mean: Floats, weight: Floats, freedom: int) -> Floats:
    ratio = (weight * (past - mean) ** 2 / mean).sum(1) / freedom
    return np.asarray(np.maximum(ratio, 1.0), dtype=np.float64)


def _leverage(mean: Floats, design: Floats, inverse: Floats) -> Floats:
    quadratic = np.einsum("np,spq,nq->sn", design, inverse, design, optimize=True)
    return np.asarray(mean * quadratic, dtype=np.float64)


def _weights(past: Floats, mean: Floats, dispersion: Floats, leverage: Floats) -> Floats:
    """Weigh past outbreaks down by the square of their Anscombe residual (Noufaily et al.)."""
    residual = 1.5 * (past ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    residual = residual / np.sqrt(dispersion[:, None] * np.maximum(1 - leverage, 1e-3))
    weight = np.where(residual > OUTBREAK, np.maximum(residual, 1.0) ** -2, 1.0)
    return np.asarray(weight * len(weight[0]) / weight.sum(1, keepdims=True), dtype=np.float64)
