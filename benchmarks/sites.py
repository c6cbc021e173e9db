"""Sites without a feed: what sitemaps, lists of articles, endpoints and a backfill bring of them.

The test web is outside the repository: VEDETTE_SHARED names the folder that holds it.

    VEDETTE_SHARED=… python benchmarks/sites.py [past] [live] [behaviours] [wide]

`past` fills five sites of saved pages from their sitemaps and learns links of their front pages.
`live` follows outlets for a day of a clock that is moved by hand; a front of our own shows what
the test web publishes as sitemaps of news, plain and undated ones, indexes by day, lists and JSON.
`wide` does the same with fourteen outlets of another set in nine forms each, feeds among them, and
with every behaviour of the test web between them: 170 channels; only where it is named. `wide:6`
follows them for six hours instead of a day.
`behaviours` lets every kind of channel meet every way in which a server misbehaves.
"""

import asyncio
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import httpx2

from collect import AGENT, FASTEST, NOW, RAW, SLOWEST, Hurried, client, served, source
from fronts import EDITED, FORMS, Front
from manners import HOSTS, PACE, Manners, forbidden, odd_ones, restless
from vedette.collect import Allowed, Client, Gate, Guard, Harvest, Past, connect, recall
from vedette.collect.again import AFTER, tells_edits
from vedette.collect.archive import Seeker
from vedette.collect.endpoint import collect_json
from vedette.collect.feed import collect_feed
from vedette.collect.index import collect_index
from vedette.collect.page import behind
from vedette.collect.schedule import next_poll
from vedette.collect.sitemap import collect_sitemap
from vedette.collect.window import Window
from vedette.entries import entry_from
from vedette.records import Capture, Channel, Entry, Poll, Rule

