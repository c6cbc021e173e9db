"""What memory a desk takes while two readers ask it for every page and reports come in.

    python benchmarks/footprint.py [--ledger FILE] [--seconds 170] [NAME=VALUE]...

The desk is the command, as its own process, over a copy of the ledger (the sample, where none is
named; views of other code are folded afresh first). A report comes each 0.6 s. Told is what is
resident, once it answers and then each 30 s: all of it, the heap, and the arenas that glibc made
for threads. NAME=VALUE are set in its environment: `MALLOC_ARENA_MAX=8` gives threads arenas of
their own again (`desk/footprint.py`), `PYTHONMALLOC=malloc` takes Python's own allocator away.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.soak.pulse import PATHS

from desk import telling
from vedette.desk import running
from vedette.engines import Local
from vedette.ledger import folding
from vedette.ledger.store import Store

PORT = 8733
LOOK, PAUSE, READERS = 30.0, 0.6, 2
_ARENA = 64 << 20
"""Arenas of glibc begin at multiples of this."""
_HEAD = re.compile(r"^([0-9a-f]+)-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)")


def main() -> int:
    """Serve, read, tell, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--seconds", type=float, default=170)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite")
        if asked.ledger:
            shutil.copy(asked.ledger, path)
        with closing(Store(f"sqlite:///{path}", write=True)) as store:
            if not asked.ledger:
                running.fill_sample(store, Local())
            folding.catch_up(store)
        command = [sys.executable, "-m", "vedette", "desk", "--ledger", f"sqlite:///{path}"]
        env = {**os.environ, **dict(one.split("=", 1) for one in asked.set)}
        desk = subprocess.Popen([*command, "--port", str(PORT)], env=env, stdout=subprocess.DEVNULL)
        try:
            watched(desk.pid, path, asked.seconds)
        finally:
            desk.terminate()
            desk.wait(60)
    return 0


def watched(pid: int, path: Path, seconds: float) -> None:
    """Let readers read and reports come for so long, and print what is held meanwhile."""
    base = f"http://127.0.0.1:{PORT}"
    answering(base)
    print(f"begun: {held(pid)}", flush=True)
    ended = threading.Event()
    readers = [threading.Thread(target=read, args=(base, ended)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    began = looked = time.monotonic()
    came = 0
    with telling(path) as tell:
        while time.monotonic() < began + seconds:
            tell()
            came += 1
            time.sleep(PAUSE)
            if time.monotonic() >= looked + LOOK:
                looked = time.monotonic()
                print(f"{looked - began:.0f} s, {came} reports: {held(pid)}", flush=True)
    ended.set()
    for reader in readers:
        reader.join()
    print(f"ended, {came} reports: {held(pid)}")


def answering(base: str) -> None:
    """Wait until a desk answers."""
    for _ in range(120):
        try:
            httpx.get(f"{base}/health", timeout=5)
        except httpx.TransportError:
            time.sleep(0.5)
        else:
            return
    sys.exit(f"{base}: no desk answers within a minute; is the port free?")


def read(base: str, ended: threading.Event) -> None:
    """Ask for every page in turn, as a reader would who never tires."""
    with httpx.Client(base_url=base, timeout=60) as client:
        while not ended.wait(0.5):
            for page in PATHS:
                client.get(page)


def held(pid: int) -> str:
    """Tell what of a process is resident, in megabytes (`/proc/PID/smaps`, proc(5))."""
    whole = heap = arenas = 0
    start, name = 0, ""
    for line in Path(f"/proc/{pid}/smaps").read_text("ascii").splitlines():
        if head := _HEAD.match(line):
            start, name = int(head[1], 16), head[2]
        elif line.startswith("Rss:"):
            size = int(line.split()[1])
            whole += size
            heap += size * (name == "[heap]")
            arenas += size * (not name and start % _ARENA == 0)
    return f"{whole / 1000:.0f} MB, heap {heap / 1000:.0f}, arenas {arenas / 1000:.0f}"


if __name__ == "__main__":
    sys.exit(main())
