"""Answers over HTTP as archives keep them: bytes with their head, taken apart again.

Archives differ in what they keep. Some store chunks and packing as they came over the wire, some
undo them and leave the headers that speak of them. So both are undone where the bytes bear it out.

Source: RFC 9112, sections 4 to 7 (status line, fields, chunks).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from vedette.collect.packed import stream_readers
from vedette.collect.unpack import STEP, unpacker
from vedette.errors import CollectError, MissingExtra, TooLarge

LARGEST = 10_000_000
"""Bytes of one page, unpacked; the same as for an answer from the network."""

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})[^\n]{0,1000}\n")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer: `headers` have lower-case names, `body` is as it was kept."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The declared type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def missing(self) -> int:
        """How many bytes the server announced and the archive does not hold."""
        told = self.headers.get("content-length", "")
        return max(int(told) - len(self.body), 0) if told.isdecimal() and len(told) < 16 else 0


def read_reply(block: bytes) -> Reply | None:
    """Take an answer apart; None where the bytes are none."""
    status, end = _STATUS.match(block), _END.search(block)
    if status is None or end is None:
        return None
    lines = block[status.end() : end.start()].decode("latin-1").splitlines()
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Reply(status=int(status[1]), headers=headers, body=block[end.end() :])


def body_of(reply: Reply, where: str) -> bytes:
    """Undo chunks and packing; raises CollectError where one of them is damaged or too large."""
    body = _joined(reply, where)
    coding = reply.headers.get("content-encoding", "").strip().lower()
    if not coding or _is_plain(body):
        return body
    undo = _by_extra if coding in {"br", "zstd"} else _inflated
    unpacked = bytearray()
    for piece in undo(coding, body, where):
        unpacked += piece
        if len(unpacked) > LARGEST:
            raise TooLarge(what=f"more than {LARGEST:,} bytes", where=where)
    return bytes(unpacked)


def _inflated(coding: str, body: bytes, where: str) -> Iterator[bytes]:
    opened = unpacker(coding, where)
    yield from opened.feed(body)
    opened.end()


def _by_extra(coding: str, body: bytes, where: str) -> Iterator[bytes]:
    """Undo Brotli or Zstandard through fastwarc."""
    readers = stream_readers(where)
    reader = readers.BrotliReader if coding == "br" else readers.ZstdReader
    stream = reader(BytesIO(body))
    try:
        while data := stream.read(STEP):
            yield data
    except OSError as fault:
        raise CollectError(
            what="the packed body is damaged", where=where, why=str(fault)
        ) from fault


def forms_of(reply: Reply) -> Iterator[bytes]:
    """Give the body in every form over which archives are known to take their digests."""
    yield reply.body
    for undo in (_joined, body_of):
        try:
            yield undo(reply, "")
        except (CollectError, MissingExtra):
            return


def _joined(reply: Reply, where: str) -> bytes:
    if "chunked" not in reply.headers.get("transfer-encoding", "").lower():
        return reply.body
    if not _CHUNK.match(reply.body):
        return reply.body  # undone by the archive, which left the header
    at = 0
    pieces: list[bytes] = []
    while at < len(reply.body):
        told = _CHUNK.match(reply.body, at)
        size = int(told[1], 16) if told else 0
        if told is None or told.end() + size > len(reply.body):
            raise CollectError(what="the chunks of the page are cut short", where=where)
        if not size:
            break
        pieces.append(reply.body[told.end() : told.end() + size])
        at = told.end() + size
        at += 2 if reply.body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces)


def _is_plain(body: bytes) -> bool:
    """Whether a body that is said to be packed is a page: no packing begins with these letters."""
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"<", b"{"}
