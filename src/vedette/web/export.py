"""Export links: what a page lists in each format that the desk can write, as a stream."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Stream

from vedette.desk import exporting
from vedette.web import inquiry
from vedette.web.address import address
from vedette.web.incidents import AskedIncidents, incident_of, listed
from vedette.web.pages import Asked
from vedette.web.plain import plain
from vedette.web.room import SAMPLE, AnyRequest, InRoom, Room


def handler(format_: str) -> HTTPRouteHandler:
    """Serve `/export.<format_>`; the name of the file says whose findings it holds."""

    @get(f"/export.{format_}", include_in_schema=False, sync_to_thread=True)
    def export(room: InRoom, ask: Asked) -> Stream:
        return _file(room, room.desk.export(format_, ask), format_, "")

    return export


def incidents_handler(format_: str, path: str) -> HTTPRouteHandler:
    """Serve the incidents that the list with this query shows, under a path."""

    @get(path, include_in_schema=False, sync_to_thread=True)
    def export(request: AnyRequest, room: InRoom, incident_ask: AskedIncidents) -> Stream:
        listed(room.desk, incident_ask)
        query = inquiry.changed(incident_ask)
        at = address(request, room)
        chunks = exporting.incidents(room.desk, format_, incident_ask, address=at, query=query)
        return _file(room, chunks, format_, "-incidents")

    return export


def incident_handler(format_: str) -> HTTPRouteHandler:
    """Serve `/incidents/<id>/export.<format_>`: one incident alone."""

    @get(
        f"/incidents/{{incident_id:str}}/export.{format_}",
        include_in_schema=False,
        sync_to_thread=True,
    )
    def export(request: AnyRequest, room: InRoom, incident_id: FromPath[str]) -> Stream:
        name = incident_of(room.desk, incident_id).line.id
        at = address(request, room)
        chunks = exporting.incident(room.desk, format_, name, address=at)
        return _file(room, chunks, format_, f"-incident-{name[:12]}")

    return export


@get("/incidents/{incident_id:str}/export.txt", include_in_schema=False, sync_to_thread=True)
def incident_text(request: AnyRequest, room: InRoom, incident_id: FromPath[str]) -> Response[str]:
    """Give one incident as text to be read and passed on."""
    sheet = incident_of(room.desk, incident_id)
    at = f"{address(request, room)}/incidents/{sheet.line.id}"
    return Response(plain(sheet, at), media_type=MediaType.TEXT)


def _file(room: Room, chunks: Iterator[bytes], format_: str, of: str) -> Stream:
    name = ("vedette-sample" if room.base == SAMPLE else "vedette") + of
    ending = exporting.ending(format_)
    return Stream(
        begun(chunks),
        media_type=exporting.media_type(format_),
        headers={"content-disposition": f'attachment; filename="{name}.{ending}"'},
    )


def begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Fetch the first chunk now: what fails at once is answered by an error, not by half a file."""
    first = next(chunks, b"")
    return chain([first], chunks)


def handlers(findings: tuple[str, ...], incidents: tuple[str, ...]) -> list[Any]:
    """Give the handlers of files; what lays out no findings has `/export.…` for incidents."""
    told = [name for name in findings if name not in exporting.FEEDS]
    whole = [name for name in incidents if name not in exporting.FEEDS]
    also = [name for name in whole if name not in told]
    return [
        *map(handler, told),
        *(incidents_handler(name, f"/incidents.{name}") for name in whole),
        *(incidents_handler(name, f"/export.{name}") for name in also),
        *map(incident_handler, whole),
        incident_text,
    ]
