"""Measures the coder on a day's news, of which one article in twenty is in scope.

    VEDETTE_SHARED=FOLDER python benchmarks/stream.py

English pages of the shared data that are not on conflict or security stand for the rest of the day,
test articles with findings for what is in scope. Told are the milliseconds of each sort and of the
mixture on one thread, the share of the pages that the triage lets pass and that yield findings, and
the share of the findings of all marked articles that stand in articles that pass.
"""

import gzip
import json
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from shared import folder, read_page
from vedette.code import load
from vedette.code.language import is_english
from vedette.code.tagger.network import Network
from vedette.code.tagger.triage import Triage
from vedette.records import Article

sys.path.append(str(Path(__file__).resolve().parent.parent))

from gates.findings import CHECK, GATE
from gates.gold import Gold, read_sets

TRAIN = sorted((Path(__file__).resolve().parent.parent / "tests" / "articles").glob("train-*"))
EACH = 10
"""Every so manieth training article in scope is timed."""
RELEVANT = 0.05
KNOWN = datetime(2026, 1, 1, tzinfo=UTC)


def pages(raw: Path) -> list[Article]:
    """Read the ordinary pages in English."""
    found = []
    for line in (raw / "pages" / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["topical"]:
            body = gzip.decompress((raw / row["file"]).read_bytes())
            article = read_page(body, row["url"], KNOWN)
            if article is not None and is_english(article):
                found.append(article)
    return found


def passing(triage: Triage, golds: Sequence[Gold]) -> float:
    """Give the share of findings in articles that pass."""
    counts = [
        (len(gold.findings), triage.worth_a_look(gold.article.text, gold.article.title))
        for gold in golds
    ]
    return sum(count for count, passed in counts if passed) / sum(count for count, _ in counts)


def main() -> None:
    """Read, code, print."""
    ordinary = pages(folder() / "data" / "raw")
    relevant = [gold.article for gold in read_sets(TRAIN) if gold.findings][::EACH]
    coder, triage = load(), Network.load().triage
    coder.code(relevant[0])
    spent, found = [], 0
    for articles in (ordinary, relevant):
        times = []
        for article in articles:
            begin = time.perf_counter()
            findings = coder.code(article).findings
            times.append(1000 * (time.perf_counter() - begin))
            found += bool(findings) and articles is ordinary
        spent.append(statistics.mean(times))
    mixed = (1 - RELEVANT) * spent[0] + RELEVANT * spent[1]
    passed = sum(triage.worth_a_look(article.text, article.title) for article in ordinary)
    print(f"ordinary {spent[0]:.1f} ms, in scope {spent[1]:.1f} ms, mixed {mixed:.1f} ms")
    print(f"{passed} of {len(ordinary)} pages pass the triage, {found} yield findings")
    for name, folders in {"training": TRAIN, "check": CHECK, "gate": GATE}.items():
        print(
            f"{passing(triage, read_sets(folders)):.2%} of the findings of the {name} articles pass"
        )


if __name__ == "__main__":
    main()
