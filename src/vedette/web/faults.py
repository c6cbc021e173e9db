"""Say what went wrong in plain words: a page for a reader, JSON for a program.

Validation errors name the parameter and what to give instead; what broke on our side says so and
goes to the log with its trace.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from vedette.errors import VedetteError
from vedette.web.asking import REMEDIES
from vedette.web.room import Printer, Visit

_LOG = logging.getLogger("vedette.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What the API answers instead of what was asked for; the parts of a `VedetteError`."""

    status: int
    what: str
    why: str = ""
    remedy: str = ""


def handlers(printer: Printer) -> ExceptionHandlersMap:
    """Answer everything that a handler may raise."""

    def http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
        return _answer(printer, request, of_http(error, request.url.path))

    def ours(request: Request[Any, Any, Any], error: VedetteError) -> Response[Any]:
        _LOG.error("%s failed: %s", request.url.path, error, exc_info=error)
        return _answer(printer, request, of_ours(error))

    def other(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        _LOG.error("%s broke", request.url.path, exc_info=error)
        return _answer(printer, request, BROKEN)

    return {HTTPException: http, VedetteError: ours, Exception: other}


BROKEN = Problem(
    status=500,
    what="The desk broke on this page",
    why="It is a fault of the program, not of what you did",
    remedy="Go back and try another page; the program's log holds the trace",
)


def of_ours(error: VedetteError) -> Problem:
    """Tell of an error that the line can explain."""
    why = f"{error.where}: {error.why}" if error.why else error.where
    return Problem(status=500, what=_capital(error.what), why=why, remedy=_capital(error.remedy))


def of_http(error: HTTPException, path: str) -> Problem:
    """Tell of a request that cannot be answered as it was put."""
    if isinstance(error, ValidationException):
        said = "; ".join(_misused(error.extra)) or error.detail
        remedies = "; ".join(_remedies(error.extra)) or "Change the address and ask again"
        return Problem(status=400, what="That is not a question I can answer", why=said,
                       remedy=remedies)  # fmt: skip
    status = HTTPStatus(error.status_code)
    match status:
        case HTTPStatus.NOT_FOUND:
            why = error.detail if error.detail != status.phrase else f"No page is called {path}"
            return Problem(status=404, what="There is nothing here", why=why,
                           remedy="Follow a link from the stream, or search")  # fmt: skip
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return Problem(status=405, what="This address can only be read")
        case _:
            return Problem(status=status, what=status.phrase, why=error.detail)


def _misused(extra: object) -> Iterable[str]:
    for entry in _entries(extra):
        yield f"{entry.get('key', 'the query')}: {entry.get('message', 'not valid')}"


def _remedies(extra: object) -> Iterable[str]:
    for entry in _entries(extra):
        remedy = REMEDIES.get(str(entry.get("key", "")).partition("[")[0])
        if remedy:
            yield _capital(remedy)


def _entries(extra: object) -> Iterable[dict[str, Any]]:
    return [entry for entry in extra if isinstance(entry, dict)] if isinstance(extra, list) else []


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _answer(printer: Printer, request: Request[Any, Any, Any], problem: Problem) -> Response[Any]:
    visit = Visit.of(request)
    if visit.program:
        return Response(problem, status_code=problem.status, media_type=MediaType.JSON)
    page = printer("fault.html", visit, {"problem": problem})
    return Response(page, status_code=problem.status, media_type=MediaType.HTML)
