"""Confidence: whether a finding of 0.8 is right eight times in ten, and what may raise an alert.

    python -m gates.confidence              the gate articles against gates/confidence.toml
    python -m gates.confidence FOLDER…      other folders, figures only
    python -m gates.confidence --json       figures as JSON
    python -m gates.confidence --picture FILE    draws the reliability diagram as SVG

An incident is right when it is there and of that kind; an attribution when it is there and names
the right accuser and the right accused; any other finding when it is there. The expected
calibration error is over ten bins of equal width (Naeini et al. 2015). A denial taken for an
accusation, or the accuser for the accused, is what must not leave as an alert.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gates.findings import GATE, HERE
from gates.floors import missed, verdict
from gates.gold import Gold, read_sets
from vedette.code import load
from vedette.code.matching import agrees, match
from vedette.records import Finding

BINS = 10
NAMED = ("accuser", "accused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding, and whether it is right."""

    finding: Finding
    right: bool

    @property
    def type(self) -> str:
        return self.finding.type

    @property
    def confidence(self) -> float:
        return self.finding.confidence


def right(gold: Finding, guess: Finding) -> bool:
    """Say whether a matched finding is right in the sense of its confidence."""
    if gold.type == "incident":
        return gold.kind == guess.kind
    return gold.type != "attribution" or all(_same(gold, guess, name) for name in NAMED)


def _same(gold: Finding, guess: Finding, name: str) -> bool:
    wanted, given = gold.fields.get(name, ()), guess.fields.get(name, ())
    if not wanted or not given:
        return not wanted and not given
    return any(agrees(name, one, other, {}) for one in wanted for other in given)


def judged(pairs: Iterable[tuple[Gold, Sequence[Finding]]]) -> Iterator[Judged]:
    """Judge every finding; what gold calls optional counts neither way."""
    for gold, guesses in pairs:
        partner = {j: i for i, j in match(gold.findings, guesses).items()}
        for number, guess in enumerate(guesses):
            wanted = gold.findings[partner[number]] if number in partner else None
            if wanted is None or wanted.id not in gold.optional:
                held = wanted is not None and right(wanted, guess)
                yield Judged(finding=guess, right=held)


def reliability(rows: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """Give mean confidence, share that is right, and count of each bin that is not empty."""
    bins: dict[int, list[Judged]] = {}
    for row in rows:
        bins.setdefault(min(int(row.confidence * BINS), BINS - 1), []).append(row)
    return [
        (
            sum(row.confidence for row in listed) / len(listed),
            sum(row.right for row in listed) / len(listed),
            len(listed),
        )
        for _, listed in sorted(bins.items())
    ]


def calibration_error(rows: Sequence[Judged]) -> float:
    """Give the expected calibration error, from 0 to 1; 0 where nothing was found."""
    off = sum(count * abs(sure - share) for sure, share, count in reliability(rows))
    return round(off / len(rows), 4) if rows else 0.0


def figures(
    rows: Sequence[Judged], wanted: Mapping[str, int], alert: Mapping[str, float]
) -> dict[str, float]:
    """Give calibration errors, and precision and recall of what may raise an alert."""
    found = {"ece": calibration_error(rows)}
    for type_ in sorted({row.type for row in rows}):
        found[f"ece_{type_}"] = calibration_error([row for row in rows if row.type == type_])
    for type_, floor in alert.items():
        sent = [row for row in rows if row.type == type_ and row.confidence >= floor]
        correct = sum(row.right for row in sent)
        found[f"alert_{type_}_precision"] = round(correct / len(sent), 4) if sent else 1.0
        found[f"alert_{type_}_recall"] = round(correct / wanted[type_], 4)
        found[f"alert_{type_}_sent"] = float(len(sent))
    return found


def main(arguments: Sequence[str]) -> int:
    """Judge, print, and compare with the floors."""
    drawn = Path(arguments[arguments.index("--picture") + 1]) if "--picture" in arguments else None
    named = [Path(a) for a in arguments if not a.startswith("--") and Path(a) != drawn]
    settings = tomllib.loads((HERE / "confidence.toml").read_text("utf-8"))
    golds = read_sets(named or GATE)
    coder = load()
    rows = list(judged((gold, coder.code(gold.article).findings) for gold in golds))
    wanted = {
        type_: sum(
            finding.type == type_ and finding.id not in gold.optional
            for gold in golds
            for finding in gold.findings
        )
        for type_ in settings["alert"]
    }
    reached = figures(rows, wanted, settings["alert"])
    if drawn:
        drawn.write_text(picture(rows), "utf-8")
    print(json.dumps(reached) if "--json" in arguments else _table(rows, reached))
    return 0 if named else verdict(missed(settings, reached))


_SIDE, _EDGE = 320, 40


def picture(rows: Sequence[Judged]) -> str:
    """Draw confidence against the share that is right; the area of a dot is the count behind it."""
    found = reliability(rows)
    most = max((count for *_, count in found), default=1)
    dots = "".join(
        f'<circle cx="{_EDGE + sure * _SIDE:.0f}" cy="{_EDGE + (1 - share) * _SIDE:.0f}"'
        f' r="{3 + 13 * (count / most) ** 0.5:.1f}"><title>{count} findings of about {sure:.2f}:'
        f" {share:.2f} right</title></circle>"
        for sure, share, count in found
    )
    marks = "".join(
        f'<text x="{_EDGE + part * _SIDE:.0f}" y="{_EDGE + _SIDE + 18}">{part:g}</text>'
        f'<text x="{_EDGE - 14}" y="{_EDGE + (1 - part) * _SIDE + 4:.0f}">{part:g}</text>'
        for part in (0, 0.5, 1)
    )
    low, high = _EDGE, _EDGE + _SIDE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {high + _EDGE} {high + _EDGE}"'
        ' role="img" font-family="sans-serif" font-size="12" text-anchor="middle">'
        f"<title>Reliability: {len(rows)} findings, calibration error"
        f' {calibration_error(rows):.3f}</title><rect width="100%" height="100%" fill="#fff"/>'
        f'<path d="M{low} {low}V{high}H{high}" fill="none" stroke="#444"/>'
        f'<path d="M{low} {high}L{high} {low}" stroke="#999" stroke-dasharray="4 4"/>'
        f'<g fill="#1f5f8b" fill-opacity="0.75">{dots}</g>{marks}'
        f'<text x="{(low + high) // 2}" y="{high + 34}">confidence</text>'
        f'<text x="{low}" y="{low - 14}">share right</text></svg>\n'
    )


def _table(rows: Sequence[Judged], reached: Mapping[str, float]) -> str:
    lines = [f"{'confidence':>12}{'right':>8}{'count':>8}"]
    lines += [f"{sure:>12.2f}{share:>8.2f}{count:>8}" for sure, share, count in reliability(rows)]
    return "\n".join([*lines, *(f"{name:<30}{value:>8.3f}" for name, value in reached.items())])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
