"""How well the time grammar reads: TempEval-3 news, and the marked articles of our own.

    VEDETTE_SHARED=… python benchmarks/times.py [--gate gates/times.toml]

TempEval-3's development part is split by a hash of the article's id: rules were written against
`dev`, `check` was only scored. Our own articles: `train-*` to tune on, `dev-*` to score. Agreement
is the share of marked values that the grammar gives for a time expression at the marked words.
"""

import argparse
import sys
import time
import tomllib
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from shared import Figures, folder, gate, half, load, scorer, span_of
from vedette.code.times import find_times, resolve_due, resolve_horizon, resolve_when, widen

FIELDS = {
    "when": resolve_when,
    "made": resolve_when,
    "due": resolve_due,
    "horizon": resolve_horizon,
}


def main() -> int:
    """Print every figure, one a line, and compare with the floors where a gate is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", type=Path, help="a file of floors")
    arguments = parser.parse_args()
    shared = folder()
    measured = figures(shared)
    for group, row in measured.items():
        for name, value in row.items():
            print(f"{group:12} {name:28} {value}")
    return gate(arguments.gate, shared, measured) if arguments.gate else 0


def figures(shared: Path) -> Figures:
    """Measure both halves of TempEval-3's development part, and our own articles."""
    records = load(shared / "data" / "timex" / "data.jsonl.xz")
    start = time.perf_counter()
    predictions = {r["id"]: _predict(r) for r in records}
    speed = round(sum(len(r["text"]) for r in records) / (time.perf_counter() - start))
    out: Figures = {"speed": {"characters_per_second": speed}}
    module = scorer(shared, "timex")
    for part in ("dev", "check"):
        score = module.score([r for r in records if half(r["id"]) == part], predictions)["all"]
        out[part] = {f"{k}_{m}": row[m] for k, row in score.items() for m in ("p", "r", "f1")}
    return out | {f"gold_{group}": agreement(shared, group) for group in ("train", "dev")}


def _predict(article: dict[str, Any]) -> dict[str, Any]:
    day = date.fromisoformat(article["dct"][:10]) if article["dct"] else None
    times = find_times(article["text"], day)
    return {
        "id": article["id"],
        "timexes": [
            {"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value}
            for t in times
        ],
    }


def agreement(shared: Path, group: str) -> dict[str, float]:
    """Compare values with those marked in our own articles, field by field."""
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for field, marked, given, _ in marks(shared, group):
        told[field] += 1
        right[field] += marked == given
    rows = {field: round(right[field] / told[field], 3) for field in sorted(told)}
    total = sum(told.values())
    return rows | {"values": total, "all": round(sum(right.values()) / total, 3)}


def marks(shared: Path, group: str) -> list[tuple[str, str, str | None, str]]:
    """List field, marked value, our value and the marked words, wherever a value was marked."""
    out = []
    for path in sorted((shared / "gold").glob(f"{group}-*/*.toml")):
        gold = tomllib.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8").replace("\r\n", "\n")
        day = date.fromisoformat(str(gold["published"])[:10])
        times = find_times(text, day)
        for kind, findings in gold.items():
            for finding in findings if isinstance(findings, list) else ():
                out += _of_finding(kind, finding, text, day, times)
    return out


def _of_finding(kind: str, finding: Any, text: str, day: date, times: Any) -> list[Any]:
    out = []
    fields = FIELDS | ({"when": partial(resolve_when, running=False)} if kind == "posture" else {})
    for field, resolve in fields.items():
        entries = finding.get(field, ()) if isinstance(finding, dict) else ()
        for entry in entries if isinstance(entries, list) else [entries]:
            if (
                isinstance(entry, dict)
                and isinstance(entry.get("value"), str)
                and entry.get("text")
            ):
                span = span_of(text, entry["text"])
                inside = [t for t in times if t.span.start < span[1] and span[0] < t.span.end]
                given = [resolve(widen(text, t), day) for t in inside]
                value = entry["value"] if entry["value"] in given else next(iter(given), None)
                out.append((field, entry["value"], value, entry["text"]))
    return out


if __name__ == "__main__":
    sys.exit(main())
