"""`/metrics` and `/health`: for programs that watch over the desk."""

from typing import Any, Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from vedette.desk import Desk
from vedette.desk.gauging import EXPOSITION, write
from vedette.web.meter import Meter
from vedette.web.parameters import known_only
from vedette.web.room import AnyRequest, InRoom


@get("/metrics", include_in_schema=False, sync_to_thread=True)
def metrics(request: AnyRequest, room: InRoom) -> Response[bytes]:
    """Give the figures of the desk and of the program, for Prometheus and its like."""
    meter: Meter = request.app.state.meter
    body = write((*room.desk.gauges(), *meter.metrics()))
    return Response(body, media_type=EXPOSITION, headers={"cache-control": "no-store"})


HANDLERS: Final = (metrics,)


def health(live: Desk | None, sample: Desk | None) -> HTTPRouteHandler:
    """Give the handler that tells whether the desk can answer."""
    desks = [desk for desk in (live, sample) if desk is not None]

    @get("/health", include_in_schema=False, sync_to_thread=True, before_request=known_only)
    def health_() -> Response[Any]:
        """Say whether the ledger can be read: with 200 where it can, with 503 where it cannot.

        A line that stands still is told beside it and changes no status: it waits, and whoever
        started it anew for that would win nothing.
        """
        readable = all(desk.is_readable() for desk in desks)
        return Response(
            {"ledger": "readable" if readable else "out of reach", **_stillness(live)},
            status_code=HTTP_200_OK if readable else HTTP_503_SERVICE_UNAVAILABLE,
            headers={"cache-control": "no-store"},
        )

    return health_


def _stillness(live: Desk | None) -> dict[str, str]:
    still = live.standstill if live else None
    if still is None or still.since is None:
        return {}
    since = still.since.isoformat(timespec="seconds")
    return {"line": "stands still", "since": since, "why": still.cause}
