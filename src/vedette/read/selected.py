"""Where a site's text stands, as its source file declares it: for pages that are read wrongly else.

The rules are CSS selectors. They travel with the capture, so that the ledger knows by which rule
each page was read, and a rule that changes does not read old pages anew. `body` selects what holds
the text, `without` what in it is none of it, `title` and `date` the elements that tell these. What
a rule does not find is read as on any other page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vedette.read.dates import read_date
from vedette.read.decode import decode
from vedette.read.facts import Facts
from vedette.read.page import unfold
from vedette.read.told import declared_charset
from vedette.records import Capture

HEADER: Final = "x-read-"
"""What stands before a rule's name in the headers of a capture."""

FINDING: Final = ("body", "title", "date")
"""The rules that must find something; `without` need not, on every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What the rules of a site find on a page; empty or None where they find nothing."""

    paragraphs: tuple[str, ...] = ()
    title: str = ""
    published: date | None = None

    def over(self, facts: Facts) -> Facts:
        """Lay it over what the page tells of itself; a page whose body was found is an article."""
        return replace(
            facts,
            title=self.title or facts.title,
            published=self.published or facts.published,
            kind="article" if self.paragraphs else facts.kind,
        )


def rules_of(capture: Capture) -> dict[str, str]:
    """Give the rules that a capture carries, by name."""
    named = capture.headers.items()
    return {name.removeprefix(HEADER): rule for name, rule in named if name.startswith(HEADER)}


def selected(tree: LexborHTMLParser, rules: Mapping[str, str]) -> Selected:
    """Find on a page what its rules select."""
    if not rules:
        return Selected()
    found = {name: tree.css(rules[name]) for name in FINDING if rules.get(name)}
    titles = [" ".join(node.text(separator=" ").split()) for node in found.get("title", ())]
    dates = map(_date, found.get("date", ()))
    return Selected(
        paragraphs=_paragraphs(found.get("body", ()), rules.get("without", "")),
        title=next(filter(None, titles), ""),
        published=next((day for day in dates if day is not None), None),
    )


def unmet(capture: Capture) -> tuple[str, ...]:
    """Name the rules of a capture that find nothing on its page."""
    rules = rules_of(capture)
    if not rules:
        return ()
    markup = decode(capture.body, declared=declared_charset(capture))
    told = selected(LexborHTMLParser(markup), rules)
    found = {"body": told.paragraphs, "title": told.title, "date": told.published}
    return tuple(name for name in FINDING if rules.get(name) and not found[name])


def _paragraphs(nodes: Iterable[LexborNode], without: str) -> tuple[str, ...]:
    """Give the blocks of text in these elements, each once: one may stand in another."""
    part = LexborHTMLParser(f"<article>{''.join(node.html or '' for node in nodes)}</article>")
    for node in part.css(without) if without else ():
        node.decompose()
    return tuple(dict.fromkeys(block.text for block in unfold(part).blocks))


def _date(node: LexborNode) -> date | None:
    told = node.attributes.get("datetime") or node.attributes.get("content") or node.text()
    return read_date(told)
