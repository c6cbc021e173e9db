"""An entry of a feed as bytes and back: the form in which a capture keeps it.

The bytes are canonical JSON (keys sorted, instants in ISO 8601, nothing left out), so that two
entries are the same if, and only if, their bytes are.
"""

import msgspec

from vedette.errors import ReadError
from vedette.records import Entry

_ENCODER = msgspec.json.Encoder(order="sorted")


def entry_bytes(entry: Entry) -> bytes:
    """Write an entry as canonical JSON in UTF-8.

    >>> entry_from(entry_bytes(Entry(key="a"))) == Entry(key="a")
    True
    """
    return _ENCODER.encode(entry)


def entry_from(raw: bytes) -> Entry:
    """Read an entry back; raises ReadError where the bytes are not one."""
    try:
        return msgspec.json.decode(raw, type=Entry)
    except msgspec.MsgspecError as fault:
        raise ReadError(what="no entry of a feed", where="a capture", why=str(fault)) from fault
