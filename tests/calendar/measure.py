"""Scores the calendar on the invented streams: calls, what answers them, steps and levels.

    python -m tests.calendar.measure odd|even [--coder]

With `--coder` the articles are coded by the coder that ships, and its findings stand in the place
of those that a reader marked: a finding counts for the call or step whose marked words it overlaps.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from tests.calendar.streams import Stream, Told, streams
from tests.pledges.streams import noon, printed

from vedette.calls import Call
from vedette.desk.stages import CODER, code_article
from vedette.records import Finding, Span


@dataclass(slots=True)
class Score:
    """Pairs of findings that are one call or step; standings, levels and counts that are right."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    standings: int = 0
    asked: int = 0
    levels: int = 0
    heights: int = 0
    steps: int = 0
    lanes: int = 0
    findings: int = 0
    marked: int = 0

    def __str__(self) -> str:
        return (
            f"findings {self.findings} of {self.marked}; pairs: {self.right} right, {self.found} "
            f"found, {self.wanted} wanted; standing {self.standings} of {self.asked}; levels "
            f"{self.levels} of {self.heights}; lanes with the right steps {self.steps} of "
            f"{self.lanes}"
        )


def score(one: Stream, told: Told, of: Mapping[str, str], total: Score) -> list[str]:
    """Add a stream to a score; give what is wrong in it."""
    return [
        *_pairs(one, told, of, total),
        *_standings(one, told, of, total),
        *_levels(one, told, total),
    ]


def _pairs(one: Stream, told: Told, of: Mapping[str, str], total: Score) -> Iterable[str]:
    days = [a.published for a in one.articles]
    calls = told.calls().at(noon(max(days)))
    groups = [{plea.finding for plea in call.pleas} for call in calls]
    for track in told.tracks(max(days)):
        groups += [{seen.finding for seen in change.sightings} for change in track.changes]
    found = {
        frozenset(pair) for group in groups for pair in combinations(sorted(group & set(of)), 2)
    }
    wanted = {frozenset(pair) for pair in combinations(of, 2) if of[pair[0]] == of[pair[1]]}
    marked = {
        frozenset(pair) for pair in combinations(one.of, 2) if one.of[pair[0]] == one.of[pair[1]]
    }
    total.right += len(found & wanted)
    total.found += len(found)
    total.wanted += len(marked)
    total.findings += len(of)
    total.marked += len(one.of)
    if found != wanted:
        missed = len(marked) - len(found & wanted)
        yield f"{one.name}: {len(found - wanted)} pairs too many, {missed} missed"


def _standings(one: Stream, told: Told, of: Mapping[str, str], total: Score) -> Iterable[str]:
    calls = told.calls()
    for name, day, stands in one.standing:
        held = {finding for finding, label in of.items() if label == name}
        got = _standing(calls.at(noon(day)), held)
        total.asked += 1
        total.standings += got == stands
        if got != stands:
            yield f"{one.name}: {name} on {day} is {stands}, told as {got}"


def _standing(calls: Iterable[Call], findings: set[str]) -> str:
    """Give how the call stands that holds most of these findings."""
    held = [(len({p.finding for p in call.pleas} & findings), call) for call in calls]
    most, call = max(held, key=lambda pair: pair[0], default=(0, None))
    return call.standing if most and call else "not there"


def _levels(one: Stream, told: Told, total: Score) -> Iterable[str]:
    for country, day, level in one.levels:
        got = next((t.level for t in told.tracks(day) if t.country == country), None)
        total.heights += 1
        total.levels += got == level
        if got != level:
            yield f"{one.name}: the level of {country} on {day} is {level}, told as {got}"
    last = told.tracks(max(a.published for a in one.articles))
    for country, lane, count in one.steps:
        changes = [c for t in last if t.country == country for c in t.changes]
        got = sum(change.lane == lane for change in changes)
        total.lanes += 1
        total.steps += got == count
        if got != count:
            yield f"{one.name}: {country} has {count} steps of {lane}, told as {got}"


def coded(one: Stream) -> tuple[Told, dict[str, str]]:
    """Code a stream's articles; give what they tell, and the call or step of what was marked."""
    of: dict[str, str] = {}
    reports = []
    for article, report in zip(one.articles, one.reports, strict=True):
        findings = code_article(CODER, article).findings
        reports.append(printed(article, findings, report.origin))
        seen: set[str] = set()
        for finding in findings:
            near = [m for m in report.findings if m.id in one.of and _overlap(m, finding)]
            if near and near[0].id not in seen:
                seen.add(near[0].id)
                of[finding.id] = one.of[near[0].id]
    return Told.of(reports), of


def _overlap(marked: Finding, other: Finding) -> bool:
    if marked.type != other.type:
        return False
    return any(a.start < b.end and b.start < a.end for a in _spans(marked) for b in _spans(other))


def _spans(finding: Finding) -> list[Span]:
    entries = finding.fields.get("action", finding.fields.get("change", ()))
    return [*finding.anchor, *(entry.span for entry in entries if entry.span)]


def part_of(name: str) -> str:
    """Name the part in which a stream is: by its number."""
    return "odd" if int(name[:2]) % 2 else "even"


def main(which: str, *, by_coder: bool) -> None:
    """Score a part of the streams and print what is wrong."""
    total = Score()
    for one in streams():
        if part_of(one.name) == which:
            told, of = coded(one) if by_coder else (one.told, one.of)
            for line in score(one, told, of, total):
                sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{total}\n")


if __name__ == "__main__":
    main(sys.argv[1], by_coder="--coder" in sys.argv)
