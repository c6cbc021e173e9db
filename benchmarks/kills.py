"""Kills at random moments, by what was killed: what was lost, doubled, or folded otherwise.

    python benchmarks/kills.py [--share 1.0] [--seed 1] [--only ROW]

A kill takes a process and all that it started, without a word before (SIGKILL). `watch` lives 0.3
to 9 seconds before; every other verb is forked from a server that has loaded the program, and
killed at any moment of the time that it takes in peace, so that kills strike its work. A kill
counts where the process was alive. Afterwards the ledger is compared with what came out, with what
the same work in peace has left, or with what was there before, and its views with a fresh fold.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.soak import grounds, watches
from tests.soak.striking import Toll, struck

Row = Callable[[int, Path, random.Random], Toll]


def verb(ground: type, kills: int, folder: Path, rng: random.Random) -> Toll:
    """Kill a verb so often."""
    return struck(ground, kills, folder, rng)


def ingest(kills: int, folder: Path, rng: random.Random) -> Toll:
    """Kill a watch so often while entries come out."""
    return watches.ingest(folder, kills, rng)


def sending(kills: int, folder: Path, _rng: random.Random) -> Toll:
    """Kill a watch so often while alerts are sent; it draws its moments from a seed of its own."""
    return watches.sending(folder, kills)


ROWS: dict[str, tuple[int, str, Row]] = {
    "decide": (110, "a correction", partial(verb, grounds.Decision)),
    "rebuild": (80, "a rebuild of the views", partial(verb, grounds.Rebuild)),
    "upgrade": (80, "an upgrade from each earlier schema", partial(verb, grounds.Upgrade)),
    "replay": (80, "`replay` of an archive", partial(verb, grounds.Replay)),
    "ingest": (100, "`watch` while entries come out and are edited", ingest),
    "alerts": (100, "`watch` while alerts are sent", sending),
}


def main() -> None:
    """Print the table, a row as soon as it is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the kills of each row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=ROWS, action="append")
    asked = parser.parse_args()
    print("| what was killed | kills | lost | doubled | views that differ | minutes |")
    print("|---|---|---|---|---|---|")
    whole, spent = Toll(), 0.0
    for name, (kills, title, row) in ROWS.items():
        if asked.only and name not in asked.only:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="kills-") as folder:
            toll = row(round(kills * asked.share), Path(folder), random.Random(asked.seed))
        minutes = (time.monotonic() - began) / 60
        told(title, toll, minutes)
        whole, spent = whole + toll, spent + minutes
    told("**all**", whole, spent)


def told(title: str, toll: Toll, minutes: float) -> None:
    """Print a row."""
    counts = f"{toll.kills} | {toll.lost} | {toll.doubled} | {toll.differing}"
    print(f"| {title} | {counts} | {minutes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
