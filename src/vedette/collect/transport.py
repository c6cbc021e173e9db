"""The wire under the HTTP client, and the words for what breaks on it.

No cookie is kept, no proxy or certificate is taken from the environment, no redirect is followed
here: each hop must be looked at first.
"""

import ssl
from collections.abc import AsyncIterable, AsyncIterator
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore2
import httpx2

from vedette.collect.guard import Guard
from vedette.errors import CollectError

AGENT = "vedette"

WIRE_FAULTS = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    OSError,
)


OUTWARD = "outward"
"""Extension of a request whose address somebody else named: nothing private is opened to it."""


class Transport(httpx2.AsyncBaseTransport):
    """The wire under the HTTP client: every connection is made by the guard.

    What others led us to has connections of its own. A name that resolves into a network which is
    open to a source cannot be told from any other before the connection is made; one that was made
    for the source must not serve the stranger.
    """

    def __init__(self, guard: Guard, tls: ssl.SSLContext, connections: int = 40) -> None:
        self.guard = guard
        self._pool = _pool(guard, tls, connections)
        self._outward = _pool(guard.outward(), tls, connections)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        assert isinstance(request.stream, AsyncIterable)
        pool = self._outward if request.extensions.get(OUTWARD) else self._pool
        answer = await pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, AsyncIterable)
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_Stream(answer.stream),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()
        await self._outward.aclose()


def _pool(guard: Guard, tls: ssl.SSLContext, connections: int) -> httpcore2.AsyncConnectionPool:
    return httpcore2.AsyncConnectionPool(
        ssl_context=tls,
        max_connections=connections,
        max_keepalive_connections=connections // 2,
        keepalive_expiry=15.0,
        network_backend=guard,
    )


class _Stream(httpx2.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes]) -> None:
        self._stream = stream

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._stream.__aiter__()

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


def identity(version: str, contact: str) -> str:
    """Say who asks, and where a site's owner can complain.

    >>> identity("0.1", "https://example.org/about")
    'vedette/0.1 (+https://example.org/about)'
    """
    return f"{AGENT}/{version} (+{contact})"


def connect(guard: Guard, *, agent: str, tls: ssl.SSLContext | None = None) -> httpx2.AsyncClient:
    """Build the HTTP client that a `Client` asks through; close it with `async with`."""
    context = tls or httpx2.create_ssl_context(trust_env=False)
    return httpx2.AsyncClient(
        transport=Transport(guard, context),
        headers={"User-Agent": agent, "Accept-Encoding": "gzip, deflate"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        timeout=httpx2.Timeout(15.0, connect=10.0),
        follow_redirects=False,
        trust_env=False,
    )


def broken(fault: BaseException, where: str) -> CollectError:
    """Say what broke in words that need no knowledge of the library."""
    words = {
        "ConnectError": "the connection was refused or failed",
        "ConnectTimeout": "no connection in time",
        "ReadTimeout": "the server went silent",
        "ReadError": "the connection broke",
        "WriteError": "the connection broke",
        "RemoteProtocolError": "the answer is broken",
        "LocalProtocolError": "the question cannot be put",
    }
    what = words.get(type(fault).__name__, "the exchange failed")
    return CollectError(what=what, where=where, why=str(fault)[:200])
