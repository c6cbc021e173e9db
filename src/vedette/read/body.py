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

import re
from dataclasses import dataclass

from vedette.read.boilerplate import ASIDE_TAGS, is_phrase, names_aside, names_body
from vedette.read.page import Block, Page
from vedette.titled import fold

PROSE_LETTERS = 60
"""Letters from which a run of text counts as prose when the body is looked for."""

PROSE_LINKS = 0.4
"""Share of link letters up to which it does."""

MOST = 0.45
"""Share of a page's prose that no box beside the article holds: one that does is the article."""

STEP = 0.7
"""Share of a box's prose that the inner box must hold for us to step into it: with 0.8 body F1 is
0.002 lower on the tuned half of the saved pages, with 0.9 it is 0.006 lower."""

NAMED_STEP = 0.4
"""The same where the inner box's names say that it holds the article."""

SENTENCE_LETTERS = 20
"""Letters from which a short line that ends like a sentence is kept at the body's edges."""

STANDFIRST_ALIKE = 60
"""Folded letters of a page's description that its standfirst must repeat."""


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
    within = _within(page, box)
    kept = [
        i
        for i, block in enumerate(page.blocks)
        if within[block.box] and not beside[block.box] and _belongs(block)
    ]
    kept = _trim(page, kept, prose)
    total = sum(len(b.text) for b, p in zip(page.blocks, prose, strict=True) if p)
    held = sum(len(page.blocks[i].text) for i in kept if prose[i])
    return Body(
        paragraphs=_once([page.blocks[i].text for i in kept]),
        first=kept[0] if kept else -1,
        last=kept[-1] if kept else -1,
        share=held / total if total else 0.0,
        box=box,
    )


def _within(page: Page, box: int) -> list[bool]:
    """For each box, whether it is this one or stands in it."""
    flags: list[bool] = []
    for i, one in enumerate(page.boxes):
        flags.append(i == box or (one.parent >= 0 and flags[one.parent]))
    return flags


def _once(texts: list[str]) -> tuple[str, ...]:
    """Each text but once, where it is longer than a word or two: repeats are parts of the page."""
    seen: set[str] = set()
    kept = []
    for text in texts:
        if len(text) < SENTENCE_LETTERS or text not in seen:
            kept.append(text)
        seen.add(text)
    return tuple(kept)


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
    # Most boxes are called like another: a list of teasers, a menu.
    asides = {names: names_aside(names) for names in {box.names for box in page.boxes}}
    for i, box in enumerate(page.boxes):
        named = box.tag in ASIDE_TAGS or (box.tag not in _WHOLE and asides[box.names])
        own = named and not (inner[i] > limit and inner[i] > 0)
        flags.append(own or (box.parent >= 0 and flags[box.parent]))
    return flags


_WHOLE = frozenset({"html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"})


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
        if share < STEP and not (share > NAMED_STEP and names_body(page.boxes[best].names)):
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
    if block.tag not in _PARAGRAPHS and len(text) < PROSE_LETTERS and not _END.search(text):
        return False
    return not is_phrase(text)


def _trim(page: Page, kept: list[int], prose: list[bool]) -> list[int]:
    """Cut what comes before the first prose and after the last, but for whole short sentences."""
    good = [k for k, i in enumerate(kept) if prose[i]]
    if not good:
        return [i for i in kept if _is_sentence(page.blocks[i])]
    before = [i for i in kept[: good[0]] if _is_sentence(page.blocks[i])]
    after = [i for i in kept[good[-1] + 1 :] if _is_sentence(page.blocks[i])]
    return before + kept[good[0] : good[-1] + 1] + after


_END = re.compile(r"[.!?…。！？:][\"'”“’»)\]]*$")


def _is_sentence(block: Block) -> bool:
    return (
        block.tag in {"p", "li", "blockquote", "h2", "h3"}
        and len(block.text) >= SENTENCE_LETTERS
        and block.link_share <= PROSE_LINKS
        and bool(_END.search(block.text))
    )


_PARAGRAPHS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "blockquote", "pre", "dd", "dt", "td"})
_STANDFIRST = re.compile(
    r"standfirst|subtitle|sub-?title|sub-?head|deck?(?![a-z])|intro|lead(?![a-z-]*(?:er|board))|"
    r"summary|teaser-?text|abstract|excerpt|chapo|ingress|vorspann|perex|kicker-text|description|"
    r"sommario|entradilla|manchet|zajawka|bajada|strap|drophead|synopsis"
)


def find_standfirst(page: Page, body: Body, title: str, description: str) -> tuple[str, ...]:
    """Find the lines between title and body that sum the article up."""
    if body.first < 0:
        return ()
    wanted = fold(description)[:STANDFIRST_ALIKE]
    titled = fold(title)
    start = max((i for i in range(body.first) if fold(page.blocks[i].text) == titled), default=-1)
    found = [
        block
        for block in page.blocks[max(start + 1, body.first - 25) : body.first]
        if _sums_up(page, block, wanted, after_title=start >= 0) and fold(block.text) != titled
    ]
    same_box = [
        block for block in found if page.boxes[block.box].names == page.boxes[found[0].box].names
    ]
    return tuple(dict.fromkeys(block.text for block in same_box[:6]))


def _sums_up(page: Page, block: Block, wanted: str, *, after_title: bool) -> bool:
    if len(block.text) < 40 or block.link_share > PROSE_LINKS or is_phrase(block.text):
        return False
    alike = len(wanted) >= STANDFIRST_ALIKE / 2 and fold(block.text).startswith(wanted)
    around = list(page.around(block.box))[:3]
    named = any(_STANDFIRST.search(page.boxes[i].names) for i in around)
    return alike or (named and after_title)
