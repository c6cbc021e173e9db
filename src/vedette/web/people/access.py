"""What every address of the desk needs, in one table: a role, and a scope for a program's token.

An address is looked up by its method and by as much of its path as the table knows, longest first;
`/sample` counts as the root, and what follows a dot does not count. Whatever is not in the table
is for administrators, and a test fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from vedette.people import Person, Role, Scope
from vedette.web.guard import SAFE_METHODS
from vedette.web.room import SAMPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A role that is needed, none for whoever comes; and the scope with which a token will do.

    Without a scope no token will, whatever its owner may.
    """

    role: Role | None
    scope: Scope | None = None


NOBODY: Final = Need(role=None)
"""Open to whoever comes: how one gets in, and what a page is dressed in."""
ITSELF: Final = Need(role=None)
"""TAXII looks at its own tokens and those of the desk, and answers in its own words."""
READ: Final = Need(role="reader", scope="read")
SELF: Final = Need(role="reader")
"""What is one's own, at a browser alone: a token makes no tokens."""
DECIDE: Final = Need(role="analyst", scope="decide")
IMPORT: Final = Need(role="analyst", scope="import")
RULE: Final = Need(role="admin")

NEEDS: Final[Mapping[str, Need]] = {
    "GET /": READ,
    "GET /wall": READ,
    "GET /findings": READ,
    "GET /fresh": READ,
    "GET /article": READ,
    "GET /sources": READ,
    "GET /issues": READ,
    "GET /search": READ,
    "GET /incidents": READ,
    "POST /incidents": DECIDE,
    "GET /stories": READ,
    "GET /pledges": READ,
    "POST /pledges": DECIDE,
    "GET /forecasts": READ,
    "POST /forecasts": DECIDE,
    "GET /forecasters": READ,
    "GET /calendar": READ,
    "POST /calendar": DECIDE,
    "GET /foresight": READ,
    "GET /map": READ,
    "GET /timeline": READ,
    "GET /charts": READ,
    "GET /coverage": READ,
    "GET /alarms": READ,
    "GET /alerts": READ,
    "GET /watches": READ,
    "POST /watches": DECIDE,
    "POST /article": DECIDE,
    "POST /duty": DECIDE,
    "GET /handover": READ,
    "POST /handover": DECIDE,
    "GET /review": READ,
    "POST /review": DECIDE,
    "GET /start": READ,
    "POST /start": DECIDE,  # a map is looked over, and kept nowhere
    "GET /tour": READ,
    "GET /help": READ,
    "GET /keys": READ,
    "GET /add": IMPORT,
    "POST /add": IMPORT,
    "POST /looked": SELF,  # since when what is new is new, in this browser
    "POST /alerts": SELF,  # whether this browser is told of alerts
    "GET /brief": READ,
    "POST /brief": DECIDE,
    "GET /export": READ,
    "GET /api": READ,
    "GET /schema": READ,
    "GET /metrics": READ,
    "GET /health": NOBODY,  # a few words, of which none is about what the ledger holds
    "GET /taxii2": ITSELF,
    "POST /taxii2": ITSELF,
    "DELETE /taxii2": ITSELF,
    "GET /static": NOBODY,
    "GET /worker": NOBODY,  # a script as the static ones are, for the whole of the desk
    "POST /theme": NOBODY,
    "POST /language": NOBODY,
    "GET /login": NOBODY,
    "POST /login": NOBODY,
    "GET /welcome": NOBODY,
    "POST /welcome": NOBODY,
    "POST /logout": NOBODY,
    "GET /signup": NOBODY,  # for strangers who want to be told by mail
    "POST /signup": NOBODY,
    "GET /me": SELF,
    "POST /me": SELF,
    "GET /people": RULE,
    "POST /people": RULE,
    "GET /audit": RULE,
}


def need(method: str, path: str) -> Need | None:
    """Give what an address needs, None where the table does not know it.

    >>> need("HEAD", "/sample/incidents.csv") is READ, need("POST", "/stories/{story_id}")
    (True, None)
    """
    verb = "GET" if method in SAFE_METHODS else method
    parts = [part.partition(".")[0] for part in path.split("/") if part]
    parts = parts[1:] if parts[:1] == [SAMPLE.strip("/")] else parts
    known = (f"{verb} /{'/'.join(parts[:n])}" for n in range(len(parts), 0, -1))
    found = next((NEEDS[key] for key in known if key in NEEDS), None)
    return found if parts else NEEDS.get(f"{verb} /")


def admit(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Let a request through to its handler, or say that nobody is known, or that he may not."""
    scope = connection.scope
    asked = need(str(scope.get("method", "GET")), scope["path_template"]) or RULE
    if asked.role is None:
        return
    person = scope.get("user")
    if not isinstance(person, Person):
        raise NotAuthorizedException(detail="This desk asks for a login")
    if not person.may(asked.role, asked.scope):
        raise PermissionDeniedException(detail=_why_not(person, asked))


def _why_not(person: Person, asked: Need) -> str:
    if person.scopes is not None and asked.scope is None:
        return "No token will do here: log in at a browser"
    if person.scopes is not None and asked.scope not in person.scopes:
        return f"The token is not for {asked.scope}"
    return f"{person.name} is {person.role} here, and this needs the role {asked.role}"
