"""What an analyst decides of an incident on its own page, and of several that he chose in a list.

The same decisions as `vedette decide` makes, one row each. An incident's id changes when a decision
puts another report first, so that who has decided is led back by a report of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from litestar import get, post
from litestar.params import FromPath, QueryParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk import Desk, IncidentAsk
from vedette.desk.deciding import Deciding, spot
from vedette.query import parse
from vedette.web.duty import HOURS
from vedette.web.incidents import incident_of
from vedette.web.kinship import LETTERS
from vedette.web.room import AnyRequest, InRoom
from vedette.web.signing import signed, wrong
from vedette.web.words import KINDS

MOST: Final = 50
"""Incidents that are chosen at once: a page of the list. By twelve letters each, their line has 657
of the 1,000 characters that a query line may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The form: `what` is done, with what follows a colon where it needs something: `same:4af7a5`.

    `kind` and `place` are for those that say which.
    """

    what: str
    author: str = ""
    reason: str = ""
    kind: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """The form of a list: `what` is done with the incidents that were chosen, by their ids."""

    what: str
    id: list[str] | str = ""
    author: str = ""
    reason: str = ""


SHOW: Final = "show"
"""Leads to those that were chosen, and decides nothing: the form bears a name, an address none."""
Chosen = Annotated[tuple[str, ...], QueryParameter(description="Ids of incidents.")]


@post("/incidents/{incident_id:str}/decide", include_in_schema=False, sync_to_thread=True)
def decide(
    request: AnyRequest, room: InRoom, incident_id: FromPath[str], data: URLEncodedBody[Corrected]
) -> Redirect:
    """Make a decision on an incident, and lead to where it is told then.

    Its author is who is logged in, whatever the form says; on a desk without login, who it says.
    """
    sheet = incident_of(room.desk, incident_id)
    what, _, other = data.what.partition(":")
    if what not in VERBS:
        raise wrong("what", f"it is none of {', '.join(VERBS)}")
    if what in {"same", "two"}:
        other = incident_of(room.desk, other).line.id
    reason = data.reason.strip() or USUAL.get(what, "")
    if not reason:
        raise wrong("reason", "it is left empty", "say why: it stands beside what you decide")
    with signed(request, room, data.author, reason) as by:
        VERBS[what](by, sheet.line.id, other, data)
    names = [sheet.line.id, other] if what == "same" else [sheet.line.id]
    reports = () if what == "dismiss" else sheet.incident.articles
    name = first_of(room.desk, [*map(one_of, names), *(f"article:{one}" for one in reports)])
    there = f"/incidents/{name}#decisions" if name else f"/article/{sheet.line.article}#decided"
    return Redirect(f"{room.base}{there}", status_code=HTTP_303_SEE_OTHER)


def one_of(name: str) -> str:
    """Write the query line that asks for one incident."""
    return f"incident:{name}"


def first_of(desk: Desk, lines: Iterable[str]) -> str:
    """Give the id of an incident that answers the first of these query lines that any answers."""
    for line in lines:
        if found := desk.incidents(IncidentAsk(query=parse(line), limit=1)).lines:
            return found[0].id
    return ""


def _kind(by: Deciding, name: str, _: str, data: Corrected) -> int:
    if data.kind not in KINDS:
        raise wrong("kind", "it is none of the 19 kinds")
    return by.kind(name, data.kind)


def _place(by: Deciding, name: str, _: str, data: Corrected) -> int:
    if not data.place.strip():
        raise wrong("place", "it is left empty", "give the nearest town as Narva or Narva, EE")
    return by.place(name, spot(data.place))


def _withdrawn(by: Deciding, _: str, number: str, __: Corrected) -> int:
    if not number.isdecimal():
        raise wrong("what", "give the number of a decision")
    return by.withdraw(int(number))


VERBS: Final[Mapping[str, Callable[[Deciding, str, str, Corrected], int]]] = {
    "kind": _kind,
    "place": _place,
    "dismiss": lambda by, name, _, __: by.dismiss(name),
    "confirm": lambda by, name, _, __: by.confirm(name),
    "note": lambda by, name, _, __: by.note(name),
    "same": lambda by, name, other, _: by.merge(name, other),
    "two": lambda by, name, other, _: by.split(name, other),
    "withdraw": _withdrawn,
}
"""What may be decided on an incident's page."""
USUAL: Final = {
    "same": "by the words of the reports",
    "two": "by the words of the reports",
    "withdraw": "taken back at the desk",
}
"""The reason of what needs none."""


