"""Sites without a feed: what sitemaps, lists of articles, endpoints and a backfill bring of them.

The test web is outside the repository: VEDETTE_SHARED names the folder that holds it.

    VEDETTE_SHARED=… python benchmarks/sites.py [past] [live] [behaviours] [wide]

`past` fills five sites of saved pages from their sitemaps and learns links of their front pages.
`live` follows outlets for a day of a clock that is moved by hand; a front of our own shows what
the test web publishes as sitemaps of news, plain and undated ones, indexes by day, lists and JSON.
`wide` does the same with fourteen outlets of another set in sixteen forms each, feeds, posts,
papers, letters, web archives and GDELT's files among them, and with every behaviour of the test web
between them: 270 channels; only where it is named. `wide:2` follows eight of them, 173 channels,
for two hours, in which as much is published as in a day.
`behaviours` lets every kind of channel meet every way in which a server misbehaves.
"""

import asyncio
import gzip
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import httpx2

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.collect.mailhost import Post, serving

from collect import AGENT, FASTEST, NOW, RAW, SLOWEST, Hurried, client, served, source
from fronts import EDITED, FORMS, MORE_FORMS, WITHDRAWN, Front
from manners import HOSTS, PACE, REST, Manners, bare, forbidden, odd_ones, restless
from parcels import CRAWLED, FILES, LAGS, LETTERS, PARCELS, Parcels, named
from vedette.collect import Allowed, Client, Gate, Guard, Harvest, Keys, Past, connect, recall
from vedette.collect.again import AFTER, tells_edits
from vedette.collect.archive import Seeker
from vedette.collect.endpoint import collect_json
from vedette.collect.feed import collect_feed
from vedette.collect.file import collect_folder
from vedette.collect.gdelt import collect_gdelt
from vedette.collect.holdings import collect_archives
from vedette.collect.index import collect_index
from vedette.collect.page import behind
from vedette.collect.post import collect_mail
from vedette.collect.schedule import next_poll
from vedette.collect.sitemap import collect_sitemap
from vedette.collect.window import Window
from vedette.entries import entry_from
from vedette.records import ENTRY_TYPE, Capture, Channel, Entry, Poll, Rule

COLLECTORS = {
    "sitemap": collect_sitemap,
    "index": collect_index,
    "json": collect_json,
    "feed": collect_feed,
}
PARCELLED = {
    "mail": collect_mail,
    "file": collect_folder,
    "warc": collect_archives,
    "gdelt": collect_gdelt,
}
"""Collectors of what no page lists; the behaviours of a web server are not for them."""
FEEDS = ("feed", "atom", "json")
"""The forms of a feed that the test web has itself, for each outlet."""
SILENT_FORMS = ("list.html", "undated.txt", "papers.html")
"""The forms that tell of no edit; what is behind them is looked at again."""
FINAL_FORMS = (LETTERS, FILES, "gdelt")
"""The forms in which an edit does not come at all: a letter is out, an address is the same."""
HOURS = next((one.partition(":")[2] for one in sys.argv if one.startswith("wide:")), "")
NEVER = datetime.max.replace(tzinfo=UTC)
PATHS = {
    "items": "items",
    "title": "title",
    "url": "url",
    "id": "id",
    "published": "date_published",
}


@dataclass(kw_only=True)
class Follower:
    """Polls one channel, remembering as the desk does."""

    channel: Channel
    polls: list[Poll] = field(default_factory=list)
    parts: dict[str, list[Poll]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, str] = field(default_factory=dict)
    passed: dict[str, frozenset[str]] = field(default_factory=dict)
    captured: list[tuple[str, datetime]] = field(default_factory=list)

    async def poll(self, ask: Client, now: datetime) -> Harvest:
        """Ask once, and remember what came."""
        spot = replace(source(self.channel.url)[0], channels=(self.channel,))
        past = replace(
            recall(self.polls, self.known),
            parts={url: recall(polls, {}) for url, polls in self.parts.items()},
            passed=self.passed,
        )
        collect = (COLLECTORS | PARCELLED)[self.channel.kind]
        found = await collect(spot, self.channel, past, ask, now=now)
        self.polls.append(found.poll)
        for part in found.parts:
            self.parts[part.channel.removeprefix(f"{self.channel.url} ")].append(part)
        self.known |= {capture.key: capture.hash for capture in found.captures}
        self.passed |= found.passed
        self.captured += [(_name_of(one), now) for one in found.captures]
        return found


