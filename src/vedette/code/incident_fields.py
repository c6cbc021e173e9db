"""Fills the fields of an incident from the words around its mentions."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from vedette.code.phrases import Range, agent_of, is_passive, noun_phrase, subject_of, trimmed
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.settings import dateline_end, days_of, located, rank
from vedette.code.times import resolve_when, widen
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.kinds import kinds
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("incidents")
_KILLED = _WORDS.words("casualties.killed")
_INJURED = _WORDS.words("casualties.injured")
_STATES = _WORDS.words("actors.states")
_NO_ACTOR = _WORDS.ordered("actors.never")
_NOT_BY = frozenset(
    {"in", "from", "with", "to", "near", "into", "towards", "between", "at", "against"}
)
_UNITS = _WORDS.words("units")
_SAYING = lexicon("statements").words("clause")
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
    _add_actor(reading, proposal, near)
    _add_target(reading, proposal, near)
    _add_means(reading, proposal, [*near, *after])
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
            (rank(sentence, span), _distance(span, proposal.anchor), span, country)
            for span, country in located(reading, sentence)
        ]
        body = [row for row in listed if row[2].start >= start] or listed
        if body:
            _, _, span, country = min(body, key=lambda row: row[:3])
            proposal.add("where", reading.field(span, country))
            return


def _add_target(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    actors = proposal.spans("actor")
    for sentence in sentences[:3]:
        listed = []
        for match in _targets().search(reading.words(sentence)):
            chunk = _chunk(sentence, match)
            if chunk is None:
                continue
            span = sentence.span_of(*chunk)
            if any(a.start < span.end and span.start < a.end for a in actors):
                continue
            role = _role(sentence, chunk)
            if role < 2:
                listed.append((role, _distance(span, proposal.anchor), span, match.name))
        if listed:
            _, _, span, name = min(listed)
            proposal.add("target", reading.field(span, name))
            return


def _role(sentence: Sentence, chunk: Range) -> int:
    """Rank a phrase by its role: 0 what is acted on, 1 others, 2 what speaks or acts itself."""
    head = sentence.doc[chunk[0] : chunk[1] + 1].root
    if head.dep_ in {"dobj", "nsubjpass"}:
        return 0
    if head.dep_ == "pobj":
        return (
            0
            if head.head.lower_
            in {"on", "at", "against", "over", "into", "above", "to", "of", "near", "in"}
            else 1
        )
    if head.dep_ == "nsubj":
        return 2 if any(c.dep_ in {"dobj", "ccomp"} for c in head.head.children) else 1
    return 1


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
    """Name the doer: a state or its organ beside the mention, else the subject of its verb."""
    for sentence in sentences:
        if _add_state(reading, proposal, sentence):
            break
    doer = _doer(proposal)
    if doer is not None:
        span = proposal.sentence.span_of(*doer)
        if not any(s.start < span.end and span.start < s.end for s in proposal.spans("actor")):
            words = reading.text[span.start : span.end]
            country = country_of(words)
            if country is not None or _agents().names(words):
                proposal.add("actor", reading.field(span, country))


def _add_state(reading: Reading, proposal: Proposal, sentence: Sentence) -> bool:
    for token in sentence.doc:
        country = country_of(token.text) if token.pos_ in {"PROPN", "ADJ"} else None
        if country not in _STATES:
            continue
        head = token
        while head.dep_ in {"compound", "amod", "nmod", "poss"} and head.head.i > head.i:
            head = head.head
        if head.dep_ == "pobj" and head.head.lower_ in _NOT_BY:
            continue
        if head.dep_ == "nsubj" and head.head.lemma_ in _SAYING:
            continue
        span = sentence.span_of(*noun_phrase(head, joined=False))
        words = reading.text[span.start : span.end].lower()
        if not any(word in words for word in _NO_ACTOR):
            proposal.add("actor", reading.field(span, country))
            return True
    return False


def _doer(proposal: Proposal) -> Range | None:
    """Give the subject or agent of the verb that the clearest mention hangs on."""
    sentence, anchor = proposal.sentence, proposal.anchor[0]
    begin = anchor.start - sentence.span.start
    span = sentence.doc.char_span(begin, anchor.end - sentence.span.start, alignment_mode="expand")
    if span is None:
        return None
    verb = span.root
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.pos_ != "VERB" or verb.lemma_ in _SAYING:
        return None
    doer = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if doer is None or doer.pos_ == "PRON" and doer.lower_ not in {"somebody", "someone"}:
        return None
    return trimmed(sentence.doc, *noun_phrase(doer, joined=False))


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
        if child.dep_ in {"advcl", "conj", "ccomp", "parataxis", "relcl", "cc"} or (
            child.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in verb.children)
        ):
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
                        proposal.add(
                            name,
                            reading.field(sentence.span_of(number.i, number.i), _count(number)),
                        )


def _number_near(token: Token) -> Token | None:
    """Give the number that counts the killed or hurt: among the verb's own subjects and objects."""
    for child in token.subtree:
        if child.like_num and child.dep_ in {"nummod", "nsubj", "nsubjpass", "dobj"}:
            return child
    return next(
        (
            c
            for c in token.head.children
            if c.dep_ in {"nsubj", "nsubjpass"}
            for c in c.subtree
            if c.like_num
        ),
        None,
    )


def _count(number: Token) -> int | None:
    digits = number.text.replace(",", "")
    return int(digits) if digits.isdigit() and len(digits) < 9 else _NUMBERS.get(number.lower_)


def _add_series(reading: Reading, proposal: Proposal, sentences: list[Sentence]) -> None:
    words = " ".join(reading.words(s) for s in sentences[:2])
    several = bool(_series().names(words)) or any(
        _many(sentence, anchor)
        for sentence in sentences[:3]
        for anchor in proposal.anchor
        if sentence.span.start <= anchor.start < sentence.span.end
    )
    proposal.fields["series"] = [Field(value=several)]


def _many(sentence: Sentence, anchor: Span) -> bool:
    """Say whether a number of four or more counts a noun of the mention."""
    begin = max(0, anchor.start - sentence.span.start - 20)
    span = sentence.doc.char_span(begin, anchor.end - sentence.span.start, alignment_mode="expand")
    if span is None:
        return False
    return any(
        t.like_num
        and t.dep_ == "nummod"
        and t.head.tag_ in {"NNS", "NNPS"}
        and (_count(t) or 4) >= 4
        and t.head.lemma_ not in _UNITS
        and anchor.start - sentence.span.start <= t.head.idx < anchor.end - sentence.span.start
        for t in span
    )
