"""An entry of a feed as bytes, and back: the body of a capture of type `ENTRY_TYPE`.

The bytes are canonical JSON (UTF-8, keys in order, no space, fields that are empty left out), so
that the same entry has the same hash whoever wrote it.

>>> entry_bytes(Entry(key="1", title="Cable cut"))
b'{"key":"1","title":"Cable cut"}'
"""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from vedette.errors import ReadError
from vedette.records import Entry

_FIELDS = {field.name: field for field in fields(Entry)}
_TIMES = frozenset({"published", "updated"})
_LISTS = frozenset({"authors", "tags"})


def entry_bytes(entry: Entry) -> bytes:
    """Write an entry as canonical JSON; halves of surrogate pairs become U+FFFD, NULs go."""
    said = {
        name: _plain(getattr(entry, name))
        for name, field in sorted(_FIELDS.items())
        if name == "key" or getattr(entry, name) != field.default
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def entry_from(body: bytes) -> Entry:
    """Read an entry back; ReadError where the bytes are no entry."""
    try:
        said = json.loads(body)
        return Entry(**{name: _value(name, value) for name, value in said.items()})
    except (ValueError, TypeError, AttributeError, RecursionError) as broken:
        raise ReadError(
            what="not an entry of a feed",
            where="a captured entry",
            why=str(broken)[:200],
            remedy="capture the feed again",
        ) from broken


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.replace("\0", "")
    return value


def _value(name: str, value: Any) -> Any:
    if name in _TIMES:
        return datetime.fromisoformat(value)
    if name in _LISTS:
        return tuple(_typed(name, one, str) for one in _typed(name, value, list))
    return _typed(name, value, bool if name == "whole" else str)


def _typed(name: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{name} is {type(value).__name__}, not {kind.__name__}")
    return value
