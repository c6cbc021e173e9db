"""A feed's bytes as a list of entries: RSS and Atom, through feedparser.

Nothing is fetched and no file is opened while reading: feedparser gets the bytes as a stream, and
external entities are left alone. Markup is not sanitised here; a capture keeps what came, and
whoever shows it must escape it.
"""

import html
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from vedette.collect.clean import clean_link, clean_markup, one_line, words_of
from vedette.collect.traps import crowded, unveiled
from vedette.entries import storable
from vedette.records import Entry, digest

MOST = 1000
"""Entries that are read of one feed. Feeds of the press list 10 to 100; fifty thousand would keep
feedparser busy for half a minute."""

TEXT_LIMIT = 1_000_000
"""Characters of one entry's text; a longer one is cut, the page behind it is asked for."""

TITLE_LIMIT = 2_000
SECOND = timedelta(seconds=1)
WHOLE_WORDS = 150
"""Words from which on a text that does not break off is taken for the whole article."""

_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_BREAKS_OFF = re.compile(
    r"(?:\.\.\.|…|\[&#8230;\]|\[…\]|&hellip;)\W*$|(?:read more|continue reading|weiterlesen"
    r"|czytaj (?:więcej|dalej)|läs (?:mer|vidare)|lue lisää|loe edasi|skaityti daugiau|lasīt vairāk"
    r"|čtěte více|citește mai mult|читать далее|читати далі|lire la suite)\W*$",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    rb"(<\?xml[^>]{0,200}?)\s+encoding\s*=\s*[\"'][\w.:-]{1,40}[\"']", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a feed said: its entries in its own order, and what is the matter with it.

    `kind` is the format (`rss20`, `atom10`, `json11` …), empty where the bytes are no feed.
    `damage` tells why a strict reader would refuse the bytes. `left` counts entries that were not
    read because there were too many. `dated` is the feed's own date.
    """

    kind: str
    title: str = ""
    entries: tuple[Entry, ...] = ()
    dated: datetime | None = None
    damage: str = ""
    left: int = 0


def read_xml(body: bytes, *, url: str = "", content_type: str = "") -> Listing:
    """Read RSS or Atom; damaged feeds give the entries that can be made out."""
    content_type, body = unveiled(content_type, body)
    short, left = shortened(body)
    crowd = crowded(short)
    if crowd:
        return Listing(kind="", damage=crowd)
    said, short = _honest_charset(content_type, short)
    headers = {"content-location": url}
    if said:
        headers["content-type"] = said
    try:
        # Markup stays as it came; relative links in it are resolved against xml:base or the feed.
        parsed = feedparser.parse(io.BytesIO(short), response_headers=headers, sanitize_html=False)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        AssertionError,
        LookupError,
    ) as fault:
        return Listing(kind="", damage=f"feedparser breaks on it: {type(fault).__name__}")
    entries = tuple(_entry(raw, parsed, url) for raw in parsed.entries)
    return Listing(
        kind=parsed.get("version") or ("rss" if entries else ""),
        title=_title(parsed.feed),
        entries=tuple(entry for entry in entries if entry is not None),
        dated=_date(parsed.feed, "published") or _date(parsed.feed, "updated"),
        damage=_damage(parsed.get("bozo_exception")),
        left=left,
    )


def _damage(fault: Exception | None) -> str:
    """Say why a strict reader would refuse the feed; a wrong or missing type is no damage."""
    if fault is None or isinstance(fault, feedparser.NonXMLContentType):
        return ""
    return f"{type(fault).__name__}: {fault}"[:200]


def shortened(body: bytes, most: int = MOST) -> tuple[bytes, int]:
    """Cut a feed after its first entries, keeping its tail so that it stays well-formed.

    Returns the bytes and the number of entries left out. Feeds list the newest entry first. Where
    entries are opened and never closed, there is no tail to keep.
    """
    ends = [found.end() for found in _END.finditer(body)]
    if len(ends) > most:
        return body[: ends[most - 1]] + body[ends[-1] :], len(ends) - most
    starts = [found.start() for found in _START.finditer(body)]
    if len(starts) > most:
        return body[: starts[most]], len(starts) - most
    return body, 0


def _honest_charset(content_type: str, body: bytes) -> tuple[str, bytes]:
    """Let bytes that are UTF-8 beyond doubt overrule what header and prolog declare.

    Text in another charset is not valid UTF-8 by chance once it holds letters past ASCII.
    """
    if body.isascii():
        return content_type, body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return content_type, body
    bare = content_type.partition(";")[0].strip()
    return f"{bare}; charset=utf-8" if bare else "", _DECLARED.sub(rb"\1", body, count=1)


def _entry(raw: Any, parsed: Any, base: str) -> Entry | None:
    """Make an entry of what feedparser gives; None where it holds nothing at all."""
    link = clean_link(str(dict.get(raw, "link") or ""), base)
    title, summary, content = _title(raw), _summary(raw), _content(raw)
    published, updated = _date(raw, "published"), _date(raw, "updated")
    if published is None and not str(parsed.get("version") or "").startswith("atom"):
        published = updated  # the only date that RSS 1.0 has, dc:date, arrives as "updated"
    entry = shaped(
        key=str(dict.get(raw, "id") or ""),
        link=link,
        title=title,
        summary=summary,
        content=content,
    )
    if entry is None:
        return None
    return replace(
        entry,
        published=published,
        updated=updated,
        authors=_authors(raw),
        tags=_unique(str(tag.get("term") or "") for tag in dict.get(raw, "tags") or ()),
        language=_language(raw, parsed),
    )


def shaped(*, key: str, link: str, title: str, summary: str, content: str) -> Entry | None:
    """Build the textual part of an entry: named, bounded, its text judged whole or not."""
    summary, content = clean_markup(summary[:TEXT_LIMIT]), clean_markup(content[:TEXT_LIMIT])
    title = one_line(title)[:TITLE_LIMIT]
    if summary == content:
        summary = ""
    if not content and is_whole(summary):
        summary, content = "", summary
    key = storable(clean_link(key) or one_line(key))[:2000] or link
    if not (key or title or summary or content):
        return None
    return Entry(
        key=key or digest("entry", title, summary, content),
        link=link,
        title=title,
        summary=summary,
        content=content,
        whole=is_whole(content),
    )


def is_whole(markup: str) -> bool:
    """Judge whether a text is an article and not its beginning: long, and not broken off.

    >>> is_whole("<p>" + "word " * 200 + "… <a>Read more</a></p>")
    False
    """
    words = words_of(markup)
    return words.count(" ") + 1 >= WHOLE_WORDS and not _BREAKS_OFF.search(words)


def _title(raw: Any) -> str:
    detail = dict.get(raw, "title_detail") or {}
    title = str(dict.get(raw, "title") or "")
    if detail.get("type") in {"text/html", "application/xhtml+xml"}:
        return html.unescape(words_of(title))
    return title


def _summary(raw: Any) -> str:
    return _as_markup(str(dict.get(raw, "summary") or ""), dict.get(raw, "summary_detail") or {})


def _content(raw: Any) -> str:
    pieces = [
        _as_markup(str(piece.get("value") or ""), piece) for piece in dict.get(raw, "content") or ()
    ]
    return max(pieces, key=len, default="")


def _as_markup(text: str, detail: Mapping[str, Any]) -> str:
    plain = detail.get("type") == "text/plain"
    return html.escape(text, quote=False) if plain and ("<" in text or "&" in text) else text


def _authors(raw: Any) -> tuple[str, ...]:
    named = [str(author.get("name") or "") for author in dict.get(raw, "authors") or ()]
    return _unique(named) or _unique([str(dict.get(raw, "author") or "")])


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for raw in names if (name := one_line(raw)[:300])))[:30]


def _language(raw: Any, parsed: Any) -> str:
    content = (dict.get(raw, "content") or [{}])[0]
    found = content.get("language") or dict.get(raw, "language") or parsed.feed.get("language")
    return str(found or "").strip().lower()[:20]


def _date(raw: Any, name: str) -> datetime | None:
    """Read a date with the zone it was written in, else in UTC as feedparser understood it."""
    local = zoned(str(dict.get(raw, name) or ""))
    moment = dict.get(raw, f"{name}_parsed")
    if not moment:
        return local  # "mer, 16 nov 2022": a weekday that feedparser does not know
    try:
        year, month, day, hour, minute, second = moment[:6]
        utc = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return local
    return local if local is not None and abs(local - utc) < SECOND else utc


def zoned(text: str) -> datetime | None:
    """Read an ISO 8601 or RFC 5322 date that names its zone; None where it is neither.

    >>> zoned("Tue, 14 Jan 2025 10:00:00 +0200").isoformat()
    '2025-01-14T10:00:00+02:00'
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if found.utcoffset() is not None:
            return found
    return None
