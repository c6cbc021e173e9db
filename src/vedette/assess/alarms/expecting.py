"""How many incidents a series should show this week, given the articles read and its own past.

The mean of a day is exposure ** power x weekday x season x level. The level and a small season of
its own belong to each series (`tracking`). What one sparse series cannot tell is learnt together:
the season of a group of series, the power with which incidents found grow with articles read, and
the weekdays of the whole desk. How fast levels wander is chosen by forecasting: three speeds are
followed side by side, and the one that forecast the desk's weeks best so far speaks.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from vedette.assess.alarms.tracking import GUARD, Floats, Forecast, Track

Ints = NDArray[np.int64]

YEAR = 365.25
WANDERS = (0.0005, 0.002, 0.008)
"""Variance a week of the log level. Steady worlds choose the first; the scenario with a drifting
season the second."""
LEVEL_DAYS = 14
"""The power law acts on the level of reading over two weeks, and within them days count in
proportion: articles that pile up in an outage and are read on one day are as many days'
incidents."""
OUTAGE = 0.2
"""Share of the level of reading under which a day was an outage."""
WAITING = 0.5
"""Of a day's incidents: late reports that had to wait for the end of an outage come on top of the
first day after it. Without them, 1.8 times the claimed alarms came in the five days after."""
FIRST_WEEKS = 8
"""Weeks that set where levels and exposure begin; no alarm is raised in them."""
FIRST_DAYS = 7 * FIRST_WEEKS
PRIOR_POWER = 1.0
SEASON_SD = 0.15
POWER_SD = 0.15
STEP = 0.15
"""Log of the level of reading by which it must move before it says anything on the power: counts of
articles are noisy, and a power learnt from noise goes to 0. It sank to 0.91 within three years of a
world where it is 1, and a doubling of sources brought 1.46 times the claimed alarms; with a power
of 1, 1.28."""
LEVEL_VARIANCE = 1.8
"""Of a series' log level around the desk's: means from 0.02 to 2 a day have 1.8."""
WEEKDAY_PRIOR = 50.0
"""Incidents that a weekday counts as average before its own are believed."""


class Together:
    """Series with one label, and their sums and means."""

    def __init__(self, labels: Ints) -> None:
        self.order = np.argsort(labels, kind="stable")
        self.starts = np.flatnonzero(np.diff(labels[self.order], prepend=-1))
        self.sizes = np.diff(self.starts, append=len(labels))
        self.of = np.empty(len(labels), dtype=np.int64)
        self.of[self.order] = np.repeat(np.arange(len(self.starts)), self.sizes)

    def __len__(self) -> int:
        return len(self.starts)

    def sums(self, values: Floats) -> Floats:
        """Add up `values` [series, ...] by label [labels, ...]."""
        return np.asarray(np.add.reduceat(values[self.order], self.starts), dtype=np.float64)

    def means(self, values: Floats) -> Floats:
        """Average `values` [series, days] by label [labels, days]."""
        return self.sums(values) / self.sizes[:, None]


class Expectation:
    """The mean of every series and day, and the variance of its logarithm, in weekly steps."""

    def __init__(self, counts: Floats, exposure: Floats, group: Ints) -> None:
        """Begin from the first weeks: `counts` and `exposure` [series, 56 days]."""
        self.groups = Together(group)
        self.reference = _reference(exposure)
        self.recent = np.zeros((len(exposure), 0))
        self.week = 0
        relative = exposure / self.reference[:, None]
        self.pool = self._pooled_track(counts, relative)
        self.tracks = [self._own_track(counts, relative, wander) for wander in WANDERS]
        self.praise: deque[Floats] = deque([np.zeros(len(WANDERS))], maxlen=GUARD + 2)
        self.powers = _Powers(len(self.groups))
        self.held = np.zeros(len(self.groups))
        self.weekdays = _Weekdays()

    def forecast(self, exposure: Floats) -> tuple[Floats, Floats]:
        """Give means [series, days] and the spread of their logs [series] of up to seven days."""
        season = self._season()
        effective = self._effective(exposure, season) * self.weekdays.factors[: exposure.shape[1]]
        chosen = self.tracks[self._chosen()].forecast(self._features())
        return effective * np.exp(chosen.log_rate)[:, None], chosen.spread

    def learn(self, counts: Floats, exposure: Floats) -> None:
        """Take in a whole week of `counts` and `exposure` [series, 7]."""
        season = self._season()
        plain = self._effective(exposure, season)
        daily = plain * self.weekdays.factors
        effective = daily.sum(1)
        features, total = self._features(), counts.sum(1)
        told = [track.forecast(features) for track in self.tracks]
        means = daily * np.exp(told[self._chosen()].log_rate)[:, None]
        self._praise(total, effective, told)
        for track in self.tracks:
            track.learn(total, effective, features)
        self.weekdays.learn(
            _clipped(counts, means).sum(0),
            self.groups.means(plain).T @ np.exp(self.pool.settled[:, 0]),
        )
        self._learn_pooled(total, exposure)
        self.recent = self._with_recent(exposure)[:, -(LEVEL_DAYS - 1) :]
        self.week += 1

    def restart(self) -> None:
        """Go back to the first week, with all that is known by now."""
        self.week = 0
        self.recent = self.recent[:, :0]

    def _with_recent(self, exposure: Floats) -> Floats:
        return np.hstack([self.recent, exposure / self.reference[:, None]])

    def _levels(self, exposure: Floats) -> Floats:
        """Give the mean relative exposure of the two weeks up to each day [series, days]."""
        known = self._with_recent(exposure)
        total = np.cumsum(np.pad(known, ((0, 0), (1, 0))), 1)
        ends = np.arange(known.shape[1] - exposure.shape[1], known.shape[1]) + 1
        starts = np.maximum(ends - LEVEL_DAYS, 0)
        levels = (total[:, ends] - total[:, starts]) / (ends - starts)
        return np.asarray(np.maximum(levels, 1e-3), dtype=np.float64)

    def _effective(self, exposure: Floats, season: Floats) -> Floats:
        levels = self._levels(exposure)
        known = np.pad(self._with_recent(exposure), ((0, 0), (1, 0)), constant_values=1.0)
        days = exposure.shape[1]
        back = known[:, -days - 1 : -1] < OUTAGE * levels
        relative = known[:, -days:] * (1 + WAITING * (back & (known[:, -days:] > 0)))
        return relative * levels ** (self.powers.power - 1) * np.exp(season)[:, None]

    def _turn(self) -> tuple[float, float]:
        angle = 2 * np.pi * (7 * self.week + 3) / YEAR
        return float(np.cos(angle)), float(np.sin(angle))

    def _features(self) -> Floats:
        return np.tile([1.0, *self._turn()], (len(self.groups.of), 1))

    def _season(self) -> Floats:
        cosine, sine = self._turn()
        known = self.pool.settled
        return (known[:, 1] * cosine + known[:, 2] * sine)[self.groups.of]

    def _chosen(self) -> int:
        """Give the number of the speed that forecast best until the guard."""
        return int(self.praise[0].argmax())

    def _praise(self, total: Floats, effective: Floats, told: list[Forecast]) -> None:
        """Add to each speed how well it forecast the week: Poisson, with outbreaks clipped."""
        scores = []
        for each in told:
            mean = np.maximum(effective * np.exp(each.log_rate + each.spread / 2), 1e-6)
            seen = _clipped(total, mean)
            scores.append(np.sum(np.where(effective > 0, seen * np.log(mean) - mean, 0)))
        self.praise.append(self.praise[-1] + np.asarray(scores))

    def _learn_pooled(self, total: Floats, exposure: Floats) -> None:
        features = self._pooled_features(exposure)
        relative = exposure / self.reference[:, None]
        sums = self.groups.means(relative).sum(1)
        self.pool.learn(self.groups.sums(total), sums, features)
        self.powers.learn(features[:, 3], self.pool.settled[:, 3])

    def seen(self, exposure: Floats) -> Floats:
        """Give how much is seen of what happens, 1 when reading is at its reference."""
        return np.asarray(self._levels(exposure) ** self.powers.power, dtype=np.float64)

    def _pooled_features(self, exposure: Floats) -> Floats:
        levels = np.log(self.groups.means(self._levels(exposure)).mean(1))
        self.held = np.where(np.abs(levels - self.held) > STEP, levels, self.held)
        turn = np.tile([1.0, *self._turn()], (len(self.groups), 1))
        return np.column_stack([turn, self.held])

    def _pooled_track(self, counts: Floats, relative: Floats) -> Track:
        total = self.groups.sums(counts.sum(1))
        read = self.groups.means(relative).sum(1)
        start = np.zeros((len(self.groups), 4))
        start[:, 0] = np.log((total + 0.5) / (read + 0.5))
        start[:, 3] = PRIOR_POWER - 1
        return Track(start, np.array([1, SEASON_SD**2, SEASON_SD**2, POWER_SD**2]), 0.002)

    def _own_track(self, counts: Floats, relative: Floats, wander: float) -> Track:
        start = np.zeros((len(counts), 3))
        own, read = counts.sum(1), relative.sum(1)
        total, seen = self.groups.sums(own), self.groups.sums(read)
        # Half a log unit and more below the group's mean: the median of a skewed lot.
        usual = np.exp(np.log((total + 0.5) / (seen + 0.5)) - 0.7)[self.groups.of]
        shape = 1 / LEVEL_VARIANCE
        start[:, 0] = np.log((own + shape) / (read + shape / usual))
        return Track(start, np.array([LEVEL_VARIANCE, SEASON_SD**2, SEASON_SD**2]), wander)


def _reference(exposure: Floats) -> Floats:
    """Give each series' usual exposure: the median of its days with any, 1 where there is none."""
    seen = np.where(exposure > 0, exposure, np.nan)
    none = ~(exposure > 0).any(1)
    seen[none] = 1.0
    return np.asarray(np.nanmedian(seen, 1), dtype=np.float64)


