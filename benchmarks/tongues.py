"""What a page costs in another language than English: processor time, by turns, over the sample.

    python benchmarks/tongues.py

Told are medians in milliseconds, the ratio to English, and how much longer the page is.
"""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from litestar.testing import TestClient

from vedette.desk import Desk, running
from vedette.desk.settings import settle
from vedette.engines import Local
from vedette.web import app
from vedette.web.tongues import ENGLISH, TONGUES

PAGES = ("/", "/incidents", "/findings", "/sources", "/help")
ROUNDS, WARM = 60, 6


def main() -> None:
    """Fill a ledger with the sample and ask for its pages in every language."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(settle(None), ledger=f"sqlite:///{Path(folder) / 'sample.sqlite'}")
        with running.opened(settings.ledger_url) as store:
            running.fill_sample(store, Local())
        desk = running.live_desk(settings, running.sample_sources())
        measure(desk)
        desk.close()


def measure(desk: Desk) -> None:
    """Print a line for each page."""
    site = app(desk, None, host="127.0.0.1", port=8400)
    with TestClient(site, base_url="http://127.0.0.1:8400") as client:
        for page in PAGES:
            took: dict[str, list[float]] = {tongue: [] for tongue in TONGUES}
            sizes, turns = {}, list(TONGUES)
            for _ in range(ROUNDS):
                turns = [*turns[1:], turns[0]]  # who comes last pays for what all have left behind
                for tongue in turns:
                    began = time.process_time()
                    answer = client.get(page, headers={"accept-language": tongue})
                    took[tongue].append(1000 * (time.process_time() - began))
                    sizes[tongue] = len(answer.content)
            told = {tongue: statistics.median(each[WARM:]) for tongue, each in took.items()}
            line = [
                f"{tongue} {told[tongue]:.1f} ms × {told[tongue] / told[ENGLISH]:.2f}"
                f" ({sizes[tongue] / sizes[ENGLISH]:.2f} of the bytes)"
                for tongue in TONGUES
            ]
            print(f"{page:12}", "; ".join(line), flush=True)


if __name__ == "__main__":
    main()
