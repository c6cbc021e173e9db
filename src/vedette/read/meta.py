"""The meta elements of a page: names in lower case, and the first content of each."""

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser

MAX_META = 400
"""Meta elements looked at: the most on 404 saved news pages is 117."""

Meta = Mapping[str, str]


def read_meta(tree: LexborHTMLParser) -> Meta:
    """Map the names (property, name or itemprop) of meta elements to their first content."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:MAX_META]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def of(meta: Meta, names: tuple[str, ...]) -> Iterator[str]:
    """Yield what the page says under these names, in their order."""
    return (meta[name] for name in names if name in meta)
