"""`vedette watch` over many sources at their usual pace: memory, and processor time between bursts.

    python benchmarks/many.py [--sources 1000] [--minutes 10] [--fresh]

A web of our own on loopback, two sources a host, shows each source as a feed, a sitemap, a page
that lists articles, or an endpoint of JSON, in turn; each publishes an invented report now and
then. Settings are the usual ones but for the address. A desk that starts has all that the sources
list to fetch, read and code; with `--fresh` they list only what came out since the start, so that
what is measured is the usual going. Prints the memory of all processes, the
processor time of each quarter of a minute, and how the hosts were asked. Linux only.
"""

import argparse
import asyncio
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from vedette.ledger import schema as t
from vedette.ledger.store import Store
from watching import FORM, memory

KINDS = ("feed", "sitemap", "index", "json")
STEP = 15.0
FASTEST = 300.0
"""Seconds between two polls of a source, as vedette has it by default."""

EVERY = 3600.0
"""Seconds between two reports of a source: 24 a day, as the median of those that ship expects."""

SHOWN = 3
"""Reports that a source lists."""

DEEDS = (
    "Police in {} said on Monday that railway signals had been set on fire by two men",
    "The port of {} was closed for an hour after drones had been seen over its cranes",
)
SYLLABLES = (
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka", "re",
    "mu", "tol", "ber", "nis", "kan", "dor",
)  # fmt: skip
"""Reports are made of invented names, so that no two are alike: a thousand sources that print the
same few words would be one story of a thousand reports, which is a question of its own."""

DEED = 20
"""One report in so many tells of something that is coded."""

PATHS = {"items": "items", "title": "title", "url": "url", "text": "text", "published": "at"}


def name(dice: Random) -> str:
    """Invent a name."""
    return "".join(dice.choices(SYLLABLES, k=3)).capitalize()


def sentence(dice: Random) -> str:
    """Invent a sentence that nobody else prints."""
    forms = ("The {} of {} was opened by {}", "{} and {} met in {} on Monday", "{} sold {} to {}")
    return dice.choice(forms).format(name(dice), name(dice), name(dice))


