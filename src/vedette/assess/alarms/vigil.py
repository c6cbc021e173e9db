"""The watch over many series of counts: a fold over weeks, with the days of an unfinished one.

Nothing here looks ahead: the evidence of a day uses the counts up to that day and what weeks before
the guard have taught. State is a few hundred numbers a series, whatever the length of history.
"""

from dataclasses import dataclass

import numpy as np

from vedette.assess.alarms.ages import Ages, Happened
from vedette.assess.alarms.evidence import (
    MEMBER,
    SHARED_LEAST,
    SHARED_SIZE,
    SHARED_WINDOWS,
    alone,
    log_ratio,
    shared,
    unshared,
)
from vedette.assess.alarms.expecting import FIRST_WEEKS, Expectation, Ints, Together
from vedette.assess.alarms.promise import Scale
from vedette.assess.alarms.scanning import Clustered, Scan
from vedette.assess.alarms.spreading import FOUR_WEEKS, WINDOWS, Spread
from vedette.assess.alarms.tracking import Floats

DAYS = WINDOWS[-1] - 1
"""Days before this one that a window may need."""

FULLEST = 4.0
"""Times that more, or less, is seen than before, as far as dispersion follows."""

COMMON_PRIOR = 20.0
"""Incidents at which a group's excess is half believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Some days of all series: means and evidence [series, days]."""

    means: Floats
    spread: Floats
    evidence: Floats
    """Log of the averaged ratio; -inf on days that brought nothing new to the series."""
    own: Floats
    """The evidence there would be if the peers told nothing."""
    log_rate: Floats
    """Log of the rate per series-year at which quiet series reach this evidence; inf if none."""
    slope: float
    """How much the log rate falls with a unit of evidence."""
    sums: Floats
    """What the windows hold, up to each day [windows, series, days]: those of `WINDOWS`, and where
    it is known when incidents happened once more, of what happened in the window, too."""
    expected: Floats
    variances: Floats
    clustered: Clustered | None = None
    """Evidence of circles of places, where places are known."""


