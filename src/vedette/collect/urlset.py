"""A sitemap's bytes as addresses: XML of sites, of indexes and of news, plain text, packed or not.

What a strict parser cannot read is searched for the addresses that can still be made out: a bare
ampersand in the ninth address must not cost the other thousands. Entities are never expanded.

Sources: https://www.sitemaps.org/protocol.html (files of 50,000 addresses and 50 MB; indexes; text
files), https://www.google.com/schemas/sitemap-news/0.9/sitemap-news.xsd (news).
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal
from xml.parsers import expat

from vedette.collect.clean import clean_link, one_line
from vedette.collect.listing import TITLE_LIMIT, zoned
from vedette.collect.unpack import GZIP_MAGIC, Inflated
from vedette.errors import TooLarge
from vedette.records import Entry

MOST = 50_000
"""Addresses of one file, as the protocol has it; more are counted and left."""

LARGEST = 50_000_000
"""Bytes of one file once it is unpacked, as the protocol has it."""

DEEPEST = 30
"""Elements within each other; a sitemap of news has five."""

PIECE = 4_000
"""Characters of one element's text; addresses may have 2,048."""

WANTED: Mapping[tuple[str, str], str] = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
    ("news", "keywords"): "keywords",
    ("publication", "language"): "language",
}
"""Parent and element → what it tells. Pictures and films have a `loc` and a `title` too."""

