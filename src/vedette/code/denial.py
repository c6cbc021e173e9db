"""Finds denials: the accused answers, denies, scoffs, admits, claims, or says nothing.

Some cues name the act (`denied`, `pleaded guilty`, `claimed responsibility`). Beyond them, whatever
a state that the article finds accused is reported to say is its answer, and the words tell which.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from vedette.code.phrases import noun_phrase, subject_of, trimmed, verb_group
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
_CUES = _WORDS.words("answers.cues")
_PERSONS = Patterns({"person": _WORDS.ordered("answers.persons")})
_STRIKES = Patterns({"strike": _WORDS.ordered("answers.strikes")})


def find_denials(reading: Reading, voices: Voices, accused: Sequence[str]) -> list[Proposal]:
    """Propose denials; `accused` are the states that the article's other findings name."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        found.extend(_in_sentence(reading, sentence, voices))
    for statement in voices.statements:
        answer = _answer(reading, statement, accused)
        if answer is not None and not _known(answer, found):
            found.append(answer)
    return found


def _known(answer: Proposal, found: list[Proposal]) -> bool:
    """Say whether this denier's answer was found already, here or in the paragraph."""
    span = answer.anchor[0]
    for other in found:
        if any(a.start < span.end and span.start < a.end for a in other.anchor):
            return True
        near = abs(other.sentence.index - answer.sentence.index) <= 1
        same = _state_of(other) is not None and _state_of(other) == _state_of(answer)
        if near and same:
            return True
    return False


def _state_of(denial: Proposal) -> object:
    return next((f.value for f in denial.fields.get("denier", ())), None)


def _answer(reading: Reading, statement: Proposal, accused: Sequence[str]) -> Proposal | None:
    speaker = statement.fields["speaker"][0]
    if speaker.span is None or speaker.text is None:
        return None
    cue = statement.rule.rpartition(":")[2]
    country = country_of(speaker.text)
    words = " ".join(f.text or "" for f in statement.fields["content"])
    strike = (
        bool(_STRIKES.names(words))
        and country in {"RU", "UA"}
        and cue in {"say", "report", "claim", "announce", "state"}
    )
    if cue not in _CUES or not (strike or country in accused):
        return None
    names = _PHRASES.names(words)
    state = "denied"
    if strike:
        state = "claimed"
    elif "no_comment" in names:
        state = "no_comment"
    elif "absurd" in names or cue in {"ridicule", "advise", "suggest"}:
        state = "dismissed_as_absurd"
    elif (
        cue in {"call", "term", "label", "brand", "dub", "describe", "speak"}
        and statement.fields["quote"][0].value != "indirect"
    ):
        state = "dismissed_as_absurd"
    proposal = Proposal(
        type="denial",
        anchor=list(statement.anchor),
        sentence=statement.sentence,
        rule=f"denial.answer:{cue}",
        confidence=0.5,
    )
    proposal.add("denier", reading.field(speaker.span, country))
    proposal.fields["state"] = [Field(value=state)]
    return proposal


def _in_sentence(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    taken: list[Token] = []
    matches = list(_PHRASES.search(reading.words(sentence)))
    absurd = any(m.name == "absurd" for m in matches)
    for token in sentence.doc:
        if token.pos_ != "VERB" or reading.quote_at(sentence.at(token)):
            continue
        state = _state(token, absurd=absurd)
        denier = subject_of(token)
        if state is None or denier is None or denier.lower_ in {"i", "we", "you", "nobody"}:
            continue
        taken.append(token)
        anchor = sentence.span_of(*verb_group(token))
        yield _proposal(
            reading, sentence, anchor, denier, state, f"denial.cue:{token.lemma_}", voices
        )
    for match in matches:
        if match.name == "absurd" or any(abs(t.idx - match.start) < 25 for t in taken):
            continue
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        verb = span.root if span is not None else None
        denier = None
        if verb is not None:
            denier = subject_of(verb) if verb.pos_ in {"VERB", "AUX"} else subject_of(verb.head)
        if span is None or verb is None or denier is None or denier.lower_ in {"i", "we", "you"}:
            continue
        taken.append(verb)
        anchor = sentence.span_of(span.start, span.end - 1)
        yield _proposal(
            reading, sentence, anchor, denier, match.name, f"denial.phrase:{match.name}", voices
        )


def _state(token: Token, *, absurd: bool) -> str | None:
    """Say what a verb makes of an accusation; None for verbs that are no answer."""
    group = _VERBS.get(token.lemma_)
    neither = any(c.lower_ in {"neither", "nor"} for c in token.children)
    if group == "denied":
        return "no_comment" if neither else "denied"
    if token.lemma_ == "confess" and not any(c.dep_ in {"dobj", "ccomp"} for c in token.children):
        return "accepted"
    if group == "reject" and any(c.dep_ in {"dobj", "prep"} for c in token.children):
        scoffs = absurd or token.lemma_ in {"ridicule", "mock", "deride"}
        return "dismissed_as_absurd" if scoffs or token.lemma_ == "dismiss" else "denied"
    return None


def _proposal(  # noqa: PLR0913
    reading: Reading,
    sentence: Sentence,
    anchor: Span,
    denier: Token,
    state: str,
    rule: str,
    voices: Voices,
) -> Proposal:
    proposal = Proposal(
        type="denial", anchor=[anchor], sentence=sentence, rule=rule, confidence=0.6
    )
    speakers = voices.speaker(anchor.start) if denier.pos_ == "PRON" else ()
    if speakers:
        proposal.add(
            "denier", *(reading.field(f.span, country_of(f.text or "")) for f in speakers if f.span)
        )
    else:
        first, last = trimmed(sentence.doc, *noun_phrase(denier)) or (denier.i, denier.i)
        span = sentence.span_of(first, last)
        proposal.add("denier", reading.field(span, country_of(reading.text[span.start : span.end])))
    proposal.fields["state"] = [Field(value=state)]
    return proposal
