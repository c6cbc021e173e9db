"""Runs the collectors against a hostile little web and a pack of real feeds, and prints what came.

The web and the pack are outside the repository: VEDETTE_SHARED names the folder that holds them.

    VEDETTE_SHARED=… python benchmarks/collect.py [behaviours] [feeds] [hostile] [watch]
"""

import asyncio
import gzip
import heapq
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx2

from shared import folder
from vedette.collect import Allowed, Client, Gate, Guard, Harvest, connect, identity, recall
from vedette.collect.clean import clean_link, one_line
from vedette.collect.feed import collect_feed, complaint, read_bytes
from vedette.collect.listing import Listing, zoned
from vedette.collect.schedule import next_poll
from vedette.errors import AddressRefused, VedetteError
from vedette.records import Channel, Entry, Poll, Source

RAW = folder() / "data" / "raw"
NOW = datetime.now(UTC)
AGENT = identity("0.1", "https://example.org/about")
BEHAVIOURS: dict[str, tuple[str, ...]] = {
    "etag": ("new", "unchanged"),
    "lastmod": ("new", "unchanged"),
    "both": ("new", "unchanged"),
    "lying-etag": ("new", "unchanged", "new"),
    "always-304": ("failed",),
    "429?n=2&after=2": ("busy", "busy", "new"),
    "503?n=2&after=2": ("busy", "busy", "new"),
    "429-forever": ("busy",),
    "500": ("failed",),
    "401": ("failed",),
    "403": ("failed",),
    "404": ("failed",),
    "410": ("gone",),
    "451": ("failed",),
    "slow?s=3": ("new",),
    "drip?s=60": ("failed",),
    "drip?s=5": ("new",),
    "hang?s=60": ("failed",),
    "reset": ("failed",),
    "short": ("failed",),
    "nolength": ("new",),
    "endless": ("failed",),
    "big?mb=50": ("failed",),
    "chunked": ("new",),
    "chunked-broken": ("failed",),
    "gzip": ("new",),
    "deflate": ("new",),
    "gzip-cut": ("failed",),
    "gzip-lie": ("new",),
    "redirect?n=3": ("new",),
    "redirect?n=9": ("failed",),
    "loop": ("failed",),
    "permanent": ("moved", "unchanged"),
    "to?u=http://10.0.0.1/": ("refused",),
    "to?u=http://[::1]/": ("refused",),
    "to-file": ("refused",),
    "to-inside": ("refused",),
    "type-html": ("new",),
    "type-none": ("new",),
    "charset-lie": ("new",),
    "cookie-wall": ("failed",),
    "headers": ("new",),
    "date-skew": ("new",),
    "captcha": ("failed",),
    "moved-feed": ("new", "moved"),
    "private/x": ("refused",),
}
"""Behaviour → the outcomes of the polls that follow each other, an hour apart (a day before the
third)."""


