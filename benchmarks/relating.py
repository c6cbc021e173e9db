"""Stories: what an article costs in the ledger's views, as the ledger grows.

    python benchmarks/relating.py [--articles 4000] [--days 30]

Articles are made as in `benchmarks/copies.py`: words drawn as often as our own articles have them,
names out of 200,000, so that what is compared is compared by chance; spread evenly over some days.
One in ten is a report of the development streams, coded by nobody. Real news dwells on few matters
at a time: there is more to compare in it. What is measured is the time of the processor, the mean
of the last 300 articles.
"""

import argparse
import itertools
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from gates.streams import STREAMS, read_streams

from copies import stream
from vedette.ledger import folding
from vedette.ledger.append import Appender, Batch
from vedette.ledger.store import Store
from vedette.records import Article, Capture

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 100
LAST = 3
"""Batches that a figure is the mean of."""
SIZES = [500 * 2**n for n in range(10)]


def articles(count: int, days: float) -> Iterator[Article]:
    """Make articles in the order of their days."""
    streams = read_streams(STREAMS["development"])
    told = itertools.cycle([(r["title"], r["text"]) for one in streams for r in one.reports])
    for number, text in enumerate(stream(count)):
        title, body = next(told) if number % 10 == 0 else ("", text)
        at = FIRST + timedelta(days=days * number / count)
        yield Article(
            text=f"{title}\n\n{body}" if title else body,
            title=title or body[:60],
            published=at,
            known=at,
            language="en",
            source=f"xx/s{number % 97}",
            key=str(number),
            reader="text@1",
        )


def main() -> None:
    """Print the cost of an article at each doubling of the ledger, and its ratio to the first."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=4000)
    options.add_argument("--days", type=float, default=30)
    given = options.parse_args()
    took: list[float] = []
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'l.sqlite'}", write=True)
        appender = Appender(store, now=lambda: FIRST)
        made = articles(given.articles, given.days)
        for done in range(BATCH, given.articles + 1, BATCH):
            with appender.batch() as batch:
                for article in itertools.islice(made, BATCH):
                    append(batch, article)
            began = time.process_time()
            folding.catch_up(store)
            took.append(time.process_time() - began)
            if done in SIZES:
                each = 1000 * sum(took[-LAST:]) / LAST / BATCH
                first = first or each
                held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(
                    f"{done:>8} {each:8.2f} ms an article, {each / first:5.2f} times the first,"
                    f" {held:.0f} MB",
                    flush=True,
                )
        store.close()


def append(batch: Batch, article: Article) -> None:
    """Append an article and the capture that it was read from."""
    assert article.known is not None
    capture = Capture(
        source=article.source,
        channel="bench",
        key=article.key,
        url=f"https://bench.example/{article.key}",
        known=article.known,
        body=article.text.encode(),
        media_type="text/plain",
    )
    seq = batch.capture(capture)
    assert seq is not None
    batch.article(seq, article)


if __name__ == "__main__":
    main()
