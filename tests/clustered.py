"""Maps with Ray, in a process of its own, and prints what came of it as JSON.

Ray leaves processes behind at which Python warns, and a test is to warn of nothing.
"""

import json
import os
import signal
import sys
import threading
from contextlib import closing
from dataclasses import asdict

from vedette.cluster import BLOCK, Ray
from vedette.engines import Bound, Failure, Local

DIE, HANG = "__import__('os')._exit(3)", "__import__('time').sleep(60)"
EAT, WHO = "len(bytearray(4_000_000_000))", "__import__('os').getpid()"
TIGHT = Bound(seconds=1.0, megabytes=900)
SLOW = [f"__import__('time').sleep(.05) or {n}" for n in range(4 * BLOCK)]
MANY = ["1+1", "odd odd", *(f"{n}*2" for n in range(5 * BLOCK))]


def main():
    """Try one thing after the other."""
    with closing(Ray(2, seconds=4.0, megabytes=1000)) as engine:
        told = {
            "here": plain(Local().map(eval, MANY)),
            "there": plain(engine.map(eval, MANY)),
            "drawn": drawn(engine),
            "odd": plain(engine.map(eval, ["1", DIE, "3", HANG, EAT, "6"])),
            "bound": plain(engine.map(eval, [HANG, "2"], bounds=tight)),
            "killed": killed(engine),
        }
    json.dump(told, sys.stdout)


def tight(given):
    """Bound what hangs."""
    return TIGHT if given == HANG else None


def plain(made):
    """Give results as JSON has them."""
    return [asdict(one) if isinstance(one, Failure) else one for one in made]


def drawn(engine):
    """Say how much of a stream without end was drawn for the first block of results."""
    count = 0

    def endless():
        nonlocal count
        while True:
            count += 1
            yield "1"

    made = engine.map(eval, endless())
    for _ in range(BLOCK):
        next(made)
    return count


def killed(engine):
    """Kill a worker, as when its machine goes, and give what came of the rest."""
    (pid,) = engine.map(eval, [WHO])
    killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    killer.start()
    made = plain(engine.map(eval, SLOW))
    killer.join()
    return made


if __name__ == "__main__":
    main()
