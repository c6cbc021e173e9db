"""Every request is told: what it cost, who it was for, and what kept it from being made."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vedette.collect import Allowed, Client, Gate, Guard, Limits, connect
from vedette.collect.diary import Request
from vedette.errors import CollectError

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
async def told(clock):
    """A client and the list that it writes its requests into."""
    listed: list[Request] = []
    guard = Guard(Allowed.of(["127.0.0.1"]))
    async with connect(guard, agent="vedette/0.1") as http:
        gate = Gate(clock=clock, sleep=clock.sleep, pace=1.0)
        yield Client(http, guard=guard, gate=gate, robots={}, note=listed.append), listed


async def test_an_answered_request_is_told_with_its_robots(web, told) -> None:
    """Both were asked of the host; redirects are requests of their own."""
    ask, listed = told
    web.paths["/a"] = web.plain(status=302, location="/b")
    web.paths["/b"] = web.tagged(b"hello", '"b"')
    await ask.on_behalf("ee/x").get(web.url("/a"), now=NOW, headers={"If-None-Match": '"b"'})
    assert [(one.url, one.status) for one in listed] == [
        (web.url("/robots.txt"), 404),
        (web.url("/a"), 302),
        (web.url("/b"), 304),
    ]
    assert {one.source for one in listed} == {"ee/x"}
    assert (listed[2].conditional, listed[2].unchanged, listed[2].bytes) == (True, True, 0)
    assert len(web.log) == len(listed)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/private/a", "robots.txt does not let us ask"),
        ("http://10.0.0.1/", "not in the public internet"),
        ("file:///etc/passwd", ""),
    ],
)
async def test_a_refusal_is_told_with_who_refused(web, told, url: str, why: str) -> None:
    """And nothing was asked but robots.txt."""
    ask, listed = told
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow: /private/\n")
    with pytest.raises(CollectError):
        await ask.get(web.url(url) if url.startswith("/") else url, now=NOW)
    assert (listed[-1].became, listed[-1].status) == ("refused", None)
    assert listed[-1].why
    assert why in listed[-1].why or why.startswith("not in")
    assert web.asked() in ([], ["/robots.txt"])


async def test_what_breaks_and_what_is_stopped_is_told(web, told) -> None:
    """It was asked all the same."""
    ask, listed = told
    ask.limits = Limits(seconds=1.0)
    web.paths["/robots.txt"] = web.plain(status=404)
    web.paths["/slow"] = web.raw(b"HTTP/1.1 200 OK\r\n", pause=5)
    with pytest.raises(CollectError):
        await ask.get(web.url("/slow"), now=NOW)
    assert (listed[-1].became, listed[-1].status) == ("failed", None)
    task = asyncio.create_task(ask.get(web.url("/slow"), now=NOW))
    await asyncio.sleep(0.3)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (listed[-1].became, listed[-1].why) == ("failed", "stopped")


async def test_a_host_that_is_left_alone_is_told(web, told) -> None:
    """It was not asked again."""
    ask, listed = told
    web.paths["/a"] = web.plain(status=429, retry_after="3600")
    await ask.get(web.url("/a"), now=NOW)
    asked = len(web.log)
    with pytest.raises(CollectError):
        await ask.get(web.url("/a"), now=NOW)
    assert (listed[-1].became, len(web.log)) == ("busy", asked)


def test_only_304_is_unchanged() -> None:
    """Whatever was asked."""
    request = Request(url="https://a.example/", status=304)
    assert request.unchanged
    assert not replace(request, status=200).unchanged
