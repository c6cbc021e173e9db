"""A web on the loopback interface that behaves as badly as the real one."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from vedette.collect import Allowed, Client, Gate, Guard, Limits, connect, identity
from vedette.records import Channel, Source


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


@dataclass
class Asked:
    """A request as the web saw it."""

    path: str
    headers: dict[str, str]
    at: float = 0.0


Reply = Callable[[asyncio.StreamWriter, Asked], Awaitable[None]]


def plain(
    body: bytes = b"", status: int = 200, *, length: int | None = None, **headers: str
) -> Reply:
    """Answer with these bytes; `content_type="x"` becomes the header Content-Type."""

    async def reply(writer: asyncio.StreamWriter, asked: Asked) -> None:
        del asked
        told = {"Content-Length": str(len(body) if length is None else length)}
        told |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
        writer.write(f"HTTP/1.1 {status} X\r\n{lines}Connection: close\r\n\r\n".encode() + body)

    return reply


def tagged(body: bytes, etag: str) -> Reply:
    """Answer 304 to whoever names this tag."""

    async def reply(writer: asyncio.StreamWriter, asked: Asked) -> None:
        same = asked.headers.get("if-none-match") == etag
        answer = plain(b"" if same else body, 304 if same else 200, etag=etag)
        await answer(writer, asked)

    return reply


def in_turn(*replies: Reply) -> Reply:
    """Answer the first request with the first reply, and so on; the last one stays."""
    left = list(replies)

    async def reply(writer: asyncio.StreamWriter, asked: Asked) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(writer, asked)

    return reply


def raw(*pieces: bytes, pause: float = 0.0, forever: bool = False) -> Reply:
    """Write exactly these bytes, with a pause between the pieces, then close."""

    async def reply(writer: asyncio.StreamWriter, asked: Asked) -> None:
        del asked
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        while forever:
            writer.write(pieces[-1])
            await writer.drain()

    return reply


def bomb(megabytes: int) -> Reply:
    """Answer with a small gzip body that unpacks to many megabytes of zeros."""
    return plain(gzip.compress(b"\0" * (megabytes << 20)), content_encoding="gzip")


@dataclass
class Web:
    """Paths and how they answer; everything that was asked is in `log`."""

    clock: Clock
    port: int = 0
    paths: dict[str, Reply] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)

    plain = staticmethod(plain)
    tagged = staticmethod(tagged)
    in_turn = staticmethod(in_turn)
    raw = staticmethod(raw)
    bomb = staticmethod(bomb)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self) -> list[str]:
        return [asked.path for asked in self.log]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.partition(":") for line in head[1:] if line)
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            asked = Asked(head[0].split(" ")[1], headers, self.clock())
            self.log.append(asked)
            await self.paths.get(asked.path, plain(b"nothing here", 404))(writer, asked)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@pytest.fixture
def clock() -> Clock:
    """Give a clock of the test's own."""
    return Clock()


async def served(clock: Clock) -> AsyncIterator[Web]:
    """Serve an empty web on a free port."""
    site = Web(clock)
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()


@pytest.fixture
async def web(clock: Clock) -> AsyncIterator[Web]:
    """Serve an empty web on a free port."""
    async for site in served(clock):
        yield site


@pytest.fixture
async def elsewhere(clock: Clock) -> AsyncIterator[Web]:
    """Serve another web, on a port of its own."""
    async for site in served(clock):
        yield site


@pytest.fixture
async def ask(clock: Clock) -> AsyncIterator[Client]:
    """Build a client that may ask the loopback web, and waits without passing time."""
    guard = Guard(Allowed.of(["127.0.0.1"]))
    agent = identity("0.1", "https://example.org/about")
    limits = Limits(body=2_000_000)
    async with connect(guard, agent=agent) as http:
        gate = Gate(clock=clock, sleep=clock.sleep, pace=1.0)
        yield Client(http, guard=guard, gate=gate, robots={}, limits=limits)


class Invented:
    """Sources, feeds and entries that nobody published."""

    @staticmethod
    def source(url: str, kind: str = "feed", *, full: bool = False) -> tuple[Source, Channel]:
        channel = Channel(kind=kind, url=url, full=full)
        return Source(
            id="xx/invented",
            name="An invented outlet",
            home="https://example.org/",
            country="XX",
            languages=("en",),
            owner="invented",
            ownership="private",
            licence="none",
            channels=(channel,),
        ), channel

    @staticmethod
    def rss(*items: str, head: str = "") -> bytes:
        listed = "".join(f"<item>{item}</item>" for item in items)
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Invented</title><link>https://example.org/</link>{head}{listed}"
            "</channel></rss>"
        ).encode()

    @staticmethod
    def item(number: int, text: str = "A short invented teaser.", more: str = "") -> str:
        return (
            f"<title>Story {number}</title><link>https://example.org/{number}</link>"
            f"<guid isPermaLink='false'>id-{number}</guid><description>{text}</description>"
            f"<pubDate>Wed, 19 Nov 2025 1{number % 10}:00:00 +0200</pubDate>{more}"
        )


@pytest.fixture
def invented() -> Invented:
    """Give the maker of invented feeds."""
    return Invented()
