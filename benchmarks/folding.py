"""What a report costs once it is coded: folding it into the views, and looking for what to tell.

    python benchmarks/folding.py [--reports 40] [--mixed 100] [--stream 4000]

Invented reports that matter are folded one at a time, as on a quiet desk; training articles, most
of them ordinary, 32 at a time, as when more comes than is coded at once; and a stream of invented
ones, seven of a hundred of which matter, 32 at a time, as it comes in over a day. A rule tells of
all of them. Printed are milliseconds of the processor an article, after the first quarter, and how
often the ledger was asked; of the stream also by quarters, the last of which is folded among most.
The coder's time is not in it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import event

sys.path.append(str(Path(__file__).resolve().parent.parent))

from tests.desk.rumours import rumour
from tests.soak.press import RELEVANT, prose

from vedette.alerts import Channel, Rule
from vedette.code import load
from vedette.desk.alerting import Alerting
from vedette.desk.line import Line
from vedette.desk.outgoing import Outgoing
from vedette.engines import Local
from vedette.ledger.store import Store
from vedette.records import Article, Capture, Coding

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "articles"
ORDINARY = ("train-everyday", "train-ordinary", "train-quiet")
TOGETHER = 32
"""Articles in a fold under load, as many as a coder has in hand at once."""

Coded = tuple[Article, Coding]


def article(n: int, title: str, text: str) -> Article:
    """Make an article that became known in a second of its own."""
    at = NOW + timedelta(seconds=n)
    return Article(
        text=f"{title}\n\n{text}" if title else text,
        title=title or text[:60],
        published=at,
        known=at,
        language="en",
        source="ee/inbox",
        key=str(n),
        reader="text@1",
        url=f"https://inbox.example/{n}",
    )


def reports(count: int) -> list[Article]:
    """Make reports of things that nobody else tells."""
    told = ((n, *rumour(n, NOW.date())[1:]) for n in range(count))
    return [article(n, f"{deed}, report {n}", text) for n, deed, text in told]


def mixed(count: int) -> list[Article]:
    """Take training articles: nine that are ordinary, then one that may matter."""
    found = sorted(ARTICLES.glob("train-*/*.txt"))
    ordinary = [one for one in found if one.parent.name in ORDINARY]
    others = [one for one in found if one.parent.name not in ORDINARY][::9]
    texts = [others[n // 10] if n % 10 == 9 else ordinary[n - n // 10] for n in range(count)]
    return [article(n, "", one.read_text("utf-8")) for n, one in enumerate(texts)]


def stream(count: int) -> list[Article]:
    """Invent articles of which the share of a day's matters, as the outlets of a test day do."""
    texts = (
        rumour(n, NOW.date())[2] if (dice := Random(n)).random() < RELEVANT else prose(dice)
        for n in range(count)
    )
    return [article(n, "", text) for n, text in enumerate(texts)]


def measure(name: str, coded: Sequence[Coded], together: int, *, parts: int = 0) -> None:
    """Fold articles, so many at a time, and print what one costs, also by so many parts."""
    channel = Channel(name="duty", kind="webhook", recipients=("http://127.0.0.1:9/",))
    rule = Rule(name="all", channels=("duty",), most=10_000)
    now, asked, took = NOW, 0, []

    def count(*_: object) -> None:
        nonlocal asked
        asked += 1

    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/ledger.sqlite", write=True)
        event.listen(store.engine, "after_cursor_execute", count)
        line = Line(store, Local(), now=lambda: now, outgoing=Outgoing(Alerting([rule]), [channel]))
        for start in range(0, len(coded), together):
            block = coded[start : start + together]
            now += timedelta(seconds=len(block))
            append(line, block)
            before, began = asked, time.process_time()
            line.fold()
            spent = 1000 * (time.process_time() - began)
            took.append((spent / len(block), (asked - before) / len(block)))
        store.close()
    whole, took = took, took[len(took) // 4 :]
    times, counts = zip(*took, strict=True)
    print(
        f"{name}: {statistics.mean(times):.1f} ms an article, median"
        f" {statistics.median(times):.1f}, asks the ledger {statistics.mean(counts):.0f} times"
    )
    for n in range(parts):
        some = whole[len(whole) * n // parts : len(whole) * (n + 1) // parts]
        print(f"  part {n + 1} of {parts}: {statistics.mean(one for one, _ in some):.1f} ms")


def append(line: Line, block: Sequence[Coded]) -> None:
    """Append articles with their captures and codings."""
    with line.appender.batch() as batch:
        for one, coding in block:
            capture = Capture(
                source=one.source,
                channel="bench",
                key=one.key,
                url=one.url,
                known=one.known or NOW,
                body=one.text.encode(),
                media_type="text/plain",
            )
            number = batch.article(batch.capture(capture) or 0, one)
            batch.coding(number or 0, coding)


def main() -> None:
    """Code, then measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=40)
    options.add_argument("--mixed", type=int, default=100)
    options.add_argument("--stream", type=int, default=4000)
    given = options.parse_args()
    coder = load()
    for name, listed, together, parts in (
        ("reports that matter, one at a time", reports(given.reports), 1, 0),
        (f"mixed articles, {TOGETHER} at a time", mixed(given.mixed), TOGETHER, 0),
        (f"a stream of {given.stream}, {TOGETHER} at a time", stream(given.stream), TOGETHER, 4),
    ):
        if listed:
            measure(name, [(one, coder.code(one)) for one in listed], together, parts=parts)


if __name__ == "__main__":
    main()