class Web:
    """Shows every source; `asked` holds when each host was asked, and for what."""

    def __init__(self, sources: int, *, fresh: bool = False) -> None:
        self.sources = sources
        self.fresh = fresh
        self.began = time.time()
        self.asked: dict[str, list[tuple[float, str, bool]]] = defaultdict(list)
        self.port = 0

    def host(self, n: int) -> str:
        """Name the host of a source; two share one."""
        return f"127.0.{1 + n // 2 // 250}.{1 + n // 2 % 250}"

    def reports(self, n: int) -> list[dict[str, str]]:
        """Give what a source lists now, the newest first."""
        offset = n / self.sources * EVERY
        last = int((time.time() - offset) // EVERY)
        shown = [self.report(n, last - back, offset) for back in range(SHOWN)]
        if not self.fresh or self.kind(n) == "index":  # a list without links would be no list
            return shown
        start = datetime.fromtimestamp(self.began, UTC).isoformat(timespec="seconds")
        return [row for row in shown if row["at"] >= start]

    def kind(self, n: int) -> str:
        """Tell as what a source is shown; fewer lists where they alone begin with a backlog."""
        kind = KINDS[n % len(KINDS)]
        return "feed" if self.fresh and kind == "index" and n % 100 != 2 else kind

    def report(self, n: int, number: int, offset: float) -> dict[str, str]:
        """Invent one report."""
        dice = Random(f"{n} {number}")
        words = sentence(dice)
        if dice.randrange(DEED) == 0:
            words = dice.choice(DEEDS).format(name(dice))
        at = datetime.fromtimestamp(number * EVERY + offset, UTC).isoformat(timespec="seconds")
        url = (
            f"http://{self.host(n)}:{self.port}/{n}/{number}-{'-'.join(words.lower().split()[:5])}"
        )
        text = ". ".join([words, *(sentence(dice) for _ in range(5))])
        return {"url": url, "title": f"{words} ({n}/{number})", "text": text, "at": at}

    def body(self, path: str) -> tuple[str, str]:
        """Write the answer to a path, and its type; nothing where there is none."""
        if path == "/robots.txt":
            return "User-agent: *\nDisallow: /private\n", "text/plain"
        n, _, rest = path.strip("/").partition("/")
        rows = self.reports(int(n)) if n.isdigit() else []
        if rest == "feed":
            told = "".join(
                f"<item><title>{r['title']}</title><link>{r['url']}</link><guid>{r['url']}</guid>"
                f"<description>{r['text']}</description></item>"
                for r in rows
            )
            return (
                f"<rss version='2.0'><channel><title>{n}</title>{told}</channel></rss>",
                "text/xml",
            )
        if rest == "sitemap":
            told = "".join(
                f"<url><loc>{r['url']}</loc><lastmod>{r['at']}</lastmod></url>" for r in rows
            )
            return f"<urlset>{told}</urlset>", "application/xml"
        if rest == "index":
            told = "".join(f"<h2><a href='{r['url']}'>{r['title']}</a></h2>" for r in rows)
            return f"<!doctype html><main>{told}</main>", "text/html"
        if rest == "json":
            return json.dumps({"items": rows}), "application/json"
        return self.page(int(n), int(rest.partition("-")[0])), "text/html"

    def page(self, n: int, number: int) -> str:
        """Write the page of a report."""
        told = self.report(n, number, n / self.sources * EVERY)
        head = f"<title>{told['title']}</title><meta property='article:published_time'"
        head += f" content='{told['at']}'>"
        text = f"<h1>{told['title']}</h1><p>{told['text']}. " + "</p><p>".join([told["text"]] * 2)
        return f"<!doctype html><html lang='en'><head>{head}</head><article>{text}</p></article>"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, with 304 where its tag still holds."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1]
            body, kind = self.body(path)
            raw = body.encode()
            tag = f'"{hashlib.sha256(raw).hexdigest()[:16]}"'
            same = f"if-none-match: {tag}" in head.lower()
            host = head.lower().partition("\r\nhost:")[2].partition("\r\n")[0].strip()
            self.asked[host].append((time.time(), path, same))
            told = f"HTTP/1.1 {304 if same else 200} X\r\nETag: {tag}\r\nContent-Type: {kind}\r\n"
            told += f"Content-Length: {0 if same else len(raw)}\r\nConnection: close\r\n\r\n"
            writer.write(told.encode() + (b"" if same else raw))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            writer.close()

    def start(self) -> None:
        """Serve in a thread of its own, on an address for each host."""
        ready = threading.Event()

        async def main() -> None:
            hosts = sorted({self.host(n) for n in range(self.sources)})
            first = await asyncio.start_server(self.serve, hosts[0], 0)
            self.port = first.sockets[0].getsockname()[1]
            others = [await asyncio.start_server(self.serve, host, self.port) for host in hosts[1:]]
            ready.set()
            await asyncio.gather(*(server.serve_forever() for server in (first, *others)))

        threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
        ready.wait(30)


def listed(web: Web, folder: Path) -> None:
    """Write a file for each source."""
    folder.mkdir(parents=True)
    for n in range(web.sources):
        kind = web.kind(n)
        base = f"http://{web.host(n)}:{web.port}"
        text = FORM.format(name=f"Outlet {n}", base=f"{base}/{n}", url=f"{base}/{n}/{kind}")
        text = text.replace('kind = "feed"', f'kind = "{kind}"')
        if kind == "json":
            text += "full = true\n[channels.paths]\n"
            text += "".join(f'{name} = "{path}"\n' for name, path in PATHS.items())
        (folder / f"outlet-{n}.toml").write_text(text)


def spent(group: int) -> dict[int, float]:
    """Tell the processor seconds of each process of a group."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(entry.name)) == group:
                parts = (entry / "stat").read_text().rpartition(")")[2].split()
                found[int(entry.name)] = sum(map(int, parts[11:13])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError):
            continue
    return found


def coded(ledger: str) -> tuple[int, int, int]:
    """Count polls, articles, and those of them that are not coded yet."""
    store = Store(ledger)
    with store.reading() as connection:
        polls = connection.execute(select(func.count()).select_from(t.polls)).scalar() or 0
        rows = select(func.count()).select_from(t.standing)
        articles = connection.execute(rows).scalar() or 0
        waiting = connection.execute(rows.where(t.standing.c.coding.is_(None))).scalar() or 0
    store.close()
    return polls, articles, waiting


def main() -> None:
    """Serve, watch, and tell every quarter of a minute."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sources", type=int, default=1000)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--fresh", action="store_true")
    given = options.parse_args()
    web = Web(given.sources, fresh=given.fresh)
    web.start()
    with tempfile.TemporaryDirectory() as home:
        listed(web, Path(home) / "sources" / "ee")
        measure(web, Path(home), given.minutes)


