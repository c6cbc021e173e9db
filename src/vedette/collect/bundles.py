"""STIX bundles, cut into captures: one for each incident, with whatever belongs to it.

A bundle of a year's incidents changes with each of them. Cut up, only what changed is new: an
incident's capture holds its own object, those that speak of it, and those that these refer to, in
the order of their ids, each as it came. Its key is the incident's id.

    incident ◄── report, note, opinion, relationship, sighting   what speaks of it
                   └──► identity, location, marking …            what that refers to

What speaks of several incidents stands with each, and leads from none to the other.

Source: STIX 2.1, sections 3.1 and 8.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from vedette.collect.harvest import amiss
from vedette.collect.lines import Reading
from vedette.errors import CollectError
from vedette.handling import MARKINGS, Tlp, strictest
from vedette.imported import SAMPLE
from vedette.records import Capture, Issue, digest

MEDIA_TYPE: Final = "application/stix+json"
ID: Final = re.compile(r"[a-z][a-z0-9-]*--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LISTS: Final = frozenset({"report", "grouping", "incident"})
"""Types that list others: what they list is not all of one incident."""
MARKS: Final[Mapping[str, Tlp]] = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "clear",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "green",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "amber",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "red",
    **{name: level for level, name in MARKINGS.items()},
}
"""The markings of TLP 1 (STIX 2.1, section 7.2.1.4) as the levels of today (white is clear), and
those of TLP 2.0."""

Object = dict[str, Any]


def is_bundle(body: bytes) -> bool:
    """Tell a bundle, or an envelope of TAXII, from other JSON by its beginning.

    >>> is_bundle(b'{"type": "bundle", "id": "bundle--1"}'), is_bundle(b'{"items": []}')
    (True, False)
    """
    start = body[:4096]
    return re.search(rb'"type"\s*:\s*"bundle"', start) is not None or (
        b'"objects"' in start and b'"spec_version"' in start
    )


def captures_of_bundle(body: bytes, where: str, reading: Reading) -> Iterator[Capture | Issue]:
    """Cut a bundle into captures; what is none, or holds no incident, gives an issue."""
    try:
        objects = objects_of(body, where)
    except CollectError as fault:
        yield amiss(fault.what, fault.where, fault.why, fault.remedy)
        return
    yield from captures_of_objects(objects, where, reading)


def objects_of(body: bytes, where: str) -> list[Object]:
    """Read the objects of a bundle or an envelope; raises CollectError."""
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as fault:
        raise CollectError(what="not JSON", where=where, why=str(fault)[:200]) from fault
    listed = told.get("objects", []) if isinstance(told, dict) else None
    if not isinstance(listed, list):
        remedy = "give a bundle of STIX 2.1: an object with a list `objects`"
        raise CollectError(what="no STIX bundle", where=where, remedy=remedy)
    return [one for one in listed if why_not(one) == ""]


def why_not(one: object) -> str:
    """Say why something is no object that can be kept, or nothing."""
    if not isinstance(one, dict):
        return "not an object"
    name, type_ = one.get("id"), one.get("type")
    if not (isinstance(name, str) and ID.fullmatch(name)):
        return "it has no id as STIX writes them"
    return "" if name.partition("--")[0] == type_ else "its id is not of its type"


def invented(one: Object) -> bool:
    """Say whether an object is of a desk's sample: nothing of that happened."""
    return str(one.get("name", "")).startswith(SAMPLE)


def captures_of_objects(
    objects: Iterable[Object], where: str, reading: Reading
) -> Iterator[Capture | Issue]:
    """Give a capture for each incident among objects; an issue where there is none."""
    held = _newest(objects)
    incidents = [name for name, one in held.items() if one["type"] == "incident"]
    if not incidents:
        remedy = "give what an incident belongs to together with it"
        yield amiss("no incident among these objects", where, f"there are {len(held)}", remedy)
    speaking = _speaking(held)
    for name in incidents:
        if invented(held[name]):
            yield amiss("an invented incident, out of a desk's sample", f"{where}#{name}")
            continue
        belonging = _belonging(name, held, speaking.get(name, ()))
        yield _capture(held[name], belonging, where, reading)


def _newest(objects: Iterable[Object]) -> dict[str, Object]:
    """Leave the newest version of each object."""
    held: dict[str, Object] = {}
    for one in objects:
        known = held.get(one["id"])
        if known is None or str(known.get("modified", "")) <= str(one.get("modified", "")):
            held[one["id"]] = one
    return held


def _speaking(held: Mapping[str, Object]) -> dict[str, list[str]]:
    """Give for each incident what names it."""
    found: dict[str, list[str]] = {}
    for name, one in held.items():
        for other in set(_named(one)) - {name}:
            if other in held and held[other]["type"] == "incident":
                found.setdefault(other, []).append(name)
    return found


def _belonging(name: str, held: Mapping[str, Object], speaking: Iterable[str]) -> list[Object]:
    """Give an incident's own object, what speaks of it, and whatever these refer to."""
    there = {name, *(one for one in speaking if held[one]["type"] != "incident")}
    waiting = deque(there)
    while waiting:
        one = held[waiting.popleft()]
        for other in set(_named(one, listed=one["type"] not in LISTS)) - there:
            if other in held and held[other]["type"] not in LISTS:
                there.add(other)
                waiting.append(other)
    return [held[one] for one in sorted(there)]


def _named(value: object, *, listed: bool = True) -> Iterator[str]:
    """Give every id that stands in a value, without those that it lists as `object_refs`."""
    if isinstance(value, str):
        if ID.fullmatch(value):
            yield value
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if listed or key != "object_refs":
                yield from _named(inner)


def _capture(incident: Object, belonging: list[Object], where: str, reading: Reading) -> Capture:
    name, created = incident["id"], str(incident.get("created", ""))
    told = {"type": "bundle", "id": f"bundle--{name.partition('--')[2]}", "objects": belonging}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Capture(
        source=reading.source,
        channel=reading.channel,
        key=name,
        url=f"{where}#{name}",
        known=reading.known_at(created),
        body=body,
        media_type=MEDIA_TYPE,
        handling=handling(belonging),
    )


def handling(objects: Iterable[Object]) -> Tlp:
    """Give the strictest of the markings that objects bear, and of the properties in them."""
    return strictest(MARKS[name] for one in objects for name in _marks(one) if name in MARKS)


def _marks(one: Object) -> Iterator[str]:
    told = one.get("object_marking_refs", [])
    yield from (name for name in (told if isinstance(told, list) else []) if isinstance(name, str))
    granular = one.get("granular_markings", [])
    for marking in granular if isinstance(granular, list) else []:
        if isinstance(marking, dict) and isinstance(name := marking.get("marking_ref"), str):
            yield name


def rest_of(objects: Iterable[Object], captures: Iterable[Capture]) -> list[Object]:
    """Give the objects that stand in none of the captures that were cut from them."""
    taken = {one["id"] for capture in captures for one in objects_of(capture.body, capture.url)}
    return [one for one in objects if one["id"] not in taken]


def name_of(objects: Iterable[Object]) -> str:
    """Name a heap of objects by what is in it."""
    return digest(json.dumps(list(objects), sort_keys=True, ensure_ascii=False))
