"""Measures the coders of other languages than English: what they find, and what it costs.

    python benchmarks/abroad.py                         articles that the network has not learnt
    VEDETTE_SHARED=FOLDER python benchmarks/abroad.py   and ordinary pages of the web

The articles are those of `training/held.txt`; the network's thresholds were set on them. The pages
are those of the shared sets `webpages`, `fundus` and `articlebody`; a few are on war and spies.
Told of both are findings and milliseconds an article on one thread, and of English ones beside.
"""

import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from shared import folder, load, read_page
from vedette import code
from vedette.code.languages import codes
from vedette.records import Article, Finding

sys.path.append(str(Path(__file__).resolve().parent.parent))

from gates.gold import Gold, read_gold, read_sets
from gates.languages import figures, table
from gates.score import score

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "tests" / "articles" / "train-wire"
KNOWN = datetime(2030, 1, 1, tzinfo=UTC)
Code = Callable[[Article], Sequence[Finding]]


def main() -> None:
    """Read, code, print."""
    whole = code.load()

    def coder(article: Article) -> Sequence[Finding]:
        return whole.code(article).findings

    golds = [
        read_gold(ROOT / "tests" / "articles" / f"{name}.toml")
        for name in (ROOT / "training" / "held.txt").read_text("utf-8").split()
    ]
    print(f"other languages: {timed(coder, [gold.article for gold in golds]):.0f} ms an article")
    told("all", golds, coder)
    for spoken, listed in sorted(by_language(golds).items()):
        told(spoken, listed, coder)
    english = [gold.article for gold in read_sets([ENGLISH])]
    print(f"English: {timed(coder, english):.0f} ms an article")
    if "VEDETTE_SHARED" in os.environ:
        abroad(coder)


def told(name: str, golds: Sequence[Gold], coder: Code) -> None:
    """Print what a coder finds of some gold."""
    pairs = [(gold, coder(gold.article)) for gold in golds]
    found = score(pairs)
    print(f"{name}, {len(golds)} articles: ledger {found.ledger:.3f}, micro {found.micro.f1:.3f}")
    if name == "all":
        print(table(figures(pairs)))
        print({type_: round(tally.f1, 3) for type_, tally in found.detection.items()})


def by_language(golds: Iterable[Gold]) -> dict[str, list[Gold]]:
    """Sort gold by its language."""
    sorted_out = defaultdict(list)
    for gold in golds:
        sorted_out[gold.article.language].append(gold)
    return sorted_out


def timed(coder: Code, articles: Sequence[Article]) -> float:
    """Give the mean milliseconds of an article, lists compiled before."""
    for article in articles:
        coder(article)
    spent = []
    for article in articles:
        began = time.process_time()
        coder(article)
        spent.append(1000 * (time.process_time() - began))
    return statistics.mean(spent)


def abroad(coder: Code) -> None:
    """Print of how many ordinary pages a coder has findings."""
    pages = list(saved(folder() / "data"))
    began = time.process_time()
    found = [(page.language, bool(coder(page))) for page in pages]
    spent = 1000 * (time.process_time() - began) / len(pages)
    for spoken in sorted({page.language for page in pages}):
        hits = [hit for other, hit in found if other == spoken]
        print(f"{spoken}: {sum(hits)} of {len(hits)} ordinary pages have findings")
    print(f"ordinary pages: {spent:.0f} ms each")


def saved(data: Path) -> Iterator[Article]:
    """Read the pages that are in one of our languages."""
    for pack in ("webpages", "fundus", "articlebody"):
        for row in load(data / pack / "data.jsonl.xz"):
            page = read_page(row.get("html", "").encode(), row.get("url") or "", KNOWN)
            if page is not None and page.language in codes():
                yield page


if __name__ == "__main__":
    main()
