"""Who a page says wrote it, and where that person's own page is."""

import re

from selectolax.lexbor import LexborHTMLParser

from vedette.read.byline import names
from vedette.read.links import web_link
from vedette.read.meta import Meta, of
from vedette.read.structured import Told
from vedette.titled import fold

_WRITTEN = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "citation_author",
    "cxenseparse:author",
    "article:author_name",
    "twitter:misc:written by",
)
_SEEN = (
    '[rel~="author"], [itemprop~="author"], [class*="author-name"], [class*="author_name"], '
    '[class*="authorname"], [class*="auth_name"], [class*="byline"], [class*="Author"], '
    '[class*="author"], [class*="itemPoster"], [data-testid*="author"], [class*="autor"]'
)
_PAGES = (
    'a[rel~="author"], [itemprop~="author"] a[href], [class*="author"] a[href], '
    '[class*="byline"] a[href]'
)
# A name begins with a capital somewhere, or is of a script without them.
_CAPITAL = re.compile(r"(?<![^\W\d_])(?![a-zà-öø-ÿа-я])[^\W\d_]")
BYLINE = 100
"""Letters of an element that may hold a byline; longer ones hold the author's life."""


def find_names(
    tree: LexborHTMLParser, meta: Meta, told: Told, outlets: list[str]
) -> tuple[str, ...]:
    """Find the authors: JSON-LD, meta elements, then bylines; people before the outlet itself."""
    for raw in (told.authors, of(meta, _WRITTEN)):
        found = names(raw, outlets=outlets)
        if found and not _only(found, outlets):
            return found
    seen = [name for name in names(_bylines(tree), outlets=outlets) if _CAPITAL.search(name)]
    if seen and not _only(tuple(seen), outlets):
        return tuple(seen)
    return names(told.authors, outlets=outlets) or names(of(meta, _WRITTEN), outlets=outlets)


def find_author_page(tree: LexborHTMLParser, meta: Meta, told: Told, address: str) -> str | None:
    """Find the page of the first author, as an absolute address."""
    said = told.author_page or meta.get("article:author", "")
    if said.startswith("http"):
        return web_link(said, address)
    links = (web_link(node.attributes.get("href") or "", address) for node in tree.css(_PAGES)[:3])
    return next((link for link in links if link), None)


def _bylines(tree: LexborHTMLParser) -> list[str]:
    texts = [node.text(separator=" ") for node in tree.css(_SEEN)[:12]]
    return [text for text in texts if 2 < len(text.strip()) <= BYLINE][:2]


def _only(found: tuple[str, ...], outlets: list[str]) -> bool:
    signed = {fold(outlet) for outlet in outlets}
    return all(fold(name) in signed for name in found)
