"""An incident in sentences that are made of its coded fields, and of nothing else."""

from collections.abc import Iterator
from typing import Final

from vedette.desk import IncidentLine
from vedette.public import PublicIncident, Retold
from vedette.records import Interval
from vedette.web import affairs
from vedette.web.clock import day_text
from vedette.web.words import spaced

LONG: Final = "{date_long} {year}"
UNDONE: Final = {
    "accident": "Reports have come to tell it as an accident.",
    "refuted": "Reports have come to tell that it did not happen as was first told.",
    "retracted": "Who first reported it has taken it back.",
    "acquitted": "Whoever was tried for it was acquitted.",
    "charges_dropped": "The charges over it were dropped.",
}
"""What a reader must know before anything else, by the stage that says so."""

STAGES: Final = {
    "reported": "somebody reports it, and no more is known",
    "unattributed": "officials say that they do not know who did it",
    "under_investigation": "officials look into it",
    "confirmed": "officials say that it happened",
    "contested": "sources differ on whether it happened, or on what it was",
    "revised": "who reported it has changed what they say",
    "attributed": "somebody says who is behind it; that is their word",
    "foiled": "it was stopped before it was done",
    "charged": "somebody is charged with it before a court",
    "convicted": "a court has convicted somebody of it",
    "acquitted": "a court has acquitted whoever was charged",
    "charges_dropped": "the charges were dropped",
    "closed_unsolved": "the investigation ended without a result",
    "accident": "it turned out an accident",
    "refuted": "it turned out that it did not happen",
    "retracted": "who reported it took it back",
}
"""What each stage says, in the order in which an incident is established and undone."""


def lead(one: PublicIncident) -> str:
    """Tell an incident in a few sentences: what, where, when, how far established, by how many."""
    return " ".join(_sentences(one.line))


def _sentences(line: IncidentLine) -> Iterator[str]:
    when = f", {days(line.when)}" if line.when else ""
    yield f"{affairs.titled(line)}{when}."
    yield _opened(f"{affairs.status(line)}.")
    if hurt := affairs.hurt(line):
        yield _opened(f"{hurt}.")
    if line.targets:
        yield f"Hit: {', '.join(map(spaced, line.targets))}."
    yield f"{told_by(line)}."
    if line.disagreements:
        yield f"Sources differ on {', '.join(map(affairs.differing, line.disagreements))}."


def told_by(line: IncidentLine) -> str:
    """Say how many tell an incident.

    A voice is a house that speaks for itself: copies and sister papers are none.
    """
    reports = f"{line.reports} report{'' if line.reports == 1 else 's'}"
    voices = len(line.voices)
    if voices == 1:
        return f"Told in {reports} by one voice"
    return f"Told in {reports} by {voices} independent voices"


def days(when: Interval) -> str:
    """Write days in words.

    >>> from datetime import date
    >>> days(Interval(date(2026, 3, 1), date(2026, 3, 4)))
    '1 March 2026 to 4 March 2026'
    """
    first, last = (day_text(day, LONG) for day in when)
    return first if first == last else f"{first} to {last}"


def _opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


DECIDED: Final = {
    "dismiss": "An analyst of this desk found that it was no incident of the kinds told here",
    "never": "A rule that an analyst of this desk set keeps it out",
    "must_link": "An analyst of this desk found that it is one with another incident",
    "cannot_link": "An analyst of this desk found that it is not one incident",
}
"""Why a decision keeps something out, by its verb."""


def gone(one: Retold) -> str:
    """Say why no incident stands under an id any more."""
    when = f" on {day_text(one.at, LONG)}" if one.at else ""
    match one.why:
        case "joined":
            return "What was told here is told together with other reports of the same incident."
        case "decided":
            why = DECIDED.get(one.verb, "A decision of this desk keeps it out")
            return f"{why} (decision {one.decision}{when})."
        case "edited":
            return f"The publisher changed the report that told it{when}."
        case _:
            return f"The report that told it was read anew{when}, and is read otherwise now."
