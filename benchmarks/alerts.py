"""How long a report that matters takes from the folder it is dropped into to a webhook.

    python benchmarks/alerts.py [--quiet 60] [--busy 60] [--rate 20] [--fastest 1]

Starts `vedette watch` over a folder, and a receiver on loopback. On a quiet desk one report at a
time is dropped, every second or two; then `rate` mixed reports a second come into a second folder
meanwhile. Prints the time from the file's arrival to the message's, and where it went; judges
nothing.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sqlalchemy import select

sys.path.append(str(Path(__file__).resolve().parent.parent))

from tests.desk.rumours import rumour

from vedette.ledger import schema as t
from vedette.ledger.store import Store

SOURCE = """name = "{name}"
home = "https://{name}.example/"
country = "EE"
languages = ["en"]
owner = "{name}"
ownership = "private"
licence = "for measuring"
found = "made for measuring"

[[channels]]
kind = "file"
url = "{folder}"
"""
SETTINGS = """[channels.duty]
kind = "webhook"
to = ["{url}"]
allow = ["127.0.0.1"]

[[alerts]]
name = "all"
channels = ["duty"]
most = 10000
"""
BEGAN = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
"""Each report says that it was printed in a second of its own, by which it is known again."""
ORDINARY = ("train-everyday", "train-ordinary", "train-quiet")
ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "articles"


class Receiver:
    """Notes when each alert came."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}
        came = self.came

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                for alert in json.loads(body)["data"]["alerts"]:
                    if alert["published"]:  # the report that caused it, by its own word
                        at = datetime.fromisoformat(alert["published"]).isoformat()
                        came.setdefault(at, time.time())
                self.send_response(204)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_port}/"


def main() -> None:
    """Watch, drop, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quiet", type=int, default=60, help="reports on a quiet desk")
    options.add_argument("--busy", type=int, default=60, help="reports on a busy one")
    options.add_argument("--rate", type=float, default=20, help="other reports a second meanwhile")
    options.add_argument("--fastest", type=float, default=1)
    options.add_argument("--home", type=Path, help="keep everything here")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        home.mkdir(exist_ok=True)
        measure(home, given)


def measure(home: Path, given: argparse.Namespace) -> None:
    """Drop reports while a desk watches; print how long each took."""
    receiver = Receiver()
    for name in ("inbox", "wire"):
        (home / name).mkdir()
        (home / "sources" / "ee").mkdir(parents=True, exist_ok=True)
        text = SOURCE.format(name=name, folder=home / name)
        (home / "sources" / "ee" / f"{name}.toml").write_text(text)
    (home / "vedette.toml").write_text(SETTINGS.format(url=receiver.url))
    url = f"sqlite:///{home}/ledger.sqlite"
    env = {
        **os.environ, "XDG_DATA_HOME": str(home), "VEDETTE_LEDGER": url,
        "VEDETTE_CONFIG": str(home / "vedette.toml"), "VEDETTE_SOURCES": str(home / "sources"),
        "VEDETTE_BUNDLED": "false", "VEDETTE_COLLECT_FASTEST": str(given.fastest),
        "VEDETTE_COLLECT_SLOWEST": "3600", "VEDETTE_REVIEW_INCIDENT": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "vedette", "watch", "--no-sample", "--port", "0"]
    watching = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        dropped = run(home, receiver, given)
    finally:
        watching.send_signal(signal.SIGTERM)
        watching.wait(60)
    for name, listed in dropped.items():
        report(name, listed, receiver.came)
    parts(url, dropped["quiet"])


def run(home: Path, receiver: Receiver, given: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Drop reports on a quiet desk, then on a busy one."""
    rng = random.Random(1)
    first = drop(home / "inbox", 0)  # workers start, models load
    wait(receiver, first, 120)
    quiet: dict[str, float] = {}
    for n in range(1, given.quiet + 1):
        time.sleep(rng.uniform(0.3, 1.3))
        quiet |= drop(home / "inbox", n)
        wait(receiver, quiet, 3)
    stop = threading.Event()
    others = threading.Thread(target=mixed, args=(home / "wire", given.rate, stop))
    others.start()
    time.sleep(5)
    busy: dict[str, float] = {}
    for n in range(1001, given.busy + 1001):
        time.sleep(rng.uniform(0.3, 1.3))
        busy |= drop(home / "inbox", n)
    wait(receiver, busy, 30)
    stop.set()
    others.join()
    return {"quiet": quiet, "busy": busy}


