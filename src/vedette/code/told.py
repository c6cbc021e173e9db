"""Makes a statement of a cue, a speaker and the words."""

from collections.abc import Sequence

from vedette.code.proposal import Cue, Proposal
from vedette.code.reading import Reading
from vedette.code.reported import manner_of
from vedette.records import Field, Span


def told(reading: Reading, cue: Cue, speaker: Field, content: Sequence[Span]) -> Proposal:
    """Propose a statement; quotation marks stay outside its content."""
    proposal = cue.propose("statement", 0.75)
    kept = [_unquoted(reading, piece) for piece in content]
    proposal.add("speaker", speaker)
    proposal.add("content", *(reading.field(span) for span in kept))
    proposal.set_value("quote", manner_of(reading, kept))
    return proposal


def _unquoted(reading: Reading, piece: Span) -> Span:
    """Pull a piece that is a quotation with its marks inside the marks."""
    for quote in reading.quotes:
        if abs(quote.start - piece.start) <= 1 and abs(quote.end - piece.end) <= 1:
            return quote
    return piece
