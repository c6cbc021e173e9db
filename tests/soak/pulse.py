"""What a desk costs while it runs, as it is taken down every few seconds, and its sums by hour."""

import contextlib
import http.client
import json
import os
import socket
import statistics
import threading
import time
from collections import defaultdict
from pathlib import Path

EVERY = 3.0
"""Seconds between two looks at the processes."""
ASKED = 0.5
"""Seconds between two questions to the desk."""
STARTING = 120.0
"""Seconds for the desk to answer at all."""
PATHS = (
    "/", "/incidents", "/findings", "/stories", "/sources", "/issues", "/search?q=substation",
    "/timeline", "/charts", "/map", "/coverage", "/alerts", "/brief", "/api/incidents",
    "/metrics", "/health",
)  # fmt: skip


class Pulse:
    """Takes down memory, handles, threads and answers; each row is a line of a file at once.

    A row is `{"at": seconds since the epoch, "name": …, "value": …}`. `group` is whatever process
    leads the watch at the moment, `desk` the desk beside it.
    """

    def __init__(self, file, *, desk, port):
        self.file, self.desk, self.port = file.open("a", encoding="utf-8"), desk, port
        self.group, self.rows, self.faults = 0, [], []
        self.lock, self.over = threading.Lock(), threading.Event()
        self.threads = [
            threading.Thread(target=self._each, args=given, daemon=True)
            for given in ((EVERY, self.look), (ASKED, self.ask))
        ]
        self.turn = 0

    def start(self):
        """Begin once the desk answers."""
        end = time.time() + STARTING
        while time.time() < end:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            time.sleep(0.2)
        for thread in self.threads:
            thread.start()

    def stop(self):
        """Take the last row down."""
        self.over.set()
        for thread in self.threads:
            thread.join(60)
        self.file.close()

    def _each(self, seconds, step):
        while not self.over.wait(seconds):
            step()

    def note(self, name, value):
        """Take one row down."""
        row = {"at": time.time(), "name": name, "value": value}
        with self.lock:
            self.rows.append(row)
            self.file.write(json.dumps(row) + "\n")
            self.file.flush()

    def look(self):
        """Take down what the processes hold, and how long a fixed piece of work takes meanwhile."""
        whole = members(self.group)
        for who, pids in (
            ("watch", whole[:1]), ("workers", whole[1:]), ("desk", members(self.desk))
        ):  # fmt: skip
            for name, value in held(pids).items():
                self.note(f"{who} {name}", value)
        self.note("machine ms", canary())
        self.note("machine load", os.getloadavg()[0])

    def ask(self):
        """Ask the desk for its next page; what is no answer is a fault."""
        path = PATHS[self.turn % len(PATHS)]
        self.turn += 1
        began = time.perf_counter()
        try:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            line.request("GET", path, headers={"Accept": "text/html"})
            answer = line.getresponse()
            answer.read()
            line.close()
        except OSError as fault:
            self._fault(path, repr(fault))
            return
        if answer.status != 200:
            self._fault(path, answer.status)
        took = 1000 * (time.perf_counter() - began)
        self.note("page ms", took)
        self.note(f"page ms {path}", took)

    def _fault(self, path, what):
        self.faults.append((time.time(), path, what))
        self.note(f"fault {path}", what)

    def within(self, name, start, end):
        """Give the figures of a name from one moment until another."""
        with self.lock:
            return [r["value"] for r in self.rows if r["name"] == name and start <= r["at"] < end]


def members(group):
    """Give the ids of a group's processes, its leader first."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(entry.name)) == group:
                found.append(int(entry.name))
        except OSError:
            continue
    return sorted(found, key=lambda pid: pid != group)


def held(pids):
    """What processes hold together: megabytes resident, open handles, threads."""
    sums = defaultdict(float)
    for pid in pids:
        try:
            status = Path(f"/proc/{pid}/status").read_text("ascii")
            told = dict(line.split(":", 1) for line in status.splitlines())
            sums["MB"] += int(told["VmRSS"].split()[0]) / 1000
            sums["threads"] += int(told["Threads"])
            sums["handles"] += len(list(Path(f"/proc/{pid}/fd").iterdir()))
        except (OSError, KeyError):  # it ends at this moment
            continue
    return dict(sums)


def canary():
    """How many milliseconds a fixed piece of work takes: on a quiet machine always as many."""
    began = time.perf_counter()
    sum(range(300_000))
    return 1000 * (time.perf_counter() - began)


def quantiles(values):
    """Give p50, p99 and how many; nothing of fewer than two."""
    if len(values) < 2:
        return None
    cut = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": round(cut[49], 2), "p99": round(cut[98], 2), "n": len(values)}
