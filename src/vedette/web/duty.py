"""Taking on what there is: acknowledge, assign, put off, and take each of these back.

One form serves every page that lists incidents or alerts; each of its buttons says what is done
with what. It leads back to the page that it was sent from.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from litestar import post
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk.deciding import Deciding
from vedette.web.room import AnyRequest, InRoom
from vedette.web.signing import signed, wrong
from vedette.web.theme import inner

HOURS: Final = (4, 8, 24, 72, 168)
"""For how long something may be put off: half a shift, a shift, a day, a weekend, a week."""
REASONS: Final = {
    "acknowledge": "taken on at the desk",
    "thread": "taken on at the desk",
    "assign": "assigned at the desk",
    "snooze": "can wait",
    "withdraw": "taken back at the desk",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The form: `what` is done with what, as `acknowledge:4af7a5`; an empty reason is a usual one.

    `to` is whom it is for, `hours` how long it can wait.
    """

    what: str
    author: str = ""
    reason: str = ""
    to: str = ""
    hours: int = HOURS[1]
    back: str = "/"


@post("/duty", include_in_schema=False, sync_to_thread=True)
def take(request: AnyRequest, room: InRoom, data: URLEncodedBody[Taken]) -> Redirect:
    """Take on, assign, put off or take back, and lead back to the page that asked."""
    what, _, target = data.what.partition(":")
    if what not in REASONS or not target:
        raise wrong("what", f"it is none of {', '.join(REASONS)}")
    reason = data.reason.strip() or REASONS[what]
    with signed(request, room, data.author, reason) as by:
        _taken(by, what, target, data)
    return Redirect(inner(data.back), status_code=HTTP_303_SEE_OTHER)


def _taken(by: Deciding, what: str, target: str, data: Taken) -> int:
    match what:
        case "acknowledge":
            return by.acknowledge(target)
        case "thread":
            return by.acknowledge_thread(target)
        case "assign":
            if not data.to.strip():
                raise wrong("to", "it is left empty", "say whom it is for")
            return by.assign(target, data.to)
        case "snooze":
            if data.hours not in HOURS:
                raise wrong("hours", f"it is none of {', '.join(map(str, HOURS))}")
            return by.snooze(target, by.at + timedelta(hours=data.hours))
        case _:
            if not target.isdecimal():
                raise wrong("what", "give the number of a decision")
            return by.withdraw(int(target))


HANDLERS = (take,)
