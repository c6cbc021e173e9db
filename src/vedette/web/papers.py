"""A brief that is signed on its page, and what was signed: as a page, as text, for programs.

What is signed is the Markdown that the page's form carries, as it stands there or as it was edited,
with a last line that says by whom. Its bytes are kept; whoever takes a signature back adds a
decision, and the paper stays readable.
"""

from dataclasses import dataclass
from typing import Final

from litestar import MediaType, Response, get, post
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_410_GONE

from vedette.desk import Brief, Desk, Paper
from vedette.desk.deciding import Deciding
from vedette.duty import Act
from vedette.errors import NotHeld
from vedette.handling import labelled, strictest
from vedette.web.asking import FURTHEST, Kinds
from vedette.web.briefing import Day, Places, Week, asked, query_of
from vedette.web.clock import day_text
from vedette.web.markdown import escaped
from vedette.web.room import AnyRequest, InRoom
from vedette.web.signing import signed, wrong
from vedette.web.tongues import speaking

USUAL: Final = "signed at the desk"
"""The reason, where who signs gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The form: the Markdown that is signed, by whom and why."""

    page: str = ""
    author: str = ""
    reason: str = ""


@post("/brief", include_in_schema=False, sync_to_thread=True)
def sign(  # noqa: PLR0917 -- each is one parameter of the query
    request: AnyRequest,
    room: InRoom,
    data: URLEncodedBody[Signature],
    day: Day = None,
    week: Week = None,
    kind: Kinds = (),
    country: Places = (),
) -> Redirect:
    """Sign a brief as the form has it, and show what was signed.

    It is handled as the strictest of what it tells and of the labels in its text.
    """
    page = data.page.replace("\r\n", "\n").rstrip()
    if not page:
        raise wrong("page", "it is empty", "sign the brief as /brief shows it")
    told = asked(room.desk, day, week, kind, country)
    level = strictest((told.handling, labelled(page)))
    with signed(request, room, data.author, data.reason.strip() or USUAL) as by:
        body = f"{page}\n\n{signature(by)}\n".encode()
        number = by.sign(name(told), body, level, query_of(told.ask))
    return Redirect(f"{room.base}/brief/signed/{number}", status_code=HTTP_303_SEE_OTHER)


def signature(by: Deciding) -> str:
    """Write the last line of what is signed, in English as all of it."""
    with speaking():
        at = day_text(by.at, "{date} {year}, {hour} UTC")
    return f"Signed by {escaped(by.author)}, {at}: {escaped(by.reason)}"


def name(told: Brief) -> str:
    """Call a brief as the files are called that the desk writes of itself."""
    length = "day" if told.ask.since == told.ask.until else "week"
    return f"brief-{length}-{told.ask.until}.md"


@get("/brief/signed/{number:int}", include_in_schema=False, sync_to_thread=True)
def paper(request: AnyRequest, room: InRoom, number: FromPath[int]) -> Response[str]:
    """Show a brief as it was signed, by whom, and whether the signature was taken back."""
    one, body = paper_of(room.desk, number)
    return room.page(request, "signed.html", one=one, body=body.decode("utf-8", "replace"))


@get("/brief/signed/{number:int}/text", include_in_schema=False, sync_to_thread=True)
def text(room: InRoom, number: FromPath[int]) -> Response[bytes]:
    """Give the bytes of a signed brief; as plain text, for somebody may have written a script."""
    one, body = paper_of(room.desk, number)
    if one.erased:
        raise erased(one.erased)
    return Response(body, media_type=MediaType.TEXT)


def erased(by: Act) -> HTTPException:
    """Say that the bytes of what was signed are gone, and who erased them, when and why."""
    when = f"{by.at:%Y-%m-%d %H:%M} UTC"
    told = f"its text was erased with a report that it told of, by {by.author}, {when}: {by.reason}"
    return HTTPException(detail=told, status_code=HTTP_410_GONE)


def paper_of(desk: Desk, number: int) -> tuple[Paper, bytes]:
    """Ask a desk for a signed brief; raises NotFoundException."""
    if not 0 < number <= FURTHEST:
        raise NotFoundException(detail=f"no paper has this number: {number}")
    try:
        return desk.paper(number)
    except NotHeld as fault:
        raise NotFoundException(detail=f"{fault.what}: {number}") from fault


HANDLERS = (sign, paper, text)
