"""Say what went wrong in plain words: a page for a reader, JSON for a program.

Validation errors name the parameter and what to give instead; what broke on our side says so and
goes to the log with its trace.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from litestar import MediaType, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from vedette.errors import Away, LedgerError, Overtaken, VedetteError, Withheld
from vedette.web.asking import REMEDIES
from vedette.web.guard import SAFE_METHODS
from vedette.web.room import AnyRequest, Printer, Visit
from vedette.web.theme import inner
from vedette.web.tongues import gettext

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

    def http(request: AnyRequest, error: HTTPException) -> Response[Any]:
        told = answer(printer, request, of_http(error, request))
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            told.headers["allow"] = _allowed(error)  # RFC 9110, section 15.5.6
        return told

    def withheld(request: AnyRequest, error: Withheld) -> Response[Any]:
        return answer(printer, request, of_ours(error, HTTPStatus.FORBIDDEN))

    def later(request: AnyRequest, error: LedgerError) -> Response[Any]:
        return answer(printer, request, of_ours(error, HTTPStatus.SERVICE_UNAVAILABLE))

    def ours(request: AnyRequest, error: VedetteError) -> Response[Any]:
        _LOG.error("%s failed: %s", request.url.path, error, exc_info=error)
        return answer(printer, request, of_ours(error))

    def other(request: AnyRequest, error: Exception) -> Response[Any]:
        _LOG.error("%s broke", request.url.path, exc_info=error)
        return answer(printer, request, broken())

    return {
        HTTPException: http,
        Withheld: withheld,
        Overtaken: later,
        Away: later,
        VedetteError: ours,
        Exception: other,
    }


def broken() -> Problem:
    """Tell of what broke on our side."""
    return Problem(
        status=500,
        what=gettext("The desk broke on this page"),
        why=gettext("It is a fault of the program, not of what you did"),
        remedy=gettext("Go back and try another page; the program's log holds the trace"),
    )


def of_ours(error: VedetteError, status: HTTPStatus = HTTPStatus.INTERNAL_SERVER_ERROR) -> Problem:
    """Tell of an error that the line can explain."""
    why = f"{error.where}: {error.why}" if error.why else error.where
    what, remedy = gettext(error.what), gettext(error.remedy) if error.remedy else ""
    return Problem(status=status, what=capital(what), why=why, remedy=capital(remedy))


def of_http(error: HTTPException, request: AnyRequest) -> Problem:
    """Tell of a request that cannot be answered as it was put."""
    if isinstance(error, ValidationException):
        return _misasked(error, request)
    status = HTTPStatus(error.status_code)
    match status:
        case HTTPStatus.NOT_FOUND:
            told = error.detail != status.phrase
            return Problem(
                status=status,
                what=gettext("There is nothing here"),
                why=gettext(error.detail)
                if told
                else gettext("No page is called %(path)s", path=request.url.path),
                remedy=capital(
                    gettext(own)
                    if (own := _own_remedy(error))
                    else gettext("follow a link from the first page, or search")
                ),
            )
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return Problem(
                status=status,
                what=gettext("This address cannot be used in this way"),
                why=gettext("It does not answer %(method)s", method=request.method),
                remedy=gettext("Ask with %(methods)s", methods=_allowed(error)),
            )
        case HTTPStatus.FORBIDDEN:
            return Problem(
                status=status,
                what=gettext("You may not do this"),
                why=gettext(error.detail),
                remedy=gettext("Ask an administrator of this desk, or go back"),
            )
        case _:
            return Problem(status=status, what=status.phrase, why=error.detail)


def _own_remedy(error: HTTPException) -> str:
    return str(error.extra.get("remedy", "")) if isinstance(error.extra, dict) else ""


def _allowed(error: HTTPException) -> str:
    """Read the methods that an address answers off the framework's refusal; HEAD goes as GET."""
    told = (error.headers or {}).get("allow", "GET").split(", ")
    return ", ".join(sorted({*told, *(("HEAD",) if "GET" in told else ())}))


def _misasked(error: ValidationException, request: AnyRequest) -> Problem:
    entries = list(_entries(error.extra)) or list(_missing(error.detail))
    remedies = dict.fromkeys(map(_remedy, entries))
    return Problem(
        status=HTTPStatus.BAD_REQUEST,
        what=gettext("The desk cannot answer that question")
        if request.method in SAFE_METHODS
        else gettext("The desk cannot take that as it stands"),
        why="; ".join(_misused(entry, request) for entry in entries) or error.detail,
        remedy=capital(
            "; ".join(filter(None, remedies)) or gettext("change the address and ask again")
        ),
    )


def _missing(detail: str) -> Iterable[dict[str, Any]]:
    """Read the name off the framework's sentence on an absent parameter; it gives no entry then."""
    named = re.search(r"Missing required query parameter '(\w+)'", detail)
    return [{"key": named[1]}] if named else []


def _misused(entry: dict[str, Any], request: AnyRequest) -> str:
    name = _parameter(entry)
    given = ", ".join(request.query_params.getall(name, []))
    if why := str(entry.get("why") or ""):
        return gettext(why)
    if given:
        return gettext("%(name)s cannot be %(given)s", name=name, given=repr(given))
    return gettext("%(name)s is missing", name=name)


def _remedy(entry: dict[str, Any]) -> str:
    told = str(entry.get("remedy") or REMEDIES.get(_parameter(entry), ""))
    return gettext(told) if told else ""


def _parameter(entry: dict[str, Any]) -> str:
    return str(entry.get("key", "")).partition("[")[0]


def _entries(extra: object) -> Iterable[dict[str, Any]]:
    return [entry for entry in extra if isinstance(entry, dict)] if isinstance(extra, list) else []


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def answer(printer: Printer, request: AnyRequest, problem: Problem) -> Response[Any]:
    """Answer with a problem: JSON for a program, a page for a reader."""
    visit = Visit.of(request)
    if visit.program:
        return Response(problem, status_code=problem.status, media_type=MediaType.JSON)
    page = printer("fault.html", visit, {"problem": problem, "before": before(request)})
    return Response(page, status_code=problem.status, media_type=MediaType.HTML)


def before(request: AnyRequest) -> str:
    """Give the page of ours from which this was asked, empty where it is another's or none."""
    try:
        came = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    if came.netloc != request.url.netloc or came.path == request.url.path:
        return ""
    return inner(f"{came.path}?{came.query}" if came.query else came.path)
