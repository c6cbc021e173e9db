"""Tell what several reports quote: each in its own words, copies folded, repeats left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.desk import Head, Quote, Spoken
from vedette.web.affairs import Printed, folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """A report with what it quotes of an utterance, and the copies that are folded under it."""

    head: Head
    quotes: tuple[Quote, ...]
    copies: tuple[Printed, ...] = ()


def quoting(spoken: Spoken) -> tuple[Quoting, ...]:
    """Give the reports that quote an utterance, each copy under its origin."""
    return tuple(
        Quoting(
            head=report.head,
            quotes=tuple(_whole([q for q in spoken.quotes if q.head == report.head])),
            copies=report.copies,
        )
        for report in folded(quote.head for quote in spoken.quotes)
    )


def _whole(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Leave out words that stand in others of the same report: two findings of one quotation."""
    for n, quote in enumerate(quotes):
        others = [q.saying.words for m, q in enumerate(quotes) if m != n]
        twins = [q.saying.words for q in quotes[:n]]
        said = quote.saying.words
        if said not in twins and not any(said in words and said != words for words in others):
            yield quote


def named(quote: Quote, spoken: Spoken) -> str:
    """Give how a report calls who said it, where that is not how the utterance is told."""
    called = quote.saying.speaker
    return "" if called.casefold() == spoken.utterance.speaker.casefold() else called


def heads(spoken: Spoken) -> dict[str, Head]:
    """Give the reports that quote an utterance by their articles, copies too."""
    return {quote.head.article: quote.head for quote in spoken.quotes}


def at(quote: Quote) -> str:
    """Give where in the article's page the words stand."""
    if quote.span is None:
        return f"#f-{quote.saying.finding}"
    start, end = quote.span
    return f"?span={start}-{end}#here"
