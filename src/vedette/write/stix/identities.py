"""Who stands in a bundle: publishers, states, and those whose word a report gives.

Source: STIX 2.1, section 4.5, and section 10 for the sectors.
"""

import re
from collections.abc import Mapping
from typing import Final

from vedette.records import Source
from vedette.write.naming import state
from vedette.write.stix.definitions import CLEAR
from vedette.write.stix.objects import Object, kept, shared

SECTORS: Final[Mapping[str, str]] = {
    "defence": "defense",
    "grid": "energy",
    "railway": "transportation",
    "navigation": "transportation",
    "research": "education",
    "rescue": "emergency-services",
    **dict.fromkeys(("press", "broadcaster", "agency", "factcheck"), "communications"),
    **dict.fromkeys(
        ("government", "foreign", "service", "police", "border", "cert", "court"), "government"
    ),
}
"""A source's sector in the words of `industry-sector-ov`; `international` has none there."""

_UNNAMED: Final = re.compile(r"somebody whose word .+ reports")


def publisher(source: Source | None, outlet: str, marks: list[str]) -> Object:
    """Make the identity of who printed a report."""
    if source is None:
        return shared("identity", marks, name=outlet, identity_class="organization")
    sector = SECTORS.get(source.sector or "")
    return shared(
        "identity",
        marks,
        name=source.name,
        identity_class="organization",
        sectors=[sector] if sector else None,
        external_references=[kept({"source_name": source.name, "url": source.home})],
    )


def nation(code: str) -> Object:
    """Make the identity of a state: a formal organization of people, with governance."""
    return shared("identity", [CLEAR], name=state(code), identity_class="organization")


def unnamed(outlet: str, marks: list[str], words: str = "") -> Object:
    """Make an identity for those whose word a report gives and who speak for no state.

    Where a report was imported, `words` may be those of such an identity: it stays the same one.
    """
    told = words if _UNNAMED.fullmatch(words) else f"somebody whose word {outlet} reports"
    return shared("identity", marks, name=told, identity_class="unknown")
