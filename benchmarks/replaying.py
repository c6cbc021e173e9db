"""A replay of a large web archive: memory, and whether kills change what is found.

    python benchmarks/replaying.py [--pages 100000] [--kills 5] [--workers 1]

An archive of real-size pages is made (`vedette.sample.everyday`) and replayed by the command, once
as it is, with the memory of all its processes at each quarter of the time, and once killed at
random moments and started again. Both ledgers must hold the same findings and the same views; the
exit status is 1 where they do not, or where more memory was held than is allowed.
"""

import argparse
import gzip
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import select

from vedette.ledger import folding
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.sample import everyday
from vedette.sample.dressing import moment

MOST = 1500
"""Megabytes that all processes of a replay may hold together."""
LOOK = 0.5


def main() -> int:
    """Replay twice, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "pages.warc.gz")
        write(archive, given.pages)
        print(f"{given.pages} pages, {archive.stat().st_size / 1e6:.0f} MB packed", flush=True)
        whole, killed = (f"sqlite:///{Path(folder, name)}.sqlite" for name in ("whole", "killed"))
        held, took = replayed(archive, whole, given.workers)
        quarters = [max(held[: len(held) * n // 4] or [0]) for n in (1, 2, 3, 4)]
        told = ", ".join(f"{megabytes:.0f}" for megabytes in quarters)
        print(f"one go: {took:.0f} s; most MB after each quarter {told}", flush=True)
        chance = random.Random(1)
        for n in range(given.kills):
            interrupted(archive, killed, given.workers, chance.uniform(0.2, 0.9) * took)
            print(f"killed {n + 1}: {counted(killed)}", flush=True)
        replayed(archive, killed, given.workers)
        same = fingerprint(whole) == fingerprint(killed)
        print(f"{counted(whole)} in one go, {counted(killed)} with kills: ", end="")
        print("the same" if same else "NOT the same")
    return 0 if same and quarters[-1] <= MOST else 1


def write(archive: Path, count: int) -> None:
    """Write the pages of the stream as a web archive (WARC 1.1), each record packed for itself."""
    with archive.open("wb") as file:
        for number, page in enumerate(islice(everyday.stream(), count)):
            body = page.html.encode()
            reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                "WARC/1.1\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: {page.url}\r\n"
                f"WARC-Date: {moment(number):%Y-%m-%dT%H:%M:%SZ}\r\n"
                f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
                "Content-Type: application/http;msgtype=response\r\n"
                f"Content-Length: {len(reply)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + reply + b"\r\n\r\n", 1))


def replayed(archive: Path, ledger: str, workers: int) -> tuple[list[float], float]:
    """Replay to the end; give the megabytes held at each look, and the seconds it took."""
    began, held = time.monotonic(), []
    running = _start(archive, ledger, workers)
    while running.poll() is None:
        held.append(sum(map(_held, _family(running.pid))))
        time.sleep(LOOK)
    if running.returncode:
        sys.exit(f"the replay ended with {running.returncode}")
    return held, time.monotonic() - began


def interrupted(archive: Path, ledger: str, workers: int, seconds: float) -> None:
    """Replay, and kill all of it after some seconds."""
    running = _start(archive, ledger, workers)
    try:
        running.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _start(archive: Path, ledger: str, workers: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "vedette", "replay", archive, "--ledger", ledger]
    return subprocess.Popen(
        [*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, start_new_session=True
    )


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        return
    for child in told.split():
        yield from _family(int(child))


def _held(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    line = next((one for one in told.splitlines() if one.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


def counted(ledger: str) -> str:
    """Say how much a ledger holds."""
    path = Path(ledger.removeprefix("sqlite:///"))
    if not path.exists():
        return "nothing yet"
    store = Store(ledger, write=True)
    with store.reading() as connection:
        sizes = [folding.size(connection, table) for table in (t.articles, t.findings)]
    store.close()
    return "{} articles, {} findings".format(*sizes)


def fingerprint(ledger: str) -> str:
    """Hash all findings with their fields, and every view, whatever their numbers in the log."""
    state = hashlib.sha256()
    store = Store(ledger)
    f, a, v = t.findings.c, t.anchors.c, t.fields.c
    owned = [column for column in v if column is not v.finding]
    with store.reading() as connection:
        for query in (
            select(f.id, f.type, f.kind, f.confidence, f.rule).order_by(f.id),
            select(f.id, a.n, a.start, a.end)
            .join(t.anchors, a.finding == f.ref)
            .order_by(f.id, a.n),
            select(f.id, *owned).join(t.fields, v.finding == f.ref).order_by(f.id, v.field, v.n),
            select(t.copies).order_by(t.copies.c.article),
            select(t.stories).order_by(t.stories.c.article),
            select(t.incidents.c.id, t.incidents.c.body).order_by(t.incidents.c.id),
        ):
            for row in connection.execute(query):
                state.update(repr(tuple(row)).encode())
    store.close()
    return state.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
