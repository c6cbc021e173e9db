"""What a bundle begins with, and what its objects refer to: markings, and our own extension.

Source: STIX 2.1, sections 7.2 and 7.3; Traffic Light Protocol 2.0 in STIX 2.1 (OASIS CTI TC,
extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d).
"""

from typing import Final

from vedette.handling import MARKINGS, Tlp, label
from vedette.records import Source
from vedette.write.stix.objects import PROVENANCE, SINCE, Object, identifier, shared
from vedette.write.terms import INVENTED, terms

CLEAR: Final = MARKINGS["clear"]
SCHEMA: Final = "src/vedette/write/stix/schema.json of vedette 0.1; docs/reference/exports.md"


def tlp(level: Tlp) -> Object:
    """Give the marking of a level of TLP 2.0, word for word."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": MARKINGS[level],
        "created": "2022-10-01T00:00:00.000Z",
        "name": label(level),
        "extensions": {
            "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {
                "extension_type": "property-extension",
                "tlp_2_0": level,
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


def licence(source: Source | None, outlet: str, marks: list[str]) -> Object:
    """Make the marking of what a source printed: its headline and a short quotation."""
    name = source.name if source else outlet
    told = statement(f"Headline and short quotation from {name}. Its licence: {terms(source)}")
    # Who is named in it may not be known to everybody.
    return told if CLEAR in marks else told | {"object_marking_refs": marks}


SAMPLE: Final = statement(INVENTED)


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
