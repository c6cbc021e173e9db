"""Where somebody is said to have said something: verbs of saying, by a language's list.

A language with statements of its own finds them by their grammar. One without needs the verbs all
the same: the day beside one ("said on Thursday") is the day of the words and not of the deed.
"""

from vedette.code.languages.page import Page
from vedette.code.languages.words import Words
from vedette.records import Span


def find_cues(page: Page, words: Words) -> list[Span]:
    """Find the verbs of the list `cues` in `statements.toml`; none where it has no such list."""
    if "cues" not in words.lexicon("statements").tables:
        return []
    found = words.patterns("statements", "cues").search(page.text)
    return sorted(Span(match.start, match.end) for match in found)
