"""The page that leads to pledges, forecasts and the calendar: a few of each, what waits first."""

from typing import Final

from litestar import Response, get

from vedette.desk import CallAsk, PledgeAsk
from vedette.desk.foresight import ForecastAsk
from vedette.web import almanac, citing, outlook, promises
from vedette.web.room import AnyRequest, InRoom

FEW: Final = 6
"""Lines of each list: three of them fit a screen of 800 pixels in two columns."""


@get("/foresight", include_in_schema=False, sync_to_thread=True)
def foresight(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show the pledges that moved last, the forecasts due next, the calls that nobody answered."""
    waiting = CallAsk(standings=frozenset({"unanswered"}), limit=FEW)
    return room.page(
        request,
        "foresight.html",
        pledges=room.desk.pledges(PledgeAsk(limit=FEW)),
        forecasts=room.desk.forecasts(ForecastAsk(states=frozenset({"due", "open"}), limit=FEW)),
        calls=room.desk.calls(waiting),
        almanac=almanac,
        citing=citing,
        outlook=outlook,
        promises=promises,
    )


HANDLERS = (foresight,)
