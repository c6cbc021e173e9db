r"""The words by which a report shows how a pledge stands, in its sentence and the one after it.

A coder may tell a standing without pointing at its words. What nobody can read is not believed:
such a standing counts only where the report has words for it, and these are what moved the pledge.
Words that name the promise itself ("has kept its word", "the pledge was broken") count alone.

>>> text = "Poland promised a fence by May. The promise has been broken."
>>> status, span = standing(None, text, Span(7, 15))
>>> status, text[span.start : span.end]
('broken', 'broken')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from vedette.records import Span

_CUES: Final = {
    "withdrawn": r"with(?:drew|drawn|draws|drawing)|t(?:ook|aken) back|suspend(?:ed|s)|scrapp?ed"
    r"|cancel(?:led|ed|s)|abandon(?:ed|s)|revoked?|rescinded|reneged|backed out|pulled out"
    r"|dropped (?:its|the|their) (?:pledge|promise|commitment|target)",
    "broken": r"broken?|has(?:n't| not) been (?:honou?red|kept)|not been (?:honou?red|kept)"
    r"|(?:has|have|had|did|was|were) (?:not|never) (?:been )?(?:kept?|honou?red|met|delivered?"
    r"|fulfilled|paid|done so)"
    r"|failed to (?:deliver|keep|meet|pay|reach)|unfulfilled|breach(?:ed)?|empty promise"
    r"|missed (?:the|its|that|their) (?:target|deadline|mark|goal|date)|never (?:came|arrived)",
    "delayed": r"delay(?:ed|s|ing)?|late|put (?:\w+ ){1,3}off|another year|on ice"
    r"|postponed?|slipped|slips|pushed back|put off|put back|behind (?:schedule|plan|time)|overdue"
    r"|(?:will|would|could) not [^.]{0,60} before|not before|later than (?:planned|promised)"
    r"|(?:year|years|month|months|weeks?) late(?:r)?|moved to|held up|stalled",
    "kept": r"(?:has|have|had|was|were|been|and|it|which) kept|kept (?:its|his|her|their|that|the)"
    r"|honou?red|fulfilled|met (?:it|that|this|the (?:mark|target|goal|pledge))|in full"
    r"|ha(?:s|ve|d) (?:all )?(?:arrived|(?:been )?(?:delivered|paid)|reached|met|done so)"
    r"|delivered (?:them|it|all|on time|early)|did so|it did|on time|ahead of (?:time|schedule)"
    r"|has transferred|redeemed|made good",
}  # fmt: skip
"""In the order in which they win: a word taken back is broken, too, and one that is kept late is
kept."""
CUES: Final = {
    status: re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for status, cue in _CUES.items()
}
_NOT: Final = re.compile(
    r"(?:\bnot|n't|\bnever|\bhardly|\bno|\bnone|\bwithout|\byet to|\bif|\bunless|\bwill|\bwould"
    r"|\bmust|\bshould|\bmay|\bcan|\bto be|\bhalf|\bonly)(?:\W+\w+){0,2}\W*$",
    re.IGNORECASE,
)
"""Before words of keeping or breaking, these make something else of them."""
_ENDS: Final = re.compile(r"[.!?][”\"»’)]*(?=\s)|\n")


_PROMISE: Final = re.compile(
    r"\b(?:promises?|pledges?|word|commitments?|undertaking|vows?)\b", re.IGNORECASE
)
NEAR: Final = 64
"""Characters between a cue and the word for a promise that make it the promise's own. Of the 549
pledges of the training articles 17 have such words, and 12 of these say what a reader says; with 24
there are 8, and 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A standing, and the words for it; `own` is whether they name the promise itself."""

    status: str
    span: Span
    own: bool


def standing(status: str | None, text: str, anchor: Span) -> tuple[str | None, Span | None]:
    """Give the standing of a pledge that a report shows, and its words, given what a coder says."""
    found = shown(text, anchor)
    if found and (found.own or found.status == status):
        return found.status, found.span
    return None, None


def shown(text: str, anchor: Span) -> Shown | None:
    """Give the standing that the words around a pledge show, None where they show none.

    Its own sentence comes before the next one.
    """
    for start, end in _sentences(text, anchor):
        for status, cue in CUES.items():
            if found := _said(cue, text, start, end, denied=status in {"kept", "broken"}):
                return Shown(status=status, span=found, own=_own(text, found, start, end))
    return None


def _said(cue: re.Pattern[str], text: str, start: int, end: int, *, denied: bool) -> Span | None:
    for match in cue.finditer(text, start, end):
        if not (denied and _NOT.search(text[start : match.start()])):
            return Span(*match.span())
    return None


def _own(text: str, cue: Span, start: int, end: int) -> bool:
    low, high = max(start, cue.start - NEAR), min(end, cue.end + NEAR)
    return bool(_PROMISE.search(text, low, high))


def _sentences(text: str, anchor: Span) -> Iterator[tuple[int, int]]:
    """Give where the sentence of an anchor and the one after it stand, within its paragraph."""
    start = max((m.end() for m in _ENDS.finditer(text, 0, anchor.start)), default=0)
    ends = list(islice(_ENDS.finditer(text, anchor.end), 2))
    first = ends[0].end() if ends else len(text)
    yield start, first
    if ends and ends[0][0] != "\n" and first < len(text):
        yield first, ends[1].end() if len(ends) > 1 else len(text)
