"""Whose request it is: looked up once, before any handler runs.

A program shows a token (`Authorization: Bearer …`), a browser the cookie of a session. A request
with that cookie that could change something must say that it comes from our own pages: every
browser that is not years old does (`Sec-Fetch-Site`, `Origin`), and the guard has looked at what it
says; one that says nothing is refused here. Source: OWASP, cross-site request forgery, Fetch
Metadata with a fallback to Origin.
"""

import asyncio

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from vedette.people import People, Person
from vedette.web.cookies import cookies
from vedette.web.guard import SAFE_METHODS, refuse
from vedette.web.people.lobby import COOKIES
from vedette.web.room import SAMPLE

PRIVATE = (b"cache-control", b"private, no-store")
"""For what is told to one person and says nothing of its own about being kept."""
BY_ITSELF = "/fresh"
"""What a page asks by itself, as long as it is open: it keeps no session from ending."""
SILENT = (
    "Refused: this browser does not say which page the request comes from.\n"
    "Use one that sends Origin or Sec-Fetch-Site, as all have done for years, or a token.\n"
)


class Doorway:
    """Wraps the application; a handler finds the person as `user`, None where nobody is known."""

    def __init__(self, app: ASGIApp, people: People) -> None:
        self._app = app
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        secret = session_of(headers.get(b"cookie", b""))
        if secret and _silent(scope, headers):
            await refuse(send, 403, SILENT)
            return
        used = not scope["path"].removeprefix(SAMPLE).startswith(BY_ITSELF)
        person = await asyncio.to_thread(self._who, headers, secret, used)
        known: Scope = {**scope, "user": person}
        await self._app(known, receive, _private(send) if person else send)

    def _who(self, headers: dict[bytes, bytes], secret: str, used: bool) -> Person | None:
        scheme, _, shown = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() == "bearer":  # a token that is not good is not made up for by a cookie
            return self._people.tokens.of(shown.strip())
        return self._people.sessions.of(secret, used=used) if secret else None


def session_of(header: bytes) -> str:
    """Give the secret of the session that a `Cookie` header has, empty where it has none.

    >>> session_of(b"a=b; vedette_session=x"), session_of(b"a=b")
    ('x', '')
    """
    told = cookies(header)
    return next((told[name] for name in COOKIES if name in told), "")


def _silent(scope: HTTPScope, headers: dict[bytes, bytes]) -> bool:
    """Whether a request could change something and does not say from where it comes."""
    says = b"origin" in headers or b"sec-fetch-site" in headers
    return scope["method"] not in SAFE_METHODS and not says


def _private(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            if not any(name.lower() == b"cache-control" for name, _ in headers):
                message["headers"] = [*headers, PRIVATE]
        await send(message)

    return told
