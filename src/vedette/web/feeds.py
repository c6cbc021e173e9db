"""Feeds of findings and incidents: RSS and Atom of what a page lists, asked again and again.

Who asks again says what he has, and is told where that is still all there is (RFC 9110, section
13): by its `ETag`, a hash of the bytes, or by `Last-Modified`, when anything in it last changed.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from vedette.desk import exporting
from vedette.web import inquiry
from vedette.web.address import address
from vedette.web.incidents import AskedIncidents, listed
from vedette.web.pages import Asked
from vedette.web.room import AnyRequest, InRoom

FINDINGS: Final = ("findings", "search", "export")
"""Names under which findings go as files: those that answer the query line of the page, and what
stands in articles that are found goes as its findings, from which names are withheld as they must.
"""
_UPDATED: Final = re.compile(rb"<(?:lastBuildDate|updated)>([^<]+)<")


def findings_feed(format_: str, of: str) -> HTTPRouteHandler:
    """Serve `/<of>.<format_>`: as many findings as the query's `limit`, the newest first."""

    @get(f"/{of}.{format_}", include_in_schema=False, sync_to_thread=True)
    def feed(request: AnyRequest, room: InRoom, ask: Asked) -> Response[bytes]:
        at = address(request, room)
        return answer(request, format_, room.desk.export(format_, ask, address=at, most=ask.limit))

    return feed


def incidents_feed(format_: str) -> HTTPRouteHandler:
    """Serve `/incidents.<format_>`: as many as the query's `limit`, the last reported first."""

    @get(f"/incidents.{format_}", include_in_schema=False, sync_to_thread=True)
    def feed(request: AnyRequest, room: InRoom, incident_ask: AskedIncidents) -> Response[bytes]:
        listed(room.desk, incident_ask)
        chunks = exporting.incidents(
            room.desk,
            format_,
            incident_ask,
            address=address(request, room),
            query=inquiry.changed(incident_ask),
            most=incident_ask.limit,
        )
        return answer(request, format_, chunks)

    return feed


def answer(request: AnyRequest, format_: str, chunks: Iterable[bytes]) -> Response[bytes]:
    """Give a feed in a format, or 304 to who has it already."""
    return cached(request, b"".join(chunks), exporting.media_type(format_))


def cached(request: AnyRequest, body: bytes, media_type: str) -> Response[bytes]:
    """Give a feed, or 304 to who has it already."""
    tag, changed = f'"{hashlib.sha256(body).hexdigest()[:32]}"', _changed(body)
    headers = {
        "etag": tag,
        "last-modified": format_datetime(changed, usegmt=True),
        "cache-control": "private, no-cache",
    }
    if _has(request, tag, changed):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _changed(body: bytes) -> datetime:
    """Read when the feed says that it changed: by a mail's date in RSS, by ISO 8601 in Atom."""
    told = _UPDATED.search(body)
    words = told[1].decode() if told else "1970-01-01T00:00:00+00:00"
    moment = parsedate_to_datetime(words) if "," in words else datetime.fromisoformat(words)
    return moment.astimezone(UTC).replace(microsecond=0)


def _has(request: AnyRequest, tag: str, changed: datetime) -> bool:
    """Whether the asker has it: a tag says so alone, the day counts only without one."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        held = {one.strip().removeprefix("W/") for one in tags.split(",")}
        return bool({tag, "*"} & held)
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return since.tzinfo is not None and changed <= since


def handlers(findings: Iterable[str], incidents: Iterable[str]) -> list[Any]:
    """Give the handlers of the formats that are feeds."""
    return [
        *(
            findings_feed(name, of)
            for name in findings
            if name in exporting.FEEDS
            for of in FINDINGS
        ),
        *(incidents_feed(name) for name in incidents if name in exporting.FEEDS),
    ]
