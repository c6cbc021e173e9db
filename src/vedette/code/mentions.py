"""Finds where an article names incidents, and how much each place is worth.

A mention that is only feared, asked for, planned against, practised or denied outright counts
against its incident instead of for it: the sum over the mentions decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from vedette.code.polarity import is_negated
from vedette.code.reading import Reading, Sentence
from vedette.records import Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.kinds import ORDER, kinds
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("incidents")
_MODALS = _WORDS.words("guards.modals")
_CONDITIONS = _WORDS.words("guards.conditions")
_AGAINST = _WORDS.words("guards.against")
_DRILLS = Patterns({"drill": _WORDS.ordered("guards.drills")})

# A strong mention is enough by itself, a bare one with company is not quite; of 0.4, 0.65, 0.9, 1.2
# and 1.5 for the sum, the training set was best at 0.65 and 0.9.
ENOUGH = 0.75
_STRONG, _BARE, _COMPANY, _UNREAL = 1.0, 0.45, 0.25, -1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name an incident, its kind, and their weight for the incident being real.

    `undone` says that the words themselves are negated.
    """

    kind: str
    span: Span
    sentence: Sentence
    pattern: str
    weight: float
    bare: bool
    undone: bool


@cache
def _naming() -> Patterns:
    listed = {k.name: k.strong for k in kinds()}
    return Patterns(listed | {f"{k.name}?": k.bare for k in kinds() if k.bare})


@cache
def _pointing() -> Patterns:
    return Patterns({k.name: k.weak for k in kinds() if k.weak})


@cache
def _foreign() -> Patterns:
    return Patterns({k.name: k.never for k in kinds() if k.never})


def find_mentions(reading: Reading) -> Iterator[Mention]:
    """Give the mentions sentence by sentence; where patterns overlap, the stronger and longer."""
    for sentence in reading.sentences:
        words = reading.words(sentence)
        foreign = list(_foreign().search(words))
        taken: list[Match] = []
        for match in sorted(_naming().search(words), key=_rank):
            kind = match.name.rstrip("?")
            if any(f.name == kind and f.start < match.end and match.start < f.end for f in foreign):
                continue
            if not any(t.start < match.end and match.start < t.end for t in taken):
                taken.append(match)
                yield _mention(reading, sentence, match)


def find_pointers(reading: Reading) -> Iterator[tuple[str, Span, Sentence]]:
    """Give the words that only point back: the kind, their span and their sentence."""
    for sentence in reading.sentences:
        for match in _pointing().search(reading.words(sentence)):
            yield match.name, _moved(sentence, match), sentence


def _rank(match: Match) -> tuple[bool, int, int]:
    return match.name.endswith("?"), ORDER.index(match.name.rstrip("?")), match.start


def _moved(sentence: Sentence, match: Match) -> Span:
    return Span(sentence.span.start + match.start, sentence.span.start + match.end)


def _mention(reading: Reading, sentence: Sentence, match: Match) -> Mention:
    bare = match.name.endswith("?")
    weight = _BARE if bare else _STRONG
    if sentence.index == 0 or reading.times_in(sentence.span) or reading.places_in(sentence.span):
        weight += _COMPANY
    undone = _undone(sentence, match)
    # A title that says what did not happen (`was not hacked`) may take back what was told before.
    if _unreal(reading, sentence, match) or (undone and sentence.index > 0):
        weight = _UNREAL
    return Mention(
        kind=match.name.rstrip("?"),
        span=_moved(sentence, match),
        sentence=sentence,
        pattern=match.pattern,
        weight=weight,
        bare=bare,
        undone=undone,
    )


def _undone(sentence: Sentence, match: Match) -> bool:
    """Say whether the verb that names the incident is negated: `no cable was cut`."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    return span is not None and span.root.pos_ == "VERB" and is_negated(span.root)


def _unreal(reading: Reading, sentence: Sentence, match: Match) -> bool:
    """Say whether the words stand under a modal, a condition, a fear, a `no`, or in a drill."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None:
        return False
    if _DRILLS.names(reading.words(sentence)):
        return True
    root = span.root
    chain = [root, *root.ancestors]
    for token in chain[:6]:
        if token != root and (token.lower_ in _AGAINST or token.lemma_ in _AGAINST):
            return True
        if token.pos_ in {"VERB", "AUX"} and _conditional(token):
            return True
        if token.pos_ == "VERB" and token != root and token.dep_ in {"ROOT", "ccomp"}:
            break
    return any(c.lower_ in {"no", "neither"} for c in root.children if c.i < root.i)


def _conditional(verb: Token) -> bool:
    return any(
        (c.dep_ == "aux" and c.lower_ in _MODALS and not _perfect(verb))
        or (c.dep_ == "mark" and c.lower_ in _CONDITIONS)
        for c in verb.children
    )


def _perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
