"""Collect a site's sitemaps: what is new in them becomes an entry, whose page is then fetched.

The address is a sitemap, an index of them, or the home page of a site whose robots.txt names them.
Each file has its own validators and is kept as a poll of its own (`part_of`), so that a file that
did not change costs a line, or nothing at all where the index says when it changed.

An address that is new, or whose last change moved, becomes an entry; the desk then fetches the page
behind it as it does for a feed. Of addresses without any date those count that were not there
before.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from vedette.collect.changes import EPOCH, changed
from vedette.collect.client import Answer, Client
from vedette.collect.harvest import (
    Harvest,
    Past,
    amiss,
    began,
    is_stale,
    issue_of,
    part_of,
    unanswered,
)
from vedette.collect.look import asked, blind, entry_capture, understood
from vedette.collect.schedule import LOOKED
from vedette.collect.urlset import Child, Sitemap, newer, read_sitemap
from vedette.collect.window import (
    FILES,
    MOST,
    Window,
    articles,
    chosen,
    date_of,
    is_day,
    sorted_out,
    window,
)
from vedette.errors import CollectError
from vedette.records import Channel, Entry, Issue, Outcome, Poll, Source, digest

ACCEPT = "application/xml, text/xml, application/gzip;q=0.9, text/plain;q=0.8, */*;q=0.5"

DEEPEST = 3
"""Indexes within each other; the protocol has one, some sites two."""

ROLLED = 100
"""Undated addresses up to which a file that appears later is taken for the next of a row, begun
because the one before was full: what stands in it is new."""


async def collect_sitemap(
    source: Source, channel: Channel, past: Past, ask: Client, *, now: datetime
) -> Harvest:
    """Poll the sitemaps of a channel; the Collector for channels of kind `sitemap`."""
    walk = Walk(source=source, channel=channel, past=past, ask=ask, now=now)
    try:
        starts = await beginnings(channel.url, ask, now=now)
    except CollectError as fault:
        return Harvest(poll=unanswered(began(source, channel, past, now), fault))
    await walk.into(starts)
    await walk.beyond_news()
    return walk.harvest()


async def beginnings(url: str, ask: Client, *, now: datetime) -> tuple[Child, ...]:
    """Give the sitemaps to begin with: the address itself, or those that a home page's site names.

    A site whose robots.txt names none is asked at the usual place.
    """
    if not is_home(url):
        return (Child(url=url),)
    named = await ask.sitemaps(url, now=now)
    return tuple(Child(url=urljoin(url, one)) for one in named or ("/sitemap.xml",))


def is_home(url: str) -> bool:
    """Tell whether an address is that of a site and not of a file on it."""
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query


@dataclass(slots=True, kw_only=True)
class Walk:
    """One look at the sitemaps of a channel: what was asked, and the entries that were found."""

    source: Source
    channel: Channel
    past: Past
    ask: Client
    now: datetime
    entries: dict[str, Entry] = field(default_factory=dict)
    parts: dict[str, Poll] = field(default_factory=dict)
    passed: dict[str, frozenset[str]] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _put_off: list[tuple[tuple[Child, ...], int]] = field(default_factory=list)
    _fruitful: bool = False
    _indexes: set[str] = field(default_factory=set)
    _spared: bool = False

    @property
    def seen(self) -> Window:
        """The time that this look is about."""
        return window(self.now, self.past.last_full_look)

    def _missed(self, url: str) -> Window:
        """Give the time that one file is read for: it may have failed while others answered."""
        before = self.past.parts.get(url, Past())
        return window(self.now, before.last_full_look or self.past.last_full_look)

    async def into(self, children: Sequence[Child], depth: int = 0, *, news: bool = True) -> None:
        """Look at the likeliest of these sitemaps, and at what they name."""
        if depth > DEEPEST:
            return
        if news:
            self._put_off.append((tuple(children), depth))
        for child in chosen(children, self.seen, news=news):
            if len(self._asked) < FILES * (1 if news else 2):
                await self._look(child, depth, news=news)

    async def beyond_news(self) -> None:
        """Look at the other sitemaps where those of news had nothing to say."""
        for children, depth in self._put_off:
            if not (self._fruitful or self.entries):
                await self.into(children, depth, news=False)

    async def _look(self, child: Child, depth: int, *, news: bool) -> None:
        before = self.past.parts.get(child.url, Past())
        if child.url in self._asked:
            return
        if not is_due(child, before, self.now):
            self._spared = True
            self._fruitful |= before.seen > 0
            return
        self._asked.add(child.url)
        poll, answer = await self._ask(child, before)
        self.parts[child.url] = poll
        if answer is not None:
            await self._read(child.url, answer, depth, news=news)
        elif poll.outcome == "unchanged" and before.seen:
            self._fruitful = True
        elif poll.outcome == "unchanged":
            # An index, or a file without news: those that it once led to may have some.
            self._indexes.add(child.url)
            known = [Child(url=url) for url in self.past.parts if url not in self._asked]
            await self.into(known, depth + 1, news=news)

    async def _ask(self, child: Child, before: Past) -> tuple[Poll, Answer | None]:
        named = replace(self.channel, url=part_of(self.channel.url, child.url))
        poll = began(self.source, named, before, self.now)
        home = self.channel.url
        return await asked(poll, before, self.ask, child.url, accept=ACCEPT, named_by=home)

    async def _read(self, url: str, answer: Answer, depth: int, *, news: bool) -> None:
        poll = self.parts[url]
        try:
            # Fifty thousand addresses take a second of processor time: not in the event loop.
            told = await asyncio.to_thread(read_sitemap, answer.body, url=answer.final_url)
        except CollectError as fault:
            self.parts[url] = blind(poll, issue_of(fault))
            return
        issue = complaint(told, answer.final_url)
        if not told.kind:
            self.parts[url] = blind(poll, issue)
            return
        poll = understood(poll, answer, seen=self._take(url, told), new=0)
        # A file that moved is no move of the channel.
        self.parts[url] = replace(poll, outcome="quiet", issue=issue)
        if told.children and not told.pages:
            self._indexes.add(url)
        await self.into(told.children, depth + 1, news=news)

    # ── addresses ────────────────────────────────────────────────────────────────────────────

    def _take(self, url: str, told: Sitemap) -> int:
        """Keep the addresses of one file that lie in the window, or that are new there.

        Gives how many of its addresses may hold news, so that a file that holds none is known.
        """
        found = sorted_out(own_pages(told, self.channel), self._missed(url))
        pages = [*found.dated, *self._fresh(url, found.undated)]
        may = len(found.dated) + len(found.undated)
        pages = [page for page in pages if page.key not in self.past.elsewhere]
        for page in pages:
            held = self.entries.get(page.key)
            self.entries[page.key] = page if held is None else newer(held, page)
        self.listed[url] = tuple(page.key for page in pages)
        return may

    def _fresh(self, url: str, undated: Sequence[Entry]) -> list[Entry]:
        """Give the undated addresses that were not there before."""
        passed = self.past.passed.get(url)
        if passed is None:
            later = self.past.last_full_look is not None and len(undated) <= ROLLED
            passed = frozenset() if later else frozenset(mark(page.key) for page in undated)
            self.passed[url] = passed
        return [page for page in undated if mark(page.key) not in passed]

    # ── outcome ──────────────────────────────────────────────────────────────────────────────

    def harvest(self) -> Harvest:
        """Close the look: what is new or changed, and a poll that sums up those of the files."""
        ranked = sorted(self.entries.values(), key=self._rank)
        found = changed(ranked[-MOST:], self.past.known)
        new = {change.entry.key for change in found}
        parts = [self._counted(url, poll, new) for url, poll in self.parts.items()]
        poll = self._sum(parts, left=sum(map(self._is_new, ranked[:-MOST])))
        if poll.outcome in LOOKED and found:
            poll = replace(poll, outcome="new", new=len(found))
        captures = tuple(entry_capture(poll, change) for change in found)
        return Harvest(poll=poll, captures=captures, parts=tuple(parts), passed=self.passed)

    def _rank(self, page: Entry) -> tuple[datetime, bool]:
        """Order addresses by date; of one date, or of none, those that are known go first."""
        return date_of(page) or EPOCH, self._is_new(page)

    def _is_new(self, page: Entry) -> bool:
        return page.key not in self.past.known

    def _counted(self, url: str, poll: Poll, new: set[str]) -> Poll:
        count = len(new.intersection(self.listed.get(url, ())))
        return replace(poll, new=count, outcome="new") if count else poll

    def _sum(self, parts: Sequence[Poll], *, left: int) -> Poll:
        poll = replace(
            began(self.source, self.channel, Past(), self.now),
            seen=len(self.entries),
            size=sum(part.size for part in parts),
            took=round(sum(part.took for part in parts), 3),
        )
        if not parts:
            return replace(poll, outcome="quiet")
        good = [part for part in parts if part.outcome in LOOKED]
        if failing := self._failing(good, parts):
            return _shut_out(poll, failing, answered=bool(good))
        return replace(
            poll,
            outcome="unchanged" if all(p.outcome == "unchanged" for p in parts) else "quiet",
            status=good[0].status,
            wait_until=_soonest(good),
            issue=_too_many(left, self.channel.url),
        )

    def _failing(self, good: Sequence[Poll], parts: Sequence[Poll]) -> list[Poll]:
        """Give the files that failed where none with addresses answered: an index lists nothing."""
        indexes = {part_of(self.channel.url, url) for url in self._indexes}
        if self._spared or any(part.channel not in indexes for part in good):
            return []
        return [part for part in parts if part not in good]


def own_pages(told: Sitemap, channel: Channel) -> tuple[Entry, ...]:
    """Give the addresses of a sitemap that can be articles of the channel's site."""
    pattern = channel.rule("pattern")
    return articles(told.pages, home=channel.url, pattern=pattern.value if pattern else "")


