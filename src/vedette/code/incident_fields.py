"""Fills the fields of an incident from the words around its mentions."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from vedette.code.phrases import Range, clause, is_passive, noun_phrase, subject_of, trimmed, verb_group
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.settings import days_of, dateline_end, located
from vedette.code.times import resolve_when, widen
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.kinds import kinds
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("incidents")
_KILLED = _WORDS.words("casualties.killed")
_INJURED = _WORDS.words("casualties.injured")
_NUMBERS = {word: n for n, word in enumerate(_WORDS.ordered("numbers"))}


@cache
def _means() -> Patterns:
    return Patterns({k.name: k.means for k in kinds() if k.means})


@cache
def _effects() -> Patterns:
    return Patterns({"effect": _WORDS.ordered("effect.words")})


@cache
def _series() -> Patterns:
    return Patterns({"series": _WORDS.ordered("series.words")})


@cache
def _targets() -> Patterns:
    return Patterns(lexicon("targets").classes("classes"))


@cache
def _agents() -> Patterns:
    return Patterns({"agent": _WORDS.ordered("actors.words")})


def add_fields(
    reading: Reading, proposal: Proposal, near: list[Sentence], after: list[Sentence]
) -> None:
    """Fill everything but the status; `near` are the mentions' sentences, the clearest first."""
    _add_when(reading, proposal, [*near, *after[:1]])
    _add_where(reading, proposal, [*near, *after])
    _add_target(reading, proposal, near)
    _add_means(reading, proposal, [*near, *after])
    _add_actor(reading, proposal, near)
    _add_effects(reading, proposal, [*near, *after])
    _add_casualties(reading, proposal, [*near, *after])
    _add_series(reading, proposal, near)


def _distance(span: Span, anchors: Iterable[Span]) -> int:
    return min(max(a.start - span.end, span.start - a.end, 0) for a in anchors)


def _add_when(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    for sentence in sentences:
        listed = []
        for time in days_of(reading, sentence):
            wide = widen(reading.text, time)
            value = resolve_when(wide, reading.published)
            if time.type != "DURATION" and value is not None and _past(value, reading):
                listed.append((_distance(wide.span, proposal.anchor), wide.span, value))
        if listed:
            _, span, value = min(listed)
            proposal.add("when", reading.field(span, value))
            return


def _past(value: str, reading: Reading) -> bool:
    if reading.published is None or not value[0].isdigit():
        return value != "FUTURE"
    first = value.split("/")[0]
    return first <= reading.published.isoformat()[: len(first)]


def _add_where(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    for sentence in sentences:
        start = dateline_end(reading, sentence)
        listed = [
            (_distance(span, proposal.anchor), span, country)
            for span, country in located(reading, sentence)
        ]
        body = [row for row in listed if row[1].start >= start] or listed
        if body:
            _, span, country = min(body, key=lambda row: (row[0], row[1]))
            proposal.add("where", reading.field(span, country))
            return


def _add_target(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    for sentence in sentences[:3]:
        listed = []
        for match in _targets().search(reading.words(sentence)):
            chunk = _chunk(sentence, match)
            if chunk is not None:
                span = sentence.span_of(*chunk)
                if not any(a.start <= span.start and span.end <= a.end for a in proposal.anchor):
                    listed.append((_distance(span, proposal.anchor), span, match.name))
        if listed:
            _, span, name = min(listed)
            proposal.add("target", reading.field(span, name))
            return


def _chunk(sentence: Sentence, match: Match) -> Range | None:
    """Give the noun phrase around a match."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return None
    head = span.root
    while head.dep_ in {"compound", "amod", "nmod", "poss"} and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return trimmed(sentence.doc, *noun_phrase(head, joined=False))


def _add_means(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    for sentence in sentences:
        found = [m for m in _means().search(reading.words(sentence)) if m.name == proposal.kind]
        if found:
            match = max(found, key=lambda m: (m.end - m.start, -m.start))
            at = sentence.span.start
            proposal.add("means", reading.field(Span(at + match.start, at + match.end)))
            return


def _add_actor(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    for sentence in sentences:
        for token in sentence.doc:
            country = country_of(token.text) if token.pos_ in {"PROPN", "ADJ"} else None
            if country in _WORDS.words("actors.states"):
                head = token
                while head.dep_ in {"compound", "amod", "nmod", "poss"} and head.head.i > head.i:
                    head = head.head
                if head.dep_ == "pobj" and head.head.lower_ in {"in", "from", "with", "to", "near", "into"}:
                    continue
                span = sentence.span_of(*noun_phrase(head, joined=False))
                if any(w in reading.text[span.start : span.end].lower() for w in _WORDS.words("actors.never")):
                    continue
                proposal.add("actor", reading.field(span, country))
                return


def _add_effects(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    count = 0
    for sentence in sentences:
        for match in _effects().search(reading.words(sentence)):
            chunk = _consequence(sentence, match)
            if chunk is None:
                continue
            span = sentence.span_of(*chunk)
            if any(s.start < span.end and span.start < s.end for s in proposal.spans("effect")):
                continue
            proposal.add("effect", reading.field(span))
            count += 1
            if count == 2:
                return


def _consequence(sentence: Sentence, match: Match) -> Range | None:
    """Give the clause that tells a consequence, without a subject that only causes it."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return None
    verb = span.root
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    without: set[int] = set()
    for child in verb.children:
        if child.dep_ in {"advcl", "conj", "ccomp", "parataxis", "relcl", "cc"} or (child.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in verb.children)):
            without.update(t.i for t in child.subtree)
    members = sorted(t.i for t in verb.subtree if t.i not in without)
    first = last = verb.i
    inside = set(members)
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return trimmed(sentence.doc, first, last)


def _add_casualties(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    for name, words in (("killed", _KILLED), ("injured", _INJURED)):
        for sentence in sentences:
            for token in sentence.doc:
                if token.lower_ in words and name not in proposal.fields:
                    number = _number_near(token)
                    if number is not None:
                        proposal.add(name, reading.field(sentence.span_of(number.i, number.i), _count(number)))


def _number_near(token: Token) -> Token | None:
    """Give the number that counts the killed or hurt: among the verb's own subjects and objects."""
    for child in token.subtree:
        if child.like_num and child.dep_ in {"nummod", "nsubj", "nsubjpass", "dobj"}:
            return child
    return next((c for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"} for c in c.subtree if c.like_num), None)


def _count(number: Token) -> int | None:
    digits = number.text.replace(",", "")
    return int(digits) if digits.isdigit() and len(digits) < 9 else _NUMBERS.get(number.lower_)


def _add_series(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    words = " ".join(reading.words(s) for s in sentences[:2])
    proposal.fields["series"] = [Field(value=bool(_series().names(words)))]
