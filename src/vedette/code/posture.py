"""Finds postures: a change in readiness, presence or protection.

A verb of change with a thing it changes (`raises its alert`), or words for how guards, jets and
borders stand (`are airborne`). A measure that is demanded, possible or refused is none, and neither
is an airport shut for two hours: that is an incident's effect.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import (
    agent_of,
    clause_verb,
    is_passive,
    noun_phrase,
    subject_of,
    trimmed,
    verb_group,
)
from vedette.code.polarity import is_negated
from vedette.code.posture_scene import add_region, add_when
from vedette.code.proposal import Cue, Proposal, named
from vedette.code.reading import Reading, Sentence
from vedette.code.voices import Voices
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("postures")
_THINGS = Patterns(_WORDS.classes("things"))
_STATES = Patterns(_WORDS.classes("states"))
_SUBJECTS = Patterns({"subject": _WORDS.ordered("subjects.words")})
_SURE = _WORDS.words("sure")
_MOVES_ITSELF = _WORDS.words("moves_itself")
_DECIDING = _WORDS.words("deciding")
_BARRED = frozenset({"could", "might", "may", "should", "must", "can"})
_OPENERS = frozenset({"if", "unless", "whether", "once"})
_PARTS = frozenset(
    {"dobj", "prep", "prt", "xcomp", "advmod", "npadvmod", "attr", "acomp", "oprd", "dative"}
)


def _directions() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for direction, listed in _WORDS.classes("verbs").items():
        for verb in listed:
            found[verb] = (*found.get(verb, ()), direction)
    return found


_VERBS = _directions()


def find_postures(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose postures, at most one for a verb; the title's are left to the text below it."""
    found: list[Proposal] = []
    for sentence in reading.sentences:
        if sentence.index == 0 and len(reading.sentences) > 3:
            continue
        taken: set[int] = set()
        for verb in sentence.doc:
            made = _from_verb(reading, sentence, verb, voices)
            if made is not None:
                taken.add(verb.i)
                found.append(made)
        found.extend(_from_states(reading, sentence, taken, voices))
    return found


def _from_verb(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    directions = _VERBS.get(verb.lemma_, ())
    if not directions or verb.pos_ != "VERB" or verb.dep_ in {"amod", "acl", "relcl"}:
        return None
    changed = _changed_by(verb)
    if changed is None or not _real(verb, voiced=voices.over(sentence.at(verb)) is not None):
        return None
    direction = _direction(verb, changed, directions)
    if direction is None:
        return None
    rule = f"posture.{direction}:{verb.lemma_}"
    cue = Cue(sentence=sentence, words=verb_group(verb), rule=rule)
    return _proposal(reading, cue, verb, direction)


def _changed_by(verb: Token) -> Token | None:
    """Give what a verb changes: its object, a passive's subject, or the one who moves."""
    if is_passive(verb):
        return subject_of(verb)
    if verb.lemma_ in _MOVES_ITSELF and _of_forces(verb):
        return subject_of(verb)
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def _real(verb: Token, *, voiced: bool) -> bool:
    """Say whether a verb tells what is done or decided, not what is asked, feared or refused."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if helpers & _BARRED or ("would" in helpers and not voiced) or is_negated(verb):
        return False
    if any(c.dep_ == "mark" and c.lower_ in _OPENERS for c in verb.children):
        return False
    if "to" in helpers:
        return verb.head.lemma_ in _DECIDING
    if verb.tag_ == "VBG":
        return verb.dep_ not in {"pcomp", "amod"}
    return bool(helpers) or not _demanded(verb)


def _demanded(verb: Token) -> bool:
    """Say whether a verb stands bare, as after `demanded that`: `one crossing be opened`."""
    return verb.tag_ == "VB" or any(c.lower_ == "be" and c.tag_ == "VB" for c in verb.children)


def _direction(verb: Token, changed: Token, directions: tuple[str, ...]) -> str | None:
    """Give the direction in which a verb changes a thing; None where the thing is none of ours.

    Verbs that hardly mean anything else (`deploy`, `tighten`) are content with a thing of any
    direction anywhere among their objects.
    """
    first, last = noun_phrase(changed)
    things = _THINGS.names(verb.doc[first : last + 1].text)
    found = next((d for d in directions if d in things), None)
    if found is not None or verb.lemma_ not in _SURE:
        return found
    around = " ".join(t.text for t in verb.subtree if t.i > verb.i or is_passive(verb))
    return directions[0] if _THINGS.names(around) else None


def _from_states(
    reading: Reading, sentence: Sentence, taken: set[int], voices: Voices
) -> Iterator[Proposal]:
    for match in _STATES.search(reading.words(sentence)):
        span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
        verb = clause_verb(span.root) if span is not None else None
        if span is None or verb is None or verb.i in taken or not _of_forces(verb):
            continue
        if not _real(verb, voiced=voices.over(sentence.at(verb)) is not None):
            continue
        taken.add(verb.i)
        first, last = verb_group(verb)
        words = min(first, span.start), max(last, span.end - 1)
        cue = Cue(sentence=sentence, words=words, rule=f"posture.state:{match.pattern}")
        yield _proposal(reading, cue, verb, match.name)


def _of_forces(verb: Token) -> bool:
    """Say whether a clause's subject are guards, jets, borders, exercises."""
    subject = subject_of(verb)
    if subject is None:
        return False
    first, last = noun_phrase(subject)
    return bool(_SUBJECTS.names(verb.doc[first : last + 1].text))


def _proposal(reading: Reading, cue: Cue, verb: Token, direction: str) -> Proposal:
    proposal = cue.propose("posture", 0.5)
    subject = subject_of(verb)
    passive = is_passive(verb)
    actor = agent_of(verb) if passive else subject
    for one in (actor, *actor.conjuncts) if actor is not None else ():
        proposal.add("actor", named(reading, cue.sentence, one, joined=False))
    first, last = cue.words
    if subject is not None and passive:
        first = min([first, *(t.i for t in subject.subtree if t.i < verb.i)])
    parts = (c for c in verb.children if c.i > verb.i and c.dep_ in _PARTS)
    last = max([last, *(t.i for c in parts for t in c.subtree)])
    change = trimmed(cue.sentence.doc, first, last) or cue.words
    proposal.add("change", reading.field(cue.sentence.span_of(*change)))
    proposal.set_value("direction", direction)
    add_region(reading, proposal, verb)
    add_when(reading, proposal)
    return proposal