def measure(web: Web, home: Path, minutes: float) -> None:
    """Watch for so long, and print the figures."""
    ledger = f"sqlite:///{home}/ledger.sqlite"
    env = {
        **os.environ, "XDG_DATA_HOME": str(home), "VEDETTE_LEDGER": ledger,
        "VEDETTE_SOURCES": str(home / "sources"), "VEDETTE_BUNDLED": "false",
        "VEDETTE_COLLECT_ALLOW": "127.0.0.0/8",
    }  # fmt: skip
    command = [sys.executable, "-m", "vedette", "watch", "--no-sample", "--port", "0"]
    watching = subprocess.Popen(command, env=env, start_new_session=True)
    while not (home / "ledger.sqlite").exists() and watching.poll() is None:
        time.sleep(1)  # a busy machine takes longer to start than to be asked how it is
    time.sleep(STEP)
    peak, quiet, before, end = 0, [], {}, time.time() + minutes * 60
    held_before = 0, 0
    while time.time() < end and watching.poll() is None:
        time.sleep(STEP)
        now, held = spent(watching.pid), memory(watching.pid)
        used = sum(seconds - before.get(pid, 0.0) for pid, seconds in now.items()) / STEP
        before, peak = now, max(peak, held)
        polls, articles, waiting = coded(ledger)
        # Between bursts: nothing to read or code, and no more polls than their even spread brings.
        calm = not waiting and articles <= held_before[1] + 1
        calm &= 0 < polls < held_before[0] + web.sources * STEP / FASTEST
        quiet += [used] if calm else []
        held_before = polls, articles
        print(
            f"  {minutes * 60 - (end - time.time()):5.0f} s {held:5} MB {used:6.1%} of a core;"
            f" {polls} polls, {articles} articles, {waiting} uncoded",
            flush=True,
        )
    watching.send_signal(signal.SIGTERM)
    print(f"exit status {watching.wait(60)}")
    print(f"{web.sources} sources: peak memory {peak} MB, all processes together")
    if quiet:
        middle = sorted(quiet)[len(quiet) // 2]
        print(f"  between bursts: median {middle:.1%} of a core, most {max(quiet):.1%}")
    manners(web)


def manners(web: Web) -> None:
    """Tell how the hosts were asked: pace, robots.txt, and what came back as unchanged."""
    pauses = [
        b - a
        for times in web.asked.values()
        for a, b in pairwise(sorted(at for at, path, _ in times))
    ]
    lists = [
        row for rows in web.asked.values() for row in rows if row[1].rpartition("/")[2] in KINDS
    ]
    same = Counter(again for _, _, again in lists)
    private = sum("private" in path for rows in web.asked.values() for _, path, _ in rows)
    print(f"  shortest pause of a host {min(pauses, default=0):.2f} s, barred {private}")
    print(f"  requests for lists {len(lists)}, unchanged {same[True]}")


if __name__ == "__main__":
    main()
