"""What each page of the desk costs on a ledger of 100,000 articles and 20,000 incidents.

    python benchmarks/desk.py [--articles 100000] [--rounds 9] [--ledger FILE] [--only PATH]

The ledger is resampled from the sample archive (`large.py`). Times are those of the whole answer,
over the desk's own handlers in this process, after a first round that is told apart: it grades and
places all incidents once.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from litestar.testing import TestClient

from large import visiting

PAGES = (
    "/", "/incidents", "/incidents?kind=sabotage", "/incidents?country=PL", "/incidents?limit=10",
    "/findings", "/findings?kind=arson", "/stories", "/map", "/timeline", "/charts", "/alarms",
    "/alerts", "/watches", "/brief", "/foresight", "/pledges", "/forecasts", "/calendar",
    "/sources", "/coverage", "/issues", "/search?q=railway", "/wall", "/review", "/handover",
    "INCIDENT", "ARTICLE",
)  # fmt: skip


def main() -> int:
    """Fill, visit each page some times, print the dearest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder) / "ledger.sqlite"
        with visiting(path, asked.articles) as client:
            pages = [asked.only] if asked.only else [_named(client, one) for one in PAGES]
            told = [
                (page, _took(client, page), _times(client, page, asked.rounds)) for page in pages
            ]
    for page, first, times in sorted(told, key=lambda one: -median(one[2])):
        most = max(times)
        print(f"{page[:48]:48} p50 {median(times):7.1f} most {most:7.1f} ms; first {first:7.0f}")
    return 0


def _named(client: TestClient[Any], page: str) -> str:
    """Give the address of a page; of an incident and an article that of the first one listed."""
    if page not in {"INCIDENT", "ARTICLE"}:
        return page
    incident = _first(client, "/incidents", "incidents")
    return incident if page == "INCIDENT" else _first(client, incident, "article")


def _first(client: TestClient[Any], page: str, noun: str) -> str:
    found = re.search(rf'href="(/{noun}/[\w-]+)', client.get(page).text)
    assert found, page
    return found[1]


def _times(client: TestClient[Any], page: str, rounds: int) -> list[float]:
    return [_took(client, page) for _ in range(rounds)]


def _took(client: TestClient[Any], page: str) -> float:
    """Give the milliseconds of one answer."""
    began = time.perf_counter()
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
