"""The second opinion on a body: JSON-LD and trafilatura, asked where the fast pass is unsure.

trafilatura (Apache-2.0) takes five to ten times as long as the fast pass and is right where a page
holds several articles, or prose in tags that are not meant for it. Pages that scripts fill often
carry their text in JSON-LD alone.
"""

import re
from dataclasses import replace

import trafilatura

from vedette.read.body import Body
from vedette.read.boilerplate import is_phrase
from vedette.read.page import Page

SURE_SHARE = 0.5
"""Share of the page's prose under which the fast pass is unsure."""

SURE_LETTERS = 250
"""Letters under which it is."""

TOLD_LETTERS = 400
"""Letters from which a body in JSON-LD is taken for a whole one; shorter ones are summaries."""

_LINES = re.compile(r"\s*\n\s*")


def is_sure(page: Page, body: Body, told: str) -> bool:
    """Whether the fast pass can be taken at its word; `told` is the body in JSON-LD, or ''."""
    letters = _letters(body)
    if body.share < SURE_SHARE or letters < SURE_LETTERS or body.box <= 0:
        return False
    if len(told) >= TOLD_LETTERS and not 0.6 < letters / len(told) < 1.8:
        return False
    inside = page.blocks[body.first + 1 : body.last]
    return not any(block.tag == "h1" for block in inside)


def second_opinion(markup: str, page: Page, body: Body, told: str) -> Body:
    """Give the body back where that is sure; else ask JSON-LD and trafilatura for a better one."""
    if is_sure(page, body, told):
        return body
    other = trafilatura.extract(markup, include_comments=False, include_tables=False) or ""
    if len(told) >= TOLD_LETTERS and max(len(other), _letters(body)) < 0.5 * len(told):
        other = told
    kept = tuple(line for line in _lines(other) if not is_phrase(line))
    return replace(body, paragraphs=kept) if kept else body


def _lines(text: str) -> list[str]:
    return [line for line in (part.lstrip("- ") for part in _LINES.split(text.strip())) if line]


def _letters(body: Body) -> int:
    return sum(map(len, body.paragraphs))