def _clipped(counts: Floats, means: Floats) -> Floats:
    """Give the counts, with outbreaks cut to 3.5 standard deviations of a Poisson, and one."""
    return np.minimum(counts, means + 3.5 * np.sqrt(means) + 1)


class _Powers:
    """The power of exposure, from groups weighted by how much their reading has varied."""

    def __init__(self, groups: int) -> None:
        self.sum = np.zeros(groups)
        self.squares = np.zeros(groups)
        self.weeks = 0
        self.power = PRIOR_POWER

    def learn(self, log_levels: Floats, found: Floats) -> None:
        """Take in a week's log level of reading, and the powers (less one) that groups show."""
        self.weeks += 1
        self.sum += log_levels
        self.squares += log_levels**2
        varied = np.maximum(self.squares / self.weeks - (self.sum / self.weeks) ** 2, 0) + 1e-4
        self.power = 1 + float(np.clip((found * varied).sum() / varied.sum(), -0.6, 0.2))


class _Weekdays:
    """Seven factors of the desk, from weeks before the guard."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[Floats, Floats]] = deque()
        self.counts = np.zeros(7)
        self.expected = np.zeros(7)
        self.factors = np.ones(7)

    def learn(self, counts: Floats, expected: Floats) -> None:
        """Take in a week's counts and means by weekday; it speaks once the guard has passed."""
        self.waiting.append((counts, expected))
        if len(self.waiting) <= GUARD:
            return
        seen, meant = self.waiting.popleft()
        self.counts += seen
        self.expected += meant
        scale = self.counts.sum() / max(self.expected.sum(), 1e-9)
        factors = (self.counts + WEEKDAY_PRIOR) / (self.expected * scale + WEEKDAY_PRIOR)
        self.factors = factors / factors.mean()
