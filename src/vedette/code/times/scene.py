"""Where a time expression stands: the words around it, and whether they look back or ahead.

News looks back: "on Thursday" is the Thursday before publication unless something near it says
otherwise. The nearest sign decides: a preposition right before (`by`, `until`, `since`), then a
verb of the future (`will`, `is due`) or of the past (`said`, `was`) in the same sentence.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedette.code.times.memory import NOTHING, Memory

REACH: Final = 110
"""Characters looked at on either side; half a sentence of a wire report."""

SLACK: Final = 12
"""Characters within which a verb of the future beats a nearer participle: "will be closed"."""

_BEFORE_AHEAD = re.compile(
    r"\b(?:by|until|till|starting(?: on| from)?|beginning(?: on| in| from)?"
    r"|no (?:later|earlier) than|with effect from|effective|due(?: on| in| by)?|scheduled for"
    r"|planned for|set for|expires?|up to|not before|ahead of|later|in advance of|coming|upcoming)"
    r"(?: (?:the|at least))?\s*$",
    re.IGNORECASE,
)
_OPENS_UNTIL = re.compile(r"^[\s\"“‘(]*Until\s$")
_BEFORE_OPEN = re.compile(r"\b(?:from|through)(?: the)?\s*$", re.IGNORECASE)
_RANGE = re.compile(r"\s(?:to|until|till|through)\s", re.IGNORECASE)
_BEFORE_PERHAPS = re.compile(
    r"\b(?:from|through|throughout|before|to|for)(?: the)?\s*$", re.IGNORECASE
)
"""`from Monday` looks ahead; these do where no verb looks back: "from Monday to Friday"."""
_BEFORE_BACK = re.compile(
    r"\b(?:since|after|following|dated|as early as|as recently as|earlier)(?: the)?\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|(?:set|slated|due|scheduled) (?:for|to|in|on)"
    r"|(?:is|are|was|were) (?:to|due|scheduled|set|expected|planned|slated)"
    r"|going to|due to|scheduled|upcoming|forthcoming|plans? to|planned|intends? to|expects?"
    r"|to be held|must|(?-i:may)|would|hopes? to|preparing|tomorrow)\b|['’]ll\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:was|were|had|said|told|did|has|have|went|came|left|hit|struck|found|fell|began|took"
    r"|made|held|shot|brought|became|broke|cut|gave|got|knew|led|met|put|ran|rose|saw|sent|set"
    r"|spoke|won|bought|sold|wrote|blew|flew|drove|caught|sank|lost|paid|read|(?!need|seed|feed|speed|indeed"
    r"|hundred|embed|exceed|proceed|succeed|unprecedented)[a-z]{2,14}ed)\b",
    re.IGNORECASE,
)
_SCHEDULED = re.compile(
    r"\b(?:leaves?|begins?|starts?|opens?|meets?|arrives?|resumes?|ends?|closes?|departs?|visits?"
    r"|travels?|votes?|faces?|goes|returns?|expires?|takes? (?:effect|place|office))\b",
    re.IGNORECASE,
)
"""A present tense that tells a timetable: "talks begin Tuesday"."""
_SENTENCE_END = re.compile(r"[.!?;][\"”’)\]]{0,2}\s+(?=[\"“‘(]?[A-Z])|\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|[A-Z][a-z]{1,4}|a\.m|p\.m|U\.S)\.\s+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One match in its text. `memory` is what was told before it, `today` the publication."""

    text: str
    start: int
    end: int
    today: date | None
    memory: Memory = NOTHING

    @property
    def anchor(self) -> date | None:
        """The day told last before it."""
        return self.memory.day

    @property
    def base(self) -> date | None:
        """The day that "two days later" counts from."""
        return self.anchor or self.today

    def before(self) -> str:
        """Give the words of the same sentence before the match."""
        window = self.text[max(0, self.start - REACH) : self.start]
        cut = 0
        for end in _SENTENCE_END.finditer(window):
            if not _ABBREVIATION.search(window[: end.end()]):
                cut = end.end()
        return window[cut:]

    def after(self) -> str:
        """Give the words of the same sentence behind the match."""
        window = self.text[self.end : self.end + REACH]
        end = _SENTENCE_END.search(window)
        return window[: end.start()] if end else window

    def ahead(self) -> bool | None:
        """Whether the words around look to the future; None where nothing tells."""
        before = self.before()
        if _BEFORE_BACK.search(before) or self._until_it_was(before):
            return False
        if _BEFORE_AHEAD.search(before):
            return True
        if _BEFORE_OPEN.search(before) and not _RANGE.match(self.text, self.end):
            return True
        sign = _nearest_verb(before, self.after())
        if sign is None and _SCHEDULED.search(before):
            return True
        return True if sign is None and _BEFORE_PERHAPS.search(before) else sign

    def _until_it_was(self, before: str) -> bool:
        """See whether a sentence opens with "Until Thursday" and goes on in the past tense."""
        return bool(_OPENS_UNTIL.search(before)) and _nearest_verb("", self.after()) is False

    def firm(self) -> bool:
        """Whether a preposition right before decides, so that no nearer date can overrule it."""
        before = self.before()
        return bool(_BEFORE_BACK.search(before) or _BEFORE_AHEAD.search(before))


def _nearest_verb(before: str, after: str) -> bool | None:
    signs = [(len(before) - m.end(), True) for m in _AHEAD.finditer(before)]
    signs += [(len(before) - m.end(), False) for m in _BACK.finditer(before)]
    if not signs:
        signs = [(m.start(), True) for m in _AHEAD.finditer(after)]
        signs += [(m.start(), False) for m in _BACK.finditer(after)]
    if not signs:
        return None
    nearest = min(distance for distance, _ in signs)
    return any(ahead for distance, ahead in signs if distance <= nearest + SLACK)
