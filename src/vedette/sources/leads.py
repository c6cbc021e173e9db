"""What a page or a feed tells of its publisher: name, language, owner, and where its feeds are.

Publishers announce feeds with `<link rel="alternate" type="application/rss+xml">` (RSS Advisory
Board, RSS Autodiscovery, 2006; WHATWG HTML, section 4.6.7). Where none is announced, feeds stand
under a handful of paths; those are guesses, and only asking them tells.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from statistics import median
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from vedette.sources.addresses import same, web_fault
from vedette.sources.imprint import houses

PATHS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
"""Where feeds stand without being announced. Of the 93 addresses that ship, 20 have the path /feed,
16 /rss and 7 /rss.xml; the other three are those of static site generators."""

WHOLE = 1500
"""Characters. A feed whose middle entry is longer carries texts; teasers have 100 to 500."""

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_COMMENTS = re.compile(r"comment|kommentar|komentarz", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,2000}>")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What one answer of a server tells of who publishes there; empty where it tells nothing.

    `feed` says that the answer was itself a feed, `full` that its entries carry whole texts.
    `feeds` are the announced ones, comments left out; `tries` are addresses nobody announced.
    `houses` are whom a page names as owner elsewhere: in structured data, in the copyright line.
    """

    url: str
    feed: bool = False
    full: bool = False
    name: str = ""
    home: str = ""
    language: str = ""
    owner: str = ""
    houses: tuple[str, ...] = ()
    rights: str = ""
    feeds: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()


def lead_of(body: bytes, url: str) -> Lead:
    """Read what the bytes that `url` answered with tell of their publisher. Never raises."""
    return _json_feed(body, url) or _feed(body, url) or _page(body, url)


def _json_feed(body: bytes, url: str) -> Lead | None:
    if body.lstrip()[:1] != b"{":
        return None
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not str(told.get("version", "")).startswith("https://jsonfeed.org/version/"):
        return None
    items = told.get("items")
    entries = items if isinstance(items, list) else []
    texts = [str(entry.get("content_html", "")) for entry in entries if isinstance(entry, dict)]
    return Lead(
        url=url,
        feed=True,
        full=_is_whole(texts),
        name=clean(told.get("title")),
        home=_web(url, told.get("home_page_url")),
        language=clean(told.get("language")),
        feeds=(url,),
    )


def _feed(body: bytes, url: str) -> Lead | None:
    """Read RSS and Atom. The bytes go in as a stream: feedparser takes a bare string for a URL."""
    try:
        told = feedparser.parse(io.BytesIO(body))
    except (ValueError, TypeError, LookupError, AttributeError, AssertionError):
        return None  # what it breaks on is read as a page
    if not told.get("version"):
        return None
    head: dict[str, Any] = told.feed
    texts = [
        max((str(part.get("value", "")) for part in entry.get("content", [])), key=len, default="")
        for entry in told.entries
    ]
    return Lead(
        url=url,
        feed=True,
        full=_is_whole(texts),
        name=clean(head.get("title")),
        home=_web(url, head.get("link")),
        language=clean(head.get("language")),
        owner=clean(head.get("publisher") or head.get("author")),
        rights=clean(head.get("rights")),
        feeds=(url,),
    )


def _is_whole(texts: list[str]) -> bool:
    return bool(texts) and median(len(_TAG.sub("", text)) for text in texts) >= WHOLE


def _page(body: bytes, url: str) -> Lead:
    markup = _decoded(body)
    head = _Head()
    head.feed(markup)
    base = _web(url, head.base) or url
    feeds = dict.fromkeys(_announced(head, base))
    known = {same(feed) for feed in feeds}
    told = head.told
    return Lead(
        url=url,
        name=clean(told.get("og:site_name") or told.get("application-name") or head.title),
        home=urljoin(url, "/"),
        language=clean(head.language or told.get("og:locale")),
        owner=clean(told.get("publisher") or told.get("dc.publisher") or told.get("author")),
        houses=tuple(dict.fromkeys(filter(None, map(clean, houses(markup))))),
        rights=clean(told.get("dcterms.rights") or told.get("copyright")),
        feeds=tuple(feeds),
        tries=tuple(at for path in PATHS if same(at := urljoin(url, path)) not in known),
    )


def _announced(head: "_Head", base: str) -> Iterator[str]:
    for href, title in head.alternates:
        at = _web(base, href)
        if at and not _COMMENTS.search(f"{title} {urlsplit(at).path}"):
            yield at


class _Head(HTMLParser):
    """Collects what the head of a page says; a broken page just says less."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.alternates: list[tuple[str, str]] = []
        self.told: dict[str, str] = {}
        self.language = self.base = self.title = ""
        self._in_title = False

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![` as a comment, as browsers do (WHATWG HTML, 13.2.5.42); ours would break."""
        return self.parse_bogus_comment(i, report)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = self.language or given.get("lang", "") or given.get("xml:lang", "")
        elif tag == "base":
            self.base = self.base or given.get("href", "")
        elif tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.told.setdefault(name, given.get("content", ""))
        elif tag == "link" and _announces(given):
            self.alternates.append((given.get("href", ""), given.get("title", "")))
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"


def _announces(link: dict[str, str]) -> bool:
    kind = link.get("type", "").partition(";")[0].strip().lower()
    return "alternate" in link.get("rel", "").lower().split() and kind in _TYPES


def _decoded(body: bytes) -> str:
    """Decode a page by its byte order mark or its own word; undecodable bytes become U+FFFD."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    said = _CHARSET.search(body[:4096])
    try:
        return body.decode(said[1].decode("ascii") if said else "utf-8", "replace")
    except (LookupError, UnicodeError):  # no charset, or one that knows no replacing
        return body.decode("utf-8", "replace")


def _web(base: str, href: object) -> str:
    """Make an address absolute; empty where that gives none that could be asked."""
    if not isinstance(href, str) or not href.strip():
        return ""
    try:
        absolute = urljoin(base, href.strip())
    except ValueError:
        return ""
    return "" if web_fault(absolute) else absolute


def clean(value: object) -> str:
    r"""Bring what a publisher wrote onto one line that a source file may hold.

    >>> clean("ERR\n  News")
    'ERR News'
    """
    text = value if isinstance(value, str) else ""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return one_line(text)[:200].strip()


def one_line(text: str) -> str:
    """Bring a text onto one line, without control characters."""
    return _SPACE.sub(" ", text).strip()
