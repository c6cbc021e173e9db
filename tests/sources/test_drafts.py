"""Drafts: from what an address answered to a source file that a person completes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SourceError
from vedette.records import Channel
from vedette.sources import draft, draft_of, interpret, lead_of, load

DAY = date(2026, 11, 25)
FEED = b"""<rss version="2.0"><channel><title>Naide News | All the news</title>
<link>https://news.naide.ee/</link><language>en-GB</language><managingEditor>x</managingEditor>
<item><title>a</title><link>https://news.naide.ee/a</link></item></channel></rss>"""
PAGE = b"""<html lang="et"><head><meta property="og:site_name" content="Naide">
<meta name="publisher" content="OU Naide">
<link rel="alternate" type="application/rss+xml" href="/rss">
<link rel="alternate" type="application/rss+xml" href="/sport/rss"></head></html>"""


def test_a_feed_becomes_a_source():
    """Name, country, language and id come from the feed; the asked feed counts as verified."""
    made = draft(FEED, "https://news.naide.ee/rss", seen=DAY)
    assert made.source is not None
    assert (made.source.id, made.source.name) == ("ee/naide-news", "Naide News")
    assert (made.source.country, made.source.languages) == ("EE", ("en",))
    (channel,) = made.source.channels
    assert (channel.url, channel.full, channel.verified) == (
        "https://news.naide.ee/rss",
        False,
        DAY,
    )


def test_what_is_not_told_is_a_question_and_never_an_answer():
    """Ownership, licence and grade are nobody's to guess."""
    made = draft(FEED, "https://news.naide.ee/rss")
    assert made.source is not None
    assert (made.source.reliability, made.source.licence.split(":")[0]) == ("F", "unread")
    asked = " ".join(made.questions)
    assert all(word in asked for word in ("ownership", "licence", "reliability"))
    assert "language" not in asked


def test_the_text_of_a_draft_loads_as_it_stands():
    """Comments on top, a source below that the strict reader takes."""
    made = draft(PAGE, "https://naide.ee/")
    assert made.path == "ee/naide.toml"
    assert made.toml.startswith("# Open: ")
    assert "# Also: https://naide.ee/sport/rss\n" in made.toml
    assert interpret(made.toml, id="ee/naide", where="x") == made.source


def test_a_page_alone_leaves_its_feed_unverified():
    """Only what was asked has answered."""
    made = draft(PAGE, "https://naide.ee/", seen=DAY)
    assert made.source is not None
    assert made.source.channels[0].verified is None


def test_a_page_without_feeds_gives_addresses_to_try():
    """No feed, no source: the caller asks on."""
    made = draft(b"<title>x</title>", "https://naide.ee/")
    assert (made.source, made.toml, made.path) == (None, "", "")
    assert "https://naide.ee/feed/" in made.tries


def test_a_feed_is_completed_by_the_page_that_led_to_it():
    """The page knows the publisher, the feed knows its own language."""
    made = draft(FEED, "https://naide.ee/rss", page=lead_of(PAGE, "https://naide.ee/"), seen=DAY)
    assert made.source is not None
    assert (made.source.name, made.source.owner, made.source.languages) == (
        "Naide",
        "OU Naide",
        ("en",),
    )


def test_a_feed_that_is_listed_is_refused_with_its_id():
    """Nobody adds ERR News twice."""
    with pytest.raises(SourceError, match="already listed as ee/err-news"):
        draft(FEED, "http://news.err.ee/rss/", known=load().sources)


def test_a_taken_id_gets_a_number():
    """Two feeds of one house are two files."""
    known = load().sources
    made = draft(FEED.replace(b"naide", b"err"), "https://news.err.ee/other", known=known)
    assert made.path == "ee/err-news-2.toml"


@pytest.mark.parametrize("url", ["ftp://a.ee/", "a.ee", "https://me:pw@a.ee/", ""])
def test_an_address_that_cannot_be_asked_is_refused(url):
    """The same rule as in the file."""
    with pytest.raises(SourceError):
        draft(FEED, url)


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_whatever_was_found_where_the_draft_loads(found, notes):
    """Law: notes and channels that are set aside are comments, whatever stands in them."""
    spare = Channel(kind="sitemap", url="https://naide.ee/news.xml", verified=DAY)
    made = draft_of(
        lead_of(FEED, "https://naide.ee/rss"), (replace(spare, kind="feed"),), found=found
    )
    made = replace(made, notes=tuple(notes), spare=(spare,))
    assert interpret(made.toml, id=made.path.removesuffix(".toml"), where="x") == made.source


def test_a_channel_that_was_set_aside_is_one_without_its_marks():
    """Taking the marks away is all that is to be done."""
    feed = Channel(kind="feed", url="https://naide.ee/rss", verified=DAY)
    spare = Channel(kind="sitemap", url="https://naide.ee/news.xml", verified=DAY)
    made = replace(draft_of(lead_of(FEED, "https://naide.ee/rss"), (feed,)), spare=(spare,))
    head, _, tail = made.toml.partition("# Another way")
    lines = [line.removeprefix("# ") for line in tail.splitlines()[1:]]
    source = interpret("\n".join([head, *lines]), id=made.path.removesuffix(".toml"), where="x")
    assert source.channels == (feed, spare)


@given(
    st.text(max_size=60),
    st.text(max_size=20),
    st.from_regex(r"https?://[a-z0-9-]{1,9}(\.[a-z0-9-]{1,9}){0,3}/[a-z]{0,5}", fullmatch=True),
)
def test_whatever_a_feed_says_of_itself_the_draft_loads(title, language, url):
    """Law: a draft is a valid file, whatever stands in the title and wherever the feed is."""
    escaped = "".join(f"&#{ord(c)};" for c in title)
    feed = f"<rss version='2.0'><channel><title>{escaped}</title><language>"
    feed += "".join(f"&#{ord(c)};" for c in language) + "</language></channel></rss>"
    made = draft(feed.encode(), url)
    if made.source is not None:
        id_ = made.path.removesuffix(".toml")
        assert interpret(made.toml, id=id_, where="x") == made.source
