"""What a sentence speaks of, in whatever language: notions, by the stems that bear them.

`notions.toml` of a language lists stems by notion (`burn = ["горі*|згорі*"]`), the same notions in
every language. What they amount to together is learnt once for all of them (`judge`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from vedette.records import Span
from vedette.taxonomy.patterns import Patterns


class Notion(NamedTuple):
    """A notion and the words that bear it."""

    span: Span
    name: str


def find_notions(
    text: str, sentences: Sequence[Span], patterns: Patterns
) -> tuple[tuple[Notion, ...], ...]:
    """Give the notions of each sentence in the order of the text, each once at a place.

    >>> patterns = Patterns({"burn": ["burn*"], "rail": ["rail*|train"]})
    >>> find_notions("A train burned. It is over.", [Span(0, 15), Span(16, 27)], patterns)[0][1]
    Notion(span=Span(start=8, end=14), name='burn')
    """
    starts = [sentence.start for sentence in sentences]
    found: list[set[Notion]] = [set() for _ in sentences]
    for match in patterns.search(text):
        number = bisect_right(starts, match.start) - 1
        if number >= 0:
            found[number].add(Notion(Span(match.start, match.end), match.name))
    return tuple(tuple(sorted(each)) for each in found)
