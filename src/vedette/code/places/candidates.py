"""Runs of words that the gazetteer knows, the longest first, with what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vedette.code.places.gazetteer import Gazetteer, Owners

WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ](?![sS]\b)[^\W\d_]+)*")
LONGEST: Final = 6
"""Words in the longest name: "Democratic People's Republic of Korea" has five."""
INSIDE: Final = frozenset(
    (
        "de la le les du des der den dem am an im in bei nad pod of the and upon on sur del della di"
        " da dos do e el al og i v na ob van und y l d region oblast county province airport air base"
        " nuclear power plant municipality district voivodeship strait sea peninsula crossing station"
        " naval training area terminal refinery states river range gap corridor main nationwide dam"
        " republic depot harbour"
    ).split()
)
"""Lower-case words that may stand inside a name: "Frankfurt am Main", "Bryansk region"."""
_GAP: Final = re.compile(r"[ \u00a0\n]|[-‐‑–]|\.[ \u00a0]|, (?=D\.C\.)|/")
_LOCATIVE: Final = re.compile(
    r"\b(?:in|near|at|from|outside|around|off|across|over|toward|towards|into|inside|through|via"
    r"|north of|south of|east of|west of|north|south|east|west|northern|southern|eastern|western"
    r"|central|city of|town of|village of|port of|island of|region of|district of|nearby|downtown"
    r"|villages|towns|cities|within|beyond|past|visited|reached|leaving|entered|city|town|village)"
    r"(?: the)?[ \u00a0\n]$",
    re.IGNORECASE,
)
_PERHAPS: Final = re.compile(
    r"(?:\b(?:to|of|between|and|against|left|visit|for|like|including)(?: the)?[ \u00a0\n]|, )$",
    re.IGNORECASE,
)
_STARTS: Final = re.compile(r"(?:^|[.!?:;\n][\"”’)\]]*\s*[\"“‘(\[–—-]*\s*|[\"“‘(]\s*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of words under which the gazetteer has sites, and its neighbours in the text."""

    start: int
    end: int
    words: str
    owners: Owners
    size: int
    before: str
    after: str
    joined_before: bool
    joined_after: bool
    locative: bool
    perhaps: bool
    opens: bool
    shouted: bool
    listed: bool
    """`locative` behind a word that leads to a place, `perhaps` behind one that may; `before` and `after` are the neighbouring words; `joined_*` whether only a space parts them;
    `opens` at the start of a sentence; `shouted` in a line of capitals; `listed` behind a
    comma that follows a capitalised word."""


def candidates(text: str, gazetteer: Gazetteer) -> list[Candidate]:
    """List what may be toponyms, without overlaps, in the order of the text."""
    words = list(WORD.finditer(text))
    found: list[Candidate] = []
    place = 0
    while place < len(words):
        candidate = _longest(text, words, place, gazetteer)
        if candidate:
            found.append(candidate)
            place += candidate.size
        else:
            place += 1
    return found


def _longest(
    text: str, words: list[re.Match[str]], place: int, gazetteer: Gazetteer
) -> Candidate | None:
    if not words[place].group()[0].isupper():
        return None
    for last in _ends(text, words, place):
        start, end = words[place].start(), words[last].end()
        if owners := gazetteer.find(text[start:end]):
            return _candidate(text, words, place, last, owners)
    return None


def _ends(text: str, words: list[re.Match[str]], place: int) -> Iterator[int]:
    """Give the words at which a name that begins here may end, the farthest first."""
    ends = [place]
    for last in range(place + 1, min(place + LONGEST, len(words))):
        gap = text[words[last - 1].end() : words[last].start()]
        word = words[last].group()
        if not _GAP.fullmatch(gap) or not (word[0].isupper() or word in INSIDE):
            break
        if gap.startswith(".") and words[last - 1].group() not in {"St", "Ft", "Mt", "Ste"}:
            break
        ends.append(last)
    return reversed(ends)


def _candidate(
    text: str, words: list[re.Match[str]], place: int, last: int, owners: Owners
) -> Candidate:
    start, end = words[place].start(), words[last].end()
    name = text[start:end]
    before = words[place - 1] if place else None
    after = words[last + 1] if last + 1 < len(words) else None
    lead = text[max(0, start - 40) : start]
    return Candidate(
        start=start,
        end=end,
        words=name,
        owners=owners,
        size=last - place + 1,
        before=before.group() if before else "",
        after=after.group() if after else "",
        joined_before=bool(before and re.fullmatch(r"[ \u00a0\n]|\. |[-‐‑–]", text[before.end() : start])),
        joined_after=bool(after and re.fullmatch(r"[ \u00a0]|[-‐‑–]", text[end : after.start()])),
        locative=bool(_LOCATIVE.search(lead)),
        perhaps=bool(_PERHAPS.search(lead)),
        opens=bool(_STARTS.search(lead)),
        shouted=name.isupper() and len(name) > 4,
        listed=bool(before and before.group()[0].isupper() and lead.endswith(", ")),
    )
