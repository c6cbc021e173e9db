"""Words of a report, as pages show them: in their sentence, with the way back to the article."""

from dataclasses import dataclass

from vedette.answers import Head
from vedette.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a report in the sentence that holds them; `start` is its offset in the article.

    `span` is where the words stand in the article.
    """

    head: Head
    sentence: str
    start: int
    span: Span
