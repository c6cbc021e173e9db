"""Who did it, to what, and with what."""

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from vedette.code.phrases import (
    Range,
    agent_of,
    clause_verb,
    is_passive,
    noun_phrase,
    subject_of,
    trimmed,
)
from vedette.code.proposal import Proposal, named
from vedette.code.reading import Reading, Sentence
from vedette.code.scene import distance
from vedette.records import Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.kinds import kinds
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("incidents")
_STATES = _WORDS.words("actors.states")
_NO_ACTOR = _WORDS.ordered("actors.never")
_NOT_BY = _WORDS.words("actors.not_by")
_AGENTS = Patterns({"agent": _WORDS.ordered("actors.words")})
_HIT_BY = _WORDS.words("targets.prepositions")
_ACCUSING = lexicon("attributions")
_SAYING = (
    lexicon("statements").words("clause")
    | frozenset(_ACCUSING.classes("goals"))
    | _ACCUSING.words("verbs.accuse")
    | _ACCUSING.words("verbs.name")
    | _ACCUSING.words("verbs.point")
)
"""Verbs whose subject speaks of the incident and did not do it."""
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
_SOMEBODY = frozenset({"somebody", "someone"})


@cache
def _means() -> Patterns:
    return Patterns({k.name: k.means for k in kinds() if k.means})


@cache
def _targets() -> Patterns:
    return Patterns(lexicon("targets").classes("classes"))


def add_actor(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Name the doer: a state or its organ beside a mention, and the subject of its verb."""
    for sentence in sentences:
        state = _state_in(reading, sentence)
        if state is not None:
            proposal.add("actor", named(reading, sentence, state, joined=False))
            break
    doer = _doer(proposal)
    if doer is None:
        return
    entry = named(reading, proposal.sentence, doer, joined=False)
    known = proposal.spans("actor")
    new = entry.span is not None and not any(
        s.start < entry.span.end and entry.span.start < s.end for s in known
    )
    if new and (entry.value is not None or _AGENTS.names(entry.text or "")):
        proposal.add("actor", entry)


def _state_in(reading: Reading, sentence: Sentence) -> Token | None:
    """Give the noun phrase's head by which a sentence names an adversary as a doer."""
    for token in sentence.doc:
        if token.pos_ not in {"PROPN", "ADJ"} or country_of(token.text) not in _STATES:
            continue
        head = token
        while head.dep_ in _MODIFIERS and head.head.i > head.i:
            head = head.head
        scene = head.dep_ == "pobj" and head.head.lower_ in _NOT_BY
        speaks = head.dep_ == "nsubj" and head.head.lemma_ in _SAYING
        words = (named(reading, sentence, head, joined=False).text or "").lower()
        if not (scene or speaks or any(word in words for word in _NO_ACTOR)):
            return head
    return None


def _doer(proposal: Proposal) -> Token | None:
    """Give the subject or agent of the verb that the clearest mention hangs on."""
    sentence, anchor = proposal.sentence, proposal.anchor[0]
    begin = anchor.start - sentence.span.start
    end = anchor.end - sentence.span.start
    span = sentence.doc.char_span(begin, end, alignment_mode="expand")
    verb = clause_verb(span.root) if span is not None else None
    if verb is None or verb.pos_ != "VERB" or verb.lemma_ in _SAYING:
        return None
    doer = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if doer is None or (doer.pos_ == "PRON" and doer.lower_ not in _SOMEBODY):
        return None
    return doer


def add_target(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Take the thing of a known class that is acted on, else the nearest to a mention."""
    actors = proposal.spans("actor")
    for sentence in sentences[:3]:
        listed = []
        for match in _targets().search(reading.words(sentence)):
            chunk = _chunk(sentence, match)
            span = sentence.span_of(*chunk) if chunk else None
            if chunk is None or span is None or _overlaps(span, actors):
                continue
            role = _role(sentence, chunk)
            if role < 2:
                listed.append((role, distance(span, proposal.anchor), span, match.name))
        if listed:
            _, _, span, name = min(listed)
            proposal.add("target", reading.field(span, name))
            return


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(o.start < span.end and span.start < o.end for o in others)


def _chunk(sentence: Sentence, match: Match) -> Range | None:
    """Give the noun phrase around a match."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return None
    head = span.root
    while head.dep_ in _MODIFIERS and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return trimmed(sentence.doc, *noun_phrase(head, joined=False))


def _role(sentence: Sentence, chunk: Range) -> int:
    """Rank a phrase by its role: 0 what is acted on, 1 others, 2 what speaks or acts itself."""
    head = sentence.doc[chunk[0] : chunk[1] + 1].root
    if head.dep_ in {"dobj", "nsubjpass"}:
        return 0
    if head.dep_ == "pobj":
        return 0 if head.head.lower_ in _HIT_BY else 1
    acts = head.dep_ == "nsubj" and any(c.dep_ in {"dobj", "ccomp"} for c in head.head.children)
    return 2 if acts else 1


def add_means(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Take the longest weapon, tool or method of the kind, from the first sentence with one."""
    for sentence in sentences:
        found = [m for m in _means().search(reading.words(sentence)) if m.name == proposal.kind]
        if found:
            match = max(found, key=lambda m: (m.end - m.start, -m.start))
            at = sentence.span.start
            proposal.add("means", reading.field(Span(at + match.start, at + match.end)))
            return
