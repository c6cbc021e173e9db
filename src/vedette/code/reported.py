"""The words that a cue reports: clause, object or quotation, left or right of it."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from vedette.code.phrases import runs, trimmed, verb_group
from vedette.code.reading import Reading, Sentence
from vedette.records import Span
from vedette.taxonomy import lexicon

_WORDS = lexicon("statements")
_CLAUSE = _WORDS.words("clause")
_OBJECT = _WORDS.words("object")
_ADDRESSED = _WORDS.words("addressed")
_PREPOSITION = {verb: frozenset(p) for verb, p in _WORDS.classes("preposition").items()}
_CONTENT = frozenset({"ccomp", "xcomp", "oprd", "acomp", "attr", "prep", "dobj", "advcl", "pcomp"})
_OPENERS = frozenset({"that", "and", "but", "how", "only"})


def touches_quote(reading: Reading, sentence: Sentence, cue: Token) -> bool:
    """Say whether a sentence-like quotation stands right before or behind the cue's clause."""
    at = sentence.at(cue)
    for quote in reading.quotes_in(sentence.span):
        if quote.end - quote.start <= 12:
            continue
        before = 0 < at - quote.end <= 60 and reading.text[quote.end - 1] in ",.?!…"
        if before and "," not in reading.text[quote.end + 1 : at]:
            return True
        behind = 0 < quote.start - at <= 45 and ":" in reading.text[at : quote.start]
        if behind:
            return True
    return False


def content_of(
    reading: Reading, sentence: Sentence, cue: Token, speaker: Token
) -> tuple[Span, ...]:
    """Give the reported words in pieces: a split clause or quotation has several."""
    chunk = set(range(verb_group(cue)[0], verb_group(cue)[1] + 1))
    chunk.update(
        t.i
        for t in speaker.subtree
        if t != cue and not t.is_ancestor(cue) and not cue.is_ancestor(t) or t == speaker
    )
    if speaker.i < cue.i and cue.is_ancestor(speaker):
        chunk.update(t.i for t in speaker.subtree)
    if touches_quote(reading, sentence, cue):
        quotes = _quotes_around(reading, sentence, cue)
        if quotes:
            return quotes
    if _aside(cue):
        numbers = {t.i for t in cue.head.subtree} - {t.i for t in cue.subtree} - chunk
        return tuple(_pieces(sentence, numbers, cue))
    roots = [c for c in cue.children if c.dep_ == "ccomp"]
    if roots and cue.lemma_ in _CLAUSE:
        numbers = {t.i for root in roots for t in root.subtree} - chunk
        return tuple(_pieces(sentence, numbers, cue))
    return tuple(_pieces(sentence, _right(cue) - chunk, cue))


def _aside(cue: Token) -> bool:
    """Say whether the cue is put into or behind its content: `X, he said, Y`; `as he said`."""
    if cue.dep_ == "parataxis":
        return True
    return cue.dep_ == "advcl" and any(
        c.lower_ in {"as", "so"} and c.i < cue.i for c in cue.children
    )


def _quotes_around(reading: Reading, sentence: Sentence, cue: Token) -> tuple[Span, ...]:
    """Give the quotations of the cue's clause: the last before it, and those right behind it."""
    at = sentence.at(cue)
    quotes = reading.quotes_in(sentence.span)
    before = [q for q in quotes if q.end <= at][-1:]
    behind = [q for q in quotes if q.start > at and q.end - q.start > 12]
    if before and not touching(reading, before[0], at):
        before = []
    return tuple([*before, *behind[:1]])


def touching(reading: Reading, quote: Span, at: int) -> bool:
    """Say whether a quotation ends as one that a cue follows, close before an offset."""
    return at - quote.end <= 60 and reading.text[quote.end - 1] in ",.?!…"


def _right(cue: Token) -> set[int]:
    """Give the tokens of what follows the cue and belongs to it."""
    allowed = _PREPOSITION.get(cue.lemma_, frozenset())
    wanted: set[int] = set()
    for child in cue.children:
        if child.i < cue.i or child.dep_ not in _CONTENT:
            continue
        if child.dep_ == "prep" and child.lower_ not in allowed and not wanted:
            continue
        if child.dep_ == "advcl" and not wanted:
            continue
        if child.dep_ == "dobj" and cue.lemma_ not in _OBJECT and cue.lemma_ in _ADDRESSED:
            continue
        wanted.update(t.i for t in child.subtree)
        if child.dep_ == "prep" and child.lower_ in allowed:
            wanted.discard(child.i)
    return wanted


def _pieces(sentence: Sentence, numbers: set[int], cue: Token) -> Iterator[Span]:
    doc = sentence.doc
    for first, last in _joined(doc, numbers):
        if last < cue.i:
            first = _after_semicolon(doc, first, last)
        while first < last and doc[first].lower_ in _OPENERS:
            first += 1
        piece = trimmed(doc, first, last)
        if piece and (piece[1] > piece[0] or doc[piece[0]].pos_ not in {"PRON", "SCONJ", "DET"}):
            yield sentence.span_of(*piece)


def _joined(doc: Doc, numbers: set[int]) -> Iterator[tuple[int, int]]:
    """Give the runs among the numbers; only punctuation between two runs does not part them."""
    listed = list(runs(doc, numbers))
    while listed:
        first, last = listed.pop(0)
        while listed and all(t.is_punct or t.is_space for t in doc[last + 1 : listed[0][0]]):
            last = listed.pop(0)[1]
        yield first, last


def _after_semicolon(doc: Doc, first: int, last: int) -> int:
    """Leave out the clauses before the last semicolon or colon in front of the cue."""
    for number in range(last, first, -1):
        if doc[number].text in {";", ":"} and last - number > 2:
            return number + 1
    return first
