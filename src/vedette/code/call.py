"""Finds calls: somebody asks somebody to act."""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import (
    agent_of,
    clause,
    is_passive,
    noun_phrase,
    subject_of,
    trimmed,
    verb_group,
)
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.records import Field, Span
from vedette.taxonomy import lexicon

_WORDS = lexicon("calls")
_TO = _WORDS.words("to")
_FOR = _WORDS.words("for")
_OBJECT = _WORDS.words("object")
_THAT = _WORDS.words("that")
_AGAINST = _WORDS.words("against")
_MODAL = _WORDS.words("modal")
_NEED = _WORDS.words("need")


def find_calls(reading: Reading, voices: Voices) -> Iterator[Proposal]:
    for sentence in reading.sentences:
        for token in sentence.doc:
            found = (
                _from_verb(reading, sentence, token, voices)
                or _from_modal(reading, sentence, token, voices)
                or _imperative(reading, sentence, token, voices)
            )
            if found is not None:
                yield found


def _from_verb(reading: Reading, sentence: Sentence, cue: Token, voices: Voices) -> Proposal | None:
    if cue.pos_ != "VERB":
        return None
    lemma = cue.lemma_
    passive = is_passive(cue)
    addressee: Token | None = None
    action: tuple[int, int] | None = None
    preps = {c.lower_: c for c in cue.children if c.dep_ in {"prep", "prt"}}
    infinitive = next(
        (c for c in cue.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(c)),
        None,
    )
    if infinitive is None and ("on" in preps or "upon" in preps or "to" in preps):
        infinitive = next(
            (
                t
                for t in cue.subtree
                if _is_infinitive(t)
                and t.i > cue.i
                and t.dep_ in {"xcomp", "advcl", "acl", "relcl", "ccomp"}
            ),
            None,
        )
    if lemma in _TO and infinitive is not None:
        inner = next((c for c in infinitive.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        direct = next((c for c in cue.children if c.dep_ == "dobj"), None)
        target = preps.get("on") or preps.get("upon") or preps.get("to") or preps.get("with")
        addressee = (
            inner
            or direct
            or (next((c for c in target.children if c.dep_ == "pobj"), None) if target else None)
        )
        if passive:
            addressee = next((c for c in cue.children if c.dep_ == "nsubjpass"), None)
        if addressee is None and lemma in {
            "want",
            "call",
            "tell",
            "remind",
            "warn",
            "press",
            "push",
            "require",
            "direct",
            "plead",
            "ask",
        }:
            return None
        if lemma == "call" and not (target or passive):
            return None
        action = clause(infinitive, without=_before(infinitive))
    elif lemma in _FOR and "for" in preps:
        thing = next((c for c in preps["for"].children if c.dep_ in {"pobj", "pcomp"}), None)
        action = clause(thing) if thing is not None else None
    elif lemma in _AGAINST and "against" in preps:
        action = clause(preps["against"])
    elif lemma in _THAT and any(c.dep_ == "ccomp" and _subjunctive(c) for c in cue.children):
        inner = next(c for c in cue.children if c.dep_ == "ccomp" and _subjunctive(c))
        action = clause(inner)
        addressee = next((c for c in inner.children if c.dep_ == "nsubj"), None)
    elif (
        lemma in _OBJECT
        and any(c.dep_ == "dobj" and c.i > cue.i for c in cue.children)
        and not passive
    ):
        thing = next(c for c in cue.children if c.dep_ == "dobj" and c.i > cue.i)
        action = clause(thing)
    if action is None:
        return None
    caller = agent_of(cue) if passive else subject_of(cue)
    quoted = voices.speaker(sentence.at(cue))
    return _proposal(
        reading,
        sentence,
        verb_group(cue),
        f"call.cue:{cue.lower_}",
        caller,
        addressee,
        action,
        quoted,
    )


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _subjunctive(verb: Token) -> bool:
    return verb.tag_ in {"VB", "VBP"} or any(c.lower_ == "should" for c in verb.children)


def _before(verb: Token) -> set[int]:
    """The subject and `to` of an infinitive, which are not part of the act."""
    out: set[int] = set()
    for child in verb.children:
        if child.i < verb.i and (
            child.dep_ in {"nsubj", "nsubjpass", "mark", "expl"} or child.lower_ == "to"
        ):
            out.update(t.i for t in child.subtree)
    return out


def _from_modal(
    reading: Reading, sentence: Sentence, modal: Token, voices: Voices
) -> Proposal | None:
    verb = modal.head
    if modal.dep_ == "aux" and modal.lower_ in _MODAL:
        pass
    elif (
        modal.lemma_ in _NEED
        and modal.pos_ == "VERB"
        and any(c.dep_ == "xcomp" and _is_infinitive(c) for c in modal.children)
    ):
        verb = next(c for c in modal.children if c.dep_ == "xcomp" and _is_infinitive(c))
    else:
        return None
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return None
    if any(c.dep_ == "mark" and c.lower_ in {"if", "whether"} for c in verb.children):
        return None
    caller = voices.speaker(sentence.at(modal))
    if not caller and not reading.quote_at(sentence.at(modal)):
        return None
    subject = subject_of(modal if verb != modal.head else verb)
    without: set[int] = set()
    if subject is not None and not is_passive(verb):
        without = {t.i for t in subject.subtree if t.i < verb.i} | {modal.i}
    action = clause(verb, without=without)
    if action is None:
        return None
    last = max(verb.i, modal.i)
    return _proposal(
        reading,
        sentence,
        (modal.i, last if last - modal.i <= 3 else modal.i),
        f"call.modal:{modal.lower_}",
        None,
        subject,
        action,
        caller,
    )


def _imperative(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    if verb.tag_ not in {"VB", "VBP"} or verb.pos_ != "VERB":
        return None
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux"} and c.lower_ != "do" for c in verb.children):
        return None
    at = sentence.at(verb)
    quote = reading.quote_at(at)
    before = sentence.doc[: verb.i]
    words = [t for t in before if t.is_alpha and (quote is None or sentence.at(t) >= quote.start)]
    if any(
        t.lower_ not in {"please", "do", "not", "never", "and", "just", "n't", "let", "us"}
        for t in words
    ):
        return None
    if quote is None and verb.dep_ != "ROOT":
        return None
    action = clause(verb)
    if action is None or action[1] <= action[0]:
        return None
    return _proposal(
        reading,
        sentence,
        (verb.i, verb.i),
        "call.imperative",
        None,
        None,
        (verb.i, max(verb.i, action[1])),
        voices.speaker(at),
    )


def _proposal(  # noqa: PLR0913
    reading: Reading,
    sentence: Sentence,
    anchor: tuple[int, int],
    rule: str,
    caller: Token | None,
    addressee: Token | None,
    action: tuple[int, int],
    quoted: tuple[Field, ...],
) -> Proposal:
    proposal = Proposal(
        type="call", anchor=[sentence.span_of(*anchor)], sentence=sentence, rule=rule
    )
    if caller is not None:
        proposal.add("caller", reading.field(sentence.span_of(*noun_phrase(caller))))
    elif quoted:
        proposal.add("caller", *quoted)
    if addressee is not None:
        proposal.add("addressee", reading.field(sentence.span_of(*noun_phrase(addressee))))
    proposal.add("action", reading.field(sentence.span_of(*action)))
    return proposal
