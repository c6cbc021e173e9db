"""Cuts an article into sentences, without a model.

A sentence never ends inside a quotation that closes in the same paragraph, so that the cue behind
the closing mark stays with the words it reports. Lines are paragraphs, unless one runs on in lower
case on the next (hard-wrapped mail).

>>> text = 'Lt. Gen. Ellery spoke. "It hurt. We left," he said.'
>>> [text[s.start:s.end] for s in find_sentences(text, ())]
['Lt. Gen. Ellery spoke.', '"It hurt.', 'We left," he said.']
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from vedette.records import Span

# The longest sentence of the training set has 640 characters; what is longer is a table, a list or
# text without stops, and is cut at a space so that parsing stays linear.
LONGEST = 1200

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cpt sgt cmdr adm sen rep gov pres st no nos vs etc inc "
    "ltd co corp jr sr fig approx dept est jan feb mar apr jun jul aug sept sep oct nov dec mt ft "
    "brig pte insp supt hon rev messrs vol art p pp ca cf al e.g i.e u.s u.k u.n a.m p.m d.c".split()
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[a-zà-ž])[^\n]+)*")
_STOP = re.compile(
    r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«„(\[–—•*-]*\s?[A-ZÀ-ÖØ-ÞĀ-ŽА-Я0-9])|[—–-]{2,}(?=\s)"
)


def find_paragraphs(text: str) -> Iterator[Span]:
    """Give every line that holds a word, with the lines that only continue it."""
    for match in _PARAGRAPH.finditer(text):
        if any(letter.isalnum() for letter in match.group()):
            yield Span(*match.span())


def find_sentences(text: str, quotes: Sequence[Span]) -> tuple[Span, ...]:
    """Cut every paragraph at its full stops; `quotes` are passages that stay whole."""
    found: list[Span] = []
    for paragraph in find_paragraphs(text):
        start = paragraph.start
        for stop in _stops(text, paragraph, quotes):
            found.extend(_whole(text, start, stop))
            start = stop
        found.extend(_whole(text, start, paragraph.end))
    return tuple(found)


def _stops(text: str, paragraph: Span, quotes: Sequence[Span]) -> Iterator[int]:
    starts = [quote.start for quote in quotes]
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if (
            _abbreviated(text, paragraph.start, match.start())
            or "." not in match.group()
            and (match.group()[0] in "—–-")
        ):
            continue
        behind = bisect_right(starts, match.start()) - 1
        inside = behind >= 0 and match.end() <= quotes[behind].end
        if not inside:
            yield match.end()


def _abbreviated(text: str, begin: int, dot: int) -> bool:
    if text[dot] != ".":
        return False
    word = re.split(r"[\s(\"“'‘]", text[max(begin, dot - 12) : dot])[-1].lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _whole(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the stretch without its outer blanks, in pieces where it is too long to parse."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield Span(start, cut)
        start = cut
    if end > start:
        yield Span(start, end)
