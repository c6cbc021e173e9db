"""The page of the calendar: who asked whom for what, and postures by state."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from vedette.amended import STANDINGS
from vedette.desk import CALL_STANDINGS, CallAsk, CallStanding, PostureAsk
from vedette.web import almanac, citing, tracks
from vedette.web.asking import LINES, LONGEST, Before, Limit, paged, written
from vedette.web.pages import names_of
from vedette.web.room import AnyRequest, InRoom

AskedCalls = NamedDependency[SkipValidation[CallAsk]]
AskedPostures = NamedDependency[SkipValidation[PostureAsk]]
Standings = Annotated[
    tuple[CallStanding, ...], QueryParameter(description="How calls stand, such as unanswered.")
]
Caller = Annotated[
    str,
    QueryParameter(max_length=LONGEST, description="Part of the caller's name, or a state's code."),
]
Addressee = Annotated[
    str,
    QueryParameter(max_length=LONGEST, description="The same of whoever is asked."),
]
States = Annotated[
    tuple[str, ...],
    QueryParameter(description="Whose postures: ISO 3166-1 alpha-2, NATO or EU."),
]
Since = Annotated[
    date | None,
    QueryParameter(description="Postures from this day on; else of the last ninety days."),
]


def call_ask(
    standing: Standings = (),
    caller: Caller = "",
    addressee: Addressee = "",
    limit: Limit = LINES,
    before: Before = None,
) -> CallAsk:
    """Read the filters of calls; what is absent does not filter."""
    return CallAsk(
        standings=frozenset(standing),
        by=caller.strip(),
        to=addressee.strip(),
        limit=limit,
        before=before,
    )


def posture_ask(actor: States = (), since: Since = None) -> PostureAsk:
    """Read whose postures are asked for, and since when."""
    return PostureAsk(countries=frozenset(one.strip().upper() for one in actor), since=since)


def changed(calls: CallAsk, postures: PostureAsk, **changes: Any) -> str:
    """Write both questions with changes of that after calls, from its first page on."""
    calls = replace(calls, **{"before": None, **changes})
    return written(
        standing=calls.standings,
        actor=postures.countries,
        caller=calls.by,
        addressee=calls.to,
        since=postures.since,
        **paged(calls.limit, calls.before),
    )


@get("/calendar", include_in_schema=False, sync_to_thread=True)
def calendar(
    request: AnyRequest, room: InRoom, call_ask: AskedCalls, posture_ask: AskedPostures
) -> Response[str]:
    """Show who asked whom, and the step lines of every state."""
    return room.page(
        request,
        "calendar.html",
        ask=call_ask,
        whose=posture_ask,
        changed=changed,
        page=room.desk.calls(call_ask),
        postures=room.desk.postures(posture_ask),
        today=room.desk.today(),
        standings=CALL_STANDINGS,
        settable=STANDINGS["call"],
        outlets=names_of(room.desk),
        almanac=almanac,
        citing=citing,
        tracks=tracks,
    )


HANDLERS = (calendar,)
