"""The addresses that an article points to."""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_LINKS = 300
"""Addresses kept of one article: the most on 404 pages is 256; thousands are a trap or a shop."""

MAX_ADDRESS = 2000
"""Characters of an address: servers refuse longer ones."""


def links_of(markup: str, base: str) -> tuple[str, ...]:
    """Collect the addresses in a fragment of HTML, absolute against `base`, each once."""
    return links_in(LexborHTMLParser(markup).body, base) if "<" in markup else ()


def links_in(node: LexborNode | None, base: str) -> tuple[str, ...]:
    """Collect the addresses below a node, absolute against `base`, each once, in order."""
    found: dict[str, None] = {}
    for link in node.css("a[href]") if node else ():
        absolute = web_link(link.attributes.get("href") or "", base)
        if absolute:
            found[absolute] = None
        if len(found) >= MAX_LINKS:
            break
    return tuple(found)


def web_link(href: str, base: str) -> str | None:
    """Resolve an address against a page's; None for anything but http and https.

    >>> web_link("/a", "https://example.org/b"), web_link("javascript:alert(1)", "")
    ('https://example.org/a', None)
    """
    try:
        absolute = urljoin(base, href.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    fit = parts.scheme in {"http", "https"} and parts.netloc and len(absolute) <= MAX_ADDRESS
    return absolute if fit else None