COLLECTORS = {
    "sitemap": collect_sitemap,
    "index": collect_index,
    "json": collect_json,
    "feed": collect_feed,
}
FEEDS = ("feed", "atom", "json")
"""The forms of a feed that the test web has itself, for each outlet."""
SILENT_FORMS = ("list.html", "undated.txt")
"""The forms that tell of no edit; what is behind them is looked at again."""
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
        found = await COLLECTORS[self.channel.kind](spot, self.channel, past, ask, now=now)
        self.polls.append(found.poll)
        for part in found.parts:
            self.parts[part.channel.removeprefix(f"{self.channel.url} ")].append(part)
        self.known |= {capture.key: capture.hash for capture in found.captures}
        self.passed |= found.passed
        self.captured += [(entry_from(one.body).link, now) for one in found.captures]
        return found


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
    kind = {"html": "index", "json": "json"}.get(url.rpartition(".")[2], "sitemap")
    rules = tuple(Rule(name=name, value=path) for name, path in PATHS.items())
    return Channel(kind=kind, url=url, rules=rules if kind == "json" else ())


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
    """Follow fourteen outlets in all forms, feeds too."""
    start = datetime(2025, 9, 20, tzinfo=UTC)
    span = timedelta(hours=int(HOURS or 24))
    extent = Extent(outlets=14, feeds=FEEDS, span=span, odd=True)
    return await a_day("headlines_sv_en_2025_2026", start, extent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much is followed."""

    outlets: int
    feeds: tuple[str, ...] = ()
    span: timedelta = timedelta(days=1)
    odd: bool = False
    """Whether every behaviour of the test web is followed too."""


async def a_day(name: str, start: datetime, extent: Extent) -> bool:
    """Follow outlets of one set of reports."""
    script = ["--script", f"reports/{name}.jsonl.gz", "--edits", "0.2"]
    clock = ["--step", "--start", start.date().isoformat()]
    with ExitStack() as webs:
        told = webs.enter_context(served(*script, *clock))
        others = [webs.enter_context(served(*clock)) for _ in range(HOSTS * extent.odd)]
        bases = [f"http://127.0.0.1:{one['port']}" for one in others]
        front = Front(upstream=f"http://127.0.0.1:{told['port']}", now=start)
        server = await asyncio.start_server(front.serve, "127.0.0.1", 0)
        front.port = server.sockets[0].getsockname()[1]
        async with httpx2.AsyncClient(trust_env=False, base_url=front.upstream) as plain:
            manners = Manners(clock=Hurried())
            hosts = Hosts(front=front, plain=plain, odd=bases)
            good = await follow(hosts, start, extent, manners)
            log = await hosts.log()
        server.close()
    paths = [row["path"] for row in log] + [asked.path for asked in front.asked]
    offences = forbidden(paths), restless(log), manners.hurried()
    print(f"  requests {len(paths)}; against robots.txt {offences[0]}, Retry-After {offences[1]},")
    print(f"  the pace of {PACE:.0f} s {offences[2]}\n")
    return good and not any(offences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """The test web, what shows it in other forms, and the hosts with odd behaviours."""

    front: Front
    plain: httpx2.AsyncClient
    odd: list[str]

    async def tick(self, span: timedelta) -> None:
        """Move every clock by so much."""
        self.front.now += span
        for base in ("", *self.odd):
            await self.plain.get(f"{base}/_tick?s={span.total_seconds()}")

    async def log(self) -> list[dict[str, Any]]:
        """Give what was asked of the test web and of the odd ones."""
        return [
            row for base in ("", *self.odd) for row in (await self.plain.get(f"{base}/_log")).json()
        ]


async def follow(hosts: Hosts, start: datetime, extent: Extent, manners: Manners) -> bool:
    """Move the clock from poll to poll; it once runs ahead, to learn what will be published."""
    front, tick, span = hosts.front, hosts.tick, extent.span
    await tick(span + EDITED)
    front.truth = (await hosts.plain.get("/_truth")).json()["published"]
    await tick(-span - EDITED)
    base = f"http://127.0.0.1:{front.port}"
    late = [row for row in front.truth if datetime.fromisoformat(row["at"]) > start]
    busiest = Counter(row["outlet"] for row in late).most_common(extent.outlets)
    followers = {
        f"{name}/{form}": Follower(channel=channel_of(f"{base}/{name}/{form}"))
        for name, _ in busiest
        for form in FORMS
    } | {
        f"{name}/{form}": Follower(channel=channel_of(f"{front.upstream}/live/{name}/{form}"))
        for name, _ in busiest
        for form in extent.feeds
    }
    odd = odd_ones(hosts.odd) if extent.odd else {}
    followers |= {name: Follower(channel=channel) for name, channel in odd.items()}
    guard, rng, pages = Guard(Allowed.of(["127.0.0.1"])), Random(1), Counter()
    now, due, seconds = start, dict.fromkeys(followers, start), list[Second]()
    async with connect(guard, agent=AGENT) as http:
        http.event_hooks = {"request": [manners.note]}
        gate = Gate(clock=manners.clock, sleep=manners.clock.sleep, pace=PACE)
        ask = Client(http, guard=guard, gate=gate, robots={})
        while (at := min(*due.values(), *(one.due for one in seconds), NEVER)) < start + span:
            if at > now:
                await tick(at - now)
                now = at
            for one in seconds:
                if one.due <= now:
                    await one.look(ask, now)
            name = min(due, key=lambda one: due[one])
            if due[name] > now:
                continue
            follower = followers[name]
            for capture in (await follower.poll(ask, now)).captures:
                spot, channel = source(follower.channel.url)
                entry = entry_from(capture.body)
                page = await behind(spot, channel, entry, ask, now=now)
                pages[entry.link] += bool(page.captures)
                if page.captures and not tells_edits(entry, follower.channel):
                    second = Second(
                        follower=follower, entry=entry, known=now, page=page.captures[0]
                    )
                    seconds.append(second)
            after = next_poll(follower.polls, now=now, rng=rng, fastest=FASTEST, slowest=SLOWEST)
            due[name] = after or NEVER
    caught = {name: one for name, one in followers.items() if name not in odd}
    return told_of(front, caught, pages, start, now)


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
    for form in (*FORMS, "all"):
        ending = "/day-" if form == "days.xml" else f"/{form}"
        lists = [one for one in front.asked if one.path != "/robots.txt"]
        mine = [one for one in lists if form == "all" or ending in one.path or form in one.path]
        told, moved = sum(one.conditional for one in mine), sum(one.moved for one in mine)
        vain = sum(not one.moved and not one.same for one in mine)
        same = sum(one.same for one in mine)
        print(
            f"  {form:12} {len(mine):5} requests, {told / len(mine):.1%} conditional,"
            f" {moved} found another list, {same} gave 304, {vain} the same list in full"
        )


def tally_of(
    front: Front, followers: dict[str, Follower], start: datetime, end: datetime
) -> tuple[Counter, list[float]]:
    """Count what the channels of one form caught, and after how many minutes."""
    tally, delays = Counter(), []
    for name, follower in followers.items():
        outcomes = Counter(poll.outcome for poll in follower.polls)
        tally["polls"] += len(follower.polls)
        tally["304"] += outcomes["unchanged"]
        times: defaultdict[str, list[datetime]] = defaultdict(list)
        for link, at in follower.captured:
            times[link].append(at)
        outlet = name.partition("/")[0]
        for row in (row for row in front.truth if row["outlet"] == outlet):
            at, seen = datetime.fromisoformat(row["at"]), times[front.link(row)]
            if not start < at < end - SLOWEST * 1.2:
                continue
            edited = row["edited"] and at + EDITED < end - SLOWEST * 1.2
            if seen and name.endswith(SILENT_FORMS):
                edited = edited and seen[0] + AFTER[0] < end
            tally["published"] += 1
            tally["lost"] += not seen
            tally["edits"] += edited
            tally["versions"] += edited and len(seen) == 2
            tally["twice"] += len(seen) > 1 + row["edited"]
            delays += [(seen[0] - at).total_seconds() / 60] if seen else []
    return tally, delays


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
