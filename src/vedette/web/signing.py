"""Who decides at a page: who is logged in, else who the form says; and the ledger to decide in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from litestar.exceptions import PermissionDeniedException, ValidationException

from vedette.desk.deciding import Deciding
from vedette.errors import VedetteError
from vedette.web.room import AnyRequest, Room, Visit


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
    except VedetteError as fault:
        extra = [{"why": f"{fault.what} {fault.why}".strip(), "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault


def wrong(key: str, why: str, remedy: str = "") -> ValidationException:
    """Say what of a form cannot be taken."""
    extra: list[dict[str, Any]] = [{"key": key, "why": f"{key}: {why}", "remedy": remedy}]
    return ValidationException(detail=f"{key}: {why}", extra=extra)
