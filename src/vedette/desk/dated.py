"""What has a last day, found by it: pledges and forecasts that fall due within some days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Dated(Generic[Item]):
    """Things by their last days, those of one day in the order in which they are given.

    >>> laid = Dated([(date(2026, 3, 2), "b"), (date(2026, 3, 1), "a"), (date(2026, 3, 2), "c")])
    >>> laid.between(date(2026, 3, 2), date(2026, 3, 9)), laid.between(date.min, date(2026, 3, 2))
    (['b', 'c'], ['a', 'b', 'c'])
    >>> laid.between(date(2026, 3, 1), date(2026, 3, 1)), laid.between(date(2026, 3, 3), date.max)
    (['a'], [])
    """

    def __init__(self, listed: Iterable[tuple[date, Item]]) -> None:
        ordered = sorted(listed, key=itemgetter(0))
        self._days = [day for day, _ in ordered]
        self._items = [item for _, item in ordered]

    def between(self, since: date, until: date) -> Sequence[Item]:
        """Give those whose last day lies between two, both counted in, the first first."""
        first, last = bisect_left(self._days, since), bisect_right(self._days, until)
        return self._items[first:last]
