"""A flame graph's data: which calls the line was in, looked at two hundred times a second.

One line a stack, outermost call first, with how often it was seen: the folded stacks that
speedscope and flamegraph.pl draw. What is seen is the thread that works, from one beside it.
"""

import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

EVERY = 0.005
"""Seconds between two looks: a block of twenty pages takes about half a second."""


def record(work: Callable[[], object], file: Path) -> None:
    """Do some work and write where its time went."""
    seen: Counter[str] = Counter()
    done = threading.Event()
    watched = threading.get_ident()
    looker = threading.Thread(target=_look, args=(watched, seen, done), daemon=True)
    looker.start()
    try:
        work()
    finally:
        done.set()
        looker.join()
    file.write_text("".join(f"{stack} {count}\n" for stack, count in sorted(seen.items())), "utf-8")


def _look(watched: int, seen: Counter[str], done: threading.Event) -> None:
    while not done.wait(EVERY):
        frame = sys._current_frames().get(watched)  # noqa: SLF001  # the one way to see a thread
        if frame:
            seen[folded(frame)] += 1


def folded(frame: FrameType | None) -> str:
    """Write a stack from the outermost call to the innermost."""
    calls: list[str] = []
    while frame:
        name = frame.f_globals.get("__name__", "?")
        calls.append(f"{name}.{frame.f_code.co_qualname}")
        frame = frame.f_back
    return ";".join(reversed(calls))
