"""Leads: what pages and feeds tell of their publisher. All of them are invented."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vedette.sources.leads import WHOLE, lead_of

PAGE = b"""<!doctype html><html lang="et-EE"><head>
<title>Uudised</title>
<meta property="og:site_name" content="N\xc3\xa4ide &amp; Co">
<meta name="author" content="OU Naide">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/rss?a=1&amp;b=2">
<link rel="stylesheet alternate" type="text/css" href="/style.css">
<link rel="alternate" hreflang="en" href="/en/">
<LINK REL="ALTERNATE" TYPE="application/atom+xml" HREF="https://feeds.naide.ee/atom">
</head><body><link rel="alternate" type="application/rss+xml" href="javascript:x"></body></html>"""

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Näide</title><link>https://naide.ee/</link><language>en-gb</language>
<copyright>(c) OU Naide</copyright>
<item><title>a</title><link>https://naide.ee/a</link><content:encoded>{body}</content:encoded></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="lv"><title>Piemers</title>
<link rel="alternate" href="https://piemers.lv/"/><author><name>SIA Piemers</name></author>
<id>x</id><updated>2026-11-25T00:00:00Z</updated></feed>"""


def test_a_page_tells_its_feeds_in_order_without_comments():
    """Announced feeds are made absolute; style sheets, languages, comments and scripts are none."""
    assert lead_of(PAGE, "https://www.naide.ee/uudised").feeds == (
        "https://www.naide.ee/rss?a=1&b=2",
        "https://feeds.naide.ee/atom",
    )


def test_a_page_tells_its_publisher():
    """Site name before title, language of the document, author as owner."""
    lead = lead_of(PAGE, "https://www.naide.ee/uudised")
    assert (lead.name, lead.language, lead.owner) == ("Näide & Co", "et-EE", "OU Naide")
    assert (lead.feed, lead.home) == (False, "https://www.naide.ee/")


def test_a_base_address_moves_relative_feeds():
    """`<base href>` counts, as it does for a browser."""
    page = PAGE.replace(b"<head>", b'<head><base href="https://cdn.naide.ee/x/">')
    assert lead_of(page, "https://naide.ee/").feeds[0] == "https://cdn.naide.ee/rss?a=1&b=2"


def test_a_page_without_feeds_is_tried_under_common_paths():
    """Nothing announced: guesses, on the same host, none twice."""
    lead = lead_of(b"<title>Plain</title>", "https://naide.ee/a/b")
    assert lead.feeds == ()
    assert lead.tries[:2] == ("https://naide.ee/feed/", "https://naide.ee/rss")
    assert len(set(lead.tries)) == len(lead.tries)


def test_what_is_announced_is_not_guessed_again():
    """An announced path does not stand among the tries."""
    page = b'<link rel="alternate" type="application/rss+xml" href="/rss/">'
    assert "https://naide.ee/rss" not in lead_of(page, "https://naide.ee/").tries


@pytest.mark.parametrize(("length", "full"), [(WHOLE - 1, False), (WHOLE, True)])
def test_rss_tells_its_publisher_and_whether_its_texts_are_whole(length, full):
    """A feed is told from a page by its content; markup does not count as text."""
    body = f"&lt;p&gt;{'x' * length}&lt;/p&gt;"
    lead = lead_of(RSS.format(body=body).encode(), "https://naide.ee/rss")
    assert (lead.feed, lead.name, lead.language, lead.home) == (
        True,
        "Näide",
        "en-gb",
        "https://naide.ee/",
    )
    assert (lead.feeds, lead.full, lead.rights) == (("https://naide.ee/rss",), full, "(c) OU Naide")


def test_atom_tells_its_publisher():
    """The author of the feed is its owner; no entries are no whole texts."""
    lead = lead_of(ATOM, "https://piemers.lv/atom")
    assert (lead.feed, lead.name, lead.owner, lead.full) == (True, "Piemers", "SIA Piemers", False)


def test_json_feed_tells_its_publisher():
    """JSON Feed has its own words for the same things; other JSON is a page that says nothing."""
    told = {"version": "https://jsonfeed.org/version/1.1", "title": "Eks", "language": "da"}
    told |= {"home_page_url": "https://eks.dk/", "items": [{"content_html": "x" * WHOLE}]}
    lead = lead_of(json.dumps(told).encode(), "https://eks.dk/feed.json")
    assert (lead.feed, lead.name, lead.language, lead.full) == (True, "Eks", "da", True)
    assert not lead_of(b'{"version": 1}', "https://eks.dk/api").feed


@pytest.mark.parametrize(
    "page",
    [
        '<meta charset="windows-1257"><title>Žinios</title>'.encode("cp1257"),
        "<title>Žinios</title>".encode(),
        '<meta charset="utf-8"><title>Žinios</title>'.encode("utf-16"),
    ],
)
def test_a_page_is_decoded_by_its_own_word(page):
    """Byte order mark, then meta charset, then UTF-8."""
    assert lead_of(page, "https://zinios.lt/").name == "Žinios"


def test_an_unknown_charset_is_read_as_utf8():
    """A charset that Python does not know is no reason to give up."""
    assert lead_of(b'<meta charset="klingon"><title>A</title>', "https://a.ee/").name == "A"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_lead(body):
    """Law: whatever a server answers, there is a lead and no exception."""
    assert lead_of(body, "https://a.ee/x").url == "https://a.ee/x"


@given(st.text(st.sampled_from("<>/=\"' &;![]-?abhlrtx{}:"), max_size=200))
@example("<![:")
@example("<![if x]><title>a</title>")
def test_any_broken_markup_gives_a_lead(text):
    """Law: as above, aimed at the parsers."""
    for head in ("", "<rss><channel>", "<feed>", "{", "<link rel=alternate "):
        assert lead_of((head + text).encode(), "https://a.ee/").url == "https://a.ee/"
