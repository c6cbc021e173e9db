"""Finds postures: a change in readiness, presence or protection.

A verb of change with a thing it changes (`raises its alert`), or words for how guards, jets and
borders stand (`are airborne`). A measure that is demanded, possible or refused is none, and neither
is an airport shut for two hours: that is an incident's effect.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import (
    Range,
    agent_of,
    is_negated,
    is_passive,
    noun_phrase,
    subject_of,
    trimmed,
    verb_group,
)
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_when, widen
from vedette.code.voices import Voices
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("postures")
_THINGS = Patterns(_WORDS.classes("things"))
_STATES = Patterns(_WORDS.classes("states"))
_SUBJECTS = Patterns({"subject": _WORDS.ordered("subjects.words")})
_SURE = _WORDS.words("sure")
_AREAS = frozenset(
    {
        "border",
        "crossing",
        "crossings",
        "frontier",
        "airspace",
        "bridge",
        "coast",
        "strait",
        "gulf",
        "islands",
        "capital",
    }
)
_PARTS = frozenset(
    {"dobj", "prep", "prt", "xcomp", "advmod", "npadvmod", "attr", "acomp", "oprd", "dative"}
)
_BARRED = frozenset({"could", "might", "may", "should", "must", "can"})
_DECIDING = frozenset({"decide", "begin", "start", "continue", "order", "agree", "have", "go"})


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


def _real(verb: Token, voiced: bool) -> bool:
    """Say whether a verb tells what is done or decided, not what is asked, feared or refused."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if helpers & _BARRED or ("would" in helpers and not voiced) or is_negated(verb):
        return False
    if any(
        c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "once"} for c in verb.children
    ):
        return False
    if "to" in helpers:
        return verb.head.lemma_ in _DECIDING
    bare = verb.tag_ == "VB" and not helpers
    subjunctive = (
        verb.tag_ == "VBN"
        and any(c.lower_ == "be" and c.tag_ == "VB" for c in verb.children)
        and not helpers
    )
    return (
        not bare and not subjunctive and not (verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "amod"})
    )


def _from_verb(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    directions = _VERBS.get(verb.lemma_, ())
    if not directions or verb.pos_ != "VERB" or verb.dep_ in {"amod", "acl", "relcl"}:
        return None
    if not _real(verb, voices.over(sentence.at(verb)) is not None):
        return None
    subject = subject_of(verb)
    changed = (
        subject if is_passive(verb) else next((c for c in verb.children if c.dep_ == "dobj"), None)
    )
    if changed is None and verb.lemma_ in {"scramble", "patrol", "reopen", "withdraw", "return"}:
        changed = subject
    if changed is None:
        return None
    direction = _direction(verb, changed, directions)
    if direction is None:
        return None
    rule = f"posture.{direction}:{verb.lemma_}"
    return _proposal(reading, sentence, verb, verb_group(verb), direction, rule)


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
        if span is None:
            continue
        verb = span.root
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        subject = subject_of(verb)
        if (
            verb.i in taken
            or subject is None
            or not _real(verb, voices.over(sentence.at(verb)) is not None)
        ):
            continue
        first, last = noun_phrase(subject)
        if not _SUBJECTS.names(sentence.doc[first : last + 1].text):
            continue
        taken.add(verb.i)
        anchor = min(verb_group(verb)[0], span.start), max(verb_group(verb)[1], span.end - 1)
        yield _proposal(
            reading, sentence, verb, anchor, match.name, f"posture.state:{match.pattern}"
        )


def _proposal(  # noqa: PLR0913
    reading: Reading, sentence: Sentence, verb: Token, anchor: Range, direction: str, rule: str
) -> Proposal:
    subject = subject_of(verb)
    passive = is_passive(verb)
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in _PARTS]
    first = (
        min([anchor[0], *(t.i for t in subject.subtree if passive and t.i < verb.i)])
        if subject is not None
        else anchor[0]
    )
    last = max([anchor[1], *(t.i for c in parts for t in c.subtree)])
    proposal = Proposal(
        type="posture",
        anchor=[sentence.span_of(*anchor)],
        sentence=sentence,
        rule=rule,
        confidence=0.5,
    )
    actor = agent_of(verb) if passive else subject
    if actor is not None:
        _add_actors(reading, sentence, proposal, actor)
    change = trimmed(sentence.doc, first, last) or anchor
    proposal.add("change", reading.field(sentence.span_of(*change)))
    proposal.fields["direction"] = [Field(value=direction)]
    _add_region(reading, sentence, proposal, verb)
    _add_when(reading, sentence, proposal)
    return proposal


def _add_actors(reading: Reading, sentence: Sentence, proposal: Proposal, actor: Token) -> None:
    for one in (actor, *actor.conjuncts):
        chunk = trimmed(sentence.doc, *noun_phrase(one, joined=False))
        if chunk is not None:
            span = sentence.span_of(*chunk)
            proposal.add(
                "actor", reading.field(span, country_of(reading.text[span.start : span.end]))
            )


def _add_region(reading: Reading, sentence: Sentence, proposal: Proposal, verb: Token) -> None:
    """Name where: the place of the clause, else a border or crossing that it speaks of."""
    clause = {t.i for t in verb.subtree}
    actors = proposal.spans("actor")
    for place in reading.places_in(sentence.span):
        begin = place.span.start - sentence.span.start
        span = sentence.doc.char_span(
            begin, place.span.end - sentence.span.start, alignment_mode="expand"
        )
        if (
            span is None
            or span.root.i not in clause
            or span.root.dep_ not in {"pobj", "conj", "compound", "dobj"}
        ):
            continue
        if not any(a.start <= place.span.start < a.end for a in actors):
            proposal.add("region", reading.field(place.span, place.country))
            return
    for token in verb.subtree:
        if token.lower_ in _AREAS:
            span = sentence.span_of(*noun_phrase(token, joined=False))
            proposal.add(
                "region", reading.field(span, country_of(reading.text[span.start : span.end]))
            )
            return


def _add_when(reading: Reading, sentence: Sentence, proposal: Proposal) -> None:
    """Take the time nearest to the cue, inside the change first."""
    changes: tuple[Span, ...] = proposal.spans("change")
    listed = []
    for time in reading.times_in(sentence.span):
        wide = widen(reading.text, time)
        outside = not any(c.start <= time.span.start < c.end for c in changes)
        value = resolve_when(wide, reading.published)
        listed.append((outside, abs(time.span.start - proposal.anchor[0].end), wide.span, value))
    if listed:
        _, _, span, value = min(listed, key=lambda row: row[:3])
        proposal.add("when", reading.field(span, value))
