"""What a report tells of each incident that a coder found in it, as it is compared.

A `Sketch` holds a `Telling` and the words by which it is known again in another report: those of
its place, of what was hit, and those around its anchors.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from vedette.blame import party
from vedette.records import Article, Coding, Finding, Interval, Span, Telling, Value
from vedette.relate import stages, words
from vedette.relate.authors import author_of
from vedette.relate.days import interval, length, written
from vedette.relate.nature import nature_of
from vedette.relate.numerals import counts
from vedette.relate.places import spot
from vedette.relate.words import Cuts
from vedette.taxonomy.ages import is_age
from vedette.taxonomy.countries import countries
from vedette.titled import below

AROUND: Final = 150
"""Code points on either side of an anchor whose words belong to it."""
ANCHORS: Final = 3
"""Anchors of which the words around count; later ones stand in comments and background."""
BESIDE: Final = 1
"""Sentences on either side of one that tells of an incident, of the same passage."""
LEAD: Final = 350
"""Code points at the start of a text: what is anchored there is what the report is about."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Sketch:
    """A telling, the stems by which its incident is known again, and all words that name it."""

    telling: Telling
    where: Cuts
    hit: Cuts
    around: Cuts
    classes: frozenset[str]
    lead: bool
    anchor: tuple[Span, ...] = ()


def sketches(article: Article, coding: Coding) -> tuple[Sketch, ...]:
    """Give a sketch of every incident of a coding, in the order of its findings."""
    return tuple(
        _sketch(article, coding, finding)
        for finding in coding.findings
        if finding.type == "incident"
    )


def _sketch(article: Article, coding: Coding, finding: Finding) -> Sketch:
    start, anchor = below(article.title, article.text), finding.anchor
    first = min(span.start for span in anchor)
    inside = tuple(span for span in anchor if span.start >= start)
    finding = replace(finding, anchor=inside or anchor)  # a title is another's words for it
    told = _telling(article, coding, finding)
    read = read_off(told, article.title, article.text, article.language)
    if author_of(finding) and told.status:  # he has read the whole report
        read = replace(read, status=told.status)
    around = " ".join(_around(article.text, finding.anchor[:ANCHORS]))
    return Sketch(
        telling=read,
        where=Cuts(_stems(finding, "where", names=True)),
        hit=Cuts(_stems(finding, "target")),
        around=Cuts(words.stems(around)),
        classes=frozenset(_values(finding, "target")),
        lead=first < start + LEAD,
        anchor=anchor,
    )


def _around(text: str, spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        yield text[max(0, span.start - AROUND) : span.end + AROUND]


def _stems(finding: Finding, name: str, *, names: bool = False) -> Iterator[str]:
    """Give the stems of a field's words, or of those that are capitalised."""
    for entry in finding.fields.get(name, ()):
        for word in words.WORD.findall(entry.text or ""):
            if not names or word[0].isupper():
                yield words.stem(word)


def _values(finding: Finding, name: str) -> Iterator[str]:
    for entry in finding.fields.get(name, ()):
        if isinstance(entry.value, str):
            yield entry.value


def _telling(article: Article, coding: Coding, finding: Finding) -> Telling:
    when = when_of(finding)
    where = spot(finding, coding.places)
    status = next(_values(finding, "status"), None)
    accused, firmness = blamed(coding, finding)
    values = {
        "kind": (finding.kind,) if finding.kind else (),
        "when": (written(when),) if when else (),
        "place": (where.name,) if where else (),
        "killed": _people(finding, "killed", article.text),
        "injured": _people(finding, "injured", article.text),
        "accused": accused,
    }
    return Telling(
        article=article.id,
        finding=finding.id,
        words=finding.anchor[0],
        kind=finding.kind,
        when=when,
        spot=where,
        status=status,
        firmness=firmness,
        values={name: told for name, told in values.items() if told},
        targets=tuple(sorted(set(_values(finding, "target")))),
        series=any(entry.value is True for entry in finding.fields.get("series", ())),
        confidence=finding.confidence,
    )


def read_off(telling: Telling, title: str, text: str, language: str) -> Telling:
    """Add what the words of a telling's sentence, of its neighbours and of the title say.

    In which stage an English report leaves the incident; whether it was deliberate; how many things
    there were, by the sentence and the title alone.
    """
    start = below(title, text)
    found = [span for span in words.sentences(text) if span[0] >= start] or [(start, len(text))]
    at = next((n for n, (_, end) in enumerate(found) if end > telling.words.start), 0)
    near = found[max(0, at - BESIDE) : at + BESIDE + 1]
    around = ". ".join([title, *(text[start:end] for start, end in near)])
    status, chance = telling.status, 1.0
    if language == "en":
        sight = stages.sight(title, text, start, telling.words)
        status, chance = stages.stage_of(sight, telling.status)
    opening = f"{title}. {text[slice(*found[0])]}"
    counted = (*counts(title), *counts(text[slice(*found[at])]))
    values = {
        **telling.values,
        "nature": nature_of(status, chance, around, opening),
        "count": tuple(dict.fromkeys(f"{n} {thing}" for thing, n, _ in counted)),
    }
    return replace(
        telling, status=status, values={name: told for name, told in values.items() if told}
    )


def when_of(finding: Finding) -> Interval | None:
    """Give the tightest interval among a finding's times; the first of equally tight ones."""
    told = [interval(value) for value in _values(finding, "when")]
    return min((days for days in told if days), key=length, default=None)


def blamed(coding: Coding, incident: Finding) -> tuple[tuple[str, ...], int]:
    """Give whom a coding's attributions of an incident accuse, and the highest firmness.

    A state is named by its code, anybody else by the words (`vedette.blame.party`).
    """
    accused: dict[str, None] = {}
    firmness = 0
    for finding in coding.findings:
        if finding.type != "attribution" or incident.id not in _values(finding, "incident"):
            continue
        for entry in finding.fields.get("accused", ()):
            accused.setdefault(party(entry))
        firmness = max(firmness, *_firmness(finding))
    return tuple(accused), firmness


def states(coding: Coding) -> tuple[str, ...]:
    """Give the states that a coding's attributions accuse, each once, whatever it is of."""
    told = (
        entry.value
        for finding in coding.findings
        if finding.type == "attribution"
        for entry in finding.fields.get("accused", ())
    )
    return tuple(dict.fromkeys(who for who in told if isinstance(who, str) and is_state(who)))


def is_state(accused: str) -> bool:
    """Say whether somebody accused is a state, which is named by its code."""
    return accused in countries()


def _firmness(finding: Finding) -> list[int]:
    told = [entry.value for entry in finding.fields.get("firmness", ())]
    return [value for value in told if isinstance(value, int)] or [0]


def _people(finding: Finding, name: str, text: str) -> tuple[str, ...]:
    """Give the numbers of people of a field, without what is somebody's age."""
    told: list[Value] = [
        entry.value
        for entry in finding.fields.get(name, ())
        if entry.span is None or not is_age(text, entry.span.start, entry.span.end)
    ]
    return tuple(
        f"{n[0]}-{n[1]}" if isinstance(n, tuple) else str(n)
        for n in told
        if isinstance(n, (int, tuple)) and not isinstance(n, bool)
    )
