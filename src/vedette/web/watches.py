"""The page of watches: to make one, to see what it would have told, to keep, switch and change it.

A watch is tried before it is kept: the form asks with GET and shows the preview, and only what
stands in a preview can be kept, with POST.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final, Literal

from litestar import Response, get, post
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_400_BAD_REQUEST

from vedette.alerts import CAUSES, SEVERITIES, Cause, Severity, Watch
from vedette.desk import Desk, Preview
from vedette.errors import ConfigurationError
from vedette.query import FIELDS
from vedette.web.querying import Area, QueryLine, sought
from vedette.web.room import AnyRequest, InRoom, Visit

Named = Annotated[str, QueryParameter(max_length=40, description="The name of a watch.")]
Channels = Annotated[tuple[str, ...], QueryParameter(description="Channels over which it tells.")]
Causes = Annotated[tuple[Cause, ...], QueryParameter(description="Why it tells; all if left out.")]
About = Annotated[Literal["incident", "alarm"], QueryParameter(description="What it is about.")]
Quiet = Annotated[
    str, QueryParameter(max_length=60, description="Hours without a message, as 22:00-06:00.")
]
Wakes = Annotated[Severity, QueryParameter(description="As grave as this goes out all the same.")]
Urgent = Annotated[
    Literal["yes", ""], QueryParameter(description="Whether it goes down the line of duty.")
]
Edit = Annotated[str, QueryParameter(max_length=40, description="The watch that is changed.")]

SAID: Final[dict[Cause, str]] = {
    "new": "an incident is new",
    "stage": "it moves to another stage",
    "accused": "somebody is accused, or more firmly",
    "differing": "sources come to differ",
    "corrected": "what was told was wrong",
    "withdrawn": "it is taken back",
}
"""Causes that a reader may choose; what was told is taken back in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The form's answer: a watch as it is to be, and who wants it so, and why."""

    name: str = ""
    q: str = ""
    channel: list[str] | str = ""
    cause: list[str] | str = ""
    on: Literal["incident", "alarm"] = "incident"
    switched: Literal["yes", "no"] = "no"
    quiet: str = ""
    wakes: Severity = "severe"
    urgent: Literal["yes", ""] = ""
    author: str = ""
    reason: str = ""


@get("/watches", include_in_schema=False, sync_to_thread=True)
def watches(  # noqa: PLR0913, PLR0917  # each is one parameter of the query
    request: AnyRequest,
    room: InRoom,
    edit: Edit = "",
    name: Named = "",
    q: QueryLine = "",
    area: Area = "",
    channel: Channels = (),
    cause: Causes = (),
    on: About = "incident",
    quiet: Quiet = "",
    wakes: Wakes = "severe",
    urgent: Urgent = "",
) -> Response[str]:
    """Show the watches, the form to make or change one, and what it would have told."""
    listed = room.desk.watches()
    asked = Watch(
        name=name.strip(),
        query=q,
        channels=channel,
        causes=cause or CAUSES,
        on=on,
        quiet=quiet.strip(),
        wakes=wakes,
        urgent=urgent == "yes",
    )
    tried = bool(q.strip() or area.strip())
    if edit and not tried:
        asked = next((one for one in listed if one.name == edit), asked)
    watch, preview, fault = asked, None, None
    if tried:
        watch, preview, fault = _tried(room.desk, asked, area)
    answer = room.page(
        request,
        "watches.html",
        listed=listed,
        watch=watch,
        there=next((one for one in listed if one.name == watch.name), None),
        preview=preview,
        fault=fault,
        tried=tried,
        channels=room.desk.channels,
        causes=SAID,
        severities=SEVERITIES,
        author=room.signer(request),
        fields=FIELDS,
    )
    answer.status_code = HTTP_400_BAD_REQUEST if fault else answer.status_code
    return answer


def _tried(
    desk: Desk, asked: Watch, area: str
) -> tuple[Watch, Preview | None, dict[str, str] | None]:
    """Try a watch on the past: give it with its line as it is read, and what it would have told."""
    try:
        watch = replace(asked, query=sought(asked.query, area).line)
        return watch, desk.preview(watch), None
    except ValidationException as fault:
        entries = fault.extra if isinstance(fault.extra, list) else []
        return asked, None, dict(entries[0])
    except ConfigurationError as fault:
        return asked, None, {"why": f"{fault.what} ({fault.where})", "remedy": fault.remedy}


@post("/watches", include_in_schema=False, sync_to_thread=True)
def keep(request: AnyRequest, room: InRoom, data: URLEncodedBody[Kept]) -> Redirect:
    """Keep a watch as the form says, and go back to the list.

    Its author is who is logged in, whatever the form says; on a desk without login, who it says.
    """
    if room.desk.sample:
        raise _refused("the sample keeps no watches", "make it on the live desk")
    person = Visit.of(request).person
    author = person.name if person else (data.author or room.desk.author).strip()
    if not author:
        raise _refused("nobody signs it", "give your name: who makes a watch stands beside it")
    watch = Watch(
        name=data.name.strip(),
        query=sought(data.q).line,
        channels=_several(data.channel),
        causes=tuple(one for one in CAUSES if not data.cause or one in _several(data.cause)),
        on=data.on,
        switched=data.switched == "yes",
        quiet=data.quiet.strip(),
        wakes=data.wakes,
        urgent=data.urgent == "yes",
    )
    if not watch.query:
        raise _refused("a watch on everything", "give a query line that says of what it tells")
    try:
        room.desk.keep_watch(watch, author=author, reason=data.reason.strip() or "made at the desk")
    except ConfigurationError as fault:
        raise _refused(f"{fault.what} ({fault.where})", fault.remedy) from fault
    return Redirect(f"{room.base}/watches", status_code=HTTP_303_SEE_OTHER)


def _several(given: list[str] | str) -> tuple[str, ...]:
    """Take what a form sends under one name once, several times, or not at all."""
    return (given,) * bool(given) if isinstance(given, str) else tuple(given)


def _refused(why: str, remedy: str) -> ValidationException:
    extra: list[dict[str, Any]] = [{"why": why, "remedy": remedy}]
    return ValidationException(detail=why, extra=extra)


HANDLERS = (watches, keep)