# ── several at once ─────────────────────────────────────────────────────────────────────────────


@get("/incidents/chosen", include_in_schema=False, sync_to_thread=False)
def chosen(room: InRoom, id: Chosen = ()) -> Redirect:  # noqa: A002 -- the parameter's name
    """Lead to the list of the incidents that were chosen: a link that can be kept and exported."""
    return Redirect(f"{room.base}/incidents?{urlencode({'q': line_of(id)})}")


def line_of(names: Sequence[str]) -> str:
    """Write the query line that asks for these incidents; raises ValidationException without any.

    >>> line_of(["349bfcd0ccddaf9d", "6c7c2688b556"])
    'incident:349bfcd0ccdd,6c7c2688b556'
    """
    if not 0 < len(names) <= MOST:
        raise wrong("id", "none is chosen" if not names else f"more than {MOST} are", "tick some")
    return f"incident:{','.join(one[:LETTERS] for one in names)}"


@post("/incidents/chosen", include_in_schema=False, sync_to_thread=True)
def several(request: AnyRequest, room: InRoom, data: URLEncodedBody[Several]) -> Redirect:
    """Decide the same of all incidents that were chosen, or make one of them; lead to them."""
    names = [data.id] if isinstance(data.id, str) and data.id else list(data.id)
    line = line_of(names)
    if data.what == SHOW:
        asked = urlencode({"q": line})
        return Redirect(f"{room.base}/incidents?{asked}", status_code=HTTP_303_SEE_OTHER)
    if data.what not in TOGETHER:
        raise wrong("what", f"it is none of {', '.join(TOGETHER)}")
    whole = [incident_of(room.desk, one).line.id for one in names]
    usual, act = TOGETHER[data.what]
    with signed(request, room, data.author, data.reason.strip() or usual) as by:
        act(by, room.desk, whole)
    there = f"/incidents?{urlencode({'q': line})}"
    if data.what == "merge":
        there = f"/incidents/{first_of(room.desk, map(one_of, whole))}#decisions"
    return Redirect(f"{room.base}{there}", status_code=HTTP_303_SEE_OTHER)


def _merged(by: Deciding, desk: Desk, names: Sequence[str]) -> None:
    """Make one of all, one after the other: each merge decides which of the ids the whole bears."""
    if len(names) < 2:
        raise wrong("id", "one alone is chosen", "tick the one that it is one with too")
    whole = names[0]
    for n, other in enumerate(names[1:], 2):
        by.merge(whole, other)
        whole = first_of(desk, map(one_of, names[:n]))


def _each(act: Callable[[Deciding, str], int]) -> Callable[[Deciding, Desk, Sequence[str]], None]:
    def all_of(by: Deciding, _: Desk, names: Sequence[str]) -> None:
        for one in names:
            act(by, one)

    return all_of


Together = tuple[str, Callable[[Deciding, Desk, Sequence[str]], None]]
TOGETHER: Final[Mapping[str, Together]] = {
    "merge": ("merged in the list", _merged),
    "acknowledge": ("taken on at the desk", _each(lambda by, one: by.acknowledge(one))),
    "snooze": (
        "can wait",
        _each(lambda by, one: by.snooze(one, by.at + timedelta(hours=HOURS[1]))),
    ),
}
"""What may be done with several, and the reason that it has where none is given."""

HANDLERS = (decide, chosen, several)
