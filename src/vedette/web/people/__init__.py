"""The desk with a login: who comes, what he may, and the pages on which he says so.

access    what every address needs, in one table
doorway   whose request it is: a session's cookie or a token, before any handler runs
lobby     what these pages share: the file of people, the printer, the cookie
entering  /login, /logout and /welcome
openid    /login/openid, where a provider of identities is asked instead
own       /me: one's sessions, password and tokens
ruling    /people and /audit, for administrators
"""

from collections.abc import Sequence
from typing import Final

from litestar import Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from vedette.people import People
from vedette.web.people import entering, openid, own, ruling
from vedette.web.people.lobby import Lobby
from vedette.web.room import Printer

LARGEST: Final = 20_000
"""Bytes of a form: a password has at most 256 characters."""
HANDLERS: Final[Sequence[ControllerRouterHandler]] = (
    *entering.HANDLERS,
    *own.HANDLERS,
    *ruling.HANDLERS,
)


def router(people: People, printer: Printer) -> Router:
    """Hang the pages of a desk with a login at its root."""
    lobby = Lobby(people=people, printer=printer)
    handlers = [*HANDLERS, *(openid.handlers(people.openid) if people.openid else ())]
    return Router(
        "/",
        route_handlers=handlers,
        dependencies={"lobby": Provide(lambda: lobby, sync_to_thread=False)},
        include_in_schema=False,
        request_max_body_size=LARGEST,
    )
