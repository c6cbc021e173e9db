"""Killing a process at random moments of its work, again and again, and what must hold afterwards.

What is killed is forked from a server that has loaded the program, so that kills strike its work
and not its loading: `multiprocessing`'s fork server, which has no threads.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from dataclasses import astuple, dataclass
from functools import partial
from types import MappingProxyType

from tests.killing import watching

from vedette.cli import main

FORKING = multiprocessing.get_context("forkserver")
LOADED = ["alembic.command", "vedette.cli", "tests.soak.striking", "tests.soak.grounds"]
LONGEST = 900.0
"""Seconds after which a process that is not killed must have ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many kills struck, and what was lost, there twice, or otherwise in the views after."""

    kills: int = 0
    lost: int = 0
    doubled: int = 0
    differing: int = 0

    def __add__(self, other):
        return Toll(
            **{
                name: one + more
                for name, one, more in zip(
                    Toll.__slots__, astuple(self), astuple(other), strict=True
                )
            }
        )

    @property
    def harm(self):
        """What the kills have done."""
        return self.lost + self.doubled + self.differing


def start(function, *given):
    """Start a function in a process group of its own."""
    FORKING.set_forkserver_preload(LOADED)
    process = FORKING.Process(target=_apart, args=(function, *given))
    process.start()
    return process


def _apart(function, *given):
    os.setsid()
    function(*given)


def vedette(home, *args, env=MappingProxyType({})):
    """Be `vedette` with these arguments; what it says goes into a file of its home."""
    os.environ |= {"XDG_DATA_HOME": str(home), "VEDETTE_CODE_WORKERS": "1", **env}
    told = os.open(home / "said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(told, stream)
    main(args)


class Watching:
    """A watch that was forked, to be killed and stopped as one that was started by its name."""

    def __init__(self, url, sources, home, **more):
        args, env = watching(url, sources, "0.05")
        self.home = home
        self.process = start(partial(vedette, home, *args, env={**env, **more}))
        self.pid = self.process.pid

    @property
    def returncode(self):
        """Its exit status, None while it lives."""
        return self.process.exitcode

    def send_signal(self, number):
        """Signal to it."""
        os.kill(self.pid, number)

    def communicate(self, timeout=None):
        """Wait for its end, and give what it said."""
        self.process.join(timeout)
        said = self.home / "said"
        return b"", said.read_bytes() if said.is_file() else b""


def kill(process):
    """Kill a process and all that it started, as a power cut would; say if it was still at work."""
    struck = process.is_alive()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
    return struck and process.exitcode == -signal.SIGKILL


def finish(process, longest=LONGEST):
    """Wait until a process has done its work, so many seconds at the most."""
    process.join(longest)
    assert process.exitcode == 0, process.exitcode


def struck(make, kills, folder, rng):
    """Kill what grounds do so often; give the toll.

    `make` lays out a ground in an empty folder. A ground has `work()`, the function and arguments
    of what is done next, None when nothing is left; `look(killed)`, what is wrong after it was
    killed or has ended; and `end()`, what is wrong when all is done. Each is worked on, and killed
    at any moment of the time that one in peace takes, until it is done.
    """
    toll, span, turn = Toll(), _peace(make(_empty(folder, "peace"))), 0
    while toll.kills < kills:
        ground = make(_empty(folder, str(turn)))
        while (work := ground.work()) is not None:
            process = start(*work)
            if toll.kills < kills:
                process.join(rng.uniform(0, span))
                hit = kill(process)
                toll += Toll(kills=hit)
            else:
                finish(process)
                hit = False
            toll += ground.look(killed=hit)
        toll += ground.end()
        turn += 1
    return toll


def _peace(ground):
    """Let a ground be worked on in peace; give the seconds of the longest piece of work."""
    longest = 0.0
    while (work := ground.work()) is not None:
        began = time.monotonic()
        finish(start(*work))
        longest = max(longest, time.monotonic() - began)
        assert not ground.look(killed=False).harm
    left = ground.end()
    assert not left.harm, left
    return longest


def _empty(folder, name):
    made = folder / name
    made.mkdir()
    return made
