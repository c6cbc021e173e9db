"""What of an incident's objects is new since they were last passed on, as versions of each.

A version of a STIX object is its id and its `modified`: two that differ in anything else must
differ in these, and no two in their `created`. What is revoked stays so for good; where an incident
comes back, its objects come back as others, named by the revocation that they follow.

Source: STIX 2.1, section 3.6 (versioning).
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from vedette.write.stix.objects import SINCE, Object, identifier, stamp

_ID: Final = re.compile(
    r'(?<=")[a-z][a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?=")'
)
_STEP: Final = timedelta(milliseconds=1)


def version(one: Object) -> str:
    """Give the moment that tells a version of an object from others; empty where it has none."""
    return str(one.get("modified") or one.get("created") or "")


def newer(before: Mapping[str, Object], made: Iterable[Object], at: datetime) -> list[Object]:
    """Give what is to be passed on: what is new or says something else, and what is revoked.

    `before` holds the newest version of each object that was passed on of this incident, `made`
    all that it is made of now, `at` is the moment of passing on.
    """
    told = [_renamed(one, before) for one in made]
    there = {one["id"] for one in told}
    added = [_advanced(before.get(one["id"]), one, at) for one in told]
    gone = [one for name, one in before.items() if name not in there and _can_go(one)]
    return [*filter(None, added), *(_moved(one, one, at) | {"revoked": True} for one in gone)]


def _advanced(old: Object | None, one: Object, at: datetime) -> Object | None:
    """Give a new version of an object, None where it says what was said before.

    It was created when the first was, though an earlier report may have come in since.
    """
    if old is None:
        return one
    if "created" in old:
        one = one | {"created": old["created"]}
    if _said(old) == _said(one):
        return None
    return one if version(one) > version(old) else _moved(one, old, at)


def _said(one: Object) -> Object:
    return {name: value for name, value in one.items() if name != "modified"}


def _moved(one: Object, old: Object, at: datetime) -> Object:
    """Date an object anew, after the version that stood before."""
    last = datetime.fromisoformat(version(old))
    return one | {"modified": stamp(max(at, last + _STEP))}


def _can_go(one: Object) -> bool:
    """Say whether an object is made of the incident: the desk, and what all mean alike, stay."""
    return "created_by_ref" in one and one["created"] != SINCE and not one.get("revoked")


def _renamed(one: Object, before: Mapping[str, Object]) -> Object:
    """Name an object, and those that it refers to, by their heirs where they were revoked."""
    if not any(old.get("revoked") for old in before.values()):
        return one
    raw = json.dumps(one, ensure_ascii=False)
    heired: Object = json.loads(_ID.sub(lambda found: _heir(found[0], before), raw))
    return heired


def _heir(name: str, before: Mapping[str, Object]) -> str:
    """Name the object that comes after a revoked one.

    >>> gone = {"note--1": {"modified": "2026-03-01T00:00:00.000Z", "revoked": True}}
    >>> _heir("note--2", gone), _heir("note--1", gone) == _heir("note--1", gone)
    ('note--2', True)
    """
    while (old := before.get(name)) and old.get("revoked"):
        name = identifier(name.partition("--")[0], name, version(old))
    return name
