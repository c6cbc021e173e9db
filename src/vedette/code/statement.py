"""Finds statements: somebody's words or view, reported with a cue.

A cue is a verb of `statements.toml`, any verb that touches a quotation, `according to`, or a noun
such as `in his view`. The content is the clause, the object or the quotations that belong to it.
"""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from vedette.code.phrases import (
    Range,
    agent_of,
    is_passive,
    noun_phrase,
    runs,
    subject_of,
    trimmed,
    verb_group,
)
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.records import Field, Span
from vedette.taxonomy import lexicon

_WORDS = lexicon("statements")
_CLAUSE = _WORDS.words("clause")
_OBJECT = _WORDS.words("object")
_VIEW = _WORDS.words("view")
_INNER = _WORDS.words("inner")
_ADDRESSED = _WORDS.words("addressed")
_MUTE = _WORDS.words("mute")
_PREPOSITION = {verb: frozenset(p) for verb, p in _WORDS.classes("preposition").items()}
_CONTENT_DEPS = frozenset({"ccomp", "xcomp", "oprd", "acomp", "attr", "prep", "dobj", "advcl"})


def find_statements(reading: Reading) -> Iterator[Proposal]:
    """Propose every statement of an article, in the order of their cues."""
    for sentence in reading.sentences:
        for token in sentence.doc:
            if reading.quote_at(sentence.at(token)) is None:
                proposal = _from_verb(reading, sentence, token) or _from_phrase(
                    reading, sentence, token
                )
                if proposal is not None:
                    yield proposal


def _from_verb(reading: Reading, sentence: Sentence, cue: Token) -> Proposal | None:
    if cue.pos_ not in {"VERB", "AUX"} or cue.lemma_ == "be":
        return None
    touched = _touches_quote(reading, sentence, cue)
    known = cue.lemma_ in _CLAUSE or cue.lemma_ in _OBJECT or cue.lemma_ in _PREPOSITION
    if not (known or touched):
        return None
    speaker = speaker_of(cue, inverted=True)
    if speaker is None or speaker.lower_ in _MUTE:
        return None
    content = list(_content(reading, sentence, cue, speaker))
    if not content:
        return None
    return _proposal(reading, sentence, cue, noun_phrase(speaker), content, verb_group(cue))


def speaker_of(cue: Token, *, inverted: bool = False) -> Token | None:
    """Find who speaks; `inverted` also looks behind the verb (`said the minister`)."""
    if is_passive(cue):
        return agent_of(cue)
    own = subject_of(cue)
    if own is not None:
        return own
    if inverted and cue.i > 0:
        behind = [c for c in cue.children if c.dep_ in {"dobj", "npadvmod", "attr"} and c.i > cue.i]
        return behind[0] if behind else None
    return None


def _touches_quote(reading: Reading, sentence: Sentence, cue: Token) -> bool:
    """Say whether a sentence-like quotation stands right before the cue's clause."""
    at = sentence.at(cue)
    return any(
        sentence.span.start <= q.start and 0 < at - q.end <= 60 and q.end - q.start > 12
        and reading.text[q.end - 1] in ",.?!"
        and "," not in reading.text[q.end + 1 : at]
        for q in reading.quotes_in(sentence.span)
    )


def _content(
    reading: Reading, sentence: Sentence, cue: Token, speaker: Token
) -> Iterator[Span]:
    doc = sentence.doc
    chunk = {cue.i, *range(verb_group(cue)[0], verb_group(cue)[1] + 1)}
    chunk.update(t.i for t in speaker.subtree if not _holds(t, cue))
    roots = [c for c in cue.children if c.dep_ == "ccomp"]
    if not roots and cue.dep_ == "parataxis":
        roots = [cue.head]
        chunk.update(t.i for t in cue.subtree)
    if roots and cue.lemma_ in _CLAUSE:
        numbers = {t.i for root in roots for t in root.subtree} - chunk
        yield from _spans(sentence, numbers)
        return
    left_quotes = [q for q in reading.quotes_in(sentence.span) if q.end <= sentence.at(cue)]
    if left_quotes and _touches_quote(reading, sentence, cue):
        yield from left_quotes[-1:]
        return
    yield from _spans(sentence, _right(cue) - chunk)


def _holds(token: Token, cue: Token) -> bool:
    return token == cue or token.is_ancestor(cue)


def _right(cue: Token) -> set[int]:
    """Give the tokens of what follows the cue and belongs to it."""
    allowed = _PREPOSITION.get(cue.lemma_, frozenset())
    wanted: set[int] = set()
    objects = cue.lemma_ in _OBJECT
    for child in cue.children:
        if child.i < cue.i or child.dep_ not in _CONTENT_DEPS:
            continue
        if child.dep_ == "prep" and child.lower_ not in allowed and not wanted:
            continue
        if child.dep_ == "dobj" and not objects and cue.lemma_ in _ADDRESSED:
            continue
        wanted.update(t.i for t in child.subtree)
    return wanted


def _spans(sentence: Sentence, numbers: set[int]) -> Iterator[Span]:
    doc = sentence.doc
    for first, last in runs(doc, numbers):
        if doc[first].lower_ in {"that", "and", "but"} and last > first:
            again = trimmed(doc, first + 1, last)
            if again:
                yield sentence.span_of(*again)
        else:
            yield sentence.span_of(first, last)


def _from_phrase(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    if token.lower_ == "according" and token.i + 1 < len(sentence.doc):
        return _according(reading, sentence, token)
    return None


def _according(reading: Reading, sentence: Sentence, token: Token) -> Proposal | None:
    doc = sentence.doc
    to = doc[token.i + 1]
    speaker = next((c for c in to.children if c.dep_ == "pobj"), None)
    if to.lower_ != "to" or speaker is None:
        return None
    first, last = noun_phrase(speaker)
    outside = set(range(len(doc))) - set(range(token.i, max(t.i for t in to.subtree) + 1))
    content = list(_spans(sentence, outside))
    if not content:
        return None
    return _proposal(reading, sentence, token, (first, last), content, (token.i, to.i))


def _proposal(  # noqa: PLR0913 - the parts of one statement
    reading: Reading,
    sentence: Sentence,
    cue: Token,
    speaker: Range,
    content: list[Span],
    anchor: Range,
) -> Proposal:
    proposal = Proposal(
        type="statement",
        anchor=[sentence.span_of(*anchor)],
        sentence=sentence,
        rule=f"statement.cue:{cue.lower_}",
    )
    kept = [span for piece in content for span in _unquoted(reading, piece)]
    proposal.add("speaker", reading.field(sentence.span_of(*speaker)))
    proposal.add("content", *(reading.field(span) for span in kept))
    proposal.fields["quote"] = [_manner(reading, kept)]
    return proposal


def _unquoted(reading: Reading, piece: Span) -> Iterator[Span]:
    """Pull a piece that is a quotation with its marks inside the marks."""
    for quote in reading.quotes:
        if abs(quote.start - piece.start) <= 1 and abs(quote.end - piece.end) <= 1:
            yield quote
            return
    yield piece


def _manner(reading: Reading, content: list[Span]) -> Field:
    inside = [reading.quote_at(span.start) for span in content]
    if all(q is not None and span.end <= q.end for q, span in zip(inside, content, strict=True)):
        return Field(value="direct")
    if any(q.start < span.end and span.start < q.end for span in content for q in reading.quotes):
        return Field(value="mixed")
    return Field(value="indirect")

