"""What was said on one occasion, however many reports quote it.

Two reports quote one utterance where most of the rarer of what they quote is in both, by nobody
else, within days. Words of a template that comes again with other numbers are not the same. Who
said it, where, when, and in which words is compared: a speech that one outlet puts in Munich and
all others in Berlin is shown as such.
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

CONTENT: Final = {"statement": "content", "pledge": "act", "forecast": "event", "call": "action"}
SPEAKER: Final = {
    "statement": "speaker", "pledge": "promisor", "forecast": "forecaster", "call": "caller",
}  # fmt: skip
SHARED: Final = 0.5
"""Least share of the lighter content that the other must have."""
WEIGHT: Final = 1.5
"""Least weight of what is shared, of two rare words: "they would not comment" is said every day."""
DAYS: Final = 4
"""Longest time between reports on one occasion; later ones quote an older report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One finding that quotes somebody, and what it is compared by."""

    saying: Saying
    type: str
    content: frozenset[str]
    speaker: frozenset[str]
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
        content=frozenset(words.stems(quoted)),
        speaker=frozenset(cut for name in names for cut in words.names(f"by {name}")),
        numbers=words.numbers(quoted),
        day=_day(coding, sentence),
        place=_place(coding, sentence),
    )


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
    if days > DAYS or one.saying.article == other.saying.article:
        return False
    if one.speaker and other.speaker and not one.speaker & other.speaker:
        return False
    common = one.content & other.content
    return words.weight(common) >= WEIGHT and words.shared(one.content, other.content) >= SHARED


def utterances(
    listed: Sequence[tuple[Said, float]], origins: Mapping[str, str]
) -> tuple[list[Utterance], list[Disagreement]]:
    """Put together what several reports quote; each comes with its report's time in days."""
    by_key = {one.saying.finding + one.saying.article: (one, at) for one, at in listed}
    links: dict[str, list[str]] = defaultdict(list)
    for (name, (one, at)), (key, (other, then)) in combinations(sorted(by_key.items()), 2):
        if one_occasion(one, other, abs(at - then)):
            links[name].append(key)
    found: list[Utterance] = []
    differing: list[Disagreement] = []
    for component in components(links):
        quoted = sorted(
            (by_key[key] for key in component), key=lambda p: (p[1], p[0].saying.finding)
        )
        utterance = _utterance([one for one, _ in quoted])
        found.append(utterance)
        differing += _differing(utterance.id, [one for one, _ in quoted], origins)
    return sorted(found, key=lambda one: one.id), differing


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
    """Compare day, place, and the numbers in the words; copies stand with their origin."""
    told = {
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
