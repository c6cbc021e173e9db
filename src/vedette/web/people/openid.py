"""`/login/openid`: to the provider of identities, and back from it."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from litestar import Response, get
from litestar.datastructures import Cookie
from litestar.params import QueryParameter
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import ControllerRouterHandler

from vedette.errors import PeopleError
from vedette.people.openid import PATIENCE, OpenId, Vouched
from vedette.web.people.lobby import InLobby, Lobby, comer, cookie
from vedette.web.room import AnyRequest
from vedette.web.theme import inner

ASKED: Final = "vedette_asked"
"""The cookie that binds an answer to the browser that asked: the state, and a link if there is one.

Lax, for the browser comes back from another site."""
ANSWER: Final = ("state", "code", "iss")
"""What a provider's answer says that we read; an error says itself by having no code."""
LONGEST: Final = 4000
"""Characters of each."""
Told = Annotated[str, QueryParameter(max_length=LONGEST)]


def handlers(asking: OpenId) -> Sequence[ControllerRouterHandler]:
    """Give the two handlers that ask one provider."""

    @get("/login/openid", sync_to_thread=True)
    def ask(request: AnyRequest, back: Told = "/", link: Told = "") -> Response[Any]:
        """Send a browser to the provider."""
        try:
            url, state = asking.begin(_redirect(request), inner(back))
        except PeopleError:
            return _to_login("provider")
        return Redirect(
            url, status_code=HTTP_303_SEE_OTHER, cookies=[_asked(request, f"{state}~{link}")]
        )

    @get("/login/openid/back", sync_to_thread=True)
    def back(request: AnyRequest, lobby: InLobby) -> Response[Any]:
        """Begin a session for whom the provider vouches."""
        told = {name: request.query_params.get(name, "")[:LONGEST] for name in ANSWER}
        kept, _, link = request.cookies.get(ASKED, "").partition("~")
        try:
            vouched, wanted = asking.finish(
                state=told["state"],
                kept=kept,
                code=told["code"],
                issuer=told["iss"],
                redirect=_redirect(request),
            )
            secret = _entered(lobby, asking, vouched, request, link)
        except PeopleError:
            return _to_login("provider")
        if not secret:
            return _to_login("unknown")
        return Redirect(
            inner(wanted),
            status_code=HTTP_303_SEE_OTHER,
            cookies=[cookie(request, secret), _asked(request, "", max_age=0)],
        )

    return ask, back


def _entered(lobby: Lobby, asking: OpenId, vouched: Vouched, request: AnyRequest, link: str) -> str:
    """Begin a session for whom is known, who has a link, or whom the desk takes in."""
    at = comer(request)
    if link and lobby.people.invitations.of(link):
        lobby.people.invitations.bind(link, vouched.name, vouched.subject, address=at.address)
    secret = lobby.people.door.enter_known(vouched.subject, at)
    if not secret and not lobby.people.door.knows(vouched.subject) and asking.take_in(vouched):
        secret = lobby.people.door.enter_known(vouched.subject, at)
    return secret


def _redirect(request: AnyRequest) -> str:
    return f"{str(request.base_url).rstrip('/')}/login/openid/back"


def _asked(request: AnyRequest, value: str, max_age: int = int(PATIENCE.total_seconds())) -> Cookie:
    return Cookie(
        key=ASKED,
        value=value,
        path="/login/openid",
        max_age=max_age,
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )


def _to_login(why: str) -> Redirect:
    return Redirect(f"/login?why={why}", status_code=HTTP_303_SEE_OTHER)
