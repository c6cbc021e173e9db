"""Feeds and pages that are built to waste a parser's time, told before they are parsed.

feedparser works in this process and cannot be stopped. What it takes long for is counted here in
the bytes, so they must first be ones in which a tag looks like a tag: UTF-16 is written anew as
UTF-8, and a charset in which letters can hide marks is not believed.
"""

import codecs
import re
from collections.abc import Iterator

TAGS = 300_000
"""feedparser takes 5 to 100 microseconds for each; a feed of 1000 whole articles has 100,000."""

RUNS = 200_000_000
"""Sum over the unbroken runs of letters in names of authors of the square of their length.
feedparser looks in each for an address of mail from every letter on: 1.4 seconds for so many, which
one run of 14,000 letters reaches. No name in 322 feeds has a run of 100."""

_CROWDED = re.compile(
    rb"<[A-Za-z][^\s<>]{0,200}"
    rb"(?>(?>\s+[^\s=<>\"']{1,200}(?:\s*=\s*(?>\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>]+))?){1000})"
)
"""feedparser takes minutes over 200,000 attributes on one element; feeds have a dozen."""

_AUTHOR = re.compile(
    rb"<(/?)(?:[^\s<>/:]{1,200}:)?(?:author|creator|publisher|owner|managingeditor|webmaster)"
    rb"(?:\s[^<>]*)?(?<!/)>",
    re.IGNORECASE,
)
_TAG = re.compile(rb"<[^<>]{0,200}>")
_RUN = re.compile(rb"[\w.+&#;-]{100,}")
_UNICODE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_MARKS = b"<>&;:/\\u003c+ADw-~{=\"' azAZ09"
_DECLARED = re.compile(
    rb"(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})[\"']?", re.IGNORECASE)


def crowded(body: bytes) -> str:
    """Say why bytes would keep a parser busy for minutes; empty where they would not."""
    if _CROWDED.search(body):
        return "a tag with more than 1000 attributes"
    if body.count(b"<") > TAGS:
        return f"more than {TAGS:,} tags"
    runs = (len(run) for text in _authors(body) for run in _RUN.findall(text))
    return "a name without end" if sum(length**2 for length in runs) > RUNS else ""


def _authors(body: bytes) -> Iterator[bytes]:
    """Give the text in each outermost element of an author, put together as a parser does."""
    depth = start = 0
    for found in _AUTHOR.finditer(body):
        if not depth:
            start = found.end()
        depth = max(0, depth + (-1 if found[1] else 1))
        if not depth:
            yield _TAG.sub(b"", body[start : found.start()])
    if depth:
        yield _TAG.sub(b"", body[start:])


def unveiled(content_type: str, body: bytes) -> tuple[str, bytes]:
    """Give a feed's type and bytes so that its marks stand in it as such.

    >>> unveiled("text/xml; charset=utf-7", b"<rss/>")
    ('text/xml', b'<rss/>')
    """
    coding = next((name for start, name in _UNICODE if body.startswith(start)), "")
    if coding:
        body = body.decode(coding, "replace").removeprefix("\ufeff").encode()
        return _without(content_type, body)
    said = _CHARSET.search(content_type)
    declared = _DECLARED.search(body[:1000])
    names = [said[1] if said else "", declared[2].decode("ascii") if declared else ""]
    return (content_type, body) if all(map(_is_plain, names)) else _without(content_type, body)


def _without(content_type: str, body: bytes) -> tuple[str, bytes]:
    """Take away what is declared of the charset."""
    return _CHARSET.sub("", content_type), _DECLARED.sub(rb"\1", body, count=1)


def _is_plain(charset: str) -> bool:
    """Whether marks mean themselves in a charset, and nothing else means them."""
    try:
        return not charset or _MARKS.decode(charset) == _MARKS.decode("ascii")
    except LookupError:  # nobody knows it, so nobody reads by it
        return True
    except (UnicodeError, ValueError):
        return False
