"""Letting this browser be told: the page, its service worker, and what both ask of the desk.

Whoever can open the desk can subscribe, as he can read it. What is sent stays under the ceiling of
its channel, and the address of a browser is shown to nobody, not even on this page.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, ValidationException
from litestar.params import JSONBody
from litestar.status_codes import HTTP_204_NO_CONTENT

from vedette.desk.subscribing import Subscribing
from vedette.errors import SubscriptionRefused
from vedette.web.press import STATIC
from vedette.web.room import AnyRequest, InRoom, Room, Visit

LARGEST: Final = 8_192
"""Bytes of what a browser may post here; a subscription has up to a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A channel, and the subscription that the browser made for it, as its `toJSON()` gives it."""

    channel: str
    subscription: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A browser, by the address that its push service gave it; `channel` where one is meant."""

    endpoint: str
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The channels that a browser listens to."""

    channels: tuple[str, ...]


@get("/alerts/here", include_in_schema=False, sync_to_thread=True)
def here(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show what this browser may be told of, with a button for each channel."""
    held = room.desk.subscribing
    return room.page(request, "here.html", watching=held is not None, offers=_offers(held))


def _offers(held: Subscribing | None) -> tuple[Any, ...]:
    return held.offers() if held else ()


@post(
    "/alerts/here",
    include_in_schema=False,
    sync_to_thread=True,
    status_code=HTTP_204_NO_CONTENT,
    request_max_body_size=LARGEST,
)
def take(request: AnyRequest, room: InRoom, data: JSONBody[Wanted]) -> None:
    """Take this browser in, as that of whoever came in at it."""
    told = {name: data.subscription.get(name) for name in ("endpoint", "keys")}
    held = _held(room)
    person = Visit.of(request).person
    by = person.name if person else ""
    _ask(lambda: held.take(data.channel, json.dumps(told), by))


@post(
    "/alerts/here/end",
    include_in_schema=False,
    sync_to_thread=True,
    status_code=HTTP_204_NO_CONTENT,
    request_max_body_size=LARGEST,
)
def end(room: InRoom, data: JSONBody[Known]) -> None:
    """Strike this browser off."""
    held = _held(room)
    _ask(lambda: held.end(data.channel, data.endpoint))


@post(
    "/alerts/here/mine",
    include_in_schema=False,
    sync_to_thread=True,
    status_code=200,
    request_max_body_size=LARGEST,
)
def mine(room: InRoom, data: JSONBody[Known]) -> Mine:
    """Tell this browser what it listens to: posted, so that its address stands in no log."""
    return Mine(channels=_held(room).mine(data.endpoint))


def _held(room: Room) -> Subscribing:
    if room.desk.subscribing is None:
        raise NotFoundException(detail="This desk alerts nobody: it does not watch")
    return room.desk.subscribing


def _ask(what: Callable[[], None]) -> None:
    try:
        what()
    except SubscriptionRefused as fault:
        extra = [{"why": fault.what, "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault


@get("/worker.js", include_in_schema=False, sync_to_thread=True)
def worker() -> Response[bytes]:
    """Give the script that shows notices; it stands at the root, for it may rule no wider path."""
    return Response(
        (STATIC / "worker.js").read_bytes(),
        media_type="text/javascript",
        headers={"cache-control": "no-cache"},
    )


HANDLERS = (here, take, end, mine)
