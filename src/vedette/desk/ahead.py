"""What pages put together after a change, put together beside them before anybody asks.

An analyst's first click of the day is no different from the second: the columns of the stream, what
became of what sources told, the registers, the lookout and the brief of the last week are kept by
the desk once they are made. Nothing is kept for it that the pages would not keep.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Final

from vedette.answers import Ask, IncidentAsk
from vedette.calls import CallAsk
from vedette.desk.answering import Desk
from vedette.desk.briefing import BriefAsk
from vedette.desk.footprint import Upkeep
from vedette.ledger.looking import DAY

PAUSE: Final = 60.0
"""Seconds between two looks at least; each finds all as it was where nothing came in."""
SHARE: Final = 10.0
"""Times as long as it took that nothing is made then: who codes and who asks have the processor."""


def parts(desk: Desk) -> Iterator[Callable[[], object]]:
    """Give what makes each part of what is kept, by asking for a little that hangs on all of it."""
    yield lambda: desk.count(Ask())
    yield lambda: desk.incidents(IncidentAsk(limit=1))
    yield desk.unusual
    yield lambda: desk.pledges_due(desk.today(), desk.today())
    yield lambda: desk.forecasts_due(desk.today(), desk.today())
    yield lambda: desk.calls(CallAsk(limit=1))
    yield desk.postures
    yield lambda: desk.brief(BriefAsk(since=desk.today() - 7 * DAY, until=desk.today() - DAY))


class Ahead:
    """A thread that keeps a desk ready for its pages; `clock` tells seconds.

    It ends with its process: nobody waits for it.
    """

    def __init__(self, desk: Desk, clock: Callable[[], float], pause: float = PAUSE) -> None:
        self._desk, self._clock, self._pause = desk, clock, pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end after the part in hand."""
        self._stopping.set()

    def join(self, seconds: float) -> None:
        """Wait till it has ended, no longer than so many seconds."""
        self._thread.join(seconds)

    def _run(self) -> None:
        rest, upkeep = 0.0, Upkeep(self._clock)
        while not self._stopping.wait(rest):
            began = self._clock()
            for make in parts(self._desk):
                if self._stopping.is_set():
                    return
                self._try(make)
            upkeep()
            rest = max(self._pause, SHARE * (self._clock() - began))

    def _try(self, make: Callable[[], object]) -> None:
        """Make a part; what breaks is told by the page that is asked for."""
        try:
            make()
        except Exception:  # a ledger that is away, a file that is wrong
            logging.getLogger(__name__).debug("not made ahead", exc_info=True)
