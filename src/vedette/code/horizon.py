"""How far a forecast reaches, and how likely it is said to be in figures."""

import re

from vedette.code.proposal import Proposal
from vedette.code.reading import Reading
from vedette.code.times import resolve_horizon, widen
from vedette.records import Span, TimeExpression

_PROBABILITY = re.compile(
    r"(\d{1,3}(?:\.\d)?)\s?(?:%|per ?cent|percent)|one (?:chance )?in \w+", re.IGNORECASE
)


def add_horizon(reading: Reading, proposal: Proposal) -> None:
    """Give the time ahead that stands nearest to the cue, inside the clause if there is one."""
    ahead: list[tuple[bool, int, Span, str]] = []
    clauses = proposal.spans("event")
    for time in reading.times_in(proposal.sentence.span):
        wide = widen(reading.text, time)
        value = resolve_horizon(wide, reading.published)
        if value is None or time.type == "SET" or not _ahead(time, value, reading):
            continue
        outside = not any(c.start <= time.span.start < c.end for c in clauses)
        ahead.append((outside, abs(time.span.start - proposal.anchor[0].end), wide.span, value))
    if ahead:
        _, _, span, value = min(ahead)
        proposal.add("horizon", reading.field(span, value))


def _ahead(time: TimeExpression, value: str, reading: Reading) -> bool:
    """Say whether a time ends after publication; a month or year that runs still counts."""
    if reading.published is None:
        return True
    last = value.rsplit("/", 1)[-1]
    today = reading.published.isoformat()[: len(last)]
    return last > today or (last == today and len(last) < 10 and time.type != "TIME")


def add_probability(reading: Reading, proposal: Proposal) -> None:
    """Give the number that the sentence puts on it, as a share of one."""
    sentence = proposal.sentence
    found = _PROBABILITY.search(reading.words(sentence))
    if found:
        at = sentence.span.start
        value = float(found.group(1)) / 100 if found.group(1) else None
        proposal.add(
            "probability", reading.field(Span(at + found.start(), at + found.end()), value)
        )


def modality_of_number(words: str) -> str:
    """Read the modality off a number: up to 30 per cent unlikely, over half likely.

    >>> modality_of_number("puts the chance at 6 per cent")
    'unlikely'
    """
    found = _PROBABILITY.search(words)
    if not found or not found.group(1):
        return "possible"
    share = float(found.group(1))
    return "unlikely" if share <= 30 else "likely" if share > 50 else "possible"
