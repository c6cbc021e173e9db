"""Copies: which reports repeat which, in streams and in pairs of our own.

    python -m gates.copies           development streams and tests/copies against gates/copies.toml
    python -m gates.copies --gate    the streams of the gate as well
    python -m gates.copies --json    figures as JSON
    python -m gates.copies --wrong   what is missed and what is false in the development streams
                                     and the tuning half of the pairs, to learn from

Two reports of a stream are found to be a pair when they have one origin; the gold is closed in the
same way. A pair of `tests/copies/pairs.jsonl` is found when the index gives it.
"""

import itertools
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gates.floors import missed, verdict
from gates.streams import STREAMS, Stream, closed, read_streams
from vedette.relate.copies import Index, origins

HERE = Path(__file__).resolve().parent
FIRST = frozenset({"baltic", "danube", "rhine", "strait", "vistula"})
"""Development streams that were looked at while the recogniser was made."""
LATER = frozenset(
    {"aegean", "arctic", "bessarabia", "courland", "havel", "humber", "moravia", "skagen"}
)
"""Those that came when it had been made; the others came later still."""
TESTS = HERE.parent / "tests"
PAIRS = TESTS / "copies" / "pairs.jsonl"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Two reports, what kind of copies they are (or what else), and whether they were found."""

    name: str
    kind: str
    copy: bool
    found: bool


def judge_stream(stream: Stream) -> Iterator[Judged]:
    """Judge every two reports of a stream that are copies or were taken for it."""
    told = {frozenset(pair["pair"]): pair["kind"] for pair in stream.gold["duplicates"]}
    gold, found = closed(told), set(_found(stream))
    for pair in sorted(gold | found, key=sorted):
        yield Judged(
            name=f"{stream.name} {' '.join(sorted(pair))}",
            kind=told.get(pair, "closed") if pair in gold else "other",
            copy=pair in gold,
            found=pair in found,
        )


def _found(stream: Stream) -> Iterator[frozenset[str]]:
    """Give the pairs of reports that have one origin."""
    at = {one["id"]: datetime.fromisoformat(one["published"]) for one in stream.reports}
    groups: dict[str, list[str]] = {}
    for name, origin in origins(linked(stream.reports), at).items():
        groups.setdefault(origin, []).append(name)
    for group in groups.values():
        yield from map(frozenset, itertools.combinations(group, 2))


def linked(reports: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Give what each report is alike to of those before it, and how much."""
    index = Index()
    return {
        one["id"]: index.add(
            one["id"], one["outlet"], one["text"], datetime.fromisoformat(one["published"])
        )
        for one in reports
    }


def read_pairs() -> Iterator[dict[str, Any]]:
    """Read the pairs of our own, with the texts that they name."""
    streams = {
        f"{stream.name}/{report['id']}": report["text"]
        for stream in read_streams(STREAMS["development"])
        for report in stream.reports
    }
    for number, line in enumerate(PAIRS.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        texts = [_text(row[side], streams) for side in ("one", "other")]
        yield {**row, "number": number, "texts": texts}


def _text(told: str | Mapping[str, str], streams: Mapping[str, str]) -> str:
    if not isinstance(told, str):
        return told["text"]
    if told in streams:
        return streams[told]
    whole = (TESTS / "articles" / f"{told}.txt").read_text("utf-8")
    return whole.strip().partition("\n")[2].strip()


def judge_pairs(rows: Iterable[Mapping[str, Any]]) -> Iterator[Judged]:
    """Judge each pair by itself."""
    for row in rows:
        index = Index()
        for side, text in zip(("one", "other"), row["texts"], strict=True):
            found = index.add(side, side, text, NOON)
        yield Judged(
            name=f"pair {row['number']}", kind=row["kind"], copy=row["copy"], found=bool(found)
        )


def figures(name: str, judged: Sequence[Judged]) -> dict[str, float]:
    """Give precision, recall and F1, the recall of each kind and the false pairs."""
    count = Counter((one.copy, one.found) for one in judged)
    right, false, missed = count[True, True], count[False, True], count[True, False]
    reached: dict[str, float] = {
        f"{name}_precision": _share(right, right + false),
        f"{name}_recall": _share(right, right + missed),
        f"{name}_f1": _share(2 * right, 2 * right + false + missed),
    }
    for kind in sorted({one.kind for one in judged if one.copy}):
        held = [one.found for one in judged if one.kind == kind]
        reached[f"{name}_{kind}"] = _share(sum(held), len(held))
    for kind in sorted({one.kind for one in judged if not one.copy}):
        reached[f"{name}_false_{kind}"] = sum(one.found for one in judged if one.kind == kind)
    return reached


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def measured(*, gate: bool) -> dict[str, list[Judged]]:
    """Judge everything there is, by what it is measured on."""
    rows, streams = list(read_pairs()), read_streams(STREAMS["development"])
    found = {
        "streams": [one for s in streams if s.name in FIRST for one in judge_stream(s)],
        "later": [one for s in streams if s.name in LATER for one in judge_stream(s)],
        "last": [one for s in streams if s.name not in FIRST | LATER for one in judge_stream(s)],
        "tuned": list(judge_pairs(row for row in rows if row["half"] == "tune")),
        "held": list(judge_pairs(row for row in rows if row["half"] == "held")),
    }
    if gate:
        found["gate"] = [one for s in read_streams(STREAMS["gate"]) for one in judge_stream(s)]
    return found


def reached_by(judged: Mapping[str, Sequence[Judged]]) -> dict[str, float]:
    """Give all figures together."""
    return {k: v for name, listed in judged.items() for k, v in figures(name, listed).items()}


def main(arguments: Sequence[str]) -> int:
    """Judge, print, and compare with the floors; 1 where a figure is not held."""
    judged = measured(gate="--gate" in arguments)
    if "--wrong" in arguments:
        for one in (*judged["streams"], *judged["later"], *judged["last"], *judged["tuned"]):
            if one.copy != one.found:
                print(f"{'missed' if one.copy else 'false'}: {one.name} ({one.kind})")
        return 0
    reached = reached_by(judged)
    table = "\n".join(f"{name:<32}{share:>8.3f}" for name, share in reached.items())
    print(json.dumps(reached) if "--json" in arguments else table)
    return verdict(missed(tomllib.loads((HERE / "copies.toml").read_text("utf-8")), reached))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
