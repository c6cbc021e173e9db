"""What a page tells about its article besides the words: title, dates, authors, outlet, address.

Each fact has an order of places to look in, from what is written for machines and checked by search
engines to what is only seen. The first place that gives a usable answer decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from vedette.read import byline, titles
from vedette.read.body import Body
from vedette.read.dates import find_date, machine_date, not_ahead, url_date
from vedette.read.links import web_link
from vedette.read.page import Page
from vedette.read.structured import Told, read_structured

MAX_META = 400
"""Meta elements looked at: the most on those pages is 97."""

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "article:published",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "date",
    "cxenseparse:recs:publishtime", "iso-8601-publish-date", "bt:pubdate", "og:article:published_time",
    "citation_publication_date", "article.published", "last-modified-date-published",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_AUTHORS = (
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
)
_SECTIONS = (
    "article:section",
    "parsely-section",
    "og:article:section",
    "section",
    "cxenseparse:category",
    "sailthru.section",
)
_BYLINES = (
    '[rel~="author"], [itemprop~="author"], [class*="author-name"], [class*="author_name"], '
    '[class*="authorname"], [class*="byline"], [class*="article-author"], [class*="articleAuthor"], [data-testid*="author"], '
    '[class*="author__name"], .author'
)
_DATED = (
    '[itemprop~="datePublished"], [class*="publish"], [class*="pubdate"], [class*="pub-date"], [class*="article-date"], '
    '[class*="entry-date"], [class*="post-date"], [class*="dateline"], [class*="timestamp"], [class*="date"], [id*="date"], [class*="datum"], [class*="time"]'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a page tells; empty or None where it does not."""

    title: str = ""
    standfirst: str = ""
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
    told: Told = Told()


def find_facts(page: Page, body: Body, *, address: str, known: datetime) -> Facts:
    """Collect the facts of a page that was asked for at `address` and first held at `known`."""
    tree = page.tree
    meta = read_meta(tree)
    told = read_structured(
        [node.text() for node in tree.css('script[type="application/ld+json"]')[:50]]
    )
    outlet = _outlet(meta, told)
    outlets = [
        name
        for name in (outlet, told.publisher, meta.get("application-name", ""), _host(address))
        if name
    ]
    url = _canonical(tree, meta, address)
    return Facts(
        title=_title(tree, meta, told, outlets),
        standfirst=meta.get("og:description") or meta.get("description") or told.description,
        published=_published(page, body, meta, told, url or address, known),
        modified=_first_date([told.modified, *_of(meta, _MODIFIED)], known),
        section=titles.tidy(told.section or next(_of(meta, _SECTIONS), "")) or None,
        names=_names(tree, meta, told, outlets),
        author_page=_author_page(tree, meta, told, address),
        outlet=outlet or None,
        url=url,
        language=_language(tree, meta, told),
        kind=meta.get("og:type", ""),
        told=told,
    )


def read_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Map the lower-cased names of meta elements to their first content."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:MAX_META]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _of(meta: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (meta[name] for name in names if name in meta)


def _title(tree: LexborHTMLParser, meta: dict[str, str], told: Told, outlets: list[str]) -> str:
    head = tree.css_first("title")
    headings = [node.text(separator=" ") for node in tree.css("h1")[:6]]
    return titles.choose_title(
        headline=told.headline,
        og=meta.get("og:title") or meta.get("twitter:title", ""),
        head=head.text() if head else "",
        headings=headings,
        outlets=outlets,
    )


def _outlet(meta: dict[str, str], told: Told) -> str:
    return titles.tidy(
        meta.get("og:site_name") or told.publisher or meta.get("application-name", "")
    )


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rpartition(".")[0]


def _canonical(tree: LexborHTMLParser, meta: dict[str, str], address: str) -> str | None:
    """Take the canonical address, if it is of the same site; a page may not pose as another's."""
    link = tree.css_first('link[rel="canonical"]')
    for href in ((link.attributes.get("href") or "") if link else "", meta.get("og:url", "")):
        absolute = web_link(href, address) if href else None
        if absolute and _same_site(absolute, address):
            return absolute
    return web_link(address, "")


