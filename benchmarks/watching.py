"""`vedette watch` against a web of feeds whose days pass in minutes: what is missed, what is asked.

    VEDETTE_SHARED=… python benchmarks/watching.py [--minutes 20] [--speed 1200]

Serves dated reports of nine outlets through the shared test web at `speed` seconds a second, lets
`watch` collect them for `minutes`, and compares its ledger with what came out. Beside the outlets
stand feeds that fail in every way: slow, refused, gone, broken. Prints figures; judges nothing.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from shared import folder
from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import ENTRY_TYPE

AILING = ("429?n=2&after=3", "503?n=2&after=3", "500", "404", "410", "slow?s=3", "drip?s=8",
          "hang?s=20", "reset", "short", "endless", "loop", "captcha", "always-304", "lying-etag",
          "gzip-lie", "chunked-broken", "to-inside", "private", "etag", "lastmod",
          "permanent")  # fmt: skip
Serving = subprocess.Popen[str]
FORM = """name = "{name}"
home = "{base}/"
country = "EE"
languages = ["en"]
owner = "{name}"
ownership = "private"
licence = "for measuring"
found = "the shared test web"

[[channels]]
kind = "feed"
url = "{url}"
"""


def ask(base: str, path: str) -> Any:
    """Ask the test web about itself."""
    with urllib.request.urlopen(f"{base}{path}", timeout=60) as answer:
        return json.load(answer)


def main() -> None:
    """Serve, watch, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=20)
    options.add_argument("--speed", type=float, default=1200)
    options.add_argument("--script", default="reports/ukraine_war_2021_2022.jsonl.gz")
    options.add_argument("--start", default="2021-10-01")
    given = options.parse_args()
    raw = folder() / "data" / "raw"
    script = ["--script", given.script, "--start", given.start]
    day = serve(raw, *script, "--speed", str(given.speed), "--edits", "0.05")
    ward = serve(raw)  # a host of its own: its hangs must not hold up the others
    try:
        with tempfile.TemporaryDirectory() as home:
            measure(base(day), base(ward), Path(home), given)
    finally:
        day.kill()
        ward.kill()


