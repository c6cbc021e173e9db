"""What stands in a bundle beside incidents: markings, the extension, and who and where.

Source: STIX 2.1, sections 4.5, 4.7, 7.2 and 7.3; Traffic Light Protocol 2.0 in STIX 2.1 (OASIS CTI
TC, extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d).
"""

from collections.abc import Mapping
from typing import Any, Final

from vedette.records import Source, Spot
from vedette.taxonomy.sites import decimals
from vedette.write.naming import is_state, place, state
from vedette.write.stix.objects import PROVENANCE, SINCE, Object, identifier, kept, shared

CLEAR: Final = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
"""TLP:CLEAR as OASIS publishes it: everything here was public before the desk read it."""
SCHEMA: Final = "src/vedette/write/stix/schema.json of vedette 0.1; docs/reference/exports.md"
UNLISTED: Final = "unknown: all rights are its publisher's"

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


def clear() -> Object:
    """Give the marking TLP:CLEAR, word for word."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": CLEAR,
        "created": "2022-10-01T00:00:00.000Z",
        "name": "TLP:CLEAR",
        "extensions": {
            "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {
                "extension_type": "property-extension",
                "tlp_2_0": "clear",
            }
        },
    }


def statement(words: str) -> Object:
    """Make a marking that says something: a licence, or that all is invented."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": identifier("marking-definition", words),
        "created": SINCE,
        "definition_type": "statement",
        "definition": {"statement": words},
    }


def licence(source: Source | None, outlet: str) -> Object:
    """Make the marking of what a source printed: its headline and a short quotation."""
    name, terms = (source.name, source.licence) if source else (outlet, UNLISTED)
    return statement(f"Headline and short quotation from {name}. Its licence: {terms}")


SAMPLE: Final = statement("SAMPLE. All of this is invented; nobody did or said any of it.")


def maker() -> Object:
    """Give who defines the extension: the program, whoever runs it."""
    return shared("identity", [CLEAR], name="vedette", identity_class="system")


def extension() -> Object:
    """Give the definition of our extension."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": PROVENANCE,
        "created_by_ref": maker()["id"],
        "created": SINCE,
        "modified": SINCE,
        "name": "vedette provenance",
        "description": "What public reports say, by the words in which they say it: spans in code"
        " points of an article's text, the Admiralty grade, and how closely a place is known.",
        "schema": SCHEMA,
        "version": "1.0.0",
        "extension_types": ["property-extension"],
        "object_marking_refs": [CLEAR],
    }


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


def unnamed(outlet: str) -> Object:
    """Make an identity for those whose word a report gives and who speak for no state."""
    told = f"somebody whose word {outlet} reports"
    return shared("identity", [CLEAR], name=told, identity_class="unknown")


def location(spot: Spot) -> Object:
    """Make a location as closely as it is told: a country has no coordinates.

    Coordinates have the decimals that the radius deserves, `precision` is the radius in metres.
    """
    told: dict[str, Any] = {"name": place(spot)}
    if is_state(spot.country):
        told["country"] = spot.country
    if spot.precision != "country" or "country" not in told:
        digits = decimals(spot.radius_km)
        told |= {
            "latitude": round(spot.lat, digits),
            "longitude": round(spot.lon, digits),
            "precision": round(1000 * spot.radius_km, 1),
        }
    return shared("location", [CLEAR], **told)
