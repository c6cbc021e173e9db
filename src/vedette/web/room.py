"""One desk as the web shows it: where it hangs, and how its pages are printed.

The live desk hangs at the root, the sample desk under `/sample`. The same handlers serve both; a
`Room` tells them which one they are in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import unquote

from litestar import MediaType, Request, Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from vedette.desk import Desk
from vedette.desk.deciding import Hand
from vedette.desk.tray import Tray
from vedette.desk.trying import Trial
from vedette.handling import Ceilings
from vedette.people import Person
from vedette.web.guard import is_sample
from vedette.web.press import Press
from vedette.web.stops import number_of
from vedette.web.tongues import ENGLISH, spoken

SAMPLE: Final = "/sample"
THEME_COOKIE: Final = "vedette_theme"
NAME_COOKIE: Final = "vedette_name"
LONGEST: Final = 100
"""Characters of a name that is kept in a browser, as many as its box takes."""
Theme = Literal["auto", "light", "dark", "wall"]
CHOSEN: Final[frozenset[Theme]] = frozenset({"light", "dark", "wall"})
"""Themes that are kept; of any other cookie the system decides."""
AnyRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a page wants to know of the request: where it is, in which colours, and for whom.

    `program` is whether JSON is wanted rather than a page; `person` is who is logged in, None where
    nobody is or the desk asks nobody; `name` is what was last signed with in this browser. `tour`
    is the stop of the guided tour, 0 for none; `tongue` is the language, as ISO 639-1.
    """

    base: str
    path: str
    theme: Theme
    program: bool
    person: Person | None = None
    name: str = ""
    tour: int = 0
    tongue: str = ENGLISH

    @classmethod
    def of(cls, request: AnyRequest) -> "Visit":
        """Read a visit off its request."""
        base = SAMPLE if is_sample(request.url.path) else ""
        chosen = request.cookies.get(THEME_COOKIE)
        return cls(
            base=base,
            path=request.url.path.removeprefix(base) or "/",
            theme=next((one for one in CHOSEN if one == chosen), "auto"),
            program=_program(request, base),
            name=unquote(request.cookies.get(NAME_COOKIE, ""))[:LONGEST].strip(),
            tour=number_of(request.query_params.get("tour", "")),
            tongue=spoken(),
            person=found if isinstance(found := request.scope.get("user"), Person) else None,
        )


def _program(request: AnyRequest, base: str) -> bool:
    accepts = request.headers.get("accept", "")
    asked = (f"{base}/api/", f"{base}/metrics", f"{base}/fresh")
    return request.url.path.startswith(asked) or (
        "application/json" in accepts and "text/html" not in accepts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Prints pages; knows which desks there are, so that pages can lead from one to the other."""

    press: Press
    live: bool
    sample: bool

    @classmethod
    def alone(cls) -> "Printer":
        """Give one for files, which no desk stands behind."""
        return cls(press=Press(""), live=False, sample=False)

    def __call__(self, template: str, visit: Visit, context: Mapping[str, object]) -> str:
        frame = {
            "base": visit.base,
            "visit": visit,
            "sample": visit.base == SAMPLE,
            "has_live": self.live,
            "has_sample": self.sample,
            "standing": None,
            "standstill": None,
            "may_decide": False,
            "signer": "",
            "withheld": {},
        }
        return self.press.page(template, {**frame, **context})


SOMEBODY: Final = Person(name="", role="admin")
"""Whoever sits before a desk that asks nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """What the pages of a desk may do beside reading; each None where they may not.

    `hand` decides, what is handed in lies on the `tray`, `trial` sends a test over a channel.
    """

    hand: Hand | None = None
    tray: Tray | None = None
    trial: Trial | None = None

    def of(self, person: Person) -> "Able":
        """Leave what a person may; without a hand nothing is written at all."""
        if self.hand is None:
            return Able()
        decides, takes = person.may("analyst", "decide"), person.may("analyst", "import")
        return Able(
            hand=self.hand if decides else None,
            tray=self.tray if takes else None,
            trial=self.trial if decides else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A desk as far as it may be told here, the printer of its pages, and who is in it.

    On a desk without login that is whoever sits before it, by the name that the settings give as
    author, and he may do everything.
    """

    desk: Desk
    base: str
    printer: Printer
    ceilings: Ceilings
    person: Person = SOMEBODY
    able: Able = Able()

    @property
    def hand(self) -> Hand | None:
        """Where pages may decide; None where they may not."""
        return self.able.hand

    @property
    def tray(self) -> Tray | None:
        """Where what is handed in lies; None where nothing is taken in."""
        return self.able.tray

    def signer(self, request: AnyRequest) -> str:
        """Give the name that a form begins with: who is known, else who signed here before."""
        return self.person.name or self.desk.author or Visit.of(request).name

    def page(self, request: AnyRequest, template: str, **context: object) -> Response[str]:
        """Print a page of this desk, its standing in the masthead."""
        context.setdefault("standing", self.desk.standing())
        context.setdefault("standstill", self.desk.standstill)
        context.setdefault("withheld", self.desk.withheld())
        context.setdefault("ceilings", self.ceilings)
        context.setdefault("may_decide", self.hand is not None)
        context.setdefault("signer", self.signer(request))
        body = self.printer(template, Visit.of(request), context)
        return Response(
            body, media_type=MediaType.HTML, headers={"cache-control": "private, no-cache"}
        )


InRoom = NamedDependency[SkipValidation[Room]]
