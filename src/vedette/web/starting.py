"""The first five minutes: what is to be done at a new desk, and what is done already.

A desk's settings are a file that its user keeps: the page gives the lines for it, and looks over
what it is shown. Nothing is written here.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.params import QueryParameter, URLEncodedBody
from litestar.status_codes import HTTP_200_OK, HTTP_400_BAD_REQUEST

from vedette.desk import Desk, IncidentAsk, IncidentLine, starting
from vedette.desk.trying import Tried
from vedette.errors import AssetError, VedetteError
from vedette.web.names import country_name, language_name
from vedette.web.room import AnyRequest, InRoom, Room

Countries = Annotated[tuple[str, ...], QueryParameter(description="States, by their codes.")]
Languages = Annotated[tuple[str, ...], QueryParameter(description="Languages, by their codes.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a desk is: what the steps of the page are ticked by.

    `newest` is the incident that was reported last, `told` how many messages have gone out.
    """

    sources: int
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    seeing: int
    blind: int
    unpolled: int
    unread: tuple[str, ...]
    assets: tuple[str, ...]
    newest: IncidentLine | None
    told: int


def standing_of(desk: Desk) -> Standing:
    """Look how far a desk is."""
    health = desk.sources()
    listed = [one.source for one in health]
    states = [one.state for one in health]
    spoken = sorted({name for one in listed for name in one.languages})
    read = desk.languages()
    page = desk.incidents(IncidentAsk(limit=1))
    return Standing(
        sources=len(listed),
        countries=tuple(sorted({one.country for one in listed})),
        languages=tuple(spoken),
        seeing=states.count("seeing") + states.count("quiet"),
        blind=states.count("blind") + states.count("gone"),
        unpolled=states.count("unpolled"),
        unread=tuple(name for name in spoken if read is not None and name not in read),
        assets=desk.asset_classes(),
        newest=next(iter(page.lines), None),
        told=len(desk.sent().lines),
    )


@get("/start", include_in_schema=False, sync_to_thread=True)
def start(
    request: AnyRequest, room: InRoom, country: Countries = (), language: Languages = ()
) -> Response[str]:
    """Show the steps and how far they are; with a choice of sources, the lines that make it."""
    choice = starting.choice(country, language) if country or language else None
    return _page(request, room, choice=choice, chosen=(country, language))


@post(
    "/start/assets",
    include_in_schema=False,
    status_code=HTTP_200_OK,
    request_max_body_size=starting.LARGEST + 10_000,
)
async def look_over(request: AnyRequest, room: InRoom) -> Response[str]:
    """Look a map of assets over, and give the lines that name it, or what is wrong with it."""
    given = (await request.form()).get("map")
    name, body = "", b""
    if isinstance(given, UploadFile):
        name, body = given.filename or "map.geojson", await given.read()
    return await asyncio.to_thread(_looked, request, room, name, body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The channel over which a test is to go."""

    channel: str = ""


@post("/start/alert", include_in_schema=False, status_code=HTTP_200_OK, sync_to_thread=True)
def send_test(request: AnyRequest, room: InRoom, data: URLEncodedBody[Asked]) -> Response[str]:
    """Send a message that says that it is a test over a channel, and show what became of it."""
    if room.able.trial is None:
        raise PermissionDeniedException(detail="This desk sends no test")
    if data.channel not in room.desk.channels:
        extra = [{"why": "no such channel is declared", "remedy": "choose one of the list"}]
        raise ValidationException(detail="no such channel", extra=extra)
    try:
        return _page(request, room, tried=tuple(room.able.trial(data.channel)))
    except VedetteError as fault:
        return _page(request, room, failed=fault)


def _looked(request: AnyRequest, room: Room, name: str, body: bytes) -> Response[str]:
    try:
        return _page(request, room, looked=starting.look(name or "map.geojson", body))
    except AssetError as fault:
        answer = _page(request, room, fault=fault)
        answer.status_code = HTTP_400_BAD_REQUEST
        return answer


def _page(
    request: AnyRequest,
    room: Room,
    *,
    choice: Any = None,
    chosen: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    looked: Any = None,
    fault: AssetError | None = None,
    tried: Sequence[Tried] | None = None,
    failed: VedetteError | None = None,
) -> Response[str]:
    states, spoken = starting.offered()
    return room.page(
        request,
        "start.html",
        how=standing_of(room.desk),
        states=sorted(states, key=country_name),
        spoken=sorted(spoken, key=language_name),
        choice=choice,
        chosen=chosen,
        looked=looked,
        fault=fault,
        tried=tried,
        failed=failed,
        channels=room.desk.channels if room.able.trial else (),
    )


HANDLERS = (start, look_over, send_test)
