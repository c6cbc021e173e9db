"""What is known of each word of an article before the network reads it, by a language's lists.

The same seven numbers that an English word has (`vedette.code.tagger.features`), so that one
network learns from all languages: what a verb of saying, a town, or the word for a blast is, its
lists tell in each.
"""

from collections.abc import Sequence

from vedette.code.languages import Language
from vedette.code.languages.page import Page
from vedette.code.languages.words import Words
from vedette.code.tagger.cues import CUES
from vedette.code.tagger.features import Features, laid_out, marks
from vedette.records import Span
from vedette.taxonomy.kinds import ORDER

_TIERS = ("never", "strong", "bare", "weak")
"""How firmly the lists of `kinds.toml` name a kind."""
_STATEMENT = CUES.index("statement") + 1
"""What a verb of saying cues."""


def hints(page: Page, language: Language, words: Sequence[Span]) -> Features:
    """Give seven numbers for each word of a page."""
    cued = marks(len(page.text), _cues(page.text, language.words))
    triggered = _triggers(page, language)
    named = [(spot.place.span, spot.wide) for spot in page.spots]
    return laid_out(
        page.text,
        words,
        quotes=page.speech,
        times=[time.span for time in page.times],
        places=[span for span, wide in named if not wide],
        states=[span for span, wide in named if wide],
        hints=[(_STATEMENT * cued[start], triggered[start]) for start, _ in words],
    )


def _cues(text: str, words: Words) -> list[Span]:
    """Find the verbs of saying; none where the language has no such list."""
    if "cues" not in words.lexicon("statements").tables:
        return []
    return [Span(m.start, m.end) for m in words.patterns("statements", "cues").search(text)]


def _triggers(page: Page, language: Language) -> bytearray:
    """Mark what names a kind by its number from 1."""
    kinds = bytearray(len(page.text))
    for sentence in page.sentences:
        for start, end, kind in chosen(page.words(sentence), language.words):
            first, last = sentence.start + start, sentence.start + end
            kinds[first:last] = bytes([ORDER.index(kind) + 1]) * (end - start)
    return kinds


def chosen(text: str, words: Words) -> list[tuple[int, int, str]]:
    """Choose among words for kinds that overlap; what is never of a kind takes only that kind away.

    Gives start, end and kind, the firmest first.
    """
    kept: list[tuple[int, int, str]] = []
    never: list[tuple[int, int, str]] = []
    for start, end, kind, tier in _ranked(text, words):
        if tier == "never":
            never.append((start, end, kind))
        elif not any(s < end and start < e and k == kind for s, e, k in never) and not any(
            s < end and start < e for s, e, _ in kept
        ):
            kept.append((start, end, kind))
    return kept


def _ranked(text: str, words: Words) -> list[tuple[int, int, str, str]]:
    """Give the matches of all triggers as start, end, kind, tier; the one to keep comes first."""
    found: list[tuple[int, int, str, str]] = []
    for match in words.triggers.search(text):
        kind, tier = match.name.split()
        found.append((match.start, match.end, kind, tier))
    return sorted(found, key=lambda m: (_TIERS.index(m[3]), ORDER.index(m[2]), m[0] - m[1]))
