"""How good a forecast was: the Brier score and the logarithmic score.

A probability stands here in percent, because halves of a percent are exact in binary and hundredths
of one are not: the middle of 55 and 80 is 67.5, and its score is 0.105625 to the last digit.

>>> score(Likelihood(low=55, high=80, point=67.5), came_true=True).brier
0.105625
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

How = Literal["number", "term", "default"]
"""By what a likelihood was worked out: a number in the article, a term of the yardstick, or the
term that stands for the modality."""
ROUNDED: Final = 0.5
"""Percent by which a number that is told in whole percent may be off: 100 stands for 99.5 to 100.
Without it one wrong "100 per cent" had a logarithmic score without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """How likely something is said to be, in percent: an interval, and its middle for scoring.

    `words` are those of the article that were mapped, `term` is the yardstick's; a number has none.
    """

    low: float
    high: float
    point: float
    how: How = "number"
    words: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The scores of one forecast at the middle of its interval, and from best to worst over it.

    `log_worst` is None where it has no end: an end of the interval excluded what happened.
    """

    brier: float
    brier_best: float
    brier_worst: float
    log: float
    log_best: float
    log_worst: float | None


def likelihood(
    low: float, high: float, *, how: How = "number", words: str = "", term: str = ""
) -> Likelihood:
    """Give an interval of percent with its middle."""
    middle = (low + high) / 2
    return Likelihood(low=low, high=high, point=middle, how=how, words=words, term=term)


def number(share: float, words: str = "") -> Likelihood:
    """Give the likelihood of a probability from 0 to 1 that an article tells as a number.

    >>> number(0.7).point, number(1.0).low, number(1.0).point
    (70.0, 99.5, 99.75)
    """
    percent = min(max(round(share * 100, 6), 0.0), 100.0)
    if percent in {0.0, 100.0}:
        inner = ROUNDED if percent == 0 else 100 - ROUNDED
        return likelihood(min(percent, inner), max(percent, inner), words=words)
    return likelihood(percent, percent, words=words)


def brier(percent: float, *, came_true: bool) -> float:
    """Give the squared distance between a probability and what happened, 0 (best) to 1.

    Brier 1950, "Verification of forecasts expressed in terms of probability", for one of two
    outcomes: half of his sum over both.
    """
    off = 100 - percent if came_true else percent
    return off * off / 10_000


def log_score(percent: float, *, came_true: bool) -> float:
    """Give minus the natural logarithm of the probability of what happened, 0 (best) upwards.

    Good 1952, "Rational decisions". Infinite where what happened was excluded.
    """
    share = (percent if came_true else 100 - percent) / 100
    return -math.log(share) if share else math.inf


def score(given: Likelihood, *, came_true: bool) -> Score:
    """Score a likelihood at its middle and at both ends."""
    ends = (given.low, given.high)
    briers = sorted(brier(end, came_true=came_true) for end in ends)
    logs = sorted(log_score(end, came_true=came_true) for end in ends)
    return Score(
        brier=brier(given.point, came_true=came_true),
        brier_best=briers[0],
        brier_worst=briers[1],
        log=log_score(given.point, came_true=came_true) + 0.0,
        log_best=logs[0] + 0.0,
        log_worst=logs[1] + 0.0 if math.isfinite(logs[1]) else None,
    )
