"""How TAXII answers: in its own media type, a page with since when to ask again, a fault in words.

Source: TAXII 2.1, sections 3.3 (headers), 3.5 (pages) and 3.6 (error messages).
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException

from vedette.desk.taxii import Found
from vedette.errors import VedetteError
from vedette.web.room import AnyRequest
from vedette.web.taxii.asked import MEDIA_TYPE

Told = Mapping[str, Any]


def page(found: Found, told: Told) -> Response[bytes]:
    """Answer with a page: empty lists are left out, the headers tell since when to ask again."""
    held = {name: value for name, value in told.items() if value}
    more: dict[str, Any] = {"more": found.next is not None} if held else {}
    if found.next is not None:
        more["next"] = str(found.next)
    headers = {}
    if found.held:
        headers["X-TAXII-Date-Added-First"] = found.held[0].added
        headers["X-TAXII-Date-Added-Last"] = found.held[-1].added
    return answer({**more, **held}, headers=headers)


def answer(
    told: Told, *, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response[bytes]:
    """Answer with a resource of TAXII."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    kept = {"cache-control": "private, no-store", **(headers or {})}
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=kept)


def http(_request: AnyRequest, error: HTTPException) -> Response[bytes]:
    """Answer with an error message (section 3.6)."""
    phrase = HTTPStatus(error.status_code).phrase
    told = {"title": phrase, "description": error.detail, "http_status": str(error.status_code)}
    return answer(told, status=error.status_code, headers=error.headers)


def broke(_request: AnyRequest, error: Exception) -> Response[bytes]:
    """Say that it is our fault; what the line can explain is told."""
    told = {"title": "The desk broke on this", "http_status": "500"}
    if isinstance(error, VedetteError):
        told["description"] = f"{error.what}. {error.remedy}"
    return answer(told, status=500)
