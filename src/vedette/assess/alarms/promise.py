"""What an alarm promises, and how the promise is kept: evidence is read on the desk's own scale.

A ratio is an e-value only if the model holds, and no model of news does. So the desk counts how
often its own past would have alarmed, at levels of evidence that are reached often (a few times to
once in some series-years), where outbreaks weigh little; days around very strong evidence are left
out. The logarithm of that rate falls in a line with the evidence: on eight simulated worlds with
slopes from -0.95 to -1.13. The line, carried on, says how rare an alarm would be among quiet
series.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from vedette.assess.alarms.tracking import Floats

GAP = 14
"""Days within which alarms of one series are one alarm."""
STEPS = np.array([1.0, 1.5, 2.0, 2.5, 3.0])
"""Levels of evidence at which the past is counted: from 4 alarms a series-year to 0.4."""
STRONG = 6.0
"""Evidence that is taken as an outbreak in the past: once in 50 series-years by chance."""
AROUND = 4
"""Weeks before and after strong evidence that do not count."""
PRIOR_RATE, PRIOR_SLOPE = 2.40, 1.06
"""The line where nothing was counted yet, from eight simulated worlds: log alarms a series-year at
evidence 0, and its fall."""
PRIOR_YEARS = 10.0
"""Series-years that the prior line weighs."""
SLOPE_SD = 0.06
"""How far the slopes of those worlds lie apart. A desk with few alarms to count would learn a slope
up to 1.5, and carry it on to where nothing was counted: four times the claimed came then."""
KEEPS = 0.993
DISCOVERIES = np.array([0.002, 0.004, 0.007, 0.01, 0.013, 0.016, 0.02, 0.025, 0.03, 0.05, 0.08])
"""Rates among which a share of false alarms chooses."""
TRUE_RATE = 0.1
"""True alarms a series-year, until the desk's own are counted, which weigh against
`TRUE_YEARS` series-years: what eight simulated desks with an outbreak in five series find."""
TRUE_YEARS = 300.0
YOUNG = 0.4
"""Added to the log rate of a desk that begins, falling off over a year: before a season was seen,
expectations are worse than the past shows. Without it a desk with four months of history sends 1.29
times the claimed 0.1 in its first year."""
BINS = 4
BIN_YEARS = 25.0
"""Series-years of the prior line that weigh in each quarter of the series, by their mean. Against
the line that was learnt of all, as before, a desk whose series are mostly empty sent four times the
claimed alarms in its fifth month: the empty ones had pulled the line down, and the others were not
believed to differ yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A bound on false alarms, as the user asked for it.

    `rate` is per series-year. `budget` is per desk and month, over all series together, which is
    the rate 12 x budget / series. `discovery` is the share of false ones among all alarms, over
    many days' batches.
    """

    rate: float | None = None
    budget: float | None = None
    discovery: float | None = None

    def per_series_year(self, series: int) -> float:
        """Give the bound as a rate per series-year; a budget is shared out evenly over series."""
        if self.rate is not None:
            return self.rate
        if self.budget is not None:
            return 12 * self.budget / series
        raise ValueError("a share of false alarms is no rate: ask the scale of the desk")

    def shared(self, tables: int) -> "Promise":
        """Give the part of one of several tables: a budget is for all of them together."""
        return replace(self, budget=self.budget and self.budget / tables)

    @property
    def sentence(self) -> str:
        """Say which promise the number is."""
        if self.rate is not None:
            return f"at most {_alarms(self.rate)} per series-year, in every series"
        if self.budget is not None:
            return f"at most {_alarms(self.budget)} a month, over all series of the desk"
        return f"at most {self.discovery:g} of the alarms false, over many days' batches"


def _alarms(count: float) -> str:
    """Write a number of false alarms.

    >>> _alarms(1.0), _alarms(0.1)
    ('1 false alarm', '0.1 false alarms')
    """
    return f"{count:g} false alarm{'' if count == 1 else 's'}"


class Scale:
    """How rare evidence is, from the desk's past, in false alarms per series-year."""

    def __init__(self, series: int) -> None:
        self.fresh = _Fresh(series, STEPS)
        self.alarms = np.zeros((BINS, len(STEPS)))
        self.years = np.zeros(BINS)
        self.waiting: deque[_Week] = deque(maxlen=2 * AROUND + 1)
        self.told = Tally(series, -np.log(DISCOVERIES))

    def learn(self, evidence: Floats, log_rate: Floats, level: Floats) -> None:
        """Take in a week's evidence and its `log_rates` [series, days], and mean levels [series].

        Evidence is -inf where there is none.
        """
        self.told.note(-log_rate)
        strong = np.any(evidence > STRONG, axis=1)
        self.waiting.append(_Week(evidence=evidence, quarter=quarters(level), strong=strong))
        if len(self.waiting) > AROUND:
            loud = np.any([week.strong for week in self.waiting], axis=0)
            self._count(self.waiting[len(self.waiting) - 1 - AROUND], np.flatnonzero(~loud))

    def log_rates(self, evidence: Floats, level: Floats) -> Floats:
        """Give the log of the rate at which quiet series reach such evidence, per series-year."""
        intercept, slope = self.line()
        offset = self._offsets(intercept, slope)[quarters(level)]
        young = YOUNG * np.exp(-self.told.fresh.day / 365)
        return np.asarray(young + intercept + offset[:, None] - slope * evidence, dtype=np.float64)

    def rate_for(self, share: float) -> float:
        """Give the largest rate at which no more than `share` of the desk's alarms are false.

        Where none of `DISCOVERIES` keeps the share, it is the lowest, which does not either.
        False alarms are the rate times the time watched; all alarms are counted (Storey 2002, "A
        direct approach to false discovery rates"). Peers of a campaign count as it does.
        """
        years = self.told.years + TRUE_YEARS
        total = self.told.alarms + TRUE_YEARS * (DISCOVERIES + TRUE_RATE)
        kept = np.flatnonzero(DISCOVERIES * years / total <= share)
        return float(DISCOVERIES[kept[-1]] if len(kept) else DISCOVERIES[0])

    def line(self) -> tuple[float, float]:
        """Give the log rate at evidence 0 and its fall per unit, as far as they are known."""
        prior = PRIOR_YEARS * np.exp(PRIOR_RATE - PRIOR_SLOPE * STEPS)
        counts = self.alarms.sum(0) + prior
        logs = np.log(counts / (self.years.sum() + PRIOR_YEARS))
        middle = np.average(STEPS, weights=counts)
        centre = np.average(logs, weights=counts)
        away = STEPS - middle
        known, prior_known = float((counts * away**2).sum()), SLOPE_SD**-2
        fall = -float((counts * away * (logs - centre)).sum())
        slope = (fall + prior_known * PRIOR_SLOPE) / (known + prior_known)
        return float(centre + slope * middle), slope

    def _offsets(self, intercept: float, slope: float) -> Floats:
        prior = BIN_YEARS * np.exp(PRIOR_RATE - PRIOR_SLOPE * STEPS[1])
        pooled = np.exp(intercept - slope * STEPS[1])
        own = (self.alarms[:, 1] + prior) / (self.years + BIN_YEARS)
        return np.asarray(np.log(own / pooled), dtype=np.float64)

    def _count(self, week: "_Week", rows: np.ndarray) -> None:
        self.alarms *= KEEPS
        self.years *= KEEPS
        days = week.evidence.shape[1]
        self.years += np.bincount(week.quarter[rows], minlength=BINS) * days / 365
        for number, hit in self.fresh.above(week.evidence, rows):
            self.alarms[:, number] += np.bincount(week.quarter[hit], minlength=BINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """A week that waits to be counted."""

    evidence: Floats
    quarter: np.ndarray
    strong: np.ndarray
    """Series that it shows an outbreak of."""


class Tally:
    """All alarms that the desk would have raised, at several strengths."""

    def __init__(self, series: int, steps: Floats) -> None:
        self.fresh = _Fresh(series, steps)
        self.alarms = np.zeros(len(steps))
        self.years = 0.0

    def note(self, strength: Floats) -> None:
        """Count a week's alarms [series, days] above each step."""
        self.alarms *= KEEPS
        self.years = KEEPS * self.years + strength.size / 365
        for number, hit in self.fresh.above(strength, np.arange(len(strength))):
            self.alarms[number] += len(hit)


class _Fresh:
    """Tells an alarm from its repeats, for several steps of strength side by side."""

    def __init__(self, series: int, steps: Floats) -> None:
        self.steps = steps
        self.last = np.full((len(steps), series), -GAP)
        self.day = 0
        """Days that were taken in; the next has this number."""

    def above(self, strength: Floats, rows: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Give each step's number and the `rows` that alarm above it, day after day of a week.

        `strength` is [series, days]; other rows than `rows` are not looked at.
        """
        week = strength[rows]
        for day in range(week.shape[1]):
            for number, step in enumerate(self.steps):
                hit = rows[week[:, day] > step]
                hit = hit[self.day - self.last[number, hit] >= GAP]
                self.last[number, hit] = self.day
                yield number, hit
            self.day += 1


def quarters(level: Floats) -> np.ndarray:
    """Give each series the number of the quarter of the desk that its mean level puts it in."""
    return np.searchsorted(np.quantile(level, [0.25, 0.5, 0.75]), level, side="right")
