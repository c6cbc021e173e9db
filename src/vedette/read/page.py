"""A page as a reader with scissors sees it: blocks of text, and what each is wrapped in.

One walk over the tree that lexbor (through selectolax) builds, without recursion, so that ten
thousand nested tags cost no more than ten thousand side by side. What nobody sees (scripts,
comments, templates, hidden elements) is left out here; what is seen but is not the article is left
to `vedette.read.body`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_BYTES = 5_000_000
"""Of HTML. The largest of 404 saved news pages has 2.2 MB; lexbor parses 5 MB in 20 to 60 ms."""

MAX_ELEMENTS = 30_000
"""Elements and texts walked: the largest of those pages has 4,100 elements; 2 µs each."""

MAX_DEPTH = 400
"""Nesting walked into: browsers stop at 512, the deepest of those pages has 49 boxes."""

# fmt: off  # one word a line would hide the rest of the module
UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "picture",
        "source",
        "track",
        "map",
        "area",
        "select",
        "option",
        "datalist",
        "textarea",
        "input",
        "button",
        "dialog",
        "nav",
        "footer",
    }
)
BLOCKS = frozenset(
    {
        "html",
        "body",
        "main",
        "article",
        "section",
        "header",
        "footer",
        "aside",
        "nav",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "hr",
        "address",
        "details",
        "summary",
        "center",
        "amp-body",
    }
)
# fmt: on
_NAMES = ("class", "id", "itemprop", "role", "data-testid")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|"
    r"opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
# React sends parts of a page as hidden elements of this id and shows them when they are whole.
_STREAMED = re.compile(r"S:[0-9a-f]+$")
# Where a word may be broken, and nothing else: invisible, and a word that holds one is not found.
SOFT = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
_SOFT = re.compile("[" + "".join(map(chr, SOFT)) + "]")
BREAK = "\x1f"
_SPACE = re.compile(r"[ \t\r\f\v\n\u00a0]+")
_BREAKS = re.compile(r"\s*\x1f\s*\x1f[\s\x1f]*")


@dataclass(slots=True)
class Box:
    """An element that holds blocks: the box around it, its tag, its names (class, id, role …)."""

    parent: int
    tag: str
    names: str


@dataclass(slots=True)
class Block:
    """A run of text that stands apart on the page, and how many of its letters are links."""

    text: str
    tag: str
    box: int
    linked: int

    @property
    def link_share(self) -> float:
        return self.linked / max(len(self.text), 1)


@dataclass(slots=True)
class Page:
    """The tree, its boxes in document order (a parent before its children), and its blocks."""

    tree: LexborHTMLParser
    boxes: list[Box] = field(default_factory=list)
    elements: list[LexborNode] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def around(self, box: int) -> Iterator[int]:
        """Yield a box and everything that it stands in, from the inside out."""
        while box >= 0:
            yield box
            box = self.boxes[box].parent


def unfold(tree: LexborHTMLParser) -> Page:
    """Cut a parsed page into blocks."""
    page = Page(tree=tree)
    root = tree.body or tree.root
    if root is not None:
        _Walk(page).run(root)
    return page


class _Walk:
    """The state of one walk: the open boxes, and the text that waits for its block to end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.linked = 0
        self.inside = -1  # the innermost open box
        self.links = 0

    def run(self, root: LexborNode) -> None:
        """Walk; an end is an entry too, on a stack of our own: the tag that ends."""
        stack: list[LexborNode | str] = [root]
        left, depth = MAX_ELEMENTS, 0
        while stack and left:
            node = stack.pop()
            if isinstance(node, str):
                depth -= 1
                self._leave(node)
                continue
            left -= 1
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "br":
                self.parts.append(BREAK)
            elif self._enter(node, tag) and depth < MAX_DEPTH:
                depth += 1
                stack.append(tag)
                stack += [*node.iter(include_text=True)][::-1]
        self._flush()

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Take an element in; say whether its children are to be walked."""
        if tag in UNSEEN or tag[:1] in {"-", "!"}:
            return False
        attributes = node.attributes
        if attributes and _unseen(attributes):
            return False
        if tag in BLOCKS:
            if self.parts:
                self._flush()
            self._open(node, tag, attributes)
        elif tag == "a":
            self.links += 1
        return True

    def _open(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        names = ""
        if attributes:
            named = [attributes[name] for name in _NAMES if name in attributes]
            names = " ".join(name for name in named if name).lower()
        self.page.elements.append(node)
        self.page.boxes.append(Box(parent=self.inside, tag=tag, names=names))
        self.inside = len(self.page.boxes) - 1

    def _leave(self, tag: str) -> None:
        if tag in BLOCKS:
            if self.parts:
                self._flush()
            self.inside = self.page.boxes[self.inside].parent
        elif tag == "a":
            self.links -= 1

    def _text(self, text: str) -> None:
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        self.parts.append(text)
        if self.links:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        whole = "".join(self.parts)
        self.parts.clear()
        linked, self.linked = self.linked, 0
        if _SOFT.search(whole):
            whole = whole.translate(SOFT)
        if self.inside < 0 or not whole.strip(" \n\t\x1f"):
            return
        tag = self.page.boxes[self.inside].tag
        runs = _runs(whole)
        letters = sum(map(len, runs))
        for text in runs:
            share = linked * len(text) // max(letters, 1)
            self.page.blocks.append(Block(text=text, tag=tag, box=self.inside, linked=share))


def _runs(text: str) -> list[str]:
    """Part a text at empty lines, and tidy each part."""
    parts = _BREAKS.split(text) if BREAK in text else [text]
    return [tidied for tidied in map(_tidy, parts) if tidied]


def _tidy(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in text.split(BREAK))
    return "\n".join(line for line in lines if line)


def _unseen(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes and not _STREAMED.match(attributes.get("id") or ""):
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style))
