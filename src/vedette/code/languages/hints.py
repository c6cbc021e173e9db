"""What is known of each word of an article before the network reads it, by a language's lists.

The same seven numbers that an English word has (`vedette.code.tagger.features`), so that one
network learns from all languages: what a verb of saying, a town, or the word for a blast is, its
lists tell in each.
"""

from collections.abc import Sequence

from vedette.code.languages import Language
from vedette.code.languages.mentions import chosen
from vedette.code.languages.page import Page
from vedette.code.languages.speech import find_cues
from vedette.code.tagger.cues import CUES
from vedette.code.tagger.features import Features, laid_out, marks
from vedette.records import Span
from vedette.taxonomy.kinds import ORDER

_STATEMENT = CUES.index("statement") + 1
"""What a verb of saying cues."""


def hints(page: Page, language: Language, words: Sequence[Span]) -> Features:
    """Give seven numbers for each word of a page."""
    cued = marks(len(page.text), find_cues(page, language.words))
    triggered = _triggers(page, language)
    named = [(spot.place.span, spot.wide) for spot in page.spots if spot.place]
    return laid_out(
        page.text,
        words,
        quotes=page.speech,
        times=[time.span for time in page.times],
        places=[span for span, wide in named if not wide],
        states=[span for span, wide in named if wide],
        hints=[(_STATEMENT * cued[start], triggered[start]) for start, _ in words],
    )


def _triggers(page: Page, language: Language) -> bytearray:
    """Mark what names a kind by its number from 1."""
    kinds = bytearray(len(page.text))
    for sentence in page.sentences:
        for start, end, kind, _ in chosen(page.words(sentence), language):
            first, last = sentence.start + start, sentence.start + end
            kinds[first:last] = bytes([ORDER.index(kind) + 1]) * (end - start)
    return kinds
