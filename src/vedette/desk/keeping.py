"""What is worked out of the views, kept until they are others."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from vedette.ledger import related

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """What `make` makes of the views: once for each state of them, however many ask at a time.

    Every page is asked for in a thread of its own.
    """

    def __init__(self, make: Callable[[Connection], Made]) -> None:
        self._make = make
        self._lock = Lock()
        self._held: tuple[tuple[int, str], Made] | None = None

    def of(self, connection: Connection) -> Made:
        """Give what is made of the views as a connection sees them."""
        folded = related.folded(connection)
        with self._lock:
            if self._held is None or self._held[0] != folded:
                self._held = folded, self._make(connection)
            return self._held[1]
