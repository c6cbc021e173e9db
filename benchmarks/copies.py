"""Copies: what each threshold finds among the sample's reports, and what an article costs.

    python benchmarks/copies.py [--reports stories.jsonl --gold gold.json]

Without options the invented sample archive is the gold, so thresholds must not be tuned on it; a
stream of reports with gold duplicates (the form of the project's story gold) can be given instead.
"""

import argparse
import itertools
import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vedette import sample
from vedette.ledger import copying
from vedette.ledger.store import Store
from vedette.relate import copies

ARTICLES = 3000


def pairs_of(truth: set[frozenset[str]]) -> set[frozenset[str]]:
    """Close pairs transitively: a copy of a copy is a copy."""
    links: dict[str, list[str]] = {}
    for pair in truth:
        links.setdefault(min(pair), []).append(max(pair))
    return {
        frozenset(pair)
        for component in copies.components(links)
        for pair in itertools.combinations(component, 2)
    }


def gold(given: argparse.Namespace) -> tuple[dict[str, str], set[frozenset[str]]]:
    """Give the texts by id and the true pairs."""
    if given.reports:
        lines = Path(given.reports).read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines]
        texts = {one["id"]: f"{one['title']}\n{one['text']}" for one in told}
        listed = json.loads(Path(given.gold).read_text(encoding="utf-8"))["duplicates"]
        return texts, pairs_of({frozenset(one["pair"]) for one in listed})
    texts = {report.slug: report.text for report in sample.reports()}
    return texts, pairs_of({frozenset((p.copy, p.origin)) for p in sample.truth().copies})


def main() -> None:
    """Print the table and the cost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports")
    options.add_argument("--gold")
    texts, truth = gold(options.parse_args())
    cut = {name: copies.shingle(text) for name, text in texts.items()}
    print("alike  found  true  false   (all pairs | those that meet in a band)")
    for alike in (0.2, 0.3, 0.4, 0.5, 0.6, 0.8):
        copies.ALIKE = alike
        found = {
            frozenset((one, other))
            for one, other in itertools.combinations(sorted(texts), 2)
            if copies.alike(cut[one].shingles, cut[other].shingles, one_source=False) is not None
        }
        met = {
            pair
            for pair in found
            if len({band for name in pair for band in cut[name].bands}) < 2 * copies.BANDS
        }
        row = (len(found), len(found & truth), len(found - truth))
        print(f"{alike:5.1f}  {row[0]:5d}  {row[1]:4d}  {row[2]:5d}   | {len(met & truth)} true")
    print(f"{len(truth)} pairs are true")
    cost(list(texts.values()))


def cost(texts: list[str]) -> None:
    """Print milliseconds an article to shingle it, and to place it in a ledger of thousands."""
    began = time.perf_counter()
    for text in texts:
        copies.shingle(text)
    print(f"shingle {1000 * (time.perf_counter() - began) / len(texts):.2f} ms an article")
    noon = datetime(2026, 3, 2, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/l.sqlite", write=True)
        with store.transaction() as connection:
            began = time.perf_counter()
            for n in range(ARTICLES):
                words = texts[n % len(texts)].split()
                text = " ".join(f"{word}{n // len(texts)}" for word in words)
                copying.place(connection, f"a{n}", f"s{n % 9}", text, noon + timedelta(minutes=n))
            took = time.perf_counter() - began
        store.close()
    print(f"place {1000 * took / ARTICLES:.2f} ms an article, {ARTICLES} of them, no copies")


if __name__ == "__main__":
    main()
