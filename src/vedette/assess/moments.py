"""What hangs on a moment only by what is known then, worked out once between two changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Generic, TypeVar

Made = TypeVar("Made")


class AsKnown(Generic[Made]):
    """What `make` makes of a moment, kept while nobody asks past or before one of `moments`.

    These are all at which anything becomes known, or passes: between two of them the answer is the
    same. A desk asks for the present, which is past all but those that are still to come.
    """

    def __init__(self, moments: Iterable[datetime], make: Callable[[datetime], Made]) -> None:
        self._moments = sorted(set(moments))
        self._make = make
        self._held: tuple[int, Made] | None = None

    def at(self, now: datetime) -> Made:
        """Give what is known at a moment."""
        known = bisect_right(self._moments, now)
        if self._held is None or self._held[0] != known:
            self._held = known, self._make(now)
        return self._held[1]
