"""Refuse a query that holds what its address does not know.

A misspelt filter that is passed over gives everything, and looks like an answer to the question.
"""

from collections.abc import Callable, Iterable, Mapping
from inspect import signature
from typing import Any, Final

from litestar.exceptions import ValidationException

from vedette.web.asking import REMEDIES, ask
from vedette.web.calendar import call_ask, posture_ask
from vedette.web.coverage import coverage_ask
from vedette.web.forecasts import forecast_ask
from vedette.web.inquiry import incident_ask, story_ask
from vedette.web.pledges import pledge_ask
from vedette.web.room import AnyRequest
from vedette.web.stops import number_of

QUESTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "ask": ask,
    "incident_ask": incident_ask,
    "story_ask": story_ask,
    "pledge_ask": pledge_ask,
    "coverage_ask": coverage_ask,
    "call_ask": call_ask,
    "posture_ask": posture_ask,
    "forecast_ask": forecast_ask,
}
"""Arguments of handlers that stand for several parameters of the query."""

LONGEST_NAME: Final = 60
"""Characters of a stranger's parameter that are repeated to him; ours have at most 10."""


def known_only(request: AnyRequest) -> None:
    """Let a request pass whose parameters its address takes, none of them holding U+0000.

    Raises ValidationException (400) with what is wrong and what may be given.
    """
    taken = names(request.route_handler.parsed_fn_signature.parameters)
    # Any page may be a stop of the tour; a program's addresses are none.
    tour = set() if "/api/" in request.url.path or not _toured(request) else {"tour"}
    extra = [
        *(_unknown(name, taken) for name in request.query_params if name not in {*taken, *tour}),
        *(_nul(name) for name, value in request.query_params.multi_items() if "\x00" in value),
    ]
    if extra:
        raise ValidationException(detail="the query cannot be read", extra=extra)


def _toured(request: AnyRequest) -> bool:
    return number_of(request.query_params.get("tour", "")) > 0


def names(arguments: Iterable[str]) -> tuple[str, ...]:
    """Name the parameters of the query that a handler with these arguments takes."""
    given = set(arguments)
    for name in given & QUESTIONS.keys():
        given = given | set(signature(QUESTIONS[name]).parameters)
    return tuple(name for name in REMEDIES if name in given)


def _unknown(name: str, taken: tuple[str, ...]) -> dict[str, Any]:
    remedy = f"use {', '.join(taken)}" if taken else "leave it out: this address takes none"
    return {"why": f"there is no parameter {name[:LONGEST_NAME]!r} here", "remedy": remedy}


def _nul(name: str) -> dict[str, Any]:
    return {"key": name, "why": f"{name[:LONGEST_NAME]} holds the character U+0000"}
