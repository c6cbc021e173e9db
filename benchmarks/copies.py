"""Copies: what an article costs, in the index in memory and in the ledger's view.

    python benchmarks/copies.py [--articles 20000] [--placed 2000]

How well copies are told is measured by `python -m gates.copies`. What is traced and placed are the
articles of `tests/articles/train-*`. The stream for the index is made: words drawn as often as
those articles have them, and for every name one of 200,000, the commonest of which is in one
article of thirty. So no two are copies, and what the index compares it compares by chance. Real
news dwells on few matters at a time: there is more to compare in it.
"""

import argparse
import bisect
import itertools
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vedette.ledger import copying
from vedette.ledger.store import Store
from vedette.relate import copies, traces

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
    given = options.parse_args()
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
            began = time.perf_counter()
            for number, text in enumerate(texts):
                at = NOON + SPREAD * number / len(texts)
                copying.place(connection, f"a{number}", f"s{number % 997}", text, at)
            took = time.perf_counter() - began
        store.close()
    print(f"place {1000 * took / len(texts):.3f} ms an article, {len(texts)} in the ledger's view")


if __name__ == "__main__":
    main()
