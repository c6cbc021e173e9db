"""The reader of feed entries: the full content where the feed gives it, else the teaser.

A teaser makes an article too, of title and summary, so that a page behind a wall still leaves a
trace; where the page can be read, its own reader makes a longer text of the same key.
"""

from dataclasses import replace
from datetime import date, datetime

from selectolax.lexbor import LexborHTMLParser

from vedette.entries import entry_from
from vedette.read import byline, language
from vedette.read.boilerplate import is_phrase
from vedette.read.dates import not_ahead
from vedette.read.links import links_of
from vedette.read.page import MAX_BYTES, unfold
from vedette.read.refusals import no_text, too_large
from vedette.read.titles import tidy
from vedette.read.told import web_address, where
from vedette.records import ENTRY_TYPE, Article, Capture, Entry
from vedette.titled import headed

NAME = "entry@1"


class EntryReader:
    """Reads an entry of a feed, captured as the bytes that `vedette.entries` writes."""

    name = NAME
    media_types = (ENTRY_TYPE,)

    def __call__(
        self,
        capture: Capture,
        entry: Entry | None = None,  # noqa: ARG002 # the protocol's; the body holds the entry
    ) -> Article:
        """Read one entry; the one in the capture's body counts, not the argument."""
        if len(capture.body) > MAX_BYTES:
            raise too_large(where(capture), len(capture.body), MAX_BYTES)
        told = entry_from(capture.body)
        title = capture.headers.get("x-title") or plain(told.title)
        paragraphs = paragraphs_of(told.content) or paragraphs_of(told.summary)
        text = headed(title, paragraphs)
        if not text:
            raise no_text(where(capture))
        article = Article(
            text=text,
            title=title,
            language=language.detect(text, hint=told.language),
            links=links_of(told.content or told.summary, told.link),
            reader=NAME,
        )
        return fill(article, told, capture)


def fill(article: Article, entry: Entry, capture: Capture) -> Article:
    """Give an article what its page did not tell and the feed's entry did."""
    published = article.published or not_ahead(entry_day(entry.published), capture.known)
    modified = article.modified or not_ahead(entry_day(entry.updated), capture.known)
    return replace(
        article,
        published=published,
        modified=modified,
        title=article.title or plain(entry.title),
        byline=article.byline or byline.names(entry.authors),
        section=article.section or next(filter(None, map(tidy, entry.tags)), None),
        url=article.url or web_address(entry.link, capture.final_url, capture.url),
    )


def entry_day(moment: datetime | None) -> date | None:
    """Cut a moment without a zone, or at midnight, to its day: its hour is not told."""
    if moment is None:
        return None
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date() if moment.tzinfo is None or midnight else moment


def paragraphs_of(markup: str) -> list[str]:
    """Cut an entry's HTML into paragraphs; a plain text is split at its blank lines."""
    if "<" not in markup and "&" not in markup:
        return [text for text in map(tidy, markup.split("\n\n")) if text]
    page = unfold(LexborHTMLParser(markup))
    kept = [b for b in page.blocks if b.link_share <= 0.9 and b.tag not in _CAPTIONS]
    return [block.text for block in kept if not is_phrase(block.text)]


_CAPTIONS = frozenset({"figcaption", "caption", "nav", "footer", "aside", "form"})


def plain(markup: str) -> str:
    """One line of text out of a title that may hold markup or entities."""
    if "<" not in markup and "&" not in markup:
        return tidy(markup).replace("\0", "")
    body = LexborHTMLParser(markup).body
    return tidy(body.text() if body else "").replace("\0", "")
