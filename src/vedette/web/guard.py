"""Who may talk to a desk at all, whether or not it asks for a login.

A desk on loopback is open to every program of its machine, the browser included, and a browser
runs strangers' pages. Two tricks of such pages are shut out here:

- *DNS rebinding*: the page's own name is made to point at 127.0.0.1. The browser then sends that
  name as `Host`; only names that we know are answered.
- *cross-site requests*: the page posts a form to us. The browser then says where it comes from
  (`Origin`, `Sec-Fetch-Site`); anything that could change something must come from our own pages.

Every answer, refusals included, carries the headers that keep a page from running, framing or
leaking what it should not. Sources: OWASP cheat sheets on CSRF and HTTP headers; Fetch Metadata
(W3C); RFC 9110, section 15.5.20 for 421.
"""

from collections.abc import Iterable
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    b"connect-src 'self'; worker-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Scripts, styles and signs from our own files alone; nothing inline, nothing from elsewhere. The
map cuts its shapes in a worker, which is one of our own files, too; it draws its signs without
pictures, so that `data:` and `blob:` stay shut."""

HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: with it, browsers send `Origin: null` from our own forms too (Fetch, 3.2).
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
SECURE: Final = (b"strict-transport-security", b"max-age=31536000")
"""Over TLS, for a year: not for the names below ours, which are not ours to promise for."""
SAMPLE_HEADER: Final = (b"x-vedette-sample", b"true")


class Guard:
    """Wraps the whole application, so that no route and no error page escapes it.

    `hosts` are names under which the desk may be reached beside loopback, with or without a port.
    """

    def __init__(self, app: ASGIApp, *, host: str, port: int, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(
            name.lower() for name in (bracketed(host), f"{bracketed(host)}:{port}", *hosts)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await send({"type": "websocket.close", "code": 1008, "reason": "no sockets here"})
            return
        await self._guarded(scope, receive, _with_headers(send, scope))

    async def _guarded(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if not self.knows(host):
            await refuse(send, 421, _unknown_host(host))
        elif scope["method"] not in SAFE_METHODS and not own(headers, host):
            await refuse(send, 403, _FOREIGN)
        else:
            await self._app(scope, receive, send)

    def knows(self, host: str) -> bool:
        """Whether a `Host` header names us; loopback may carry any port (a tunnel changes it)."""
        name = host.rpartition(":")[0] if _has_port(host) else host
        return name in LOOPBACK or host in self._hosts or name in self._hosts


def own(headers: dict[bytes, bytes], host: str) -> bool:
    """Whether an unsafe request comes from our own pages, or from no browser at all."""
    if headers.get(b"sec-fetch-site", b"same-origin") not in {b"same-origin", b"none"}:
        return False
    origin = headers.get(b"origin")
    return origin is None or origin.decode("latin-1").lower() in {
        f"http://{host}",
        f"https://{host}",
    }


def is_sample(path: str) -> bool:
    """Whether a path belongs to the sample desk."""
    return path == "/sample" or path.startswith("/sample/")


def bracketed(host: str) -> str:
    """Write an address as it stands in a URL: `::1` in brackets, names as they are."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]")


_FOREIGN: Final = (
    "Refused: this request comes from another site, or from a page without an origin.\n"
    "Only the desk's own pages may change anything here. Open the desk and do it there.\n"
)


def _unknown_host(host: str) -> str:
    return (
        f"Refused: the desk does not know the name {host[:100]!r}.\n"
        "Use the address that the desk printed when it started, or start it with this name among\n"
        "the hosts that it answers to.\n"
    )


async def refuse(send: Send, status: int, words: str) -> None:
    """Answer without asking any handler."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode(), "more_body": False})


def _with_headers(send: Send, scope: HTTPScope) -> Send:
    sample = (SAMPLE_HEADER,) if is_sample(scope["path"]) else ()
    secure = (SECURE,) if scope["scheme"] == "https" else ()
    added = (*HEADERS, *secure, *sample)

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *added]
        await send(message)

    return guarded
