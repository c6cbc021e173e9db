"""The index of a web archive: one line a record, in the order of the addresses turned round.

Source: CDXJ as pywb writes it; Sort-friendly URI Reordering Transform (SURT), Internet Archive.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Where one record stands: `offset` and `length` are bytes of the packed archive."""

    address: str
    at: datetime
    media_type: str
    status: int
    digest: str
    offset: int
    length: int


def index(rows: Iterable[Row], filename: str) -> bytes:
    """Write the lines, sorted as their readers search them."""
    return "".join(sorted(_line(row, filename) for row in rows)).encode()


def _line(row: Row, filename: str) -> str:
    told = {
        "url": row.address,
        "mime": row.media_type,
        "status": str(row.status),
        "digest": row.digest,
        "length": str(row.length),
        "offset": str(row.offset),
        "filename": filename,
    }
    return f"{surt(row.address)} {stamp(row.at)} {json.dumps(told)}\n"


def stamp(at: datetime) -> str:
    """Write a moment as its fourteen digits, in UTC."""
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def surt(url: str) -> str:
    """Turn an address round, so that those of one site stand together.

    >>> surt("https://www.News.example:8080/A/b?z=1&a=2"), surt("urn:sha256:ab")
    ('example,news:8080)/a/b?a=2&z=1', 'urn:sha256:ab')
    """
    parts = urlsplit(url)
    if not parts.netloc:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    try:
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        port = ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    tail = f"{parts.path or '/'}{f'?{query}' if query else ''}"
    return f"{','.join(reversed(host.split('.')))}{port}){tail}".lower().replace(" ", "%20")
