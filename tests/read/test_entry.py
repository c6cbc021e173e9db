"""The entry reader, and how an entry fills what its page does not tell."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.read.captures import PARAGRAPHS, capture, page

from vedette.entries import entry_bytes
from vedette.errors import ReadError
from vedette.read import read
from vedette.records import ENTRY_TYPE, Article, Entry

ENTRY = Entry(
    key="kabel-1",
    link="https://www.marsonytt.example/kabel",
    title="Cable to Marsö cut &amp; nobody knows why",
    published=datetime(2025, 12, 12, 15, 4, tzinfo=UTC),
    summary="<p>The line failed at noon, the operator said.</p>",
    authors=("Tove Lind",),
    tags=("Coast",),
    language="en",
)


def of(entry: Entry) -> Article:
    """Read an entry from its own capture."""
    return read(capture(entry_bytes(entry), ENTRY_TYPE))


def test_teaser_is_title_and_summary() -> None:
    """An entry without content makes an article of what it has."""
    article = of(ENTRY)
    assert article.text == (
        "Cable to Marsö cut & nobody knows why\n\nThe line failed at noon, the operator said."
    )
    assert article.published == ENTRY.published
    assert article.byline == ("Tove Lind",)
    assert (article.url, article.section) == (ENTRY.link, "Coast")
    assert article.reader == "entry@1"


def test_full_content_is_the_article() -> None:
    """The content wins over the summary, and its links are kept absolute."""
    content = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "<p><a href='/k'>Map</a> here.</p>"
    article = of(replace(ENTRY, content=content, whole=True))
    assert article.text.split("\n\n")[1:5] == list(PARAGRAPHS)
    assert article.links == ("https://www.marsonytt.example/k",)


def test_plain_summary_is_split_at_blank_lines() -> None:
    """A summary without markup keeps its paragraphs."""
    article = of(replace(ENTRY, title="Cable", summary="It failed.\n\nNobody\nknows why."))
    assert article.text == "Cable\n\nIt failed.\n\nNobody knows why."


@pytest.mark.parametrize(
    ("moment", "published"),
    [
        (datetime(2025, 12, 12, 15, 4), date(2025, 12, 12)),  # noqa: DTZ001 # a feed without zones
        (datetime(2025, 12, 12, tzinfo=UTC), date(2025, 12, 12)),
        (datetime(2031, 12, 12, 15, tzinfo=UTC), None),
    ],
)
def test_hour_that_is_not_told_is_not_made_up(moment: datetime, published: date | None) -> None:
    """Midnight and moments without a zone are days; the future is nothing."""
    assert of(replace(ENTRY, published=moment)).published == published


def test_page_with_an_entry_takes_from_it_what_it_lacks() -> None:
    """The page's own words stand; date, authors and section come from the feed."""
    article = read(capture(page()), entry=ENTRY)
    assert article.title == "Cable to Marsö cut"
    assert article.published == ENTRY.published
    assert (article.byline, article.section) == (("Tove Lind",), "Coast")
    assert article.reader == "html@1"


def test_page_wins_over_the_entry() -> None:
    """A date that the page tells is not overwritten by the feed's."""
    head = '<meta property="article:published_time" content="2025-12-11">'
    assert read(capture(page(head=head)), entry=ENTRY).published == date(2025, 12, 11)


def test_a_day_named_in_the_words_does_not_win_over_the_entry() -> None:
    """It is that of what the page tells of: only where the feed tells none is it guessed at."""
    told = "Jamming disturbed flights to Calais on 16 October 2025, the aviation authority said."
    words = "".join(f"<p>{text}</p>" for text in (told, *PARAGRAPHS))
    body = capture(page(body=words))
    assert read(body, entry=ENTRY).published == ENTRY.published
    assert read(body, entry=replace(ENTRY, published=None)).published == date(2025, 10, 16)


def test_entry_without_words_is_refused() -> None:
    """An entry that says nothing makes no article."""
    with pytest.raises(ReadError, match="no article text"):
        of(Entry(key="1", link="https://www.marsonytt.example/1"))
