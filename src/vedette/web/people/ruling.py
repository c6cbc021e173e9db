"""`/people` and `/audit`, for administrators: who may come in, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Literal

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import ControllerRouterHandler

from vedette.errors import PeopleError
from vedette.people.audit import NEWEST
from vedette.people.roles import ROLES, Role
from vedette.web import asking
from vedette.web.people.lobby import InLobby, person_of
from vedette.web.people.own import TakenBack, told
from vedette.web.room import AnyRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Somebody who is to come in, in a role."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What is to become of somebody."""

    name: str
    act: Literal["reader", "analyst", "admin", "invite", "disable", "enable"]


@get("/people", sync_to_thread=True)
def people(request: AnyRequest, lobby: InLobby) -> Response[Any]:
    """List who may come in, and all tokens."""
    return _page(request, lobby)


@post("/people", sync_to_thread=True)
def add(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Added]) -> Response[Any]:
    """Add somebody, and show his link, this once."""
    by = person_of(request).name
    try:
        account = lobby.people.accounts.add(data.name, data.role, by=by)
        link = lobby.people.invitations.invite(account.name, by=by)
    except PeopleError as fault:
        return _page(request, lobby, fault=told(fault))
    return _page(request, lobby, invited=account.name, link=_link(request, link))


@post("/people/rule", sync_to_thread=True)
def rule(request: AnyRequest, lobby: InLobby, data: URLEncodedBody[Ruled]) -> Response[Any]:
    """Give somebody another role or another link, shut him out, or let him in again."""
    by = person_of(request).name
    try:
        if data.act == "invite":
            link = lobby.people.invitations.invite(data.name, by=by)
            return _page(request, lobby, invited=data.name, link=_link(request, link))
        if data.act == "disable":
            lobby.people.accounts.disable(data.name, by=by)
        elif data.act == "enable":
            lobby.people.accounts.enable(data.name, by=by)
        else:
            lobby.people.accounts.set_role(data.name, data.act, by=by)
    except PeopleError as fault:
        return _page(request, lobby, fault=told(fault))
    return Redirect("/people", status_code=HTTP_303_SEE_OTHER)


@post("/people/tokens/revoke", sync_to_thread=True)
def revoke_any(
    request: AnyRequest, lobby: InLobby, data: URLEncodedBody[TakenBack]
) -> Response[Any]:
    """Take back a token, whose it may be."""
    try:
        lobby.people.tokens.revoke(data.number, by=person_of(request).name)
    except PeopleError as fault:
        return _page(request, lobby, fault=told(fault))
    return Redirect("/people", status_code=HTTP_303_SEE_OTHER)


@get("/audit", sync_to_thread=True)
def audit(request: AnyRequest, lobby: InLobby, before: asking.Before = None) -> Response[Any]:
    """Show what was done, the newest first, and whether the chain holds."""
    entries = lobby.people.audit.entries(before=before)
    more = entries[-1].number if len(entries) == NEWEST and entries[-1].number > 1 else None
    return lobby.page(
        request,
        "people/audit.html",
        entries=entries,
        next=more,
        verified=lobby.people.audit.verify(),
    )


def _page(
    request: AnyRequest, lobby: InLobby, *, fault: str = "", invited: str = "", link: str = ""
) -> Response[Any]:
    return lobby.page(
        request,
        "people/people.html",
        HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK,
        accounts=lobby.people.accounts.listed(),
        tokens=[one for one in lobby.people.tokens.listed() if one.live],
        roles=ROLES,
        fault=fault,
        invited=invited,
        link=link,
    )


def _link(request: AnyRequest, secret: str) -> str:
    return f"{str(request.base_url).rstrip('/')}/welcome?link={secret}"


HANDLERS: Final[Sequence[ControllerRouterHandler]] = (people, add, rule, revoke_any, audit)
