"""The page of alerts: what went out, where to, what became of it, and how long it took."""

from dataclasses import dataclass
from typing import Final

from litestar import Response, get

from vedette.desk import Delay, Sent
from vedette.web import asking
from vedette.web.room import AnyRequest, InRoom

STANDINGS: Final = {"": "waiting", "again": "put off", "given_up": "given up", "taken": "taken"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerts:
    """Envelopes, the newest first, and how long the newest of them took."""

    lines: tuple[Sent, ...]
    next: int | None
    delays: tuple[Delay, ...]


@get("/alerts", include_in_schema=False, sync_to_thread=True)
def alerts(request: AnyRequest, room: InRoom, before: asking.Before = None) -> Response[str]:
    """Show what went out, the newest first."""
    page = room.desk.sent(before=before)
    return room.page(
        request,
        "alerts.html",
        lines=page.lines,
        next=page.next,
        before=before,
        delays=room.desk.delays(),
        taken=room.desk.threads_taken(page.lines),
        standings=STANDINGS,
        lasted=lasted,
    )


def lasted(seconds: float) -> str:
    """Write how long something took, no finer than it matters.

    >>> [lasted(told) for told in (0.0312, 2.4, 75, 7260, 200_000)]
    ['31 ms', '2.4 s', '75 s', '121 min', '56 h']
    """
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    if seconds < 600:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 36_000 else f"{seconds / 3600:.0f} h"


HANDLERS = (alerts,)
