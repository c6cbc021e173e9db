"""How well the naive stack finds what our coder finds, on the same gold.

    python -m gates.beside [--json] [FOLDER…]

Both code the check articles (`tests/articles/dev-*`) or the folders named, and are scored alike. A
finding of the naive stack has the words of its fields and no values, so it is told right where the
words overlap enough. It needs the packages of the extra `bench`.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.naive import Found, Naive

from gates.findings import CHECK, figures
from gates.gold import read_sets
from gates.score import Score, score
from vedette.code import load
from vedette.records import Article, Field, Finding, Span

SHOWN = ("ledger", "ledger_micro", "incident_any_kind", "per_100_clean")


def main(arguments: Sequence[str]) -> int:
    """Score both and print them beside each other."""
    golds = read_sets([Path(one) for one in arguments if not one.startswith("--")] or CHECK)
    coder = load()
    with tempfile.TemporaryDirectory() as folder:
        naive = Naive(str(Path(folder, "naive.sqlite")))
        told = {
            "vedette": score((gold, coder.code(gold.article).findings) for gold in golds),
            "naive": score((gold, tuple(findings(naive, gold.article))) for gold in golds),
        }
        naive.close()
    if "--json" in arguments:
        print(json.dumps({name: figures(one) for name, one in told.items()}))
    else:
        print("\n".join(_rows(told.items(), len(golds))))
    return 0


def findings(naive: Naive, article: Article) -> Iterator[Finding]:
    """Give what the naive stack finds in an article as findings of ours."""
    for number, found in enumerate(naive.findings(article.text)):
        yield Finding(
            id=f"naive-{number}",
            type=found.type,
            kind=found.kind,
            anchor=(Span(found.start, found.end),),
            fields=_fields(found, article.text),
        )


def _fields(found: Found, text: str) -> dict[str, tuple[Field, ...]]:
    return {
        name: (Field(span=Span(start, end), text=text[start:end]),)
        for name, (start, end) in found.fields.items()
    }


def _rows(told: Iterable[tuple[str, Score]], count: int) -> Iterator[str]:
    yield f"{count} articles" + "".join(f"{name:>20}" for name in SHOWN)
    for who, one in told:
        reached = figures(one)
        yield f"{who:<11}" + "".join(f"{reached[name]:>20.3f}" for name in SHOWN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
