"""Where and when a sentence plays: its places and days, without those of dateline and cue."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from vedette.code.phrases import noun_phrase
from vedette.code.reading import Reading, Sentence
from vedette.records import Span, TimeExpression
from vedette.taxonomy import lexicon
from vedette.taxonomy.countries import country_of

_WORDS = lexicon("settings")
_LOCATIVE = _WORDS.words("prepositions")
_NO_PLACE = _WORDS.words("never")
_AREA = _WORDS.words("areas")
_DASH = re.compile(r"\s?(?:—|–|--|\|)\s?|\s-\s|\)\s")
_CAPITALS = re.compile(r"[^\W\d_a-z]{3,}")
_BULLETS = "*•–-— "


def dateline_end(reading: Reading, sentence: Sentence) -> int:
    """Give the offset at which a sentence's dateline ends; its start where there is none."""
    words = reading.words(sentence)[:90]
    if _CAPITALS.match(words.lstrip(_BULLETS)) is None:
        return sentence.span.start
    dash = None
    for dash in _DASH.finditer(words, len(words) - len(words.lstrip(_BULLETS))):
        if not dash.group().startswith(")"):
            break
    return sentence.span.start + (dash.end() if dash else 0)


def places_of(reading: Reading, sentence: Sentence) -> set[str]:
    """Give the names of places in a sentence, in lower case, for telling incidents apart."""
    start = dateline_end(reading, sentence)
    return {
        reading.text[span.start : span.end].lower()
        for span, _ in located(reading, sentence)
        if span.start >= start
    }


def located(reading: Reading, sentence: Sentence) -> Iterator[tuple[Span, str | None]]:
    """Give where things happen in a sentence: the words, and the country or sea.

    A capital that speaks (`Moscow denied`) is no scene. Names that the gazetteer does not know
    count only behind `in`, `at`, `near` and the like, where the sentence has no other place.
    """
    known = [p for p in reading.places_in(sentence.span) if not _acts(sentence, p.span)]
    yield from ((p.span, p.country) for p in known)
    for token in sentence.doc:
        if token.lower_ in _AREA:
            span = sentence.span_of(*noun_phrase(token, joined=False))
            country = country_of(reading.text[span.start : span.end])
            if country is not None and span.end - span.start < 60:
                yield span, country
        elif (
            not known
            and token.dep_ == "pobj"
            and token.head.lower_ in _LOCATIVE
            and _is_name(token)
        ):
            span = sentence.span_of(*noun_phrase(token, joined=False))
            if not reading.times_in(span):
                yield span, country_of(reading.text[span.start : span.end])


def _acts(sentence: Sentence, place: Span) -> bool:
    """Say whether a place is a subject, and so stands for a government."""
    begin = place.start - sentence.span.start
    span = sentence.doc.char_span(begin, place.end - sentence.span.start, alignment_mode="expand")
    return span is not None and span.root.dep_ in {"nsubj", "nsubjpass", "agent", "poss"}


def rank(sentence: Sentence, place: Span) -> int:
    """Rank a place by its preposition: 0 for `in` and `near`, 1 for none, 2 for `from` and `of`."""
    begin = place.start - sentence.span.start
    span = sentence.doc.char_span(begin, place.end - sentence.span.start, alignment_mode="expand")
    if span is None or span.root.dep_ != "pobj":
        return 1
    return 0 if span.root.head.lower_ in _LOCATIVE else 2


def _is_name(token: Token) -> bool:
    if token.pos_ != "PROPN" or not token.text[:1].isupper():
        return False
    first, last = noun_phrase(token, joined=False)
    return not any(t.lower_ in _NO_PLACE for t in token.doc[first : last + 1])


def days_of(reading: Reading, sentence: Sentence) -> list[TimeExpression]:
    """Give the times at which something happens, without dateline and hour of the saying."""
    start = dateline_end(reading, sentence)
    return [
        t
        for t in reading.times_in(sentence.span)
        if t != reading.dateline and t.span.start >= start and not _of_the_cue(sentence, t)
    ]


def _of_the_cue(sentence: Sentence, time: TimeExpression) -> bool:
    """Say whether a time tells when somebody spoke: `the minister said on Friday`."""
    begin = time.span.start - sentence.span.start
    span = sentence.doc.char_span(
        begin, time.span.end - sentence.span.start, alignment_mode="expand"
    )
    if span is None:
        return False
    governor = span.root.head
    while governor.pos_ in {"ADP", "NOUN", "PROPN", "NUM"} and governor.head != governor:
        governor = governor.head
    return governor.lemma_ in lexicon("statements").words("clause")
