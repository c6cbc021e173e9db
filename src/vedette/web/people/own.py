"""`/me`: where one is logged in, one's password, and the tokens that speak in one's name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import ControllerRouterHandler

from vedette.errors import PeopleError
from vedette.people.passwords import SHORTEST
from vedette.people.roles import SCOPES
from vedette.people.sessions import NAMED
from vedette.people.tokens import DAYS
from vedette.web.faults import capital
from vedette.web.people.lobby import InLobby, comer, person_of
from vedette.web.room import AnyRequest

FOR: Final = {
    "read": "read pages, lists and exports",
    "decide": "decide as you may",
    "import": "hand in articles",
    "taxii": "poll incidents over TAXII",
}
"""What a token may be for, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The session to end; `others` for all but this one."""

    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """The old password, and the new one twice."""

    old: str
    password: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A token that is wanted: for which program, for what, for how many days."""

    label: str
    days: int = DAYS
    scopes: str | list[str] = field(default_factory=list)  # a form with one tick sends one text


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The number of a token."""

    number: int


@get("/me", sync_to_thread=True)
def me(request: AnyRequest, lobby: InLobby) -> Response[Any]:
    """Show one's sessions and tokens."""
    return _page(request, lobby)


@post("/me/sessions/end", sync_to_thread=True)
def end(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Ended]) -> Response[Any]:
    """End one of one's sessions, or all others."""
    person, at = person_of(request), comer(request).address
    if data.session == "others":
        lobby.people.sessions.end_others(person.name, person.session, address=at)
    else:
        lobby.people.sessions.end(person.name, data.session, address=at)
    return _back()


@post("/me/password", sync_to_thread=True)
def change(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Changed]) -> Response[Any]:
    """Change one's password; all other sessions end."""
    person = person_of(request)
    if data.password != data.again:
        return _page(request, lobby, fault="The two new passwords are not the same.")
    try:
        lobby.people.door.change_password(
            person.name, data.old, data.password, comer(request), keep=person.session
        )
    except PeopleError as fault:
        return _page(request, lobby, fault=told(fault))
    return _page(request, lobby, done="The password is changed; other sessions are ended.")


@post("/me/tokens", sync_to_thread=True)
def make(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """Make a token and show it, this once."""
    name = person_of(request).name
    scopes = (data.scopes,) if isinstance(data.scopes, str) else tuple(data.scopes)
    try:
        _, secret = lobby.people.tokens.make(name, data.label, scopes, data.days, by=name)
    except PeopleError as fault:
        return _page(request, lobby, fault=told(fault))
    return _page(request, lobby, secret=secret)


@post("/me/tokens/revoke", sync_to_thread=True)
def revoke(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[TakenBack]) -> Response[Any]:
    """Take back a token of one's own."""
    name = person_of(request).name
    try:
        lobby.people.tokens.revoke(data.number, by=name, owner=name)
    except PeopleError as fault:
        return _page(request, lobby, fault=told(fault))
    return _back()


def _page(
    request: AnyRequest, lobby: InLobby, *, fault: str = "", done: str = "", secret: str = ""
) -> Response[Any]:
    person = person_of(request)
    return lobby.page(
        request,
        "people/me.html",
        HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
        person=person,
        here=person.session[:NAMED],
        sessions=lobby.people.sessions.listed(person.name),
        tokens=[one for one in lobby.people.tokens.listed(person.name) if one.live],
        scopes={one: FOR[one] for one in SCOPES},
        days=DAYS,
        shortest=SHORTEST,
        fault=fault,
        done=done,
        secret=secret,
    )


def told(fault: PeopleError) -> str:
    """Say what could not be done, and what to do instead."""
    why = f": {fault.why}" if fault.why else ""
    return capital(f"{fault.what}{why}. {capital(fault.remedy)}.")


def _back() -> Redirect:
    return Redirect("/me", status_code=HTTP_303_SEE_OTHER)


HANDLERS: Final[Sequence[ControllerRouterHandler]] = (me, end, change, make, revoke)