class Hurried:
    """A clock for the gate that jumps where others wait."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


def source(url: str, kind: str = "feed") -> tuple[Source, Channel]:
    """Name a channel of the test web."""
    channel = Channel(kind=kind, url=url)
    return Source(
        id="xx/test",
        name="Test",
        home="http://127.0.0.1/",
        country="XX",
        languages=("en",),
        owner="test",
        ownership="private",
        licence="none",
        channels=(channel,),
    ), channel


def client(http: httpx2.AsyncClient, guard: Guard, robots: dict) -> Client:
    """Build a client whose gate waits in jumps; its clock starts anew."""
    clock = Hurried()
    gate = Gate(clock=clock, sleep=clock.sleep, pace=1.0)
    return Client(http, guard=guard, gate=gate, robots=robots)


async def follow(ask: Client, url: str, expected: tuple[str, ...]) -> list[Harvest]:
    """Poll one address several times, remembering as the desk does."""
    spot, channel = source(url)
    polls, known, harvests = [], {}, []
    for step in range(len(expected)):
        now = NOW + timedelta(hours=(0, 1, 26)[step])
        found = await collect_feed(spot, channel, recall(polls, known), ask, now=now)
        polls.append(found.poll)
        known |= {capture.key: capture.hash for capture in found.captures}
        harvests.append(found)
    return harvests


async def behaviours(port: int) -> bool:
    """Run every behaviour of the test web."""
    guard = Guard(Allowed.of(["127.0.0.1"]))
    robots, good = {}, 0
    print(f"{'behaviour':24} {'got':28} {'s':>6} {'entries':>7} {'MB':>5}  why")
    for name, expected in BEHAVIOURS.items():
        async with connect(guard, agent=AGENT) as http:
            began, memory = time.perf_counter(), peak()
            url = f"http://127.0.0.1:{port}/b/{name}"
            harvests = await follow(client(http, guard, robots), url, expected)
        outcomes = tuple(harvest.poll.outcome for harvest in harvests)
        right = outcomes == expected
        good += right
        issue = harvests[-1].poll.issue
        print(
            f"{name:24} {' '.join(outcomes) + ('' if right else ' ← WRONG'):28} "
            f"{time.perf_counter() - began:6.2f} {sum(len(h.captures) for h in harvests):7} "
            f"{peak() - memory:5.0f}  {f'{issue.what} ({issue.why[:60]})' if issue else ''}"
        )
    async with httpx2.AsyncClient(trust_env=False) as plain:
        asked = (await plain.get(f"http://127.0.0.1:{port}/_log")).json()
    forbidden = [row["path"] for row in asked if "private" in row["path"]]
    print(f"{good} of {len(BEHAVIOURS)} right; hits on what robots.txt forbids: {len(forbidden)}\n")
    return good == len(BEHAVIOURS) and not forbidden


def peak() -> float:
    """Tell the peak of resident memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def feeds() -> bool:
    """Read every feed of the pack and compare with the reference reading."""
    rows = [json.loads(line) for line in (RAW / "feeds/index.jsonl").open(encoding="utf-8")]
    began, tally, odd = time.perf_counter(), Counter(), []
    for row in rows:
        body = (RAW / row["file"]).read_bytes()
        if row["mutation"] == "gzd":
            body = gzip.decompress(body)
        headers = {name.lower(): text for name, text in (row["http_headers"] or {}).items()}
        listing = read_bytes(body, content_type=headers.get("content-type", ""))
        issue = complaint(listing, body, row["file"])
        well = "well-formed" if row["well_formed"] else "broken"
        tally[well] += 1
        tally[f"{well}, entries or a named issue"] += bool(listing.entries or issue)
        same = agrees(row["reference_reading"], listing)
        empty = not any(told["title"] or told["link"] for told in row["reference_reading"]["first"])
        why = "agrees with the reference" if same else "differs from it"
        if not same and empty:
            json_feed = row["format"] == "json"
            why = (
                "JSON Feed, which the reference cannot read"
                if json_feed
                else "entries hold no text"
            )
        tally[f"{well}, {why}"] += 1
        if why.startswith("differs") and row["well_formed"]:
            odd.append((row["file"], row["reference_reading"]["entries"], len(listing.entries)))
    for name, count in sorted(tally.items()):
        print(f"{count:5} {name}")
    for line in odd:
        print("      differs:", *line)
    print(f"{len(rows)} feeds in {time.perf_counter() - began:.2f} s\n")
    return tally["broken"] == tally["broken, entries or a named issue"]


def agrees(reference: dict, listing: Listing) -> bool:
    """Tell whether number, titles, links and dates are those of the reference reading."""
    if reference["entries"] != len(listing.entries):
        return False
    pairs = zip(reference["first"], listing.entries, strict=False)
    return all(same(told, entry) for told, entry in pairs)


def same(told: dict, entry: Entry) -> bool:
    """Compare one entry with the reference, which cuts titles and links at 200 characters."""
    title, link = one_line(told["title"] or ""), clean_link(told["link"] or "")
    if not same_words(title, entry.title) or not entry.link.startswith(link):
        return False
    said = zoned(told["published"] or "")
    return said is None or said == entry.published


