"""The pages of forecasts: the register, everything about one, and what one forecaster foretold."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter, SkipValidation

from vedette.desk import Desk
from vedette.desk.foresight import ForecastAsk, ForecasterSheet, ForecastSheet, State
from vedette.errors import NotHeld
from vedette.web.asking import LINES, LONGEST, Before, Limit, paged, written
from vedette.web.decisions import OUTCOMES, matters
from vedette.web.pages import names_of
from vedette.web.room import AnyRequest, InRoom

AskedForecasts = NamedDependency[SkipValidation[ForecastAsk]]
States = Annotated[tuple[State, ...], QueryParameter(description="How they stand.")]
Forecaster = Annotated[
    str, QueryParameter(max_length=LONGEST, description="Part of the forecaster's name.")
]
DueFrom = Annotated[
    date | None, QueryParameter(description="Those whose time ends on this day or later.")
]
DueBefore = Annotated[
    date | None, QueryParameter(description="Those whose time ends before this day.")
]


def forecast_ask(  # noqa: PLR0917 -- each is one parameter of the query
    standing: States = (),
    forecaster: Forecaster = "",
    due_from: DueFrom = None,
    due_before: DueBefore = None,
    limit: Limit = LINES,
    before: Before = None,
) -> ForecastAsk:
    """Read the filters of a list of forecasts; what is absent does not filter.

    The framework keeps the name `state` for itself.
    """
    return ForecastAsk(
        states=frozenset(standing),
        by=forecaster.strip(),
        due_from=due_from,
        due_before=due_before,
        limit=limit,
        before=before,
    )


def changed(asked: ForecastAsk, **changes: Any) -> str:
    """Write a question with these changes, from its first page unless `before` is given."""
    asked = replace(asked, **{"before": None, **changes})
    return written(
        standing=asked.states,
        forecaster=asked.by,
        due_from=asked.due_from,
        due_before=asked.due_before,
        **paged(asked.limit, asked.before),
    )


@get("/forecasts", include_in_schema=False, sync_to_thread=True)
def forecasts(request: AnyRequest, room: InRoom, forecast_ask: AskedForecasts) -> Response[str]:
    """Show the register: what waits for a decision first."""
    return room.page(
        request,
        "forecasts.html",
        ask=forecast_ask,
        changed=changed,
        page=room.desk.forecasts(forecast_ask),
    )


@get("/forecasts/{forecast_id:str}", include_in_schema=False, sync_to_thread=True)
def forecast(request: AnyRequest, room: InRoom, forecast_id: FromPath[str]) -> Response[str]:
    """Show one forecast: its words, how they were mapped, what may decide it or did."""
    sheet = forecast_of(room.desk, forecast_id)
    told = sheet.forecast.sayings
    return room.page(
        request,
        "forecast.html",
        sheet=sheet,
        one=sheet.forecast,
        scale=sheet.yardstick,
        outlets=names_of(room.desk),
        outcomes=OUTCOMES,
        told_in=[sheet.heads[said.article] for said in told if said.article in sheet.heads],
        matters=matters(room.desk.amended("forecast", sheet.forecast.id)),
    )


@get("/forecasters/{name:path}", include_in_schema=False, sync_to_thread=True)
def forecaster(request: AnyRequest, room: InRoom, name: FromPath[str]) -> Response[str]:
    """Show what a forecaster foretold, how good it was, and the calibration of enough of it."""
    return room.page(request, "forecaster.html", sheet=forecaster_of(room.desk, name))


def forecast_of(desk: Desk, start: str) -> ForecastSheet:
    """Give a forecast by its id or the start of it; raises NotFoundException."""
    try:
        return desk.forecast(start)
    except NotHeld as fault:
        told = (
            f"Several ids begin with {fault.where}: {fault.why}"
            if fault.why
            else (f"The ledger does not hold a forecast {fault.where}")
        )
        remedy = "find it in the list at /forecasts; an id changes with its first report"
        raise NotFoundException(detail=told, extra={"remedy": remedy}) from fault


def forecaster_of(desk: Desk, name: str) -> ForecasterSheet:
    """Give a forecaster by one of his names; raises NotFoundException."""
    called = name.strip("/")
    try:
        return desk.forecaster(called)
    except NotHeld as fault:
        told = f"Nobody called {called} is known to foretell anything"
        extra = {"remedy": "take the name from the list at /forecasts"}
        raise NotFoundException(detail=told, extra=extra) from fault


HANDLERS = (forecasts, forecast, forecaster)
