"""What hangs on a moment only by what is known then, worked out once between two changes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Generic, TypeVar

Made = TypeVar("Made")


class AsKnown(Generic[Made]):
    """What is made of a moment, kept while nobody asks past or before one of `moments`.

    These are all at which anything becomes known, or passes: between two of them the answer is the
    same. A desk asks for the present, which is past all but those that are still to come. How it is
    made is told by who asks: kept here, a method of its owner would hold the owner in a circle, and
    each register that a report replaces would stay until Python looks for circles.
    """

    def __init__(self, moments: Iterable[datetime]) -> None:
        self._moments = sorted(set(moments))
        self._held: tuple[int, Made] | None = None

    def at(self, now: datetime, make: Callable[[datetime], Made]) -> Made:
        """Give what is known at a moment; `make` makes it where it is not at hand."""
        known = bisect_right(self._moments, now)
        if self._held is None or self._held[0] != known:
            self._held = known, make(now)
        return self._held[1]
