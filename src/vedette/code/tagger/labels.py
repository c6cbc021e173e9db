"""What the network tells: types of anchors, roles of words, and attributes, in a fixed order.

The order is the network's own: training writes it, coding reads it. A model of another order is
refused when it is loaded.
"""

from typing import Final, get_args

from vedette.records import FindingType
from vedette.taxonomy.kinds import ORDER

TYPES: Final[tuple[FindingType, ...]] = get_args(FindingType)

ROLES: Final[tuple[tuple[FindingType, str], ...]] = (
    ("incident", "when"),
    ("incident", "where"),
    ("incident", "target"),
    ("incident", "means"),
    ("incident", "actor"),
    ("incident", "killed"),
    ("incident", "injured"),
    ("incident", "effect"),
    ("incident", "status"),
    ("attribution", "accuser"),
    ("attribution", "accused"),
    ("denial", "denier"),
    ("statement", "speaker"),
    ("statement", "content"),
    ("statement", "addressee"),
    ("pledge", "promisor"),
    ("pledge", "act"),
    ("pledge", "target"),
    ("pledge", "due"),
    ("pledge", "made"),
    ("forecast", "forecaster"),
    ("forecast", "event"),
    ("forecast", "horizon"),
    ("forecast", "probability"),
    ("call", "caller"),
    ("call", "addressee"),
    ("call", "action"),
    ("posture", "actor"),
    ("posture", "change"),
    ("posture", "region"),
    ("posture", "when"),
)
"""Fields that hold words, by finding type."""

STATUSES: Final = (
    "reported", "under_investigation", "confirmed", "attributed", "charged", "convicted", "foiled",
    "unattributed", "contested", "revised", "accident", "refuted", "acquitted", "charges_dropped",
    "closed_unsolved", "retracted",
)  # fmt: skip
NO_STATUS: Final = "none"
"""What the network says of a pledge of which no standing is told."""

ATTRIBUTES: Final[tuple[tuple[FindingType, str, tuple[str | int | bool, ...]], ...]] = (
    ("incident", "kind", tuple(ORDER)),
    ("incident", "status", STATUSES),
    ("incident", "series", (False, True)),
    ("attribution", "firmness", tuple(range(7))),
    ("denial", "state", ("no_comment", "denied", "dismissed_as_absurd", "accepted", "claimed")),
    ("statement", "quote", ("direct", "indirect", "mixed")),
    ("pledge", "status", (NO_STATUS, "made", "kept", "broken", "delayed", "withdrawn")),
    ("forecast", "modality", ("possible", "likely", "certain", "unlikely", "impossible")),
    (
        "posture",
        "direction",
        ("raise", "lower", "deploy", "withdraw", "close", "open", "exercise", "hold"),
    ),
)
"""Fields that hold one of a few values, by finding type, the values in the network's order."""

TARGETS: Final = (
    "rail", "road", "aviation", "port", "ship", "energy", "telecom", "water", "health",
    "government", "military", "arms_industry", "finance", "media", "diplomatic", "election",
    "monument", "housing", "person", "other",
)  # fmt: skip

LINKS: Final = ("same incident", "attribution of", "denial of", "answer to")
"""What may hold between two anchors: mentions of one incident; an attribution's or a denial's
incident; the attribution that a denial answers."""
