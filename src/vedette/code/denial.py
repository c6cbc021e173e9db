"""Finds denials: the accused answers."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import noun_phrase, subject_of, verb_group
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("denials")
_VERBS = {verb: state for state, listed in _WORDS.classes("verbs").items() for verb in listed}
_PHRASES = Patterns(_WORDS.classes("phrases"))
_DENIERS = Patterns({"denier": _WORDS.ordered("likely.deniers")})
_CHARACTERISE = _WORDS.words("verbs.characterise")


def find_denials(reading: Reading, voices: Voices) -> Iterator[Proposal]:
    for sentence in reading.sentences:
        yield from _in_sentence(reading, sentence)


def _in_sentence(reading: Reading, sentence: Sentence) -> Iterator[Proposal]:
    taken: list[Token] = []
    words = reading.text[sentence.span.start : sentence.span.end]
    matches = list(_PHRASES.search(words))
    absurd = any(m.name == "absurd" for m in matches)
    for token in sentence.doc:
        if token.pos_ != "VERB" or reading.quote_at(sentence.at(token)):
            continue
        state = _state(token, sentence, absurd)
        if state is None:
            continue
        denier = subject_of(token)
        if denier is None:
            continue
        taken.append(token)
        yield _proposal(
            reading,
            sentence,
            sentence.span_of(*verb_group(token)),
            denier,
            state,
            f"denial.cue:{token.lemma_}",
        )
    for match in matches:
        if match.name == "absurd" or any(abs(t.idx - match.start) < 25 for t in taken):
            continue
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is None:
            continue
        verb = span.root
        denier = subject_of(verb) if verb.pos_ in {"VERB", "AUX"} else subject_of(verb.head)
        if denier is None:
            continue
        taken.append(verb)
        yield _proposal(
            reading,
            sentence,
            sentence.span_of(span.start, span.end - 1),
            denier,
            match.name,
            f"denial.phrase:{match.name}",
        )


def _state(token: Token, sentence: Sentence, absurd: bool) -> str | None:
    group = _VERBS.get(token.lemma_)
    if group == "denied":
        return "denied"
    if group == "accepted" and token.lemma_ == "confess":
        return "accepted"
    if group == "reject" and any(c.dep_ in {"dobj", "prep"} for c in token.children):
        return (
            "dismissed_as_absurd"
            if absurd or token.lemma_ in {"ridicule", "mock", "deride", "dismiss"}
            else "denied"
        )
    if token.lemma_ in _CHARACTERISE and absurd:
        return "dismissed_as_absurd"
    return None


def _proposal(
    reading: Reading, sentence: Sentence, anchor: Span, denier: Token, state: str, rule: str
) -> Proposal:
    proposal = Proposal(type="denial", anchor=[anchor], sentence=sentence, rule=rule)
    span = sentence.span_of(*noun_phrase(denier))
    proposal.add("denier", reading.field(span, country_of(reading.text[span.start : span.end])))
    proposal.fields["state"] = [Field(value=state)]
    return proposal
