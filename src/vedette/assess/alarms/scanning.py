"""Clusters in space and time that no series holds: the prospective scan over neighbouring places.

Around every place grow circles of its nearest neighbours; a circle's sums, means and variances are
those of its series added up, and its evidence is the ratio of `evidence`, over circles and windows.
It is the expectation-based scan (Neill 2009, Int. J. Health Geographics 8:20) with the average of
the ratios in place of their maximum, after Kulldorff's prospective statistic (2001, J. R. Statist.
Soc. A 164:61). How rare a circle's evidence is, its own past says, as for a series.
"""

from dataclasses import dataclass

import numpy as np

from vedette.assess.alarms.evidence import log_ratio
from vedette.assess.alarms.expecting import Ints
from vedette.assess.alarms.promise import Scale
from vedette.assess.alarms.spreading import FOUR_WEEKS
from vedette.assess.alarms.tracking import Floats

CIRCLES = (2, 4, 8)
"""Series in a circle, with its centre; circles of more than half the series are left out."""
WINDOWS = (2, 4, 6)
"""Numbers of the windows of 3, 7 and 14 days."""
SIZE, LEAST = 2.5, 1.0
RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustered:
    """Some days of all circles: evidence and its log rate [centres, days], and the best circle."""

    evidence: Floats
    log_rate: Floats
    circle: Ints
    """Number of series in the circle with the most evidence."""
    window: Ints
    """Number of its window."""


class Scan:
    """Circles around every place, each watched as a series is."""

    def __init__(self, places: Floats) -> None:
        """Begin with `places` [series, latitude and longitude in degrees]."""
        self.near = nearest(places)
        self.circles = [size for size in CIRCLES if 2 * size <= max(len(places), 4)]
        self.scale = Scale(len(places))

    def weigh(self, sums: Floats, means: Floats, variances: Floats, news: np.ndarray) -> Clustered:
        """Weigh days by their windows [windows, series, days]; `news` is where any came."""
        total = np.zeros(news.shape)
        best = np.full(news.shape, -np.inf)
        circle, window = np.zeros(news.shape, dtype=np.int64), np.zeros(news.shape, dtype=np.int64)
        for size in self.circles:
            rows = self.near[:, :size]
            for number in WINDOWS:
                added = [part[number][rows].sum(1) for part in (sums, means, variances)]
                ratio = log_ratio(added[0], added[1], added[2], SIZE, LEAST)
                better = ratio > best
                best = np.where(better, ratio, best)
                circle, window = np.where(better, size, circle), np.where(better, number, window)
                total += np.exp(ratio)
        fresh = news[self.near[:, : self.circles[-1]]].any(1)
        evidence = np.where(fresh, np.log(total / (len(self.circles) * len(WINDOWS))), -np.inf)
        level = means[FOUR_WEEKS, :, -1]
        rates = self.scale.log_rates(evidence, level)
        return Clustered(evidence=evidence, log_rate=rates, circle=circle, window=window)

    def learn(self, clustered: Clustered, means: Floats) -> None:
        """Take in a week of evidence."""
        self.scale.learn(clustered.evidence, clustered.log_rate, means[FOUR_WEEKS, :, -1])


def nearest(places: Floats) -> Ints:
    """Give for each place the numbers of all, nearest first, itself before its equals.

    >>> nearest(np.array([[54.7, 25.3], [54.9, 23.9], [59.4, 24.7]]))[2].tolist()
    [2, 1, 0]
    """
    radians = np.radians(places)
    latitude, longitude = radians[:, :1], radians[:, 1:]
    inner = np.sin((latitude - latitude.T) / 2) ** 2 + np.cos(latitude) * np.cos(latitude.T) * (
        np.sin((longitude - longitude.T) / 2) ** 2
    )
    apart = 2 * RADIUS_KM * np.arcsin(np.sqrt(np.clip(inner, 0, 1)))
    np.fill_diagonal(apart, -1)
    order = np.argsort(apart, axis=1, kind="stable")
    return np.asarray(order[:, : CIRCLES[-1]], dtype=np.int64)
