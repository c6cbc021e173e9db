"""Content codings undone in bounded steps, and a cut stream noticed.

The HTTP library decodes too, but stays silent when a gzip stream ends before its end mark, and a
feed that lost its second half is a feed that lost articles.

Source: RFC 9110, section 8.4.1 (content codings); RFC 1952 (gzip, members may follow each other).
"""

import zlib
from collections.abc import Iterator

from vedette.errors import CollectError

STEP = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"
CODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""Name of a coding → zlib's window bits."""


def unpacker(coding: str, where: str) -> "Plain | Inflated":
    """Choose how to undo a `Content-Encoding`; raises CollectError for one we did not ask for."""
    names = [name.strip().lower() for name in coding.split(",")]
    asked = [name for name in names if name not in {"", "identity"}]
    if not asked:
        return Plain()
    if len(asked) > 1 or asked[0] not in CODINGS:
        raise CollectError(
            what="packed in a way that we did not ask for", where=where, why=coding[:80]
        )
    return Inflated(CODINGS[asked[0]], where)


class Plain:
    """Bytes that are not packed."""

    def feed(self, raw: bytes) -> Iterator[bytes]:
        yield raw

    def end(self) -> None:
        """Accept any end."""


class Inflated:
    """A gzip or deflate stream; a body that only says it is packed passes through as it is."""

    def __init__(self, bits: int, where: str) -> None:
        self._bits = bits
        self._where = where
        self._zlib = zlib.decompressobj(bits)
        self._head: bytes | None = b""
        self._lies = False

    def feed(self, raw: bytes) -> Iterator[bytes]:
        """Yield pieces of at most STEP bytes."""
        if self._head is not None:
            raw = self._head + raw
            self._head = None if len(raw) >= 2 else raw
            if self._head is not None:
                return
            self._begin(raw)
        if self._lies:
            yield raw
            return
        yield from self._inflate(raw)

    def _begin(self, raw: bytes) -> None:
        if self._bits == 31:
            self._lies = not raw.startswith(GZIP_MAGIC)
        elif raw[0] & 0x0F != 8 or int.from_bytes(raw[:2], "big") % 31:
            self._zlib = zlib.decompressobj(-15)  # some servers send deflate without zlib's header

    def _inflate(self, raw: bytes) -> Iterator[bytes]:
        try:
            while raw:
                if self._zlib.eof:
                    if not raw.startswith(GZIP_MAGIC):
                        return  # padding after the last member
                    self._zlib = zlib.decompressobj(self._bits)
                yield self._zlib.decompress(raw, STEP)
                raw = self._zlib.unconsumed_tail or self._zlib.unused_data
        except zlib.error as fault:
            raise CollectError(
                what="the packed body is damaged", where=self._where, why=str(fault)
            ) from fault

    def end(self) -> None:
        """Raise CollectError where the stream stopped before its end mark."""
        if self._head is None and not self._lies and not self._zlib.eof:
            raise CollectError(what="the packed body is cut short", where=self._where)
