"""What a text has told so far, for the words that lean on it: "that year", "a year earlier"."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from vedette.code.times import calendar as cal

_WEEK: Final = 7
_SPANS: Final = {"day": 1, "week": 7, "weekend": 7, "month": 31, "quarter": 92, "year": 366}
"""The most days that a date may cover and still say in which day, week or year one is."""
_QUARTER: Final = len("2025-Q3")
_LONGER: Final = frozenset({"P6M", "P9M", "P12M", "P1Y"})
"""What else than a quarter figures are reported for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The day told last, the last date however exact, and the quarter that figures are given for.

    A date and a day are the last days of what they cover. A quarter is kept as its value, until
    a longer stretch is told ("for the nine months"): then figures are compared over that.
    """

    day: date | None = None
    told: cal.Days | None = None
    quarter: str | None = None

    def after(self, value: str, kind: str, today: date | None) -> "Memory":
        """Take one more expression in.

        >>> Memory().after("1989-Q3", "DATE", date(1989, 10, 26)).quarter
        '1989-Q3'
        """
        if kind == "DURATION":
            return replace(self, quarter=None) if value in _LONGER else self
        days = cal.days_of(value) if kind in {"DATE", "TIME"} else None
        if days is None:
            return self
        short = (days[1] - days[0]).days <= _WEEK
        return Memory(
            day=days[1] if short else self.day,
            told=days,
            quarter=self._reported(value, days, today),
        )

    def _reported(self, value: str, days: cal.Days, today: date | None) -> str | None:
        """Keep the latest quarter that was over: one told to compare with is older."""
        if len(value) != _QUARTER or value[5] != "Q" or today is None or days[1] >= today:
            return self.quarter
        return max(value, self.quarter or value)

    def within(self, unit: str) -> date | None:
        """Give a day of the date told last, if that date is exact enough for the unit."""
        size = _SPANS.get(unit)
        if self.told is None or size is None or (self.told[1] - self.told[0]).days >= size:
            return None
        return self.told[1]


NOTHING: Final = Memory()
"""What is told before the first word."""
