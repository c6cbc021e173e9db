"""Which reader reads what, and the one verb of this stage.

Readers are registered by media type. Servers lie about those, so a capture whose declared type has
no reader, or says nothing, is told by its first bytes.
"""

from collections.abc import Mapping
from typing import Protocol

from vedette.errors import ReadError
from vedette.read.csv import CsvReader
from vedette.read.entry import EntryReader, fill
from vedette.read.html import HtmlReader
from vedette.read.pdf import PdfReader
from vedette.read.refusals import feed
from vedette.read.stix import StixReader
from vedette.read.storable import storable_article
from vedette.read.text import TextReader
from vedette.read.told import overlay, where
from vedette.records import Article, Capture, Entry


class Reader(Protocol):
    """Turns captures of some media types into articles; pure, and raises ReadError alone."""

    @property
    def name(self) -> str:
        """`name@version`, which an article carries as its `reader`."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The types it reads, in lower case and without parameters."""

    def __call__(self, capture: Capture, entry: Entry | None = None) -> Article: ...


def table(*readers: Reader) -> Mapping[str, Reader]:
    """Index readers by media type; of two for one type the later one counts."""
    return {kind: reader for reader in readers for kind in reader.media_types}


READERS: Mapping[str, Reader] = table(
    HtmlReader(), EntryReader(), TextReader(), PdfReader(), StixReader(), CsvReader()
)
"""The readers that come with vedette; `vedette.readers` entry points may add others."""


def read(
    capture: Capture, *, entry: Entry | None = None, readers: Mapping[str, Reader] = READERS
) -> Article:
    """Read a capture; what its page does not tell is taken from the feed's `entry`.

    Raises ReadError, which names what the capture is instead of an article, and nothing else.
    """
    kind = media_type(capture, readers)
    reader = readers.get(kind)
    if kind == FEED:
        raise feed(where(capture))
    if reader is None:
        raise ReadError(
            what=f"no reader for {kind or 'an unknown type'}",
            where=where(capture),
            why=f"readers are there for {', '.join(sorted(readers))}",
            remedy="give the article as HTML or text",
        )
    article = reader(capture, entry)
    if entry is not None:
        article = fill(article, entry, capture)
    return storable_article(overlay(article, capture))


_VAGUE = frozenset(
    {"", "application/octet-stream", "text/plain", "application/xml", "text/xml", "unknown/unknown"}
)
_SIGNS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"RIFF", "application/octet-stream"),
)
FEED = "application/feed"
"""Our word for whatever lists entries: RSS, Atom, RDF, JSON Feed."""

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
)
_FEEDS = (b"<rss", b"<feed", b"<rdf:rdf", b"<opml", b"://jsonfeed.org/version")


def media_type(capture: Capture, readers: Mapping[str, Reader] = READERS) -> str:
    """Tell a capture's type: as declared where a reader knows it and the bytes do not object."""
    declared = capture.media_type.strip().lower()
    start = capture.body[:1024]
    for sign, kind in _SIGNS:
        if start.startswith(sign):
            return kind
    if declared in readers and declared not in _VAGUE and not declared.endswith("html"):
        return declared
    return _by_start(start.lower(), declared, readers)


def _by_start(start: bytes, declared: str, readers: Mapping[str, Reader]) -> str:
    bare = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if any(sign in bare for sign in _FEEDS) and b"<html" not in bare:
        return FEED
    if declared in readers and declared not in _VAGUE:
        return declared
    if declared in _FEED_TYPES and b"<html" not in bare:
        return FEED
    if bare.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in bare:
        return "text/html"
    return "text/plain" if declared in _VAGUE else declared
