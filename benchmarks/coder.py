"""Measures the coder: milliseconds an article after loading, seconds to load, peak memory.

    python benchmarks/coder.py [--repeat N]

Codes tests/articles, one article at a time on one thread, and prints the median, the slowest tenth
and the rate in characters; memory is the peak of this process, the interpreter included.
"""

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

from vedette.code import load
from vedette.records import Article

ARTICLES = Path(__file__).resolve().parent.parent / "tests" / "articles"


def read_articles() -> list[Article]:
    """Read the test articles' texts."""
    paths = sorted(ARTICLES.glob("*/*.txt"))
    return [Article(text=path.read_text(encoding="utf-8"), language="en") for path in paths]


def main() -> None:
    """Load, code every article, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=1, help="passes over the articles")
    repeat = parser.parse_args().repeat
    started = time.perf_counter()
    coder = load()
    loaded = time.perf_counter() - started
    articles = read_articles()
    coder.code(articles[0])  # the word lists compile at their first use
    times = []
    for article in articles * repeat:
        begin = time.perf_counter()
        coder.code(article)
        times.append(1000 * (time.perf_counter() - begin))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / 1024 if sys.platform == "linux" else peak / 1024**2
    slow = sorted(times)[int(0.9 * len(times))]
    characters = repeat * sum(len(article.text) for article in articles)
    print(f"load {loaded:.2f} s; {len(times)} articles")
    print(f"median {statistics.median(times):.0f} ms, slowest tenth from {slow:.0f} ms")
    print(f"{characters / sum(times) * 1000:.0f} characters a second; peak {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
