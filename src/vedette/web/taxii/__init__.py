"""TAXII 2.1 under `/taxii2/`: incidents for programs that poll, an inbox for what they add.

    /taxii2/                                       discovery
    /taxii2/api/                                   the one API root
    /taxii2/api/status/<id>/                       what became of what was added
    /taxii2/api/collections/                       what may be read or added to
    /taxii2/api/collections/<id>/                  one of them
    /taxii2/api/collections/<id>/manifest/         which versions of which objects, since when
    /taxii2/api/collections/<id>/objects/          the objects; added to with POST
    /taxii2/api/collections/<id>/objects/<id>/     versions of one
    …/objects/<id>/versions/                       which there are

Source: TAXII Version 2.1, OASIS Standard, 10 June 2021; the section stands at each handler.
"""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from litestar import Response, Router, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.params import FromPath, SkipValidation
from litestar.types import ControllerRouterHandler

from vedette.desk.taxii import Declared, Exchange, Token
from vedette.errors import VedetteError
from vedette.web.room import AnyRequest
from vedette.web.taxii.answers import Told, answer, broke, http, page
from vedette.web.taxii.asked import (
    LARGEST,
    MEDIA_TYPE,
    Refused,
    asked,
    body,
    caller,
    envelope,
    holding,
    opened,
    readable,
    unknown,
)

STIX_TYPE: Final = "application/stix+json;version=2.1"
ROOT: Final = "/taxii2"

InExchange = NamedDependency[SkipValidation[Exchange]]


def router(exchange: Exchange) -> Router:
    """Hang the handlers of one exchange under `/taxii2`."""
    return Router(
        ROOT,
        route_handlers=HANDLERS,
        dependencies={"exchange": Provide(lambda: exchange, sync_to_thread=False)},
        exception_handlers={HTTPException: http, VedetteError: broke, Exception: broke},
        include_in_schema=False,
    )


# ── what is offered ─────────────────────────────────────────────────────────────────────────────


@get("/", sync_to_thread=True)
def discovery(request: AnyRequest, exchange: InExchange) -> Response[bytes]:
    """Say which API roots there are: one (section 4.1)."""
    caller(request, exchange)
    root = f"{str(request.base_url).rstrip('/')}{ROOT}/api/"
    return answer({"title": exchange.title, "default": root, "api_roots": [root]})


@get("/api", sync_to_thread=True)
def api_root(request: AnyRequest, exchange: InExchange) -> Response[bytes]:
    """Say what the API root speaks and takes (section 4.2)."""
    caller(request, exchange)
    told = {
        "title": exchange.title,
        "versions": [MEDIA_TYPE],
        "max_content_length": LARGEST,
    }
    return answer(told)


@get("/api/status/{status_id:str}", sync_to_thread=True)
def status(request: AnyRequest, exchange: InExchange, status_id: FromPath[str]) -> Response[bytes]:
    """Say what became of an envelope (section 4.3)."""
    token = caller(request, exchange)
    told = exchange.inbox.status(status_id, token) if exchange.inbox else None
    if told is None:
        raise unknown("status", status_id)
    return answer(told)


@get("/api/collections", sync_to_thread=True)
def collections(request: AnyRequest, exchange: InExchange) -> Response[bytes]:
    """List the collections that the caller may read or add to (section 5.1)."""
    token = caller(request, exchange)
    listed = [_collection(exchange, one, token) for one in exchange.collections(token)]
    return answer({"collections": listed} if listed else {})


@get("/api/collections/{name:str}", sync_to_thread=True)
def collection(request: AnyRequest, exchange: InExchange, name: FromPath[str]) -> Response[bytes]:
    """Describe one (section 5.2)."""
    token = caller(request, exchange)
    return answer(_collection(exchange, opened(exchange, name, token), token))


