"""One polite question over HTTP: guarded, paced, bounded, and every redirect looked at.

    address → guard → robots.txt → the host's turn → request → bounded body → Answer
       ↑                                                             │
       └───────────────────── a redirect ────────────────────────────┘

What the world does wrong comes out as a CollectError that says so; a status such as 404 is an
answer. No cookie is kept, no proxy is taken from the environment, nothing is followed unseen.
"""

import asyncio
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

import httpx2

from vedette.collect.diary import Became, Note, Request, forget
from vedette.collect.guard import Guard, host_of
from vedette.collect.keys import Keys
from vedette.collect.pace import Gate, HostBusy, retry_after
from vedette.collect.robots import LARGEST, Kept, Rules, from_answer, renewed, unreachable
from vedette.collect.transport import AGENT, OUTWARD, WIRE_FAULTS, broken
from vedette.collect.unpack import unpacker
from vedette.errors import AddressRefused, CollectError, TooLarge

PERMANENT = frozenset({301, 308})
CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
WHO = "authorization"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
STAY_AWAY = "give an address that it allows, such as that of a feed, or ask the publisher for leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most that one question may cost.

    `body` counts bytes after unpacking; `ratio` is unpacked to packed, looked at past a megabyte
    (the feeds and pages that we measured stay under 30; a bomb has 1000). `seconds` is the time on
    the network over all redirects, without waiting for turns. `error_body` is what is read of an
    answer that is an error.
    """

    body: int = 10_000_000
    ratio: float = 200.0
    seconds: float = 30.0
    redirects: int = 5
    headers: int = 500
    header_bytes: int = 64 * 1024
    error_body: int = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: `url` was asked, `final_url` answered.

    `headers` have lower-case names. `moved_to` is set where every redirect on the way was
    permanent. `took` is in seconds on the network.
    """

    status: int
    url: str
    final_url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""
    took: float = 0.0

    @property
    def media_type(self) -> str:
        """The declared type without parameters, in lower case; empty where none was declared."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def wait_until(self, now: datetime) -> datetime | None:
        """Read how long a busy server (429, 503) wants to be left alone."""
        if self.status not in {429, 503}:
            return None
        return retry_after(self.headers.get("retry-after"), now, self.headers.get("date"))


class Client:
    """Asks for addresses as a good guest; one for the whole desk, so that paces are kept."""

    def __init__(
        self,
        http: httpx2.AsyncClient,
        *,
        guard: Guard,
        gate: Gate,
        robots: Kept,
        limits: Limits | None = None,
        note: Note = forget,
        keys: Keys | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.keys = keys or Keys()
        self.guard = guard
        self.source = ""
        self._note = note
        self._http = http
        self._gate = gate
        self._robots = robots
        self._asking: dict[str, asyncio.Lock] = {}

    def on_behalf(self, source: str) -> "Client":
        """Give this client as it asks for one source, whose name stands in the record."""
        mine = copy(self)
        mine.source = source
        return mine

    async def get(
        self,
        url: str,
        *,
        now: datetime,
        headers: Mapping[str, str] | None = None,
        named_by: str = "",
    ) -> Answer:
        """Ask for an address and follow its redirects.

        `named_by` is the address that told us of this one: a public page cannot send us to a
        private host, even to one that the configuration opens. Raises AddressRefused, TooLarge,
        HostBusy or another CollectError; a status of 400 and above is an answer.
        """
        return await self._walk(url, now=now, headers=headers or {}, named_by=named_by, obey=True)

    async def sitemaps(self, url: str, *, now: datetime) -> tuple[str, ...]:
        """Give the sitemaps that the host's robots.txt names; raises CollectError."""
        here = _parse(url)
        self._check(here, here, set())
        return (await self._rules(here, now, outward=False)).sitemaps()

    async def _walk(
        self,
        url: str,
        *,
        now: datetime,
        headers: Mapping[str, str],
        named_by: str,
        obey: bool,
        outward: bool = False,
    ) -> Answer:
        """Go from redirect to redirect; who was led to another host once stays `outward`.

        A secret is for whom it was given: it goes neither to another host nor port, nor over
        another scheme.
        """
        here = _parse(url)
        origin = _parse(named_by) if named_by else here
        seen: set[httpx2.URL] = set()
        moved, took = True, 0.0
        while True:
            outward = outward or host_of(here) != host_of(origin)
            try:
                self._check(here, origin, seen)
            except CollectError as fault:
                self._note(became(Request(url=str(here)[:2000], source=self.source), fault))
                raise
            left = self.limits.seconds - took
            answer = await self._hop(here, now, headers, left=left, obey=obey, outward=outward)
            took += answer.took
            if answer.status not in REDIRECTS:
                gone_to = answer.final_url if moved and len(seen) > 1 else ""
                return replace(answer, url=url, took=took, moved_to=gone_to)
            moved = moved and answer.status in PERMANENT
            origin, here = here, _target(answer)
            if _server(here) != _server(origin):
                headers = {name: told for name, told in headers.items() if name.lower() != WHO}

    def _check(self, here: httpx2.URL, origin: httpx2.URL, seen: set[httpx2.URL]) -> None:
        self.guard.admit(here)
        where = str(here)[:300]
        if self.guard.inward(here, origin):
            raise AddressRefused(
                what="an outside page leads to a private host", where=where, why=str(origin)[:300]
            )
        if here in seen:
            raise CollectError(
                what="the redirects run in a circle",
                where=where,
                why="often a wall that waits for a cookie",
            )
        seen.add(here)
        if len(seen) > self.limits.redirects + 1:
            raise TooLarge(what=f"more than {self.limits.redirects} redirects", where=where)

    async def _hop(
        self,
        url: httpx2.URL,
        now: datetime,
        headers: Mapping[str, str],
        *,
        left: float,
        obey: bool,
        outward: bool,
    ) -> Answer:
        request = Request(
            url=str(url)[:2000],
            source=self.source,
            conditional=not CONDITIONS.isdisjoint(headers),
        )
        stopwatch = asyncio.get_running_loop().time
        began = stopwatch()
        try:
            pace = await self._allowed(url, now, outward=outward) if obey else 0.0
            host = url.netloc.decode("ascii")
            async with self._gate.turn(host, now=now, pace=pace):
                request = replace(request, waited=stopwatch() - began)
                answer = await self._ask(url, headers, left, outward=outward)
                until = answer.wait_until(now)
                if until is not None:
                    self._gate.hold(host, (until - now).total_seconds())
        except (CollectError, asyncio.CancelledError) as fault:
            self._note(became(replace(request, took=stopwatch() - began - request.waited), fault))
            raise
        self._note(
            replace(
                request,
                became="answered",
                status=answer.status,
                bytes=len(answer.body),
                took=answer.took,
            )
        )
        return answer

    async def _allowed(self, url: httpx2.URL, now: datetime, *, outward: bool) -> float:
        """Hold an address against its host's robots.txt; give the pace that it asks for."""
        rules = await self._rules(url, now, outward=outward)
        _obey(rules, url)
        return rules.delay(AGENT)

    async def _rules(self, url: httpx2.URL, now: datetime, *, outward: bool) -> Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        async with self._asking.setdefault(origin, asyncio.Lock()):
            old = self._robots.get(origin)
            if old is not None and now < old.ask_again:
                return old
            rules = renewed(old, await self._ask_rules(origin, now, outward=outward), now)
            self._robots[origin] = rules
            return rules

    async def _ask_rules(self, origin: str, now: datetime, *, outward: bool) -> Rules:
        try:
            answer = await self._walk(
                f"{origin}/robots.txt",
                now=now,
                headers={},
                named_by="",
                obey=False,
                outward=outward,
            )
        except TooLarge as fault:
            return from_answer(404, b"", now) if "redirects" in fault.what else _silent(fault, now)
        except (AddressRefused, HostBusy):
            raise
        except CollectError as fault:
            return _silent(fault, now)
        return from_answer(answer.status, answer.body[:LARGEST], now)

    async def _ask(
        self, url: httpx2.URL, headers: Mapping[str, str], left: float, *, outward: bool
    ) -> Answer:
        stopwatch = asyncio.get_running_loop().time
        began = stopwatch()
        where = str(url)[:300]
        try:
            async with asyncio.timeout(left):
                answer = await self._stream(url, headers, outward=outward)
        except TimeoutError as fault:
            what = f"no whole answer within {self.limits.seconds:.0f} seconds"
            raise CollectError(what=what, where=where) from fault
        except WIRE_FAULTS as fault:
            raise broken(fault, where) from fault
        return replace(answer, took=stopwatch() - began)

    async def _stream(
        self, url: httpx2.URL, headers: Mapping[str, str], *, outward: bool
    ) -> Answer:
        led = {OUTWARD: outward}
        async with self._http.stream("GET", url, headers=dict(headers), extensions=led) as response:
            self._check_headers(response, str(url)[:300])
            body = b""
            if response.status_code not in REDIRECTS and response.status_code != 304:
                body = await self._body(response, url)
            return Answer(
                status=response.status_code,
                url=str(url),
                final_url=str(url.copy_with(fragment=None)),
                headers={name.lower(): value for name, value in response.headers.items()},
                body=body,
            )

    def _check_headers(self, response: httpx2.Response, where: str) -> None:
        raw = response.headers.raw
        size = sum(len(name) + len(value) for name, value in raw)
        if len(raw) > self.limits.headers or size > self.limits.header_bytes:
            raise TooLarge(what="too many headers", where=where, why=f"{len(raw)}, {size} bytes")

    async def _body(self, response: httpx2.Response, url: httpx2.URL) -> bytes:
        where, host = str(url)[:300], url.netloc.decode("ascii")
        failed = response.status_code >= 400
        opened = unpacker(response.headers.get("content-encoding", ""), where)
        pieces: list[bytes] = []
        packed = size = 0
        async for raw in response.aiter_raw():
            packed += len(raw)
            for piece in opened.feed(raw):
                pieces.append(piece)
                size += len(piece)
                self._gate.spend(host, len(piece))
                if failed and size > self.limits.error_body:
                    return b"".join(pieces)[: self.limits.error_body]
                self._check_size(size, packed, where)
        opened.end()
        return b"".join(pieces)

    def _check_size(self, size: int, packed: int, where: str) -> None:
        if size > self.limits.body:
            raise TooLarge(what=f"more than {self.limits.body:,} bytes", where=where)
        if size > 1_000_000 and size > packed * self.limits.ratio:
            raise TooLarge(
                what="unpacks to far more than it is", where=where, why=f"{packed:,} bytes packed"
            )


