"""Where a time expression stands: the words around it, and whether they look back or ahead.

News looks back: "on Thursday" is the Thursday before publication unless something near it says
otherwise. The nearest sign decides: a preposition right before (`by`, `until`, `since`), then a
verb of the future (`will`, `is due`) or of the past (`said`, `was`) in the same sentence.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

REACH: Final = 110
"""Characters looked at on either side; half a sentence of a wire report."""

_BEFORE_AHEAD = re.compile(
    r"\b(?:by|until|till|starting(?: on| from)?|beginning(?: on| in| from)?|no later than|from"
    r"|with effect from|effective|through|due(?: on| in| by)?|scheduled for|planned for|set for"
    r"|up to|before|not before|ahead of|as of|later|coming|upcoming)(?: the)?\s*$",
    re.IGNORECASE,
)
_BEFORE_BACK = re.compile(
    r"\b(?:since|after|following|dated|as early as|as recently as|earlier)(?: the)?\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|(?:is|are|was|were) (?:to|due|scheduled|set|expected|planned|slated)"
    r"|going to|due to|scheduled|upcoming|forthcoming|plans? to|planned|intends? to|expects?"
    r"|to be held|must|may|could|should|would|hopes? to|ahead of|preparing|tomorrow)\b|['’]ll\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:was|were|had|said|told|did|has|have|went|came|left|hit|struck|found|fell|began|took"
    r"|made|held|shot|brought|became|broke|cut|gave|got|knew|led|met|put|ran|rose|saw|sent|set"
    r"|spoke|won|wrote|blew|flew|drove|caught|sank|lost|paid|read|(?!need|seed|feed|speed|indeed"
    r"|hundred|embed|exceed|proceed|succeed|unprecedented)[a-z]{2,14}ed)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;][\"”’)\]]{0,2}\s+(?=[\"“‘(]?[A-Z])|\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,4}|a\.m|p\.m|U\.S)\.\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One match in its text. `anchor` is the day told last before it, `today` the publication."""

    text: str
    start: int
    end: int
    today: date | None
    anchor: date | None = None

    @property
    def base(self) -> date | None:
        """The day that "two days later" counts from."""
        return self.anchor or self.today

    def before(self) -> str:
        """The words of the same sentence before the match."""
        window = self.text[max(0, self.start - REACH) : self.start]
        cut = 0
        for end in _SENTENCE_END.finditer(window):
            if not _ABBREVIATION.search(window[: end.end()]):
                cut = end.end()
        return window[cut:]

    def after(self) -> str:
        """The words of the same sentence behind the match."""
        window = self.text[self.end : self.end + REACH]
        end = _SENTENCE_END.search(window)
        return window[: end.start()] if end else window

    def ahead(self) -> bool | None:
        """Whether the words around look to the future; None where nothing tells."""
        before = self.before()
        if _BEFORE_BACK.search(before):
            return False
        if _BEFORE_AHEAD.search(before):
            return not _spent(before)
        return _nearest_verb(before, self.after())


def _spent(before: str) -> bool:
    """See whether a deadline is told of in the past: "ran from", "was closed from"."""
    return bool(re.search(r"\b(?:ran|lasted|stretched|dating|dates|reigned)\b[^,]{0,30}$", before))


def _nearest_verb(before: str, after: str) -> bool | None:
    signs = [(len(before) - m.end(), True) for m in _AHEAD.finditer(before)]
    signs += [(len(before) - m.end(), False) for m in _BACK.finditer(before)]
    if not signs:
        signs = [(m.start(), True) for m in _AHEAD.finditer(after)]
        signs += [(m.start(), False) for m in _BACK.finditer(after)]
    if not signs:
        return None
    nearest = min(distance for distance, _ in signs)
    near = [ahead for distance, ahead in signs if distance <= nearest + 12]
    return any(near)
