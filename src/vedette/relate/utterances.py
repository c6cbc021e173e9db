"""What was said on one occasion, however many reports quote it.

Two reports quote one utterance where they share a run of words, whoever they give it to, or where
most of the rarer of what they quote is in both, by nobody else, within days. Words of a template
that comes again with other numbers are not the same. Who said it, where, when, and in which words
is compared: a speech that one outlet puts in Munich and all others in Berlin is shown as such.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from vedette.records import (
    Article,
    Coding,
    Disagreement,
    Field,
    Finding,
    Saying,
    Side,
    Span,
    Utterance,
    digest,
)
from vedette.relate import words
from vedette.relate.clusters import components
from vedette.relate.days import interval, written
from vedette.relate.places import FINE
from vedette.relate.words import Cuts

CONTENT: Final = {"statement": "content", "pledge": "act", "forecast": "event", "call": "action"}
SPEAKER: Final = {
    "statement": "speaker", "pledge": "promisor", "forecast": "forecaster", "call": "caller",
}  # fmt: skip
SHARED: Final = 0.5
"""Least share of the lighter content that the other must have."""
WEIGHT: Final = 1.0
"""Least weight of what is shared: "they would not comment" is said every day. Of the 73 pairs of
quotations of the development streams whose both ends a coder marked 1.5 leaves 41, 1.0 leaves 47,
and none that is found is of two utterances."""
DAYS: Final = 4
"""Longest time between reports on one occasion that put it in other words."""
RUN: Final = 5
"""Words in a row that make a quotation: with four, "it was not an" is one."""
RUN_WEIGHT: Final = 0.5
"""Least weight of such a run: "has nothing to do with" has 0.49."""
LATER: Final = 60
"""Days for which a quotation in its own words is known again."""
_ROLES: Final = """
admiral ambassador attorney brigadier captain chief chancellor colonel commander defence defense
director doctor foreign general governor inspector interior major mayor minister police premier
president prime professor prosecutor secretary senator spokesman spokeswoman
"""
ROLES: Final = frozenset(map(words.stem, _ROLES.split()))
"""Capitalised words before a name that are none of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding that quotes somebody, and what it is compared by."""

    saying: Saying
    type: str
    content: Cuts
    runs: frozenset[tuple[str, ...]]
    speaker: frozenset[str]
    person: frozenset[str]
    numbers: frozenset[str]
    day: str = ""
    place: str = ""


def said(article: Article, coding: Coding) -> tuple[Said, ...]:
    """Give everything that an article quotes, in the order of its findings."""
    return tuple(
        _said(article, coding, finding)
        for finding in coding.findings
        if finding.type in CONTENT and any(f.text for f in _contents(finding))
    )


def _contents(finding: Finding) -> tuple[Field, ...]:
    return finding.fields.get(CONTENT[finding.type], ())


def _said(article: Article, coding: Coding, finding: Finding) -> Said:
    quoted = " ".join(entry.text or "" for entry in _contents(finding))
    names = [f.text for f in finding.fields.get(SPEAKER[finding.type], ()) if f.text]
    anchor = finding.anchor[0] if finding.anchor else next(f.span for f in _contents(finding))
    assert anchor is not None
    sentence = Span(*words.sentence_at(article.text, anchor.start))
    return Said(
        saying=Saying(
            article=article.id, finding=finding.id, words=quoted, speaker=names[0] if names else ""
        ),
        type=finding.type,
        content=Cuts(words.stems(quoted)),
        runs=_runs(quoted),
        person=_person(names[0]) if names else frozenset(),
        speaker=frozenset(cut for name in names for cut in words.names(f"by {name}")),
        numbers=words.numbers(quoted),
        day=_day(coding, sentence),
        place=_place(coding, sentence),
    )


def _runs(quoted: str) -> frozenset[tuple[str, ...]]:
    """Give every run of words that is known again, by its stems."""
    listed = [words.stem(word) for word in words.WORD.findall(quoted)]
    runs = zip(*(listed[n:] for n in range(RUN)), strict=False)
    return frozenset(run for run in runs if words.weight(set(run)) >= RUN_WEIGHT)


def _person(speaker: str) -> frozenset[str]:
    """Give the stems of a full name at the end of how somebody is called, nothing for a role.

    >>> sorted(_person("police attorney Sindre Aasgjerd")), _person("the Minister of Public Order")
    (['aasgje', 'sindre'], frozenset())
    """
    listed = words.WORD.findall(speaker)
    start = len(listed)
    while start and listed[start - 1][0].isupper():
        start -= 1
    if start and listed[start - 1] in {"of", "for", "at", "in"}:
        return frozenset()
    name = [cut for cut in map(words.stem, listed[start:]) if cut not in ROLES]
    return frozenset(name if len(name) > 1 else ())


def _day(coding: Coding, sentence: Span) -> str:
    """Give the day that a sentence names, where it is one."""
    found = {
        written(days)
        for time in coding.times
        if sentence.start <= time.span.start < sentence.end
        if (days := interval(time.value)) and days.first == days.last
    }
    return min(found) if len(found) == 1 else ""


def _place(coding: Coding, sentence: Span) -> str:
    """Give the town that a sentence names, where it is one."""
    found = {
        place.text
        for place in coding.places
        if sentence.start <= place.span.start < sentence.end
        if not place.metonym and place.precision in FINE
    }
    return min(found) if len(found) == 1 else ""


def one_occasion(one: Said, other: Said, days: float) -> bool:
    """Say whether two reports so many days apart quote the same utterance."""
    if days > LATER or one.saying.article == other.saying.article:
        return False
    if one.runs & other.runs:
        return True
    if days > DAYS:
        return False
    if one.speaker and other.speaker and not one.speaker & other.speaker:
        return False
    common = one.content & other.content
    return words.weight(common) >= WEIGHT and words.shared(one.content, other.content) >= SHARED


def utterances(
    listed: Sequence[tuple[Said, float]], origins: Mapping[str, str]
) -> tuple[list[Utterance], list[Disagreement]]:
    """Put together what several reports quote; each comes with its report's time in days.

    What one report quotes comes in the order of its text, which the ids of findings do not have.
    """
    held = list(
        {(one.saying.article, one.saying.finding): (one, at) for one, at in listed}.values()
    )
    links: dict[int, list[int]] = defaultdict(list)
    for (n, (one, at)), (m, (other, then)) in combinations(enumerate(held), 2):
        if one_occasion(one, other, abs(at - then)):
            links[n].append(m)
    found: list[Utterance] = []
    differing: list[Disagreement] = []
    for component in components(links):
        ranked = sorted(component, key=lambda n: (held[n][1], n))
        quoted = [held[n][0] for n in ranked]
        utterance = _utterance(quoted)
        found.append(utterance)
        differing += _differing(utterance.id, quoted, origins)
    return sorted(found, key=lambda one: one.id), differing


def _persons(quoted: Sequence[Said]) -> list[tuple[str, Said]]:
    """Give who says it by each report that gives a full name, one of name for each person."""
    called: list[tuple[frozenset[str], str]] = []
    found = []
    for one in quoted:
        if one.person:
            known = next((name for stems, name in called if stems & one.person), None)
            if known is None:
                known = one.saying.speaker
                called.append((one.person, known))
            found.append((known, one))
    return found


def _utterance(quoted: Sequence[Said]) -> Utterance:
    first = quoted[0]
    speaker = next((one.saying.speaker for one in quoted if one.speaker), first.saying.speaker)
    return Utterance(
        id=digest("utterance", first.saying.article, first.saying.finding),
        type=first.type,
        speaker=speaker,
        sayings=tuple(one.saying for one in quoted),
    )


def _differing(
    about: str, quoted: Sequence[Said], origins: Mapping[str, str]
) -> Iterator[Disagreement]:
    """Compare speaker, day, place, and the numbers in the words; copies stand with their origin."""
    told = {
        "speaker": _persons(quoted),
        "day": [(one.day, one) for one in quoted if one.day],
        "place": [(one.place, one) for one in quoted if one.place],
        "words": [(" ".join(sorted(one.numbers)), one) for one in quoted if one.numbers],
    }
    for name, pairs in told.items():
        sides: dict[str, list[str]] = defaultdict(list)
        for value, one in pairs:
            sides[value].append(one.saying.article)
        voices = {origins.get(one.saying.article, one.saying.article) for _, one in pairs}
        if len(sides) > 1 and len(voices) > 1:
            yield Disagreement(
                about=about,
                field=name,
                sides=tuple(
                    Side(value=value, articles=tuple(dict.fromkeys(articles)))
                    for value, articles in sides.items()
                ),
            )
