"""What an incident did: consequences, killed and injured, and whether it was one of many."""

from collections.abc import Sequence

from spacy.tokens import Token

from vedette.code.phrases import Range, clause_verb, trimmed
from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.records import Span
from vedette.taxonomy import lexicon
from vedette.taxonomy.patterns import Match, Patterns

_WORDS = lexicon("incidents")
_EFFECTS = Patterns({"effect": _WORDS.ordered("effect.words")})
_SERIES = Patterns({"series": _WORDS.ordered("series.words")})
_CASUALTIES = {name: frozenset(words) for name, words in _WORDS.classes("casualties").items()}
_NUMBERS = {word: number for number, word in enumerate(_WORDS.ordered("numbers"))}
_UNITS = _WORDS.words("units")
_APART = frozenset({"advcl", "conj", "ccomp", "parataxis", "relcl", "cc"})
# Most incidents of the training set have one or two effects; a third guess is wrong more often.
_EFFECTS_KEPT = 2
_SEVERAL = 4


def add_effects(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Take the first consequences that the sentences tell, in whole clauses."""
    for sentence in sentences:
        for match in _EFFECTS.search(reading.words(sentence)):
            chunk = _consequence(sentence, match)
            if chunk is None:
                continue
            span = sentence.span_of(*chunk)
            known = proposal.spans("effect")
            if not any(s.start < span.end and span.start < s.end for s in known):
                proposal.add("effect", reading.field(span))
            if len(known) + 1 >= _EFFECTS_KEPT:
                return


def _consequence(sentence: Sentence, match: Match) -> Range | None:
    """Give the clause that tells a consequence, without a subject that only causes it."""
    span = sentence.doc.char_span(match.start, match.end, alignment_mode="expand")
    verb = clause_verb(span.root) if span is not None else None
    if verb is None or verb.pos_ not in {"VERB", "AUX"}:
        return None
    transitive = any(c.dep_ == "dobj" for c in verb.children)
    without = {
        t.i
        for child in verb.children
        if child.dep_ in _APART or (child.dep_ == "nsubj" and transitive)
        for t in child.subtree
    }
    inside = {t.i for t in verb.subtree} - without
    first = last = verb.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return trimmed(sentence.doc, first, last)


def add_casualties(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Take the first number of killed and of injured."""
    for name, words in _CASUALTIES.items():
        for sentence in sentences:
            for token in sentence.doc:
                number = _counted(token) if token.lower_ in words else None
                if number is not None and name not in proposal.fields:
                    span = sentence.span_of(number.i, number.i)
                    proposal.add(name, reading.field(span, _value(number)))


def _counted(word: Token) -> Token | None:
    """Give the number that counts the killed or hurt: of the verb's object or subject."""
    for token in word.subtree:
        if token.like_num and token.dep_ in {"nummod", "nsubj", "nsubjpass", "dobj"}:
            return token
    subjects = (c for c in word.head.children if c.dep_ in {"nsubj", "nsubjpass"})
    return next((t for subject in subjects for t in subject.subtree if t.like_num), None)


def _value(number: Token) -> int | None:
    digits = number.text.replace(",", "")
    if digits.isdecimal() and len(digits) < 9:
        return int(digits)
    return _NUMBERS.get(number.lower_)


def add_series(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Say whether several are reported as one: by words for it, or a number beside a mention."""
    words = " ".join(reading.words(s) for s in sentences[:2])
    several = bool(_SERIES.names(words)) or any(
        _many(sentence, anchor)
        for sentence in sentences[:3]
        for anchor in proposal.anchor
        if sentence.span.start <= anchor.start < sentence.span.end
    )
    proposal.set_value("series", several)


def _many(sentence: Sentence, anchor: Span) -> bool:
    """Say whether a number of four or more counts a noun of the mention."""
    begin = anchor.start - sentence.span.start
    end = anchor.end - sentence.span.start
    span = sentence.doc.char_span(max(0, begin - 20), end, alignment_mode="expand")
    return span is not None and any(
        t.like_num
        and t.dep_ == "nummod"
        and t.head.tag_ in {"NNS", "NNPS"}
        and t.head.lemma_ not in _UNITS
        and begin <= t.head.idx < end
        and (_value(t) or _SEVERAL) >= _SEVERAL
        for t in span
    )
