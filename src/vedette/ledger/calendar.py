"""What the calendar is made of: calls, what may answer them, and postures, as reports tell them."""

from collections.abc import Iterator

from vedette.assess.calendar.moves import Move, move
from vedette.assess.calendar.pleas import Asking, asking
from vedette.assess.calendar.replies import TYPES, Reply, replies
from vedette.assess.printed import Printed
from vedette.ledger.remembered import Remembered
from vedette.records import Span
from vedette.relate import words

Dated = Asking | Reply | Move


def dating() -> Remembered[Dated]:
    """Give the memory of what every standing report tells for the calendar."""
    return Remembered(needs=frozenset({"call", *TYPES}), make=dated)


def dated(one: Printed) -> Iterator[Dated]:
    """Give what a report tells of calls and postures; a posture may answer a call, too."""
    for finding in one.findings:
        if not finding.anchor:
            continue
        if finding.type == "call":
            yield asking(finding, one, words.stems)
        if finding.type == "posture":
            yield move(finding, one, words.stems)
        if finding.type in TYPES:
            sentence = Span(*words.sentence_at(one.text, finding.anchor[0].start))
            yield from replies(finding, one, sentence, words.stems)
