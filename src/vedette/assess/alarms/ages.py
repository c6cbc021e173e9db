"""How old incidents are when they become known, so that old ones are no news of today.

A window holds what became known in it *and* happened in it: of a burst that is told over two weeks
it is the days of the burst that stand out, and the late reports of everything else stay away. What
is expected of a window goes by the day on which reports come, as all expectations do, each day with
the share of its reports that are young enough: no day has to be guessed, and an outage lowers both.
"""

from dataclasses import dataclass

import numpy as np

from vedette.assess.alarms.delays import STREAMS
from vedette.assess.alarms.expecting import Ints
from vedette.assess.alarms.spreading import WINDOWS
from vedette.assess.alarms.tracking import Floats

LONGEST = WINDOWS[-1]
"""Days: what is older when it becomes known is in no window."""
KEEPS = 0.98
"""Weight of a week's ages beside those of the week after: half is forgotten in eight months."""
PRIOR = 0.2
"""What the incidents of the streams weigh: as 33."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Incidents one by one: their series, and the columns of their own day and of being known.

    An incident that tells no day of its own has the one on which it became known. `amount` is 1, or
    less than 0 where incidents were taken back.
    """

    series: Ints
    own: Ints
    known: Ints
    amount: Floats

    def __post_init__(self) -> None:
        """Refuse what is not in the order of becoming known."""
        if (np.diff(self.known) < 0).any():
            raise ValueError("incidents must be in the order in which they became known")

    def between(self, first: int, last: int) -> "Happened":
        """Give those that became known from one column up to, and without, another."""
        part = slice(*np.searchsorted(self.known, (first, last)))
        return Happened(
            series=self.series[part],
            own=self.own[part],
            known=self.known[part],
            amount=self.amount[part],
        )


class Ages:
    """The ages that a desk's incidents had so far, and what its windows hold by them."""

    def __init__(self, told: Happened, series: int) -> None:
        self.told, self.series, self.day = told, series, 0
        self.counts = np.zeros(LONGEST + 1)
        self.counts[: len(STREAMS)] = PRIOR * np.array(STREAMS)

    def sums(self, days: int) -> Floats:
        """Give what windows hold up to each of the next days [windows, series, days]."""
        found = np.empty((len(WINDOWS), self.series, days))
        ends = np.array(WINDOWS) - 1
        for at in range(days):
            today = self.day + at
            near = self.told.between(today + 1 - LONGEST, today + 1)
            age = today - near.own
            inside = age < LONGEST
            cells = near.series[inside] * LONGEST + age[inside]
            by_age = np.bincount(cells, near.amount[inside], self.series * LONGEST)
            held = np.cumsum(by_age.reshape(self.series, LONGEST), 1)
            found[:, :, at] = held[:, ends].T
        return np.maximum(found, 0)

    def expected(self, means: Floats, days: int) -> Floats:
        """Give what windows should hold, by the means of reports [series, LONGEST - 1 + days]."""
        young = np.cumsum(self.counts) / self.counts.sum()
        weights = np.zeros((means.shape[1], len(WINDOWS), days))
        for number, window in enumerate(WINDOWS):
            for at in range(days):
                last = LONGEST + at
                weights[last - window : last, number, at] = young[:window]
        told = means @ weights.reshape(len(weights), -1)
        return np.moveaxis(told.reshape(len(means), len(WINDOWS), days), 1, 0)

    def learn(self, days: int) -> None:
        """Take in the ages of what became known in the next days."""
        news = self.told.between(self.day, self.day + days)
        age = np.minimum(news.known - news.own, LONGEST)
        self.counts *= KEEPS
        self.counts += np.bincount(age, np.maximum(news.amount, 0), LONGEST + 1)
        self.day += days
