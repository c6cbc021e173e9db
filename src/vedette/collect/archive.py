"""What a source published before anybody watched: found in its sitemaps and its feed's archives.

    sitemaps   every file that can hold addresses of the time, by its last change or its name's date
    feeds      RFC 5005: `prev-archive` from document to document, `next` in paged feeds, and
               JSON Feed's `next_url`

Files come one by one, so that whoever fills can stop after any. Whatever is older than the files
reach, or has no date, cannot be filled; each file counts what it had to leave.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from vedette.collect.client import Answer, Client
from vedette.collect.feed import ACCEPT as FEED_ACCEPT
from vedette.collect.feed import complaint as feed_complaint
from vedette.collect.feed import read_listing
from vedette.collect.harvest import amiss, issue_of
from vedette.collect.pace import HostBusy
from vedette.collect.signs import older_link
from vedette.collect.sitemap import ACCEPT, DEEPEST, beginnings, complaint, own_pages
from vedette.collect.urlset import Child, Sitemap, read_sitemap
from vedette.collect.window import Window, day_in, reachable
from vedette.errors import CollectError
from vedette.records import Channel, Entry, Issue

FILES = 2_000
"""Sitemaps or documents of an archive that one filling asks for: at two seconds each, an hour."""

TRIES = 3
"""Times that a file or a page is asked for before it is given up."""

PAUSE = 30.0
"""Seconds before it is asked again, doubled each time."""

PATIENT = 900.0
"""Seconds that a filling waits for a host that wants to be left alone; it goes on another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a source's past: the entries of the time, newest first, and what was left.

    `undated` counts entries of which nothing tells when they were published.
    """

    url: str
    channel: Channel
    entries: tuple[Entry, ...] = ()
    undated: int = 0
    issue: Issue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """Looks for the past of a time, through one client; clock and sleep are handed in.

    `done` tells of a sitemap whether an earlier filling is through with it.
    """

    ask: Client
    seen: Window
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    done: Callable[[Child], bool] = lambda _: False

    async def patiently(self, url: str, accept: str, named_by: str) -> Answer:
        """Ask until an answer with a body comes; raises CollectError where none will.

        Raises HostBusy where the host wants to be left alone for longer than we wait.
        """
        headers = {"Accept": accept}
        for left in reversed(range(TRIES)):
            try:
                answer = await self.ask.get(url, now=self.now(), headers=headers, named_by=named_by)
            except HostBusy as fault:
                if not left:
                    raise
                until = fault.until
            else:
                if answer.status == 200:
                    return answer
                if answer.status not in {429, 503} or not left:
                    raise CollectError(what=f"the server answered {answer.status}", where=url)
                until = answer.wait_until(self.now())
            await self.sleep(self.rest(until, url, left))
        raise AssertionError

    def rest(self, until: datetime | None, url: str, left: int) -> float:
        """Give the seconds to wait for a host with so many tries left.

        Raises HostBusy where it wants a long rest.
        """
        pause = PAUSE * 2.0 ** (TRIES - 1 - left)
        wait = (until - self.now()).total_seconds() if until else pause
        if wait > PATIENT:
            fault = HostBusy(
                what="the host wants to be left alone",
                where=url,
                why=f"until {until:%Y-%m-%d %H:%M} UTC" if until else "",
                remedy="the same command goes on from here later",
            )
            fault.until = until
            raise fault
        return max(wait, 0.0)

    # ── sitemaps ─────────────────────────────────────────────────────────────────────────────

    async def sitemaps(self, channel: Channel) -> AsyncIterator[File]:
        """Give the sitemaps of a channel that can hold the time."""
        asked: set[str] = set()
        starts = await beginnings(channel.url, self.ask, now=self.now())
        waiting = [(child, 0) for child in starts]
        while waiting and len(asked) < FILES:
            child, depth = waiting.pop(0)
            if child.url in asked or self.done(child):
                continue
            asked.add(child.url)
            told = await self._sitemap(child.url, channel)
            if isinstance(told, Issue):
                yield File(url=child.url, channel=channel, issue=told)
                continue
            if depth < DEEPEST:
                waiting[:0] = [(one, depth + 1) for one in reachable(told.children, self.seen)]
            if told.kind == "pages":
                yield self._file(child.url, channel, told)
        if waiting:
            yield File(url=channel.url, channel=channel, issue=_unasked(len(waiting), channel.url))

    async def _sitemap(self, url: str, channel: Channel) -> Sitemap | Issue:
        try:
            answer = await self.patiently(url, ACCEPT, channel.url)
            told = await asyncio.to_thread(read_sitemap, answer.body, url=answer.final_url)
        except HostBusy:
            raise
        except CollectError as fault:
            return issue_of(fault)
        return told if told.kind else complaint(told, url) or amiss("no sitemap", url)

    def _file(self, url: str, channel: Channel, told: Sitemap) -> File:
        own = own_pages(told, channel)
        dated = [(page, moment) for page in own if (moment := published(page)) is not None]
        wanted = [(page, moment) for page, moment in dated if self.seen.holds(moment)]
        wanted.sort(key=lambda pair: pair[1], reverse=True)
        return File(
            url=url,
            channel=channel,
            entries=tuple(page for page, _ in wanted),
            undated=len(own) - len(dated),
            issue=complaint(told, url),
        )

    # ── feeds ────────────────────────────────────────────────────────────────────────────────

    async def feed(self, channel: Channel) -> AsyncIterator[File]:
        """Give the documents of a feed, from the present one back through its archives."""
        url, asked = channel.url, set[str]()
        while url and url not in asked and len(asked) < FILES:
            asked.add(url)
            try:
                answer = await self.patiently(url, FEED_ACCEPT, channel.url)
            except HostBusy:
                raise
            except CollectError as fault:
                yield File(url=url, channel=channel, issue=issue_of(fault))
                return
            file, over = await asyncio.to_thread(self._document, answer, channel)
            yield file
            url = "" if over else older_link(answer.body, answer.final_url)

    def _document(self, answer: Answer, channel: Channel) -> tuple[File, bool]:
        """Read one document; with whether all of it lies before the time."""
        listing = read_listing(answer)
        told = [(entry, entry.published or entry.updated) for entry in listing.entries]
        dated = [(entry, moment) for entry, moment in told if moment is not None]
        inside = [entry for entry, moment in dated if self.seen.holds(moment)]
        over = bool(dated) and all(moment < self.seen.since for _, moment in dated)
        file = File(
            url=answer.url,
            channel=channel,
            entries=tuple(inside),
            undated=len(told) - len(dated),
            issue=feed_complaint(listing, answer.body, answer.final_url),
        )
        return file, over or not listing.entries


def published(page: Entry) -> datetime | None:
    """Guess when an address was published: as news say, by its path, else by its last change."""
    return page.published or day_in(page.link) or page.updated


def _unasked(count: int, where: str) -> Issue:
    remedy = "name a shorter time with --since and --until"
    return amiss(f"{count} sitemaps were left unasked", where, f"{FILES} were asked", remedy)
