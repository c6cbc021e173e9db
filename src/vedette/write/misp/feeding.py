"""What becomes of events that a feed had before: kept as they were, raised, or withdrawn.

A reader of a feed takes an event anew when its timestamp is later, and a part of it likewise; what
is no longer in the event he keeps. So what stays the same keeps its timestamp, what changed gets a
later one whatever the ledger says, and what is gone stays in the event as deleted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from vedette.write.misp.tags import REJECTED

Laid = dict[str, Any]
PARTS: Final = ("Attribute", "Object", "ObjectReference")
"""Lists of things in an event that have a UUID and a timestamp of their own."""


def followed(before: Mapping[str, Any] | None, now: Laid) -> Laid:
    """Give an event as it follows on what the feed had; `before` is None for a new one."""
    return now if before is None else _followed(before, now)


def withdrawn(before: Mapping[str, Any], at: int) -> Laid:
    """Give an event that is told no more, all of it deleted, rejected by its tag; once alone."""
    tags = [*(tag for tag in before.get("Tag", ()) if tag["name"] != REJECTED), _tag(REJECTED)]
    gone = {**before, "Tag": tags, **{part: [] for part in PARTS if part in before}}
    gone = gone | {"publish_timestamp": str(at), "timestamp": str(at)}
    return _followed(before, gone)


def _followed(before: Mapping[str, Any], now: Laid) -> Laid:
    """Put together a thing and what it was; a timestamp moves only where anything else does."""
    laid = dict(now)
    for part in PARTS:
        if part in before or part in now:
            laid[part] = list(_parts(before.get(part, ()), now.get(part, ()), _stamp(now)))
    if _bare(laid) == _bare(before):
        return dict(before)
    raised = max(_stamp(now), _stamp(before) + 1)
    return laid | {name: str(raised) for name in _STAMPS if name in laid}


_STAMPS: Final = ("timestamp", "publish_timestamp")


def _parts(before: Sequence[Mapping[str, Any]], now: Sequence[Laid], at: int) -> Iterator[Laid]:
    """Give the parts of now as they follow on those of before, then those that are gone."""
    held = {one["uuid"]: one for one in before}
    for one in now:
        yield _followed(held[one["uuid"]], one) if one["uuid"] in held else one
    here = {one["uuid"] for one in now}
    yield from (_deleted(one, at) for one in before if one["uuid"] not in here)


def _deleted(one: Mapping[str, Any], at: int) -> Laid:
    """Mark a part and all parts of it as deleted; what is so already stays as it is."""
    if one.get("deleted"):
        return dict(one)
    laid = {**one, "deleted": True, "timestamp": str(max(at, _stamp(one) + 1))}
    for part in PARTS:
        if part in one:
            laid[part] = [_deleted(inner, at) for inner in one[part]]
    return laid


def _bare(laid: Mapping[str, Any]) -> Laid:
    """Give a thing without its timestamps and those of its parts."""
    bare = {name: value for name, value in laid.items() if name not in _STAMPS}
    return bare | {part: [_bare(one) for one in laid[part]] for part in PARTS if part in laid}


def _stamp(laid: Mapping[str, Any]) -> int:
    return int(laid.get("timestamp", 0))


def _tag(name: str) -> Laid:
    return {"name": name, "colour": "#ffffff"}
