"""The second opinion on a body: JSON-LD and trafilatura, asked where the fast pass is unsure.

trafilatura (Apache-2.0) takes six times as long as the fast pass in all and is right where a page
holds several articles, or prose in tags that are not meant for it. Pages that scripts fill often
carry their text in JSON-LD alone.
"""

import re
from dataclasses import replace

import trafilatura

from vedette.read.body import Body
from vedette.read.boilerplate import is_phrase
from vedette.read.page import Page
from vedette.titled import fold

SURE_SHARE = 0.3
"""Share of the page's prose under which the fast pass is unsure: from here to 0.5 it came within
0.01 of trafilatura or passed it on the three tuned pages with gold, under it it lost one of two."""

SURE_LETTERS = 180
"""Letters under which it is."""

SURE_PART = 0.5
"""Part of the body in JSON-LD under which the fast pass has missed most of it."""

TOLD_LETTERS = 400
"""Letters from which a body in JSON-LD is taken for a whole one; shorter ones are summaries."""

SEEN_LETTERS = 80
"""Letters of a line that are looked up among what is seen."""

_LINES = re.compile(r"\s*\n\s*")


def is_sure(page: Page, body: Body, told: str) -> bool:
    """Whether the fast pass can be taken at its word; `told` is the body in JSON-LD, or ''."""
    letters = _letters(body)
    if body.share < SURE_SHARE or letters < SURE_LETTERS or body.box <= 0:
        return False
    if len(told) >= TOLD_LETTERS and letters < SURE_PART * len(told):
        return False
    inside = page.blocks[body.first + 1 : body.last]
    return not any(block.tag == "h1" for block in inside)


def second_opinion(markup: str, page: Page, body: Body, told: str) -> Body:
    """Give the body back where that is sure; else ask trafilatura and JSON-LD for a better one."""
    if is_sure(page, body, told):
        return body
    found = trafilatura.extract(markup, include_comments=False, include_tables=False) or ""
    lines = _seen(_lines(found), page)
    best = max(sum(map(len, lines)), _letters(body))
    if len(told) >= TOLD_LETTERS and best < SURE_PART * len(told):
        lines = _lines(told)
    kept = tuple(line for line in lines if not is_phrase(line))
    return replace(body, paragraphs=kept) if kept else body


def _seen(lines: list[str], page: Page) -> list[str]:
    """Keep the lines that a reader sees: trafilatura does not ask whether a text is hidden."""
    visible = fold("".join(block.text for block in page.blocks))
    return [line for line in lines if fold(line[:SEEN_LETTERS]) in visible]


def _lines(text: str) -> list[str]:
    return [line for line in (part.lstrip("- ") for part in _LINES.split(text.strip())) if line]


def _letters(body: Body) -> int:
    return sum(map(len, body.paragraphs))
