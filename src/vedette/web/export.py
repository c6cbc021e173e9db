"""Export links: the filtered findings in each format that the desk can write, as a stream."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from vedette.web.pages import Asked
from vedette.web.room import SAMPLE, InRoom

MEDIA_TYPES: Final = {
    "jsonl": "application/jsonl",
    "csv": "text/csv; header=present",  # RFC 7111; the framework adds the charset
}


def handler(format_: str) -> HTTPRouteHandler:
    """Serve `/export.<format_>`; the name of the file says whose findings it holds."""

    @get(f"/export.{format_}", include_in_schema=False, sync_to_thread=True)
    def export(room: InRoom, ask: Asked) -> Stream:
        chunks = room.desk.export(format_, ask)
        name = "vedette-sample" if room.base == SAMPLE else "vedette"
        return Stream(
            begun(chunks),
            media_type=MEDIA_TYPES.get(format_, "application/octet-stream"),
            headers={"content-disposition": f'attachment; filename="{name}.{format_}"'},
        )

    return export


def begun(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Fetch the first chunk now: what fails at once is answered by an error, not by half a file."""
    first = next(chunks, b"")
    return chain([first], chunks)
