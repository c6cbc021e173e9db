"""What ten readers of a ledger cost its writer.

    python benchmarks/readers.py --ledger URL [--rounds 5] [--readers 10] [--pace 1.0]

The ledger, empty before, is given the sample archive through the line and 5,000 articles with
twenty findings each, which stand in the views. The writer then appends articles of the same kind in
batches of fifty, as in `ledger.py`. Each round times the same number of batches by the clock on the
wall, in an order that turns, while

    alone     nobody asks
    paced     each reader, a process of its own, asks for a list or a search every `--pace` seconds
    full      each asks again as soon as it has its answer
    spinning  as many processes only count, and never ask: what the processor costs, not the ledger

Told are the medians over the rounds of what is *paced* over *alone* and of *full* over *spinning*,
with the least and the greatest, and how long the readers' questions took meanwhile. The exit status
is 1 where the first is above 1.2.
"""

import argparse
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from statistics import median, quantiles
from typing import Any

from sqlalchemy import insert, select, text

from ledger import BATCH, NOON, WORDS, make_article, put
from vedette.answers import Ask, IncidentAsk
from vedette.desk import running
from vedette.engines import Local
from vedette.ledger import listing, search, stream, terms
from vedette.ledger import schema as t
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.query import parse

STANDING, BATCHES, MOST = 5000, 10, 1.2
WAYS = ("alone", "paced", "full", "spinning")
SPAWN = multiprocessing.get_context("spawn")


def main() -> int:
    """Fill, time in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--pace", type=float, default=1.0)
    given = parser.parse_args()
    store = Store(given.ledger, write=True)
    running.fill_sample(store, Local())
    writer = Writer(store)
    writer.append(STANDING // BATCH)
    stand(store)
    with crowd(given.ledger, given.readers, given.pace) as readers:
        times = [_round(writer, readers, n) for n in range(given.rounds)]
        _told(times, readers.took())
    store.close()
    slowed = median(one["paced"] / one["alone"] for one in times)
    return 0 if slowed <= MOST else 1


def _round(writer: "Writer", readers: "Crowd", n: int) -> dict[str, float]:
    """Time the writer in each way, another one first each round."""
    at, took = n % len(WAYS), {}
    for way in (*WAYS[at:], *WAYS[:at]):
        with readers.doing(way):
            took[way] = writer.append(BATCHES)
    print("  ".join(f"{way} {took[way]:.2f} s" for way in WAYS), flush=True)
    return took


def _told(times: Sequence[dict[str, float]], took: Sequence[float]) -> None:
    for over, under in (("paced", "alone"), ("full", "spinning"), ("full", "alone")):
        found = sorted(one[over] / one[under] for one in times)
        print(f"{over} / {under}: {median(found):.2f}, {found[0]:.2f} to {found[-1]:.2f}")
    if len(took) > 1:
        last = 1000 * quantiles(took, n=20)[-1]
        print(f"{len(took)} questions: p50 {1000 * median(took):.1f} ms, p95 {last:.1f} ms")


class Writer:
    """Appends articles with their codings, each once."""

    def __init__(self, store: Store) -> None:
        self._appender = Appender(store, now=lambda: NOON)
        self._numbers = random.Random(1)
        self._made = 0

    def append(self, batches: int) -> float:
        """Append some batches; give the seconds that it took, without making what is appended."""
        spent = 0.0
        for _ in range(batches):
            made = [make_article(self._made + n, self._numbers) for n in range(BATCH)]
            self._made += BATCH
            began = time.perf_counter()
            put(self._appender, made)
            spent += time.perf_counter() - began
        return spent


def stand(store: Store) -> None:
    """Put what was appended into the view of what stands and into the index."""
    a, c = t.articles.c, t.coded.c
    made = a.reader == "text@1"
    names = ["article", "first", "seq", "coding", "source", "known"]
    told = "rowid, title, text, outlet"
    with store.transaction() as connection:
        chosen = select(a.id, a.seq, a.seq, c.coding, a.source, a.known)
        chosen = chosen.join(t.coded, c.article == a.seq).where(made, a.source.like("s/%"))
        connection.execute(insert(t.standing).from_select(names, chosen))
        listed = select(a.seq, a.title, a.text).where(made, a.source.like("s/%"))
        given: list[dict[str, Any]] = [
            {"rowid": row.seq, "title": row.title, "text": row.text, "outlet": ""}
            for row in connection.execute(listed)
        ]
        if store.sqlite:
            put = text(f"INSERT INTO view_search ({told}) VALUES (:rowid, :title, :text, :outlet)")
        else:
            put = text(
                f"INSERT INTO view_search ({told}, words)"
                " VALUES (:rowid, :title, :text, :outlet, CAST(:words AS tsvector))"
            )
            given = [{**one, "words": terms.vector(one["title"], one["text"])} for one in given]
        connection.execute(put, given)
        connection.execute(text("ANALYZE"))


class Crowd:
    """The readers, and what they are told to do: events by the names of the ways."""

    def __init__(self, ways: dict[str, Event], took: Any) -> None:
        self._ways = ways
        self._took = took

    @contextmanager
    def doing(self, way: str) -> Iterator[None]:
        """Let them do it meanwhile."""
        if way == "alone":
            yield
            return
        self._ways[way].set()
        time.sleep(0.5)  # all are at it
        try:
            yield
        finally:
            self._ways[way].clear()
            time.sleep(0.5)  # and have stopped

    def took(self) -> list[float]:
        """Give the seconds of each question while they were paced."""
        found: list[float] = []
        while not self._took.empty():
            found.append(self._took.get())
        return found


@contextmanager
def crowd(ledger: str, readers: int, pace: float) -> Iterator[Crowd]:
    """Start readers, and end them."""
    ways, took = {way: SPAWN.Event() for way in WAYS}, SPAWN.Queue()
    jobs = [SPAWN.Process(target=_read, args=(ledger, n, pace, ways, took)) for n in range(readers)]
    for job in jobs:
        job.start()
    for _ in jobs:
        took.get()  # it has asked once
    try:
        yield Crowd(ways, took)
    finally:
        for job in jobs:
            job.kill()


def _read(ledger: str, number: int, pace: float, ways: dict[str, Event], took: Any) -> None:
    """Be a reader until killed."""
    store, chance = Store(ledger), random.Random(number)
    took.put(_ask(store, chance))
    while True:
        if ways["paced"].is_set():
            time.sleep(pace * chance.uniform(0.5, 1.5))
            took.put(_ask(store, chance))
        elif ways["full"].is_set():
            _ask(store, chance)
        elif ways["spinning"].is_set():
            sum(range(100_000))
        else:
            time.sleep(0.05)


def _ask(store: Store, chance: random.Random) -> float:
    """Ask for the newest findings, the newest incidents, or what fits words; give the seconds."""
    began = time.perf_counter()
    with store.reading() as connection:
        match chance.randrange(3):
            case 0:
                stream.stream(connection, Ask(), {})
            case 1:
                listing.page(connection, IncidentAsk())
            case _:
                words = parse(" ".join(chance.sample(WORDS, 2)))
                search.search(connection, words, order="fit")
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
