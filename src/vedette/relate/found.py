"""What analysts have found themselves: their findings as a coding, made anew for each text.

A decision to `find` holds words, not places: each time the text or the coder's coding changes, the
words are looked for again, the nearest to where they stood. What is gone from the text is no
finding any longer, and comes back with its words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import msgspec

from vedette.records import (
    Aim,
    Article,
    Coding,
    Field,
    Finding,
    Place,
    Span,
    coding_id,
    digest,
    finding_id,
)
from vedette.relate.authors import rule_by
from vedette.relate.rulings import Ruling, meant
from vedette.taxonomy.codebook import REFERENCES

CODER: Final = "analysts@1"
"""Whose codings these are: the analysts of a desk, together."""
BESIDE: Final = "analysts"
"""The name under which they stand beside the coder's."""
GONE: Final = "findings whose words are no longer in the text"
"""What is counted of those that the text does not bear any longer."""


def name_of(text_hash: str, reader: str, finds: Iterable[Ruling], main: str) -> tuple[str, str]:
    """Give the id of what analysts found in a text, and what stands for its taxonomy.

    The same decisions on the same words beside the same coding, named by its id, are the same.
    """
    numbers = sorted(one.number for one in finds)
    taxonomy = digest(main, *map(str, numbers))
    return coding_id(text_hash, reader, CODER, taxonomy), taxonomy


def coding_of(article: Article, finds: Iterable[Ruling], main: Coding | None) -> Coding:
    """Give what analysts found in an article; `main` is the coding whose findings they may name."""
    listed = sorted(finds, key=lambda one: one.number)
    main_id = main.id if main else ""
    name, taxonomy = name_of(article.text_hash, article.reader, listed, main_id)
    made: dict[str, Finding] = {}
    places: list[Place] = []
    dropped: Counter[str] = Counter()
    for one in listed:
        told = [*(main.findings if main else ()), *made.values()]
        finding = _finding(name, article.text, one, told)
        if finding is None:
            dropped[GONE] += 1
            continue
        made[finding.id] = finding
        places += _places(article.text, one)
    return Coding(
        text_hash=article.text_hash,
        reader=article.reader,
        coder=CODER,
        taxonomy=taxonomy,
        findings=tuple(made.values()),
        places=tuple(places),
        dropped=dict(dropped),
    )


def joined(coding: Coding, found: Coding | None) -> Coding:
    """Give a coding with what analysts found beside it: reports are related by both."""
    if found is None or not found.findings:
        return coding
    return replace(
        coding,
        findings=(*coding.findings, *found.findings),
        places=(*coding.places, *found.places),
    )


def _finding(coding: str, text: str, one: Ruling, others: Sequence[Finding]) -> Finding | None:
    aim = one.aims[0] if one.aims else None
    anchor = located(text, aim.words, aim.at) if aim and aim.words else None
    if aim is None or anchor is None:
        return None
    fields = {
        name: entries
        for name, listed in sorted(one.change.get("fields", {}).items())
        if (entries := tuple(_entries(text, name, listed, others)))
    }
    kind = one.change.get("kind")
    return Finding(
        id=finding_id(coding, aim.type, kind, (anchor,), fields),
        type=aim.type,
        kind=kind,
        anchor=(anchor,),
        fields=fields,
        rule=rule_by(one.number, one.decision.author),
    )


def _entries(
    text: str, name: str, listed: Iterable[Mapping[str, Any]], others: Sequence[Finding]
) -> Iterator[Field]:
    """Give a field's entries as far as their words still stand; a value alone needs none."""
    for told in listed:
        span = located(text, told["words"], told.get("at")) if told.get("words") else None
        if told.get("words") and span is None:
            continue
        if name in REFERENCES:
            yield from _referred(text, name, span, others)
            continue
        value = told.get("value")
        yield Field(
            span=span,
            text=text[slice(*span)] if span else None,
            value=tuple(value) if isinstance(value, list) else value,
        )


def _referred(
    text: str, name: str, span: Span | None, others: Sequence[Finding]
) -> Iterator[Field]:
    """Give the finding that words name, by its id as it is now."""
    if span is None:
        return
    aim = Aim(article="", words=text[slice(*span)], at=span.start)
    named = [(one.id, one.anchor) for one in others if one.type == name]
    for known in meant(aim, text, named)[:1]:
        yield Field(value=known)


def _places(text: str, one: Ruling) -> Iterator[Place]:
    """Give the toponyms that were read when it was decided, where they stand now."""
    for told in one.change.get("places", ()):
        span = located(text, told["text"], told["span"][0])
        if span is not None:
            yield replace(msgspec.convert(told, Place), span=span)


def located(text: str, words: str, at: int | None = None) -> Span | None:
    r"""Find words in a text whatever blanks are between them, the nearest to where they stood.

    >>> located("A fire. A fire\nagain.", "A fire again"), located("A fire. A fire.", "A fire", 9)
    (Span(start=8, end=20), Span(start=8, end=14))
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return None
    found = [Span(*one.span()) for one in re.finditer(pattern, text)]
    return min(found, key=lambda span: abs(span.start - (at or 0)), default=None)
