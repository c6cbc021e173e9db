"""Coming in and going: `/login`, `/logout`, and `/welcome` for who has a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.exceptions import NotAuthorizedException
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import ControllerRouterHandler

from vedette.errors import PeopleError
from vedette.people.passwords import SHORTEST
from vedette.web import faults
from vedette.web.faults import capital
from vedette.web.guard import SAFE_METHODS
from vedette.web.people.lobby import InLobby, comer, cookie, forgotten, person_of
from vedette.web.room import AnyRequest, Printer, Visit
from vedette.web.theme import inner

REFUSALS: Final = {
    "wrong": "The name or the password is wrong, or the account is disabled.",
    "too often": "This was tried too often. Try again in a quarter of an hour.",
    "unknown": "The provider knows you, but nobody has let you in here. Ask an administrator.",
    "provider": "The provider did not confirm who you are. Try again, or use a password.",
}
WAIT: Final = "900"
"""Seconds: for how long a wrong try counts."""
Back = Annotated[str, QueryParameter(max_length=500)]
Link = Annotated[str, QueryParameter(max_length=100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the form of `/login` sends."""

    name: str
    password: str
    back: str = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomed:
    """What the form of `/welcome` sends."""

    link: str
    password: str
    again: str
    name: str = ""


@get("/login", sync_to_thread=True)
def login(request: AnyRequest, lobby: InLobby, back: Back = "/", why: Back = "") -> Response[Any]:
    """Ask who comes; who is known already is led on."""
    if request.scope.get("user"):
        return Redirect(inner(back))
    fault = REFUSALS.get(why, "")
    return lobby.page(request, "people/login.html", back=inner(back), name="", fault=fault)


@post("/login", sync_to_thread=True)
def log_in(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Named]) -> Response[Any]:
    """Begin a session under a new name, or say that it was wrong; whichever of it was."""
    secret, refusal = lobby.people.door.enter(data.name, data.password, comer(request))
    if refusal is None:
        return _in(request, secret, data.back)
    often = refusal == "too often"
    status = HTTPStatus.TOO_MANY_REQUESTS if often else HTTPStatus.FORBIDDEN
    told = {"back": inner(data.back), "name": data.name[:80], "fault": REFUSALS[refusal]}
    page = lobby.page(request, "people/login.html", status, **told)
    if often:
        page.headers["retry-after"] = WAIT
    return page


@post("/logout", sync_to_thread=True)
def log_out(request: AnyRequest, lobby: InLobby) -> Response[Any]:
    """End the session on the desk, not only in the browser."""
    if request.scope.get("user"):
        person = person_of(request)
        lobby.people.sessions.end(person.name, person.session, address=comer(request).address)
    return Redirect("/login", status_code=HTTP_303_SEE_OTHER, cookies=forgotten(request))


@get("/welcome", sync_to_thread=True)
def welcome(request: AnyRequest, lobby: InLobby, link: Link = "") -> Response[Any]:
    """Let who has a link choose a password, and a name where the link has none."""
    return _welcome(request, lobby, link)


@post("/welcome", sync_to_thread=True)
def be_welcome(
    request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Welcomed]
) -> Response[Any]:
    """Keep the password, use the link up, and begin a session."""
    if data.password != data.again:
        return _welcome(request, lobby, data.link, "The two passwords are not the same.", data.name)
    at = comer(request)
    try:
        name = lobby.people.invitations.accept(
            data.link, data.name, data.password, address=at.address
        )
    except PeopleError as fault:
        told = f"{fault.what}{f': {fault.why}' if fault.why else ''}. {fault.remedy}."
        return _welcome(request, lobby, data.link, capital(told), data.name)
    return _in(request, lobby.people.door.let_in(name, at), "/")


def _welcome(
    request: AnyRequest, lobby: InLobby, link: str, fault: str = "", name: str = ""
) -> Response[Any]:
    invitation = lobby.people.invitations.of(link)
    status = HTTPStatus.OK if invitation and not fault else HTTPStatus.BAD_REQUEST
    return lobby.page(
        request,
        "people/welcome.html",
        status,
        invitation=invitation,
        link=link,
        name=name[:80],
        fault=fault,
        shortest=SHORTEST,
    )


def _in(request: AnyRequest, secret: str, back: str) -> Response[Any]:
    return Redirect(inner(back), status_code=HTTP_303_SEE_OTHER, cookies=[cookie(request, secret)])


def unknown(printer: Printer) -> Any:
    """Give what answers where nobody is known: the way to the login, or what a program is to do."""

    def answer(request: AnyRequest, error: NotAuthorizedException) -> Response[Any]:
        if Visit.of(request).program or request.method not in SAFE_METHODS:
            problem = faults.Problem(
                status=HTTPStatus.UNAUTHORIZED,
                what="Nobody is logged in",
                why=error.detail,
                remedy="Log in at /login, or show a token: Authorization: Bearer …",
            )
            told = faults.answer(printer, request, problem)
            told.headers["www-authenticate"] = 'Bearer realm="vedette"'
            return told
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = f"?{urlencode({'back': asked})}" if asked != "/" else ""
        return Redirect(f"/login{back}", status_code=HTTP_303_SEE_OTHER)

    return answer


HANDLERS: Final[Sequence[ControllerRouterHandler]] = (login, log_in, log_out, welcome, be_welcome)
