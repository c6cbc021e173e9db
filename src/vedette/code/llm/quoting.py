"""Finds quotations in a text: what a model wrote becomes words of the article, or nothing.

A model straightens quotation marks and turns a line break into a space. So both sides are compared
with such characters made alike, one for one: offsets stay, and the words are always the article's.

>>> Quotable("He said “no”.").find('said "no"')
Span(start=3, end=12)
>>> Quotable("one blast, two blasts").find("blast#2")
Span(start=15, end=20)
"""

import re

from vedette.records import Span

ALIKE = str.maketrans(
    "“”„‟«»‘’‚‛ʼ`´‐‑‒–—−\u00a0\u202f\u2009\u200a\n\r\t",
    "\"\"\"\"\"\"'''''''------       ",
)
LONGEST = 3000
"""Characters of one quotation; the longest of our marked articles has 312."""
_NTH = re.compile(r"(.+)#([1-9]\d{0,2})", re.DOTALL)


class Quotable:
    """A text in which quotations are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = text.translate(ALIKE)

    def find(self, quotation: str, near: Span | None = None) -> Span | None:
        """Give where a quotation stands, None where it does not.

        With `#n` behind it that is its nth place, else the place nearest to `near`, else its first.
        """
        nth, words = 0, quotation.strip()
        if words not in self.text and (found := _NTH.fullmatch(words)):
            words, nth = found[1].strip(), int(found[2])
        everywhere = self._places(words)
        # Whole words before parts of longer ones, which count only where those do not reach.
        whole = [span for span in everywhere if self._whole(span)]
        places = whole if len(whole) >= max(nth, 1) else everywhere
        if nth:
            return places[nth - 1] if nth <= len(places) else None
        if near is None:
            return places[0] if places else None
        return min(places, key=lambda span: (_gap(span, near), span), default=None)

    def _places(self, words: str) -> list[Span]:
        """Give every place of some words."""
        plain = words.translate(ALIKE)
        if not plain or len(plain) > LONGEST:
            return []
        return [Span(*one.span()) for one in re.finditer(re.escape(plain), self._plain)]

    def _whole(self, span: Span) -> bool:
        text = self._plain
        opens = not (text[span.start].isalnum() and text[span.start - 1 : span.start].isalnum())
        closes = not (text[span.end - 1].isalnum() and text[span.end : span.end + 1].isalnum())
        return opens and closes


def _gap(span: Span, near: Span) -> int:
    return max(near.start - span.end, span.start - near.end, 0)