def _name_of(capture: Capture) -> str:
    """Name what was captured: an entry by what it links to, all else by its key."""
    return entry_from(capture.body).link if capture.media_type == ENTRY_TYPE else capture.key


@dataclass(kw_only=True)
class Second:
    """A page that is looked at again as the desk does where its list tells of no edit."""

    follower: Follower
    entry: Entry
    known: datetime
    page: Capture
    looks: int = 0

    @property
    def due(self) -> datetime:
        """Tell when it is looked at next."""
        return self.known + AFTER[self.looks] if self.looks < len(AFTER) else NEVER

    async def look(self, ask: Client, now: datetime) -> None:
        """Look once; another page is caught as an edit is."""
        told = self.page.headers
        before = Past(
            etag=told.get("etag", ""), modified=told.get("last-modified", ""), last_full_look=now
        )
        spot, channel = source(self.follower.channel.url)
        found = await behind(spot, channel, self.entry, ask, now=now, before=before)
        self.looks += 1
        for page in found.captures:
            if page.hash != self.page.hash:
                self.page = page
                self.follower.captured.append((self.entry.link, now))


def channel_of(url: str) -> Channel:
    """Name a channel of the front by the ending of its address; the test web shows feeds alone."""
    if "/live/" in url:
        return Channel(kind="feed", url=url)
    if url.endswith("/gdelt"):
        return Channel(kind="gdelt", url=f"{url}/masterfilelist.txt#domain=127.0.0.1")
    kind = {"html": "index", "json": "json"}.get(url.rpartition(".")[2], "sitemap")
    rules = {"json": PATHS, "index": {"pattern": r"\.pdf$"} if "papers" in url else {}}
    told = rules.get(kind, {})
    return Channel(kind=kind, url=url, rules=tuple(Rule(name=k, value=v) for k, v in told.items()))


@contextmanager
def counted(log: list[str]) -> Iterator[None]:
    """Print how many requests robots.txt forbade, when the part is over."""
    yield
    print(f"  requests {len(log)}, of them forbidden by robots.txt: {forbidden(log)}\n")


# ── The past ────────────────────────────────────────────────────────────────────────────────────


async def past() -> bool:
    """Fill five sites from their sitemaps, and learn the links of their front pages."""
    rows = [json.loads(line) for line in (RAW / "pages/index.jsonl").open(encoding="utf-8")]
    guard, good, seen = Guard(Allowed.of(["127.0.0.1"])), True, Counter()
    with served("--sites", "5") as told:
        async with connect(guard, agent=AGENT) as http:
            for site in told["sites"]:
                base = f"http://127.0.0.1:{site['port']}"
                ids = {row["id"] for row in rows if row["outlet"] == site["outlet"]}
                good &= await fill(http, guard, base, ids, seen)
            log = [row["path"] for row in (await http.get(f"{base}/_log")).json()]
    print(f"past: {seen['sites']} sites, {seen['listed']} pages in their sitemaps")
    print(f"  filled {seen['filled']}, twice {seen['twice']}, lost {seen['lost']}")
    print(f"  of {seen['listed']} links on front pages {seen['learnt']} were learnt,")
    print(f"  and {seen['odd']} that lead to no article")
    with counted(log):
        return good


async def fill(
    http: httpx2.AsyncClient, guard: Guard, base: str, ids: set[str], seen: Counter
) -> bool:
    """Fill one site, and look at its front page."""
    ask = client(http, guard, {})
    window = Window(since=datetime(1990, 1, 1, tzinfo=UTC))
    seeker = Seeker(ask=ask, seen=window, now=lambda: NOW, sleep=asyncio.sleep)
    channel = Channel(kind="sitemap", url=f"{base}/")
    came: Counter[str] = Counter()
    async for file in seeker.sitemaps(channel):
        for entry in file.entries:
            found = await behind(source(base)[0], channel, entry, ask, now=NOW)
            came[entry.link.rpartition("/")[2].removesuffix(".html")] += bool(found.captures)
    front = Follower(channel=Channel(kind="index", url=f"{base}/"))
    await front.poll(ask, NOW)
    links = {link.rpartition("/")[2].removesuffix(".html") for link, _ in front.captured}
    seen["sites"] += 1
    seen["listed"] += len(ids)
    seen["filled"] += sum(came[one] > 0 for one in ids)
    seen["twice"] += sum(n > 1 for n in came.values())
    seen["lost"] += sum(came[one] == 0 for one in ids)
    seen["learnt"] += len(links & ids)
    seen["odd"] += len(links - ids)
    return all(came[one] == 1 for one in ids)


