"""What a page tells about its article besides the words: title, dates, authors, outlet, address."""

from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from vedette.read import titles
from vedette.read.body import Body
from vedette.read.links import links_in, web_link
from vedette.read.meta import Meta, of, read_meta
from vedette.read.moments import find_modified, find_published
from vedette.read.page import Page
from vedette.read.structured import Told, read_structured
from vedette.read.writers import find_author_page, find_names

_SECTIONS = (
    "article:section",
    "parsely-section",
    "og:article:section",
    "section",
    "cxenseparse:category",
)
MAX_SCRIPTS = 50
"""Blocks of JSON-LD that are read; the most on 404 saved news pages is 8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a page tells; empty or None where it does not."""

    title: str = ""
    description: str = ""
    published: date | None = None
    modified: date | None = None
    section: str | None = None
    names: tuple[str, ...] = ()
    author_page: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str = ""
    links: tuple[str, ...] = ()
    kind: str = ""
    told: Told = field(default_factory=Told)


def find_facts(
    page: Page, body: Body, *, address: str, known: datetime, dated: bool = False
) -> Facts:
    """Collect the facts of a page that was asked for at `address` and first held at `known`.

    `dated` says that the feed's entry tells when it was published.
    """
    tree = page.tree
    meta = read_meta(tree)
    scripts = tree.css('script[type="application/ld+json"]')[:MAX_SCRIPTS]
    told = read_structured([node.text() for node in scripts])
    outlets = _outlets(meta, told, address)
    url = canonical(tree, meta, address)
    return Facts(
        title=_title(tree, meta, told, outlets),
        description=meta.get("og:description") or meta.get("description") or told.description,
        published=find_published(
            page, body, (meta, told), address=url or address, known=known, dated=dated
        ),
        modified=find_modified(meta, told, known=known),
        section=titles.tidy(told.section or next(of(meta, _SECTIONS), "")) or None,
        names=find_names(tree, meta, told, outlets),
        author_page=find_author_page(tree, meta, told, address),
        outlet=titles.tidy(_outlet(meta, told)) or None,
        url=url,
        language=_language(tree, meta, told),
        links=links_in(page.elements[body.box] if page.elements else None, address),
        kind=meta.get("og:type", ""),
        told=told,
    )


def _title(tree: LexborHTMLParser, meta: Meta, told: Told, outlets: list[str]) -> str:
    head = tree.css_first("title")
    headings = [node.text(separator=" ") for node in tree.css("h1")[:6]]
    machine = [
        meta.get("og:title") or meta.get("twitter:title", ""),
        told.headline,
        head.text() if head else "",
    ]
    return titles.choose_title(machine=machine, headings=headings, outlets=outlets)


def _outlet(meta: Meta, told: Told) -> str:
    return meta.get("og:site_name") or told.publisher or meta.get("application-name", "")


def _outlets(meta: Meta, told: Told, address: str) -> list[str]:
    """All names under which the outlet may stand at the end of a title or in a byline."""
    said = [_outlet(meta, told), told.publisher, meta.get("application-name", "")]
    host = _host(address).removeprefix("www.")
    return [name for name in [*said, host, host.rpartition(".")[0]] if name]


def canonical(tree: LexborHTMLParser, meta: Meta, address: str) -> str | None:
    """Take the canonical address if it is of the same site: no page may pose as another's."""
    link = tree.css_first('link[rel="canonical"]')
    for href in ((link.attributes.get("href") or "") if link else "", meta.get("og:url", "")):
        absolute = web_link(href, address) if href else None
        if absolute and _same_site(absolute, address):
            return absolute
    return web_link(address, "")


def _same_site(one: str, other: str) -> bool:
    there = _host(other)
    return not there or _site(_host(one)) == _site(there)


def _site(host: str) -> str:
    labels = host.split(".")
    # bbc.co.uk, mod.gov.pl: a short second label is part of the suffix.
    keep = 3 if len(labels) > 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _language(tree: LexborHTMLParser, meta: Meta, told: Told) -> str:
    root = tree.css_first("html")
    attributes = root.attributes if root else {}
    said = (
        attributes.get("lang"),
        attributes.get("xml:lang"),
        told.language,
        meta.get("og:locale"),
    )
    return next((tag for tag in said if tag), "")
