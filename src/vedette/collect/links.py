"""Which links of a page lead to articles: as declared, or by their shape.

A page that lists articles shows many links of one shape: the same host and path, then a number, a
date, or a headline made into an address; and the words of the link are a headline. Menus, tags and
footers show others, or stand where pages have their menus.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vedette.collect.clean import clean_link, one_line
from vedette.collect.traps import crowded
from vedette.collect.urlset import stated
from vedette.collect.window import bare_host, is_of
from vedette.errors import TooLarge

TAGS = 20_000
"""Angle brackets of a page. The largest of 404 saved pages has 8,093; the parser's time grows with
the square of what stands open at once, 0.9 s for so many."""

LINKS = 2_000
"""Links that are looked at."""

HEADLINE = 20
"""Characters that a headline has at the least, in three words; entries of menus have fewer."""

LONGEST = 300
"""Characters of a title; a link around a whole card holds more."""

REPEATS = 3
"""Links of one shape from which on they are taken for a list."""

CLIMB = 5
"""Elements above a date, up to which the links that it belongs to are looked for."""

OF_ONE = 4
"""Links beside one date at the most: picture, headline, section, writer."""

_MENUS = frozenset({"nav", "footer", "aside"})
_MENU_NAME = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|breadcrumbs?|footer|sidebar|pagination|pager|social"
    r"|share|language|lang|tags|cookie|skip)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[^\W\d_]{2,}(?:[-_][^\W_]+){2,}")
_NUMBER = re.compile(r"\d{3,}")
_NAME = re.compile(r"(?=\D*\d\D*\d)[a-z0-9]{8,}", re.IGNORECASE)
"""A machine's name for an article, such as 7fdfea6f276c: letters with two digits among them."""

_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|shtml|cms)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a page: where it leads, its words, the date beside it, and if it is of a menu."""

    url: str
    text: str = ""
    published: datetime | None = None
    menu: bool = False


def links_on(markup: str, url: str, *, selector: str = "") -> list[Link]:
    """Give the links of a page, each address once, in the page's order; those selected alone.

    Raises TooLarge where the page would keep its parser busy.
    """
    if markup.count("<") > TAGS:
        raise TooLarge(what=f"more than {TAGS:,} tags", where=url)
    if why := crowded(markup.encode("utf-8", "replace")):
        raise TooLarge(what=why, where=url)
    page = LexborHTMLParser(markup)
    base = page.css_first("base[href]")
    at = clean_link((base.attributes.get("href") if base else "") or "", url) or url
    dates = _dates(page)
    found: dict[str, Link] = {}
    for node in _anchors(page, selector):
        address = urldefrag(clean_link(node.attributes.get("href") or "", at)).url
        if not address or address == urldefrag(url).url:
            continue
        one = Link(
            url=address,
            text=_words(node),
            published=dates.get(node.mem_id),
            menu=not selector and _in_menu(node),
        )
        held = found.get(address)
        found[address] = one if held is None else _joined(held, one)
    return list(found.values())


def _anchors(page: LexborHTMLParser, selector: str) -> Iterator[LexborNode]:
    if not selector:
        yield from page.css("a[href]")[:LINKS]
        return
    for node in page.css(selector)[:LINKS]:
        if node.tag == "a":
            yield node
        elif (inner := node.css_first("a[href]")) is not None:
            yield inner


def _words(node: LexborNode) -> str:
    """Give a link's headline: the heading in it, else its words, else its label."""
    heading = node.css_first("h1, h2, h3, h4, h5, h6")
    text = one_line((heading or node).text(separator=" "))
    label = node.attributes.get("title") or node.attributes.get("aria-label") or ""
    return (text or one_line(label))[:LONGEST]


def _joined(one: Link, other: Link) -> Link:
    """Join two links to one address: the longer words; of a menu only where both are."""
    text = max(one.text, other.text, key=len)
    published = one.published or other.published
    return replace(one, text=text, published=published, menu=one.menu and other.menu)


def _in_menu(node: LexborNode) -> bool:
    """Tell whether a link stands in a menu; what an article or the page's main part holds does not.

    A `header` is one of the page's unless it is an article's.
    """
    above, in_header = node.parent, False
    while above is not None:
        if above.tag in {"article", "main"}:
            return False
        names = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        role = above.attributes.get("role")
        if above.tag in _MENUS or role in {"navigation", "menu"} or _MENU_NAME.search(names):
            return above.tag not in {"body", "html"}
        in_header = in_header or above.tag == "header"
        above = above.parent
    return in_header


def _dates(page: LexborHTMLParser) -> dict[int, datetime]:
    """Give the date beside each link, by the link's node: that of the nearest `time` element."""
    found: dict[int, datetime] = {}
    for node in page.css("time[datetime]")[:LINKS]:
        moment = stated(node.attributes.get("datetime") or "")
        above = node.parent
        for _ in range(CLIMB):
            if moment is None or above is None:
                break
            beside = above.css("a[href]")
            if len({one.attributes.get("href") for one in beside}) > OF_ONE:
                break
            if beside:
                found.update((one.mem_id, moment) for one in beside if one.mem_id not in found)
                break
            above = above.parent
    return found


# ── Shapes ──────────────────────────────────────────────────────────────────────────────────────


def shape(url: str) -> str:
    """Give the shape of an address: its host and path with what varies left out.

    >>> shape("https://a.ee/news/2025/11/cable-cut-off-hanko.html")
    'a.ee/news/#/#/*'
    >>> shape("https://a.ee/view?id=1234&l=en") == shape("https://a.ee/view?id=99876&l=en")
    True
    """
    parts = urlsplit(url)
    steps = [_step(step) for step in _ENDING.sub("", parts.path).strip("/").split("/")]
    asked = [f"{name}={_step(value)}" for name, value in parse_qsl(parts.query)[:10]]
    return f"{bare_host(url)}/{'/'.join(steps)}" + (f"?{'&'.join(asked)}" if asked else "")


def _step(step: str) -> str:
    if step.isdigit():
        return "#"
    varies = _SLUG.search(step) or _NUMBER.search(step) or _NAME.fullmatch(step)
    return "*" if varies else step.lower()


def could_be(link: Link, host: str) -> bool:
    """Tell whether a link may lead to an article: by host, shape and words."""
    varies = any(mark in shape(link.url).rpartition("/")[2] for mark in "#*")
    words = len(link.text) >= HEADLINE and link.text.count(" ") >= 2
    return varies and words and not link.menu and is_of(link.url, host)


def learnt(links: Sequence[Link], page: str) -> list[Link]:
    """Give the links of a page that stand in a list of articles, by their shape."""
    groups: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        if could_be(link, bare_host(page)):
            groups[shape(link.url)].append(link)
    rows = {name for name, group in groups.items() if len(group) >= REPEATS}
    kept = {link.url for name in rows for link in groups[name]}
    return [link for link in links if link.url in kept]


def matching(links: Iterable[Link], pattern: str) -> list[Link]:
    """Give the links whose address a declared pattern finds."""
    wanted = re.compile(pattern)
    return [link for link in links if wanted.search(link.url)]
