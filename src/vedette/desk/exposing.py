"""How many entries a day were within reach, by state: what incidents are measured against.

Where a source is polled, they are the entries expected of it, times the share of the day within
reach of good polls. Before its first poll there is only what archives and fillings hold of it: how
many entries that was a day, over the four weeks before. So an outage lowers the exposure, and so
does a language that no coder reads; both never look like peace.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from vedette.assess.alarms.series import Reading
from vedette.assess.alarms.tracking import Floats
from vedette.coverage import weight
from vedette.desk.covering import Covering
from vedette.desk.expecting import Covered
from vedette.ledger import coverage
from vedette.sources.codes import MANY_STATES

MONTH = 28
"""Days over which what an archive holds is averaged: its burst on one day is no wider reading."""

SILENT = 14
"""Days without any entry after which an archive is taken to have a gap."""


def reading(connection: Connection, covering: Covering, *, until: date) -> Reading | None:
    """Give what was within reach from the first day that is known; None where none is."""
    held = coverage.held(connection)
    known = [day for days in (*held.values(), *covering.days.values()) for day in days]
    if not known or date.fromisoformat(min(known)) > until:
        return None
    days = Days(start=date.fromisoformat(min(known)), until=until)
    states: dict[str, Floats] = defaultdict(days.nothing)
    unlisted = [came for source, came in held.items() if source not in covering.sources]
    states[MANY_STATES] += days.archived(unlisted, days.length)
    for source in covering.sources.values():
        if any(covering.is_coded(language) for language in source.languages):
            polled = covering.days.get(source.id, {})
            end = days.number(min(polled)) if polled else days.length
            states[source.country] += days.polled(polled)
            states[source.country] += days.archived([held.get(source.id, {})], end)
    common = states.pop(MANY_STATES)
    return Reading(start=days.start, common=common, states=dict(states))


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days from `start` to `until`, numbered from 0."""

    start: date
    until: date

    @property
    def length(self) -> int:
        """How many there are."""
        return (self.until - self.start).days + 1

    def number(self, day: str) -> int:
        """Give the number of a day."""
        return (date.fromisoformat(day) - self.start).days

    def nothing(self) -> Floats:
        """Give a zero for each."""
        return np.zeros(self.length)

    def polled(self, days: Mapping[str, Covered]) -> Floats:
        """Give the entries that polls had within reach."""
        found = self.nothing()
        for name, day in days.items():
            if day.share is not None and self.number(name) < self.length:
                found[self.number(name)] = weight(day.expected) * day.share
        return found

    def archived(self, listed: Iterable[Mapping[str, int]], end: int) -> Floats:
        """Give the mean of four weeks of what came before the day with the number `end`."""
        counts = self.nothing()
        for came in listed:
            for name, n in came.items():
                if self.number(name) < min(end, self.length):
                    counts[self.number(name)] += n
        if not counts.any():
            return counts
        first = int(np.flatnonzero(counts)[0])
        found = trailing(counts, MONTH, since=first)
        found[trailing(counts, SILENT, since=first) == 0] = 0
        found[end:] = 0
        return found


def trailing(counts: Floats, window: int, *, since: int) -> Floats:
    """Average counts [days] over the window that ends with each day, of its days from `since` on.

    >>> trailing(np.array([0.0, 4.0, 0.0, 2.0]), 2, since=1).tolist()
    [0.0, 4.0, 2.0, 1.0]
    """
    total = np.cumsum(np.pad(counts, (1, 0)))
    ends = np.arange(len(counts)) + 1
    starts = np.maximum(ends - window, min(since, len(counts) - 1))
    days = np.maximum(ends - starts, 1)
    return np.where(ends > since, (total[ends] - total[np.minimum(starts, ends)]) / days, 0.0)
