"""Who asks over TAXII, for what, and what he sends: read off a request, or refused.

Source: TAXII 2.1, sections 1.6 (media types), 3.4 (filters), 3.5 (pages) and 3.7 (envelopes).
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from litestar import Request
from litestar.exceptions import HTTPException

from vedette.desk.taxii import Declared, Exchange, ShelfAsk, Token
from vedette.web.room import AnyRequest

MEDIA_TYPE: Final = "application/taxii+json;version=2.1"
LARGEST: Final = 10_000_000
"""Bytes of an envelope, as for an answer that we ask for."""
MOST: Final = 1000
"""Versions on one page: some 1 MB."""


class Refused(HTTPException):
    """What TAXII answers instead; the detail is its description, the headers are its own."""


def caller(request: AnyRequest, exchange: Exchange) -> Token:
    """Give whose token a request carries, and see that its answer can be read (section 1.6)."""
    token = exchange.tokens.of(request.headers.get("authorization", ""))
    if token is None:
        asked = {"www-authenticate": 'Basic realm="taxii", Bearer realm="taxii"'}
        raise Refused(status_code=401, detail="a token of this desk is needed", headers=asked)
    if not accepts(request.headers.get("accept", "")):
        raise Refused(status_code=406, detail=f"the answer is {MEDIA_TYPE}; accept that")
    return token


def accepts(header: str) -> bool:
    """Say whether an `Accept` header lets TAXII 2.1 through; an absent one lets all.

    >>> accepts("application/taxii+json;version=2.1"), accepts("application/taxii+json")
    (True, True)
    >>> accepts("application/taxii+json; version=2.0"), accepts("text/html, */*;q=0.1")
    (False, True)
    """
    ranges = [part.replace(" ", "").lower() for part in header.split(",")] if header else ["*/*"]
    return any(takes(*one.partition(";")[::2]) for one in ranges)


def takes(kind: str, parameters: str) -> bool:
    """Say whether a media type or range, with its parameters, is that of TAXII 2.1."""
    told = dict(part.partition("=")[::2] for part in parameters.split(";"))
    fits = kind in {"*/*", "application/*", "application/taxii+json"}
    return fits and told.get("version", "2.1") == "2.1" and told.get("q") not in {"0", "0.0"}


def opened(exchange: Exchange, name: str, token: Token) -> Declared:
    """Give a collection that the caller may know of; others are as if they were not there."""
    one = exchange.collection(name)
    if one is None or one not in exchange.collections(token):
        raise unknown("collection", name)
    return one


def readable(request: AnyRequest, exchange: Exchange, name: str) -> Declared:
    """Give a collection that the caller may read, or refuse."""
    token = caller(request, exchange)
    one = opened(exchange, name, token)
    if not token.reads(one):
        raise Refused(status_code=403, detail=f"{one.alias} cannot be read with this token")
    return one


def holding(request: AnyRequest, exchange: Exchange, name: str, object_id: str) -> Declared:
    """Give a collection that the caller may read and that has an object, or refuse."""
    one = readable(request, exchange, name)
    if not exchange.shelf.holds(one.alias, object_id):
        raise unknown("object", object_id)
    return one


def unknown(noun: str, name: str) -> Refused:
    """Say that there is nothing of that name."""
    return Refused(status_code=404, detail=f"there is no {noun} {name[:100]}")


def asked(request: AnyRequest, object_id: str = "", *, versions: str = "last") -> ShelfAsk:
    """Read the filters (section 3.4) and the page (3.5) that are asked for."""
    told = request.query_params
    ids = _values(told.get("match[id]"))
    return ShelfAsk(
        added_after=_moment(told.get("added_after", ""), 6),
        ids=frozenset({object_id}) if object_id else ids,
        types=_values(told.get("match[type]")),
        versions=frozenset(map(_version, _values(told.get("match[version]")) or {versions})),
        specs=_values(told.get("match[spec_version]")) or ShelfAsk().specs,
        limit=min(_number(told.get("limit"), "limit", 1) or MOST, MOST),
        after=_number(told.get("next"), "next", 0, none=-1),
    )


def _values(written: str | None) -> frozenset[str]:
    return frozenset(part.strip() for part in (written or "").split(",") if part.strip())


def _version(written: str) -> str:
    return written if written in {"last", "first", "all"} else _moment(written, 3)


def _moment(written: str, digits: int) -> str:
    """Write a moment as objects (3 digits) or the shelf (6) do; what is none is refused."""
    if not written:
        return ""
    try:
        # In a query a bare plus is a space: of a zone it was meant.
        found = datetime.fromisoformat(written.replace(" ", "+"))
        told = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as fault:  # midnight of year 1 is before it elsewhere
        raise Refused(status_code=400, detail=f"{written[:60]!r} is no moment") from fault
    return f"{told:%Y-%m-%dT%H:%M:%S}.{told.microsecond:06d}"[: 20 + digits] + "Z"


def _number(written: str | None, name: str, least: int, *, none: int = 0) -> int:
    if not written:
        return none
    if not (written.isascii() and written.isdecimal() and least <= int(written[:12]) < 10**12):
        raise Refused(status_code=400, detail=f"{name} cannot be {written[:60]!r}")
    return int(written[:12])


async def body(request: Request[Any, Any, Any]) -> bytes:
    """Read what is sent, if it is not too much."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > LARGEST:
        raise Refused(status_code=413, detail=f"an envelope has at most {LARGEST:,} bytes")
    return await request.body()


def envelope(kind: str, body: bytes) -> Sequence[Any]:
    """Read an envelope (section 3.7)."""
    if not (kind and takes(*kind.replace(" ", "").lower().partition(";")[::2])):
        raise Refused(status_code=415, detail=f"send {MEDIA_TYPE}")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise Refused(status_code=400, detail=f"not JSON: {str(fault)[:100]}") from fault
    listed = told.get("objects") if isinstance(told, dict) else None
    if not (isinstance(listed, list) and listed):
        raise Refused(status_code=422, detail="an envelope holds a list of objects")
    return listed
