"""Nothing is asked inside, however it is spelled, named, redirected to, or resolved."""

import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path
from runpy import run_path

import pytest
from tests.hostile.addresses import addresses, spellings

from vedette.collect import Allowed, Client, Gate, Guard, Limits, connect
from vedette.collect.guard import literal
from vedette.errors import AddressRefused, CollectError

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)
LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def client(clock, resolve, *allow):
    """A client with a resolver of the test's own, and what the configuration opens to it."""
    guard = Guard(Allowed.of(allow), resolve)
    gate = Gate(clock=clock, sleep=clock.sleep)
    async with connect(guard, agent="test") as http:
        yield Client(http, guard=guard, gate=gate, robots={}, limits=Limits(seconds=2.0))


async def inside(host, port):
    """Resolve every name to this machine, as whoever owns a name may."""
    del host, port
    return [LOOPBACK]


async def let_through(ask, listed, **how):
    """Ask for each address, and give those that were not refused as addresses."""
    through = []
    for url in listed:
        try:
            await ask.get(url, now=NOW, **how)
            through.append(url)
        except AddressRefused:
            pass
        except CollectError as fault:
            through.append(f"{url}: {fault}")
    return through


async def test_no_address_that_leads_inside_is_asked(web, clock) -> None:
    """A thousand spellings, a server that listens: none is let through, and it hears nothing."""
    listed = addresses(web.port)
    assert len(listed) > 1000
    async with client(clock, inside) as ask:
        assert await let_through(ask, listed) == []
    assert web.log == []


async def test_none_is_asked_because_a_page_or_a_feed_says_so(web, clock) -> None:
    """Nor where a source that is open redirects to it, nor where a feed links to it."""
    listed = addresses(web.port)
    async with client(clock, inside, LOOPBACK) as ask:
        feed = "https://public.example/feed"
        assert await let_through(ask, listed, named_by=feed) == []
        assert web.log == []
        # A source may redirect to itself, and an empty address is no redirect.
        targets = [url for url in listed if url.isascii() and LOOPBACK not in url and url][::7]
        for n, url in enumerate(targets):
            web.paths[f"/{n}"] = web.plain(status=302, location=url)
        turned = [web.url(f"/{n}") for n in range(len(targets))]
        through = await let_through(ask, turned)
    assert through == []
    assert set(web.asked()) == {"/robots.txt", *(f"/{n}" for n in range(len(turned)))}


async def test_a_name_that_changes_its_address_is_looked_at_each_time(web, clock) -> None:
    """Public when it is first asked, inside ever after: the second connection is refused.

    A network of this machine stands for the public internet.
    """
    asked = []

    async def rebinding(host, port):
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    web.paths["/a"] = web.plain(b"public")
    async with client(clock, rebinding, "127.0.0.1/32") as ask:
        with pytest.raises(AddressRefused, match="public internet"):
            await ask.get(f"http://rebind.example:{web.port}/a", now=NOW)
    assert web.asked() == ["/robots.txt"]
    assert len(asked) == 2


async def test_a_network_is_not_open_to_whoever_names_an_address_in_it(web, clock) -> None:
    """A stranger's name that resolves into an open network is no source of it; nor is its robots.

    That holds also where the source itself has a connection to that name.
    """
    web.paths["/a"] = web.plain(b"inner", connection="keep-alive")
    url = f"http://wiki.example:{web.port}/a"
    async with client(clock, inside, "127.0.0.0/8") as ask:
        for by in ("https://public.example/feed", "http://10.0.0.9/"):
            with pytest.raises(AddressRefused, match="public internet"):
                await ask.get(url, now=NOW, named_by=by)
        assert web.log == []
        assert (await ask.get(url, now=NOW)).body == b"inner"
        seen = len(web.log)
        with pytest.raises(AddressRefused):
            await ask.get(url, now=NOW, named_by="https://public.example/feed")
        assert len(web.log) == seen


async def test_who_was_led_out_does_not_come_in_by_turning_to_itself(web, clock) -> None:
    """Led to another host once, an address stays a stranger however often it redirects."""
    answers = {"outer.example": ["127.0.0.1"], "turning.example": ["127.0.0.1"]}

    async def resolve(host, port):
        del port
        return answers[host]

    web.paths["/a"] = web.plain(status=302, location=f"http://turning.example:{web.port}/b")
    web.paths["/b"] = web.plain(b"inner")
    async with client(clock, resolve, "127.0.0.0/8") as ask:
        with pytest.raises(AddressRefused):
            await ask.get(f"http://outer.example:{web.port}/a", now=NOW)
    assert "/b" not in web.asked()


async def test_a_host_that_sends_too_much_is_asked_less(web, clock) -> None:
    """What goes past a host's budget of bytes is waited off; other hosts are not."""
    web.paths["/a"] = web.plain(b"x" * 100_000)
    guard = Guard(Allowed.of([LOOPBACK]))
    gate = Gate(clock=clock, sleep=clock.sleep, pace=0.0, hourly=360_000)
    async with connect(guard, agent="test") as http:
        ask = Client(http, guard=guard, gate=gate, robots={})
        for _ in range(3):
            await ask.get(web.url("/a"), now=NOW)
        assert clock.seconds == 0.0
        await ask.get(web.url("/a"), now=NOW)
    host = f"{LOOPBACK}:{web.port}"
    assert gate.wait(host) == pytest.approx(400, abs=2)
    assert gate.wait("other.example") == 0.0
    clock.seconds += 3600
    gate.spend(host, 300_000)
    assert gate.wait(host) == 0.0


def test_every_spelling_means_the_same_address() -> None:
    """The list tries what it says: its first nine forms are one address to a resolver."""
    address = IPv4Address("127.0.0.1")
    assert {literal(host) for host in spellings(address)[:9]} == {address}


@pytest.mark.skipif("VEDETTE_SHARED" not in os.environ, reason="needs the shared sets")
async def test_the_addresses_of_the_pack_are_not_asked(clock) -> None:
    """The list that was made by others is refused whole."""
    pack = Path(os.environ["VEDETTE_SHARED"]) / "data/raw/hostile/gen_hostile.py"
    listed = run_path(str(pack))["SSRF"]
    async with client(clock, inside) as ask:
        assert listed
        assert await let_through(ask, listed) == []
