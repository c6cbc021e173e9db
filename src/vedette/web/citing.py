"""Words of a report on a page: cut at what is meant, with the way to where they stand."""

from vedette.desk import Words
from vedette.records import Span
from vedette.web.marks import Mark, Piece, cut


def phrase(told: Words) -> tuple[Piece, ...]:
    """Cut a sentence at the words that are meant."""
    return cut(told.sentence, [Mark(finding=1, span=Span(*told.span))], offset=told.start)


def cited(told: Words) -> str:
    """Give the words alone."""
    return told.sentence[max(0, told.span[0] - told.start) : told.span[1] - told.start]


def door(told: Words) -> str:
    """Give where in the article's page the words stand."""
    return f"?span={told.span[0]}-{told.span[1]}#here"
