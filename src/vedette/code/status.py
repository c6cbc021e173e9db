"""Reads the stage in which an article leaves an incident."""

from functools import cache

from vedette.code.polarity import is_negated, is_nobody
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.records import Field, Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("incidents")
_ORDER = tuple(_WORDS.classes("status"))


@cache
def _stages() -> Patterns:
    return Patterns(_WORDS.classes("status"))


def add_status(
    reading: Reading, proposal: Proposal, near: list[Sentence], others: set[int], *, alone: bool
) -> None:
    """Give the latest stage that the words near the mentions show; `reported` where none does.

    Where an article tells of one incident only, all of its sentences are near.
    """
    own = {s.index for s in near}
    around = {i + step for i in own for step in (-1, 0, 1, 2)} - (others - own)
    searched = reading.sentences if alone else [s for s in reading.sentences if s.index in around]
    found: list[tuple[int, Span]] = []
    for sentence in searched:
        for match in _stages().search(reading.words(sentence)):
            if _undone(sentence, match):
                continue
            at = sentence.span.start
            found.append((_ORDER.index(match.name), Span(at + match.start, at + match.end)))
    if found:
        rank, span = min(found)
        proposal.fields["status"] = [reading.field(span, _ORDER[rank])]
    else:
        proposal.fields["status"] = [Field(value="reported")]


def _undone(sentence: Sentence, match: Match) -> bool:
    """Say whether a word outside the match negates the stage: `has not ruled out sabotage`."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None or span.root.pos_ != "VERB":
        return False
    if any(t.dep_ == "neg" or is_nobody(t) for t in span):
        return False
    return is_negated(span.root)
