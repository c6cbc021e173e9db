"""The weight of evidence that a series shows more than it should, alone and beside its peers.

For one window the evidence is a likelihood ratio: the sum is negative binomial with a raised mean,
against the expected one. It is an e-value (its mean is at most 1 where nothing is raised and the
model holds), and so is an average of such ratios over windows and sizes: the mixture of Shin,
Ramdas and Rinaldo 2023 ("E-detectors"), over windows that end today in place of starts.

A *campaign* is a weak rise of several series of one kind at once. Its ratio is the product over the
peers of 1 - q + q L, each L capped so that one loud series is no campaign. How probable a campaign
is, by the other series, makes it easier to believe of this one; it never replaces the series' own.
"""

import numpy as np

from vedette.assess.alarms.expecting import Together
from vedette.assess.alarms.tracking import Floats

SIZES = (2.0, 5.0)
"""Rises that the ratio looks for, in standard deviations of the window's sum, and one incident."""
SHARED_WINDOWS = (4, 6, 7, 8)
"""Numbers of the windows of 7, 14, 21 and 28 days: campaigns are no matter of a day."""
SHARED_SIZE = 1.75
SHARED_LEAST = 0.7
SHARE = 0.15
"""q: how many of a kind's series a campaign raises."""
CAP = 4.0
"""Of a peer's log ratio. At 2.5 campaigns found fell from 0.42 to 0.30, at 5 more alarms were
false."""
CAMPAIGN = 0.01
"""Prior probability that a campaign is on."""
MEMBER = 30.0
"""How much likelier a rise is during a campaign. At 100 campaigns found rise to 0.59, but 0.70 of
alarms are then false, because peers that are not raised alarm too; at 40 it is 0.48, at 20 0.46."""
LARGEST = 300.0
"""Of a log ratio, so that exponentials stay finite."""


def log_ratio(sums: Floats, means: Floats, variances: Floats, size: float, least: float) -> Floats:
    """Give the log likelihood ratio of a mean raised by `size` standard deviations plus `least`.

    >>> quiet, loud = np.array([0.0]), np.array([5.0])
    >>> mean, variance = np.array([1.0]), np.array([1.5])
    >>> bool(log_ratio(quiet, mean, variance, 2, 1) < 0 < log_ratio(loud, mean, variance, 2, 1))
    True
    """
    mean = np.maximum(means, 1e-4)
    variance = np.maximum(variances, 1.01 * mean)
    raised = mean + size * np.sqrt(variance) + least
    shape = mean**2 / (variance - mean)
    ratio = (shape + sums) * np.log((shape + mean) / (shape + raised))
    return np.asarray(np.minimum(ratio + sums * np.log(raised / mean), LARGEST), dtype=np.float64)


def alone(sums: Floats, means: Floats, variances: Floats) -> Floats:
    """Give the mean ratio over sizes, for one window: not in logarithms."""
    ratios = [np.exp(log_ratio(sums, means, variances, size, 1.0)) for size in SIZES]
    return np.asarray(np.mean(ratios, axis=0), dtype=np.float64)


def shared(ratio: Floats, peers: Together) -> Floats:
    """Give log ratios [series, days] times how probable the others make a campaign.

    `peers` are the series of each kind. The result is the log of P(campaign | others) x L.
    """
    part = np.log1p(SHARE * np.expm1(np.minimum(ratio, CAP)))
    others = np.clip(peers.sums(part)[peers.of] - part, -LARGEST, LARGEST) + np.log(CAMPAIGN)
    return np.asarray(ratio - np.logaddexp(0, -others), dtype=np.float64)


def unshared(ratio: Floats) -> Floats:
    """Give what `shared` gives where the others tell nothing: the log of P(campaign) x L.

    >>> one, by_itself = np.array([[1.5]]), Together(np.array([0]))
    >>> bool(unshared(one) == shared(one, by_itself))
    True
    """
    return np.asarray(ratio - np.logaddexp(0, -np.log(CAMPAIGN)), dtype=np.float64)
