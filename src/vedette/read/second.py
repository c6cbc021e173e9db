"""The second opinion on a body: trafilatura, asked only where the fast pass is unsure.

trafilatura (Apache-2.0) takes ten times as long as the fast pass and is right where a page holds
several articles, or prose in tags that are not meant for it.
"""

from dataclasses import replace

import trafilatura

from vedette.read.body import Body
from vedette.read.boilerplate import is_phrase

SURE_SHARE = 0.5
SURE_LETTERS = 250


def is_sure(body: Body) -> bool:
    """Whether the fast pass can be taken at its word."""
    letters = sum(map(len, body.paragraphs))
    return body.share >= SURE_SHARE and letters >= SURE_LETTERS


def second_opinion(markup: str, body: Body) -> Body:
    """The body as it is, where that is sure; else as trafilatura sees it, if it sees one."""
    if is_sure(body):
        return body
    text = trafilatura.extract(
        markup, include_comments=False, include_tables=False, deduplicate=False
    )
    lines = [line.lstrip("- ") for line in (text or "").split("\n")]
    kept = tuple(line for line in lines if line.strip() and not is_phrase(line))
    return replace(body, paragraphs=kept) if kept else body
