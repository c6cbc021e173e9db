"""What an analyst sets straight of pledges, forecasts, calls and postures, on their own pages.

The same decisions as `vedette decide pledge` and the others make, one row each. An id changes when
another report is the first, so that who has decided is led to what his decision is about by then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from litestar import post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.amended import Amendable
from vedette.desk import Desk
from vedette.desk.amending import Amending
from vedette.desk.deciding import Deciding
from vedette.desk.foresight import OUTCOMES, Outcome
from vedette.errors import NotHeld
from vedette.web.correcting import USUAL
from vedette.web.room import AnyRequest, InRoom, Room
from vedette.web.signing import signed, wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Straightened:
    """The form: `what` names the field to set, or is `none`, `note`, `resolve`, `withdraw:4711`."""

    what: str
    author: str = ""
    reason: str = ""
    standing: str = ""
    due: str = ""
    who: str = ""
    whom: str = ""
    same: str = ""
    apart: str = ""
    outcome: str = ""


FIELDS: Final = ("standing", "due", "who", "whom", "same", "apart")
FLAGS: Final = ("none", "note")
Way = Callable[[Desk, str], str]
"""Leads to a matter; raises NotHeld where it is no more."""


def _pledge(desk: Desk, name: str) -> str:
    return f"/pledges/{desk.pledge(name).line.id}#decisions"


def _forecast(desk: Desk, name: str) -> str:
    return f"/forecasts/{desk.forecast(name).forecast.id}#decisions"


WAYS: Final[Mapping[Amendable, tuple[Way, str]]] = {
    "pledge": (_pledge, "/pledges"),
    "forecast": (_forecast, "/forecasts"),
    "call": (lambda _, __: "/calendar#calls", "/calendar#calls"),
    "posture": (lambda _, __: "/calendar#postures", "/calendar#postures"),
}
"""Where one is led who has decided, and where if that is no more."""


@post("/pledges/{pledge_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def pledge(
    request: AnyRequest, room: InRoom, pledge_id: FromPath[str], data: URLEncodedBody[Straightened]
) -> Redirect:
    """Set a pledge straight, and lead to how it stands then."""
    return _straighten(request, room, "pledge", pledge_id, data)


@post("/forecasts/{forecast_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def forecast(
    request: AnyRequest,
    room: InRoom,
    forecast_id: FromPath[str],
    data: URLEncodedBody[Straightened],
) -> Redirect:
    """Say how a forecast came out, or set it straight."""
    return _straighten(request, room, "forecast", forecast_id, data)


@post("/calendar/calls/{call_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def call(
    request: AnyRequest, room: InRoom, call_id: FromPath[str], data: URLEncodedBody[Straightened]
) -> Redirect:
    """Set a call straight."""
    return _straighten(request, room, "call", call_id, data)


@post("/calendar/postures/{posture_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def posture(
    request: AnyRequest, room: InRoom, posture_id: FromPath[str], data: URLEncodedBody[Straightened]
) -> Redirect:
    """Set a posture straight."""
    return _straighten(request, room, "posture", posture_id, data)


def _straighten(
    request: AnyRequest, room: Room, noun: Amendable, name: str, data: Straightened
) -> Redirect:
    reason = data.reason.strip() or USUAL.get(data.what.partition(":")[0], "")
    if not reason:
        raise wrong("reason", "it is left empty", "say why: it stands beside what you decide")
    with signed(request, room, data.author, reason) as by:
        _decide(by, room.desk, noun, name, data)
    way, elsewhere = WAYS[noun]
    there = elsewhere
    for one in filter(None, (name, data.same.strip() if data.what == "same" else "")):
        try:
            there = way(room.desk, one)
            break
        except NotHeld:
            continue
    return Redirect(f"{room.base}{there}", status_code=HTTP_303_SEE_OTHER)


def _decide(by: Deciding, desk: Desk, noun: Amendable, name: str, data: Straightened) -> int:
    what, _, number = data.what.partition(":")
    if what == "withdraw" and number.isdecimal():
        return by.withdraw(int(number))
    if what == "resolve" and noun == "forecast":
        return desk.settle(by, name, _outcome(data.outcome))
    if what not in (*FIELDS, *FLAGS):
        raise wrong("what", f"it is none of {', '.join((*FIELDS, *FLAGS))}")
    value = what in FLAGS or str(getattr(data, what)).strip()
    if not value:
        raise wrong(what, "it is left empty")
    said: dict[str, Any] = {what: value}
    return desk.amend(by, Amending(noun=noun, name=name, **said))


def _outcome(told: str) -> Outcome:
    for one in OUTCOMES:
        if one == told:
            return one
    raise wrong("outcome", f"it is none of {', '.join(OUTCOMES)}")


HANDLERS = (pledge, forecast, call, posture)