def serve(raw: Path, *options: str) -> Serving:
    """Start the test web."""
    command = [sys.executable, str(raw / "serve.py"), "--port", "0", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def base(serving: Serving) -> str:
    """Give the address that a test web tells in its first line."""
    return f"http://127.0.0.1:{json.loads(serving.stdout.readline())['port']}"


def outlets(base: str) -> list[str]:
    """Name the outlets that publish."""
    with urllib.request.urlopen(base, timeout=60) as answer:
        page = answer.read().decode()
    return sorted({part.split("/")[0] for part in page.split("/live/")[1:]})


def measure(base: str, ward: str, home: Path, given: argparse.Namespace) -> None:
    """Watch for a while and print what came of it."""
    folder = home / "sources" / "ee"
    folder.mkdir(parents=True)
    live = outlets(base)
    for n, name in enumerate(live):
        url = f"{base}/live/{name}/{('feed', 'atom', 'json')[n % 3]}"
        (folder / f"live{n}.toml").write_text(FORM.format(name=name, base=base, url=url))
    for n, behaviour in enumerate(AILING):
        url = f"{ward}/b/{behaviour}"
        (folder / f"ailing{n}.toml").write_text(FORM.format(name=behaviour, base=ward, url=url))
    ledger = f"sqlite:///{home}/ledger.sqlite"
    env = {
        **os.environ, "XDG_DATA_HOME": str(home), "VEDETTE_LEDGER": ledger,
        "VEDETTE_SOURCES": str(home / "sources"), "VEDETTE_BUNDLED": "false",
        "VEDETTE_COLLECT_ALLOW": "127.0.0.1", "VEDETTE_COLLECT_FASTEST": "10",
        "VEDETTE_COLLECT_SLOWEST": "60", "VEDETTE_COLLECT_PACE": "0.5",
    }  # fmt: skip
    watching = subprocess.Popen(
        [sys.executable, "-m", "vedette", "watch", "--no-sample", "--port", "0"],
        env=env, start_new_session=True,
    )  # fmt: skip
    peak, end = 0, time.time() + given.minutes * 60
    while time.time() < end and watching.poll() is None:
        time.sleep(5)
        peak = max(peak, memory(watching.pid))
    truth = ask(base, "/_truth")
    # What stood outside the feeds' windows before we came can be nobody's catch.
    published = [row for row in truth["published"] if row["at"] >= given.start]
    time.sleep(90)  # what came out last is polled, fetched and coded
    watching.send_signal(signal.SIGTERM)
    status = watching.wait(60)
    report(ledger, published, ask(base, "/_log"), peak, status)


def memory(group: int) -> int:
    """Sum the resident memory of a process and its children, in MB (Linux)."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(entry.name)) == group:
                status = (entry / "status").read_text()
                total += int(status.partition("VmRSS:")[2].split()[0])
        except (OSError, ValueError, IndexError):
            continue
    return total // 1000


def report(ledger: str, truth: list[Any], log: Any, peak: int, status: int) -> None:
    """Compare the ledger with the truth, and the requests with the pace."""
    store = Store(ledger, write=True)
    with store.reading() as connection:
        c, p = t.captures.c, t.polls.c
        keys = connection.execute(
            select(c.key, func.count(c.hash.distinct()), func.count())
            .where(c.media_type == ENTRY_TYPE, c.channel.contains("/live/"))
            .group_by(c.source, c.key)
        ).all()
        outcomes = Counter(
            dict(
                connection.execute(
                    select(p.outcome, func.count())
                    .where(p.channel.contains("/live/"))
                    .group_by(p.outcome)
                ).all()
            )
        )
        blind = connection.execute(
            select(p.source, p.outcome, func.count(), t.issues.c.what)
            .outerjoin(t.issues, t.issues.c.seq == p.issue)
            .where(p.channel.contains("/b/"))
            .group_by(p.source, p.outcome, t.issues.c.what)
        ).all()
        articles = folding.size(connection, t.standing)
        findings = folding.size(connection, t.findings)
        waiting = connection.execute(
            select(func.count()).where(t.standing.c.coding.is_(None)).select_from(t.standing)
        ).scalar()
    published = {row["id"] for row in truth}
    held = {key.removeprefix("urn:item:"): (states, rows) for key, states, rows in keys}
    twice = [key for key, (states, rows) in held.items() if rows > states]
    print(f"published {len(published)}, held {len(published & held.keys())}")
    print(f"missed {len(published - held.keys())}, twice {len(twice)}, exit status {status}")
    lost = Counter(row["outlet"] for row in truth if row["id"] not in held)
    print("missed by outlet:", dict(lost), "held, for example:", sorted(held)[:3])
    print(f"articles {articles}, findings {findings}, uncoded {waiting}, peak memory {peak} MB")
    print("polls of the outlets by outcome:", dict(outcomes))
    politeness(log)
    for row in sorted(blind, key=str):
        print("  ", *row)
    print("views hold:", folding.check(store).holds)
    store.close()


def politeness(log: Any) -> None:
    """Print the share of conditional requests and of 304s, and the shortest pause."""
    feeds = [row for row in log if "/live/" in row["path"] and not row["path"].endswith(".html")]
    conditional = [row for row in feeds if row["etag"] or row["since"]]
    print(f"feed requests {len(feeds)}, conditional {len(conditional)}")
    times = defaultdict(list)
    for row in log:
        if not row["path"].startswith("/_"):
            times[row["port"]].append(row["t"])
    for host, listed in times.items():
        ordered = sorted(listed)
        gaps = sorted(b - a for a, b in pairwise(ordered))
        print(f"host {host}: {len(ordered)} requests, shortest pauses {gaps[:3]} s")


if __name__ == "__main__":
    main()
