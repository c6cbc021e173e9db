"""The web desk, put together: desks, routes, press, schema and guard."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from litestar import Litestar, Router, get
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.enums import HttpMethod, ScopeType
from litestar.exceptions import NotAuthorizedException
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import (
    ASGIApp,
    ControllerRouterHandler,
    ExceptionHandlersMap,
    Message,
    Receive,
    Scope,
    Send,
)

from vedette.desk import Desk
from vedette.desk.deciding import Hand
from vedette.desk.tray import Tray
from vedette.desk.trying import Trial
from vedette.handling import Ceilings, Tlp
from vedette.people import People, Person
from vedette.web import (
    adding,
    alarms,
    alerts,
    amending,
    api,
    asking,
    atlas,
    briefing,
    calendar,
    cap,
    charts,
    choosing,
    correcting,
    coverage,
    duty,
    export,
    faults,
    feeds,
    forecasts,
    foresight,
    gauges,
    handover,
    helping,
    here,
    incidents,
    making,
    now,
    pages,
    papers,
    parameters,
    pledges,
    review,
    schema,
    signing,
    signup,
    starting,
    taxii,
    theme,
    timeline,
    tongues,
    touring,
    watches,
)
from vedette.web import people as logins
from vedette.web.guard import Guard
from vedette.web.meter import Meter
from vedette.web.packed import Packed
from vedette.web.people import access
from vedette.web.people.doorway import Doorway
from vedette.web.people.entering import unknown
from vedette.web.press import STATIC, Press, static_digest
from vedette.web.room import SAMPLE, Able, AnyRequest, Printer, Room, Visit


def app(  # noqa: PLR0913 -- most of them are named where they are given
    live: Desk | None,
    sample: Desk | None,
    *,
    host: str,
    port: int,
    hosts: Iterable[str] = frozenset(),
    ceilings: Ceilings = Ceilings(),  # noqa: B008  # frozen
    author: str = "",
    people: People | None = None,
    hand: Hand | None = None,
    tray: Tray | None = None,
    trial: Trial | None = None,
) -> Litestar:
    """Build the web desk over a live desk, a sample desk, or both.

    `host` and `port` are what the server is bound to, `hosts` further names that it answers to.
    Without a live desk `/` leads to the sample. Nothing above its ceiling leaves by any exit.
    `hand` lets pages of the live desk decide; without it all of them only read. What is handed in
    lies on the `tray` until it is filed, which `hand` does; `trial` sends a test. With `people` the
    desk asks who comes; without, whoever comes is `author` and may do everything.
    """
    static, meter = f"/static/{static_digest()}", Meter()
    printer = Printer(press=Press(static), live=live is not None, sample=sample is not None)
    site = Litestar(
        route_handlers=[
            *_routers(
                live,
                sample,
                printer,
                ceilings,
                Person(name=author, role="admin"),
                Able(hand=hand, tray=tray, trial=trial),
            ),
            *([logins.router(people, printer)] if people else []),
            *([taxii.router(live.exchange)] if live and live.exchange else []),
            *([signup.router(live.enlisting, printer)] if live and live.enlisting else []),
            gauges.health(live, sample),
            theme.choose,
            *choosing.HANDLERS,
            here.worker,
            _static(static),
        ],
        exception_handlers=_faults(printer, asks=people is not None),
        guards=[access.admit] if people else [],
        before_send=[signing.remembered],
        openapi_config=schema.config(printer),
        plugins=[schema.SpanSchema(), schema.DaySchema()],
        logging_config=None,
        state=State({"meter": meter, "packed": Packed()}),
    )
    inner = meter.over(tongues.heard(heads(asking.without_blanks(endings(site.asgi_handler)))))
    inner = Doorway(inner, people) if people else inner
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


ENDING: Final = re.compile(
    r"((?:/sample)?)/(findings|search|incidents|stories|pledges|forecasts|sources|coverage|alarms"
    r"|alerts|issues)\.json"
)
"""What a page shows, as JSON by its own name."""


def endings(app: ASGIApp) -> ASGIApp:
    """Answer `/incidents.json` and its like as the API answers under the same parameters."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and (named := ENDING.fullmatch(scope["path"])):
            path = f"{named[1]}/api/{named[2]}"
            asked: Scope = {**scope, "path": path, "raw_path": path.encode()}
            await app(asked, receive, send)
        else:
            await app(scope, receive, send)

    return inner


def _faults(printer: Printer, *, asks: bool) -> ExceptionHandlersMap:
    known = faults.handlers(printer)
    return {**known, NotAuthorizedException: unknown(printer)} if asks else known


def _routers(  # noqa: PLR0917 -- each is handed on
    live: Desk | None,
    sample: Desk | None,
    printer: Printer,
    ceilings: Ceilings,
    host: Person,
    able: Able,
) -> Iterator[ControllerRouterHandler]:
    if live is not None:
        yield from _rooms(live, "", printer, ceilings, host, listed=True, able=able)
    else:
        yield to_sample
    if sample is not None:
        yield from _rooms(sample, SAMPLE, printer, ceilings, host, listed=live is None)


PAGES: Final = (
    *now.HANDLERS,
    *pages.HANDLERS,
    *making.HANDLERS,
    *adding.HANDLERS,
    *helping.HANDLERS,
    *starting.HANDLERS,
    *touring.HANDLERS,
    *incidents.HANDLERS,
    *correcting.HANDLERS,
    *atlas.HANDLERS,
    *timeline.HANDLERS,
    *charts.HANDLERS,
    *pledges.HANDLERS,
    *forecasts.HANDLERS,
    *calendar.HANDLERS,
    *amending.HANDLERS,
    *foresight.HANDLERS,
    *coverage.HANDLERS,
    *alarms.HANDLERS,
    *alerts.HANDLERS,
    *here.HANDLERS,
    *watches.HANDLERS,
    *duty.HANDLERS,
    *review.HANDLERS,
    *handover.HANDLERS,
    *briefing.HANDLERS,
    *papers.HANDLERS,
)


def _rooms(
    desk: Desk,
    base: str,
    printer: Printer,
    ceilings: Ceilings,
    host: Person,
    *,
    listed: bool,
    able: Able = Able(),  # noqa: B008  # frozen
) -> Iterator[Router]:
    """Give a router for each exit, whose handlers see no more of the desk than may leave there."""
    findings, incidents = desk.formats(), desk.incident_formats()

    def opened(
        ceiling: Tlp, *, public: bool = False, frank: bool = False
    ) -> Callable[[AnyRequest], Room]:
        def room(request: AnyRequest) -> Room:
            under = desk.under(ceiling, public=public, frank=frank)
            person = Visit.of(request).person or host
            return Room(
                desk=under,
                base=base,
                printer=printer,
                ceilings=ceilings,
                person=person,
                able=able.of(person),
            )

        return room

    for handlers, room in (
        (PAGES, opened(ceilings.pages, frank=True)),
        ((*api.HANDLERS, *gauges.HANDLERS), opened(ceilings.api)),
        # Findings are not released one by one.
        (
            (*feeds.handlers(() if desk.analysts else findings, incidents), *cap.HANDLERS),
            opened(ceilings.feeds, public=True),
        ),
        (export.handlers(findings, incidents), opened(ceilings.files)),
    ):
        yield Router(
            base or "/",
            route_handlers=handlers,
            dependencies={
                "room": Provide(room, sync_to_thread=False),
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
