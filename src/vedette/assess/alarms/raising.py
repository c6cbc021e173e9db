"""Alarms out of counts: what was raised, against which expectation, under which promise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np

from vedette.assess.alarms.evidence import alone
from vedette.assess.alarms.expecting import FIRST_DAYS
from vedette.assess.alarms.negbin import interval
from vedette.assess.alarms.promise import GAP, Promise
from vedette.assess.alarms.scanning import Clustered, Scan
from vedette.assess.alarms.spreading import WINDOWS
from vedette.assess.alarms.table import Counts
from vedette.assess.alarms.tracking import Floats
from vedette.assess.alarms.vigil import Vigil, Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One alarm: more than expected, in some series, over the days up to one day.

    `expected`, `low` and `high` leave out the rise that the rest of a series' group shows too; the
    evidence of a series was judged with it.
    """

    day: date
    scope: Literal["series", "campaign", "cluster"]
    """A series by itself, a series that its peers make credible, or places close to each other."""
    series: tuple[str, ...]
    days: int
    """Length of the window that shows it best."""
    happened: bool
    """Whether it counts what both happened and became known in the window, or all that became
    known."""
    count: int
    expected: float
    low: int
    high: int
    """Nine in ten windows hold from `low` to `high`, if nothing is raised."""
    exposure: float
    """Over the window, as the counts came with."""
    evidence: float
    """Averaged likelihood ratio, as a natural logarithm."""
    rate: float
    """How often a quiet series shows as much, in times a year."""
    first: bool
    """Whether the series showed nothing at all before the window."""
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a series showed in seven days, and what was expected.

    Nine in ten weeks hold from `low` to `high`, if nothing is raised.
    """

    count: int
    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The whole weeks of every series: what each held and what was expected before it.

    `counts`, `means` and `variances` are [weeks, series]; `ends` are the last days of the weeks.
    The band of a week is worked out when it is asked for: that of all takes seconds.
    """

    rows: Mapping[str, int]
    ends: tuple[date, ...]
    counts: Sequence[Floats]
    means: Sequence[Floats]
    variances: Sequence[Floats]

    def of(self, series: str, last: int) -> tuple[tuple[date, Week], ...]:
        """Give the last weeks of a series with their last days; none for one not watched."""
        if series not in self.rows:
            return ()
        row, first = self.rows[series], max(0, len(self.ends) - last)
        return tuple((self.ends[n], self._week(n, row)) for n in range(first, len(self.ends)))

    def _week(self, n: int, row: int) -> Week:
        mean = float(self.means[n][row])
        low, high = interval(mean, float(self.variances[n][row]))
        return Week(count=int(self.counts[n][row]), expected=mean, low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The alarms of a table, and what the desk's own past said of how rare they are."""

    alarms: tuple[Alarm, ...]
    days: int
    series: int
    rate: float
    """The bound in force at the end, in false alarms per series-year."""
    week: Mapping[str, Week]
    """Each series' seven days up to the last that is over."""
    past: "Past" = field(compare=False)
    """Each series' whole weeks, from the first on."""


def raise_alarms(table: Counts, promise: Promise, *, unfinished: bool = False) -> Watched:
    """Watch a table from its first week to its last day; alarms in the order of days and names.

    An `unfinished` last day, which has the exposure of a whole one, raises no alarm that its end
    would not: counts only grow.
    """
    vigil = Vigil(
        table.counts[:, :FIRST_DAYS],
        table.exposure[:, :FIRST_DAYS],
        table.group,
        table.kind,
        table.places,
        happened=table.happened,
    )
    raiser = _Raiser(table, promise, vigil, table.counts.shape[1] - 1 - unfinished)
    alarms: list[Alarm] = []
    for start in range(0, table.counts.shape[1], 7):
        alarms += raiser.week(start)
    alarms.sort(key=lambda alarm: (alarm.day, alarm.series))
    return Watched(
        alarms=tuple(alarms),
        days=table.counts.shape[1] - FIRST_DAYS,
        series=len(table.names),
        rate=raiser.bound(),
        week=raiser.weeks,
        past=raiser.past(),
    )


class _Raiser:
    """Goes through a table, and keeps when each series last alarmed, and its week up to a day."""

    def __init__(self, table: Counts, promise: Promise, vigil: Vigil, closed: int) -> None:
        self.table, self.promise, self.vigil, self.closed = table, promise, vigil, closed
        self.weeks: dict[str, Week] = {}
        self.last = np.full(len(table.names), -GAP)
        self.last_cluster = np.full(len(table.names), -GAP)
        self.ever = np.cumsum(table.counts, 1)
        self.whole: list[tuple[int, Floats, Floats, Floats]] = []

    def bound(self) -> float:
        """Give the rate per series-year that alarms must stay under."""
        if self.promise.discovery is not None:
            return self.vigil.scale.rate_for(self.promise.discovery)
        # Series and circles are watched side by side: they share the budget.
        watched = len(self.table.names) * (2 if self.vigil.scan and self.promise.budget else 1)
        return self.promise.per_series_year(watched)

    def past(self) -> Past:
        """Give the whole weeks that were weighed once the first ones had been learnt from."""
        told = [one for one in self.whole if one[0] >= FIRST_DAYS]
        return Past(
            rows={name: row for row, name in enumerate(self.table.names)},
            ends=tuple(self.table.day(one[0]) for one in told),
            counts=[one[1] for one in told],
            means=[one[2] for one in told],
            variances=[one[3] for one in told],
        )

    def week(self, start: int) -> Iterator[Alarm]:
        """Weigh the week that begins at a column, then give its alarms."""
        bound = np.log(self.bound())
        days = slice(start, start + 7)
        told = self.vigil.step(self.table.counts[:, days], self.table.exposure[:, days])
        if told.means.shape[1] == 7 and start + 6 <= self.closed:
            at = WINDOWS.index(7)
            parts = (part[at, :, -1].copy() for part in (told.sums, told.expected, told.variances))
            self.whole.append((start + 6, *parts))  # type: ignore[arg-type]  # three of them
        for day in range(told.means.shape[1]):
            if start + day == self.closed:
                self.weeks = {
                    name: _week(told, row, day) for row, name in enumerate(self.table.names)
                }
            yield from self._series(told, day, start, bound)
            if told.clustered and self.vigil.scan:
                yield from self._clusters(told, told.clustered, day, start, bound)

    def _series(self, told: Weighed, day: int, start: int, bound: float) -> Iterator[Alarm]:
        at = start + day
        for row in np.flatnonzero((told.log_rate[:, day] < bound) & (at - self.last >= GAP)):
            self.last[row] = at
            rows = np.array([row])
            window = _clearest(told, row, day)
            # Without its peers, would it have been told?
            helped = told.evidence[row, day] - told.own[row, day]
            apart = told.log_rate[row, day] + told.slope * helped
            yield self._alarm(
                told,
                rows,
                day,
                start,
                window,
                scope="series" if apart < bound else "campaign",
                evidence=float(told.evidence[row, day]),
                log_rate=float(told.log_rate[row, day]),
            )

    def _clusters(
        self, told: Weighed, found: Clustered, day: int, start: int, bound: float
    ) -> Iterator[Alarm]:
        """Give a day's clusters, the rarest first; a circle that overlaps one told is left out."""
        scan: Scan | None = self.vigil.scan
        assert scan
        for centre in np.argsort(found.log_rate[:, day], kind="stable"):
            rows = scan.near[centre, : found.circle[centre, day]]
            if found.log_rate[centre, day] >= bound:
                return
            if (start + day - self.last_cluster[rows] < GAP).any():
                continue
            self.last_cluster[rows] = start + day
            yield self._alarm(
                told,
                np.sort(rows),
                day,
                start,
                int(found.window[centre, day]),
                scope="cluster",
                evidence=float(found.evidence[centre, day]),
                log_rate=float(found.log_rate[centre, day]),
            )

    def _alarm(
        self, told: Weighed, rows: np.ndarray, day: int, start: int, window: int,
        *, scope: Literal["series", "campaign", "cluster"], evidence: float, log_rate: float,
    ) -> Alarm:  # fmt: skip
        mean = float(told.expected[window, rows, day].sum())
        low, high = interval(mean, float(told.variances[window, rows, day].sum()))
        days, at = WINDOWS[window % len(WINDOWS)], start + day
        # The first weeks raise nothing, and the longest window is half as long as they are.
        since = at + 1 - days
        return Alarm(
            day=self.table.day(at),
            scope=scope,
            series=tuple(self.table.names[row] for row in rows),
            days=days,
            happened=window >= len(WINDOWS),
            count=int(told.sums[window, rows, day].sum()),
            expected=mean,
            low=low,
            high=high,
            exposure=float(self.table.exposure[rows, since : at + 1].sum()),
            evidence=evidence,
            rate=float(np.exp(log_rate)),
            first=not self.ever[rows, since - 1].any(),
            promise=self.promise.sentence,
        )


def _week(told: Weighed, row: int, day: int) -> Week:
    at = WINDOWS.index(7), row, day
    mean = float(told.expected[at])
    low, high = interval(mean, float(told.variances[at]))
    return Week(count=int(told.sums[at]), expected=mean, low=low, high=high)


def _clearest(told: Weighed, row: np.integer[Any], day: int) -> int:
    """Give the number of the window that shows the most."""
    parts: list[Floats] = [part[:, row, day] for part in (told.sums, told.expected, told.variances)]
    return int(np.argmax(alone(parts[0], parts[1], parts[2])))
