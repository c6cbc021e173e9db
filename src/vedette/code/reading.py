"""An article as the coder holds it: sentences with their syntax, quotations, times and places.

Nothing here decides anything; the modules per finding type look at a `Reading` and propose.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token

from vedette.records import Field, Place, Span, TimeExpression, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and where it stands; `doc` is its parse."""

    index: int
    paragraph: int
    span: Span
    doc: Doc

    def span_of(self, first: int, last: int) -> Span:
        """Turn token numbers, the last one included, into a span of the article."""
        end = self.doc[last]
        return Span(self.span.start + self.doc[first].idx, self.span.start + end.idx + len(end))

    def at(self, token: Token) -> int:
        """Give the offset of a token in the article."""
        return self.span.start + token.idx


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the coder knows of an article before it looks for findings."""

    text: str
    published: date | None
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    dateline: TimeExpression | None = None

    def words(self, sentence: Sentence) -> str:
        """Give a sentence's words."""
        return self.text[sentence.span.start : sentence.span.end]

    def field(self, span: Span, value: Value = None) -> Field:
        """Make a field entry from its words; the law `text == slice` is kept here."""
        return Field(span=span, text=self.text[span.start : span.end], value=value)

    def quote_at(self, offset: int) -> Span | None:
        """Give the quotation that covers this offset, if one does."""
        behind = bisect_right(self.quotes, (offset, len(self.text) + 1)) - 1
        if behind >= 0 and self.quotes[behind].end > offset:
            return self.quotes[behind]
        return None

    def quotes_in(self, span: Span) -> tuple[Span, ...]:
        """Give the quotations that lie within a span."""
        first = bisect_left(self.quotes, (span.start, 0))
        last = bisect_right(self.quotes, (span.end, 0))
        return tuple(q for q in self.quotes[first:last] if q.end <= span.end)

    def times_in(self, span: Span) -> tuple[TimeExpression, ...]:
        """Give the time expressions that lie within a span."""
        return tuple(t for t in self.times if span.start <= t.span.start and t.span.end <= span.end)

    def places_in(self, span: Span) -> tuple[Place, ...]:
        """Give the places named within a span."""
        return tuple(
            p for p in self.places if span.start <= p.span.start and p.span.end <= span.end
        )

    def neighbours(self, sentence: Sentence, reach: int) -> Iterator[Sentence]:
        """Give the sentences up to `reach` away, nearest first, the later one first."""
        for step in range(reach + 1):
            for index in {sentence.index + step: 0, sentence.index - step: 0}:
                if 0 <= index < len(self.sentences):
                    yield self.sentences[index]
