"""How far sums over some days stray from their mean: learnt from the desk's own past, per window.

The variance of a sum is `dispersion` x mean + `drift` x mean squared. The first part holds clusters
(reports that bring reports, repeats), the second slow changes that no level followed in time; both
grow with the window, and are fitted for each window over all series by weighted least squares on
squared residuals of past weeks. A series that strays more or less than its peers has a factor of
its own, drawn towards 1.
"""

from collections import deque

import numpy as np

from vedette.assess.alarms.tracking import Floats

WINDOWS = (1, 2, 3, 5, 7, 10, 14, 21, 28)
"""Days. Bursts are seen by the short ones, ramps by the long ones; 28 is the length of the guard
and a week."""
FOUR_WEEKS = len(WINDOWS) - 1
"""Number of the longest window."""
LAG = 5
"""Weeks before a residual counts, so that a rise does not excuse itself."""
OWN_PRIOR = 60.0
"""Incident-weeks of a series at which its own factor weighs half; 12 and 25 found 0.02 less."""
OWN_KEEPS = 0.995
OWN_WINDOW = WINDOWS.index(7)
PRIOR = np.array([50.0, 60.0, 20.0, 0.6])
"""Prior sums of squares: dispersion 1.2 with weight 50, drift 0.03 with weight 20."""


class Spread:
    """Pooled dispersion and drift of every window, and a factor of every series."""

    def __init__(self, series: int) -> None:
        self.sums = np.zeros((len(WINDOWS), 5))
        self.waiting: deque[tuple[Floats, Floats, Floats]] = deque()
        self.strayed = np.zeros(series)
        self.seen = np.zeros(series)
        self.factor = np.ones(series)
        self.dispersion, self.drift = _solve(self.sums)

    def variances(self, means: Floats, spread: Floats, fuller: Floats) -> Floats:
        """Give the variances of sums with these means [windows, series, days].

        `fuller` [series, days] is how much more is seen of what happens than when the dispersion
        was learnt: of a cluster that is seen by halves, half of the dispersion beyond 1 is.
        """
        drift = self.drift[:, None, None] + spread[None, :, None]
        dispersion = 1 + (self.dispersion[:, None, None] - 1) * fuller
        variances = _variances(means, dispersion, drift)
        return np.maximum(variances * self.factor[None, :, None], 1.01 * means)

    def learn(self, sums: Floats, means: Floats, spread: Floats) -> None:
        """Take in the sums that end with a week, and their means [windows, series]."""
        squares = _squares(sums, means, spread)
        moments = np.array([_moments(*each, spread) for each in zip(squares, means, strict=True)])
        dispersion, drift = self.dispersion[OWN_WINDOW], self.drift[OWN_WINDOW] + spread
        usual = np.maximum(_variances(means[OWN_WINDOW], dispersion, drift), 0.02)
        weight = np.minimum(means[OWN_WINDOW], 1.0)
        strayed = weight * np.minimum(squares[OWN_WINDOW] / usual, 20)
        self.waiting.append((moments, strayed, weight))
        if len(self.waiting) > LAG:
            self._believe(*self.waiting.popleft())

    def _believe(self, moments: Floats, strayed: Floats, weight: Floats) -> None:
        self.sums += moments
        self.dispersion, self.drift = _solve(self.sums)
        self.strayed = OWN_KEEPS * self.strayed + strayed
        self.seen = OWN_KEEPS * self.seen + weight
        factor = np.clip((self.strayed + OWN_PRIOR) / (self.seen + OWN_PRIOR), 0.5, 6)
        self.factor = factor / max(float(factor.mean()), 0.5)


def _variances(means: Floats, dispersion: Floats | float, drift: Floats) -> Floats:
    """Give the variances of sums before a series' own factor; all shapes must fit each other."""
    variances: Floats = dispersion * means + drift * means**2
    return variances


def _squares(sums: Floats, means: Floats, spread: Floats) -> Floats:
    # A past outbreak counts as four standard deviations of a plausible world, not more.
    ceiling = 16 * _variances(means, 1.5, 0.1 + spread) + 4
    return np.minimum((sums - means) ** 2, ceiling)


def _moments(squares: Floats, means: Floats, spread: Floats) -> Floats:
    """Sum up weighted least squares of squares on means and squared means."""
    # A square of variance V has a variance near 2 V squared: weigh by a rough V.
    weight = 1 / (means + 0.15 * means**2 + 0.05) ** 2
    rest = squares - spread * means**2
    columns = (means * means, means**3, means**4, rest * means, rest * means**2)
    return np.array([(weight * column).sum() for column in columns])


def _solve(sums: Floats) -> tuple[Floats, Floats]:
    """Give dispersion (at least 1) and drift (at least 0) of every window."""
    a11, a12, a22, b1, b2 = sums.T
    a11, b1, a22, b2 = a11 + PRIOR[0], b1 + PRIOR[1], a22 + PRIOR[2], b2 + PRIOR[3]
    det = np.maximum(a11 * a22 - a12**2, 1e-9)
    dispersion, drift = (a22 * b1 - a12 * b2) / det, (a11 * b2 - a12 * b1) / det
    dispersion = np.where(drift < 0, b1 / a11, dispersion)
    drift = np.maximum(drift, 0)
    drift = np.where(dispersion < 1, np.maximum((b2 - a12) / a22, 0), drift)
    return np.maximum(dispersion, 1.0), drift
