"""Web archives that tests write themselves; every page in them is invented."""

import gzip
import hashlib
import io
from base64 import b32encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from vedette.collect.crawls import Pages
from vedette.collect.lines import Reading
from vedette.records import Capture, Issue

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def sha1(data: bytes) -> str:
    """Label a digest as crawlers do."""
    return "sha1:" + b32encode(hashlib.sha1(data).digest()).decode()


def page(number: int, words: str = "An invented ferry was stopped.") -> bytes:
    """Build a page."""
    return f"<!doctype html><title>Story {number}</title><p>{words * 5} {number}</p>".encode()


def http(body: bytes, *, status: int = 200, kind: str = "text/html", **headers: str) -> bytes:
    """Build an answer over HTTP; `content_encoding="gzip"` becomes a header."""
    told = {"Content-Type": kind, "Content-Length": str(len(body))}
    told |= {name.replace("_", "-").title(): text for name, text in headers.items()}
    lines = "".join(f"{name}: {text}\r\n" for name, text in told.items() if text)
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body


def record(
    block: bytes,
    *,
    url: str = "https://paper.example/1",
    kind: str = "response",
    date: str = "2026-03-02T08:00:00Z",
    length: int | None = None,
    digest: bool = True,
    **more: str,
) -> bytes:
    """Build one record of a WARC file; its length may be a lie."""
    told = {"WARC-Type": kind, "WARC-Date": date, "WARC-Target-URI": url}
    told["Content-Type"] = "application/http; msgtype=response"
    told |= {"WARC-Block-Digest": sha1(block)} if digest else {}
    told |= {name.replace("_", "-"): text for name, text in more.items()}
    told["Content-Length"] = str(len(block) if length is None else length)
    head = "".join(f"{name}: {text}\r\n" for name, text in told.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def stories(count: int) -> list[bytes]:
    """Build records of so many pages, at addresses of their own."""
    return [record(http(page(n)), url=f"https://paper.example/{n}") for n in range(count)]


def packed(records: Iterable[bytes], pack: Callable[[bytes], bytes] = gzip.compress) -> bytes:
    """Pack each record for itself, as archives do."""
    return b"".join(pack(one) for one in records)


class Kept(io.BytesIO):
    """Bytes that stay when their writer closes them."""

    def close(self) -> None:
        """Stay open."""


def by(writer: type, data: bytes) -> bytes:
    """Pack with one of fastwarc's writers."""
    sink = Kept()
    stream = writer(sink)
    for at in range(0, len(data), 1 << 20):  # of more at once, one of them writes 8 MB alone
        stream.write(data[at : at + (1 << 20)])
    stream.finish()
    stream.close()
    return sink.getvalue()


def kept(data: bytes, path: Path, **how: object) -> list[Capture | Issue]:
    """Read the bytes of an archive as if they stood at a path."""
    pages = Pages(where=path.as_posix(), reading=Reading(known=NOW, **how))
    return [found for _, found in pages.of(io.BytesIO(data))]


def bodies(found: Iterable[Capture | Issue]) -> list[bytes]:
    """Give the bytes of the pages."""
    return [one.body for one in found if isinstance(one, Capture)]


def issues(found: Iterable[Capture | Issue]) -> list[Issue]:
    """Give what was told."""
    return [one for one in found if isinstance(one, Issue)]