def is_due(child: Child, before: Past, now: datetime) -> bool:
    """Tell whether a file must be asked: not where its index says that it is as we know it."""
    last = before.last_full_look
    if last is None or child.changed is None or is_stale(last, now):
        return True
    return child.changed.date() >= last.date() if is_day(child.changed) else child.changed >= last


def mark(key: str) -> str:
    """Give the short hash under which an address that is no news is remembered."""
    return digest("passed", key)[:12]


def complaint(told: Sitemap, where: str) -> Issue | None:
    """Name what is the matter with a sitemap, None where nothing is."""
    if not told.kind:
        remedy = "give the address of a sitemap, or of a home page whose robots.txt names one"
        return amiss("no sitemap at this address", where, told.damage, remedy)
    if told.left:
        read = len(told.pages) + len(told.children)
        return amiss(f"{told.left} addresses were left unread", where, f"{read} were read")
    return amiss("a damaged sitemap", where, told.damage) if told.damage else None


def _too_many(left: int, where: str) -> Issue | None:
    if not left:
        return None
    remedy = "vedette backfill brings them"
    return amiss(f"{left} addresses were left unread", where, f"{MOST} are newer", remedy)


def _shut_out(poll: Poll, failing: Sequence[Poll], *, answered: bool) -> Poll:
    """Close a look in which no file answered as the worst was; what may pass counts most.

    A channel that is gone is never asked again, so where its index `answered` it has failed.
    """
    order: Mapping[Outcome, int] = {"busy": 0, "failed": 1, "refused": 2, "gone": 3}
    worst = min(failing, key=lambda part: order.get(part.outcome, 1))
    return replace(
        poll,
        outcome="failed" if answered and worst.outcome == "gone" else worst.outcome,
        status=worst.status,
        wait_until=_soonest(failing),
        issue=worst.issue,
    )


def _soonest(parts: Iterable[Poll]) -> datetime | None:
    return min((p.wait_until for p in parts if p.wait_until is not None), default=None)
