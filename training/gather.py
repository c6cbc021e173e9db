"""Gathers what the network learns from, once, so that learning needs nothing but torch and this.

    python -m training.gather OUT --minilm FOLDER | --e5 FOLDER --articles FOLDER… [--hold N]

`--hold N` leaves every fifth article out, counted from N, to set thresholds on; of pairs every
fifth pair, and nothing of what `--also` names. Of the reports for stages it takes all files but
those that `--without` names.
"""

import argparse
import lzma
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from gates.streams import read_stream

from training.corpus import Corpus, Marked
from training.lookalikes import telling, with_left, with_lookalikes
from training.marks import read_marked
from vedette.code.places import Gazetteer
from vedette.code.tagger.pieces import Vocabulary
from vedette.code.tagger.subwords import Subwords

FOLDS = 5
Dealt = TypeVar("Dealt")


def held_out(
    listed: Sequence[Dealt], hold: int | None, by: int = 1
) -> tuple[list[Dealt], list[Dealt]]:
    """Split a list into what is learnt and every fifth from `hold`, `by` so many at a time."""
    if hold is None:
        return list(listed), []
    parts: tuple[list[Dealt], list[Dealt]] = [], []
    for number, one in enumerate(listed):
        parts[number // by % FOLDS == hold].append(one)
    return parts


def vocabulary(minilm: Path | None, e5: Path | None) -> Vocabulary | Subwords:
    """Read the pieces of the foundation that is named."""
    if minilm is not None:
        return Vocabulary(_lines(minilm / "vocab.txt"))
    if e5 is None:
        raise ValueError("name the foundation: --minilm or --e5")
    return Subwords(_lines(e5 / "pieces.tsv"))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").rstrip("\n").split("\n")


def keep(articles: Sequence[Marked], out: Path) -> None:
    """Write what was gathered."""
    with lzma.open(out, "wb", preset=1) as file:
        pickle.dump(list(articles), file)


def gathered(path: Path) -> list[Marked]:
    """Read what was gathered; only what this program wrote may be read so."""
    with lzma.open(path) as file:
        read: list[Marked] = pickle.load(file)  # written by `keep`, on this machine
    return read


def main() -> None:
    """Read, split, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    foundation = options.add_mutually_exclusive_group(required=True)
    foundation.add_argument("--minilm", type=Path, help="folder of MiniLM's files")
    foundation.add_argument("--e5", type=Path, help="folder that `training.e5` has written")
    options.add_argument("--articles", type=Path, nargs="+", required=True)
    options.add_argument("--also", type=Path, nargs="*", default=[], help="never held out")
    options.add_argument("--pairs", type=Path)
    options.add_argument(
        "--streams", type=Path, nargs="*", default=[], help="reports that teach what is in scope"
    )
    options.add_argument(
        "--told", type=Path, nargs="*", default=[], help="streams whose incidents are marked"
    )
    options.add_argument(
        "--stages", type=Path, nargs="*", default=[], help="folders of reports that teach stages"
    )
    options.add_argument("--without", nargs="*", default=[], help="files of it that stay out")
    options.add_argument("--hold", type=int)
    given = options.parse_args()
    corpus = Corpus(vocabulary(given.minilm, given.e5), Gazetteer.load())
    kept, held = held_out(corpus.articles(given.articles), given.hold)
    kept += corpus.articles(given.also)
    print(f"{len(kept)} articles, {len(held)} held out", file=sys.stderr)
    known = telling(kept)
    kept = [with_lookalikes(marked, known) for marked in kept]
    if given.pairs:
        kept += held_out(corpus.pairs(given.pairs), given.hold, by=2)[0]
    kept += corpus.reports(map(read_stream, given.streams))
    for folder in given.told:
        kept += [
            with_left(marked, known) if marked.gold.findings else with_lookalikes(marked, known)
            for marked in corpus.told(read_marked(folder, read_stream(folder)))
        ]
    kept += [
        marked if marked.alike else with_left(marked, known)
        for folder in given.stages
        for marked in corpus.staged(folder, without=given.without)
    ]
    keep(kept, given.out)


if __name__ == "__main__":
    main()