_GROUP = re.compile(r"<(?:[\w.-]{1,40}:)?(url|sitemap)(?=[\s>])", re.IGNORECASE)
_PIECE = re.compile(
    r"<(?:([\w.-]{1,40}):)?(loc|lastmod|publication_date|title|language)\s*>"
    r"([^<]{0,4000}|\s{0,100}<!\[CDATA\[[^<]{0,4000}\]\]>\s{0,100})<",
    re.IGNORECASE,
)
_FOREIGN = frozenset({"image", "video"})
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SHORT_HOUR = re.compile(r"^(\d{4}-\d\d-\d\d)[T ](?=\d:)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that an index names, and when it last changed."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap said; `kind` is empty where the bytes are none.

    `pages` carry the address as key and link, `lastmod` as `updated`, and what news tell of
    themselves. `damage` tells why a strict reader would refuse the bytes; `left` counts addresses
    past the limit.
    """

    kind: Literal["pages", "index", ""]
    pages: tuple[Entry, ...] = ()
    children: tuple[Child, ...] = ()
    damage: str = ""
    left: int = 0


def read_sitemap(body: bytes, *, url: str = "") -> Sitemap:
    """Read a sitemap, whatever its type is said to be.

    Raises TooLarge where it is a bomb, CollectError where what is packed is damaged.
    """
    plain = _unpacked(body, url).removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain[:1] == b"<" or plain[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _read_xml(plain, url)
    return _read_text(plain, url)


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(GZIP_MAGIC):
        return body
    pieces, size = [], 0
    for piece in Inflated(31, url).feed(body):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise TooLarge(what=f"unpacks to more than {LARGEST:,} bytes", where=url)
    return b"".join(pieces)


def _read_text(body: bytes, url: str) -> Sitemap:
    """Read one address a line; anything that is not all addresses is no sitemap."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    told = [line for line in lines if line]
    if not told or not all(line.startswith(("http://", "https://")) for line in told[:20]):
        return Sitemap(kind="", damage="neither XML nor a list of addresses")
    pages = [_page({"loc": line}, url) for line in told[:MOST]]
    return Sitemap(
        kind="pages",
        pages=tuple(page for page in pages if page is not None),
        left=max(0, len(told) - MOST),
    )


# ── XML ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Groups:
    """Gathers the `url` and `sitemap` elements of a file, each as what it tells."""

    root: str = ""
    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    left: int = 0
    _open: list[str] = field(default_factory=list)
    _told: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(":")[2]
        self.root = self.root or local
        self._open.append(local)
        if len(self._open) > DEEPEST:
            raise TooLarge(what=f"more than {DEEPEST} elements within each other", where="sitemap")
        if local in {"url", "sitemap"}:
            self._told = {}

    def text(self, data: str) -> None:
        name = WANTED.get((self._open[-2], self._open[-1])) if len(self._open) > 1 else None
        if name is not None:
            self._told[name] = (self._told.get(name, "") + data)[:PIECE]

    def end(self, name: str) -> None:
        self._open.pop()
        local = name.rpartition(":")[2]
        if local in {"url", "sitemap"}:
            self.add(local, self._told)

    def add(self, local: str, told: dict[str, str]) -> None:
        if len(self.found) < MOST:
            self.found.append((local, told))
        else:
            self.left += 1


def _read_xml(body: bytes, url: str) -> Sitemap:
    groups, damage = _strictly(body)
    if damage:
        more = _leniently(body)
        groups = more if len(more.found) > len(groups.found) else groups
    if groups.root not in {"urlset", "sitemapindex"} and not groups.found:
        return Sitemap(kind="", damage=damage or f"its root is <{groups.root[:40]}>")
    index = groups.root == "sitemapindex" or (groups.found and groups.found[0][0] == "sitemap")
    pages = [_page(told, url) for local, told in groups.found if local == "url"]
    children = [_child(told, url) for local, told in groups.found if local == "sitemap"]
    return Sitemap(
        kind="index" if index else "pages",
        pages=tuple(_once(page for page in pages if page is not None)),
        children=tuple(dict.fromkeys(child for child in children if child is not None)),
        damage=damage,
        left=groups.left,
    )


def _strictly(body: bytes) -> tuple[_Groups, str]:
    groups, parser = _Groups(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = groups.start
    parser.EndElementHandler = groups.end
    parser.CharacterDataHandler = groups.text
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(body, True)  # noqa: FBT003 # expat takes it by position
    except (expat.ExpatError, TooLarge, LookupError, ValueError) as fault:
        return groups, str(fault)[:200]
    return groups, ""


def _no_entities(*_declared: object) -> None:
    raise TooLarge(what="it declares entities", where="sitemap")


def _leniently(body: bytes) -> _Groups:
    """Search for what can be made out; each piece of the text is looked at once."""
    text = body.decode("utf-8", "replace")
    groups = _Groups(root="sitemapindex" if "<sitemapindex" in text[:2000] else "urlset")
    starts = list(_GROUP.finditer(text))
    ends = [one.start() for one in starts[1:]] + [len(text)] * bool(starts)
    for start, end in zip(starts, ends, strict=True):
        told = dict(_pieces(text[start.end() : min(end, start.end() + 10 * PIECE)]))
        if told.get("loc"):
            groups.add(start[1].lower(), told)
    return groups


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    names = {"publication_date": "published"}
    for found in _PIECE.finditer(text):
        prefix, local = (found[1] or "").lower(), found[2].lower()
        if prefix in _FOREIGN or (local == "title" and prefix != "news"):
            continue
        words = found[3].strip().removeprefix("<![CDATA[").removesuffix("]]>")
        yield names.get(local, local), html.unescape(words)


def _once(pages: Iterator[Entry]) -> list[Entry]:
    """Give each address once; the newest of its dates stands for it."""
    kept: dict[str, Entry] = {}
    for page in pages:
        held = kept.get(page.key)
        kept[page.key] = page if held is None else newer(held, page)
    return list(kept.values())


def newer(one: Entry, other: Entry) -> Entry:
    """Join what two files say of one address: the words of news, and the later date."""
    words, bare = (one, other) if one.title or not other.title else (other, one)
    dates = [date for date in (one.updated, other.updated) if date is not None]
    return replace(
        words,
        published=words.published or bare.published,
        updated=max(dates, default=None),
    )


def _page(told: Mapping[str, str], base: str) -> Entry | None:
    link = clean_link(one_line(told.get("loc", "")), base)
    if not link:
        return None
    keywords = (one_line(word)[:300] for word in told.get("keywords", "").split(","))
    return Entry(
        key=link,
        link=link,
        title=one_line(told.get("title", ""))[:TITLE_LIMIT],
        published=stated(told.get("published", "")),
        updated=stated(told.get("lastmod", "")),
        tags=tuple(dict.fromkeys(filter(None, keywords)))[:30],
        language=one_line(told.get("language", "")).lower()[:20],
    )


def _child(told: Mapping[str, str], base: str) -> Child | None:
    link = clean_link(one_line(told.get("loc", "")), base)
    return Child(url=link, changed=stated(told.get("lastmod", ""))) if link else None


def stated(text: str) -> datetime | None:
    """Read a W3C date: a moment, or a day, month or year from its beginning; no zone means UTC.

    An hour may have one digit, as the Swedish police write it.

    >>> stated("2025-11").isoformat(), stated("2025-11-20T10:00:00+02:00").isoformat()
    ('2025-11-01T00:00:00+00:00', '2025-11-20T10:00:00+02:00')
    """
    text = _SHORT_HOUR.sub(r"\1T0", text.strip())
    found = zoned(text)
    if found is not None:
        return found
    day = _DAY.fullmatch(text)
    try:
        if day:
            return datetime(int(day[1]), int(day[2] or 1), int(day[3] or 1), tzinfo=UTC)
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
