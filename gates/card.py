"""The figures of the corpus' card: how many articles and findings of what, and how well two agree.

    python -m gates.card             writes them into the card, between its marks
    python -m gates.card --check     1 where the card has other figures

A second coder marked half of the gate anew without sight of the first marks (`gates/second`). The
agreement is scored as a coder would be: the second pass against the first.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import get_args

from gates.findings import CHECK, GATE
from gates.gold import Gold, read_gold, read_sets
from gates.score import Score, score
from vedette.code.matching import match
from vedette.records import Finding, FindingType
from vedette.taxonomy.kinds import ORDER

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT / "tests" / "articles" / "README.md"
SPLITS = {
    "development": sorted((ROOT / "tests" / "articles").glob("train-*")),
    "check": CHECK,
    "gate": GATE,
}
SECOND = ROOT / "gates" / "second"
OPEN, CLOSE = "<!-- figures -->\n", "<!-- end of figures -->"


def main(arguments: Sequence[str]) -> int:
    """Write the card's figures, or say that they are stale."""
    card = CARD.read_text("utf-8")
    before, rest = card.split(OPEN)
    after = rest.split(CLOSE)[1]
    fresh = f"{before}{OPEN}\n{figures()}\n{CLOSE}{after}"
    if "--check" in arguments:
        if fresh != card:
            print("tests/articles/README.md is stale: run python -m gates.card", file=sys.stderr)
        return int(fresh != card)
    CARD.write_text(fresh, "utf-8")
    return 0


def figures() -> str:
    """Lay out all figures of the card."""
    golds = {name: read_sets(folders) for name, folders in SPLITS.items()}
    parts = [_sizes(golds), _counts("finding", golds, get_args(FindingType), _types)]
    parts += [_counts("kind of incident", golds, ORDER, _kinds), _agreement(agreement())]
    return "\n\n".join(parts)


def _sizes(golds: dict[str, tuple[Gold, ...]]) -> str:
    rows = ["| split | articles | without findings | words | median words | findings | optional |"]
    rows.append("|---|---|---|---|---|---|---|")
    for name, split in golds.items():
        lengths = sorted(len(gold.article.text.split()) for gold in split)
        clean = sum(not gold.findings for gold in split)
        found, optional = (sum(map(len, part)) for part in zip(
            *((gold.findings, gold.optional) for gold in split), strict=True
        ))  # fmt: skip
        middle = lengths[len(lengths) // 2]
        rows.append(
            f"| {name} | {len(split)} | {clean} | {sum(lengths):,} | {middle} | {found:,} "
            f"| {optional:,} |"
        )
    return "\n".join(rows)


def _counts(
    what: str,
    golds: dict[str, tuple[Gold, ...]],
    names: Sequence[str],
    count: Callable[[Iterable[Gold]], Counter[str]],
) -> str:
    columns = {name: count(split) for name, split in golds.items()}
    rows = [f"| {what} | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    rows += [
        f"| {n} | {' | '.join(str(column[n]) for column in columns.values())} |" for n in names
    ]
    return "\n".join(rows)


def _types(golds: Iterable[Gold]) -> Counter[str]:
    return Counter(finding.type for gold in golds for finding in gold.findings)


def _kinds(golds: Iterable[Gold]) -> Counter[str]:
    return Counter(f.kind or "" for gold in golds for f in gold.findings if f.type == "incident")


def agreement() -> Score:
    """Score the second pass against the first, on the articles that both have marked."""
    first = {gold.slug: gold for gold in read_sets(SPLITS["gate"])}
    texts = {path.stem: path for folder in SPLITS["gate"] for path in folder.glob("*.txt")}
    second = (read_gold(path, texts[path.stem]) for path in sorted(SECOND.glob("*.toml")))
    return score((first[gold.slug], _held(first[gold.slug], gold)) for gold in second)


def _held(first: Gold, second: Gold) -> list[Finding]:
    """Give the second coder's findings, without optional ones that the first does not have."""
    shared = set(match(first.findings, second.findings).values())
    return [
        finding
        for number, finding in enumerate(second.findings)
        if number in shared or finding.id not in second.optional
    ]


def _agreement(result: Score) -> str:
    count = len(list(SECOND.glob("*.toml")))
    how_far = f"with a ledger F1 of {result.ledger:.3f} (micro {result.micro.f1:.3f})"
    rows = [
        f"Two passes over {count} articles of the gate agree {how_far}.",
        "",
        "| finding | found by both (F1) | fields alike (F1) |",
        "|---|---|---|",
    ]
    rows += [
        f"| {name} | {result.detection[name].f1:.3f} | {tally.f1:.3f} |"
        for name, tally in sorted(result.types.items())
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
