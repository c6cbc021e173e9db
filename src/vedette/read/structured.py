"""What a page says about itself in JSON-LD: schema.org's NewsArticle and its kin.

Pages carry several blocks: the article, the site, a breadcrumb, sometimes other articles. The
article is the one of an article type with a headline that carries most of what we ask for; a list
of articles (an `ItemList`) is an index, and its members are not this page.

Source: schema.org/NewsArticle; developers of search engines ask for the same keys.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

MAX_SCRIPT = 600_000
"""Characters of one script block that we parse; the longest on 404 pages has 30,252."""

MAX_NODES = 2000
"""Objects looked at: a graph of products on a shop page has no end."""

_PAGE = frozenset(
    {"WebPage", "Question", "QAPage", "CreativeWork", "ItemPage", "DiscussionForumPosting"}
)
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review)$|^(?:Report|LiveBlog)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The fields of one JSON-LD article, as strings; empty where it does not say."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    section: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    description: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    author_page: str = ""
    is_list: bool = False
    is_article: bool = False


def read_structured(scripts: list[str]) -> Told:
    """Read the scripts of type application/ld+json, and pick the article among them."""
    nodes = [node for script in scripts for node in _nodes(_parse(script))]
    lists = any("ItemList" in _types(node) for node in nodes)
    articles = [node for node in nodes if _is_article(node)] or [
        node for node in nodes if "datePublished" in node and _PAGE & set(_types(node))
    ]
    if not articles:
        return Told(is_list=lists)
    best = max(articles, key=_worth)
    named = {str(node["@id"]): node for node in nodes if "@id" in node}
    return replace(_told(best, named), is_list=lists, is_article=_is_article(best))


def _worth(node: dict[str, Any]) -> int:
    keys = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "publisher")
    return sum(bool(node.get(key)) for key in keys)


def _told(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Told:
    authors = list(_people(node.get("author") or node.get("creator"), named))
    pages = [page for _, page in authors if page.startswith("http")]
    return Told(
        headline=_text(node.get("headline") or node.get("name")),
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        section=_text(node.get("articleSection")),
        language=_text(node.get("inLanguage")),
        publisher=next((name for name, _ in _people(node.get("publisher"), named)), ""),
        url=_text(node.get("url") or node.get("mainEntityOfPage")),
        description=_text(node.get("description")),
        body=_text(node.get("articleBody")),
        authors=tuple(dict.fromkeys(name for name, _ in authors)),
        author_page=pages[0] if pages else "",
    )


def _people(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and one.strip():
            yield html.unescape(one).strip(), ""
        elif isinstance(one, dict):
            whole = {**named.get(str(one.get("@id")), {}), **one}
            names = whole.get("name")
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str) and name.strip():
                    yield html.unescape(name).strip(), _text(whole.get("url"))


def _text(value: Any) -> str:
    """Make a string of what stands there: itself, the first of a list, an object's name."""
    if isinstance(value, list):
        return next((text for text in map(_text, value[:20]) if text), "")
    if isinstance(value, dict):
        inner = value.get("name") or value.get("@id") or value.get("@value") or value.get("url")
        return _text(inner) if isinstance(inner, str) else ""
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(kind) for kind in _types(node))


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type", "")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]


def _parse(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if not text or len(text) > MAX_SCRIPT:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of a block but the members of lists of links, outermost first."""
    waiting = [data]
    left = MAX_NODES
    while waiting and left:
        here = waiting.pop(0)
        left -= 1
        if isinstance(here, list):
            waiting.extend(here[:200])
        elif isinstance(here, dict):
            yield here
            waiting.extend(
                here[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(here.get(key), dict | list)
            )
            waiting.extend(
                here[key]
                for key in ("author", "publisher")
                if isinstance(here.get(key), dict) and "@id" in here[key]
            )
