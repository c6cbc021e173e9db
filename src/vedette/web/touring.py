"""The guided tour: leads to each stop's page, whose banner leads on; it can be left at any time."""

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk import Desk, IncidentAsk, IncidentLine
from vedette.web.room import InRoom
from vedette.web.stops import STOPS, Stop, stop


@get("/tour/{number:int}", include_in_schema=False, sync_to_thread=True)
def tour(room: InRoom, number: FromPath[int]) -> Redirect:
    """Lead to the page of a stop; a desk without an incident leads to the first five minutes.

    A sample that is still being read has no such page, and leads to what it has read so far.
    """
    one = stop(number)
    if one is None:
        raise NotFoundException(detail=f"The tour has {len(STOPS)} stops")
    line = telling(room.desk)
    empty = "/findings" if room.base else "/start"
    to = empty if line is None else _with(number, _filled(room.desk, one, line))
    first = bool(room.base) and to.startswith("/?")  # the first page of a desk that hangs lower
    path = f"{room.base}{to.removeprefix('/') if first else to}"
    return Redirect(path, status_code=HTTP_303_SEE_OTHER)


def telling(desk: Desk) -> IncidentLine | None:
    """Give the incident that tells most: the newest on which sources differ, else the newest."""
    lines = desk.incidents(IncidentAsk(limit=50)).lines
    return next((one for one in lines if one.disagreements), next(iter(lines), None))


def _filled(desk: Desk, one: Stop, line: IncidentLine) -> str:
    """Put the ids of this ledger into a stop's path."""
    if "{article}" not in one.path:
        return one.path.replace("{incident}", line.id)
    sheet = desk.incident(line.id)
    tellings = sheet.incident.tellings if sheet else ()
    told = next((each for each in tellings if each.finding), None)
    if told is None:  # every report of it was recognised by its words alone
        return f"/incidents/{line.id}#reports"
    path = one.path.replace("{article}", told.article)
    return path.replace("{finding}", told.finding or "")


def _with(number: int, path: str) -> str:
    """Say on an address which stop it is.

    >>> _with(2, "/a?b=c#d"), _with(1, "/")
    ('/a?b=c&tour=2#d', '/?tour=1')
    """
    page, sharp, place = path.partition("#")
    return f"{page}{'&' if '?' in page else '?'}tour={number}{sharp}{place}"


HANDLERS = (tour,)
