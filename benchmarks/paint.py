"""How soon a page is seen in a browser, and how soon what was just coded is told on the first page.

    python benchmarks/paint.py [--articles 100000] [--ledger FILE] [--rounds 5]

The ledger is that of `large.py`. Pages are opened in the Chromium named by `VEDETTE_TEST_CHROMIUM`,
or found, drawn by the processor alone, each twice before it counts: a desk is open all day. Then
reports are coded and folded beside those of the sample, and the first page, which is open, is
watched until it tells of them; nothing on the page is touched.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.chromium import found
from tests.ledger.making import TEXT, article, keep
from tests.serving import serving

from large import visiting
from vedette.desk import running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.web import app

PAGES = ("/", "/incidents", "/findings", "/stories", "/map", "/search?q=railway")
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def main() -> int:
    """Serve the ledger, open each page, then wait for what is new."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = asked.ledger or Path(folder) / "ledger.sqlite"
        with visiting(ledger, asked.articles):
            pass  # filled where it was not there
        with opened(ledger) as (page, at):
            for path in PAGES:
                paint(page, at, path, asked.rounds)
        sample = ledger.with_name("sample.sqlite")
        with running.opened(f"sqlite:///{sample}") as store:
            running.fill_sample(store, Local())
        with opened(sample) as (page, at):
            tell(page, at, f"sqlite:///{sample}", asked.rounds)
    return 0


@contextmanager
def opened(ledger: Path) -> Iterator[tuple[Page, str]]:
    """Serve a ledger; gives a page of a browser, and the address of the desk."""
    settings = replace(settle(None), ledger=f"sqlite:///{ledger}")
    desk = running.live_desk(settings, running.sample_sources())
    site = app(desk, None, host="127.0.0.1", port=0)
    with closing(desk), serving(site) as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=["--no-sandbox"])
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        yield browser.new_page(viewport={"width": 1440, "height": 900}), at
        browser.close()


def paint(page: Page, at: str, path: str, rounds: int) -> None:
    """Open a page some times, and print when something of it was first seen."""
    took = []
    for turn in range(rounds + 2):
        page.goto(f"{at}{path}", wait_until="load", timeout=300_000)
        while (seen := page.evaluate(PAINTED)) is None:  # the policy of the pages lets none wait
            page.wait_for_timeout(20)
        if turn > 1:
            took.append(seen)
    print(f"{path:20} first paint p50 {median(took):5.0f} ms, most {max(took):5.0f}", flush=True)


def tell(page: Page, at: str, url: str, rounds: int) -> None:
    """Code reports one by one, and print how long each was folded, and then not yet told."""
    with closing(Store(url, write=True)) as store:
        appender = Appender(store, now=lambda: datetime.now(UTC))
        for turn in range(rounds):
            page.goto(f"{at}/", wait_until="load")
            page.wait_for_timeout(137 * turn)  # at any moment between two looks
            words = f"{TEXT} It was told for the {turn}. time, at {time.time_ns()}."
            keep(appender, article(f"new{time.time_ns()}", words, known=datetime.now(UTC)))
            coded = time.perf_counter()
            folding.catch_up(store)
            folded = time.perf_counter()
            page.locator(".fresh").wait_for(timeout=60_000)
            told = time.perf_counter()
            print(f"told {told - coded:.2f} s after coding, {folded - coded:.2f} of them folding")


if __name__ == "__main__":
    sys.exit(main())