def _same_site(one: str, other: str) -> bool:
    a, b = urlsplit(one).hostname or "", urlsplit(other).hostname or ""
    if not b:
        return True
    return a == b or _site(a) == _site(b)


def _site(host: str) -> str:
    labels = host.split(".")
    # bbc.co.uk, gov.pl-style suffixes: a short second label is part of the suffix.
    keep = 3 if len(labels) > 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


def _language(tree: LexborHTMLParser, meta: dict[str, str], told: Told) -> str:
    root = tree.css_first("html")
    attributes = root.attributes if root else {}
    return (
        attributes.get("lang")
        or attributes.get("xml:lang")
        or told.language
        or meta.get("og:locale")
        or meta.get("language")
        or ""
    )


def _first_date(raw: list[str], known: datetime) -> date | None:
    days = (not_ahead(machine_date(text), known) for text in raw if text)
    return next((day for day in days if day), None)


def _published(
    page: Page, body: Body, meta: dict[str, str], told: Told, url: str, known: datetime
) -> date | None:
    machine = _first_date([told.published, *_of(meta, _PUBLISHED)], known)
    return (
        machine
        or _marked(page.tree, known)
        or not_ahead(url_date(url), known)
        or _seen(page, body, known)
    )


def _marked(tree: LexborHTMLParser, known: datetime) -> date | None:
    """The date in an element that is marked as the date of publication."""
    for node in tree.css(
        '[itemprop~="datePublished"], time[pubdate], time[class*="publish"], time.entry-date'
    )[:5]:
        attributes = node.attributes
        day = _first_date(
            [attributes.get("datetime") or "", attributes.get("content") or ""], known
        )
        if day:
            return day
    times = tree.css("article time[datetime], main time[datetime]") or tree.css("time[datetime]")
    days = [_first_date([node.attributes.get("datetime") or ""], known) for node in times[:3]]
    return next((day for day in days if day), None)


def _seen(page: Page, body: Body, known: datetime) -> date | None:
    """A date in words in a short line near the start of the article, or in a box named for it."""
    for node in page.tree.css(_DATED)[:12]:
        text = titles.tidy(node.text())
        day = not_ahead(find_date(text), known) if len(text) <= 120 else None
        if day:
            return day
    around = page.blocks[max(body.first - 8, 0) : body.first + 1] if body.first >= 0 else []
    days = [
        not_ahead(find_date(block.text[:120]), known) for block in around if len(block.text) <= 120
    ]
    return next((day for day in days if day), None)


def _names(
    tree: LexborHTMLParser, meta: dict[str, str], told: Told, outlets: list[str]
) -> tuple[str, ...]:
    listed = byline.names(told.authors, outlets=outlets)
    if listed and not _only_outlet(listed, outlets):
        return listed
    written = byline.names(_of(meta, _AUTHORS), outlets=outlets)
    if written and not _only_outlet(written, outlets):
        return written
    seen = byline.names(
        (node.text(separator=" ") for node in tree.css(_BYLINES)[:6] if len(node.text()) < 160),
        outlets=outlets,
    )
    return (seen if seen and not _only_outlet(seen, outlets) else ()) or listed or written


def _only_outlet(found: tuple[str, ...], outlets: list[str]) -> bool:
    signed = {titles.fold(outlet) for outlet in outlets}
    return all(titles.fold(name) in signed for name in found)


def _author_page(
    tree: LexborHTMLParser, meta: dict[str, str], told: Told, address: str
) -> str | None:
    if told.author_page:
        return web_link(told.author_page, address)
    if meta.get("article:author", "").startswith("http"):
        return meta["article:author"]
    for node in tree.css(
        'a[rel~="author"], [itemprop~="author"] a[href], [class*="author"] a[href], [class*="byline"] a[href]'
    )[:3]:
        link = web_link(node.attributes.get("href") or "", address)
        if link:
            return link
    return None
