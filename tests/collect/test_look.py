"""One look at an address, of whatever kind: unchanged, moved, or without a meaning."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.collect.test_endpoint import PATHS, answer, item
from tests.collect.test_index import page

from vedette.collect.endpoint import collect_json
from vedette.collect.feed import collect_feed
from vedette.collect.harvest import Past
from vedette.collect.index import collect_index
from vedette.collect.page import collect_page
from vedette.collect.sitemap import collect_sitemap
from vedette.records import Rule

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
KINDS = ("feed", "index", "json", "page")
COLLECTORS = {
    "feed": collect_feed,
    "index": collect_index,
    "json": collect_json,
    "page": collect_page,
    "sitemap": collect_sitemap,
}
NOTHING = {
    "feed": b"Nothing to see here",
    "index": b"<html><body><p>Nothing.</p></body></html>",
    "json": json.dumps({"data": 1}).encode(),
    "page": b" \n ",
    "sitemap": b"Nothing to see here",
}


@pytest.fixture
def poll(web, invented, ask):
    """Poll the address /a once, as a channel of a kind."""
    web.paths["/robots.txt"] = web.plain(status=404)

    async def once(kind: str, past: Past):
        source, channel = invented.source(web.url("/a"), kind)
        rules = tuple(Rule(name=name, value=path) for name, path in PATHS.items())
        channel = replace(channel, rules=rules if kind == "json" else ())
        return await COLLECTORS[kind](source, channel, past, ask, now=NOW)

    return once


@pytest.mark.parametrize("kind", KINDS)
async def test_what_did_not_change_keeps_its_newest_marks(web, poll, kind: str) -> None:
    """An answer without a body may say a new tag and date, and until when it is fresh."""
    marks = {"etag": '"b"', "cache_control": "max-age=600"}
    web.paths["/a"] = web.plain(b"", 304, **marks)
    past = Past(etag='"a"', modified="Wed, 19 Nov 2025 10:00:00 GMT", last_full_look=NOW)
    found = (await poll(kind, past)).poll
    assert (found.outcome, found.etag, found.modified) == ("unchanged", '"b"', past.modified)
    assert found.wait_until == NOW + timedelta(minutes=10)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_moved_without_a_change_says_both(web, poll, kind: str) -> None:
    """The new address is kept though nothing came."""
    web.paths["/a"] = web.plain(status=301, location="/b")
    web.paths["/b"] = web.plain(b"", 304)
    found = await poll(kind, Past(etag='"a"', last_full_look=NOW))
    assert (found.poll.outcome, found.poll.moved_to) == ("moved", web.url("/b"))
    assert (found.poll.etag, found.captures) == ('"a"', ())


@pytest.mark.parametrize(
    ("kind", "body"), [("feed", None), ("index", page()), ("json", answer(item(1)))]
)
async def test_what_moved_and_changed_has_moved(web, invented, poll, kind: str, body) -> None:
    """Its entries come from the new place under the channel's own name."""
    web.paths["/a"] = web.plain(status=301, location="/b")
    web.paths["/b"] = web.plain(body or invented.rss(invented.item(1)), etag='"b"')
    found = await poll(kind, Past())
    assert (found.poll.outcome, found.poll.moved_to) == ("moved", web.url("/b"))
    assert (found.poll.etag, found.poll.new) == ('"b"', len(found.captures))
    assert {one.channel for one in found.captures} == {web.url("/a")}


@pytest.mark.parametrize("kind", COLLECTORS)
async def test_what_means_nothing_is_looked_at_again_soon(web, poll, kind: str) -> None:
    """However long its server calls it fresh: else one bad answer blinds us for a week."""
    web.paths["/a"] = web.plain(NOTHING[kind], etag='"n"', cache_control="max-age=604800")
    harvest = await poll(kind, Past())
    for found in (harvest.poll, *harvest.parts):
        assert (found.outcome, found.etag, found.wait_until) == ("failed", "", None)
        assert found.issue is not None
