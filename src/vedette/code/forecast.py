"""Finds forecasts: somebody says that something may or will happen.

Verbs (`expects`), modals in somebody's words (`could`), and predicates (`is unlikely`, `cannot be
excluded`, `puts the chance of … at`). What a speaker will do himself is a measure or a pledge.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.horizon import add_horizon, add_probability, modality_of_number
from vedette.code.phrases import Range, clause, clause_verb, subject_of, verb_group
from vedette.code.polarity import is_negated
from vedette.code.proposal import Cue, Proposal, Speaker, add_speaker
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("forecasts")
_VERBS = _WORDS.owners("verbs")
_MODALS = _WORDS.owners("modals")
_STRONGER = Patterns(_WORDS.classes("stronger"))
_PREDICATES = Patterns(_WORDS.classes("predicates"))
_OWN = _WORDS.words("own.verbs")
_WARNINGS = _WORDS.words("own.warnings")
_COURTESIES = _WORDS.words("own.courtesies")
_GOVERNORS = _WORDS.words("governors")
_NEGATED = _WORDS.table("negated")


def find_forecasts(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose forecasts; of two in one clause the first of the three ways counts."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        own: list[Proposal] = []
        for made in _in_sentence(reading, sentence, voices):
            if not _covered(made, own):
                own.append(made)
        found.extend(own)
    return found


def _in_sentence(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    for token in sentence.doc:
        made = _from_verb(reading, sentence, token, voices)
        if made is not None:
            yield made
    yield from _from_predicates(reading, sentence, voices)
    for token in sentence.doc:
        made = _from_modal(reading, sentence, token, voices)
        if made is not None:
            yield made


def _covered(proposal: Proposal, others: list[Proposal]) -> bool:
    """Say whether an earlier proposal's clause holds this one's cue, or the other way round."""
    at = proposal.anchor[0].start
    clauses = proposal.spans("event")
    if proposal.rule.startswith("forecast.verb"):
        return False
    return any(
        any(s.start <= at < s.end for s in other.spans("event"))
        or any(s.start <= other.anchor[0].start < s.end for s in clauses)
        for other in others
    )


def _from_verb(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    modality = _VERBS.get(verb.lemma_)
    forecaster: Speaker = subject_of(verb)
    if modality is None or verb.pos_ != "VERB" or not isinstance(forecaster, Token):
        return None
    objects = {"ccomp", "xcomp", "dobj"}
    inner = next((c for c in verb.children if c.dep_ in objects and c.i > verb.i), None)
    event = clause(inner) if inner is not None else None
    if inner is None or event is None or inner.lower_ in {"that", "it", "this", "as"}:
        return None
    if forecaster.lower_ == "i":
        forecaster = voices.speaker(sentence.at(verb)) or forecaster
    cue = Cue(sentence=sentence, words=verb_group(verb), rule=f"forecast.verb:{verb.lemma_}")
    return _proposal(reading, cue, forecaster, event, _turned(modality, is_negated(verb)))


def _turned(modality: str, negated: bool) -> str:
    return _NEGATED.get(modality, modality) if negated else modality


def _from_predicates(reading: Reading, sentence: Sentence, voices: Voices) -> Iterator[Proposal]:
    words = reading.words(sentence)
    last = -1
    for match in sorted(_PREDICATES.search(words), key=lambda m: m.start):
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        chance = match.name == "chance"
        event = None
        if span is not None and match.start > last:
            event = _chance_of(span.root) if chance else _said_of(span.root)
        if span is None or event is None:
            continue
        last = match.end
        who: Speaker = voices.speaker(sentence.span.start + match.start) or _governor(span.root)
        modality = modality_of_number(words) if chance else match.name
        rule = f"forecast.predicate:{match.name}"
        cue = Cue(sentence=sentence, words=(span.start, span.end - 1), rule=rule)
        yield _proposal(reading, cue, who, event, modality)


def _chance_of(noun: Token) -> Range | None:
    """Give what a chance is of: the object of `of`, the clause behind `that`."""
    for token in noun.subtree:
        if token.lower_ == "that" and token.dep_ == "mark":
            return clause(token.head)
        if token.lower_ == "of" and token.dep_ == "prep":
            thing = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
            return clause(thing) if thing is not None else None
    return None


def _said_of(predicate: Token) -> Range | None:
    """Give the clause that `is unlikely` is said of: its own, or the one behind `it`."""
    verb = clause_verb(predicate)
    inner = next(
        (c for c in verb.children if c.dep_ in {"ccomp", "csubj"} and c != predicate), None
    )
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    impersonal = subject is None or subject.lower_ == "it"
    return clause(inner if inner is not None and impersonal else verb)


def _governor(predicate: Token) -> Token | None:
    """Give who considers it likely: the subject of a verb of thinking above the predicate."""
    for token in (predicate, *predicate.ancestors):
        if token.pos_ == "VERB" and token.lemma_ in _GOVERNORS:
            return subject_of(token)
    return None


def _from_modal(
    reading: Reading, sentence: Sentence, modal: Token, voices: Voices
) -> Proposal | None:
    modality = _MODALS.get(modal.lower_) if modal.dep_ == "aux" and modal.tag_ == "MD" else None
    if modality is None or _unreal(modal.head, modality):
        return None
    verb = modal.head
    over = voices.over(sentence.at(modal))
    if over is None:
        return None
    event = clause(verb) if _foretells(verb, modality, over) else None
    if event is None:
        return None
    stronger = _STRONGER.names(sentence.doc[event[0] : event[1] + 1].text)
    modality = next((level for level in _WORDS.classes("stronger") if level in stronger), modality)
    last = verb.i if 0 < verb.i - modal.i <= 3 else modal.i
    cue = Cue(sentence=sentence, words=(modal.i, last), rule=f"forecast.modal:{modal.lower_}")
    speakers = tuple(over.fields.get("speaker", ()))
    return _proposal(reading, cue, speakers, event, _turned(modality, is_negated(verb)))


def _unreal(verb: Token, modality: str) -> bool:
    """Leave out the past (`could have been`), conditions and questions."""
    past = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
    opened = any(
        (c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"})
        or (c.dep_ == "advmod" and c.lower_ in {"when", "where", "how", "why"})
        for c in verb.children
    )
    return opened or (past and modality == "possible")


def _foretells(verb: Token, modality: str, over: Proposal) -> bool:
    """Say whether a modal clause tells the future of others, not the speaker's own measure."""
    subject = subject_of(verb)
    if subject is None or subject.lower_ in {"you", "one"}:
        return False
    if over.rule.rpartition(":")[2] in _WARNINGS:
        return subject.lower_ != "i"
    if subject.lower_ in {"i", "we"}:
        return False
    if modality != "certain":
        return verb.lemma_ not in _COURTESIES
    return verb.lemma_ not in _OWN and not _of_himself(subject, over)


def _of_himself(subject: Token, over: Proposal) -> bool:
    """Say whether a clause's subject is the speaker: `he`, or the same state."""
    if subject.pos_ == "PRON":
        return subject.lower_ in {"he", "she"}
    country = country_of(" ".join(t.text for t in subject.subtree))
    speaker = " ".join(f.text or "" for f in over.fields.get("speaker", ()))
    return country is not None and country == country_of(speaker)


def _proposal(reading: Reading, cue: Cue, who: Speaker, event: Range, modality: str) -> Proposal:
    proposal = cue.propose("forecast", 0.5)
    add_speaker(reading, proposal, "forecaster", who)
    proposal.add("event", reading.field(cue.sentence.span_of(*event)))
    add_horizon(reading, proposal)
    proposal.set_value("modality", modality)
    add_probability(reading, proposal)
    return proposal
