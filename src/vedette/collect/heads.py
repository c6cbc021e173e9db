r"""What stands before each page in a web archive: of what kind, from where, when, how long.

Source: WARC 1.0 and 1.1 (ISO 28500), section 4; the ARC file format, version 1 (Internet Archive),
with the longer lines of version 2.

>>> head = read_head(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 7\r\n\r\nHTTP/1.")
>>> head.type, head.length, head.size
('response', 7, 52)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vedette.collect.clean import plain_link

MOST = 1 << 16
"""Bytes of a head: addresses have up to 8 kB, everything else is short."""

_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_ARC = re.compile(
    rb"([a-z][a-z0-9+.-]{1,20}:[^\n]{1,8000}?) (\S{1,100}) (\d{8,14}) "
    rb"([^\n]{0,1000}?) ?(\d{1,15})\r?\n"
)
MARK = re.compile(
    rb"(?m:^)(?:WARC/\d\.\d+[ \t]*\r?\n[A-Za-z-]{4,40}:"
    rb"|https?://\S{1,4000} \d{1,3}(?:\.\d{1,3}){3} \d{14} \S{1,100} "
    rb"(?:\S{1,400} ){0,5}\d{1,15}\r?\n)"
)
"""Where a head begins after damage. A page could hold such a line to pose as another's, so it is
only looked for where the length that the archive gives proved to be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One head: `size` is its own, `length` that of the block behind it, in bytes.

    `type` is WARC's; ARC knows none, and what it holds are responses and its own description.
    """

    type: str
    size: int
    length: int
    address: str = ""
    date: datetime | None = None
    media_type: str = ""
    truncated: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)


def read_head(data: bytes) -> Head | None:
    """Read a head from the bytes with which it begins; None where there is none."""
    return _warc(data) if _VERSION.match(data) else _arc(data)


def _warc(data: bytes) -> Head | None:
    end = _END.search(data)
    if end is None:
        return None
    told = _fields(data[: end.start()])
    length = told.get("content-length", "")
    if not length.isdecimal() or len(length) > 15:
        return None
    digests = {name: told.get(f"warc-{name}-digest", "") for name in ("block", "payload")}
    return Head(
        type=told.get("warc-type", "").lower(),
        size=end.end(),
        length=int(length),
        address=plain_link(told.get("warc-target-uri", "").strip("<>")),
        date=_moment(told.get("warc-date", "")),
        media_type=told.get("content-type", "").lower(),
        truncated=told.get("warc-truncated", ""),
        digests={name: value for name, value in digests.items() if value},
    )


def _fields(raw: bytes) -> dict[str, str]:
    told: dict[str, str] = {}
    name = ""
    for line in raw.decode("utf-8", "replace").splitlines()[1:]:
        if line[:1] in {" ", "\t"} and name:
            told[name] += " " + line.strip()
            continue
        before, _, value = line.partition(":")
        name = before.strip().lower()
        told[name] = value.strip()
    return told


def _arc(data: bytes) -> Head | None:
    found = _ARC.match(data)
    if found is None:
        return None
    address = plain_link(found[1].decode("utf-8", "replace"))
    return Head(
        type="warcinfo" if address.startswith(("filedesc:", "dns:", "warcinfo:")) else "response",
        size=found.end(),
        length=int(found[5]),
        address=address,
        date=_moment(found[3].decode("ascii")),
        media_type="application/http",
    )


def _moment(written: str) -> datetime | None:
    """Read a WARC-Date, or the 14 digits of ARC.

    >>> _moment("20140216050221") == _moment("2014-02-16T05:02:21Z")
    True
    """
    if written.isdecimal():
        written = f"{written.ljust(14, '0')[:8]}T{written.ljust(14, '0')[8:14]}"
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
