"""Every way in which an answer goes wrong is named, within bounds, and redirects are looked at."""

import gzip
import tracemalloc
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from vedette.collect import Allowed, Client, Gate, Guard, HostBusy, Limits, connect
from vedette.errors import AddressRefused, CollectError, TooLarge

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


async def test_an_answer_is_told_whole(web, ask) -> None:
    """Status, address, headers in lower case, body."""
    web.paths["/a"] = web.plain(b"hello", content_type="Text/HTML; charset=utf-8")
    answer = await ask.get(web.url("/a"), now=NOW)
    assert (answer.status, answer.body, answer.media_type) == (200, b"hello", "text/html")
    assert answer.final_url == web.url("/a")
    assert not answer.moved_to
    assert web.log[-1].headers["user-agent"] == "vedette/0.1 (+https://example.org/about)"


async def test_no_cookie_is_kept(web, ask) -> None:
    """The second request carries none."""
    web.paths["/a"] = web.plain(b"x", set_cookie="seen=1; Path=/")
    await ask.get(web.url("/a"), now=NOW)
    await ask.get(web.url("/a"), now=NOW)
    assert "cookie" not in web.log[-1].headers


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"hello" * 100)),
        ("gzip", gzip.compress(b"hello" * 50) + gzip.compress(b"hello" * 50)),
        ("deflate", zlib.compress(b"hello" * 100)),
        ("deflate", zlib.compress(b"hello" * 100)[2:-4]),
        ("gzip", b"hello" * 100),
        ("identity", b"hello" * 100),
    ],
    ids=["gzip", "two members", "deflate", "deflate without header", "a lie", "identity"],
)
async def test_packed_bodies_are_unpacked(web, ask, coding: str, packed: bytes) -> None:
    """Also where the header is wrong but the bytes are plain."""
    web.paths["/a"] = web.plain(packed, content_encoding=coding)
    assert (await ask.get(web.url("/a"), now=NOW)).body == b"hello" * 100


