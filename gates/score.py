"""Scores codings against gold, as section 8 of the coding guide says.

Findings of one type are paired one to one, most overlap first. Then detection, and every field
entry of every finding, count as right, predicted and wanted; the headline is the mean over the
types of the F1 of field entries, so that rare types weigh as much as statements.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gates.gold import Gold
from vedette.code.matching import agrees, entries, match
from vedette.records import Finding


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

    def add(self, other: "Score") -> None:
        """Count the score of other articles in."""
        for mine, theirs in (
            (self.detection, other.detection),
            (self.types, other.types),
            (self.fields, other.fields),
        ):
            for name, tally in theirs.items():
                mine.setdefault(name, Tally()).add(tally)
        self.any_kind.add(other.any_kind)
        self.micro.add(other.micro)
        self.bad_spans += other.bad_spans
        self.clean += other.clean
        self.alarms += other.alarms

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
    return summed(scores(pairs))


def scores(pairs: Iterable[tuple[Gold, Sequence[Finding]]]) -> Iterator[Score]:
    """Score each article alone."""
    for gold, guesses in pairs:
        one = Score()
        _score_article(one, gold, guesses)
        yield one


def summed(parts: Iterable[Score]) -> Score:
    """Count the scores of articles together."""
    total = Score()
    for part in parts:
        total.add(part)
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
