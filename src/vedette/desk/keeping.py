"""What is worked out of the views, kept until they are others."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from vedette.ledger import related

Made = TypeVar("Made")
Question = TypeVar("Question")
State = tuple[int, str]
"""How far the views have read the log, and by which code."""


class Lately(Generic[Question, Made]):
    """The last answers to some questions, each kept while the views are as they were for it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Question, tuple[State, Made]] = {}

    def of(self, question: Question, state: State, make: Callable[[], Made]) -> Made:
        """Give the answer to a question in a state of the views."""
        held = self._held.get(question)
        if held is None or held[0] != state:
            held = state, make()
            self._held.pop(question, None)
            self._held[question] = held
            for old in list(self._held)[: -self._most]:
                self._held.pop(old, None)
        return held[1]


class Same(Generic[Made]):
    """What was made last, for as long as it would be made of the same parts.

    Most reports tell nothing of pledges: what was put together before one is what is put together
    after it. Who makes it lets nobody else make it meanwhile.
    """

    def __init__(self) -> None:
        self._held: tuple[tuple[object, ...], Made] | None = None

    def of(self, *parts: object, make: Callable[[], Made]) -> Made:
        """Give what is made of these parts."""
        if self._held is None or self._held[0] != parts:
            self._held = parts, make()
        return self._held[1]


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
