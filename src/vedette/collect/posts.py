"""The public preview of a Telegram channel: posts that stand on the page itself, with their time.

`https://t.me/s/NAME` shows the newest twenty posts of a public channel to anybody; older ones are a
page each. A private channel has no preview, and there is none with a login either.
"""

import html
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vedette.collect.clean import clean_link, one_line
from vedette.collect.listing import TEXT_LIMIT, zoned
from vedette.collect.window import bare_host, is_of
from vedette.records import Entry

MARK = "tgme_widget_message"
"""What such a page has in its markup, whoever serves it."""

MOST = 200
"""Posts of one page; it shows twenty."""

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|blockquote|pre)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,2000}>")
_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """The posts of one page, the oldest first, and the address of the page before it.

    That is empty where the page names none of its own site.
    """

    entries: tuple[Entry, ...]
    older: str = ""


def is_preview(markup: str) -> bool:
    """Tell whether a page shows posts."""
    return f"{MARK}_text" in markup or f'class="{MARK}' in markup


def posts_on(markup: str, url: str) -> Posts:
    """Read the posts of a page; those without words, such as a picture alone, are left out."""
    page = LexborHTMLParser(markup)
    nodes = page.css(f".{MARK}[data-post]")[:MOST]
    entries = [entry for node in nodes if (entry := _post(node)) is not None]
    more = page.css_first("a.tme_messages_more[data-before], link[rel=prev]")
    older = clean_link((more.attributes.get("href") or "") if more else "", url)
    own = older and is_of(older, bare_host(url))
    return Posts(entries=tuple(entries), older=older if own else "")


def _post(node: LexborNode) -> Entry | None:
    name = one_line(node.attributes.get("data-post") or "")
    lines = _lines(node.css_first(f".{MARK}_text.js-message_text") or _text(node))
    if not name or not lines:
        return None
    when = node.css_first(f".{MARK}_date time[datetime], time[datetime].time, time[datetime]")
    link = f"https://t.me/{name}"
    title = lines[0] if len(lines) > 1 and len(lines[0]) <= _TITLE else ""
    return Entry(
        key=link,
        link=link,
        title=title,
        published=zoned((when.attributes.get("datetime") or "") if when else ""),
        content="".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)[:TEXT_LIMIT],
        whole=True,
        authors=_forwarded(node),
    )


def _text(node: LexborNode) -> LexborNode | None:
    """Give the post's own words, not those of the one that it answers."""
    return node.css_first(f".{MARK}_bubble > .{MARK}_text, .{MARK}_text")


def _lines(node: LexborNode | None) -> list[str]:
    if node is None:
        return []
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", node.html or "")))
    return [line for raw in text.split("\n") if (line := one_line(raw))]


def _forwarded(node: LexborNode) -> tuple[str, ...]:
    """Name the channel that wrote a post which was only passed on."""
    found = node.css_first(f".{MARK}_forwarded_from_name")
    name = one_line(found.text()) if found else ""
    return (name[:300],) if name else ()