def same_words(told: str, title: str) -> bool:
    """Compare titles; the reference may still hold markup, ours never does."""
    return title.startswith(told) or "<" in told or "&" in told


async def hostile(folder: Path) -> bool:
    """Feed the hostile cases to the feed reader, and addresses that lead inside to the guard."""
    cases = [json.loads(line) for line in (folder / "cases.jsonl").open(encoding="utf-8")]
    good = total = 0
    for case in (case for case in cases if case["kind"] == "feed"):
        body, check = (folder / case["file"]).read_bytes(), case["check"]
        began, memory = time.perf_counter(), peak()
        listing = read_bytes(
            body, url="http://site.test/feed", content_type=case["content_type"] or ""
        )
        took, grown = time.perf_counter() - began, peak() - memory
        text = " ".join(f"{e.title} {e.summary} {e.content} {e.link}" for e in listing.entries)
        faults = [
            f"{took:.1f} s" * (took > check["max_seconds"]),
            f"{grown:.0f} MB" * (grown > check["max_mb"]),
            "nothing" * (check["outcome"] == "accept" and not listing.entries),
            "count" * ("items" in check and check["items"] != len(listing.entries)),
            *[f"misses {word}" for word in check.get("contains", ()) if word not in text],
            *[f"has {word}" for word in check.get("absent", ()) if word in text],
        ]
        total += 1
        good += not any(faults)
        print(
            f"{case['id']:22} {len(listing.entries):6} entries {took:6.2f} s {grown:5.0f} MB "
            f"{' '.join(filter(None, faults))} {listing.left or ''} {listing.damage[:50]}"
        )
    refused, addresses = await inside(folder)
    print(f"{good} of {total} hostile feeds; {refused} of {addresses} inward addresses refused\n")
    return good == total and refused == addresses


async def inside(folder: Path) -> tuple[int, int]:
    """Ask for every address that leads inside, with a resolver that knows the tricky names."""

    async def resolve(host: str, port: int) -> list[str]:
        del port
        tricks = {"127.0.0.1.nip.io": "127.0.0.1", "169.254.169.254.nip.io": "169.254.169.254"}
        return [tricks[host]] if host in tricks else ["127.0.0.1"]

    guard = Guard(resolve=resolve)
    lines = [line for line in (folder / "go-private.txt").read_text("utf-8").split("\n") if line]
    odd = (folder / "go-odd.txt").read_text("utf-8").split("\n")
    refused = 0
    async with connect(guard, agent="test") as http:
        for line in lines:
            try:
                await client(http, guard, {}).get(line, now=NOW)
            except AddressRefused:
                refused += 1
            except VedetteError as fault:
                print("   not refused but failed:", line, "-", fault)
                refused += 1
        for line in odd:
            try:
                await client(http, guard, {}).get(line, now=NOW)
                print("   answered:", line[:80])
            except VedetteError:
                continue
    return refused, len(lines)


AT_ONCE = """
import runpy, socketserver, sys
socketserver.StreamRequestHandler.disable_nagle_algorithm = True
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script whose server sends each part of an answer at once: the test web writes head and
body apart, and the body would wait 40 ms for the reader to confirm the head."""


@contextmanager
def served(*how: str) -> Iterator[dict[str, Any]]:
    """Run the test web and give what it says of itself, its port among it."""
    command = [sys.executable, "-c", AT_ONCE, RAW / "serve.py", "--port", "0", *how]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as web:
        try:
            yield json.loads(web.stdout.readline())
        finally:
            web.terminate()