# ── A day ───────────────────────────────────────────────────────────────────────────────────────


async def live() -> bool:
    """Follow the busiest outlets in six forms each, and compare with what was published."""
    start = datetime(2022, 3, 14, tzinfo=UTC)
    return await a_day("ukraine_war_2021_2022", start, Extent(outlets=4))


async def wide() -> bool:
    """Follow outlets in all forms, and every behaviour beside them."""
    start = datetime(2025, 9, 20, tzinfo=UTC)
    span = timedelta(hours=int(HOURS or 24))
    outlets = 14 if span >= timedelta(days=1) else 8
    extent = Extent(outlets=outlets, feeds=FEEDS, span=span, wide=True)
    return await a_day("headlines_sv_en_2025_2026", start, extent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is followed."""

    outlets: int
    feeds: tuple[str, ...] = ()
    span: timedelta = timedelta(days=1)
    wide: bool = False
    """Whether all channels are followed, and every behaviour of the test web."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Give the forms that the front shows."""
        return FORMS + MORE_FORMS * self.wide


def hastened(path: Path, start: datetime, span: timedelta) -> str:
    """Write a set of reports anew so that a day of it passes within `span`; give its file."""
    share = span / timedelta(days=1)
    out = path / "reports.jsonl"
    name = RAW / "reports/headlines_sv_en_2025_2026.jsonl.gz"
    with gzip.open(name, "rt", encoding="utf-8") as lines, out.open("w", encoding="utf-8") as file:
        for row in map(json.loads, lines):
            at = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
            row["date"] = (start + (at - start) * share).isoformat()
            file.write(json.dumps(row) + "\n")
    return str(out)


async def a_day(name: str, start: datetime, extent: Extent) -> bool:
    """Follow outlets of one set of reports."""
    clock = ["--step", "--start", start.date().isoformat()]
    with ExitStack() as webs:
        room = Path(webs.enter_context(tempfile.TemporaryDirectory()))
        short = extent.span < timedelta(days=1)
        reports = hastened(room, start, extent.span) if short else f"reports/{name}.jsonl.gz"
        told = webs.enter_context(served("--script", reports, "--edits", "0.2", *clock))
        others = [webs.enter_context(served(*clock)) for _ in range(HOSTS * extent.wide)]
        bases = [f"http://127.0.0.1:{one['port']}" for one in others]
        front = Front(upstream=f"http://127.0.0.1:{told['port']}", now=start)
        server = await asyncio.start_server(front.serve, "127.0.0.1", 0)
        front.port = server.sockets[0].getsockname()[1]
        post = webs.enter_context(serving(Post())) if extent.wide else None
        async with httpx2.AsyncClient(trust_env=False, base_url=front.upstream) as plain:
            manners = Manners(clock=Hurried())
            parcels = Parcels(room=room, post=post) if post else None
            hosts = Hosts(front=front, plain=plain, odd=bases, parcels=parcels)
            good = await follow(hosts, start, extent, manners)
            log = await hosts.log()
        server.close()
    paths = [row["path"] for row in log] + [asked.path for asked in front.asked]
    offences = forbidden(paths), restless(log), manners.hurried()
    print(f"  requests {len(paths)}; against robots.txt {offences[0]}, Retry-After {offences[1]},")
    print(f"  the pace of {PACE:.0f} s {offences[2]}\n")
    return good and not any(offences)


def _half_hours(moment: datetime) -> int:
    return int(moment.timestamp() // CRAWLED.total_seconds())


@dataclass(slots=True, kw_only=True)
class Hosts:
    """The test web, what shows it in other forms, and the hosts with odd behaviours."""

    front: Front
    plain: httpx2.AsyncClient
    odd: list[str]
    parcels: Parcels | None = None
    outlets: list[str] = field(default_factory=list)
    clock: Hurried = field(default_factory=Hurried)
    """The clock of the gate, by which a host that wants to be left alone is left alone."""
    owed: timedelta = timedelta()
    """What the clocks of the odd hosts are behind; they are put right before they are asked."""

    def deliver(self, *, crawled: bool) -> None:
        """Put into the mail and into folders what is new; web archives where a crawler came by."""
        for outlet in self.outlets if self.parcels else []:
            shown = self.front.rows(outlet)[:30]
            self.parcels.deliver(outlet, shown, self.front.link)
            if crawled:
                self.parcels.crawl(outlet, shown, self.front.now, self.front.link)

    async def tick(self, span: timedelta) -> None:
        """Move every clock by so much."""
        before, self.front.now = self.front.now, self.front.now + span
        crawled = _half_hours(before) < _half_hours(self.front.now)
        if crawled or self.front.fresh(self.outlets, before):
            self.deliver(crawled=crawled)
        await self.plain.get(f"/_tick?s={span.total_seconds()}")
        self.owed += span

    async def settle(self) -> None:
        """Put the clocks of the odd hosts right."""
        for base in self.odd:
            await self.plain.get(f"{base}/_tick?s={self.owed.total_seconds()}")
        self.owed = timedelta()

    async def log(self) -> list[dict[str, Any]]:
        """Give what was asked of the test web and of the odd ones."""
        return [
            row for base in ("", *self.odd) for row in (await self.plain.get(f"{base}/_log")).json()
        ]


async def follow(hosts: Hosts, start: datetime, extent: Extent, manners: Manners) -> bool:
    """Move the clock from poll to poll; it once runs ahead, to learn what will be published."""
    front, tick, span = hosts.front, hosts.tick, extent.span
    await tick(span + EDITED)
    front.tell((await hosts.plain.get("/_truth")).json()["published"])
    await tick(-span - EDITED)
    late = [row for row in front.truth if datetime.fromisoformat(row["at"]) > start]
    busiest = Counter(row["outlet"] for row in late).most_common(extent.outlets)
    hosts.outlets = [name for name, _ in busiest]
    hosts.deliver(crawled=True)
    followers = followed(hosts, extent)
    odd = odd_ones(hosts.odd, rest=_rest(extent)) if extent.wide else {}
    followers |= {name: Follower(channel=channel) for name, channel in odd.items()}
    guard, pages = Guard(Allowed.of(["127.0.0.1"])), Counter[str]()
    async with connect(guard, agent=AGENT) as http:
        http.event_hooks = {"request": [manners.note]}
        gate = Gate(clock=manners.clock, sleep=manners.clock.sleep, pace=PACE)
        keys = hosts.parcels.keys if hosts.parcels else Keys()
        ask = Client(http, guard=guard, gate=gate, robots={}, keys=keys)
        hosts.clock = manners.clock
        await polled(hosts, followers, ask, (start, start + span), pages)
    caught = {name: one for name, one in followers.items() if name not in odd}
    good = told_of(front, caught, pages, start, start + span)
    return good and (await met(hosts, followers, list(odd)) if odd else True)


def _rest(extent: Extent) -> int:
    """Give the seconds that busy addresses ask for, so that both times pass within the span."""
    return min(REST, int(extent.span.total_seconds() / 6))


def followed(hosts: Hosts, extent: Extent) -> dict[str, Follower]:
    """Give a follower for each outlet in each form."""
    front, found = hosts.front, dict[str, Follower]()
    base = f"http://127.0.0.1:{front.port}"
    for name in hosts.outlets:
        urls = {form: f"{base}/{name}/{form}" for form in extent.forms}
        urls |= {form: f"{front.upstream}/live/{name}/{form}" for form in extent.feeds}
        channels = {form: channel_of(url) for form, url in urls.items()}
        for form in PARCELS if hosts.parcels else ():
            kind, url = hosts.parcels.channel(name, form)
            channels[form] = Channel(kind=kind, url=url)
        found |= {f"{name}/{form}": Follower(channel=one) for form, one in channels.items()}
    return found


async def polled(
    hosts: Hosts,
    followers: dict[str, Follower],
    ask: Client,
    span: tuple[datetime, datetime],
    pages: Counter[str],
) -> None:
    """Poll each channel when it is due, and ask for the pages behind what it brings."""
    now, end = span
    old, told = now - WITHDRAWN, 0
    rng, due, seconds = Random(1), dict.fromkeys(followers, now), list[Second]()
    while (at := min(*due.values(), *(one.due for one in seconds), NEVER)) < end:
        if at > now:
            await hosts.tick(at - now)
            hosts.clock.seconds += (at - now).total_seconds()
            now = at
        for one in seconds:
            if one.due <= now:
                await one.look(ask, now)
        name = min(due, key=lambda one: due[one])
        if due[name] > now:
            continue
        told += 1
        if not told % 200:
            print(f"  {now:%H:%M}: {told} polls", file=sys.stderr, flush=True)
        follower = followers[name]
        if name.startswith("b/"):
            await hosts.settle()
        for capture in (await follower.poll(ask, now)).captures:
            second = None
            if not _is_of_before(capture, old):
                second = await turned_to(follower, capture, ask, now, pages)
            seconds += [second] if second else []
        after = next_poll(follower.polls, now=now, rng=rng, fastest=FASTEST, slowest=SLOWEST)
        due[name] = after or NEVER


def _is_of_before(capture: Capture, moment: datetime) -> bool:
    """Tell what stood there long before; its page is not asked for, which saves an hour."""
    told = entry_from(capture.body).published if capture.media_type == ENTRY_TYPE else None
    return told is not None and told < moment


async def turned_to(
    follower: Follower, capture: Capture, ask: Client, now: datetime, pages: Counter[str]
) -> Second | None:
    """Ask for the page behind an entry; give it where it is to be looked at again."""
    if capture.media_type != ENTRY_TYPE or (entry := entry_from(capture.body)).whole:
        return None
    spot, channel = source(follower.channel.url)
    page = await behind(spot, channel, entry, ask, now=now)
    pages[entry.link] += bool(page.captures)
    if not page.captures or tells_edits(entry, follower.channel):
        return None
    return Second(follower=follower, entry=entry, known=now, page=page.captures[0])


def told_of(
    front: Front, followers: dict[str, Follower], pages: Counter, start: datetime, end: datetime
) -> bool:
    """Print, form by form, what was caught of what was published."""
    hours = (end - start) / timedelta(hours=1)
    print(f"live: {len(followers)} channels, {hours:.1f} hours of the test web's clock")
    head = "published", "lost", "twice", "edits", "as versions", "polls", "unchanged", "median min"
    print(f"  {'form':12} " + " ".join(f"{name:>11}" for name in head))
    whole: Counter[str] = Counter()
    for form in sorted({name.partition("/")[2] for name in followers}):
        mine = {name: one for name, one in followers.items() if name.endswith(f"/{form}")}
        tally, delays = tally_of(front, mine, start, end)
        whole.update(tally)
        middle = sorted(delays)[len(delays) // 2] if delays else 0.0
        share = f"{tally['304'] / max(1, tally['polls']):.0%}"
        figures = [tally[name] for name in ("published", "lost", "twice", "edits", "versions")]
        print(
            f"  {form:12} "
            + " ".join(f"{n:11}" for n in [*figures, tally["polls"]])
            + f" {share:>11} {middle:11.0f}"
        )
    print(
        f"  recall {1 - whole['lost'] / max(1, whole['published']):.4f}, twice {whole['twice']};",
        end=" ",
    )
    print(f"pages fetched {sum(pages.values())}")
    told_of_lists(front)
    return not whole["lost"] and not whole["twice"]


def told_of_lists(front: Front) -> None:
    """Print how the lists were asked for: with conditions, and in vain where they were the same."""
    once = "robots.txt", ".pdf", ".zip"
    lists = [one for one in front.asked if not one.path.endswith(once)]
    for form in (*FORMS, *MORE_FORMS, "all"):
        ending = "/day-" if form == "days.xml" else f"/{form}"
        mine = [one for one in lists if form == "all" or ending in one.path or form in one.path]
        if not mine:
            continue
        told, moved = sum(one.conditional for one in mine), sum(one.moved for one in mine)
        again = len(mine) - len({one.path for one in mine})
        vain = sum(not one.moved and not one.same for one in mine)
        same = sum(one.same for one in mine)
        print(
            f"  {form:12} {len(mine):5} requests, {told} of {again} asked again with conditions,"
            f" {moved} found another list, {same} gave 304, {vain} the same list in full"
        )


def tally_of(
    front: Front, followers: dict[str, Follower], start: datetime, end: datetime
) -> tuple[Counter, list[float]]:
    """Count what the channels of one form caught, and after how many minutes.

    What was there before a channel's last poll must be caught; an edit also of what stood there at
    the first.
    """
    tally, delays = Counter(), []
    for name, follower in followers.items():
        outcomes = Counter(poll.outcome for poll in follower.polls)
        tally["polls"] += len(follower.polls)
        tally["304"] += outcomes["unchanged"]
        outlet, _, form = name.partition("/")
        times: defaultdict[str, list[datetime]] = defaultdict(list)
        for link, at in follower.captured:
            times[link].append(at)
        last = follower.polls[-1].at - LAGS.get(form, timedelta())
        for row, at in front.outlets.get(outlet, []):
            seen = times[name_in(front, form, row)]
            edited = row["edited"] and form not in FINAL_FORMS and start < at + EDITED < last
            if seen and form in SILENT_FORMS:
                edited = edited and at + EDITED < seen[0] + AFTER[0] < end and at > start
            edited = edited and (at > start or seen[:1] == [start])
            tally["edits"] += edited
            tally["versions"] += edited and len(seen) == 2
            tally["twice"] += len(seen) > 1 + row["edited"]
            if start < at < last:
                tally["published"] += 1
                tally["lost"] += not seen
                delays += [(seen[0] - at).total_seconds() / 60] if seen else []
    return tally, delays


def name_in(front: Front, form: str, row: dict[str, Any]) -> str:
    """Name an article as a channel of a form captures it."""
    if form in {LETTERS, FILES}:
        return named(row)
    naming = {"posts.html": front.post, "papers.html": front.paper}.get(form, front.link)
    return naming(row)


async def met(hosts: Hosts, followers: dict[str, Follower], odd: list[str]) -> bool:
    """Print how often each behaviour was met and what came of it; False where one was not."""
    named = {bare(name) for name in (await hosts.plain.get("/b/")).json()}
    asked = Counter(bare(row["path"]) for row in await hosts.log() if row["path"] != "/robots.txt")
    print("  | behaviour | requests | polls | what came of them |\n  |---|---|---|---|")
    for name in sorted(odd):
        outcomes = [poll.outcome for poll in followers[name].polls]
        runs = [(key, len(list(group))) for key, group in groupby(outcomes)]
        told = ", ".join(key if n == 1 else f"{n} x {key}" for key, n in runs)
        print(f"  | {name.removeprefix('b/')} | {asked[bare(name)]} | {len(outcomes)} | {told} |")
    missing = named - {bare(name) for name in odd}
    print(f"  behaviours of the test web {len(named)}, not followed: {sorted(missing) or 'none'}")
    return not missing


# ── Behaviours ──────────────────────────────────────────────────────────────────────────────────

BUSY = {"429?n=9&after=2", "503?n=9&after=2", "429-forever"}
REFUSED = {"to?u=http://10.0.0.1/", "to-file", "to-inside", "private/x"}
GONE = {"410"}
NAMES = ("etag", "lastmod", "lying-etag", "always-304", "500", "401", "403", "404", "451", "reset",
         "hang?s=60", "drip?s=60", "short", "endless", "big?mb=50", "chunked-broken", "gzip-cut",
         "redirect?n=9", "loop", "cookie-wall", "captcha", "type-none", "charset-lie", "headers",
         *sorted(BUSY), *sorted(REFUSED), *sorted(GONE))  # fmt: skip


async def behaviours() -> bool:
    """Let each kind of channel meet each behaviour: none raises, each is named."""
    guard, good, total = Guard(Allowed.of(["127.0.0.1"])), 0, 0
    with served() as told:
        base = f"http://127.0.0.1:{told['port']}"
        for kind in COLLECTORS:
            robots: dict[str, Any] = {}
            for name in NAMES:
                good += await meets(guard, robots, kind, f"{base}/b/{name}", name)
                total += 1
        async with httpx2.AsyncClient(trust_env=False) as plain:
            log = [row["path"] for row in (await plain.get(f"{base}/_log")).json()]
    print(f"behaviours: {good} of {total} right, with an issue that says why and no exception")
    with counted([path for path in log if "_log" not in path]):
        return good == total


async def meets(guard: Guard, robots: dict[str, Any], kind: str, url: str, name: str) -> bool:
    """Poll one behaviour once."""
    rules = tuple(Rule(name=name, value=path) for name, path in PATHS.items())
    follower = Follower(channel=Channel(kind=kind, url=url, rules=rules))
    began = time.perf_counter()
    async with connect(guard, agent=AGENT) as http:
        poll = (await follower.poll(client(http, guard, robots), NOW)).poll
    wanted = "busy" if name in BUSY else "refused" if name in REFUSED else "failed"
    wanted = "gone" if name in GONE else wanted
    right = poll.outcome == wanted and poll.issue is not None and not follower.captured
    if not right:
        took = time.perf_counter() - began
        print(f"  {kind:8} {name:24} {poll.outcome} {took:.1f} s {poll.issue}")
    return right


async def main() -> int:
    """Run the parts that were named, or all."""
    parts: dict[str, Callable[[], Awaitable[bool]]] = {
        "past": past,
        "live": live,
        "behaviours": behaviours,
        "wide": wide,
    }
    named = {one.partition(":")[0] for one in sys.argv[1:]} or set(parts) - {"wide"}
    done = [await part() for name, part in parts.items() if name in named]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
