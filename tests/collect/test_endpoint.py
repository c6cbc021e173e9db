"""Endpoints are read by declared paths, and a path that leads nowhere is told where it stands."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vedette.collect.endpoint import collect_json
from vedette.collect.harvest import Past
from vedette.entries import entry_from
from vedette.records import Rule

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
PATHS = {
    "items": "data.list",
    "title": "head.line",
    "url": "link",
    "published": "at",
    "text": "body",
    "id": "no",
}


def item(number: int, **more):
    """An item of the endpoint."""
    told = {"head": {"line": f"Cable {number}"}, "link": f"/a/{number}", "no": number}
    return told | {"at": "2025-11-20T10:00:00+02:00", "body": "A cable broke."} | more


def answer(*items) -> bytes:
    """What the endpoint answers."""
    return json.dumps({"data": {"list": list(items)}}).encode()


@pytest.fixture
def poll(web, invented, ask):
    """Poll the endpoint once, with these paths."""
    web.paths["/robots.txt"] = web.plain(status=404)

    async def once(body: bytes, *, past: Past | None = None, paths=PATHS, **headers):
        web.paths["/api"] = web.plain(body, content_type="application/json", **headers)
        source, channel = invented.source(web.url("/api"), "json")
        rules = [
            Rule(name=n, value=v, where=f"x.toml:{k}") for k, (n, v) in enumerate(paths.items())
        ]
        channel = replace(channel, rules=tuple(rules))
        return await collect_json(source, channel, past or Past(), ask, now=NOW)

    return once


async def test_items_become_entries(web, poll) -> None:
    """With their own id, link, title, time and text."""
    found = await poll(answer(item(1), item(2, at=1763632800000)))
    assert (found.poll.outcome, found.poll.seen, found.poll.new) == ("new", 2, 2)
    first, second = sorted((entry_from(one.body) for one in found.captures), key=lambda e: e.key)
    assert (first.key, first.link, first.title) == ("1", web.url("/a/1"), "Cable 1")
    assert (first.content, first.whole) == ("A cable broke.", False)
    assert first.published == datetime(2025, 11, 20, 8, tzinfo=UTC)
    assert second.published == datetime(2025, 11, 20, 10, tzinfo=UTC)


async def test_only_what_changed_is_captured(poll) -> None:
    """An item told anew is a version."""
    before = await poll(answer(item(1), item(2)))
    past = Past(known={one.key: one.hash for one in before.captures})
    assert (await poll(answer(item(1), item(2)), past=past)).poll.outcome == "quiet"
    again = await poll(answer(item(1, body="Two cables broke."), item(2)), past=past)
    assert [one.key for one in again.captures] == ["1"]


@pytest.mark.parametrize(
    ("name", "path", "line"),
    [("items", "data.lists", 0), ("title", "headline", 1), ("text", "b", 4)],
)
async def test_a_path_that_finds_nothing_is_told(poll, name: str, path: str, line: int) -> None:
    """With the file and line that declare it, and what there is instead."""
    found = await poll(answer(item(1)), paths=PATHS | {name: path}, etag='"e"')
    assert (found.poll.outcome, found.captures, found.poll.etag) == ("failed", (), "")
    issue = found.poll.issue
    assert issue is not None
    assert (issue.what, issue.input) == (f"the path of {name} finds nothing", f"x.toml:{line}")
    assert ("data.list" if name == "items" else "head.line") in issue.remedy


async def test_an_item_may_lack_what_others_have(poll) -> None:
    """Without title or link it is none; without text its page tells."""
    found = await poll(answer(item(1), {"no": 2}, item(3, body=None), 7, None))
    assert sorted(one.key for one in found.captures) == ["1", "3"]


async def test_an_empty_list_is_peace(poll) -> None:
    """Nothing was published."""
    assert (await poll(answer())).poll.outcome == "quiet"


@pytest.mark.parametrize("body", [b"<html>", b"", b"[" * 100_000, b'{"data": 1}', b"null", b"[]"])
async def test_what_is_no_such_answer_is_named(poll, body: bytes) -> None:
    """And breaks nothing."""
    found = await poll(body)
    assert found.poll.outcome == "failed"
    assert found.poll.issue is not None


async def test_a_list_alone_has_an_empty_path(poll) -> None:
    """Some endpoints answer with nothing around it."""
    found = await poll(json.dumps([item(1)]).encode(), paths=PATHS | {"items": ""})
    assert found.poll.new == 1
