"""How long `/search` takes on a ledger of 100,000 articles and 20,000 incidents.

    python benchmarks/searching.py [--articles 100000] [--rounds 5] [--ledger FILE]

The ledger is resampled from the sample archive (`large.py`). Times are those of the whole answer,
page included, over the desk's own handlers in this process; the first round, which grades and
places all incidents once, is told apart.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from litestar.testing import TestClient

from large import visiting

Timed = tuple[float, float, str]
CLOCKS = (time.perf_counter, time.process_time)
LINES = (
    "the", "police", "railway", "cable", "signalling cabinet", '"signalling cabinet"',
    "prosecutors",
    "Gdynia", "drone*", "fire -drill", '"set on fire"', "buoy", "Łuków", "anchor tanker", "rail",
    "kind:sabotage", "kind:arson,sabotage place:PL", "kind:sabotage rail", "place:PL rail",
    'kind:arson "signalling cabinet"', "actor:RU", "actor:RU firmness:>=4", "firmness:>=5 cable",
    "status:charged", "target:rail fire", "-kind:espionage police", "country:Poland -source:none",
    "since:2025-06 police", "since:2025-01 until:2025-02 cable", "type:attribution prosecutors",
    "confidence:>=0.95 drone", "grade:>=B2", "grade:>=B2 police", "voices:>=2 kind:arson",
    "bbox:20,53,27,57", "bbox:20,53,27,57 fire", "area:20,53;27,53;27,57;20,57 kind:arson",
    "language:en police", "text:drone,missile,cable", "zzzz",
)  # fmt: skip


def main() -> int:
    """Fill, ask, print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "ledger.sqlite"
        with visiting(path, asked.articles) as client:
            for order in ("fit", "new"):
                _report(f"{order} first round", _round(client, order))
                times = [pair for _ in range(asked.rounds) for pair in _round(client, order)]
                _report(order, times)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ledger", type=Path)
    return parser.parse_args()


def _round(client: TestClient[Any], order: str) -> list[Timed]:
    found = []
    for line in LINES:
        began = time.perf_counter(), time.process_time()
        answer = client.get("/search", params={"q": line, "order": order})
        found.append(
            (*(1000 * (now() - then) for now, then in zip(CLOCKS, began, strict=True)), line)
        )
        assert answer.status_code == 200, (line, answer.status_code)
    return found


def _report(what: str, times: list[Timed]) -> None:
    for n, clock in enumerate(("elapsed", "processor")):
        only = [one[n] for one in times]
        cut = quantiles(only, n=20)[-1]
        slow = sorted(times, key=lambda one: -one[n])[:4]
        told = ", ".join(f"{one[2]!r} {one[n]:.0f}" for one in slow)
        print(f"{what:16} {clock:9} p50 {median(only):6.1f} p95 {cut:6.1f} ms; slowest {told}")


if __name__ == "__main__":
    sys.exit(main())
