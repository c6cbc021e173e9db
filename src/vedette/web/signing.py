"""Who decides at a page: who is logged in, else who the form says; and the ledger to decide in.

A desk that asks for no login keeps the name of a form in a cookie, and begins the next form with
it: a name is typed once in a browser, and stays in the box, where it can be changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from litestar.datastructures import Cookie
from litestar.exceptions import PermissionDeniedException, ValidationException
from litestar.types import Message, Scope

from vedette.desk.deciding import Deciding
from vedette.errors import VedetteError
from vedette.web.room import LONGEST, NAME_COOKIE, AnyRequest, Room, Visit
from vedette.web.theme import A_YEAR


def signer(request: AnyRequest, room: Room, given: str) -> str:
    """Give who decides; raises ValidationException where nobody is named."""
    known = room.person.name if Visit.of(request).person else ""
    author = known or given.strip() or room.desk.author
    if not author:
        raise wrong(
            "author", "it is left empty", "give your name: it stands beside what you decide"
        )
    return author


@contextmanager
def signed(request: AnyRequest, room: Room, author: str, reason: str) -> Iterator[Deciding]:
    """Give a ledger to decide in; what it refuses is what the form lacks.

    Raises PermissionDeniedException on a desk where nothing can be decided.
    """
    if room.hand is None:
        raise PermissionDeniedException(detail="Nothing can be decided on this desk")
    name = signer(request, room, author)
    try:
        with room.hand(name, reason) as by:
            yield by
        remember(request, author)
    except VedetteError as fault:
        extra = [{"why": f"{fault.what} {fault.why}".strip(), "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault


def remember(request: AnyRequest, typed: str) -> None:
    """Let a name that was typed, and decided with, stand in this browser's next form."""
    if typed.strip() and Visit.of(request).person is None:
        request.state.signed = typed.strip()[:LONGEST]


async def remembered(message: Message, scope: Scope) -> None:
    """Send the name that a form was signed with along with what it is answered with."""
    typed = scope.get("state", {}).get("signed")
    if message["type"] == "http.response.start" and typed:
        kept = Cookie(
            key=NAME_COOKIE,
            value=quote(typed),
            max_age=A_YEAR,
            httponly=True,
            samesite="strict",
            path="/",
        )
        message["headers"] = [*message["headers"], kept.to_encoded_header()]


def wrong(key: str, why: str, remedy: str = "") -> ValidationException:
    """Say what of a form cannot be taken."""
    extra: list[dict[str, Any]] = [{"key": key, "why": f"{key}: {why}", "remedy": remedy}]
    return ValidationException(detail=f"{key}: {why}", extra=extra)
