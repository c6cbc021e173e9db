"""STIX objects from their parts: ids that come again, moments, and what all objects have.

Ids are UUIDs of version 5 in a namespace of our own: STIX 2.1 keeps the one that it gives (section
2.9) to observables. What a desk makes is named with the moment at which its ledger began, so that
two desks never write two versions of one object; what all desks mean alike (a state, a place, a
source, a licence) is named by what it says, and any change makes another.

Source: STIX Version 2.1, OASIS Standard, sections 2.9, 3.1, 3.2 and 7.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6f1c1d4e-5a0b-4f0e-9a55-0d1f5b2c7e63")
"""Drawn once, for good: another one would rename every object that was ever passed on."""
SINCE: Final = "2026-11-01T00:00:00.000Z"
"""Created and modified of what all desks mean alike: it has no history of its own."""
PROVENANCE: Final = f"extension-definition--{uuid5(NAMESPACE, 'provenance/1')}"

Object = dict[str, Any]


def identifier(type_: str, *parts: str) -> str:
    """Name an object of a type by what it is; the boundaries between the parts count.

    >>> identifier("identity", "state", "RU") == identifier("identity", "state", "RU")
    True
    """
    return f"{type_}--{uuid5(NAMESPACE, json.dumps([type_, *parts]))}"


def stamp(at: datetime) -> str:
    """Write a moment, cut to the millisecond.

    >>> stamp(datetime(2026, 3, 1, 7, 30, 0, 1999, UTC))
    '2026-03-01T07:30:00.001Z'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shared(type_: str, marks: list[str], **told: Any) -> Object:
    """Make an object that all desks mean alike, named by all that it says."""
    known = kept(told)
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": identifier(type_, json.dumps(known, sort_keys=True)),
        "created": SINCE,
        "modified": SINCE,
        **known,
        "object_marking_refs": marks,
    }


def kept(told: Mapping[str, Any]) -> Object:
    """Leave out what is not told: STIX has no null, no empty list and no empty string."""
    return {name: value for name, value in told.items() if value not in (None, "", [], (), {})}


def provenance(**told: Any) -> Object:
    """Lay out what STIX has no property for, by our own extension."""
    return {PROVENANCE: {"extension_type": "property-extension", **kept(told)}}
