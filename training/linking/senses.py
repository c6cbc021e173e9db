"""Counts in how many articles each notion is, for `vedette.relate.senses`.

    python -m training.linking.senses src/vedette/relate/senses.tsv

Over the articles of all languages that have a list of notions, development sets alone.
"""

import sys
from collections import Counter
from pathlib import Path

from gates.gold import read_sets

from vedette import notions

ARTICLES = Path(__file__).resolve().parents[2] / "tests" / "articles"
SETS = ("train-*", "??-press", "??-desk", "??-train")


def main(path: Path) -> None:
    """Count and write."""
    folders = sorted(folder for given in SETS for folder in ARTICLES.glob(given))
    counted: Counter[str] = Counter(dict.fromkeys(notions.names(), 0))
    total = 0
    for gold in read_sets(folders):
        stems = notions.patterns(gold.article.language or "en")
        if stems is not None:
            total += 1
            counted.update({match.name for match in stems.search(gold.article.text)})
    lines = [str(total), *(f"{name}\t{n}" for name, n in sorted(counted.items()))]
    path.write_text("\n".join([*lines, ""]), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