def drop(folder: Path, n: int) -> dict[str, float]:
    """Drop one report of something that nobody else tells; give when it says it was printed."""
    _, deed, text = rumour(n, datetime.now(UTC).date())
    title = f"{deed}, report {n}"
    told = {"url": f"https://inbox.example/{n}", "title": title, "text": text}
    told["published"] = published = (BEGAN + timedelta(seconds=n)).isoformat()
    part = folder.parent / "part"
    part.write_text(json.dumps(told) + "\n")
    part.rename(folder / f"{n}.jsonl")
    return {published: time.time()}


def mixed(folder: Path, rate: float, stop: threading.Event) -> None:
    """Drop the training articles, each once: ordinary news, and one in ten that may matter."""
    packs = {text: text.parent.name in ORDINARY for text in sorted(ARTICLES.glob("train-*/*.txt"))}
    ordinary = [text for text, of in packs.items() if of]
    others = [text for text, of in packs.items() if not of]
    rng = random.Random(2)
    texts = [*ordinary, *rng.sample(others, len(ordinary) // 9)]
    rng.shuffle(texts)
    began = time.time()
    for n, text in enumerate(texts):
        told = {
            "url": f"https://wire.example/{n}",
            "text": text.read_text("utf-8"),
            "published": datetime.now(UTC).isoformat(),
        }
        part = folder.parent / "other"
        part.write_text(json.dumps(told) + "\n")
        part.rename(folder / f"{n}.jsonl")
        if stop.wait(max(0.0, began + n / rate - time.time())):
            return


def wait(receiver: Receiver, dropped: dict[str, float], seconds: float) -> None:
    """Wait until all came, or time is up."""
    end = time.time() + seconds
    while time.time() < end and dropped.keys() - receiver.came.keys():
        time.sleep(0.002)


def report(name: str, dropped: dict[str, float], came: dict[str, float]) -> None:
    """Print the quantiles."""
    took = sorted(1000 * (came[title] - at) for title, at in dropped.items() if title in came)
    lost = len(dropped) - len(took)
    if len(took) < 2:
        print(f"{name}: {len(took)} came, {lost} did not")
        return
    cut = statistics.quantiles(took, n=20, method="inclusive")
    print(
        f"{name}: {len(took)} alerts, {lost} without; p50 {statistics.median(took):.0f} ms,"
        f" p95 {cut[18]:.0f} ms, most {took[-1]:.0f} ms"
    )


def parts(url: str, dropped: dict[str, float]) -> None:
    """Print where the time went on the quiet desk, by the ledger's own times."""
    store = Store(url)
    with store.reading() as connection:
        a, g, v = t.alerts.c, t.log.c, t.articles.c
        known = dict(connection.execute(select(v.published, v.known)).all())
        recorded = dict(
            connection.execute(
                select(v.published, g.recorded).select_from(t.articles.join(t.log, g.seq == v.seq))
            ).all()
        )
        rows = connection.execute(
            select(a.body, t.envelopes.c.at, t.deliveries.c.at)
            .select_from(
                t.alerts.join(t.outbox, t.outbox.c.alert == a.seq)
                .join(t.enclosed, t.enclosed.c.posted == t.outbox.c.seq)
                .join(t.envelopes, t.envelopes.c.seq == t.enclosed.c.envelope)
                .join(t.deliveries, t.deliveries.c.envelope == t.envelopes.c.seq)
            )
            .where(t.deliveries.c.outcome == "taken")
        ).all()
    store.close()
    found: dict[str, list[float]] = {}
    for body, at, taken in rows:
        published = json.loads(body)["published"]
        at_ = datetime.fromisoformat(published).isoformat() if published else ""
        if at_ not in dropped:
            continue
        moments = [dropped[at_], *map(stamp, (known[at_], recorded[at_], at, taken))]
        names = ("drop → look", "look → read", "read → alert", "alert → taken")
        for name, one, other in zip(names, moments, moments[1:], strict=False):
            found.setdefault(name, []).append(1000 * (other - one))
    for name, took in found.items():
        print(f"  {name}: p50 {statistics.median(took):.0f} ms, most {max(took):.0f} ms")


def stamp(written: str) -> float:
    """Read a moment of the ledger."""
    return datetime.fromisoformat(written).timestamp()


if __name__ == "__main__":
    main()
