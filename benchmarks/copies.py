"""Copies: what an article costs, in the index in memory and in the ledger's view.

    python benchmarks/copies.py [--articles 20000] [--placed 2000] [--rival]

How well copies are told is measured by `python -m gates.copies`. What is traced and placed are the
articles of `tests/articles/train-*`. The stream for the index is made: words drawn as often as
those articles have them, and for every name one of 200,000, the commonest of which is in one
article of thirty. So no two are copies, and what the index compares it compares by chance. Real
news dwells on few matters at a time: there is more to compare in it.

With `--rival` the streams that our recogniser was not made on are gone through by it and by
datasketch: MinHash of word four-grams, 128 permutations, and LSH at ever lower thresholds until it
finds as many pairs. Told are recall, precision and the milliseconds of the processor a report.
"""

import argparse
import bisect
import itertools
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from gates.copies import LATER, linked
from gates.streams import STREAMS, Stream, closed, read_streams

from vedette.ledger import copying, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import write
from vedette.ledger.store import Store
from vedette.relate import copies, traces
from vedette.relate.clusters import components

Reports = Sequence[Mapping[str, Any]]
Links = Mapping[str, Iterable[str]]
Finds = Callable[[Reports], Links]
Pairs = set[tuple[str, ...]]
ARTICLES = Path(__file__).resolve().parent.parent / "tests" / "articles"
NAMES, COMMON = 200_000, 50
WORDS, SENTENCE = 220, 18
SYLLABLES = [c + v + e for c in "bdfgklmnprstvz" for v in "aeiou" for e in ("", "l", "n", "r", "s")]
NOON = datetime(2026, 3, 2, tzinfo=UTC)
SPREAD = timedelta(days=28)


def real() -> list[str]:
    """Read the invented articles themselves."""
    paths = sorted(ARTICLES.glob("train-*/*.txt"))
    return [path.read_text("utf-8").partition("\n")[2] for path in paths]


def stream(articles: int) -> Iterator[str]:
    """Make texts that are no copies of each other."""
    dice = random.Random(20261126)
    words = [word for text in real() for word in text.split()]
    names = ["".join(dice.choices(SYLLABLES, k=3)).capitalize() for _ in range(NAMES)]
    often = list(itertools.accumulate(1 / (rank + COMMON) for rank in range(NAMES)))

    def put(word: str) -> str:
        if word[0].isdigit():
            return str(int(10 ** (4 * dice.random())))
        if word[0].isupper() and dice.random() < 0.5:  # the other half begins a sentence
            return names[bisect.bisect(often, dice.random() * often[-1])]
        return word.strip(".,;:!?")

    for _ in range(articles):
        drawn = [put(word) for word in dice.choices(words, k=WORDS)]
        parts = (drawn[at : at + SENTENCE] for at in range(0, WORDS, SENTENCE))
        yield " ".join(" ".join(part) + "." for part in parts)


def main() -> None:
    """Print the costs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000, help="in the index in memory")
    options.add_argument("--placed", type=int, default=2000, help="in the ledger's view")
    options.add_argument("--rival", action="store_true", help="datasketch beside it instead")
    given = options.parse_args()
    if given.rival:
        _beside()
        return
    _traced()
    _indexed(given.articles)
    _placed(given.placed)


def _traced() -> None:
    texts = real()
    for text in texts:
        traces.trace(text)
    began = time.perf_counter()
    for text in texts:
        traces.trace(text)
    each = 1000 * (time.perf_counter() - began) / len(texts)
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"trace {each:.3f} ms an article of {words:.0f} words")


def _indexed(articles: int) -> None:
    index, took, found = copies.Index(), 0.0, 0
    last = 0.0
    for number, text in enumerate(stream(articles)):
        at = NOON + SPREAD * number / articles
        began = time.perf_counter()
        found += bool(index.add(str(number), f"s{number % 997}", text, at))
        took += time.perf_counter() - began
        if (number + 1) % max(1, articles // 5) == 0:
            each = 1000 * (took - last) / (articles // 5)
            last, held = took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            full = f"{number + 1} in it, {found} found, {held:.0f} MB"
            print(f"index {each:.3f} ms an article, {full}", flush=True)


def _placed(articles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'l.sqlite'}", write=True)
        texts = real()[:articles]
        with store.transaction() as connection:
            stand = [{"article": f"a{n}", "first": n, "seq": n} for n in range(len(texts))]
            alike = {"coding": None, "source": "", "known": rows.stamp(NOON)}
            write(connection, t.standing, [one | alike for one in stand])
            began = time.perf_counter()
            for number, text in enumerate(texts):
                at = NOON + SPREAD * number / len(texts)
                copying.place(connection, f"a{number}", f"s{number % 997}", text, at)
            took = time.perf_counter() - began
        store.close()
    print(f"place {1000 * took / len(texts):.3f} ms an article, {len(texts)} in the ledger's view")


def _beside() -> None:
    streams = [one for one in read_streams(STREAMS["development"]) if one.name in LATER]
    gold = {
        (one.name, *sorted(pair))
        for one in streams
        for pair in closed(told["pair"] for told in one.gold["duplicates"])
    }
    reports = sum(len(one.reports) for one in streams)
    print(f"{reports} reports in {len(streams)} streams, {len(gold)} pairs")
    _by_minhash([], 0.5)  # its libraries are loaded before anything is timed
    ours, recall = _told("vedette", linked, streams, gold)
    for tenths in range(7, 0, -1):
        finds = partial(_by_minhash, threshold=tenths / 10)
        theirs, reached = _told(f"datasketch at {tenths / 10}", finds, streams, gold)
        if reached >= recall:
            break
    print(f"datasketch takes {theirs / ours:.2f} times as long")


def _told(name: str, finds: Finds, streams: list[Stream], gold: Pairs) -> tuple[float, float]:
    """Find the pairs of streams; print and give how long it takes and how many are found."""
    began = time.process_time()
    linked = {one.name: finds(one.reports) for one in streams}
    took = time.process_time() - began
    found = {
        (name, *sorted(pair))
        for name, links in linked.items()
        for group in components(links)
        for pair in itertools.combinations(group, 2)
    }
    recall, right = len(found & gold) / len(gold), len(found & gold) / max(1, len(found))
    each = 1000 * took / sum(len(one.reports) for one in streams)
    print(f"{name}: recall {recall:.3f}, precision {right:.3f}, {each:.2f} ms a report")
    return took, recall


def _by_minhash(reports: Reports, threshold: float) -> Links:
    from benchmarks.naive import fingerprint  # noqa: PLC0415 - needs that extra
    from datasketch import MinHashLSH  # noqa: PLC0415 - an extra

    index, links = MinHashLSH(threshold=threshold, num_perm=128), dict[str, Iterable[str]]()
    for one in reports:
        signature = fingerprint(one["text"])
        links[one["id"]] = list(index.query(signature))
        index.insert(one["id"], signature)
    return links


if __name__ == "__main__":
    main()
