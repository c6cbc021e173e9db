"""Signing up for breaking news by mail: `/signup`, where strangers say what they want to hear of.

    GET  /signup           the form                 POST  the question goes to the address
    GET  /signup/confirm   what the link asks for   POST  it is so from now on
    GET  /signup/leave/…   whether to leave         POST  he is off; a mail program posts here too
    GET  /signup/never     whether to ask no more   POST  never again

Nothing is changed by following a link: programs that look for viruses follow all of them. No answer
says whether an address is known here. Source: RFC 8058, section 3.1 and 3.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from litestar import Response, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter, SkipValidation, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK, HTTP_303_SEE_OTHER
from litestar.types import ControllerRouterHandler

from vedette.desk.enlisting import Enlisting, Letter
from vedette.errors import SubscriptionRefused
from vedette.signup import Wish
from vedette.signup.links import LONGEST
from vedette.web.faults import capital
from vedette.web.people.lobby import comer, unkept
from vedette.web.room import AnyRequest, Printer
from vedette.web.tongues import gettext

LARGEST: Final = 20_000
"""Bytes of a form, with every kind, country and language ticked."""
WAIT: Final = "3600"
"""Seconds after which who asked too often may ask again."""
Key = Annotated[str, QueryParameter(max_length=LONGEST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the form of `/signup` sends; a form with one tick sends one text."""

    address: str
    channel: str = ""
    kind: str | list[str] = field(default_factory=list)
    place: str | list[str] = field(default_factory=list)
    language: str | list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The link that somebody followed before he pressed the button."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Porch:
    """What these pages share: who takes people in, and the printer."""

    enlisting: Enlisting
    printer: Printer

    def page(
        self, request: AnyRequest, template: str, status: int = HTTP_200_OK, **context: object
    ) -> Response[str]:
        """Print a page that nobody keeps."""
        return unkept(self.printer, request, f"signup/{template}.html", status, **context)

    def asking(
        self, request: AnyRequest, status: int = HTTP_200_OK, fault: str = "", address: str = ""
    ) -> Response[str]:
        """Print the form."""
        choices = self.enlisting.choices
        told = {"choices": choices, "fault": fault, "address": address[:254]}
        return self.page(request, "ask", status, **told)


InPorch = NamedDependency[SkipValidation[Porch]]


@get("/signup", sync_to_thread=True)
def form(request: AnyRequest, porch: InPorch) -> Response[str]:
    """Ask what somebody wants to be told of, and where."""
    return porch.asking(request)


@post("/signup", sync_to_thread=True)
def ask(request: AnyRequest, porch: InPorch, data: URLEncodedBody[Wanted]) -> Response[Any]:
    """Send a question to the address; say the same whoever has it."""
    wish = Wish(
        channel=data.channel or porch.enlisting.choices.lists[0],
        address=data.address.strip(),
        kinds=_listed(data.kind),
        places=_listed(data.place),
        languages=_listed(data.language),
    )
    page = porch.enlisting.channels.get(wish.channel)
    below = page.options["page"].rstrip("/") if page else ""
    try:
        answer = porch.enlisting.ask(
            wish, comer(request).address, lambda key: letter(f"{below}/signup", key)
        )
    except SubscriptionRefused as fault:
        parts = (fault.what, fault.remedy)
        told = ". ".join(capital(gettext(words)) for words in parts) + "."
        return porch.asking(request, HTTPStatus.BAD_REQUEST, told, data.address)
    if answer == "often":
        told = gettext("This was asked too often. Try again in an hour.")
        often = porch.asking(request, HTTPStatus.TOO_MANY_REQUESTS, told, data.address)
        often.headers["retry-after"] = WAIT
        return often
    return Redirect("/signup/asked", status_code=HTTP_303_SEE_OTHER)


def _listed(told: str | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([told] if isinstance(told, str) else told))


