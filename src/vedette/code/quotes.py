"""Where an article quotes: the spans between quotation marks, marks left out.

Quotation marks pair within a paragraph. A passage that opens and never closes runs to the end of
its paragraph, as the first paragraphs of a long quotation do. An apostrophe is no mark: a straight
single quote opens only before a letter at a word's start, and closes only behind one.

>>> text = 'He called it "spy mania" and left.'
>>> [text[s.start:s.end] for s in find_quotes(text)]
['spy mania']
"""

import re
from collections.abc import Iterator

from vedette.records import Span

# No quotation in 227 training articles is longer than 900 characters; past 3,000, the bound in the
# patterns, a mark is a stray inch sign or a slip.
_PATTERNS = (
    re.compile(r"[“„]([^“”„\n]{1,3000})[”“]"),
    re.compile(r"«([^«»\n]{1,3000})»"),
    re.compile(r'(?<![\w"])"([^"\n]{1,3000})"|(?<=[(\[—–-])"([^"\n]{1,3000})"'),
    re.compile(r"(?<![\w’'])‘(\S[^‘\n]{0,3000}?)’(?![\w])"),
    re.compile(r"(?<![\w'])'([^\W\d_][^'\n]*(?:(?<=\w)'(?=\w)[^'\n]*)*)'(?!\w)"),
)
_UNCLOSED = re.compile(r"(?m)^[“\"]([^“”\"\n]{20,3000})$")


def find_quotes(text: str) -> tuple[Span, ...]:
    """Give the quoted passages in their order; none lies inside another."""
    found: list[Span] = []
    taken = bytearray(len(text))
    for pattern in (*_PATTERNS, _UNCLOSED):
        for span in _matches(pattern, text):
            if taken.find(1, span.start, span.end) < 0:
                taken[span.start : span.end] = b"\x01" * (span.end - span.start)
                found.append(span)
    return tuple(sorted(found))


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        group = match.lastindex or 0
        if match.group(group).strip():
            yield Span(*match.span(group))
