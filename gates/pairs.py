"""Minimal pairs of factuality: what happened, and its twin that did not.

    python -m gates.pairs                 the pairs of tests/pairs against gates/pairs.toml
    python -m gates.pairs --json          figures as JSON
    python -m gates.pairs --wrong FOLDER  names the twins of another folder that fail, to learn from

`tests/pairs/<set>.toml` holds pairs of short reports that differ in a few words. In `plain` the
incident happened: the coder must find it, with a stage that does not take it back. In `turned` it
is alleged, denied, hypothetical, to come, long past, negated, foiled, refuted or a drill: the coder
must give one of the stages that the pair `expects`, or no incident at all where it expects none.
"""

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gates.floors import missed, verdict
from vedette.code import Coder, load
from vedette.records import Article, Finding

HERE = Path(__file__).resolve().parent
PAIRS = HERE.parent / "tests" / "pairs"
_HAPPENED = frozenset(
    {"reported", "under_investigation", "confirmed", "attributed", "charged", "convicted"}
    | {"unattributed", "closed_unsolved", "acquitted", "charges_dropped"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """One side of a pair: the report, and what must be found in it."""

    set: str
    number: int
    turned: bool
    article: Article
    anchor: str
    expects: frozenset[str]

    def holds(self, findings: Sequence[Finding]) -> bool:
        """Say whether a coding of this twin is right."""
        incidents = [finding for finding in findings if finding.type == "incident"]
        if not self.expects:
            return not incidents
        return any(self._named(found) and _status(found) in self.expects for found in incidents)

    def _named(self, incident: Finding) -> bool:
        start = self.article.text.index(self.anchor)
        end = start + len(self.anchor)
        return any(span.start < end and start < span.end for span in incident.anchor)


def _status(incident: Finding) -> str:
    return str(next((field.value for field in incident.fields.get("status", ())), ""))


def read_pairs(folder: Path) -> Iterator[Twin]:
    """Read both twins of every pair of a folder, in the order of files and pairs."""
    for path in sorted(folder.glob("*.toml")):
        for number, pair in enumerate(tomllib.loads(path.read_text("utf-8"))["pair"], 1):
            yield _twin(path.stem, number, pair, turned=False)
            yield _twin(path.stem, number, pair, turned=True)


def _twin(name: str, number: int, pair: Mapping[str, Any], *, turned: bool) -> Twin:
    side = "turned" if turned else "plain"
    return Twin(
        set=name,
        number=number,
        turned=turned,
        article=Article(
            text=pair[side], published=date.fromisoformat(pair["published"]), language="en"
        ),
        anchor=pair.get(f"{side}_anchor", ""),
        expects=frozenset(pair["expects"]) if turned else _HAPPENED,
    )


def judge(coder: Coder, twins: Sequence[Twin]) -> dict[Twin, bool]:
    """Code every twin and say whether it holds."""
    return {twin: twin.holds(coder.code(twin.article).findings) for twin in twins}


def figures(judged: Mapping[Twin, bool]) -> dict[str, float]:
    """Give the shares of turned twins, plain twins and whole pairs that hold, and by set."""
    turned = {(t.set, t.number): held for t, held in judged.items() if t.turned}
    plain = {(t.set, t.number): held for t, held in judged.items() if not t.turned}
    both = {key: held and plain[key] for key, held in turned.items()}
    sets = sorted({key[0] for key in turned})
    found = {"turned": _share(turned), "plain": _share(plain), "pairs": _share(both)}
    for name in sets:
        found[f"turned_{name}"] = _share({k: v for k, v in turned.items() if k[0] == name})
        found[f"pairs_{name}"] = _share({k: v for k, v in both.items() if k[0] == name})
    return found


def _share(held: Mapping[tuple[str, int], bool]) -> float:
    return round(sum(held.values()) / len(held), 4)


def main(arguments: Sequence[str]) -> int:
    """Judge, print, and compare with the floors; 1 where a figure is under its floor."""
    if "--wrong" in arguments:
        folder = Path(arguments[arguments.index("--wrong") + 1])
        for twin, held in judge(load(), list(read_pairs(folder))).items():
            if not held:
                side = "turned" if twin.turned else "plain"
                print(f"{twin.set} {twin.number} {side}: {twin.article.text}")
        return 0
    reached = figures(judge(load(), list(read_pairs(PAIRS))))
    print(json.dumps(reached) if "--json" in arguments else _table(reached))
    return verdict(missed(tomllib.loads((HERE / "pairs.toml").read_text("utf-8")), reached))


def _table(reached: Mapping[str, float]) -> str:
    return "\n".join(f"{name:<24}{share:>8.3f}" for name, share in reached.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