def letter(below: str, key: str) -> Letter:
    """Write the question in the language of the page."""
    host = urlsplit(below).hostname or ""
    parts = (
        gettext("Somebody, probably you, asked %(host)s for breaking news by mail.", host=host),
        gettext("If it was you, open this page within two days and press the button:"),
        f"{below}/confirm?key={key}",
        gettext(
            "If it was not you, do nothing: you get no news, and your address is not kept."
            " If you want no such question ever again, open this page:"
        ),
        f"{below}/never?key={key}",
    )
    subject = gettext("News from %(host)s: is it you who asked?", host=host)
    return Letter(subject=subject, text="\n\n".join(parts) + "\n")


@get("/signup/asked", sync_to_thread=True)
def asked(request: AnyRequest, porch: InPorch) -> Response[str]:
    """Say where to look now."""
    return porch.page(request, "asked")


@get("/signup/confirm", sync_to_thread=True)
def confirming(request: AnyRequest, porch: InPorch, key: Key = "") -> Response[str]:
    """Show what a link asks for, with the button that makes it so."""
    wish = porch.enlisting.signups.wish(key)
    return porch.page(request, "confirm", wish=wish, key=key) if wish else _void(request, porch)


@post("/signup/confirm", sync_to_thread=True, status_code=HTTP_200_OK)
def confirm(request: AnyRequest, porch: InPorch, data: URLEncodedBody[Pressed]) -> Response[str]:
    """Put whoever has the link on the list."""
    wish = porch.enlisting.signups.confirm(data.key)
    return porch.page(request, "confirmed", wish=wish) if wish else _void(request, porch)


@get("/signup/never", sync_to_thread=True)
def refusing(request: AnyRequest, porch: InPorch, key: Key = "") -> Response[str]:
    """Ask whether an address is never to be asked again."""
    wish = porch.enlisting.signups.wish(key)
    return porch.page(request, "never", wish=wish, key=key) if wish else _void(request, porch)


@post("/signup/never", sync_to_thread=True, status_code=HTTP_200_OK)
def refuse(request: AnyRequest, porch: InPorch, data: URLEncodedBody[Pressed]) -> Response[str]:
    """Never ask again."""
    wish = porch.enlisting.signups.refuse(data.key)
    return porch.page(request, "left", never=True) if wish else _void(request, porch)


@get("/signup/leave/{key:str}", sync_to_thread=True)
def leaving(request: AnyRequest, porch: InPorch, key: FromPath[str]) -> Response[str]:
    """Ask whether somebody wants to leave."""
    if porch.enlisting.signups.left(key) is None:
        raise NotFoundException(detail="this link is none of this desk's")
    return porch.page(request, "leave", key=key)


@post("/signup/leave/{key:str}", sync_to_thread=True, status_code=HTTP_200_OK)
def leave(request: AnyRequest, porch: InPorch, key: FromPath[str]) -> Response[str]:
    """Strike somebody off, at the word of his mail program or of the button; twice is once.

    The link says who it is, so that nothing is read of what is posted (RFC 8058, 3.2).
    """
    if not porch.enlisting.signups.leave(key):
        raise NotFoundException(detail="this link is none of this desk's")
    return porch.page(request, "left", never=False)


def _void(request: AnyRequest, porch: Porch) -> Response[str]:
    return porch.page(request, "void", HTTPStatus.BAD_REQUEST)


HANDLERS: Final[Sequence[ControllerRouterHandler]] = (
    form,
    ask,
    asked,
    confirming,
    confirm,
    refusing,
    refuse,
    leaving,
    leave,
)


def router(enlisting: Enlisting, printer: Printer) -> Router:
    """Hang the pages at the root of a desk that has a list."""
    porch = Porch(enlisting=enlisting, printer=printer)
    return Router(
        "/",
        route_handlers=HANDLERS,
        dependencies={"porch": Provide(lambda: porch, sync_to_thread=False)},
        include_in_schema=False,
        request_max_body_size=LARGEST,
    )
