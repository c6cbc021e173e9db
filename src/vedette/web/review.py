"""What waits for an analyst, decided by one key each, and taken back by another.

Every button says where it stands in the list, so that the page comes back at the one after it. A
second analyst is shown the words alone: not what was decided of them, nor by whom.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from litestar import Response, get, post
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk import Desk
from vedette.desk.deciding import ANSWERS, Deciding
from vedette.desk.foresight import Outcome
from vedette.desk.queueing import Sort, spell
from vedette.web import citing
from vedette.web.asking import Before
from vedette.web.kinship import likely
from vedette.web.pages import names_of
from vedette.web.room import AnyRequest, InRoom
from vedette.web.signing import signed, wrong

EACH: Final = 5
"""Of each sort on the page of all: what fits a look."""
ALONE: Final = 25
"""Of one sort on its own page."""
NAMES: Final[Mapping[Sort, str]] = {
    "low": "Weakly read",
    "same": "May be the same",
    "due": "Forecasts due",
    "blind": "Blind sources",
    "broken": "Broken at a stage",
    "second": "Second opinions",
}
SAID: Final[Mapping[str, str]] = {
    "confirm": "it holds",
    "dismiss": "it does not hold",
    "must_link": "the same",
    "cannot_link": "not the same",
    "acknowledge": "seen",
    "resolve": "settled",
    "second": "a second opinion",
}
"""What was decided, for the line that offers to take it back."""

Only = Annotated[Sort | None, QueryParameter(description="One sort of what waits; all without.")]
Done = Annotated[
    int | None, QueryParameter(ge=1, description="The decision that was just made here.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The form: `what` is a place in the list, what is said, and of what: `3 confirm 4af7a5`."""

    what: str
    author: str = ""
    reason: str = ""
    only: str = ""
    before: str = ""


@get("/review", include_in_schema=False, sync_to_thread=True)
def review(
    request: AnyRequest, room: InRoom, only: Only = None, before: Before = None, done: Done = None
) -> Response[str]:
    """Show what waits, a few of each sort, or more of one."""
    after = (before or 0) if only else 0
    limit = ALONE if only else EACH
    who = room.person.name or room.desk.author
    told = room.desk.queue(only=only, who=who, limit=limit, after=after)
    return room.page(
        request,
        "review.html",
        told=told,
        only=only,
        names=NAMES,
        after=after,
        later=after + limit if only and told.counts[only] > after + limit else None,
        total=sum(told.counts.values()),
        opinions=room.desk.opinions(),
        made=room.desk.made(done) if done else None,
        said=SAID,
        answers=ANSWERS,
        likely=likely,
        spell=spell,
        door_of=citing.door,
        phrase_of=citing.phrase,
        outlets=names_of(room.desk),
    )


@post("/review", include_in_schema=False, sync_to_thread=True)
def answer(request: AnyRequest, room: InRoom, data: URLEncodedBody[Answer]) -> Redirect:
    """Decide what a button says, and come back at what stands in its place now."""
    place, *told = data.what.split(" ", 2)
    if len(told) != 2 or not place.isdecimal() or told[0] not in VERBS:
        raise wrong("what", f"it is no place in the list with one of {', '.join(VERBS)}")
    verb, target = told
    with signed(request, room, data.author, data.reason.strip() or "reviewed at the desk") as by:
        number = VERBS[verb](by, room.desk, target)
    done = "" if verb == "undo" else f"done={number}"
    kept = (f"only={data.only}" if data.only in NAMES else "", _page(data.before), done)
    query = "&".join(part for part in kept if part)
    return Redirect(
        f"{room.base}/review{'?' if query else ''}{query}#at-{place}",
        status_code=HTTP_303_SEE_OTHER,
    )


def _page(before: str) -> str:
    return f"before={before}" if before.isdecimal() and int(before) else ""


def _linked(by: Deciding, target: str, *, apart: bool) -> int:
    one, _, other = target.partition(" ")
    return by.split(one, other) if apart else by.merge(one, other)


def _number(told: str) -> int:
    if not told.isdecimal():
        raise wrong("what", f"{told!r} is no number")
    return int(told)


def _second(by: Deciding, told: str) -> int:
    number, _, said = told.partition(" ")
    one = _number(number)
    answers = {name: name for listed in ANSWERS.values() for name in listed}
    if said not in answers:
        raise wrong("what", f"it is none of {', '.join(answers)}")
    return by.second(one, answers[said])


def _settled(outcome: Outcome) -> Callable[[Deciding, Desk, str], int]:
    return lambda by, desk, told: desk.settle(by, told, outcome)


VERBS: Final[Mapping[str, Callable[[Deciding, Desk, str], int]]] = {
    "confirm": lambda by, _, told: by.confirm(told),
    "dismiss": lambda by, _, told: by.dismiss(told),
    "seen": lambda by, _, told: by.acknowledge(told),
    "same": lambda by, _, told: _linked(by, told, apart=False),
    "two": lambda by, _, told: _linked(by, told, apart=True),
    "yes": _settled("yes"),
    "no": _settled("no"),
    "void": _settled("void"),
    "source": lambda by, _, told: by.acknowledge_named("source", told),
    "issue": lambda by, _, told: by.acknowledge_named("issue", told),
    "second": lambda by, _, told: _second(by, told),
    "undo": lambda by, _, told: by.withdraw(_number(told)),
}
"""What a button may say, and how it is decided."""

HANDLERS = (review, answer)
