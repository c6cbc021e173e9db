"""Which blocks of a page are the article: the fast pass, and how sure it is.

The prose of a page (paragraphs with few links) sits in boxes within boxes. From the outermost we
step into the one inner box that holds nearly all of the prose of the box around it, until none
does: there the article begins. Boxes whose names say that they stand beside an article are not
counted, unless they would take most of the page with them, for then the name lies.

>>> from selectolax.lexbor import LexborHTMLParser
>>> from vedette.read.page import unfold
>>> page = unfold(LexborHTMLParser("<main><p>" + "A cable failed. " * 9 + "</p></main>"))
>>> find_body(page).paragraphs[0][:15]
'A cable failed.'
"""

from dataclasses import dataclass

from vedette.read.boilerplate import ASIDE_TAGS, is_phrase, names_aside, names_body
from vedette.read.page import Block, Page

PROSE_LETTERS = 60
"""Letters from which a run of text counts as prose when the body is looked for."""

PROSE_LINKS = 0.4
"""Share of link letters up to which it does."""

MOST = 0.45
"""Share of a page's prose that no box beside the article holds: one that does is the article."""

STEP = 0.7
"""Share of a box's prose that the inner box must hold for us to step into it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, where they begin and end among the blocks, and how sure we are (0 to 1).

    `share` is the part of the page's prose that they are.
    """

    paragraphs: tuple[str, ...]
    first: int
    last: int
    share: float
    box: int


def find_body(page: Page) -> Body:
    """Find the article's blocks; an empty body where the page has no prose."""
    prose = [_is_prose(block) for block in page.blocks]
    beside = _beside(page, prose)
    box = _innermost(page, prose, beside)
    kept = [
        i
        for i, block in enumerate(page.blocks)
        if box in page.around(block.box) and not beside[block.box] and _belongs(block)
    ]
    kept = _trim(page, kept, prose)
    total = sum(len(b.text) for b, p in zip(page.blocks, prose, strict=True) if p)
    held = sum(len(page.blocks[i].text) for i in kept if prose[i])
    return Body(
        paragraphs=tuple(page.blocks[i].text for i in kept),
        first=kept[0] if kept else -1,
        last=kept[-1] if kept else -1,
        share=held / total if total else 0.0,
        box=box,
    )


def _is_prose(block: Block) -> bool:
    return (
        len(block.text) >= PROSE_LETTERS
        and block.link_share <= PROSE_LINKS
        and block.tag not in {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"}
    )


def _weigh(page: Page, prose: list[bool], beside: list[bool] | None) -> list[int]:
    """Letters of prose in each box and below it."""
    inner = [0] * len(page.boxes)
    for block, good in zip(page.blocks, prose, strict=True):
        if good and not (beside and beside[block.box]):
            inner[block.box] += len(block.text)
    for i in range(len(page.boxes) - 1, 0, -1):
        parent = page.boxes[i].parent
        if parent >= 0:
            inner[parent] += inner[i]
    return inner


def _beside(page: Page, prose: list[bool]) -> list[bool]:
    """For each box, whether it or a box around it stands beside the article."""
    inner = _weigh(page, prose, None)
    limit = MOST * (inner[0] if inner else 0)
    flags: list[bool] = []
    for i, box in enumerate(page.boxes):
        named = box.tag in ASIDE_TAGS or (box.tag not in _WHOLE and names_aside(box.names))
        own = named and not (inner[i] > limit and inner[i] > 0)
        flags.append(own or (box.parent >= 0 and flags[box.parent]))
    return flags


_WHOLE = frozenset({"html", "body", "main", "article"})


def _innermost(page: Page, prose: list[bool], beside: list[bool]) -> int:
    inner = _weigh(page, prose, beside)
    children: dict[int, list[int]] = {}
    for i, box in enumerate(page.boxes):
        children.setdefault(box.parent, []).append(i)
    here = 0
    while True:
        best = max(children.get(here, ()), key=lambda i: inner[i], default=-1)
        if best < 0 or inner[best] == 0:
            return here
        share = inner[best] / inner[here]
        if share < STEP and not (share > 0.4 and names_body(page.boxes[best].names)):
            return here
        if page.boxes[best].tag in {"p", "li", "ul", "ol", "td"}:
            return here
        here = best


def _belongs(block: Block) -> bool:
    text = block.text
    if block.link_share > 0.6 and not (block.tag == "p" and len(text) > 200):
        return False
    if block.link_share > 0.9:
        return False
    return not is_phrase(text)


def _trim(page: Page, kept: list[int], prose: list[bool]) -> list[int]:
    """Cut what comes before the first prose and after the last."""
    good = [k for k, i in enumerate(kept) if prose[i]]
    if not good:
        return kept
    return kept[good[0] : good[-1] + 1]
