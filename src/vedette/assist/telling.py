"""The desk's answers as an assistant gets them: with words, spans and grades, and bounded.

A quotation is the sentence in which a finding stands; `start` and `end` say where in the article's
text its own words are. `grade` is a mark of the NATO Admiralty code.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from vedette.answers import Account, Head, IncidentLine, IncidentSheet, Line, Quote
from vedette.records import Finding, Span

ACCOUNTS: Final = 12
"""Reports of one incident that are quoted: a page of text. All are counted."""
FEW: Final = 2
"""Reports that a list quotes of each incident."""
LONGEST: Final = 400
"""Characters of a quotation; a sentence that is longer is cut around its words."""

Graded = Callable[[str], str]
"""Gives the reliability of a source, by its id."""

Told = dict[str, Any]


def plain(record: Any) -> Any:
    """Give a record as JSON's own types."""
    return msgspec.to_builtins(record)


def finding(line: Line, grade: Graded) -> Told:
    """Tell one finding, with the words behind each of its fields."""
    one = line.finding
    return {
        "id": one.id,
        "type": one.type,
        "kind": one.kind,
        "confidence": one.confidence,
        "in_review": line.review,
        "fields": _fields(one),
        "accusers": list(line.accusers),
        "words": _words(line.sentence, line.sentence_start, one.anchor[0]),
        "report": {
            "article": line.article,
            "title": line.title,
            "outlet": line.outlet,
            "source": line.source,
            "url": line.url,
            "language": line.language,
            "published": plain(line.published),
            "known": plain(line.known),
            "reliability": grade(line.source),
            "copies": line.copies,
        },
        "coder": line.coder,
    }


def cited(one: Finding, text: str) -> Told:
    """Tell one finding of a text, with the stretch of it in which its words stand."""
    first = one.anchor[0]
    begin = max(0, first.start - LONGEST // 2)
    stretch = text[begin : first.end + LONGEST // 2]
    return {
        "id": one.id,
        "type": one.type,
        "kind": one.kind,
        "confidence": one.confidence,
        "fields": _fields(one),
        "words": _words(stretch, begin, first),
    }


def incident(sheet: IncidentSheet, most: int = FEW) -> Told:
    """Tell one incident: what is coded, how far to be believed, and the words of its reports.

    Copies are counted, not quoted.
    """
    own = _own(sheet.accounts)
    return {
        **line(sheet.line),
        "accusations_and_answers": [plain(one) for one in sheet.charges],
        "disagreements": [plain(one) for one in sheet.disagreements],
        "stages": [
            {
                "status": climb.step.status,
                "at": plain(climb.step.at),
                "words": _words(climb.sentence, climb.sentence_start, climb.words),
                "accused_by": list(climb.by),
            }
            for climb in sheet.climbs
        ],
        "grade_because": plain(sheet.grade),
        "may_be_the_same": [one.id for one in sheet.kin],
        "reports_quoted": [account(one) for one in own[:most]],
        "reports_of_their_own": len(own),
    }


def line(told: IncidentLine) -> Told:
    """Tell an incident as lists have it."""
    return {name: value for name, value in plain(told).items() if value not in (None, [], "")}


def account(told: Account) -> Told:
    """Tell what one report says, in its words."""
    return {
        "report": head(told.head),
        "grade": told.grade,
        "words": _words(told.sentence, told.sentence_start, told.telling.words),
        "fields": _fields(told.finding) if told.finding else {},
        "confidence": told.telling.confidence,
        "in_review": told.review,
    }


def quote(told: Quote) -> Told:
    """Tell what one report quotes, and where it stands in it."""
    return {"report": head(told.head), "saying": plain(told.saying), "span": plain(told.span)}


def head(told: Head) -> Told:
    """Name a report."""
    return {name: value for name, value in plain(told).items() if value is not None}


def _own(accounts: Iterable[Account]) -> list[Account]:
    """Give the reports that repeat none that is told too."""
    listed = list(accounts)
    there = {one.head.article for one in listed}
    return [one for one in listed if one.head.origin not in there]


def _fields(one: Finding) -> Mapping[str, list[Told]]:
    return {
        name: [
            {
                "words": part.text,
                "value": plain(part.value),
                "span": list(part.span) if part.span else None,
            }
            for part in parts
        ]
        for name, parts in one.fields.items()
    }


def _words(sentence: str, offset: int, span: Span) -> Told:
    """Give a sentence, cut around the words it is quoted for, and where those words stand."""
    spare = max(LONGEST - (span.end - span.start), 0) // 2
    first = max(span.start - offset - spare, 0)
    last = span.end - offset + spare
    cut = sentence[first:last] if len(sentence) > LONGEST else sentence
    return {"quotation": cut.strip(), "start": span.start, "end": span.end}
