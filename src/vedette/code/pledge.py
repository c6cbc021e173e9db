"""Finds pledges: an actor binds itself to an act by a time."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import agent_of, clause, is_passive, noun_phrase, subject_of, verb_group
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_due, resolve_when, widen
from vedette.code.voices import Voices
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("pledges")
_VERBS = _WORDS.words("verbs")
_GIVE = _WORDS.words("give")
_NOMINAL = _WORDS.words("nominal")
_STATUS = Patterns(_WORDS.classes("status"))
_LEVEL = re.compile(
    r"(?:[$€£]\s?)?\d[\d.,]*(?:\s?(?:%|per ?cent|percent))?(?:\s(?:million|billion|thousand))?"
    r"(?:\s(?:of gross domestic product|of GDP|euros?|dollars?|kroner|kronor|pounds|crowns|soldiers|troops|rounds|shells|drones|missiles|men|ships|radars|batteries|howitzers|posts|days|hours|km|kilometres|guards|officers|vessels|filters|tanks|generators|devices))?",
    re.IGNORECASE,
)


def find_pledges(reading: Reading, voices: Voices) -> Iterator[Proposal]:
    for sentence in reading.sentences:
        for token in sentence.doc:
            found = _from_verb(reading, sentence, token, voices)
            if found is not None:
                yield found


def _from_verb(reading: Reading, sentence: Sentence, cue: Token, voices: Voices) -> Proposal | None:
    will = any(c.lower_ in {"will", "shall", "'ll"} and c.dep_ == "aux" for c in cue.children)
    if cue.pos_ != "VERB" or not (cue.lemma_ in _VERBS or (will and cue.lemma_ in _GIVE)):
        return None
    if cue.lemma_ == "assure":
        return None
    numbers = [
        t.i
        for c in cue.children
        if c.i > cue.i
        and c.dep_ in {"xcomp", "ccomp", "dobj", "prep", "oprd", "advcl", "npadvmod", "dative"}
        for t in c.subtree
    ]
    subject = subject_of(cue)
    if is_passive(cue):
        agent = agent_of(cue)
        numbers = [t.i for t in subject.subtree] if subject is not None else []
        subject = agent
    if cue.lemma_ == "agree" and not any(
        c.dep_ in {"xcomp", "prep", "ccomp"} and c.i > cue.i for c in cue.children
    ):
        return None
    if not numbers:
        return None
    doc = sentence.doc
    first, last = min(numbers), max(numbers)
    if cue.lemma_ in _GIVE:
        first = cue.i
    while first < last and doc[first].lower_ in {"to", "that", "itself", "themselves"}:
        first += 1
    proposal = Proposal(
        type="pledge",
        anchor=[sentence.span_of(*verb_group(cue))],
        sentence=sentence,
        rule=f"pledge.cue:{cue.lemma_}",
    )
    if subject is not None:
        proposal.add("promisor", reading.field(sentence.span_of(*noun_phrase(subject))))
    act = sentence.span_of(first, last)
    proposal.add("act", reading.field(act))
    for time in reading.times_in(sentence.span):
        wide = widen(reading.text, time)
        value = resolve_due(wide, reading.published)
        if value is None:
            continue
        if reading.published is None or value >= reading.published.isoformat()[: len(value)]:
            proposal.add("due", reading.field(wide.span, value))
            break
    for time in reading.times_in(sentence.span):
        wide = widen(reading.text, time)
        value = resolve_when(wide, reading.published)
        if (
            value
            and reading.published
            and value[0].isdigit()
            and value < reading.published.isoformat()[: len(value)]
        ):
            proposal.add("made", reading.field(wide.span, value))
            break
    level = max(
        (
            m
            for m in _LEVEL.finditer(reading.text, act.start, act.end)
            if not any(t.span.start <= m.start() < t.span.end for t in reading.times)
        ),
        key=lambda m: m.end() - m.start(),
        default=None,
    )
    if level:
        proposal.add("target", reading.field(Span(level.start(), level.end())))
    words = reading.text[sentence.span.start : sentence.span.end]
    status = sorted(_STATUS.names(words))
    if status:
        proposal.fields["status"] = [Field(value=status[0])]
    return proposal
