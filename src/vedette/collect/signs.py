"""What kind of bytes these are, when a server's word cannot be trusted."""

import html
import json
import re
from urllib.parse import urljoin

HEAD = 4096
_BOT_CHECK = re.compile(
    rb"<title\b[^>]{0,200}>\s*(?:(?:just a moment|attention required|access denied|robot check"
    rb"|are you a robot|security check|ddos-guard|one more step|captcha|please wait"
    rb"|human verification)(?: required|,? please)?(?:[\s.!?,:]|\xe2\x80\xa6)*"
    rb"(?:\|[^<]{0,120}|\s(?:-|\xe2\x80[\x93\x94])\s[^<]{0,30})?</title"
    rb"|verifying (?:that )?you are (?:a )?human|checking your browser|pardon our interruption"
    rb"|please wait while (?:we|your?)\b)"
    rb"|verify (?:that )?you are (?:a )?human|cf-browser-verification|_cf_chl_opt"
    rb"|/cdn-cgi/challenge-platform/(?:h/\w{1,9}/)?orchestrate/"
    rb"|captcha-delivery\.com|enable javascript and cookies to continue",
    re.IGNORECASE,
)
"""A title that begins like a wall's is a headline unless it ends there, or with the site's name.
Cloudflare puts a script of its `challenge-platform` into ordinary pages too; only that of a wall
orchestrates."""
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_PAGE = re.compile(
    rb"<!doctype\s+html|<html\b|<head\b|<body\b|<title\b|<article\b|<p\b", re.IGNORECASE
)
_LINK = re.compile(r"<link\b[^>]{1,1000}>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_LINKED = re.compile(r"<(?:\w+:)?link\b[^>]{1,1000}>", re.IGNORECASE)
_FIRST = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_REL = re.compile(r"\brel\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json|rdf\+xml)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
WALL_SIZE = 60_000
"""Bytes; pages that only check for a browser are small, articles that speak of captchas are not."""


def _head(body: bytes) -> bytes:
    start = body[:HEAD]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:8]:
        return start.replace(b"\0", b"")
    return start


def decoded(body: bytes, content_type: str = "") -> str:
    """Decode a page by its byte order mark, as UTF-8 where it is that, else by what is declared.

    Good enough for links and words; the reader of the article looks more closely.
    """
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    if body.startswith(b"\xef\xbb\xbf"):
        return body.decode("utf-8-sig", "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(content_type) or _CHARSET.search(body[:HEAD].decode("latin-1"))
    try:
        return body.decode(said[1] if said else "utf-8", "replace")
    except (LookupError, ValueError):  # no charset, or one that knows no replacing
        return body.decode("utf-8", "replace")


def is_bot_check(body: bytes) -> bool:
    """Tell whether a page asks for a proof of being human in the place of what was asked for."""
    return len(body) < WALL_SIZE and _BOT_CHECK.search(body) is not None


def is_feed(body: bytes) -> bool:
    """Tell whether bytes look like RSS or Atom."""
    return _FEED.search(_head(body)) is not None


def is_page(body: bytes) -> bool:
    """Tell whether bytes look like an HTML page; a feed that quotes HTML does not."""
    head = _head(body)
    page, feed = _PAGE.search(head), _FEED.search(head)
    return page is not None and (feed is None or page.start() < feed.start())


def is_pdf(body: bytes) -> bool:
    """Tell whether bytes are a PDF; some stand a few bytes into the file."""
    return b"%PDF-" in body[:1024]


def is_json(body: bytes) -> bool:
    """Tell whether bytes begin like a JSON object or list."""
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def older_link(body: bytes, base: str) -> str:
    """Find the document with a feed's older entries; empty where it names none.

    Source: RFC 5005, sections 3 (`next` of a paged feed) and 4 (`prev-archive`); JSON Feed 1.1,
    `next_url`.
    """
    if is_json(body):
        return _next_url(body, base)
    text = body.decode("utf-8", "replace")
    head = text[: entry.start()] if (entry := _FIRST.search(text)) else text[:200_000]
    named: dict[str, str] = {}
    for link in _LINKED.findall(head + text[len(head) :][-20_000:]):
        relation, href = _REL.search(link), _HREF.search(link)
        if relation and href:
            named.setdefault(relation[1].lower(), href[1] or href[2] or href[3] or "")
    found = named.get("prev-archive") or named.get("next") or ""
    return urljoin(base, html.unescape(found)) if found else ""


def _next_url(body: bytes, base: str) -> str:
    try:
        told = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ""
    named = told.get("next_url") if isinstance(told, dict) else None
    return urljoin(base, named) if isinstance(named, str) else ""


def feed_link(body: bytes, base: str) -> str:
    """Find the feed that a page names in its head; empty where it names none."""
    text = body[:200_000].decode("utf-8", "replace")
    for link in _LINK.findall(text):
        href = _HREF.search(link)
        if href and _FEED_TYPE.search(link):
            named: str = href[1] or href[2] or href[3] or ""
            return urljoin(base, html.unescape(named))
    return ""
