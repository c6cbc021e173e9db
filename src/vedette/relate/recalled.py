"""What was worked out and may be asked for again: the last of it, in memory."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Made = TypeVar("Made")


class Recalled(Generic[Name, Made]):
    """The last `most` of what was made, by its names; what is asked for counts as made anew.

    Where a name is made of references (`weakref.ref`), nothing that it names is kept alive by it.

    >>> held = Recalled[str, int](2)
    >>> held.keep("a", 1), held.keep("b", 2), held.find("a"), held.keep("c", 3), held.find("b")
    (None, None, 1, None, None)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._last: OrderedDict[Name, Made] = OrderedDict()

    def find(self, name: Name) -> Made | None:
        """Give what has a name, None where it is not remembered."""
        found = self._last.get(name)
        if found is not None:
            self._last.move_to_end(name)
        return found

    def keep(self, name: Name, made: Made) -> None:
        """Remember something, and forget what was asked for longest ago."""
        self._last[name] = made
        if len(self._last) > self._most:
            self._last.popitem(last=False)
