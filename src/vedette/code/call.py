"""Finds calls: somebody asks somebody to act.

Verbs (`urged Berlin to`, `called for`, `demanded`), modals in somebody's words (`must`), and
imperatives in a quotation or a list.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from vedette.code.phrases import (
    Range,
    agent_of,
    clause,
    is_passive,
    subject_of,
    verb_group,
)
from vedette.code.polarity import is_negated
from vedette.code.proposal import Cue, Proposal, Speaker, add_speaker, unnamed
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.taxonomy import lexicon

_WORDS = lexicon("calls")
_TO = _WORDS.words("to")
_NEEDS_ADDRESSEE = _WORDS.words("needs_addressee")
_FOR = _WORDS.words("for")
_OBJECT = _WORDS.words("object")
_THAT = _WORDS.words("that")
_AGAINST = _WORDS.words("against")
_MODAL = _WORDS.words("modal")
_NEED = _WORDS.words("need")
_PAGE = _WORDS.words("page")
_BEFORE_IMPERATIVE = _WORDS.words("before_imperative")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a verb asks for and, where the frame tells, of whom."""

    action: Range
    addressee: Token | None = None


def find_calls(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose calls, one for a cue, in the order of the cues."""
    found = []
    for sentence in reading.sentences:
        for token in sentence.doc:
            made = (
                _from_verb(reading, sentence, token, voices)
                or _from_modal(reading, sentence, token, voices)
                or _from_imperative(reading, sentence, token, voices)
            )
            if made is not None:
                found.append(made)
    return found


def _from_verb(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    if verb.pos_ != "VERB":
        return None
    demand = _infinitive(verb) or _prepositional(verb) or _clausal(verb) or _direct(verb)
    if demand is None:
        return None
    caller = agent_of(verb) if is_passive(verb) else subject_of(verb)
    cue = Cue(sentence=sentence, words=verb_group(verb), rule=f"call.cue:{verb.lemma_}")
    return _proposal(reading, cue, caller or voices.speaker(sentence.at(verb)), demand)


def _infinitive(verb: Token) -> Demand | None:
    """Read `urged Berlin to act`, `called on Berlin to act`, `Berlin was told to act`."""
    act = _act_of(verb) if verb.lemma_ in _TO else None
    if act is None:
        return None
    action = clause(act, without=_before(act))
    if action is None:
        return None
    if is_passive(verb):
        return Demand(action, next((c for c in verb.children if c.dep_ == "nsubjpass"), None))
    addressee = (
        next((c for c in act.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        or next((c for c in verb.children if c.dep_ == "dobj"), None)
        or _object(verb, {"on", "upon", "to", "with"})
    )
    if addressee is None and verb.lemma_ in _NEEDS_ADDRESSEE:
        return None
    return Demand(action, addressee)


def _act_of(verb: Token) -> Token | None:
    """Give the infinitive that a verb asks for, also where it hangs on the one who is asked."""
    own = (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and _to(c))
    act = next(own, None)
    if act is None and _object(verb, {"on", "upon", "to"}) is not None:
        deps = {"xcomp", "advcl", "acl", "relcl", "ccomp"}
        act = next((t for t in verb.subtree if t.i > verb.i and _to(t) and t.dep_ in deps), None)
    return act


def _to(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _before(act: Token) -> set[int]:
    """Give the subject and the `to` of an infinitive, which are not part of the act."""
    subjects = {"nsubj", "nsubjpass", "mark", "expl"}
    heads = [c for c in act.children if c.i < act.i and (c.dep_ in subjects or c.lower_ == "to")]
    return {t.i for head in heads for t in head.subtree}


def _object(verb: Token, prepositions: set[str]) -> Token | None:
    for child in verb.children:
        if child.lower_ in prepositions and child.dep_ in {"prep", "prt", "dative"}:
            return next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
    return None


def _prepositional(verb: Token) -> Demand | None:
    """Read `called for restraint`, `warned against travel`."""
    thing = _object(verb, {"for"}) if verb.lemma_ in _FOR else None
    if thing is None and verb.lemma_ in _AGAINST:
        thing = next((c for c in verb.children if c.lower_ == "against"), None)
    action = clause(thing) if thing is not None else None
    return Demand(action) if action is not None else None


def _clausal(verb: Token) -> Demand | None:
    """Read `demanded that Berlin act`, `proposed that it should`."""
    if verb.lemma_ not in _THAT:
        return None
    inner = next((c for c in verb.children if c.dep_ == "ccomp" and _subjunctive(c)), None)
    action = clause(inner) if inner is not None else None
    if inner is None or action is None:
        return None
    return Demand(action, next((c for c in inner.children if c.dep_ == "nsubj"), None))


def _subjunctive(verb: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in verb.children):
        return False
    return verb.tag_ in {"VB", "VBP"} or any(c.lower_ == "should" for c in verb.children)


def _direct(verb: Token) -> Demand | None:
    """Read `demanded an apology`."""
    if verb.lemma_ not in _OBJECT or is_passive(verb):
        return None
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    action = clause(thing) if thing is not None else None
    return Demand(action) if action is not None else None


def _from_modal(
    reading: Reading, sentence: Sentence, modal: Token, voices: Voices
) -> Proposal | None:
    verb = _bound(modal)
    if verb is None or _unreal(verb):
        return None
    at = sentence.at(modal)
    caller = voices.speaker(at)
    if not caller and reading.quote_at(at) is None:
        return None
    subject = subject_of(modal if modal.pos_ == "VERB" else verb)
    without: set[int] = set()
    if subject is not None and not is_passive(verb):
        without = {t.i for t in subject.subtree if t.i < verb.i} | {modal.i}
    action = clause(verb, without=without)
    if action is None:
        return None
    last = verb.i if 0 < verb.i - modal.i <= 3 else modal.i
    cue = Cue(sentence=sentence, words=(modal.i, last), rule=f"call.modal:{modal.lower_}")
    return _proposal(reading, cue, caller, Demand(action, subject))


def _bound(modal: Token) -> Token | None:
    """Give the verb that `must`, `should`, `ought to`, `needs to` or `has to` binds."""
    if modal.dep_ == "aux" and modal.lower_ in _MODAL:
        return modal.head
    if modal.lemma_ in _NEED and modal.pos_ == "VERB":
        return next((c for c in modal.children if c.dep_ == "xcomp" and _to(c)), None)
    return None


def _unreal(verb: Token) -> bool:
    """Leave out the past (`should have`) and conditions."""
    return any(
        (c.lower_ == "have" and c.dep_ == "aux")
        or (c.dep_ == "mark" and c.lower_ in {"if", "whether"})
        for c in verb.children
    )


def _from_imperative(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    at = sentence.at(verb)
    quote = reading.quote_at(at)
    start = quote.start if quote is not None else sentence.span.start
    if not _imperative(verb) or (quote is None and verb.dep_ != "ROOT"):
        return None
    before = [t for t in sentence.doc[: verb.i] if t.is_alpha and sentence.at(t) >= start]
    action = clause(verb)
    if any(t.lower_ not in _BEFORE_IMPERATIVE for t in before) or action is None:
        return None
    if action[1] <= max(action[0], verb.i):
        return None
    cue = Cue(sentence=sentence, words=(verb.i, verb.i), rule="call.imperative")
    return _proposal(reading, cue, voices.speaker(at), Demand((verb.i, action[1])))


def _imperative(verb: Token) -> bool:
    furniture = verb.lemma_.lower() in _PAGE and not is_negated(verb)
    if furniture or not verb.is_alpha:
        return False
    subjects = {"nsubj", "nsubjpass", "aux"}
    return (
        verb.pos_ == "VERB"
        and verb.tag_ in {"VB", "VBP"}
        and not any(c.dep_ in subjects and c.lower_ != "do" for c in verb.children)
    )


def _proposal(reading: Reading, cue: Cue, caller: Speaker, demand: Demand) -> Proposal:
    proposal = cue.propose("call", 0.6)
    add_speaker(reading, proposal, "caller", caller)
    if demand.addressee is not None:
        proposal.add("addressee", unnamed(reading, cue.sentence, demand.addressee))
    proposal.add("action", reading.field(cue.sentence.span_of(*demand.action)))
    return proposal
