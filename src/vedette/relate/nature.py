"""Whether a report holds an incident for deliberate, for an accident, or for nothing at all."""

import re
from typing import Final

_DELIBERATE: Final = re.compile(
    r"\b(?:deliberate|deliberately|on purpose|intentional(?:ly)?|no accident|not an accident"
    r"|sabotag\w+|arson\w*|set (?:on fire|alight)|planted|attackers?)\b",
    re.IGNORECASE,
)
_ACCIDENT: Final = re.compile(
    r"\b(?:accident\w*|short.circuit|technical (?:fault|failure|defect)|wear and tear|worn through"
    r"|lightning|by mistake|unintentional\w*|human error|material fatigue|storm damage)\b",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(
    r"\b(?:no|not an?|rather than|never|ruled out|rule out|denied|denies) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_BY_STATUS: Final = {
    "accident": "accident",
    "refuted": "nothing_happened",
    "retracted": "nothing_happened",
    "contested": "nothing_happened",
    "attributed": "deliberate",
    "charged": "deliberate",
    "convicted": "deliberate",
    "foiled": "deliberate",
}


def nature_of(status: str | None, around: str) -> tuple[str, ...]:
    """Judge by the stage in which a report leaves an incident, else by the words around it.

    >>> nature_of("reported", "It was done on purpose, the minister said.")
    ('deliberate',)
    """
    if status in _BY_STATUS:
        return (_BY_STATUS[status],)
    meant, mishap = _said(_DELIBERATE, around), _said(_ACCIDENT, around)
    if meant == mishap:
        return ()
    return ("deliberate",) if meant else ("accident",)


def _said(cue: re.Pattern[str], text: str) -> bool:
    return any(not _NEGATED.search(text[: match.start()]) for match in cue.finditer(text))
