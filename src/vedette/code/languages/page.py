"""An article as the lists hold it: sentences, speech, times and places.

A sentence ends at a full stop that no abbreviation owns, before a capital letter, a quotation mark
or a dash; a line break always ends one.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from vedette.records import Place, Span, TimeExpression

UPPER = "A-Z" + "".join(
    letter for letter in map(chr, [*range(0xC0, 0x250), *range(0x400, 0x530)]) if letter.isupper()
)
"""Capital letters, Latin and Cyrillic, for a class of a regular expression."""
_END = re.compile(rf"(?:[.!?…]+[”\"»’)\]]*)(?=\s+[„“\"«(–—-]*\s?[{UPPER}]|\s+\d)|\n+")
_LONGEST = 1500
"""Characters; what is longer is a list, and would be searched again and again."""
_LAST_WORD = re.compile(r"(?:^|[\s(„])([^\s(„]{1,12})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A toponym as it stands in a text.

    `span` takes in the preposition (`pod Dęblinem`). `locates` says that the words tell where, not
    whence, whither or whose. `wide` is a state or a region.
    """

    span: Span
    place: Place
    locates: bool
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of an article before findings are sought; all lists in the text's order."""

    text: str
    published: date | None
    sentences: tuple[Span, ...]
    speech: tuple[Span, ...]
    times: tuple[TimeExpression, ...]
    spots: tuple[Spot, ...]

    def words(self, span: Span) -> str:
        """Give the words of a span."""
        return self.text[span.start : span.end]


def find_sentences(text: str, abbreviations: Collection[str]) -> tuple[Span, ...]:
    """Cut a text into sentences, white space at their ends left out.

    >>> text = "Do zdarzenia doszło o godz. 4 rano. Nikt nie zginął."
    >>> [text[s.start:s.end] for s in find_sentences(text, {"godz"})]
    ['Do zdarzenia doszło o godz. 4 rano.', 'Nikt nie zginął.']
    """
    found: list[Span] = []
    start = 0
    for end in _END.finditer(text):
        if not _abbreviated(text[start : end.end()], abbreviations):
            found.append(Span(start, end.end()))
            start = end.end()
    found.append(Span(start, len(text)))
    found = [piece for span in found for piece in _pieces(text, span)]
    return tuple(span for span in (_trimmed(text, span) for span in found) if span.start < span.end)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut what is too long to be a sentence, at its gaps."""
    start = span.start
    while span.end - start > _LONGEST:
        gap = text.rfind(" ", start + 1, start + _LONGEST)
        end = gap if gap > 0 else start + _LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _abbreviated(words: str, abbreviations: Collection[str]) -> bool:
    last = _LAST_WORD.search(words[-16:])
    return (
        bool(last)
        and last is not None
        and (last[1].lower() in abbreviations or last[1].isdecimal() or _initial(last[1]))
    )


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
