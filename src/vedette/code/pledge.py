"""Finds pledges: an actor binds itself to an act by a time.

Verbs that bind (`promised`, `agreed to`), and `will` with a verb of giving (`will contribute`).
"""

import re

from spacy.tokens import Token

from vedette.code.phrases import Range, agent_of, is_passive, subject_of, trimmed, verb_group
from vedette.code.polarity import is_withheld
from vedette.code.proposal import Cue, Proposal, unnamed
from vedette.code.reading import Reading, Sentence
from vedette.code.times import resolve_due, resolve_when, widen
from vedette.code.voices import Voices
from vedette.records import Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Patterns

_WORDS = lexicon("pledges")
_VERBS = _WORDS.words("verbs")
_GIVE = _WORDS.words("give")
_STATUS = Patterns(_WORDS.classes("status"))
_UNITS = "|".join(_WORDS.ordered("units"))
_LEVEL = re.compile(
    r"(?:[$€£]\s?)?\d[\d.,]*(?:\s?(?:%|per ?cent|percent))?(?:\s(?:million|billion|thousand))?"
    rf"(?:\s(?:{_UNITS}))?",
    re.IGNORECASE,
)
_WILL = frozenset({"will", "shall", "'ll"})
_BOUND = frozenset({"xcomp", "ccomp", "dobj", "prep", "oprd", "advcl", "npadvmod", "dative"})


def find_pledges(reading: Reading, voices: Voices) -> list[Proposal]:
    """Propose pledges; a promise that a quoted speaker makes as `we` is his."""
    found = []
    for sentence in reading.sentences:
        for token in sentence.doc:
            made = _from_verb(reading, sentence, token, voices)
            if made is not None:
                found.append(made)
    return found


def _from_verb(
    reading: Reading, sentence: Sentence, verb: Token, voices: Voices
) -> Proposal | None:
    voiced = voices.over(sentence.at(verb)) is not None
    act = _act(verb) if _binds(verb, voiced=voiced) and not is_withheld(verb) else None
    if act is None:
        return None
    cue = Cue(sentence=sentence, words=verb_group(verb), rule=f"pledge.cue:{verb.lemma_}")
    proposal = cue.propose("pledge", 0.5)
    promisor = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if promisor is not None:
        proposal.add("promisor", unnamed(reading, sentence, promisor))
    else:
        proposal.add("promisor", *voices.speaker(cue.span.start))
    span = sentence.span_of(*act)
    proposal.add("act", reading.field(span))
    _add_times(reading, proposal)
    _add_level(reading, proposal, span)
    status = sorted(_STATUS.names(reading.words(sentence)))
    if status:
        proposal.set_value("status", status[0])
    return proposal


def _binds(verb: Token, *, voiced: bool) -> bool:
    """Say whether a verb binds: by itself, or as a gift that will be or was said would be made."""
    if verb.pos_ != "VERB":
        return False
    if verb.lemma_ == "agree":
        bound = {"xcomp", "prep", "ccomp"}
        return any(c.dep_ in bound and c.i > verb.i for c in verb.children)
    modals = _WILL | {"would"} if voiced else _WILL
    will = any(c.lower_ in modals and c.dep_ == "aux" for c in verb.children)
    return verb.lemma_ in _VERBS or (will and verb.lemma_ in _GIVE)


def _act(verb: Token) -> Range | None:
    """Give what is promised: behind the verb, or the subject of a passive."""
    subject = subject_of(verb)
    if is_passive(verb):
        numbers = [t.i for t in subject.subtree] if subject is not None else []
    else:
        parts = [c for c in verb.children if c.i > verb.i and c.dep_ in _BOUND]
        parts = parts or [c for c in verb.children if c.dep_ == "ccomp"]
        numbers = [t.i for c in parts for t in c.subtree]
    if not numbers:
        return None
    first, last = min(numbers), max(numbers)
    if verb.lemma_ in _GIVE:
        first = verb.i
    while first < last and verb.doc[first].lower_ in {"to", "that", "itself", "themselves"}:
        first += 1
    return trimmed(verb.doc, first, last)


def _add_times(reading: Reading, proposal: Proposal) -> None:
    """Take the first time ahead for when it is due, the first past one for when it was made."""
    today = reading.published.isoformat() if reading.published else None
    for time in reading.times_in(proposal.sentence.span):
        wide = widen(reading.text, time)
        due = resolve_due(wide, reading.published)
        made = resolve_when(wide, reading.published)
        if "due" not in proposal.fields and due and (today is None or due >= today[: len(due)]):
            proposal.add("due", reading.field(wide.span, due))
        elif "made" not in proposal.fields and _before(made, today):
            proposal.add("made", reading.field(wide.span, made))


def _before(value: str | None, today: str | None) -> bool:
    return bool(value and today and value[0].isdigit() and value < today[: len(value)])


def _add_level(reading: Reading, proposal: Proposal, act: Span) -> None:
    """Give the level promised: a sum or share as printed, else a number with what it counts."""
    times = [t.span for t in reading.times]
    sums = [
        Span(*match.span())
        for match in _LEVEL.finditer(reading.text, act.start, act.end)
        if not _inside(match.start(), times)
    ]
    longest = max(sums, key=lambda level: level.end - level.start, default=None)
    if longest is None or reading.text[longest.start : longest.end].isdigit():
        longest = _counted(proposal.sentence, act, times) or longest
    if longest is not None:
        proposal.add("target", reading.field(longest))


def _counted(sentence: Sentence, act: Span, times: list[Span]) -> Span | None:
    """Give the first number in words or figures inside the act, with the noun it counts."""
    for token in sentence.doc:
        at = sentence.at(token)
        if not (token.like_num and token.dep_ == "nummod" and act.start <= at < act.end):
            continue
        if token.head.i >= token.i and not _inside(at, times):
            return sentence.span_of(token.i, token.head.i)
    return None


def _inside(offset: int, spans: list[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)
