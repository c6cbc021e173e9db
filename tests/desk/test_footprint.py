"""Memory that is free goes back to the system."""

import ctypes
import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from vedette.desk.footprint import SHARE, WHOLE, Upkeep, give_back

PIECES, LARGE = 1 << 15, 1 << 12
"""Pieces of memory and the bytes of each: 128 MB, too small each to be mapped by itself."""
LIBRARY = ctypes.CDLL(None)


@pytest.mark.skipif(not hasattr(LIBRARY, "malloc_trim"), reason="of glibc alone")
def test_what_is_free_between_what_is_held_is_given_back():
    """Every hundredth piece is held: the library keeps the rest until it is asked for it."""
    LIBRARY.malloc.restype, LIBRARY.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
    pieces = [LIBRARY.malloc(LARGE) for _ in range(PIECES)]
    for piece in pieces:
        ctypes.memset(piece, 1, LARGE)
    for n, piece in enumerate(pieces):
        if n % 100:
            LIBRARY.free(piece)
    before = _held()
    give_back()
    after = _held()
    for piece in pieces[::100]:
        LIBRARY.free(piece)
    assert before - after > PIECES * LARGE // 2


def _held():
    """Bytes of memory that this process has of the machine."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


ARENAS = """
import ctypes, sys, threading
from vedette.desk.footprint import one_arena
if "one" in sys.argv:
    one_arena()
library = ctypes.CDLL(None)
held = [threading.Thread(target=library.malloc, args=[1 << 12]) for _ in range(8)]
for thread in held:
    thread.start()
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
"""


@pytest.mark.skipif(not hasattr(LIBRARY, "malloc_info"), reason="of glibc alone")
@pytest.mark.parametrize(
    ("asked", "set_", "most"),
    [(["one"], {}, 1), ([], {}, 9), (["one"], {"MALLOC_ARENA_MAX": "3"}, 3)],
    ids=["one", "as glibc has it", "as whoever runs it says"],
)
def test_threads_share_an_arena(asked, set_, most):
    """Eight threads that each take some memory have one each, if nothing is said."""
    free = {key: value for key, value in os.environ.items() if key != "MALLOC_ARENA_MAX"}
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", ARENAS, *asked]
    told = subprocess.run(command, env=free | paths | set_, capture_output=True, check=True)
    assert (most > 1) + 1 <= told.stdout.count(b"<heap nr=") <= most


class Knot:
    """What refers to itself, so that only a look at all that lives finds nobody else does."""

    def __init__(self):
        self.own = self


@pytest.mark.parametrize(("took", "rest"), [(0.2, 0.2 / SHARE), (5.0, WHOLE)])
def test_what_stays_stands_aside_and_is_looked_through_now_and_then(took, rest):
    """What came since is collected at once, what was let go later after a rest for the look."""
    passed = [0.0]

    def clock():
        passed[0] += took / 2
        return passed[0]

    upkeep = Upkeep(clock)
    try:
        held, let_go = Knot(), Knot()
        aside, fresh = weakref.ref(held), weakref.ref(let_go)
        del let_go
        upkeep()
        began = passed[0] - took / 2
        assert fresh() is None
        assert gc.get_freeze_count() > 0
        assert not any(one is held for one in gc.get_objects())
        del held
        passed[0] = began + rest / 2 - took
        upkeep()
        assert aside() is not None
        passed[0] = began + rest
        upkeep()
        assert aside() is None
    finally:
        gc.unfreeze()
