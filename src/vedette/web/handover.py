"""The page between two shifts: what is handed on, signed by who goes, then by who comes.

What is signed is the page as its reader saw it: the form carries the text of it. Of a handover that
was signed those bytes are shown, whatever has become of its incidents since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from litestar import MediaType, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk.shifting import Handover, Open, Settled, Shift
from vedette.errors import NotHeld
from vedette.handling import label, labelled, strictest
from vedette.web import usual
from vedette.web.affairs import titled
from vedette.web.asking import FURTHEST
from vedette.web.clock import day_text
from vedette.web.now import turn
from vedette.web.papers import erased
from vedette.web.room import AnyRequest, InRoom, Room
from vedette.web.signing import signed, wrong
from vedette.web.tongues import speaking
from vedette.web.words import spaced

QUIET: Final = "nothing in particular"
"""What to watch, where who goes says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The form: the `page` that is signed, when it was `made`, what to `watch`; or the `number`."""

    author: str = ""
    watch: str = ""
    page: str = ""
    made: str = ""
    number: str = ""


@get("/handover", include_in_schema=False, sync_to_thread=True)
def handover(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show what there is to hand on since the last handover, and those before."""
    told = room.desk.shift()
    return room.page(
        request,
        "handover.html",
        told=told,
        text=text(told),
        turn=turn,
        usual=usual,
        what=what,
        listed=room.desk.handovers(),
    )


@get("/handover/{number:int}", include_in_schema=False, sync_to_thread=True)
def handed(request: AnyRequest, room: InRoom, number: FromPath[int]) -> Response[str]:
    """Show a page as it was signed, and by whom."""
    one, body = _held(room, number)
    return room.page(request, "handed.html", one=one, body=body.decode())


@get(
    "/handover/{number:int}/text",
    include_in_schema=False,
    sync_to_thread=True,
    media_type=MediaType.TEXT,
)
def kept(room: InRoom, number: FromPath[int]) -> str:
    """Give the bytes that were signed."""
    one, body = _held(room, number)
    if one.erased:
        raise erased(one.erased)
    return body.decode()


def _held(room: Room, number: int) -> tuple[Handover, bytes]:
    if not 0 < number <= FURTHEST:
        raise NotFoundException(detail=f"nothing was handed over under this number: {number}")
    try:
        return room.desk.handover(number)
    except NotHeld as fault:
        raise NotFoundException(detail=fault.what, extra={"remedy": fault.remedy}) from fault


@post("/handover", include_in_schema=False, sync_to_thread=True)
def sign(request: AnyRequest, room: InRoom, data: URLEncodedBody[Signature]) -> Redirect:
    """Sign the page as who goes, or take over as who comes, and show what was signed."""
    if data.number:
        if not data.number.isdecimal():
            raise wrong("number", f"{data.number!r} is no number")
        number = int(data.number)
        with signed(request, room, data.author, data.watch.strip() or "read") as by:
            by.take_over(number)
    else:
        page = data.page.replace("\r\n", "\n")
        if not page.strip():
            raise wrong("page", "it is empty", "sign the page as /handover shows it")
        told = room.desk.shift()
        until = _until(data.made, told) if data.made else None
        with signed(request, room, data.author, data.watch.strip() or QUIET) as by:
            level = strictest((told.handling, labelled(page)))
            number = by.hand_over(page.encode(), told.since, min(until or by.at, by.at), level)
    return Redirect(f"{room.base}/handover/{number}", status_code=HTTP_303_SEE_OTHER)


def _until(given: str, told: Shift) -> datetime:
    """Give until when a page tells: when it was made, for what came since is the next shift's."""
    try:
        made = datetime.fromisoformat(given)
        fits = told.since <= made <= told.made
    except (ValueError, TypeError):
        raise wrong("made", f"{given[:40]!r} is no moment", "sign the page as shown") from None
    if not fits:
        raise wrong("made", "somebody has handed over since the page was opened", "open it again")
    return made


# ── the page as text ────────────────────────────────────────────────────────────────────────────

WHEN: Final = "{date_long}, {hour}"


def text(told: Shift) -> str:
    """Write what is handed on as plain text: what is signed is this."""
    with speaking():  # what is signed is English, whoever signs it
        return "\n".join(_lines(told)) + "\n"


def _lines(told: Shift) -> Iterator[str]:
    yield label(told.handling)
    yield f"Handover, {day_text(told.since, WHEN)} to {day_text(told.made, WHEN)} UTC"
    parts = (
        ("Nobody has taken on", [f"{titled(one.line)}: {turn(one)}" for one in told.new]),
        ("Taken on", [_open(one) for one in told.taken]),
        ("Decided", [_settled(one) for one in told.decided]),
        ("Alarms", [f"{usual.named(one)}: {usual.counted(one)}" for one in told.alarms]),
        ("Alerts sent", [f"{one.headline} ({one.cause})" for one in told.alerts]),
        ("Blind sources", [f"{one.source.name}: {one.why}" for one in told.blind]),
    )
    for title, listed in parts:
        yield ""
        yield f"{title}: {len(listed)}"
        yield from (f"- {' '.join(one.split())}" for one in listed)
    if told.more:
        yield ""
        yield f"And {told.more} more incidents with news."


def _open(one: Open) -> str:
    duty, said = one.duty, []
    if duty.acknowledged:
        said.append(f"taken on by {duty.acknowledged.author}")
    if duty.assigned:
        said.append(f"for {duty.to}")
    if duty.until:
        said.append(f"put off until {day_text(duty.until, WHEN)}")
    return f"{titled(one.line)}: {', '.join(said)}"


def _settled(one: Settled) -> str:
    back = ", taken back since" if one.back else ""
    made = one.decision
    return f"{one.number} {what(one)}, by {made.author}: {made.reason}{back}"


def what(one: Settled) -> str:
    """Say what was decided, of which words."""
    made = one.decision
    return spaced(made.verb) + (f" “{made.words}”" if made.words else "")


HANDLERS = (handover, handed, kept, sign)
