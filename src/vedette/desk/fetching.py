"""The pages behind entries that are only teasers: asked for, tried again, and given up.

What is still to be fetched stands in the ledger. Only how often a page was tried is known here, and
a restart forgives it.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from vedette.collect import Client, Harvest, Past
from vedette.collect.harvest import amiss, broken, may_pass
from vedette.collect.page import behind
from vedette.desk.line import Line
from vedette.entries import entry_from
from vedette.ledger import health, work
from vedette.ledger.store import Store
from vedette.ledger.work import Looked, Waiting
from vedette.records import Capture, Channel, Issue, Poll, Source

TOGETHER = 16
"""Pages on their way at once; the gate keeps each host to its own pace."""

RETRY, LONGEST = timedelta(minutes=2), timedelta(hours=4)
"""Pause before a page is asked for again, doubled each time, and the longest."""

TEASER = timedelta(minutes=10)
"""How long the words of an entry wait for a page that fails: then they must do."""
QUEUED = timedelta(minutes=90)
"""How long they wait for one that was not asked for yet, because of the host's pace, or because its
robots.txt fails, which is asked for again after an hour."""
ALONE = timedelta(days=2)
"""How long an address without words waits, of a sitemap or of GDELT, for what may pass: nothing
else is left of it. A page that is not there is not asked for so long."""

ABREAST = 4
"""Pages of one source on their way at once: they wait for one host's turn, others need not."""

LOOK = 1.0
"""Seconds between two looks at what the polls have brought."""


@dataclass(slots=True)
class Try:
    """A page on its way: how often it was asked for, when first and last, when it may be again.

    An attempt that did not reach the host, because it was not our turn, is none.
    """

    times: int = 0
    first: datetime | None = None
    asked: datetime | None = None
    not_before: datetime | None = None
    under_way: bool = False

    def is_due(self, now: datetime) -> bool:
        """Tell whether it may be asked for; at once where the clock was set back since."""
        if self.not_before is None or self.asked is None:
            return True
        return now < self.asked or self.not_before <= now

    def put_off(self, poll: Poll, now: datetime, *, alone: bool) -> bool:
        """Note that a page did not come; say whether to ask for it again, and not give it up."""
        unsent = poll.outcome == "busy" and poll.status is None
        self.times += not unsent
        self.first = min(self.first or now, now)
        pause = min(RETRY * 2 ** max(0, self.times - 1), LONGEST)
        self.asked = now
        self.not_before = max(now + pause, poll.wait_until or now)
        patience = ALONE if alone and may_pass(poll) else QUEUED if unsent else TEASER
        return self.not_before <= self.first + patience


@dataclass(slots=True, kw_only=True)
class Pages:
    """Fetches pages; `write` runs a function in the one thread that writes."""

    line: Line
    sources: Sequence[Source]
    client: Client
    now: Callable[[], datetime]
    write: Callable[..., Awaitable[None]]
    came: Callable[[], None]
    _tries: dict[int, Try] = field(default_factory=dict)
    _after: int = 0

    async def run(self) -> None:
        """Keep pages coming, a bounded number at once."""
        slots = asyncio.Semaphore(TOGETHER)
        async with asyncio.TaskGroup() as group:
            while True:
                await self.begin(group, slots)
                await asyncio.sleep(LOOK)

    async def begin(self, group: asyncio.TaskGroup, slots: asyncio.Semaphore) -> None:
        """Begin to fetch every page that is due now, each as a slot is free."""
        for waiting in await asyncio.to_thread(self._take):
            await slots.acquire()
            group.create_task(self._fetch_and_release(waiting, slots))

    def _take(self) -> list[Waiting]:
        now, ready = self.now(), []
        with self.line.store.reading() as connection:
            newest = health.newest(connection)
            waiting = work.to_fetch(connection, after=self._after)
        self._after = waiting[0].seq - 1 if waiting else newest
        tried = [(one, self._tries.setdefault(one.seq, Try())) for one in waiting]
        abreast = Counter(one.capture.source for one, state in tried if state.under_way)
        for one, state in tried:
            if state.is_due(now) and not state.under_way and abreast[one.capture.source] < ABREAST:
                abreast[one.capture.source] += 1
                state.under_way = True
                ready.append(one)
        return in_turn(ready)

    async def _fetch_and_release(self, waiting: Waiting, slots: asyncio.Semaphore) -> None:
        try:
            await self._fetch(waiting)
        finally:
            slots.release()
            if waiting.seq in self._tries:
                self._tries[waiting.seq].under_way = False

    async def _fetch(self, waiting: Waiting) -> None:
        source, channel = self._whose(waiting)
        entry, now = entry_from(waiting.capture.body), self.now()
        before = await asyncio.to_thread(before_of, self.line.store, waiting.capture)
        ask = self.client.on_behalf(source.id)
        try:
            harvest = await behind(source, channel, entry, ask, now=now, before=before)
        except Exception as fault:  # noqa: BLE001  # one page that breaks must not stop the rest
            harvest = broken(source, channel, Past(), now, fault)
        if harvest.poll.outcome in {"busy", "failed"}:
            alone = not (entry.summary or entry.content)
            if self._tries[waiting.seq].put_off(harvest.poll, self.now(), alone=alone):
                return
        await self.write(self._keep, waiting, harvest)
        self._tries.pop(waiting.seq, None)
        self.came()

    def _whose(self, waiting: Waiting) -> tuple[Source, Channel]:
        """Find the source and channel of a capture; one that was taken off the list is rebuilt."""
        capture = waiting.capture
        for source in self.sources:
            for channel in source.channels:
                if source.id == capture.source and channel.url == capture.channel:
                    return source, channel
        channel = Channel(kind="feed", url=capture.channel)
        return unlisted(capture.source, channel), channel

    def _keep(self, waiting: Waiting, harvest: Harvest) -> None:
        page = harvest.captures[0] if harvest.captures else None
        came = page is not None or harvest.poll.outcome == "unchanged"
        issue = None if came else silent(harvest.poll, waiting.capture.url)
        with self.line.appender.batch() as batch:
            batch.fetched(waiting.seq, page, issue, harvest.poll.at)
        if not came:
            self.line.look_again(waiting.seq)


def before_of(store: Store, entry: Capture) -> Past:
    """Give what is known of the page behind an entry: an edit is asked for with conditions."""
    with store.reading() as connection:
        found = work.page_before(connection, entry.source, entry.key)
    if found is None:
        return Past()
    headers, known = found
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Past(etag=etag, modified=modified, last_full_look=known)


Turn = TypeVar("Turn", Waiting, Looked)


def in_turn(ready: Sequence[Turn]) -> list[Turn]:
    """Let the sources take turns: sixteen pages of one host, two seconds apart, block all others.

    Each source's own pages stay in their order.
    """
    turns: Counter[str] = Counter()
    placed = []
    for one in ready:
        placed.append((turns[one.capture.source], one))
        turns[one.capture.source] += 1
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


def unlisted(source: str, channel: Channel) -> Source:
    """Stand in for a source that no file describes: all that is known is where it is asked."""
    return Source(
        id=source,
        name=source,
        home=channel.url,
        country="XX",
        languages=(),
        owner=source,
        ownership="private",
        licence="",
        channels=(channel,),
    )


def silent(poll: Poll, link: str) -> Issue:
    """Say why a page did not come, as far as its poll tells."""
    return poll.issue or amiss("the page did not come", link)
