"""The accuracy gate: codes a folder of gold and fails where a figure falls under its floor.

    python -m gates.findings                 the gate and the check sets against gates/findings.toml
    python -m gates.findings FOLDER…         other folders, figures only
    python -m gates.findings --json          figures as JSON
    python -m gates.findings --intervals     the two sets with 95 % intervals, and what parts them

The floors are pinned to the hash of the corpus: other articles need other floors. Raising a floor
is a commit; lowering one needs its reason in the commit.
"""

import json
import random
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gates.floors import missed, verdict
from gates.gold import Gold, corpus_hash, read_sets
from gates.score import Score, Tally, score, scores, summed
from vedette.code import load

HERE = Path(__file__).resolve().parent
CHECK = sorted((HERE.parent / "tests" / "articles").glob("dev-*"))
GATE = [HERE / "corpus" / name for name in ("digital", "physical", "words")]


def main(arguments: Sequence[str]) -> int:
    """Score, print, and compare with the floors; 1 under a floor or on another corpus."""
    named = [Path(a) for a in arguments if not a.startswith("--")]
    as_json = "--json" in arguments
    if "--intervals" in arguments:
        print(intervals())
        return 0
    if named:
        _shown("", run(read_sets(named)), as_json=as_json)
        return 0
    floors = tomllib.loads((HERE / "findings.toml").read_text(encoding="utf-8"))
    faults = []
    for name, folders in {"gate": GATE, "check": CHECK}.items():
        result = run(read_sets(folders))
        _shown(name, result, as_json=as_json)
        faults += [
            f"{name}, {fault}"
            for fault in failures(floors[name], figures(result), corpus_hash(folders))
        ]
    return verdict(faults)


def intervals(draws: int = 2000) -> str:
    """Draw articles anew, with replacement, and say between what the figures lie (Efron 1979)."""
    coder = load()
    chance = random.Random(0)
    drawn: dict[str, list[Score]] = {}
    for name, folders in {"gate": GATE, "check": CHECK}.items():
        golds = read_sets(folders)
        parts = list(scores((gold, coder.code(gold.article).findings) for gold in golds))
        drawn[name] = [summed(chance.choices(parts, k=len(parts))) for _ in range(draws)]
    lines = [
        f"{name} {figure}: {_interval([get(one) for one in listed])}"
        for name, listed in drawn.items()
        for figure, get in _HEADLINES.items()
    ]
    pairs = list(zip(drawn["gate"], drawn["check"], strict=True))
    lines += [
        f"gate less check, {figure}: {_interval([get(one) - get(other) for one, other in pairs])}"
        for figure, get in _HEADLINES.items()
    ]
    return "\n".join(lines)


_HEADLINES: Mapping[str, Callable[[Score], float]] = {
    "ledger": lambda score: score.ledger,
    "micro": lambda score: score.micro.f1,
}


def _interval(values: Sequence[float]) -> str:
    ranked = sorted(values)
    low, high = ranked[int(0.025 * len(ranked))], ranked[int(0.975 * len(ranked))]
    return f"{low:.3f} to {high:.3f}"


def _shown(name: str, result: Score, *, as_json: bool) -> None:
    print(json.dumps({"set": name, **figures(result)}) if as_json else f"{name}\n{table(result)}")


def run(golds: Sequence[Gold]) -> Score:
    """Code every article and score what was found."""
    coder = load()
    return score((gold, coder.code(gold.article).findings) for gold in golds)


def figures(result: Score) -> dict[str, float]:
    """Give the figures that floors may be set on."""
    named = {f"ledger_{name}": tally.f1 for name, tally in sorted(result.types.items())}
    return {
        "ledger": result.ledger,
        "ledger_micro": result.micro.f1,
        "incident_any_kind": result.any_kind.f1,
        "bad_spans": float(result.bad_spans),
        "per_100_clean": result.per_100_clean or 0.0,
        **named,
    }


def failures(floors: Mapping[str, Any], reached: Mapping[str, float], corpus: str) -> list[str]:
    """Say what falls under a floor or rises over a ceiling, or that the corpus is another.

    >>> failures({"corpus": "a", "floors": {"ledger": 0.4}, "ceilings": {}}, {"ledger": 0.3}, "a")
    ['ledger: 0.3 is under its floor of 0.4']
    """
    if floors["corpus"] != corpus:
        return [f"corpus: the floors are for {floors['corpus']}, these articles are {corpus}"]
    return missed(floors, reached)


def table(result: Score) -> str:
    """Lay the figures out for reading."""
    head = f"{'':<28}{'F1':>7}{'prec':>8}{'recall':>8}{'gold':>7}"
    rows = [head, f"{'LEDGER (mean of types)':<28}{result.ledger:>7.3f}"]
    rows.append(_row("ledger, micro", result.micro))
    rows += [_row(f"  ledger {name}", tally) for name, tally in sorted(result.types.items())]
    rows.append(_row("incident, any kind", result.any_kind))
    rows += [_row(name, tally) for name, tally in sorted(result.detection.items())]
    rows += [_row(f"  {name}", tally) for name, tally in sorted(result.fields.items())]
    clean = f"{result.per_100_clean} findings per 100 clean articles (of {result.clean})"
    return "\n".join([*rows, f"bad spans {result.bad_spans}; {clean}"])


def _row(name: str, tally: Tally) -> str:
    figures_ = f"{tally.f1:>7.3f}{tally.precision:>8.3f}{tally.recall:>8.3f}{tally.wanted:>7}"
    return f"{name:<28}{figures_}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
