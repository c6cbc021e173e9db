"""Finds forecasts: somebody says that something may or will happen."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import clause, is_negated, noun_phrase, subject_of, verb_group
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_horizon, widen
from vedette.code.voices import Voices
from vedette.records import Field
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("forecasts")
_VERBS = {verb: modality for modality, listed in _WORDS.classes("verbs").items() for verb in listed}
_MODALS = {word: modality for modality, listed in _WORDS.classes("modals").items() for word in listed}
_PHRASES = Patterns(_WORDS.classes("words"))
_OPPOSITE = {"likely": "unlikely", "possible": "impossible", "certain": "unlikely", "unlikely": "likely"}


def find_forecasts(reading: Reading, voices: Voices) -> Iterator[Proposal]:
    for sentence in reading.sentences:
        taken: set[int] = set()
        for token in sentence.doc:
            found = _from_verb(reading, sentence, token, voices)
            if found is not None:
                taken.update(t.i for t in token.subtree)
                yield found
        for token in sentence.doc:
            if token.i not in taken:
                found = _from_modal(reading, sentence, token, voices)
                if found is not None:
                    yield found


def _from_verb(reading: Reading, sentence: Sentence, cue: Token, voices: Voices) -> Proposal | None:
    modality = _VERBS.get(cue.lemma_)
    if modality is None or cue.pos_ != "VERB":
        return None
    inner = next((c for c in cue.children if c.dep_ in {"ccomp", "xcomp", "dobj"} and c.i != cue.i), None)
    if inner is None:
        return None
    event = clause(inner)
    forecaster = subject_of(cue)
    if event is None or forecaster is None:
        return None
    if is_negated(cue):
        modality = _OPPOSITE[modality]
    quoted = voices.speaker(sentence.at(cue))
    return _proposal(reading, sentence, verb_group(cue), f"forecast.verb:{cue.lemma_}", forecaster, quoted, event, modality)


def _from_modal(reading: Reading, sentence: Sentence, modal: Token, voices: Voices) -> Proposal | None:
    modality = _MODALS.get(modal.lower_)
    if modality is None or modal.dep_ != "aux" or modal.tag_ != "MD":
        return None
    verb = modal.head
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children) and modality != "certain":
        return None
    if any(c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"} for c in verb.children):
        return None
    over = voices.over(sentence.at(modal))
    if over is None:
        return None
    event = clause(verb)
    if event is None:
        return None
    words = sentence.doc[event[0] : event[1] + 1].text
    stronger = _PHRASES.names(words)
    for level in ("unlikely", "impossible", "likely"):
        if level in stronger:
            modality = level
    if is_negated(verb) and modality == "certain":
        modality = "unlikely"
    return _proposal(reading, sentence, (modal.i, max(modal.i, verb.i)), f"forecast.modal:{modal.lower_}", None, tuple(over.fields.get("speaker", ())), event, modality)


def _proposal(  # noqa: PLR0913
    reading: Reading,
    sentence: Sentence,
    anchor: tuple[int, int],
    rule: str,
    forecaster: Token | None,
    quoted: tuple[Field, ...],
    event: tuple[int, int],
    modality: str,
) -> Proposal:
    proposal = Proposal(
        type="forecast", anchor=[sentence.span_of(*anchor)], sentence=sentence, rule=rule
    )
    if forecaster is not None:
        proposal.add("forecaster", reading.field(sentence.span_of(*noun_phrase(forecaster))))
    elif quoted:
        proposal.add("forecaster", *quoted)
    span = sentence.span_of(*event)
    proposal.add("event", reading.field(span))
    for time in reading.times_in(sentence.span):
        wide = widen(reading.text, time)
        value = resolve_horizon(wide, reading.published)
        if value is not None and time.type != "SET" and _ahead(value, reading):
            proposal.add("horizon", reading.field(wide.span, value))
            break
    proposal.fields["modality"] = [Field(value=modality)]
    return proposal


def _ahead(value: str, reading: Reading) -> bool:
    last = value.split("/")[-1]
    if reading.published is None:
        return True
    return last >= reading.published.isoformat()[: len(last)]
