"""Filling a source's past: what it published before anybody watched, as far as it can be found.

Page by page, at the host's pace: the entry, its page and the mark that it was fetched are one
transaction, so a kill costs the page in hand. A file that is done is kept as a poll, named after
the filling, and not asked again by the same command. Every article becomes known when it is filled
in, whatever it says of its publication: `--as-of` never shows it earlier.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from vedette.collect import Client, Harvest, Past
from vedette.collect.archive import TRIES, File, Seeker
from vedette.collect.changes import EPOCH, changed, wants_page
from vedette.collect.harvest import broken, issue_of, may_pass, part_of
from vedette.collect.look import entry_capture
from vedette.collect.pace import HostBusy
from vedette.collect.page import behind
from vedette.collect.urlset import Child
from vedette.collect.window import Window
from vedette.desk.fetching import silent
from vedette.desk.line import Line
from vedette.errors import CollectError
from vedette.ledger import work
from vedette.records import Channel, Entry, Issue, Poll, Source

AGAIN = timedelta(days=1)
"""After so long a file that its index does not date is looked at again by the same filling."""

DONE = 10_000
"""Files of one filling that are remembered."""


@dataclass(slots=True, kw_only=True)
class Filled:
    """What a filling came to, so far.

    `files` were asked, `found` addresses of the time stood in them, `known` of those the ledger
    had, `brought` came, `failed` did not. `undated` stood in the files without a date.
    """

    files: int = 0
    found: int = 0
    known: int = 0
    brought: int = 0
    failed: int = 0
    undated: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """Fills one source's past of a time; clock, sleep and progress are handed in.

    `write` runs a function in the one thread that writes; `came` has what came read and coded.
    """

    line: Line
    source: Source
    client: Client
    seen: Window
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    write: Callable[..., Awaitable[Any]]
    came: Callable[[], Awaitable[None]]
    told: Callable[[Filled], None] = lambda _: None
    filled: Filled = field(default_factory=Filled)

    @property
    def seeker(self) -> Seeker:
        """Give what looks for files."""
        return Seeker(ask=self.client, seen=self.seen, now=self.now, sleep=self.sleep)

    @property
    def name(self) -> str:
        """Name this filling, so that the same command goes on where it was."""
        return name_of(self.seen.since, self.seen.until)

    async def run(self) -> Filled:
        """Fill, and read and code what came; raises HostBusy where a host wants a long rest."""
        async for file in self._files():
            await self._fill(file)
            await self.came()
        await self.came()
        return self.filled

    async def _files(self) -> AsyncIterator[File]:
        done = await asyncio.to_thread(self._done)
        seeker = replace(self.seeker, done=lambda child: self._is_done(child, done))
        # Feeds first: what they list has their key, and a sitemap's address must not come before.
        for channel in self.source.channels:
            if channel.kind == "feed":
                async for file in seeker.feed(channel):
                    yield file
        for channel in site_channels(self.source):
            async for file in self._sitemaps(seeker, channel):
                yield file

    async def _sitemaps(self, seeker: Seeker, channel: Channel) -> AsyncIterator[File]:
        try:
            async for file in seeker.sitemaps(channel):
                yield file
        except HostBusy:
            raise
        except CollectError as fault:
            yield File(url=channel.url, channel=channel, issue=issue_of(fault))

    def _done(self) -> dict[str, datetime]:
        """Tell when this filling was through with a file, by its address."""
        with self.line.store.reading() as connection:
            polls = work.parts(connection, self.source.id, self.name, since=EPOCH, limit=DONE)
        return {url: listed[-1].at for url, listed in polls.items()}

    def _is_done(self, child: Child, done: dict[str, datetime]) -> bool:
        at = done.get(child.url)
        if at is None:
            return False
        return child.changed < at if child.changed else self.now() - at < AGAIN

    async def _fill(self, file: File) -> None:
        """Bring the entries of one file that the ledger does not have, then say that it is done."""
        filled = self.filled
        filled.files += 1
        filled.undated += file.undated
        if file.issue:
            filled.issues.append(file.issue)
        fresh = await asyncio.to_thread(self._unknown, file.entries)
        filled.found += len(file.entries)
        filled.known += len(file.entries) - len(fresh)
        self.told(filled)
        left = 0
        for entry in fresh:
            left += not await self._bring(entry, file.channel)
            self.told(filled)
        poll = Poll(
            source=self.source.id,
            channel=part_of(self.name, file.url),
            at=self.now(),
            outcome="failed" if file.issue and not file.entries else "new" if fresh else "quiet",
            seen=len(file.entries),
            new=len(fresh),
            issue=file.issue,
        )
        if poll.outcome != "failed" and not left:
            await self.write(self._close, poll)

    def _close(self, poll: Poll) -> None:
        with self.line.appender.batch() as batch:
            batch.poll(poll)

    def _unknown(self, entries: tuple[Entry, ...]) -> list[Entry]:
        names = {name for entry in entries for name in (entry.key, entry.link) if name}
        with self.line.store.reading() as connection:
            held = work.held(connection, self.source.id, names)
        return [entry for entry in entries if entry.key not in held and entry.link not in held]

    async def _bring(self, entry: Entry, channel: Channel) -> bool:
        """Fetch one entry's page, and append both; say whether that is all there is to it.

        What failed for now is left, so that the same command asks for it again.
        """
        harvest = None
        if wants_page(entry, channel):
            harvest = await self._page(entry, channel)
            if harvest is None:
                self.filled.failed += 1
                return False
        came = await self.write(self._keep, entry, channel, harvest)
        self.filled.brought += came
        self.filled.failed += not came
        return True

    def _keep(self, entry: Entry, channel: Channel, harvest: Harvest | None) -> bool:
        """Append an entry and its page; tell whether all of it is there."""
        (change,) = changed([entry], {})
        now = self.now()
        poll = Poll(source=self.source.id, channel=channel.url, at=now, outcome="new")
        capture = entry_capture(poll, change)
        page = harvest.captures[0] if harvest and harvest.captures else None
        with self.line.appender.batch() as batch:
            seq = batch.capture_or_issue(capture, wants_page=harvest is not None, at=now)
            if seq is not None and harvest is not None:
                lost = None if page else silent(harvest.poll, entry.link)
                batch.fetched(seq, page, lost, now)
        return seq is not None and (page is not None or harvest is None)

    async def _page(self, entry: Entry, channel: Channel) -> Harvest | None:
        """Fetch a page; None where it fails for now."""
        for left in reversed(range(TRIES)):
            now = self.now()
            try:
                harvest = await behind(self.source, channel, entry, self.client, now=now)
            except Exception as fault:  # noqa: BLE001  # one page that breaks must not stop the rest
                return broken(self.source, channel, Past(), now, fault)
            if not may_pass(harvest.poll):
                return harvest  # a 404 stays one
            pause = self.seeker.rest(harvest.poll.wait_until, entry.link, left)
            if left:
                await self.sleep(pause)
        return None


def name_of(since: datetime, until: datetime | None) -> str:
    """Name a filling of a time; its files are kept as polls of parts of it."""
    return f"backfill {since.isoformat()}/{until.isoformat() if until else ''}"


def site_channels(source: Source) -> tuple[Channel, ...]:
    """Give the channels of sitemaps, or one for the sitemaps of the source's home page."""
    listed = tuple(channel for channel in source.channels if channel.kind == "sitemap")
    if listed or not any(channel.kind in {"feed", "index", "json"} for channel in source.channels):
        return listed
    return (Channel(kind="sitemap", url=home_of(source)),)


def home_of(source: Source) -> str:
    """Give the root of the source's site, whose robots.txt names its sitemaps.

    >>> from vedette.desk.fetching import unlisted
    >>> home_of(unlisted("ee/x", Channel(kind="feed", url="https://x.example/en/rss")))
    'https://x.example/'
    """
    scheme, _, rest = source.home.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"
