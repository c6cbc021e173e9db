"""Pages are fetched, and what is no page is turned down with its reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from vedette.collect.harvest import Past
from vedette.collect.page import behind, collect_page
from vedette.records import Entry, Rule

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
PAGE = b"<!doctype html><title>Invented</title><p>An invented article.</p>"


async def test_a_page_is_captured_once(web, invented, ask) -> None:
    """Its key is its address; the same bytes again are quiet."""
    web.paths["/a"] = web.plain(PAGE, content_type="text/html; charset=utf-8", x_odd="1")
    source, channel = invented.source(web.url("/a"), "page")
    found = await collect_page(source, channel, Past(), ask, now=NOW)
    (capture,) = found.captures
    assert found.poll.outcome == "new"
    assert (capture.key, capture.body, capture.media_type) == (channel.url, PAGE, "text/html")
    assert capture.headers == {"content-type": "text/html; charset=utf-8"}
    past = Past(known={capture.key: capture.hash})
    again = await collect_page(source, channel, past, ask, now=NOW)
    assert (again.poll.outcome, again.captures) == ("quiet", ())


async def test_a_capture_carries_the_rules_it_is_read_by(web, invented, ask) -> None:
    """Those of the source file; a server cannot set any."""
    web.paths["/a"] = web.plain(PAGE, content_type="text/html", x_read_body="nav")
    source, channel = invented.source(web.url("/a"), "page")
    channel = replace(channel, rules=(Rule(name="read:title", value=".head"),))
    for found in (
        await collect_page(source, channel, Past(), ask, now=NOW),
        await behind(source, channel, Entry(key="k", link=channel.url), ask, now=NOW),
    ):
        told = {"content-type": "text/html", "x-read-title": ".head"}
        assert found.captures[0].headers == told


async def test_an_unchanged_page_is_not_sent_again(web, invented, ask) -> None:
    """The tag works for pages as for feeds."""
    web.paths["/a"] = web.tagged(PAGE, '"p"')
    source, channel = invented.source(web.url("/a"), "page")
    past = Past(etag='"p"', last_full_look=NOW)
    assert (await collect_page(source, channel, past, ask, now=NOW)).poll.outcome == "unchanged"


async def test_the_page_behind_an_entry_keeps_its_key(web, invented, ask) -> None:
    """Two captures under one key: the entry and its page."""
    web.paths["/a"] = web.plain(status=301, location="/b")
    web.paths["/b"] = web.plain(PAGE, content_type="text/html")
    source, channel = invented.source(web.url("/feed"))
    entry = Entry(key="id-1", link=web.url("/a"))
    found = await behind(source, channel, entry, ask, now=NOW)
    (capture,) = found.captures
    assert (capture.key, capture.url, capture.final_url) == ("id-1", web.url("/a"), web.url("/b"))
    assert (found.poll.outcome, found.poll.moved_to) == ("new", "")


async def test_a_public_feed_cannot_point_inside(web, invented, ask) -> None:
    """The host is open for intranet sources, not for links in other people's feeds."""
    source, channel = invented.source("https://example.org/feed")
    entry = Entry(key="id-1", link=web.url("/a"))
    assert (await behind(source, channel, entry, ask, now=NOW)).poll.outcome == "refused"
    assert web.log == []


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"PK\x03\x04", "application/zip", "not a page"),
        (b"\x89PNG", "", "not a page"),
        (b'{"a": 1}', "application/json", "not a page"),
        (b" \n ", "text/html", "an empty page"),
        (b"<title>Just a moment...</title>", "text/html", "a bot check in the page's place"),
    ],
)
async def test_what_is_no_page_is_named(
    web, invented, ask, *, body: bytes, media_type: str, words: str
) -> None:
    """The poll fails with the reason, and nothing is captured."""
    web.paths["/a"] = web.plain(body, content_type=media_type)
    source, channel = invented.source(web.url("/a"), "page")
    found = await collect_page(source, channel, Past(), ask, now=NOW)
    assert (found.poll.outcome, found.captures) == ("failed", ())
    assert found.poll.issue is not None
    assert found.poll.issue.what == words


async def test_an_article_about_captchas_is_no_bot_check(web, invented, ask) -> None:
    """Real pages are long, and may speak of walls."""
    body = (
        PAGE + b"<p>Sites ask readers to verify you are human.</p>" + b"<p>More words.</p>" * 5000
    )
    web.paths["/a"] = web.plain(body, content_type="text/html")
    source, channel = invented.source(web.url("/a"), "page")
    assert (await collect_page(source, channel, Past(), ask, now=NOW)).poll.outcome == "new"


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, "failed"), (410, "gone"), (402, "failed"), (451, "failed")]
)
async def test_walls_and_missing_pages_are_issues(
    web, invented, ask, status: int, outcome: str
) -> None:
    """Each status has its words."""
    web.paths["/a"] = web.plain(b"no", status)
    source, channel = invented.source(web.url("/feed"))
    entry = Entry(key="id-1", link=web.url("/a"))
    poll = (await behind(source, channel, entry, ask, now=NOW)).poll
    assert poll.outcome == outcome
    assert poll.issue is not None
    assert str(status) in poll.issue.why


async def test_a_page_whose_entry_changed_is_asked_with_conditions(web, invented, ask) -> None:
    """What it did not change costs one line; after a day it is looked at in full."""
    web.paths["/a"] = web.tagged(PAGE, '"p"')
    source, channel = invented.source(web.url("/feed"))
    entry, day = Entry(key="id-1", link=web.url("/a")), timedelta(days=1)
    before = Past(etag='"p"', last_full_look=NOW)
    found = await behind(source, channel, entry, ask, now=NOW, before=before)
    assert (found.poll.outcome, found.captures) == ("unchanged", ())
    later = await behind(source, channel, entry, ask, now=NOW + day, before=before)
    assert later.poll.outcome == "new"


@pytest.mark.parametrize("declared", ["application/pdf", "application/octet-stream", ""])
async def test_a_pdf_is_a_page(web, invented, ask, declared: str) -> None:
    """Press offices publish them; some servers do not know what they serve."""
    web.paths["/a.pdf"] = web.plain(b"%PDF-1.7 x", content_type=declared)
    source, channel = invented.source(web.url("/a.pdf"), "page")
    found = await collect_page(source, channel, Past(), ask, now=NOW)
    assert [capture.media_type for capture in found.captures] == ["application/pdf"]
