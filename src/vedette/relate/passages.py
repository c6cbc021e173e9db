"""The sentences of a report that tell of an incident, and what they tell, where no coder did.

A report recognised by its words is asked for the sentence that has most of the words which other
reports use of the incident; what stands in it and beside it is read off by rule: the day, the
place, numbers of things and of people hurt. Stages and accusations are left to coders.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from vedette.records import Interval, Place, Span, Telling
from vedette.relate import words
from vedette.relate.contrasts import of_saying
from vedette.relate.days import interval, length, written
from vedette.relate.mentions import Known
from vedette.relate.numerals import casualties
from vedette.relate.passing import Sentences, passing, signs
from vedette.relate.places import ORDER, plain_spot
from vedette.relate.signatures import Signature
from vedette.relate.tellings import BESIDE, read_off

FILED: Final = 40
"""Code points at the start of a text, below its title, in which capitals are a dateline."""
LATEST: Final = 1
"""Days after the report up to which a date may be that of what it reports."""


REMEMBERED: Final = 2048
"""Passages and reports kept in memory: with each new report of an affair all those recognised
before are asked again, mostly for the same sentences."""


def telling_of(report: Signature, incident: Known, held: float) -> Telling:
    """Read off what a report tells of an incident that it is recognised to tell, by these odds.

    In passing it tells no stage, nor what it was: its title and opening tell that of another.
    """
    sentences = _sentences(report)
    best = _best(sentences, incident)
    told = _told(report, sentences[best][0], _around(sentences, best))
    if report.sketches and passing(signs(report, incident, sentences, best, held)):
        values = {name: given for name, given in told.values.items() if name != "nature"}
        told = replace(told, status=None, values=values, background=True)
    return replace(told, confidence=round(1 / (1 + math.exp(-held)), 2))


def passing_signs(report: Signature, incident: Known, held: float) -> tuple[float, ...]:
    """Give the signs by which a telling in passing is known, to learn from."""
    sentences = _sentences(report)
    return signs(report, incident, sentences, _best(sentences, incident), held)


@lru_cache(maxsize=REMEMBERED)
def _told(report: Signature, best: Span, passage: Span) -> Telling:
    """Read off what a sentence of a report and the stretch around it tell."""
    text = report.text[passage.start : passage.end]
    when = _when(report, passage)
    filed = report.below + FILED
    places = [p for p in report.places if _within(p.span, passage) and not _aside(p, filed)]
    spots = sorted(map(plain_spot, places), key=lambda spot: ORDER[spot.precision])
    values = {
        "when": (written(when),) if when else (),
        "place": (spots[0].name,) if spots else (),
        "killed": tuple(dict.fromkeys(str(n) for n, _ in casualties(text, "killed"))),
        "injured": tuple(dict.fromkeys(str(n) for n, _ in casualties(text, "injured"))),
    }
    telling = Telling(
        article=report.article,
        finding=None,
        words=best,
        when=when,
        spot=spots[0] if spots else None,
        values={name: told for name, told in values.items() if told},
        confidence=0.0,
    )
    return read_off(telling, report.title, report.text, report.language)


def _best(sentences: Sentences, incident: Known) -> int:
    """Give the number of the sentence with most of an incident's words."""
    held = [_overlap(stems, incident) for _, stems in sentences]
    return max(range(len(held)), key=lambda n: (held[n], -n))


def _around(sentences: Sentences, best: int) -> Span:
    """Give the stretch around a sentence."""
    first, last = max(0, best - BESIDE), min(len(sentences) - 1, best + BESIDE)
    return Span(sentences[first][0].start, sentences[last][0].end)


@lru_cache(maxsize=REMEMBERED)
def _sentences(report: Signature) -> Sentences:
    """Give where each sentence of a report stands, with its stems."""
    text = report.text
    listed = [Span(*ends) for ends in words.sentences(text) if ends[0] >= report.below]
    found = listed or [Span(0, len(text))]
    cuts = (dict.fromkeys(words.stems(text[span.start : span.end])) for span in found)
    return tuple((span, tuple(held)) for span, held in zip(found, cuts, strict=True))


def _overlap(held: Iterable[str], incident: Known) -> float:
    return math.fsum(
        weights[cut]
        for weights in (incident.where, incident.around)
        for cut in held
        if cut in weights
    )


def _aside(place: Place, filed: int) -> bool:
    """Say whether a place is no location: a government, or where a report was filed."""
    return place.metonym or (place.span.start < filed and place.text.isupper())


def _within(span: Span, passage: Span) -> bool:
    return passage.start <= span.start and span.end <= passage.end


def _when(report: Signature, passage: Span) -> Interval | None:
    return min(_days(report, passage), key=length, default=None)


def _days(report: Signature, passage: Span) -> Iterator[Interval]:
    for time in report.times:
        days = interval(time.value) if time.type in {"DATE", "TIME"} else None
        near = _within(time.span, passage) and not of_saying(report.text, time.span.start)
        if days and near and (days.last - report.at.date()).days <= LATEST:
            yield days
