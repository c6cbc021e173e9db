"""The page of alarms: is this week unusual, what raised an alarm, and on which promise."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from litestar import MediaType, Response, get
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter

from vedette.desk import Desk, Lookout, Raised, Rehearsed, Unusual, Week
from vedette.errors import NotCounted
from vedette.web import drawing, usual
from vedette.web.asking import LONGEST
from vedette.web.names import country_code
from vedette.web.room import AnyRequest, InRoom
from vedette.web.words import KINDS

Kind = Annotated[str, QueryParameter(description="A kind of incident; * for any.")]
Place = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST,
        description="A state's code, a water, or a theatre such as Northern Europe; * for any.",
    ),
]
MOST_WEEKS = 40
"""Series on the page whose week stands out: more than these nobody reads."""


class Standout(NamedTuple):
    """A series whose week lies outside of what nine in ten hold."""

    series: str
    week: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """The alarms of a desk, the newest first: none with fewer `seen` days than `needed`.

    Of the alarms so many were `judged` by analysts, and `dismissed` of these; each tells by whom.
    `rehearsed` is how many false ones a month came when the desk last tried, null before it has.
    """

    promise: str
    seen: int
    needed: int
    series: int
    alarms: tuple[Raised, ...]
    judged: int
    dismissed: int
    rehearsed: Rehearsed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a week is unusual: `verdict` is `more`, `usual`, `fewer` or `unknown`."""

    verdict: usual.Verdict
    sentence: str
    told: Unusual


@get("/alarms", include_in_schema=False, sync_to_thread=True)
def alarms(
    request: AnyRequest, room: InRoom, kind: Kind = "*", place: Place = "*"
) -> Response[str]:
    """Show the week, the alarms with their incidents, and the series that stand out."""
    told, lookout = asked(room.desk, kind, place), room.desk.lookout()
    names = {name for one in lookout.alarms for name in one.incidents}
    return room.page(
        request,
        "alarms.html",
        told=told,
        lookout=lookout,
        kind=kind,
        place=place,
        kinds=KINDS,
        usual=usual,
        casts=drawing.casts,
        lines=room.desk.incident_lines(names),
        standing_out=standing_out(lookout),
        rehearsed=room.desk.rehearsed,
    )


@get("/alarms/week", include_in_schema=False, sync_to_thread=True)
def week(room: InRoom) -> Response[str]:
    """Give the sentence of the week alone, for the first page to fetch: it takes a while."""
    told = asked(room.desk, "*", "*")
    return Response(usual.sentence(told), media_type=MediaType.TEXT)


def asked(desk: Desk, kind: str, place: str) -> Unusual:
    """Ask whether a week is unusual; raises ValidationException for what is not counted."""
    try:
        return desk.unusual(kind.strip(), country_code(place.strip()) or place.strip())
    except NotCounted as fault:
        extra = [{"key": fault.where, "why": fault.what, "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault


def standing_out(told: Lookout) -> list[Standout]:
    """Give the series whose week holds more than is usual, the rarest first."""
    more = [Standout(name, one) for name, one in told.weeks.items() if one.count > one.high]
    more.sort(key=lambda one: (-(one.week.count + 1) / (one.week.high + 1), one.series))
    return more[:MOST_WEEKS]


HANDLERS = (alarms, week)
