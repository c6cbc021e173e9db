"""An incident as it was known: the days on which something came, and which of them is shown."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from vedette.desk import IncidentSheet
from vedette.desk.decisions import Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The days (UTC) on which anything became known, with how much, and the day that is shown.

    `shown` is None for the present.
    """

    days: tuple[tuple[date, int], ...]
    shown: date | None
    last: date

    @property
    def past(self) -> bool:
        """Whether something was to come yet."""
        return self.shown is not None and any(day > self.shown for day, _ in self.days)


def known(sheet: IncidentSheet, decided: list[Decided], shown: date | None, last: date) -> Known:
    """Count what came on each day: reports, and decisions of analysts."""
    moments = {one.head.article: one.head.known for one in sheet.accounts}
    came = [*moments.values(), *(one.ruling.decision.at for one in decided)]
    counted = Counter(moment.astimezone(UTC).date() for moment in came)
    return Known(days=tuple(sorted(counted.items())), shown=shown, last=last)


def end_of(day: date) -> datetime:
    """Give the last moment of a day, UTC.

    >>> end_of(date(2026, 3, 2)).isoformat()
    '2026-03-02T23:59:59.999999+00:00'
    """
    return datetime.combine(day, time(), UTC) + timedelta(days=1) - timedelta(microseconds=1)