BROKEN = {
    "cut gzip": (
        "cut short",
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 99)[:-9],
    ),
    "bad gzip": ("damaged", HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08" + b"\xff" * 99),
    "unasked": ("did not ask", HEAD + b"Content-Encoding: br\r\n\r\nxxxx"),
    "short": ("broken", HEAD + b"Content-Length: 99\r\n\r\nhalf"),
    "chunks": ("broken", HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n"),
    "nothing": ("broken", b""),
    "no http": ("broken", b"220 mail.example ESMTP\r\n\r\n"),
    "nowhere": ("leads nowhere", b"HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_broken_answers_are_named(web, ask, case: str) -> None:
    """What came is no answer, and the error says how it broke."""
    words, body = BROKEN[case]
    web.paths["/a"] = web.raw(body)
    with pytest.raises(CollectError, match=words):
        await ask.get(web.url("/a"), now=NOW)


async def test_a_bomb_is_not_unpacked(web, ask) -> None:
    """Half a megabyte that becomes 500 costs a few megabytes of memory."""
    web.paths["/a"] = web.bomb(100)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        await ask.get(web.url("/a"), now=NOW)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


async def test_a_small_bomb_is_known_by_its_ratio(web, clock) -> None:
    """Under the limit on bytes, but a hundred times bigger than what any page packs to."""
    web.paths["/a"] = web.bomb(5)
    guard = Guard(Allowed.of(["127.0.0.1"]))
    async with connect(guard, agent="test") as http:
        gate = Gate(clock=clock, sleep=clock.sleep)
        wide = Client(http, guard=guard, gate=gate, robots={}, limits=Limits())
        with pytest.raises(TooLarge, match="far more than it is"):
            await wide.get(web.url("/a"), now=NOW)


async def test_an_endless_body_is_left(web, ask) -> None:
    """Reading stops at the limit."""
    web.paths["/a"] = web.raw(HEAD + b"\r\n", b" " * 65536, forever=True)
    with pytest.raises(TooLarge, match="bytes"):
        await ask.get(web.url("/a"), now=NOW)


async def test_a_slow_drip_and_a_hang_end_in_time(web, ask) -> None:
    """The limit counts the whole answer, however alive the connection looks."""
    web.paths["/a"] = web.raw(HEAD + b"\r\n", *[b"x"] * 100, pause=0.1)
    web.paths["/b"] = web.raw(b"", pause=30.0)
    ask.limits = replace(ask.limits, seconds=1.0)
    for path in ("/a", "/b"):
        with pytest.raises(CollectError, match="within 1 seconds") as told:
            await ask.get(web.url(path), now=NOW)
        assert not isinstance(told.value, TooLarge)


async def test_too_many_headers_are_refused(web, ask) -> None:
    """Nobody needs six hundred."""
    lines = b"".join(b"X-%d: v\r\n" % n for n in range(600))
    web.paths["/a"] = web.raw(HEAD + lines + b"\r\nbody")
    with pytest.raises(TooLarge, match="headers"):
        await ask.get(web.url("/a"), now=NOW)


async def test_a_closed_port_is_named(ask) -> None:
    """The host that cannot be reached is told from one that refuses."""
    with pytest.raises(CollectError, match="cannot be reached") as told:
        await ask.get("http://127.0.0.1:1/", now=NOW)
    assert not isinstance(told.value, AddressRefused)


async def test_permanent_redirects_are_remembered(web, ask) -> None:
    """Only where every hop on the way is permanent."""
    web.paths["/a"] = web.plain(status=301, location="/b")
    web.paths["/b"] = web.plain(status=308, location="/c")
    web.paths["/c"] = web.plain(b"here")
    web.paths["/d"] = web.plain(status=302, location="/a")
    assert (await ask.get(web.url("/a"), now=NOW)).moved_to == web.url("/c")
    answer = await ask.get(web.url("/d"), now=NOW)
    assert (answer.moved_to, answer.final_url, answer.url) == ("", web.url("/c"), web.url("/d"))


async def test_circles_and_long_chains_end(web, ask) -> None:
    """A wall that waits for a cookie runs in a circle."""
    web.paths["/wall"] = web.plain(status=302, location="/wall")
    for n in range(9):
        web.paths[f"/{n}"] = web.plain(status=302, location=f"/{n + 1}")
    with pytest.raises(CollectError, match="circle"):
        await ask.get(web.url("/wall"), now=NOW)
    with pytest.raises(TooLarge, match="redirects"):
        await ask.get(web.url("/0"), now=NOW)
    assert web.asked().count("/5") == 1
    assert "/6" not in web.asked()


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://[::1]/", "file:///etc/passwd", "http://localhost/", "http://[x/"],
)
async def test_redirects_cannot_lead_inside(web, ask, target: str) -> None:
    """Each hop is checked as if it had been the first."""
    web.paths["/a"] = web.plain(status=302, location=target)
    with pytest.raises(AddressRefused):
        await ask.get(web.url("/a"), now=NOW)


async def test_a_secret_is_told_to_nobody_else(web, elsewhere, ask) -> None:
    """A redirect on the same server keeps it; one to another does not, nor the way back."""
    web.paths["/a"] = web.plain(status=302, location="/b")
    web.paths["/b"] = web.plain(status=302, location=elsewhere.url("/c"))
    elsewhere.paths["/c"] = web.plain(status=302, location=web.url("/d"))
    headers = {"Authorization": "Basic secret", "Accept": "text/html"}
    await ask.get(web.url("/a"), now=NOW, headers=headers)
    asked = {one.path: one.headers for one in web.log + elsewhere.log}
    told = {path: headers.get("authorization") for path, headers in asked.items()}
    assert [told[path] for path in ("/a", "/b", "/c", "/d")] == ["Basic secret"] * 2 + [None] * 2
    assert {asked[path]["accept"] for path in ("/a", "/b", "/c", "/d")} == {"text/html"}


async def test_what_is_open_for_one_is_not_open_to_others(web, ask) -> None:
    """A public page that names an allowed private host is not followed there."""
    web.paths["/a"] = web.plain(b"secret")
    with pytest.raises(AddressRefused, match="outside page"):
        await ask.get(web.url("/a"), now=NOW, named_by="https://example.org/feed")
    assert web.log == []


async def test_robots_are_asked_once_a_day_and_obeyed(web, ask) -> None:
    """What is forbidden is never requested."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow: /private\nCrawl-delay: 5\n")
    web.paths["/a"] = web.plain(b"x")
    for hours in (0, 1, 23):
        await ask.get(web.url("/a"), now=NOW + timedelta(hours=hours))
    assert web.asked().count("/robots.txt") == 1
    with pytest.raises(AddressRefused, match="robots"):
        await ask.get(web.url("/private/x"), now=NOW)
    await ask.get(web.url("/a"), now=NOW + timedelta(hours=25))
    assert web.asked().count("/robots.txt") == 2
    assert "/private/x" not in web.asked()
    gaps = [later.at - earlier.at for earlier, later in pairwise(web.log[1:4])]
    assert min(gaps) >= 5.0


async def test_a_failing_robots_file_closes_the_host(web, ask) -> None:
    """Nobody can say what is allowed, so nothing is asked, until an hour later."""
    web.paths["/robots.txt"] = web.in_turn(web.plain(status=500), web.plain(status=404))
    web.paths["/a"] = web.plain(b"x")
    for minutes in (0, 59):
        with pytest.raises(HostBusy, match="fails") as told:
            await ask.get(web.url("/a"), now=NOW + timedelta(minutes=minutes))
        assert told.value.until == NOW + timedelta(hours=1)
    assert web.asked() == ["/robots.txt"]
    assert (await ask.get(web.url("/a"), now=NOW + timedelta(hours=1))).body == b"x"


@pytest.mark.parametrize("end", [".html", "?print=1"])
async def test_robots_rules_are_held_against_the_whole_address(web, ask, end) -> None:
    """A headline in Cyrillic letters makes an address of 400 characters."""
    web.paths["/robots.txt"] = web.plain(b"User-agent: *\nDisallow: /\nAllow: /*.html$\n")
    path = "/" + "%D0%BA" * 60 + end
    web.paths[path] = web.plain(b"x")
    if end == ".html":
        assert (await ask.get(web.url(path), now=NOW)).body == b"x"
    else:
        with pytest.raises(AddressRefused):
            await ask.get(web.url(path), now=NOW)


async def test_a_busy_host_is_left_alone(web, ask, clock) -> None:
    """Retry-After holds every address of the host."""
    web.paths["/a"] = web.plain(b"later", 429, retry_after="3600")
    web.paths["/b"] = web.plain(b"x")
    assert (await ask.get(web.url("/a"), now=NOW)).status == 429
    with pytest.raises(HostBusy) as told:
        await ask.get(web.url("/b"), now=NOW)
    assert told.value.until == NOW + timedelta(hours=1)
    clock.seconds += 3600
    assert (await ask.get(web.url("/b"), now=NOW)).body == b"x"


async def test_only_the_start_of_an_error_page_is_read(web, ask) -> None:
    """The status is the news; a huge error page does not hide it."""
    web.paths["/a"] = web.plain(b"x" * 3_000_000, 500)
    answer = await ask.get(web.url("/a"), now=NOW)
    assert (answer.status, len(answer.body)) == (500, 64 * 1024)


@pytest.mark.parametrize("url", ["", " ", "http://", "http://exa mple.test/", "http://[1:2:3]/"])
async def test_odd_addresses_are_refused(ask, url: str) -> None:
    """No address breaks the client."""
    with pytest.raises(AddressRefused):
        await ask.get(url, now=NOW)