def _collection(exchange: Exchange, one: Declared, token: Token) -> Told:
    asks = ", ".join(f"{name} {' or '.join(sorted(of))}" for name, of in sorted(one.asks.items()))
    description = (
        "Takes objects for this desk's analysts."
        if one.inbox
        else f"Incidents as reports tell them{f': {asks}' if asks else ''}. Nobody is accused by"
        " the desk; a relationship says who accuses."
    )
    return {
        "id": exchange.id(one),
        "title": one.title,
        "description": description,
        "alias": one.alias,
        "can_read": token.reads(one),
        "can_write": token.adds(one),
        "media_types": [STIX_TYPE],
    }


# ── what is in a collection ─────────────────────────────────────────────────────────────────────


@get("/api/collections/{name:str}/manifest", sync_to_thread=True)
def manifest(request: AnyRequest, exchange: InExchange, name: FromPath[str]) -> Response[bytes]:
    """List versions of objects, in the order in which they were added (section 5.3)."""
    one = readable(request, exchange, name)
    found = exchange.shelf.find(one.alias, asked(request))
    listed = [
        {"id": v.id, "date_added": v.added, "version": v.version, "media_type": STIX_TYPE}
        for v in found.held
    ]
    return page(found, {"objects": listed})


@get("/api/collections/{name:str}/objects", sync_to_thread=True)
def objects(request: AnyRequest, exchange: InExchange, name: FromPath[str]) -> Response[bytes]:
    """Give objects, in the order in which they were added (section 5.4)."""
    one = readable(request, exchange, name)
    found = exchange.shelf.find(one.alias, asked(request))
    return page(found, {"objects": exchange.shelf.objects(found.held)})


@get("/api/collections/{name:str}/objects/{object_id:str}", sync_to_thread=True)
def versions_of(
    request: AnyRequest, exchange: InExchange, name: FromPath[str], object_id: FromPath[str]
) -> Response[bytes]:
    """Give one object in the versions that are asked for, the last if none is (section 5.6)."""
    one = holding(request, exchange, name, object_id)
    found = exchange.shelf.find(one.alias, asked(request, object_id))
    return page(found, {"objects": exchange.shelf.objects(found.held)})


@get("/api/collections/{name:str}/objects/{object_id:str}/versions", sync_to_thread=True)
def versions(
    request: AnyRequest, exchange: InExchange, name: FromPath[str], object_id: FromPath[str]
) -> Response[bytes]:
    """List the versions of one object (section 5.8)."""
    one = holding(request, exchange, name, object_id)
    found = exchange.shelf.find(one.alias, asked(request, object_id, versions="all"))
    return page(found, {"versions": [v.version for v in found.held]})


@post("/api/collections/{name:str}/objects", status_code=HTTPStatus.ACCEPTED)
async def add(request: AnyRequest, exchange: InExchange, name: FromPath[str]) -> Response[bytes]:
    """Take objects into the inbox and say what became of each (section 5.5)."""
    token = caller(request, exchange)
    one = opened(exchange, name, token)
    if exchange.inbox is None or not token.adds(one):
        raise Refused(
            status_code=403, detail=f"nothing can be added to {one.alias} with this token"
        )
    listed = envelope(request.headers.get("content-type", ""), await body(request))
    told = await asyncio.to_thread(exchange.inbox.take, listed, token)
    return answer(told, status=HTTPStatus.ACCEPTED)


@delete(
    "/api/collections/{name:str}/objects/{object_id:str}",
    status_code=HTTPStatus.OK,
    sync_to_thread=True,
)
def remove(
    request: AnyRequest, exchange: InExchange, name: FromPath[str], object_id: FromPath[str]
) -> Response[bytes]:
    """Refuse: what was passed on is revoked by a new version, never taken back (section 5.7)."""
    one = opened(exchange, name, caller(request, exchange))
    raise Refused(status_code=403, detail=f"{object_id} in {one.alias} cannot be deleted")


HANDLERS: Final[Sequence[ControllerRouterHandler]] = (
    discovery,
    api_root,
    status,
    collections,
    collection,
    manifest,
    objects,
    versions_of,
    versions,
    add,
    remove,
)
