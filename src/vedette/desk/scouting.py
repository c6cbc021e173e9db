"""What an address leads to: a feed, a sitemap of news, or a page that lists articles.

    answer ─┬─ a feed ───→ that feed
            ├─ a sitemap → that sitemap
            └─ a page ───┬─ feeds: those it announces, then the usual places
                         ├─ sitemaps: those that robots.txt names, then the usual places
                         └─ a list: links of one shape on the page itself

Everything is asked as politely as the desk would, and a way counts once it answered.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urljoin

from vedette.collect import Client, Past
from vedette.collect.changes import EPOCH
from vedette.collect.client import Answer
from vedette.collect.feed import read_listing
from vedette.collect.harvest import Harvest, refusal
from vedette.collect.index import entries_of, markup_of
from vedette.collect.links import learnt, links_on, shape
from vedette.collect.page import unreadable
from vedette.collect.signs import is_page
from vedette.collect.sitemap import collect_sitemap
from vedette.collect.urlset import read_sitemap
from vedette.collect.window import LONGEST, date_of
from vedette.desk.fetching import unlisted
from vedette.entries import entry_from
from vedette.errors import CollectError, SourceError
from vedette.records import Channel, Entry
from vedette.sources import Lead, lead_of
from vedette.sources.addresses import web_fault

FEEDS = 6
"""Feeds that are asked, of those that a page announces and of the usual places: a page of sections
announces dozens."""

PLACES = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml")
"""Where sitemaps stand without being named: the protocol's example, and what the makers of the two
most used site engines and their plug-ins write by default."""

ARTICLES = 0.5
"""Share of a sitemap's addresses that must end in a number, a date or a headline; sections, tags
and people do not."""

_PASSWORD = re.compile(rb"<input\b[^>]{0,500}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to reach a publisher: the channel, how it was found, and the newest that it lists.

    `sure` says that what it lists are articles.
    """

    channel: Channel
    found: str
    lead: Lead | None = None
    entries: tuple[Entry, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands at an address: what its page tells, and the ways to it, the best first."""

    lead: Lead
    ways: tuple[Way, ...]


@dataclass(slots=True, kw_only=True)
class Scout:
    """Looks for the ways to one publisher; `told` hears what is being asked."""

    ask: Client
    now: datetime
    told: Callable[[str], None] = lambda _: None
    _tried: list[str] = field(default_factory=list)

    async def site(self, url: str) -> Site:
        """Ask an address, and what it leads to.

        Raises CollectError where nothing usable answers, SourceError where nothing can be polled.
        """
        answer = await self._asked(url)
        lead = lead_of(answer.body, answer.final_url)
        if lead.feed:
            return Site(lead=lead, ways=(self._of_feed(answer, lead, "the address given"),))
        if read_sitemap(answer.body, url=answer.final_url).kind:
            way = await self._of_sitemap(answer.final_url, "the address given")
            if way is None:
                raise _stale(answer.final_url)
            return Site(lead=lead, ways=(way,))
        _must_be_a_page(answer)
        found = [await self._feed(lead), await self._sitemap(answer.final_url), _list(answer)]
        ways = sorted((way for way in found if way), key=lambda way: not way.sure)
        if not ways:
            raise self._nothing(answer)
        return Site(lead=lead, ways=tuple(ways))

    async def _asked(self, url: str) -> Answer:
        self.told(f"asking {url}")
        self._tried.append(url)
        answer = await self.ask.get(url, now=self.now)
        if answer.status == 200:
            return answer
        told = refusal(answer)
        remedy = told.remedy or "try again later"
        raise CollectError(what=told.what, where=told.input, why=told.why, remedy=remedy)

    # ── feeds ────────────────────────────────────────────────────────────────────────────────

    async def _feed(self, page: Lead) -> Way | None:
        announced = [(at, f"announced by {page.url}") for at in page.feeds[:FEEDS]]
        usual = [(at, "at a usual place, announced nowhere") for at in page.tries[:FEEDS]]
        for at, found in (*announced, *usual):
            try:
                answer = await self._asked(at)
            except CollectError:
                continue
            lead = lead_of(answer.body, answer.final_url)
            if lead.feed:
                return self._of_feed(answer, lead, found)
        return None

    def _of_feed(self, answer: Answer, lead: Lead, found: str) -> Way:
        entries = read_listing(answer).entries
        channel = Channel(kind="feed", url=lead.feeds[0], full=lead.full, verified=self.now.date())
        return Way(
            channel=channel,
            found=f"{found}, {len(entries)} entries",
            lead=lead,
            entries=entries,
            sure=bool(entries),
        )

    # ── sitemaps ─────────────────────────────────────────────────────────────────────────────

    async def _sitemap(self, home: str) -> Way | None:
        try:
            named = await self.ask.sitemaps(home, now=self.now)
        except CollectError:
            named = ()
        if named:
            return await self._of_sitemap(urljoin(home, "/"), "named by robots.txt")
        for place in PLACES:
            if way := await self._of_sitemap(urljoin(home, place), "at a usual place"):
                return way
        return None

    async def _of_sitemap(self, url: str, found: str) -> Way | None:
        """Look at a sitemap as a poll would; None where there is none."""
        self.told(f"looking for a sitemap from {url}")
        self._tried.append(url)
        channel = Channel(kind="sitemap", url=url, verified=self.now.date())
        # As one who was away for a month: a ministry may say nothing for a week.
        away = Past(last_full_look=self.now - LONGEST)
        spot = unlisted("", channel)
        harvest = await collect_sitemap(spot, channel, away, self.ask, now=self.now)
        files = _fruitful(harvest)
        if not files:
            return None
        entries = [entry_from(capture.body) for capture in harvest.captures]
        entries.sort(key=lambda entry: date_of(entry) or EPOCH, reverse=True)
        if len(files) == 1 and not web_fault(files[0]):
            channel = replace(channel, url=files[0])  # one request a poll in the place of several
        return Way(
            channel=channel,
            found=f"{found}, {len(entries)} new addresses in {', '.join(files[:3])}",
            entries=tuple(entries),
            sure=_are_articles(entries),
        )

    def _nothing(self, answer: Answer) -> SourceError:
        if _PASSWORD.search(answer.body):
            return SourceError(
                what="a login stands before this address",
                where=answer.final_url,
                remedy="give an address that anybody can read: nothing behind a login is collected",
            )
        return SourceError(
            what="neither a feed, nor a sitemap, nor a list of articles was found",
            where=answer.final_url,
            why=f"{len(self._tried)} addresses were asked",
            remedy="give the address of the feed, the sitemap, or the page that lists the news",
        )


def _stale(where: str) -> SourceError:
    return SourceError(
        what="the sitemap lists nothing that is new",
        where=where,
        why=f"no address of the last {LONGEST.days} days",
        remedy="give the sitemap of news, or the page that lists the news",
    )


def _list(answer: Answer) -> Way | None:
    """Take the page itself for a list of articles, where its links have the shape of one."""
    try:
        found = links_on(markup_of(answer), answer.final_url)
    except CollectError:
        return None
    listed = learnt(found, answer.final_url)
    if not listed:
        return None
    shapes = sorted({shape(link.url) for link in listed})
    return Way(
        channel=Channel(kind="index", url=answer.final_url),
        found=f"{len(listed)} links of the shape {', '.join(shapes[:3])}",
        entries=entries_of(listed),
    )


def _fruitful(harvest: Harvest) -> list[str]:
    """Name the files of a sitemap that hold addresses, those with something new first."""
    parts = [part for part in harvest.parts if part.seen]
    news = [part for part in parts if part.new]
    return [part.channel.rpartition(" ")[2] for part in news or parts]


def _are_articles(entries: Sequence[Entry]) -> bool:
    """Tell whether addresses are those of news: they have titles, or most end as articles do."""
    if not entries:
        return False
    if any(entry.title for entry in entries):
        return True
    varies = sum(any(sign in _last(entry.link) for sign in "#*") for entry in entries)
    return varies >= ARTICLES * len(entries)


def _last(url: str) -> str:
    return shape(url).rpartition("/")[2]


def _must_be_a_page(answer: Answer) -> None:
    """Refuse what no page, feed or sitemap is, and what stands in a page's place."""
    unfit = unreadable(answer)
    if unfit is not None or not is_page(answer.body):
        told = answer.media_type or "unknown"
        what = unfit.what if unfit and unfit.what != "not a page" else ""
        raise CollectError(
            what=what or "no web page, feed or sitemap is at this address",
            where=answer.final_url,
            why=(unfit.why if unfit else "") or f"its type is {told}",
            remedy="give the address of the page that lists the news, or of its feed",
        )
