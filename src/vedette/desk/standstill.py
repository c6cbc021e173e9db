"""A ledger that takes nothing in for a while: since when, why, and when it is tried again.

    a full or read-only disk, a server that is gone ─► every job waits, 1 s … 30 s ─► tries again
                                                                 it goes on, and says so ◄─┘

Nothing is lost meanwhile: what a job holds in its hands it writes afterwards, what it has not
begun it begins then. The desk says on every page that it can still show that the line stands still.
"""

import asyncio
import contextlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from vedette.errors import Away
from vedette.records import Issue

FIRST: Final = 1.0
"""Seconds until it is tried again, doubled each time: a server that restarts is met soon."""
LONGEST: Final = 30.0

CAUSES: Final = (
    (re.compile(r"disk is full|No space left"), "the disk is full"),
    (re.compile(r"read-?only"), "the ledger can only be read"),
    (re.compile(r"disk I/O error|unable to open database"), "the disk takes nothing in"),
    (re.compile(r"another vedette"), "another vedette watches the ledger"),
)
"""What SQLite, PostgreSQL and we say → the same in words that name no file, server or account."""
UNREACHED: Final = "the database is out of reach"


@dataclass(slots=True, kw_only=True)
class Standstill:
    """Why nothing is written, and since when; `since` is None while nothing stands still."""

    since: datetime | None = None
    why: str = ""
    tries: int = 0

    @property
    def cause(self) -> str:
        """Say why in words that may be told to anybody.

        >>> Standstill(why="connection to server at 10.0.0.7, port 5432 failed").cause
        'the database is out of reach'
        """
        return next((told for said, told in CAUSES if said.search(self.why)), UNREACHED)

    async def wait(self, fault: Away, now: datetime, stopping: asyncio.Event) -> None:
        """Note that nothing can be written, and wait for the next attempt, or until all ends."""
        self.since, self.why = self.since or now, fault.why
        pause = min(FIRST * 2.0 ** min(self.tries, 10), LONGEST)
        self.tries += 1
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stopping.wait()

    def over(self) -> None:
        """Say that it goes on."""
        self.since, self.why, self.tries = None, "", 0

    def issue(self, place: str, now: datetime) -> Issue:
        """Tell how long the line stood still, for those who were not looking."""
        lasted = now - (self.since or now)
        return Issue(
            stage="collect",
            what=f"nothing was written for {timedelta(seconds=round(lasted.total_seconds()))}",
            input=place,
            why=self.why[:300],
            remedy="nothing was lost: the line waited and went on",
        )
