"""Bringing what waits in the outbox to its recipients, beside the line and never in its way.

    woken by a fold, or by a pause that is over ─► each channel: each recipient, in order:
        bytes as they were kept ─► send ─► receipt ─► ledger

What is sent is read from the ledger, and what became of it is written there at once. A process that
is killed after sending and before writing sends the same bytes under the same key again.
"""

import asyncio
import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from vedette.alerts import Channel, Envelope, Receipt
from vedette.desk import journal
from vedette.desk.addressing import LEFT
from vedette.desk.outgoing import Outgoing
from vedette.desk.plugins import part
from vedette.errors import VedetteError
from vedette.ledger import asking, outbox
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.outbox import Waiting
from vedette.ledger.store import Store
from vedette.records import Issue
from vedette.send import Kind, Sends, Wire

IDLE: Final = 5.0
"""Seconds after which the outbox is looked at even if nobody called: commands post as well."""
AT_ONCE: Final = 20
"""Envelopes of one recipient that are looked at together."""
FIRST: Final = 2.0
"""Seconds before the second attempt, doubled with each: a receiver that restarts is met soon."""
LONGEST: Final = 900.0
PATIENCE: Final = timedelta(days=3)
"""After which a receiver that never answered is given up: a long weekend."""
LATE: Final = timedelta(hours=1)
"""After which what a channel puts off is told on the desk: whoever relies on it must know."""
SILENT: Final = 60.0
"""Seconds for one attempt, over all that a channel does for it."""

Wires = Callable[[Channel], Wire]


class Write(Protocol):
    """Runs a function in the thread that writes."""

    async def __call__(self, function: Callable[..., Any], *given: Any) -> Any: ...


class Sending:
    """Sends what waits; `wires` gives each channel its way to the web."""

    def __init__(
        self,
        store: Store,
        appender: Appender,
        outgoing: Outgoing,
        *,
        wires: Wires,
        now: Callable[[], datetime],
        silent: float = SILENT,
    ) -> None:
        self._store = store
        self._appender = appender
        self._outgoing = outgoing
        self._wires = wires
        self._now = now
        self._silent = silent
        self._sends: dict[str, Sends] = {}
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._woken: dict[str, asyncio.Event] = {}
        self._after: Counter[str] = Counter()
        self._late: set[str] = set()

    def wake(self) -> None:
        """Look at once: something was posted."""
        for event in self._woken.values():
            event.set()

    async def run(self, write: Write) -> None:
        """Send for ever."""
        self._woken = {name: asyncio.Event() for name in (*self._outgoing.channels, "")}
        jobs = [self._channel(one, write) for one in self._outgoing.channels.values()]
        async with asyncio.TaskGroup() as group:
            group.create_task(self._pauses(write))
            for job in jobs:
                group.create_task(job)

    async def _pauses(self, write: Write) -> None:
        """Make envelopes when a pause that a rule asks for is over."""
        event = self._woken[""]
        while True:
            event.clear()
            due = self._outgoing.next
            if due is not None and due <= self._now() and await write(self._pack):
                self.wake()
            else:
                await _until(event, _seconds(self._outgoing.next, self._now()) or IDLE)

    def _pack(self) -> int:
        with self._appender.batch() as batch:
            return self._outgoing.pack(batch, self._now())

    async def _channel(self, channel: Channel, write: Write) -> None:
        event = self._woken[channel.name]
        while True:
            event.clear()
            waiting = await asyncio.to_thread(self._waiting, channel.name)
            await _until(event, await self._all(channel, waiting, write) if waiting else IDLE)

    def _waiting(self, channel: str) -> list[Waiting]:
        with self._store.reading() as connection:
            newest = asking.newest(connection, t.envelopes)
            found = outbox.waiting(connection, channel, AT_ONCE, self._after[channel])
        self._after[channel] = found[0].number - 1 if found else newest
        return found

    async def _all(self, channel: Channel, waiting: Sequence[Waiting], write: Write) -> float:
        """Send to every recipient what may be sent; give the seconds until there is more."""
        by_recipient: dict[str, list[Waiting]] = {}
        for one in waiting:
            by_recipient.setdefault(one.envelope.recipient, []).append(one)
        jobs = (self._in_order(channel, mine, write) for mine in by_recipient.values())
        return min(await asyncio.gather(*jobs))

    async def _in_order(self, channel: Channel, mine: Sequence[Waiting], write: Write) -> float:
        """Send to one recipient: what comes later waits behind what he has not taken."""
        for one in mine:
            async with self._turn(channel):
                now = self._now()
                # Of an attempt that was made tomorrow nothing is known: the clock was set back.
                if one.last and one.last <= now and (wait := _seconds(again_at(one), now)):
                    return wait
                with journal.step("send", channel=channel.name, kind=channel.kind) as step:
                    receipt = await self._send(channel, one)
                    step["outcome"] = receipt.outcome
            if receipt.outcome == "again" and self._now() - (one.first or now) > PATIENCE:
                told = f"after {PATIENCE.days} days: {receipt.told}"
                receipt = Receipt(outcome="given_up", told=told)
            await write(self._keep, channel, one, receipt)
            if receipt.outcome == "again":
                return 0.0
        return IDLE if len(mine) < AT_ONCE else 0.0

    async def _send(self, channel: Channel, one: Waiting) -> Receipt:
        """Send one envelope; whatever breaks is a receipt."""
        if not one.body:
            return Receipt(outcome="given_up", told="its words were erased before it left")
        try:
            envelope = await asyncio.to_thread(self._addressed, channel, one.envelope)
            if envelope is None:
                return LEFT
            async with asyncio.timeout(self._silent):
                return await self._sender(channel)(one.body, envelope, channel)
        except TimeoutError:
            return Receipt(outcome="again", told=f"no end within {self._silent:g} seconds")
        except Exception as fault:  # noqa: BLE001  # a plugin's sender must not stop the others
            return Receipt(outcome="again", told=f"{type(fault).__name__}: {fault}"[:200])

    def _addressed(self, channel: Channel, envelope: Envelope) -> Envelope | None:
        with self._store.reading() as connection:
            return self._outgoing.addressing.addressed(connection, channel, envelope)

    def _turn(self, channel: Channel) -> asyncio.Semaphore:
        """Give what a channel's envelopes wait at for their turn; the wait is no attempt."""
        if channel.name not in self._turns:
            self._turns[channel.name] = asyncio.Semaphore(_together(channel) or sys.maxsize)
        return self._turns[channel.name]

    def _sender(self, channel: Channel) -> Sends:
        if channel.name not in self._sends:
            kind: Kind = part("channels", channel.kind)
            self._sends[channel.name] = kind.opens(channel, self._wires(channel))
        return self._sends[channel.name]

    def _keep(self, channel: Channel, one: Waiting, receipt: Receipt) -> None:
        now = self._now()
        with self._appender.batch() as batch:
            batch.delivered(one.number, receipt, now)
            if receipt.gone:
                self._outgoing.addressing.gone(batch, channel, one.envelope.recipient, now)
            elif receipt.outcome == "given_up":
                batch.issue_once(_issue(channel, receipt), at=now)
            elif self._grows_late(channel, one, receipt, now):
                batch.issue_once(_late(channel, one, receipt), at=now)

    def _grows_late(self, channel: Channel, one: Waiting, receipt: Receipt, now: datetime) -> bool:
        """Whether a channel has put off something for too long; told once of each outage."""
        if receipt.outcome == "taken":
            self._late.discard(channel.name)
        late = receipt.outcome == "again" and now - one.envelope.made >= LATE
        if not late or channel.name in self._late:
            return False
        self._late.add(channel.name)
        return True


