"""What the codebook's words mean, each in a clause: types, stages of an incident, rungs.

The codebook's page, `docs/reference/findings.md`, has the same words, and a test holds it to them.

>>> RUNGS[4]
'a named official or government says it outright'
"""

from collections.abc import Mapping
from typing import Final

from vedette.records import FindingType

TYPES: Final[Mapping[FindingType, str]] = {
    "incident": "Something happened, is said to have happened, or was foiled.",
    "attribution": "Somebody says, or declines to say, who is behind an incident.",
    "denial": "The accused answers.",
    "statement": "Somebody's words or view, reported.",
    "pledge": "An actor binds itself to an act by a time.",
    "forecast": "Somebody says that something may or will happen.",
    "call": "Somebody asks somebody to act.",
    "posture": "A change in readiness, presence or protection.",
}
STAGES: Final[Mapping[str, str]] = {
    "reported": "that it happened, and nothing more",
    "under_investigation": "that somebody looks into it",
    "confirmed": "that officials confirm it, as that kind",
    "attributed": "that officials name an actor",
    "charged": "that somebody is charged with it",
    "convicted": "that a court has convicted somebody of it",
    "acquitted": "that a court has acquitted those it accused",
    "charges_dropped": "that the charges were dropped",
    "foiled": "that it was stopped, or failed by itself",
    "unattributed": "that the inquiry is over and the actor unknown",
    "closed_unsolved": "that the case was closed without a result",
    "contested": "that sources disagree on whether it happened or what it was",
    "accident": "that it had another cause",
    "refuted": "that the suspicion was dropped; a drill taken for an attack",
    "revised": "that an earlier report was changed",
    "retracted": "that an earlier report was taken back",
}
"""What an article that leaves an incident in this stage says."""
RUNGS: Final = (
    "said to be unknown",
    "unnamed voices, questions",
    '"believed", "allegedly", "bears the hallmarks"; an unnamed official',
    "a named official or agency suspects; a named agency or company ties the act to somebody",
    "a named official or government says it outright",
    "sanctions, indictment, expulsion, a joint statement, a formal attribution by a state",
    "found by a court, or admitted",
)
"""Words that stand on each rung of firmness: the place in the tuple is the rung."""
