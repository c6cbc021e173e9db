"""Pages that are looked at again, so that edits show which no listing tells of.

Each look is a mark in the ledger, so that a desk that starts again asks for nothing twice. A page
whose text is another becomes a version of its article; what has not changed costs a line of the
record of requests.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from vedette.collect import Client, Harvest, Past
from vedette.collect.again import AFTER, SILENT, is_due, is_news, tells_edits
from vedette.collect.harvest import broken
from vedette.collect.page import behind
from vedette.desk.fetching import before_of, in_turn
from vedette.desk.line import Line
from vedette.entries import entry_from
from vedette.ledger import work
from vedette.ledger.work import Looked
from vedette.records import Capture, Channel, Source

LOOK = 60.0
"""Seconds between two rounds; nothing that is looked at again is in a hurry."""

TOGETHER = 4
"""Pages on their way at once; those behind new entries have slots of their own."""


@dataclass(slots=True, kw_only=True)
class Revisits:
    """Looks at pages again; `write` runs a function in the one thread that writes."""

    line: Line
    sources: Sequence[Source]
    client: Client
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    write: Callable[..., Awaitable[None]]
    came: Callable[[], None]
    _after: int = 0
    _silent: dict[tuple[str, str], tuple[Source, Channel]] = field(init=False)

    async def run(self) -> None:
        """Look again at what is due, round after round."""
        while True:
            await self.round()
            await self.sleep(LOOK)

    async def round(self) -> None:
        """Look again at every page that is due now, the sources in turn."""
        slots = asyncio.Semaphore(TOGETHER)
        async with asyncio.TaskGroup() as group:
            for looked in await asyncio.to_thread(self._due):
                await slots.acquire()
                task = group.create_task(self._look(looked))
                task.add_done_callback(lambda _: slots.release())

    def _due(self) -> list[Looked]:
        now = self.now()
        if not self._silent:
            return []
        with self.line.store.reading() as connection:
            self._after = work.older(connection, now - 2 * AFTER[-1], after=self._after)
            urls = {url for _, url in self._silent}
            found = work.looked(
                connection, urls, after=self._after, before=now - AFTER[0], most=len(AFTER)
            )
        due = [one for one in found if is_due(one.capture.known, one.looks, now)]
        return in_turn([one for one in due if self._hides_edits(one.capture)])

    def __post_init__(self) -> None:
        """Find the channels whose listings tell of no edit."""
        self._silent = {
            (source.id, channel.url): (source, channel)
            for source in self.sources
            for channel in source.channels
            if channel.kind in SILENT
        }

    def _hides_edits(self, entry: Capture) -> bool:
        whose = self._silent.get((entry.source, entry.channel))
        if whose is None:
            return False
        listed = entry_from(entry.body)
        return is_news(listed, entry.known) and not tells_edits(listed, whose[1])

    async def _look(self, looked: Looked) -> None:
        entry, now = looked.capture, self.now()
        source, channel = self._silent[entry.source, entry.channel]
        # A day may have passed since the page came, but its tag is all that this look is about.
        before = replace(
            await asyncio.to_thread(before_of, self.line.store, entry), last_full_look=now
        )
        ask = self.client.on_behalf(source.id)
        try:
            harvest = await behind(
                source, channel, entry_from(entry.body), ask, now=now, before=before
            )
        except Exception as fault:  # noqa: BLE001  # one page that breaks must not stop the rest
            harvest = broken(source, channel, Past(), now, fault)
        if harvest.poll.outcome != "busy":
            await self.write(self._keep, looked, harvest)
            self.came()

    def _keep(self, looked: Looked, harvest: Harvest) -> None:
        page = harvest.captures[0] if harvest.captures else None
        with self.line.appender.batch() as batch:
            batch.looked(looked.seq, page, looked.looks + 1)
