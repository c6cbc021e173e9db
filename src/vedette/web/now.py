"""The first page: what is new since its reader last looked, the most consequential first.

Its list is made when it is asked for and stays as it is; what comes meanwhile is announced, and
comes when it is asked for. When somebody last looked stands in a cookie of the reader's own, which
changes only when he says that he has read so far.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from litestar import MediaType, Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter, URLEncodedBody
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from vedette.desk import Health, News
from vedette.web.affairs import toll
from vedette.web.asking import LONGEST
from vedette.web.clock import MONTHS, SUNDAY_FIRST, shortly, stamp
from vedette.web.countries import COUNTRIES
from vedette.web.names import PRONOUNS, country_name
from vedette.web.parameters import known_only, names
from vedette.web.room import SAMPLE, AnyRequest, InRoom, Room, Visit
from vedette.web.telling import Gauge
from vedette.web.theme import A_YEAR
from vedette.web.tongues import gettext, ngettext, pgettext
from vedette.web.words import CREDIBILITIES, FIRMNESS, kind_name, stage_name

LOOKED: Final = "vedette_looked"
SHIFTS: Final = (
    ("8 hours", timedelta(hours=8)),
    ("24 hours", timedelta(days=1)),
    ("7 days", timedelta(days=7)),
)
"""What a reader may ask for instead: a shift, a day, a week."""
ON_WALL: Final = 12
"""Lines that a wall of 1080 rows holds at a size that is read from four metres."""
ON_QUIET_WALL: Final = 6
LOOKING_BACK: Final = timedelta(days=7)
"""What a wall shows after a day without news, so that a quiet one is not taken for a dead one."""
DARK: Final = frozenset({"blind", "gone"})

Since = Annotated[
    str, QueryParameter(max_length=LONGEST, description="A moment, as 2025-11-30T06:00Z.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A factor of a line's place in the list: its name, what it looked at, and its figure."""

    name: str
    words: str
    figure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """News, ready to print; `parts` multiply to the score."""

    news: News
    mark: str
    gauge: Gauge | None
    accused: tuple[str, ...]
    by: str
    parts: tuple[Part, ...]


def moved(request: AnyRequest) -> Redirect | None:
    """Lead an address of the findings, which stood here once, to where they stand now."""
    asked = request.query_params
    filters = set(names(("ask",)))
    alone = set(asked) == {"since"} and "T" in asked["since"]
    if filters & set(asked) and not alone:
        base = Visit.of(request).base
        return Redirect(f"{base}/findings?{request.url.query}", status_code=HTTP_303_SEE_OTHER)
    known_only(request)
    return None


@get("/", include_in_schema=False, sync_to_thread=True, before_request=moved)
def now(request: AnyRequest, room: InRoom, since: Since = "") -> Response[str]:
    """Show what is new since a moment: the one that is asked for, else the reader's last look."""
    if Visit.of(request).theme == "wall":
        return _wall(request, room)
    looked = _looked(request, room)
    told = room.desk.watchlist(_moment(since) if since else looked or room.desk.first_look())
    sources = room.desk.sources()
    return room.page(
        request,
        "now.html",
        told=told,
        rows=[row(one) for one in told.news],
        asleep=[row(one) for one in told.asleep],
        looked=looked,
        shifts=[(gettext(name), stamp(told.made - span)) for name, span in SHIFTS],
        since=stamp(told.since),
        made=stamp(told.made),
        blind=_blind(sources),
        health=sources,
    )


