"""An entry of a feed as bytes and back: the body of a capture of type `ENTRY_TYPE`.

The bytes are canonical JSON (UTF-8, keys sorted, instants in ISO 8601, nothing left out), so that
two entries are the same if, and only if, their bytes are.
"""

import re
from dataclasses import fields, replace
from typing import Any

import msgspec

from vedette.errors import ReadError
from vedette.records import Entry

_UNFIT = re.compile("[\0\ud800-\udfff]")
_ENCODER = msgspec.json.Encoder(order="sorted")


def entry_bytes(entry: Entry) -> bytes:
    """Write an entry; halves of surrogate pairs become U+FFFD and NULs go: no store holds them.

    >>> entry_from(entry_bytes(Entry(key="a"))) == Entry(key="a")
    True
    """
    whole = {field.name: _whole(getattr(entry, field.name)) for field in fields(entry)}
    return _ENCODER.encode(replace(entry, **whole))


def entry_from(raw: bytes) -> Entry:
    """Read an entry back; raises ReadError where the bytes are not one."""
    try:
        return msgspec.json.decode(raw, type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise ReadError(
            what="not an entry of a feed",
            where="a captured entry",
            why=str(fault)[:200],
            remedy="capture the feed again",
        ) from fault


def storable(text: str) -> str:
    r"""Drop NULs, join the halves of pairs that belong together, and replace those that do not.

    Neither PostgreSQL nor UTF-8 can hold them.

    >>> storable("a\0b\ud83dc")
    'ab�c'
    """
    if not _UNFIT.search(text):
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "")


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    return tuple(_whole(one) for one in value) if isinstance(value, tuple) else value