def became(request: Request, fault: BaseException) -> Request:
    """Say of a request that brought no answer what became of it."""
    if isinstance(fault, AddressRefused):
        became: Became = "refused"
    else:
        became = "busy" if isinstance(fault, HostBusy) else "failed"
    what = "stopped" if isinstance(fault, asyncio.CancelledError) else getattr(fault, "what", "")
    why = getattr(fault, "why", "")
    return replace(request, became=became, why=f"{what}: {why}"[:300] if why else str(what)[:300])


def _parse(url: str) -> httpx2.URL:
    try:
        return httpx2.URL(url.strip())
    except (httpx2.InvalidURL, ValueError, UnicodeError) as fault:
        raise AddressRefused(what="not an address", where=url[:300], why=str(fault)) from fault


def _server(url: httpx2.URL) -> tuple[str, str, int | None]:
    """Give who is asked, and whether in the open (RFC 6454, section 4)."""
    return url.scheme, url.host, url.port


def _target(answer: Answer) -> httpx2.URL:
    location = answer.headers.get("location", "")
    if not location:
        raise CollectError(what="a redirect that leads nowhere", where=answer.final_url)
    try:
        return httpx2.URL(answer.final_url).join(location).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, UnicodeError) as fault:
        raise AddressRefused(
            what="a redirect to no address", where=answer.final_url, why=location[:300]
        ) from fault


def _obey(rules: Rules, url: httpx2.URL) -> None:
    where = str(url)[:300]
    if rules.state == "unreachable":
        raise CollectError(what="the host cannot be reached", where=where, why=rules.why)
    if rules.state == "failing":
        fault = HostBusy(what="the host's robots.txt fails", where=where, why=rules.why)
        fault.until = rules.ask_again
        raise fault
    if not rules.allows(str(url), AGENT):
        raise AddressRefused(what="robots.txt does not let us ask", where=where, remedy=STAY_AWAY)


def _silent(fault: CollectError, now: datetime) -> Rules:
    return unreachable(f"robots.txt: {fault.what}{f', {fault.why}' if fault.why else ''}", now)
