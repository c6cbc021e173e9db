"""The reader of web pages: a fast pass that knows when it is unsure, then trafilatura.

One parse (lexbor) serves both the metadata and the body. What a page says of itself for machines
(JSON-LD, OpenGraph, `<time>`) is believed before what it looks like; what the caller knows is
believed before either, and where a source file says where its pages have their text, that counts
before all. Where the fast pass is unsure of the body, trafilatura is asked, which takes
six times as long: on 25 of 404 saved news pages.
"""

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from vedette.read import language, refusals
from vedette.read.body import Body, find_body, find_standfirst
from vedette.read.decode import decode
from vedette.read.facts import Facts, find_facts
from vedette.read.moments import guess_published
from vedette.read.page import MAX_BYTES, Page, unfold
from vedette.read.second import second_opinion
from vedette.read.selected import rules_of, selected
from vedette.read.told import declared_charset, where
from vedette.read.traps import is_deep, is_overloaded
from vedette.records import Article, Capture, Entry
from vedette.titled import headed

NAME = "html@1"

MAX_PARAGRAPHS = 3000
"""Paragraphs kept of one page: the most on 404 pages is 169; live blogs have more."""


class HtmlReader:
    """Reads a page of HTML, given as the bytes that came and the headers they came with."""

    name = NAME
    media_types = ("text/html", "application/xhtml+xml")

    def __call__(self, capture: Capture, entry: Entry | None = None) -> Article:
        """Read one page; what it does not tell is taken from `entry`."""
        at = where(capture)
        if len(capture.body) > MAX_BYTES:
            raise refusals.too_large(at, len(capture.body), MAX_BYTES)
        markup = decode(capture.body, declared=declared_charset(capture))
        if is_deep(markup) or is_overloaded(markup):
            raise refusals.trap(at)
        hint = entry.language if entry else ""
        dated = entry is not None and entry.published is not None
        return read_markup(markup, capture, hint=hint, dated=dated)


def read_markup(markup: str, capture: Capture, *, hint: str = "", dated: bool = False) -> Article:
    """Read a decoded page; `hint` stands where the page itself is silent.

    Where it tells no day and its entry does (`dated`), none is guessed: a day that is named in its
    words is as often that of what it tells of, and an alert would take it for old.
    """
    address = capture.final_url or capture.url
    page = unfold(LexborHTMLParser(markup))
    body = find_body(page)
    told = selected(page.tree, rules_of(capture))
    facts = told.over(find_facts(page, body, address=address, known=capture.known, dated=dated))
    standfirst: tuple[str, ...] = ()
    if told.paragraphs:
        body = replace(body, paragraphs=told.paragraphs)
    else:
        standfirst = find_standfirst(page, body, facts.title, facts.description)
        body = second_opinion(markup, page, body, facts.told.body)
    _refuse(page, body, facts, address, where(capture))
    if facts.published is None and not dated:
        facts = replace(facts, published=guess_published(markup, address, known=capture.known))
    return _article(facts, body, standfirst, capture, hint)


def _refuse(page: Page, body: Body, facts: Facts, address: str, at: str) -> None:
    letters = sum(map(len, body.paragraphs))
    words = "\n".join(block.text for block in page.blocks[:60])
    refusals.refuse_walls(facts.title, words, letters, where=at)
    said = facts.told.is_article or facts.kind.startswith("article")
    refusals.refuse_index(page, is_article=said, address=address, where=at)
    if letters < refusals.LEAST_LETTERS:
        raise refusals.no_text(at)


def _article(
    facts: Facts, body: Body, standfirst: tuple[str, ...], capture: Capture, hint: str
) -> Article:
    title = capture.headers.get("x-title") or facts.title
    text = headed(title, (*standfirst, *body.paragraphs[:MAX_PARAGRAPHS]))
    return Article(
        text=text,
        title=title,
        published=facts.published,
        modified=facts.modified,
        language=language.detect(text, hint=facts.language or hint),
        url=facts.url,
        outlet=facts.outlet,
        section=facts.section,
        byline=facts.names,
        author_page=facts.author_page,
        links=facts.links,
        reader=NAME,
    )
