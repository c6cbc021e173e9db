"""How fast the map is with many incidents: pages and places from the server, frames while panning.

    python benchmarks/map.py [--incidents 20000] [--seconds 6]

The incidents of the bundled sample are drawn again and again, moved by up to some hundred
kilometres and two years, into a copy of its ledger. The map is then opened in the Chromium named by
`VEDETTE_TEST_CHROMIUM`, or found, and drawn by the processor alone, as a browser does without a
graphics card: WebGL by SwiftShader, the page composed without it. Prints the machine's cores,
times, and how often a second the map moved on and was drawn anew. A frame counts where the browser
showed one and the map stood elsewhere in it. `--whole` draws each frame anew, for comparison.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.chromium import found
from tests.serving import serving

from vedette.desk import Desk, running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.web import app

ARGS = ["--no-sandbox", "--enable-unsafe-swiftshader"]
JS = "text/javascript"
WHOLE = "export function startPace() {}"
"""In the place of `map-pace.js`: nothing but the library's own drawing."""
REPEATED = 12
"""Times that each address is asked for."""

PAN = """(seconds) => new Promise((done) => {
  const { chart } = document.querySelector(".atlas");
  const times = [];
  let [anew, from, on] = [0, "", true];
  const drawn = () => { anew += 1; };
  const look = () => {
    const { x, y } = chart.project([24, 55]);
    const at = `${x} ${y}`;
    if (at !== from) times.push(performance.now());
    from = at;
    if (on) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  chart.on("render", drawn);
  chart.once("moveend", () => {
    chart.off("render", drawn);
    on = false;
    done({ anew, gaps: times.slice(1).map((now, n) => now - times[n]) });
  });
  chart.panBy([seconds * 260, seconds * 60], { duration: seconds * 1000, easing: (t) => t });
})"""
"""Pans 267 pixels a second, as a hand does, and gives the milliseconds between frames in which the
map had moved on, and how often it was drawn anew."""


def main() -> int:
    """Fill a ledger, serve it, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.sqlite"
        resample(ledger, asked.incidents)
        desk = Desk(f"sqlite:///{ledger}", sources=running.sample_sources(), sample=True)
        site = app(None, desk, host="127.0.0.1", port=0)
        with closing(desk), serving(site) as at:
            print(f"{asked.incidents} incidents, {os.cpu_count()} cores")
            for path in ("/map", "/map?kind=arson", "/map/places", "/incidents"):
                serve(at, path)
            draw(at, asked.seconds, whole=asked.whole)
    return 0


def resample(ledger: Path, count: int) -> None:
    """Write a copy of the sample's ledger with so many incidents."""
    chance = random.Random(7)
    source = ledger.with_name("sample.sqlite")
    with running.opened(replace(settle(None), ledger=f"sqlite:///{source}").ledger_url) as store:
        running.fill_sample(store, Local())
    shutil.copy(source, ledger)
    with closing(sqlite3.connect(ledger)) as base, base:
        base.row_factory = sqlite3.Row
        told = [dict(row) for row in base.execute("SELECT * FROM view_incidents")]
        base.execute("DELETE FROM view_incidents")
        rows = [moved(chance.choice(told), n, chance) for n in range(count)]
        names = ", ".join(f":{name}" for name in told[0])
        base.executemany(f"INSERT INTO view_incidents VALUES ({names})", rows)


def moved(row: dict[str, Any], n: int, chance: random.Random) -> dict[str, Any]:
    """Give an incident anew, some way and some days off."""
    body = json.loads(row["body"])
    away = timedelta(days=chance.randrange(730))
    body["id"] = f"{n:08x}{row['id'][8:]}"
    if body.get("spot"):
        body["spot"]["lat"] += chance.gauss(0, 2.5)
        body["spot"]["lon"] += chance.gauss(0, 5)
    first, last = (datetime.fromisoformat(row[key]) - away for key in ("first", "last"))
    form = "%Y-%m-%dT%H:%M:%S"
    return row | {
        "id": body["id"],
        "body": json.dumps(body).encode(),
        "first": first.strftime(form) + row["first"][19:],
        "last": last.strftime(form) + row["last"][19:],
        **({key: body["spot"][key] for key in ("lat", "lon")} if body.get("spot") else {}),
    }


def serve(at: str, path: str) -> None:
    """Ask for an address some times, and print how long the server takes."""
    took, size = [], 0
    with httpx2.Client(timeout=60) as client:
        for _ in range(REPEATED):
            start = time.perf_counter()
            answer = client.get(f"{at}/sample{path}")
            took.append((time.perf_counter() - start) * 1000)
            answer.raise_for_status()
            size = len(answer.content)
    worst = max(took)
    print(f"{path:18} median {statistics.median(took):6.0f} ms  worst {worst:6.0f} ms  {size:9} B")


def draw(at: str, seconds: float, *, whole: bool) -> None:
    """Open the map, pan it at three scales, and print frames a second."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=ARGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        if whole:
            page.route("**/map-pace.js", lambda route: route.fulfill(body=WHOLE, content_type=JS))
        start = time.perf_counter()
        page.goto(f"{at}/sample/map", wait_until="commit")
        page.wait_for_selector(".atlas[data-ready]", timeout=120_000)
        print(f"drawn after {time.perf_counter() - start:.1f} s")
        for zoom in (3.2, 5.0, 7.0):
            _pan(page, zoom, seconds)
        browser.close()


def _pan(page: Page, zoom: float, seconds: float) -> None:
    page.evaluate(
        "(zoom) => new Promise((done) => { const { chart } = document.querySelector('.atlas');"
        " chart.once('idle', done); chart.jumpTo({ center: [24, 55], zoom }); })",
        zoom,
    )
    told = page.evaluate(PAN, seconds)
    gaps = sorted(told["gaps"])
    slow, took = gaps[int(len(gaps) * 0.95)], sum(gaps) / 1000
    print(
        f"zoom {zoom:.1f}: {len(gaps) / took:5.1f} frames/s, 95 % within {slow:.0f} ms, "
        f"longest {gaps[-1]:.0f}; drawn anew {told['anew'] / took:.1f} times a second; "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
