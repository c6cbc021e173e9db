"""Runs of words that the gazetteer knows, the longest first, with what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vedette.code.places.gazetteer import Gazetteer, Owners
from vedette.taxonomy.places import listed

WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’ʼ](?![sS]\b)[^\W\d_]+)*\d*")
LONGEST: Final = 6
"""Words in the longest name: "Democratic People's Republic of Korea" has five."""
_GAP: Final = re.compile(r"[ \u00a0\n]|[-‐‑–]|\.[ \u00a0]|, (?=D\.C\.)|/")
_ABBREVIATED: Final = frozenset({"St", "Ft", "Mt", "Ste"})
_LOCATIVE: Final = re.compile(
    r"\b(?:in|near|at|from|outside|around|off|above|below|along|across|over|toward|towards|into"
    r"|inside|through|via|(?:north|south|east|west) of|north|south|east|west|northern|southern"
    r"|eastern|western|central|(?:city|town|village|port|island|region|district) of|nearby|downtown"
    r"|villages|towns|cities|within|beyond|past|visited|reached|leaving|entered|city|town|village)"
    r"(?: the)?[ \u00a0\n]$",
    re.IGNORECASE,
)
_PERHAPS: Final = re.compile(
    r"(?:\b(?:to|of|between|and|against|left|visit|for|like|including)(?: the)?[ \u00a0\n]|, )$",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"(?:^|[.!?:;\n][\"”’)\]]{0,2}\s?[\"“‘(\[–—-]?\s?|[\"“‘(]\s?)$")
_LINE_OPENS: Final = re.compile(r"(?:^|\n)[^\w\n]{0,3}$")
_DATELINE: Final = re.compile(r":\s|\s?\([A-Z]|\s—\s")
_LOUD_DATELINE: Final = re.compile(r"[:.]\s|,? ?\(|\s?[—–-]\s|, [A-Z]")
_LEAD: Final = 40
"""Characters looked at before a name; the longest lead above has twelve and a line break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of words under which the gazetteer has sites, and its neighbours in the text.

    `size` counts its words. `before` and `after` are the neighbouring words, `joined_*` says that
    only a space or hyphen parts them, `joined_name` that a capitalised word follows. `locative`:
    words before it lead to a place ("near"), `perhaps`: they may ("of"). `opens`: at the start of
    a sentence. `listed`: behind a comma that follows a capitalised word. `shouted`: in capitals.
    """

    start: int
    end: int
    words: str
    owners: Owners
    size: int
    before: str
    after: str
    joined_before: bool
    joined_after: bool
    joined_name: bool
    locative: bool
    perhaps: bool
    opens: bool
    listed: bool
    shouted: bool


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
    start = words[place].start()
    for last in _ends(text, words, place):
        if owners := gazetteer.find(text[start : words[last].end()]):
            return _candidate(text, words, place, last, owners)
    return None


def _ends(text: str, words: list[re.Match[str]], place: int) -> Iterator[int]:
    """Give the words at which a name that begins here may end, the farthest first."""
    ends = [place]
    for last in range(place + 1, min(place + LONGEST, len(words))):
        gap = text[words[last - 1].end() : words[last].start()]
        word = words[last].group()
        if not _GAP.fullmatch(gap) or not (word[0].isupper() or word in listed("inside")):
            break
        if gap.startswith(".") and words[last - 1].group() not in _ABBREVIATED:
            break
        ends.append(last)
    return reversed(ends)


def _candidate(
    text: str, words: list[re.Match[str]], place: int, last: int, owners: Owners
) -> Candidate:
    start, end = words[place].start(), words[last].end()
    before = words[place - 1] if place else None
    after = words[last + 1] if last + 1 < len(words) else None
    lead = text[max(0, start - _LEAD) : start]
    left = text[before.end() : start] if before else "\n\n"
    right = text[end : after.start()] if after else "\n\n"
    return Candidate(
        start=start,
        end=end,
        words=text[start:end],
        owners=owners,
        size=last - place + 1,
        before=before.group() if before else "",
        after=after.group() if after else "",
        joined_before=left in {" ", "\u00a0", "\n", ". ", "-", "‐", "‑", "–"},
        joined_after=right in {" ", "\u00a0", "-", "‐", "‑", "–"},
        joined_name=bool(after and after.group()[0].isupper() and right == " "),
        locative=bool(_LOCATIVE.search(lead)) or _dateline(text, start, end),
        perhaps=bool(_PERHAPS.search(lead)),
        opens=bool(_OPENS.search(lead)),
        listed=bool(before and before.group()[0].isupper() and lead.endswith(", ")),
        shouted=text[start:end].isupper() and end - start > 4,
    )


def _dateline(text: str, start: int, end: int) -> bool:
    """See whether a name opens a line as its place: "PARDUBICE: Two men …", "OSLO (AP) — …"."""
    if not _LINE_OPENS.search(text[max(0, start - 4) : start]):
        return False
    loud = text[start:end].isupper() and _LOUD_DATELINE.match(text, end)
    return bool(loud or _DATELINE.match(text, end))
