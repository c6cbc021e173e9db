"""The web desk, put together: desks, routes, press, schema and guard."""

from collections.abc import Iterable, Iterator

from litestar import Litestar, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.enums import HttpMethod, ScopeType
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import (
    ASGIApp,
    ControllerRouterHandler,
    Message,
    Receive,
    Scope,
    Send,
)

from vedette.desk import Desk
from vedette.web import (
    alarms,
    alerts,
    api,
    asking,
    briefing,
    calendar,
    coverage,
    export,
    faults,
    forecasts,
    foresight,
    here,
    incidents,
    pages,
    parameters,
    pledges,
    schema,
    theme,
)
from vedette.web.guard import Guard
from vedette.web.press import STATIC, Press, static_digest
from vedette.web.room import SAMPLE, Printer, Room


def app(
    live: Desk | None,
    sample: Desk | None,
    *,
    host: str,
    port: int,
    hosts: Iterable[str] = frozenset(),
) -> Litestar:
    """Build the web desk over a live desk, a sample desk, or both.

    `host` and `port` are what the server is bound to, `hosts` further names that it answers to.
    Without a live desk `/` leads to the sample.
    """
    static = f"/static/{static_digest()}"
    printer = Printer(press=Press(static), live=live is not None, sample=sample is not None)
    site = Litestar(
        route_handlers=[
            *_routers(live, sample, printer),
            theme.choose,
            here.worker,
            _static(static),
        ],
        exception_handlers=faults.handlers(printer),
        openapi_config=schema.config(printer),
        plugins=[schema.SpanSchema()],
        logging_config=None,
    )
    inner = heads(asking.without_blanks(site.asgi_handler))
    site.asgi_handler = Guard(inner, host=host, port=port, hosts=hosts)
    return site


def heads(app: ASGIApp) -> ASGIApp:
    """Answer HEAD as GET without the body, on every address (RFC 9110, section 9.3.2)."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        if scope["type"] == ScopeType.HTTP and scope["method"] == HttpMethod.HEAD:
            # A copy: the server looks at its own scope to know that no body will follow.
            asked: Scope = {**scope, "method": HttpMethod.GET}
            await app(asked, receive, bodiless)
        else:
            await app(scope, receive, send)

    return inner


def _routers(
    live: Desk | None, sample: Desk | None, printer: Printer
) -> Iterator[ControllerRouterHandler]:
    if live is not None:
        yield _router(live, "", printer, listed=True)
    else:
        yield to_sample
    if sample is not None:
        yield _router(sample, SAMPLE, printer, listed=live is None)


def _router(desk: Desk, base: str, printer: Printer, *, listed: bool) -> Router:
    room = Room(desk=desk, base=base, printer=printer)
    return Router(
        base or "/",
        route_handlers=[
            *pages.HANDLERS,
            *incidents.HANDLERS,
            *pledges.HANDLERS,
            *forecasts.HANDLERS,
            *calendar.HANDLERS,
            *foresight.HANDLERS,
            *coverage.HANDLERS,
            *alarms.HANDLERS,
            *alerts.HANDLERS,
            *here.HANDLERS,
            *briefing.HANDLERS,
            *api.HANDLERS,
            *export.handlers(desk.formats(), desk.incident_formats()),
        ],
        dependencies={
            "room": Provide(lambda: room, sync_to_thread=False),
            **{
                name: Provide(question, sync_to_thread=False)
                for name, question in parameters.QUESTIONS.items()
            },
        },
        before_request=parameters.known_only,
        include_in_schema=listed,
    )


@get("/", include_in_schema=False, sync_to_thread=False)
def to_sample() -> Redirect:
    """Lead to the sample desk where there is no live one."""
    return Redirect(SAMPLE)


def _static(path: str) -> Router:
    # The address changes with the files' hash, so a browser may keep them for good.
    forever = CacheControlHeader(max_age=31_536_000, public=True, immutable=True)
    return create_static_files_router(
        path=path, directories=[STATIC], cache_control=forever, include_in_schema=False
    )
