"""Finds postures: a change in readiness, presence or protection."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import agent_of, clause, is_passive, noun_phrase, subject_of, verb_group, trimmed
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_when, widen
from vedette.code.voices import Voices
from vedette.records import Field
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("postures")
_VERBS: dict[str, tuple[str, ...]] = {}
for _direction, _listed in _WORDS.classes("verbs").items():
    for _verb in _listed:
        _VERBS[_verb] = (*_VERBS.get(_verb, ()), _direction)
_THINGS = Patterns(_WORDS.classes("things"))


def find_postures(reading: Reading, voices: Voices) -> Iterator[Proposal]:
    for sentence in reading.sentences:
        for token in sentence.doc:
            found = _from_verb(reading, sentence, token, voices)
            if found is not None:
                yield found


def _from_verb(reading: Reading, sentence: Sentence, verb: Token, voices: Voices) -> Proposal | None:
    directions = _VERBS.get(verb.lemma_, ())
    if not directions or verb.pos_ != "VERB" or verb.dep_ in {"amod", "acl"}:
        return None
    if any(c.lower_ in {"could", "would", "might", "may", "should", "must", "can"} for c in verb.children if c.dep_ == "aux"):
        return None
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    passive = is_passive(verb)
    subject = subject_of(verb)
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "prep", "prt", "xcomp", "advmod", "npadvmod", "attr", "acomp", "oprd", "dative"}]
    if passive and subject is not None:
        first = min(t.i for t in subject.subtree)
    else:
        first = verb_group(verb)[0]
    last = max([verb.i, *(t.i for c in parts for t in c.subtree)])
    change = trimmed(sentence.doc, first, last)
    if change is None:
        return None
    thing = " ".join(
        t.text for t in sentence.doc
        if (subject is not None and passive and (t == subject or subject.is_ancestor(t)))
        or any(c.dep_ == "dobj" and (t == c or c.is_ancestor(t)) for c in parts)
        or (subject is not None and verb.lemma_ in {"scramble", "patrol", "take", "remain", "stay", "begin", "start", "reopen", "guard"} and (t == subject or subject.is_ancestor(t)))
    )
    found = _THINGS.names(thing)
    direction = next((d for d in directions if d in found), None)
    if direction is None:
        return None
    proposal = Proposal(type="posture", anchor=[sentence.span_of(*verb_group(verb))], sentence=sentence, rule=f"posture.{direction}:{verb.lemma_}")
    actor = agent_of(verb) if passive else subject
    if actor is not None:
        span = sentence.span_of(*noun_phrase(actor))
        proposal.add("actor", reading.field(span, country_of(reading.text[span.start : span.end])))
    proposal.add("change", reading.field(sentence.span_of(*change)))
    proposal.fields["direction"] = [Field(value=direction)]
    for child in sentence.doc:
        if child.dep_ == "pobj" and child.head.lower_ in {"in", "at", "to", "along", "near", "with", "over", "on", "off"} and child.pos_ == "PROPN" and verb.is_ancestor(child):
            proposal.add("region", reading.field(sentence.span_of(*noun_phrase(child, joined=False))))
            break
    for time in reading.times_in(sentence.span):
        wide = widen(reading.text, time)
        value = resolve_when(wide, reading.published)
        proposal.add("when", reading.field(wide.span, value))
        break
    return proposal
