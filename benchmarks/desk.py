"""What each page of the desk costs on a ledger of 100,000 articles and 20,000 incidents.

    python benchmarks/desk.py [--articles 100000] [--rounds 9] [--ledger FILE] [--only PATH]...
                              [--changed]

The ledger is resampled from the sample archive (`large.py`). Times are those of the whole answer,
over the desk's own handlers in this process, after a first round that is told apart: it grades and
places all incidents once. With `--changed` a report is kept and folded before each answer, as while
somebody watches: the ledger is written to, and must have been folded by this code.
"""

import argparse
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from litestar.testing import TestClient

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.ledger.making import TEXT, article, keep

from large import visiting
from vedette.ledger import folding, related
from vedette.ledger.append import Appender
from vedette.ledger.store import Store

PAGES = (
    "/", "/incidents", "/incidents?kind=sabotage", "/incidents?country=PL", "/incidents?limit=10",
    "/findings", "/findings?kind=arson", "/stories", "/map", "/timeline", "/charts", "/alarms",
    "/alerts", "/watches", "/brief", "/foresight", "/pledges", "/forecasts", "/calendar",
    "/sources", "/coverage", "/issues", "/search?q=railway", "/wall", "/review", "/handover",
    "/map/places", "INCIDENT", "ARTICLE",
)  # fmt: skip


def main() -> int:
    """Fill, visit each page some times, print the dearest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--only", action="append")
    parser.add_argument("--changed", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        path = asked.ledger or Path(folder) / "ledger.sqlite"
        client = opened.enter_context(visiting(path, asked.articles))
        before = opened.enter_context(telling(path)) if asked.changed else _nothing
        pages = [_named(client, one) for one in asked.only or PAGES]
        told = [
            (page, _took(client, page), _times(client, page, asked.rounds, before))
            for page in pages
        ]
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
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


def _times(
    client: TestClient[Any], page: str, rounds: int, before: Callable[[], None]
) -> list[float]:
    taken = []
    for _ in range(rounds):
        before()
        taken.append(_took(client, page))
    return taken


def _nothing() -> None:
    """Leave the ledger as it is."""


@contextmanager
def telling(path: Path) -> Iterator[Callable[[], None]]:
    """Give what keeps one more report in a ledger, codes and folds it."""
    with closing(Store(f"sqlite:///{path}", write=True)) as store:
        with store.reading() as connection:
            code = related.folded(connection)[1]
        assert code == folding.CODE, "the views are of other code: folding would drop them"
        appender = Appender(store, now=lambda: datetime.now(UTC))

        def tell() -> None:
            words = f"{TEXT} It was told at {time.time_ns()}."
            keep(appender, article(f"new{time.time_ns()}", words, known=datetime.now(UTC)))
            folding.catch_up(store)

        yield tell


def _took(client: TestClient[Any], page: str) -> float:
    """Give the milliseconds of one answer."""
    began = time.perf_counter()
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