async def watch(port: int, start: datetime, days: int = 2, outlets: int = 20) -> bool:
    """Follow live feeds for some days of an accelerated clock, and compare with the truth."""
    base = f"http://127.0.0.1:{port}"
    guard = Guard(Allowed.of(["127.0.0.1"]))
    now, rng, end = start, Random(1), start + timedelta(days=days)
    async with (
        httpx2.AsyncClient(trust_env=False, base_url=base) as plain,
        connect(guard, agent=AGENT) as http,
    ):
        truth = (await plain.get("/_truth")).json()["published"]
        common = Counter(row["outlet"] for row in truth).most_common(outlets)
        ask = client(http, guard, {})
        spots = {
            name: source(f"{base}/live/{name}/{('feed', 'atom', 'json')[n % 3]}")
            for n, (name, _) in enumerate(common)
        }
        polls: dict[str, list[Poll]] = {name: [] for name in spots}
        known: dict[str, dict[str, str]] = {name: {} for name in spots}
        captured: list[tuple[str, str, datetime]] = []
        due = [(now, name) for name in spots]
        heapq.heapify(due)
        while due[0][0] < end:
            at, name = heapq.heappop(due)
            if at > now:
                await plain.get(f"/_tick?s={(at - now).total_seconds()}")
                now = at
            past = recall(polls[name], known[name])
            found = await collect_feed(*spots[name], past, ask, now=now)
            polls[name].append(found.poll)
            captured += [(name, capture.key, now) for capture in found.captures]
            known[name] |= {capture.key: capture.hash for capture in found.captures}
            after = next_poll(polls[name], now=now, rng=rng, fastest=FASTEST, slowest=SLOWEST)
            if after is not None:
                heapq.heappush(due, (after, name))
        truth = (await plain.get("/_truth")).json()["published"]
    return told(truth, captured, polls, start, now)


FASTEST, SLOWEST = timedelta(minutes=5), timedelta(hours=1)


def told(truth: list, captured: list, polls: dict, start: datetime, now: datetime) -> bool:
    """Print what was caught of what was published after the start and an hour before the end."""
    seen = Counter((name, key.removeprefix("urn:item:")) for name, key, _ in captured)
    delays, lost, twice, edits, edited = [], 0, 0, 0, 0
    first: dict[tuple[str, str], datetime] = {}
    for name, key, at in captured:
        first.setdefault((name, key.removeprefix("urn:item:")), at)
    for row in truth:
        at, spot = datetime.fromisoformat(row["at"]), (row["outlet"], row["id"])
        if row["outlet"] not in polls or not start < at < now - SLOWEST * 1.2:
            continue
        lost += spot not in seen
        if row["edited"]:
            edits += 1
            edited += seen[spot] == 2
        else:
            twice += seen[spot] > 1
        if spot in first:
            delays.append((first[spot] - at).total_seconds() / 60)
    every = [poll for listed in polls.values() for poll in listed]
    outcomes = Counter(poll.outcome for poll in every)
    print(
        f"watch: {len(polls)} feeds, {(now - start) / timedelta(days=1):.1f} days, "
        f"{len(every)} polls {dict(outcomes)}"
    )
    print(f"  304: {outcomes['unchanged'] / len(every):.0%} of polls")
    print(f"  published {len(delays) + lost}, lost {lost}, captured twice {twice}")
    print(f"  edited titles {edits}, caught as a second version {edited}")
    delays.sort()
    print(f"  minutes to capture: median {delays[len(delays) // 2]:.0f}, most {delays[-1]:.0f}\n")
    return not lost and not twice


def main() -> int:
    """Run the parts that were named, or all."""
    parts = set(sys.argv[1:]) or {"behaviours", "feeds", "hostile", "watch"}
    good = True
    if "feeds" in parts:
        good &= feeds()
    with tempfile.TemporaryDirectory() as folder:
        if "hostile" in parts:
            made = [sys.executable, RAW / "hostile/gen_hostile.py", "--out", folder]
            subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
            good &= asyncio.run(hostile(Path(folder)))
    if "watch" in parts:
        start = datetime(2025, 9, 20, tzinfo=UTC)
        script = ["--script", "reports/headlines_sv_en_2025_2026.jsonl.gz", "--step"]
        begin = ["--start", start.date().isoformat(), "--edits", "0.1"]
        with served(*script, *begin) as told:
            good &= asyncio.run(watch(told["port"], start))
    if "behaviours" in parts:
        with served("--sites", "5") as told:
            good &= asyncio.run(behaviours(told["port"]))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
