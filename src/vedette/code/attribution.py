"""Finds attributions: somebody says who is behind an incident."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import agent_of, is_passive, noun_phrase, subject_of, verb_group
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("attributions")
_ACCUSE = _WORDS.words("verbs.accuse")
_TO = _WORDS.words("verbs.to")
_SEES = _WORDS.words("verbs.sees")
_BEHIND = Patterns({"behind": _WORDS.ordered("phrases.behind")})
_LADDER = Patterns(_WORDS.classes("ladder"))


def find_attributions(reading: Reading, voices: Voices) -> Iterator[Proposal]:
    for sentence in reading.sentences:
        for token in sentence.doc:
            found = _from_verb(reading, sentence, token, voices)
            if found is not None:
                yield found
        yield from _from_phrases(reading, sentence, voices)


def _from_verb(reading: Reading, sentence: Sentence, cue: Token, voices: Voices) -> Proposal | None:
    if cue.pos_ != "VERB":
        return None
    accused: Token | None = None
    passive = is_passive(cue)
    direct = next((c for c in cue.children if c.dep_ in {"dobj", "nsubjpass"}), None)
    if cue.lemma_ in _ACCUSE:
        accused = direct
        on = next((c for c in cue.children if c.lower_ in {"on"} and c.dep_ == "prep"), None)
        if cue.lemma_ == "blame" and on is not None:
            accused = next((c for c in on.children if c.dep_ == "pobj"), accused)
    elif cue.lemma_ in _TO:
        to = next(
            (
                c
                for c in cue.subtree
                if c.lower_ in {"to", "with", "on"} and c.dep_ in {"prep", "dative"} and c.i > cue.i
            ),
            None,
        )
        accused = (
            next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
        )
    elif cue.lemma_ == "hold" and any(t.lower_ == "responsible" for t in cue.subtree):
        responsible = next(t for t in cue.subtree if t.lower_ == "responsible")
        accused = direct or next((c for c in responsible.children if c.dep_ == "nsubj"), None)
    if accused is None:
        return None
    accuser = agent_of(cue) if passive else subject_of(cue)
    return _proposal(
        reading,
        sentence,
        sentence.span_of(*verb_group(cue)),
        f"attribution.cue:{cue.lemma_}",
        accuser,
        accused,
        voices,
    )


def _from_phrases(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    words = reading.text[sentence.span.start : sentence.span.end]
    for match in _BEHIND.search(words):
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None:
            continue
        last = sentence.doc[span.end - 1]
        accused = next((c for c in last.children if c.dep_ == "pobj"), None)
        if accused is None:
            accused = (
                subject_of(span.root)
                if "behind" in match.pattern or "responsible" in match.pattern
                else None
            )
        if accused is None:
            continue
        first, end = noun_phrase(accused)
        if country_of(sentence.doc[first : end + 1].text) is None:
            continue
        yield _proposal(
            reading,
            sentence,
            sentence.span_of(span.start, span.end - 1),
            "attribution.phrase:" + match.pattern,
            None,
            accused,
            voices,
        )


def _proposal(
    reading: Reading,
    sentence: Sentence,
    anchor: Span,
    rule: str,
    accuser: Token | None,
    accused: Token,
    voices: Voices,
) -> Proposal:
    proposal = Proposal(type="attribution", anchor=[anchor], sentence=sentence, rule=rule)
    who = ""
    if accuser is not None:
        span = sentence.span_of(*noun_phrase(accuser))
        who = reading.text[span.start : span.end]
        proposal.add("accuser", reading.field(span, country_of(who)))
    else:
        speakers = voices.speaker(anchor.start)
        proposal.add("accuser", *speakers)
        who = " ".join(f.text or "" for f in speakers)
    span = sentence.span_of(*noun_phrase(accused))
    proposal.add("accused", reading.field(span, country_of(reading.text[span.start : span.end])))
    words = reading.text[sentence.span.start : sentence.span.end]
    proposal.fields["firmness"] = [Field(value=_firmness(who, words, rule))]
    return proposal


def _firmness(who: str, words: str, rule: str) -> int:
    around = _LADDER.names(words)
    by = _LADDER.names(who)
    if "established" in around:
        return 6
    if "formal" in around:
        return 5
    if "speculation" in around:
        return 1
    if not who:
        return 2
    if "hedge" in around:
        return 3 if by & {"agency", "official"} else 2
    if "agency" in by:
        return 3
    return 4