@get("/wall", include_in_schema=False, sync_to_thread=True)
def wall(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show the last day's news for a screen on a wall, which asks anew by itself."""
    return _wall(request, room)


@get("/fresh/incidents", include_in_schema=False, sync_to_thread=True, media_type=MediaType.TEXT)
def fresh(room: InRoom, since: Since) -> str:
    """Give how many incidents have news since a moment, for the first page to ask now and then."""
    return str(room.desk.fresh(_moment(since)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The form's answer: up to which moment everything was read."""

    until: str


@post("/looked", include_in_schema=False, sync_to_thread=False)
def looked(room: InRoom, data: URLEncodedBody[Read]) -> Redirect:
    """Keep for a year up to when the reader has read, and show what is new since."""
    cookie = Cookie(
        key=_cookie(room), value=stamp(_moment(data.until)), max_age=A_YEAR, samesite="strict",
        path="/",
    )  # fmt: skip
    return Redirect(room.base or "/", status_code=HTTP_303_SEE_OTHER, cookies=[cookie])


def _wall(request: AnyRequest, room: Room) -> Response[str]:
    now = room.desk.now()
    told = room.desk.watchlist(now - timedelta(days=1))
    before = () if told.news else room.desk.watchlist(now - LOOKING_BACK).news[:ON_QUIET_WALL]
    return room.page(
        request,
        "wall.html",
        told=told,
        rows=[row(one) for one in told.news[:ON_WALL]],
        before=[row(one) for one in before],
        beyond=max(0, len(told.news) - ON_WALL) + told.more,
        blind=_blind(room.desk.sources()),
        days=shortly(SUNDAY_FIRST),
        months=shortly(MONTHS),
    )


def _cookie(room: Room) -> str:
    return f"{LOOKED}_sample" if room.base == SAMPLE else LOOKED


def _looked(request: AnyRequest, room: Room) -> datetime | None:
    try:
        return _moment(request.cookies.get(_cookie(room), ""))
    except ValidationException:
        return None


def _moment(given: str) -> datetime:
    """Read a moment, in UTC where no zone is told; raises ValidationException."""
    try:
        found = datetime.fromisoformat(given)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        extra = [{"key": "since", "why": f"since cannot be {given[:40]!r}"}]
        raise ValidationException(detail="no such moment", extra=extra) from None


def _blind(listed: tuple[Health, ...]) -> list[Health]:
    """Give the sources of which nothing is seen, those that went first before others."""
    dark = [one for one in listed if one.state in DARK]
    return sorted(dark, key=lambda one: (one.since is not None, one.since, one.source.name))


# ── one line ────────────────────────────────────────────────────────────────────────────────────

MARKS: Final = {"new": "new", "firmer": "firmer", "moved": "stage", "told": "again"}


def row(one: News) -> Row:
    """Lay out one line."""
    # States first: what else is named beside them is often a word for the same.
    told = sorted(one.accused, key=lambda who: who not in COUNTRIES) if one.firmness else ()
    accused = tuple(map(country_name, told))
    return Row(
        news=one,
        mark=pgettext("news", MARKS[one.turn]),
        gauge=Gauge(words=gettext(FIRMNESS[one.firmness]), rung=one.firmness) if accused else None,
        accused=accused,
        by=next((who for who in one.by if who.casefold() not in PRONOUNS), ""),
        parts=tuple(_parts(one)),
    )


def _parts(one: News) -> Iterator[Part]:
    told = {
        "kind": kind_name(one.line.kind),
        "harm": _harm(one),
        "credibility": f"{one.line.grade}: {gettext(CREDIBILITIES[int(one.line.grade[1:])])}",
        "turn": turn(one),
        "rarity": _rarity(one),
    }
    for name, figure in one.consequence.factors.items():
        yield Part(name=gettext(name), words=told[name], figure=figure)


def turn(one: News) -> str:
    """Say what the news is."""
    match one.turn:
        case "new":
            return gettext("not known before")
        case "firmer":
            was, now = gettext(FIRMNESS[one.was]), gettext(FIRMNESS[one.firmness])
            return gettext("accusation: %(was)s, now %(now)s", was=was, now=now)
        case "moved":
            was, now = stage_name(one.before), stage_name(one.line.status)
            return gettext("stage: %(was)s, now %(now)s", was=was, now=now)
        case "told":
            return ngettext("%(num)s further report", "%(num)s further reports", one.fresh)


def _harm(one: News) -> str:
    killed, injured = one.line.killed or (0, 0), one.line.injured or (0, 0)
    return toll(killed[1], injured[1]) or gettext("nobody hurt, as far as is told")


def _rarity(one: News) -> str:
    told = {"kind": kind_name(one.line.kind)}
    if one.line.spot is None:
        if not one.others:
            return gettext("the only %(kind)s without a place in 90 days", **told)
        return ngettext(
            "%(num)s other of its kind without a place in 90 days",
            "%(num)s others of its kind without a place in 90 days",
            one.others,
        )
    told["country"] = country_name(one.line.spot.country)
    if not one.others:
        return gettext("the only %(kind)s in %(country)s in 90 days", **told)
    return ngettext(
        "%(num)s other of its kind in %(country)s in 90 days",
        "%(num)s others of its kind in %(country)s in 90 days",
        one.others,
        **told,
    )


HANDLERS = (now, wall, fresh, looked)
