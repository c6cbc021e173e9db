"""When and where an incident happened."""

from collections.abc import Iterable, Sequence

from vedette.code.proposal import Proposal
from vedette.code.reading import Reading, Sentence
from vedette.code.settings import dateline_end, days_of, located, rank
from vedette.code.times import resolve_when, widen
from vedette.records import Span


def distance(span: Span, anchors: Iterable[Span]) -> int:
    """Count the characters between a span and the nearest anchor."""
    return min(max(a.start - span.end, span.start - a.end, 0) for a in anchors)


def add_when(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Take the past time nearest to a mention, from the first sentence that has one."""
    for sentence in sentences:
        listed = []
        for time in days_of(reading, sentence):
            wide = widen(reading.text, time)
            value = resolve_when(wide, reading.published)
            if time.type != "DURATION" and value is not None and _past(value, reading):
                listed.append((distance(wide.span, proposal.anchor), wide.span, value))
        if listed:
            _, span, value = min(listed)
            proposal.add("when", reading.field(span, value))
            return


def _past(value: str, reading: Reading) -> bool:
    if reading.published is None or not value[0].isdigit():
        return value != "FUTURE"
    first = value.split("/", 1)[0]
    return first <= reading.published.isoformat()[: len(first)]


def add_where(reading: Reading, proposal: Proposal, sentences: Sequence[Sentence]) -> None:
    """Take the place of the best preposition nearest to a mention, datelines last."""
    for sentence in sentences:
        start = dateline_end(reading, sentence)
        listed = [
            (span.start < start, rank(sentence, span), distance(span, proposal.anchor), span, value)
            for span, value in located(reading, sentence)
        ]
        if listed:
            *_, span, value = min(listed, key=lambda row: row[:4])
            proposal.add("where", reading.field(span, value))
            return
