"""Scores codings against gold, as section 8 of the coding guide says.

Findings of one type are paired one to one, most overlap first. Then detection, and every field
entry of every finding, count as right, predicted and wanted; the headline is the mean over the
types of the F1 of field entries, so that rare types weigh as much as statements.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gates.gold import REFERENCES, Gold
from vedette.records import Field, Finding, Span

CONTENT = {
    "statement": "content",
    "pledge": "act",
    "forecast": "event",
    "call": "action",
    "posture": "change",
}
_BY_VALUE = frozenset({"status", "modality", "direction", "quote", "firmness", "state", "series"})
_OR_VALUE = frozenset({"when", "due", "made", "horizon", "killed", "injured", "target"})
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Tally:
    """Right, predicted and wanted, and what follows from the three."""

    right: int = 0
    predicted: int = 0
    wanted: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.right += other.right
        self.predicted += other.predicted
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """All figures of one run."""

    detection: dict[str, Tally] = field(default_factory=dict)
    types: dict[str, Tally] = field(default_factory=dict)
    fields: dict[str, Tally] = field(default_factory=dict)
    any_kind: Tally = field(default_factory=Tally)
    micro: Tally = field(default_factory=Tally)
    bad_spans: int = 0
    clean: int = 0
    alarms: int = 0

    @property
    def ledger(self) -> float:
        """The headline: the mean over the types of their field entries' F1."""
        return sum(t.f1 for t in self.types.values()) / len(self.types) if self.types else 0.0

    @property
    def per_100_clean(self) -> float | None:
        """Findings per hundred articles that have none; None without such articles."""
        return round(100 * self.alarms / self.clean, 1) if self.clean else None


def score(pairs: Iterable[tuple[Gold, Sequence[Finding]]]) -> Score:
    """Score what a coder found in each article against its gold."""
    total = Score()
    for gold, guesses in pairs:
        _score_article(total, gold, guesses)
    return total


def _score_article(total: Score, gold: Gold, guesses: Sequence[Finding]) -> None:
    total.bad_spans += sum(_bad_spans(gold.article.text, guess) for guess in guesses)
    if not gold.findings:
        total.clean += 1
        total.alarms += len(guesses)
    matched = match(gold.findings, guesses)
    renamed = {guesses[j].id: gold.findings[i].id for i, j in matched.items()}
    for i, wanted in enumerate(gold.findings):
        if wanted.id not in gold.optional:
            guess = guesses[matched[i]] if i in matched else None
            _count(total, wanted, guess, renamed)
    taken = set(matched.values())
    for j, guess in enumerate(guesses):
        if j not in taken:
            _count(total, None, guess, renamed)


def _bad_spans(text: str, guess: Finding) -> int:
    fields = (e for listed in guess.fields.values() for e in listed)
    bad = sum(e.span is not None and text[e.span.start : e.span.end] != e.text for e in fields)
    return bad + sum(not 0 <= s.start < s.end <= len(text) for s in guess.anchor)


def _count(
    total: Score, wanted: Finding | None, guess: Finding | None, renamed: Mapping[str, str]
) -> None:
    """Count one pair, one miss (no guess) or one false alarm (nothing wanted)."""
    finding = wanted or guess
    if finding is None:
        return
    right = wanted is not None and guess is not None
    found = Tally(int(right), int(guess is not None), int(wanted is not None))
    if finding.type == "incident":
        total.any_kind.add(found)
    if wanted is not None and guess is not None and wanted.kind != guess.kind:
        found = Tally(0, 1, 1)
    total.detection.setdefault(finding.type, Tally()).add(found)
    for name, tally in _field_tallies(wanted, guess, renamed).items():
        total.fields.setdefault(f"{finding.type}.{name}", Tally()).add(tally)
        total.types.setdefault(finding.type, Tally()).add(tally)
        total.micro.add(tally)


def _field_tallies(
    wanted: Finding | None, guess: Finding | None, renamed: Mapping[str, str]
) -> dict[str, Tally]:
    golds = list(entries(wanted)) if wanted else []
    tallies: dict[str, Tally] = {}
    used: set[int] = set()
    for name, entry in entries(guess) if guess else ():
        tally = tallies.setdefault(name, Tally())
        tally.predicted += 1
        for number, (other, gold) in enumerate(golds):
            if number not in used and other == name and agrees(name, gold, entry, renamed):
                used.add(number)
                tally.right += 1
                break
    for name, _ in golds:
        tallies.setdefault(name, Tally()).wanted += 1
    return tallies


def entries(finding: Finding) -> Iterator[tuple[str, Field]]:
    """Give every field entry of a finding with its field's name, an incident's kind among them."""
    if finding.type == "incident":
        yield "kind", Field(value=finding.kind)
    for name, listed in finding.fields.items():
        for entry in listed:
            yield name, entry


def agrees(name: str, gold: Field, guess: Field, renamed: Mapping[str, str]) -> bool:
    """Say whether a predicted entry is right: by its words, or by its value where that decides."""
    if name in REFERENCES:
        return renamed.get(str(guess.value)) == gold.value
    known = gold.value is not None and guess.value is not None
    if known and gold.text is None:
        return guess.value == gold.value
    if name in _BY_VALUE:
        return guess.value == gold.value
    if known and guess.text is None and guess.value == gold.value:
        return True
    same = guess.value is not None and guess.value == gold.value
    return overlap_f1(gold.text, guess.text) >= 0.5 or (name in _OR_VALUE and same)


def match(golds: Sequence[Finding], guesses: Sequence[Finding]) -> dict[int, int]:
    """Pair findings one to one, best affinity first; gold numbers to guess numbers."""
    ranked = sorted(
        (-affinity(gold, guess), i, j)
        for i, gold in enumerate(golds)
        for j, guess in enumerate(guesses)
        if gold.type == guess.type
    )
    pairs: dict[int, int] = {}
    for negative, i, j in ranked:
        if negative < 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def affinity(gold: Finding, guess: Finding) -> float:
    """Tell how well two findings of one type match; 0 means not at all."""
    shared = max(_shared(a, b) for a in gold.anchor for b in guess.anchor)
    total = 1 + shared / 100 if shared > 0 else 0.0
    name = CONTENT.get(gold.type)
    if name:
        same = overlap_f1(_joined(gold, name), _joined(guess, name))
        total = total + same if total else (same if same >= 0.5 else 0.0)
    if total and gold.type == "incident":
        total += gold.kind == guess.kind
    return total


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _joined(finding: Finding, name: str) -> str:
    return " ".join(entry.text or "" for entry in finding.fields.get(name, ()))


def overlap_f1(one: str | None, other: str | None) -> float:
    """Give the F1 of two texts' words, case apart.

    >>> overlap_f1("the port of Izmail", "Izmail port")
    0.6666666666666666
    """
    a, b = _words(one), _words(other)
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def _words(text: str | None) -> Counter[str]:
    return Counter(word.lower() for word in _WORD.findall(text or ""))
