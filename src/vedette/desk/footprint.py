"""The memory of a process that runs for days: what is free goes back, what stays stands aside.

glibc serves each thread from an arena of its own and keeps what is freed in it unless all above is
free as well. Of 345 MB that a watch had taken 31 were free, of 325 ten, and went back when they
were asked for (`malloc_trim`, malloc_trim(3)). A desk that two readers asked for every page while
a report came each second grew from 181 to 222 MB within three minutes, 39 of them in arenas, and
with a single arena to 206 (`M_ARENA_MAX`, mallopt(3)): its threads take turns anyway
(`benchmarks/footprint.py`).

Python looks through all that lives for circles that nobody refers to, each time as much has come
as a quarter of it: 0.4 to 0.8 s for the million objects of a desk with 20,000 incidents, in the
middle of a page. What stands aside (`gc.freeze`) is not looked through. With a report kept before
each answer the slowest of 25 took 130 to 350 ms instead of 780 to 1,130. But a circle that stands
aside, because a page or a report was at work with it just then, stays until all is looked through.
A desk that did so once an hour grew by 30 MB within an hour of pages, and then no more. So it is
done as often as it takes no more than a share of the time: 0.2 s each seven minutes, of a large
desk 0.8 each half an hour.
"""

import ctypes
import gc
import os
from collections.abc import Callable
from functools import cache
from typing import Final

WHOLE, SHARE = 3600.0, 1 / 2000
"""Seconds between two looks at all that lives, what stands aside among it, at most; and the share
of the time that they may take."""
M_ARENA_MAX: Final = -8
"""Of glibc's malloc.h."""


class Upkeep:
    """Called every few minutes, from any thread; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._due = clock()

    def __call__(self) -> None:
        """Collect what came since, all where that is due; let what lives stand aside; give back."""
        began = self._clock()
        whole = began >= self._due
        if whole:
            gc.unfreeze()
        gc.collect()
        if whole:
            self._due = began + min(WHOLE, (self._clock() - began) / SHARE)
        gc.freeze()
        give_back()


def one_arena() -> None:
    """Serve all threads that are to come from one arena, unless `MALLOC_ARENA_MAX` says how many.

    Does nothing under other C libraries.
    """
    if "MALLOC_ARENA_MAX" not in os.environ and (option := _function("mallopt")):
        option(M_ARENA_MAX, 1)


def give_back() -> None:
    """Give back what is free; takes milliseconds, and does nothing under other C libraries."""
    if trim := _function("malloc_trim"):
        trim(0)


@cache
def _function(name: str) -> Callable[..., int] | None:
    """Find a function of glibc; it is called without holding up other threads of Python."""
    library = ctypes.CDLL(None) if os.name == "posix" else None
    return getattr(library, name, None) if hasattr(library, "malloc_trim") else None