class Vigil:
    """All series of a desk, watched together."""

    def __init__(
        self,
        counts: Floats,
        exposure: Floats,
        group: Ints,
        kind: Ints,
        places: Floats | None = None,
        *,
        happened: Happened | None = None,
    ) -> None:
        """Begin with the first weeks: `counts` and `exposure` [series, 56 days].

        Where it is known when incidents `happened`, of all days, windows go by it, too.
        """
        self.expectation = Expectation(counts, exposure, group)
        self.spread = Spread(len(counts))
        self.scale = Scale(len(counts))
        self.scan = None if places is None else Scan(places)
        self.peers = Together(kind)
        self.ages = None if happened is None else Ages(happened, len(counts))
        self.usual = np.zeros(len(counts))
        self.counts = np.zeros((len(counts), DAYS))
        self.means = np.zeros((len(counts), DAYS))

    @property
    def begun(self) -> bool:
        """Whether the first weeks are over, in which levels are still being found."""
        return self.expectation.week >= FIRST_WEEKS

    def step(self, counts: Floats, exposure: Floats) -> Weighed:
        """Weigh the days [series, up to 7] that follow; a whole week is taken in as well."""
        return (self.learn if counts.shape[1] == 7 else self.weigh)(counts, exposure)

    def weigh(self, counts: Floats, exposure: Floats) -> Weighed:
        """Weigh up to seven days that follow the last learnt week; changes nothing."""
        means, spread = self.expectation.forecast(exposure)
        days, known = counts.shape[1], np.hstack([self.means, means])
        sums = _rolling(np.hstack([self.counts, counts]), days)
        expected = _rolling(known, days)
        fuller = self._fuller(exposure)
        variances = self.spread.variances(expected, spread, fuller)
        if self.ages:
            young = self.ages.expected(known, days)
            sums = np.concatenate([sums, self.ages.sums(days)])
            variances = np.concatenate([variances, self.spread.variances(young, spread, fuller)])
            expected = np.concatenate([expected, young])
        # Evidence grows only on days with a new incident: the others would repeat an old alarm.
        news = (counts > 0) & self.begun
        own, evidence = self._evidence(news, sums, expected, variances)
        clustered = self.scan.weigh(sums, expected, variances, news) if self.scan else None
        return Weighed(
            means=means,
            spread=spread,
            evidence=evidence,
            own=own,
            log_rate=self.scale.log_rates(evidence, expected[FOUR_WEEKS, :, -1]),
            slope=self.scale.line()[1],
            sums=sums,
            expected=expected,
            variances=variances,
            clustered=clustered,
        )

    def learn(self, counts: Floats, exposure: Floats) -> Weighed:
        """Weigh a whole week, then take it in."""
        told = self.weigh(counts, exposure)
        if self.begun:
            sums, expected = (part[: len(WINDOWS), :, -1] for part in (told.sums, told.expected))
            self.spread.learn(sums, np.maximum(expected, 1e-4), told.spread)
            self.scale.learn(told.evidence, told.log_rate, expected[-1])
            if self.scan and told.clustered:
                self.scan.learn(told.clustered, told.expected[: len(WINDOWS)])
        self.usual += np.log(self.expectation.seen(exposure)).mean(1)
        self.expectation.learn(counts, exposure)
        if self.ages:
            self.ages.learn(counts.shape[1])
        self.counts = np.hstack([self.counts, counts])[:, -DAYS:]
        self.means = np.hstack([self.means, told.means])[:, -DAYS:]
        return told

    def _evidence(
        self, news: np.ndarray, sums: Floats, expected: Floats, variances: Floats
    ) -> tuple[Floats, Floats]:
        """Give each series' evidence without what peers tell, and with it; -inf without news."""
        own = np.zeros(int(news.sum()))
        joint, still = np.zeros_like(own), np.zeros_like(own)
        common = self._common(sums[FOUR_WEEKS], expected[FOUR_WEEKS])
        for number in range(len(sums)):
            window = sums[number], expected[number] * common, variances[number] * common
            own += alone(*(part[news] for part in window)) / len(sums)
            if number in SHARED_WINDOWS:
                ratio = log_ratio(*window, SHARED_SIZE, SHARED_LEAST)
                joint += np.exp(shared(ratio, self.peers)[news]) / len(SHARED_WINDOWS)
                still += np.exp(unshared(ratio[news])) / len(SHARED_WINDOWS)
        by_itself, beside = np.log(MEMBER * still + own), np.log(MEMBER * joint + own)
        return _put(by_itself, news), _put(beside, news)

    def _fuller(self, exposure: Floats) -> Floats:
        """Give how much more of what happens is seen than in the weeks so far [series, days]."""
        usual = np.exp(self.usual / max(self.expectation.week, 1))
        fuller = self.expectation.seen(exposure) / usual[:, None]
        return np.clip(fuller, 1.0, FULLEST)

    def _common(self, sums: Floats, expected: Floats) -> Floats:
        """Give how much more than expected the rest of a series' group shows, at least 1.

        What lifts all series of a group is its coverage sooner than what they tell of: after a
        doubling of sources, a power wrong by a tenth is a weak rise of every series at once.
        """
        groups = self.expectation.groups
        rest = groups.sums(sums)[groups.of] - sums + COMMON_PRIOR
        ratio = rest / (groups.sums(expected)[groups.of] - expected + COMMON_PRIOR)
        return np.maximum(ratio, 1.0)


def _rolling(values: Floats, days: int) -> Floats:
    """Sum over each window, up to each of the last days [windows, series, days]."""
    total = np.cumsum(np.pad(values, ((0, 0), (1, 0))), 1)
    ends = np.arange(values.shape[1] - days, values.shape[1]) + 1
    return np.array([total[:, ends] - total[:, ends - window] for window in WINDOWS])


def _put(values: Floats, where: np.ndarray) -> Floats:
    """Put values back where they were taken, with -inf in between."""
    full = np.full(where.shape, -np.inf)
    full[where] = values
    return full
