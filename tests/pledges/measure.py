"""Scores the register on the invented streams: which findings are one pledge, and how it stands.

    python -m tests.pledges.measure odd|even|late [--coder]

With `--coder` the articles are coded by the coder that ships, and its findings stand in the place
of those that a reader marked: a finding counts for the pledge whose marked words it overlaps.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.pledges.streams import Stream, noon, printed, streams

from vedette.assess.pledges.promises import Promise
from vedette.assess.pledges.register import Register
from vedette.desk.officials import read_all
from vedette.desk.stages import CODER, code_article
from vedette.ledger.promised import promised
from vedette.pledged import Pledge
from vedette.relate import words
from vedette.relate.words import alike


@dataclass(slots=True)
class Score:
    """Pairs of findings that are one pledge, and standings that are right."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    standings: int = 0
    asked: int = 0
    findings: int = 0
    marked: int = 0

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        return (
            f"findings {self.findings} of {self.marked}; pairs: precision {precision:.3f}, "
            f"recall {recall:.3f} ({self.right} right, {self.found} found, {self.wanted} wanted); "
            f"standing {self.standings} of {self.asked} = {self.standings / max(1, self.asked):.3f}"
        )


def register(promises: Iterable[Promise]) -> Register:
    """Fold promises with the official figures and papers that ship."""
    tables, declared = read_all(())
    return Register(promises, tables, declared, stems=words.stems, alike=alike)


def score(one: Stream, promises: Sequence[Promise], of: dict[str, str], total: Score) -> list[str]:
    """Add a stream to a score; give what is wrong in it."""
    folded, wrong = register(promises), []
    last = folded.at(noon(max(day for _, day, _ in one.standing)))
    groups = [{b.finding for b in pledge.bearings if b.finding in of} for pledge in last]
    found = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    wanted = {frozenset(pair) for pair in combinations(of, 2) if of[pair[0]] == of[pair[1]]}
    told = {
        frozenset(pair) for pair in combinations(one.of, 2) if one.of[pair[0]] == one.of[pair[1]]
    }
    total.right += len(found & wanted)
    total.found += len(found)
    total.wanted += len(told)
    total.findings += len(of)
    total.marked += len(one.of)
    if found != wanted:
        missed = len(told) - len(found & wanted)
        wrong.append(f"{one.name}: {len(found - wanted)} pairs too many, {missed} missed")
    for name, day, stands in one.standing:
        total.asked += 1
        got = _standing(folded.at(noon(day)), {f for f, label in of.items() if label == name})
        total.standings += got == stands
        if got != stands:
            wrong.append(f"{one.name}: {name} on {day} is {stands}, told as {got}")
    return wrong


def _standing(pledges: Sequence[Pledge], findings: set[str]) -> str:
    """Give how the pledge stands that holds most of these findings."""
    held = [(len({b.finding for b in p.bearings} & findings), p) for p in pledges]
    most, pledge = max(held, key=lambda pair: pair[0], default=(0, None))
    return pledge.standing if most and pledge else "not there"


def coded(one: Stream) -> tuple[list[Promise], dict[str, str]]:
    """Code a stream's articles; give its promises, and the pledge of each that was marked."""
    made, of, seen = [], {}, set()
    origins: dict[str, str] = {}

    for article in one.articles:
        origin = origins.setdefault(article.text, article.id)
        report = printed(article, code_article(CODER, article).findings, origin)
        for got in promised(report):
            made.append(got)
            near = [p for p in one.promises if p.article == article.id and _overlap(p, got)]
            if near and near[0].finding not in seen:
                seen.add(near[0].finding)
                of[got.finding] = one.of[near[0].finding]
    return made, of


def _overlap(one: Promise, other: Promise) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


LATE = 15
"""The first of the streams that were written when the register was done."""


def part_of(name: str) -> str:
    """Name the part in which a stream is: by its number."""
    number = int(name[:2])
    return "late" if number >= LATE else "odd" if number % 2 else "even"


def main(which: str, *, by_coder: bool) -> None:
    """Score a part of the streams and print what is wrong."""
    total = Score()
    for one in streams():
        if part_of(one.name) == which:
            promises, of = coded(one) if by_coder else (list(one.promises), one.of)
            for line in score(one, promises, of, total):
                sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{total}\n")


if __name__ == "__main__":
    main(sys.argv[1], by_coder="--coder" in sys.argv)
