"""How the desk's words map to those of STIX: credibility, stages, firmness.

Sources: STIX 2.1, appendix A (confidence scales); Incident Core Extension 2.0 for STIX 2.1, OASIS
CTI TC, 15 February 2024, sections 2.1, 4.6 and 5.5.
"""

from collections.abc import Mapping
from typing import Final

INCIDENT_CORE: Final = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"

CONFIDENCES: Final[Mapping[int, int]] = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""Admiralty credibility as STIX confidence; 6, which cannot be judged, has none (appendix A)."""

DETERMINATIONS: Final[Mapping[str, str]] = {
    "convicted": "confirmed",
    "charged": "confirmed",
    "confirmed": "confirmed",
    "foiled": "blocked",
    "accident": "false-positive",
    "refuted": "false-positive",
    "retracted": "false-positive",
}
"""By stage; what is not here is `suspected`, and so is `attributed`, which is somebody's word."""

INVESTIGATIONS: Final[Mapping[str, str]] = {
    "under_investigation": "open",
    "confirmed": "open",
    "attributed": "open",
    "foiled": "open",
    "charged": "open",
    "convicted": "closed",
    "acquitted": "closed",
    "charges_dropped": "closed",
    "closed_unsolved": "closed",
    "accident": "closed",
    "refuted": "closed",
    "retracted": "closed",
}
"""By stage; what is not here is `new`."""

VERBS: Final[Mapping[object, str]] = {1: "links", 2: "links", 3: "suspects"}
"""By firmness; what is not here, or not told, is `accuses`."""


def confidence(mark: str) -> int | None:
    """Turn a grade such as `B2` into a confidence, None where the truth cannot be judged.

    >>> confidence("B2"), confidence("F6"), confidence("")
    (70, None, None)
    """
    return CONFIDENCES.get(int(mark[1:])) if mark[1:].isdigit() else None


def verb(firmness: object) -> str:
    """Name the relationship of who accuses to who is accused, by the codebook's ladder.

    >>> verb(1), verb(3), verb(None)
    ('links', 'suspects', 'accuses')
    """
    return VERBS.get(firmness, "accuses")
