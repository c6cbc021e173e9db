"""How often a host may be asked: one request at a time, and a pause after each.

The pause counts from the end of the last answer, so a slow host is asked less often. A host that
answers 429 or 503 with Retry-After is left alone until then. One that sends more than its budget
is asked so seldom that it stays within it.

Source: RFC 9110, section 10.2.3 (Retry-After); RFC 6585, section 4 (429).
"""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from vedette.errors import CollectError

PATIENCE = 60.0
"""Seconds that a request waits for its turn; what takes longer is told to come back. Most
crawl-delays are 1 to 30 seconds."""

LONG_DELAY = 300.0
"""Seconds of a crawl-delay that are waited for all the same: what takes two requests, as a sitemap
index and its file do, would never come. Beyond it, who waits would keep others from their turn."""

HOURLY = 4_000_000_000
"""Bytes an hour that one host may fill this machine with, unpacked. The most that we ask for on
purpose is one of GDELT's quarter-hours every few seconds, 10 MB each; a news site sends 50 MB."""

LONGEST = timedelta(days=7)
"""Nobody silences a source for longer than this with one header."""


class HostBusy(CollectError):
    """The host asked to be left alone, or its pace forbids a request now; `until` says how long."""

    until: datetime | None = None


def retry_after(
    value: str | None, now: datetime, server_time: str | None = None
) -> datetime | None:
    """Read a Retry-After header, in seconds or as an HTTP date; None where it says nothing.

    A date is meant by the server's clock; its Date header, handed in as `server_time`, tells how
    far that clock is from ours.

    >>> retry_after("120", datetime(2025, 1, 14, 8, tzinfo=UTC)).isoformat()
    '2025-01-14T08:02:00+00:00'
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return now + min(LONGEST, timedelta(seconds=int(text[:9])))
    said = _http_date(text)
    if said is None:
        return None
    wait = said - (_http_date(server_time or "") or now)
    return now + min(max(wait, timedelta()), LONGEST)


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: float = -math.inf
    free: float = 0.0
    held: float = 0.0
    sent: float = 0.0
    seen: float = 0.0


class Gate:
    """Lets requests through, one at a time for each host and `together` over all hosts.

    `clock` gives seconds that only grow, `sleep` waits for some; a test hands in its own pair, and
    a replay at speed a faster one. `pace` is the least pause in seconds, `hourly` the bytes that a
    host may send in an hour.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        pace: float = 1.0,
        together: int = 20,
        patience: float = PATIENCE,
        hourly: int = HOURLY,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._pace = pace
        self._patience = patience
        self._hourly = hourly
        self._slots = asyncio.Semaphore(together)
        self._hosts: dict[str, _Host] = {}

    def wait(self, host: str) -> float:
        """Tell the seconds until this host may be asked again."""
        state = self._hosts.get(host)
        return max(0.0, max(state.free, state.held) - self._clock()) if state else 0.0

    def hold(self, host: str, seconds: float) -> None:
        """Leave this host alone for some seconds; an earlier, longer hold stays."""
        state = self._hosts.setdefault(host, _Host())
        state.held = max(state.held, self._clock() + seconds)

    def spend(self, host: str, size: int) -> None:
        """Note bytes that a host sent; past its budget it is left alone until they are paid off."""
        state, now = self._hosts.setdefault(host, _Host()), self._clock()
        rate = self._hourly / 3600
        state.sent = max(0.0, state.sent - rate * (now - state.seen)) + size
        state.seen = now
        over = state.sent - self._hourly
        if over > 0:
            self.hold(host, over / rate)

    @asynccontextmanager
    async def turn(self, host: str, *, now: datetime, pace: float = 0.0) -> AsyncIterator[None]:
        """Wait for this host's turn, hold it for the body, then start the pause.

        Raises HostBusy instead of waiting for longer than the gate's patience, or than a pause that
        the host itself asks for, up to LONG_DELAY.
        """
        patience = max(self._patience, min(pace, LONG_DELAY))
        state = self._hosts.setdefault(host, _Host())
        async with state.lock:
            # The pace may be learnt from the very answer before this: robots.txt and its delay.
            state.free = max(state.free, state.ended + pace)
            while (left := self.wait(host)) > 0:
                if left > patience:
                    raise _busy(host, left, now)
                await self._sleep(left)
            async with self._slots:
                try:
                    yield
                finally:
                    state.ended = self._clock()
                    state.free = state.ended + max(pace, self._pace)


def _busy(host: str, left: float, now: datetime) -> HostBusy:
    fault = HostBusy(
        what="the host is left alone for now", where=host, why=f"for another {left:.0f} seconds"
    )
    fault.until = now + timedelta(seconds=left)
    return fault