def again_at(one: Waiting) -> datetime:
    """Say when an envelope that was put off is to be tried again.

    The pause doubles with each attempt, up to a quarter of an hour, and is stretched by up to half
    by the key, so that those of one moment do not come back as one; a receiver that asks for more
    is given it.
    """
    assert one.last is not None
    stretch = 1 + int(one.envelope.key[:4], 16) / 0xFFFF / 2
    pause = min(FIRST * 2.0 ** min(one.attempts - 1, 20), LONGEST) * stretch
    return one.last + timedelta(seconds=max(pause, one.wait))


def _seconds(due: datetime | None, now: datetime) -> float:
    """Give the seconds until something is due, no more than `IDLE`."""
    return IDLE if due is None else min(max((due - now).total_seconds(), 0.0), IDLE)


def _together(channel: Channel) -> int:
    """Give how many envelopes of a channel may go together, 0 for any number."""
    try:
        kind: Kind = part("channels", channel.kind)
    except VedetteError:  # each attempt tells it
        return 0
    return kind.together


async def _until(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _late(channel: Channel, one: Waiting, receipt: Receipt) -> Issue:
    return Issue(
        stage="send",
        what="alerts have been put off for an hour",
        input=f"channel {channel.name}",
        why=f"since {one.envelope.made:%Y-%m-%d %H:%M} UTC: {receipt.told}",
        remedy="see that its receiver answers; they are tried for three days",
    )


def _issue(channel: Channel, receipt: Receipt) -> Issue:
    return Issue(
        stage="send",
        what="an alert was given up",
        input=f"channel {channel.name}",
        why=receipt.told,
        remedy="see vedette alert log, and mend the channel in vedette.toml",
    )
