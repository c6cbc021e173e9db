"""The accuracy gate of the languages that are folders: codes their gold, compares with the floors.

    python -m gates.languages                 every gates/corpus/<code> against gates/languages.toml
    python -m gates.languages pl FOLDER…      folders of one language's gold, figures only

The gold of these languages marks incidents and statements alone. `when` and `where` are right by
their words or value, as section 8 of the guide says; `when_value` asks for the very ISO value, so
that a wrong day in right words does not pass. A field of an incident that was missed is missed too.
"""

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from gates.findings import failures
from gates.floors import verdict
from gates.gold import Gold, corpus_hash, read_sets
from gates.score import Tally, match, score
from vedette.code import Coder, load
from vedette.records import Finding

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
Pairs = Sequence[tuple[Gold, Sequence[Finding]]]


def main(arguments: Sequence[str]) -> int:
    """Score, print, and compare with the floors; 1 under a floor or on another corpus."""
    coder = load()
    if arguments:
        print(table(figures(run(coder, [Path(a) for a in arguments[1:]]))))
        return 0
    floors = tomllib.loads((HERE / "languages.toml").read_text(encoding="utf-8"))
    faults = [f"{code}: no floors" for code in sorted(_corpora() - set(floors))]
    for code, floor in floors.items():
        folder = [CORPUS / code]
        listed = figures(run(coder, folder))
        print(f"{code}\n{table(listed)}")
        found = failures(floor, reached(listed), corpus_hash(folder))
        faults += [f"{code}: {fault}" for fault in found]
    return verdict(faults)


def _corpora() -> set[str]:
    """Give the folders that bear a language's code; those of the English gate bear words."""
    return {path.name for path in CORPUS.iterdir() if len(path.name) == len("pl")}


def run(coder: Coder, folders: Sequence[Path]) -> Pairs:
    """Code every article of some folders."""
    return [(gold, coder.code(gold.article).findings) for gold in read_sets(folders)]


def figures(pairs: Pairs) -> dict[str, float | Tally]:
    """Give the figures that floors may be set on: counts, and tallies by their F1."""
    result = score(pairs)
    named = {
        f"{type_}_{name}": result.fields.get(f"{type_}.{name}", Tally())
        for type_, names in (
            ("incident", ("when", "where", "target", "status", "killed", "injured")),
            ("statement", ("speaker", "content")),
        )
        for name in names
    }
    return {
        "incident_any_kind": result.any_kind,
        "incident": result.detection.get("incident", Tally()),
        "statement": result.detection.get("statement", Tally()),
        **named,
        "when_value": when_values(pairs),
        "bad_spans": float(result.bad_spans),
        "per_100_clean": result.per_100_clean or 0.0,
    }


def when_values(pairs: Pairs) -> Tally:
    """Count the days, months and intervals of incidents that have the very value of the gold."""
    total = Tally()
    for gold, guesses in pairs:
        paired = match(gold.findings, guesses)
        for number, wanted in enumerate(gold.findings):
            if wanted.type == "incident" and wanted.id not in gold.optional:
                guess = guesses[paired[number]] if number in paired else None
                total.add(_values(wanted, guess))
    return total


def _values(wanted: Finding, guess: Finding | None) -> Tally:
    golds = [entry.value for entry in wanted.fields.get("when", ())]
    given = [entry.value for entry in guess.fields.get("when", ())] if guess else []
    return Tally(sum(value in golds for value in given), len(given), len(golds))


def reached(listed: dict[str, float | Tally]) -> dict[str, float]:
    """Write each figure as one number, a tally as its F1."""
    return {name: f.f1 if isinstance(f, Tally) else f for name, f in listed.items()}


def table(listed: dict[str, float | Tally]) -> str:
    """Lay the figures out for reading."""
    rows = [f"{'':<22}{'F1':>7}{'prec':>8}{'recall':>8}{'gold':>7}"]
    for name, figure in listed.items():
        if isinstance(figure, Tally):
            parts = f"{figure.f1:>7.3f}{figure.precision:>8.3f}{figure.recall:>8.3f}"
            rows.append(f"{name:<22}{parts}{figure.wanted:>7}")
        else:
            rows.append(f"{name:<22}{figure:>7.0f}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
