"""What the pages of a desk with a login share: the file of people, the printer, the cookie."""

from dataclasses import dataclass
from typing import Final

from litestar import MediaType, Response
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import SkipValidation

from vedette.people import Comer, People, Person
from vedette.web.room import AnyRequest, Printer, Visit

PLAIN: Final = "vedette_session"
LOCKED: Final = "__Host-vedette_session"
"""Its name over TLS: browsers then see to it that it is Secure, ours alone, and for all of `/`."""
COOKIES: Final = (LOCKED, PLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lobby:
    """The file of people, and the printer."""

    people: People
    printer: Printer

    def page(
        self, request: AnyRequest, template: str, status: int = 200, **context: object
    ) -> Response[str]:
        """Print a page that nobody keeps."""
        return unkept(self.printer, request, template, status, lobby=self, **context)


def unkept(
    printer: Printer, request: AnyRequest, template: str, status: int = 200, **context: object
) -> Response[str]:
    """Print a page outside the desk, which no cache is to keep."""
    body = printer(template, Visit.of(request), {"fault": "", "ceilings": None, **context})
    headers = {"cache-control": "no-store"}
    return Response(body, media_type=MediaType.HTML, status_code=status, headers=headers)


InLobby = NamedDependency[SkipValidation[Lobby]]


def person_of(request: AnyRequest) -> Person:
    """Give who asks; raises NotAuthorizedException where nobody is known."""
    person = request.scope.get("user")
    if not isinstance(person, Person):
        raise NotAuthorizedException(detail="This desk asks for a login")
    return person


def comer(request: AnyRequest) -> Comer:
    """Give from where somebody comes, and with what.

    Behind a server of one's own the address is what that one says (`X-Forwarded-For`).
    """
    address = request.client.host if request.client else ""
    return Comer(address=address[:60], agent=request.headers.get("user-agent", ""))


def cookie(request: AnyRequest, secret: str) -> Cookie:
    """Give the cookie of a session: no script reads it, no other site sends it with a form.

    It has no date, so that it goes with the browser; the desk ends the session in any case.
    """
    secure = request.url.scheme == "https"
    return Cookie(
        key=LOCKED if secure else PLAIN,
        value=secret,
        path="/",
        httponly=True,
        secure=secure,
        samesite="lax",
    )


def forgotten(request: AnyRequest) -> list[Cookie]:
    """Give what makes a browser forget its session."""
    secure = request.url.scheme == "https"
    names = COOKIES if secure else (PLAIN,)
    return [
        Cookie(key=name, value="", path="/", max_age=0, httponly=True, secure=secure)
        for name in names
    ]
