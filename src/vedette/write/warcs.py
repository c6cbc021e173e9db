"""Captures as records of a WARC, each packed for itself so that an index can point to it.

A page that answered over HTTP becomes a `response`: its status and the headers that were kept, then
its bytes as they were after unpacking; `Content-Encoding` and what speaks of the wire is left out,
because it would be untrue of them. An entry of a feed, a mail and a file become a `resource`. With
each goes a `metadata` record that tells who was asked for it, and where. The same captures give the
same bytes.

Source: WARC 1.1 (ISO 28500:2017), sections 5 and 6; annex D for one gzip member a record.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

from vedette.records import ENTRY_TYPE, Capture

ENTRY = "application/json"
"""The media type under which the entry of a feed stands in a web archive: it is JSON."""

_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection"})
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BREAK = re.compile(r"[\r\n\0]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One record, packed: its address and moment, what an index tells of it, and its bytes.

    `digest` is that of the payload, empty for what no index lists.
    """

    address: str
    at: datetime
    raw: bytes
    digest: str = ""
    media_type: str = ""
    status: int = 0


def info(software: str, at: datetime) -> bytes:
    """Begin an archive: who wrote it, and by which standard."""
    body = _lines(
        {
            "software": software,
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/"
            "warc-1.1/",
            "description": "captures as vedette kept them: content codings undone, some headers",
        }
    )
    told = {"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}
    return _packed(told, body, at, "")


def blocks(capture: Capture) -> Iterator[Block]:
    """Write a capture, then what is known of how it came."""
    address = address_of(capture)
    digest = sha256(capture.body)
    web = _is_answer(capture)
    kind = "response" if web else "resource"
    told = {
        "WARC-Type": kind,
        "Content-Type": "application/http; msgtype=response" if web else media_type(capture),
        "WARC-Payload-Digest": digest,
    }
    body = _reply(capture) + capture.body if web else capture.body
    yield Block(
        address=address,
        at=capture.known,
        raw=_packed(told, body, capture.known, address),
        digest=digest,
        media_type=media_type(capture),
        status=capture.status if web else 200,
    )
    beside = {
        "WARC-Type": "metadata",
        "Content-Type": "application/warc-fields",
        "WARC-Refers-To": _id(kind, address, capture.known, body),
    }
    yield Block(
        address=address,
        at=capture.known,
        raw=_packed(beside, _lines(_origin(capture)), capture.known, address),
    )


def address_of(capture: Capture) -> str:
    """Give the address that answered; what came from no address is named by its bytes.

    An entry is not the page that it links to, nor the feed, which holds others.
    """
    if not _is_answer(capture):
        return f"urn:{sha256(capture.body)}"
    return _BREAK.sub("", capture.final_url or capture.url).partition("#")[0]


def media_type(capture: Capture) -> str:
    """Give the media type, without parameters."""
    return ENTRY if capture.media_type == ENTRY_TYPE else capture.media_type


def sha256(data: bytes) -> str:
    """Name bytes by their hash, as WARC and WACZ write it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def moment(at: datetime) -> str:
    """Write a moment as WARC and WACZ do: to the second, in UTC."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _is_answer(capture: Capture) -> bool:
    return capture.media_type != ENTRY_TYPE and bool(_WEB.match(capture.final_url or capture.url))


def _reply(capture: Capture) -> bytes:
    """Rebuild the head of the answer, as far as it was kept."""
    words = {status.value: status.phrase for status in HTTPStatus}
    kept = {name: text for name, text in capture.headers.items() if name not in _WIRE}
    told = {"content-type": capture.media_type} | kept | {"content-length": len(capture.body)}
    lines = (f"{name}: {_BREAK.sub(' ', str(text))}\r\n" for name, text in told.items())
    status = f"HTTP/1.1 {capture.status} {words.get(capture.status, 'Unknown')}\r\n"
    return (status + "".join(lines) + "\r\n").encode("latin-1", "replace")


def _origin(capture: Capture) -> dict[str, str]:
    """Tell where a capture is from: the source, its channel, and the address that was asked."""
    return {
        "source": capture.source,
        "channel": capture.channel,
        "asked": capture.url,
        "key": capture.key,
        "hash": capture.hash,
    }


def _packed(told: Mapping[str, str], body: bytes, at: datetime, address: str) -> bytes:
    """Pack one record; the gzip member tells no time of its own."""
    head = {
        **told,
        "WARC-Record-ID": _id(told["WARC-Type"], address, at, body),
        "WARC-Date": moment(at),
        "WARC-Block-Digest": sha256(body),
        "Content-Length": str(len(body)),
    }
    if address:
        head["WARC-Target-URI"] = address
    lines = "".join(f"{name}: {text}\r\n" for name, text in head.items())
    return gzip.compress(f"WARC/1.1\r\n{lines}\r\n".encode() + body + b"\r\n\r\n", mtime=0)


def _id(kind: str, address: str, at: datetime, body: bytes) -> str:
    """Name a record by what it is, so that writing it again writes the same."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {address} {at.isoformat()} {sha256(body)}')}>"


def _lines(told: Mapping[str, str]) -> bytes:
    lines = (f"{name}: {_BREAK.sub(' ', text)}\r\n" for name, text in told.items() if text)
    return "".join(lines).encode()
