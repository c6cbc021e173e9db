"""Whether a report holds an incident for deliberate, for an accident, or for nothing at all."""

import re
from typing import Final

_DELIBERATE: Final = re.compile(
    r"\b(?:deliberate|deliberately|on purpose|intentional(?:ly)?|no accident|not an accident"
    r"|sabotag\w+|arson\w*|set (?:on fire|alight)|planted|attackers?)\b",
    re.IGNORECASE,
)
_ACCIDENT: Final = re.compile(
    r"\b(?:accident\w*|short.circuit|(?:technical|own) (?:fault|failure|defect)|a defect"
    r"|wear and tear|worn|lightning|by mistake|unintentional\w*|human error|material fatigue"
    r"|storm damage|thermal runaway|torn off by|faulty|(?:admitted|admits) the mistake"
    r"|no (?:\w+ )?(?:suspicion|sign|trace|evidence|indication)s? of"
    r" (?:intent|sabotage|arson|foul play)"
    r"|not (?:sabotage|saboteurs?|spies|arson|arsonists|hackers|terror\w*))\b",
    re.IGNORECASE,
)
_WHAT: Final = (
    r"(?:attacks?|cyberattacks?|breach|violations?|intrusions?|incursions?|jamming|interference"
    r"|drones?|borders?|airspace|shots?|explosions?|blast|bombs?|fires?|sabotage|strikes?|threat"
    r"|crossing)"
)
_NOTHING: Final = re.compile(
    rf"\b(?:no {_WHAT}|(?:nobody|no ?one) (?:attacked|hit|shot|fired|crossed|entered|broke)"
    r"|not (?:one|a single) \w+ was|crossed nobody's|(?:never|not) (?:happened|took place)"
    r"|did not (?:happen|take place|cross|enter|violate|fire)|hoax|false alarm|invented|fabricated"
    r"|(?:was|were|got \w+) wrong"
    r"|(?:take|withdraw|retract)\w* (?:\w+ ){1,3}(?:post|report|story|claim|back))\b",
    re.IGNORECASE,
)
"""That there was nothing; only where a report opens with it: further down it is about details."""
_NEGATED: Final = re.compile(
    r"\b(?:no|not an?|rather than|never|ruled out|rule out|denied|denies) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_OPEN_BEFORE: Final = re.compile(
    r"\b(?:possible|possibly|whether|if it was|suspected|suspicion of|probe into|inquiry into"
    r"|investigat\w+ (?:as|for|possible|suspected)) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_OPEN_AFTER: Final = re.compile(
    r"^\W+(?:(?:probe|inquiry|investigation|suspicion|squad|unit)\b"
    r"|(?:\w+ ){0,2}?(?:not|cannot be|could not be) (?:ruled out|excluded))",
    re.IGNORECASE,
)
"""What is only looked into, or not ruled out."""
UNSAID: Final = frozenset({"acquitted", "charges_dropped", "closed_unsolved", "unattributed"})
"""Stages that say who is not to blame, and nothing of what it was."""
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


SURE: Final = {"accident": 0.4, "refuted": 0.4, "retracted": 0.4}
"""Chance from which a stage says of what nature an incident was."""
SURELY: Final = 0.6
"""The same of all other stages."""


def nature_of(status: str | None, chance: float, around: str, opening: str) -> tuple[str, ...]:
    """Judge by a denial in the opening, else by the stage, else by the words around the telling.

    `chance` is how sure the stage is, in which a report leaves the incident.

    >>> nature_of("reported", 0.9, "It was done on purpose, the minister said.", "")
    ('deliberate',)
    >>> nature_of("reported", 0.9, "Sabotage is not ruled out. A sabotage probe began.", "")
    ()
    >>> nature_of("contested", 0.5, "", "Ministry: no borders were crossed")
    ('nothing_happened',)
    """
    if _NOTHING.search(opening) and status != "accident":
        return ("nothing_happened",)
    if status in _BY_STATUS and chance >= SURE.get(status, SURELY):
        return (_BY_STATUS[status],)
    if status in UNSAID:
        return ()
    meant, mishap = _said(_DELIBERATE, around), _said(_ACCIDENT, around)
    if meant == mishap:
        return ()
    return ("deliberate",) if meant else ("accident",)


def _said(cue: re.Pattern[str], text: str) -> bool:
    return any(
        not _NEGATED.search(text, 0, match.start())
        and not _OPEN_BEFORE.search(text, 0, match.start())
        and not _OPEN_AFTER.search(text[match.end() : match.end() + 40])
        for match in cue.finditer(text)
    )
