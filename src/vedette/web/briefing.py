"""The brief of a day or week: as a page, as Markdown to be edited, as a file that stands alone."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from litestar import Response, get
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter
from markupsafe import Markup

from vedette.desk import Brief, BriefAsk, Desk
from vedette.errors import NotCounted
from vedette.web import briefs, drawing, usual
from vedette.web.asking import Kinds, read_country, written
from vedette.web.markdown import markdown
from vedette.web.press import STATIC
from vedette.web.room import AnyRequest, InRoom, Printer, Visit
from vedette.web.tongues import speaking

Day = Annotated[date | None, QueryParameter(description="Of this day (UTC) alone.")]
Week = Annotated[date | None, QueryParameter(description="Of the seven days up to this one.")]
Places = Annotated[
    tuple[str, ...],
    QueryParameter(description="Where: ISO 3166-1 alpha-2, or a sea's name."),
]
FIRST = date(1970, 1, 1)
ONE, SEVEN = timedelta(days=1), timedelta(days=6)


def ask_of(
    day: date | None,
    week: date | None,
    *,
    today: date,
    kinds: frozenset[str] = frozenset(),
    places: frozenset[str] = frozenset(),
) -> BriefAsk:
    """Read of which days a brief is: those of the last week that is over where none are told.

    Raises NotCounted for days before `FIRST` or to come, and where both are given.
    """
    until = day or week or today - ONE
    if day and week:
        raise NotCounted(what="a day and a week are two lengths", where="day", remedy="give one")
    if not FIRST <= until <= today:
        remedy = f"give a day from {FIRST} to {today}"
        raise NotCounted(what=f"no brief of {until}", where="day" if day else "week", remedy=remedy)
    return BriefAsk(since=until if day else until - SEVEN, until=until, kinds=kinds, places=places)


def query_of(ask: BriefAsk) -> str:
    """Write the query by which a brief is asked for, in one way for each.

    >>> query_of(BriefAsk(since=date(2026, 3, 11), until=date(2026, 3, 17)))
    'week=2026-03-17'
    """
    whole = ask.since != ask.until
    days = {"week": ask.until} if whole else {"day": ask.until}
    return written(**days, kind=ask.kinds, country=ask.places)


@get("/brief", include_in_schema=False, sync_to_thread=True)
def page(  # noqa: PLR0917 -- each is one parameter of the query
    request: AnyRequest,
    room: InRoom,
    day: Day = None,
    week: Week = None,
    kind: Kinds = (),
    country: Places = (),
) -> Response[str]:
    """Show a brief with links into the desk; it prints on two pages."""
    told = asked(room.desk, day, week, kind, country)
    with speaking():  # a brief is a paper that is signed and sent, in English
        paper = context(told)
        text = markdown(told) if room.hand else ""
    papers, of = room.desk.papers(), query_of(told.ask)
    return room.page(
        request,
        "brief.html",
        **paper,
        query=request.url.query,
        of=of,
        text=text,
        papers=papers,
        signed_here=[one for one in papers if one.of == of and not one.withdrawn],
    )


@get("/brief.md", include_in_schema=False, sync_to_thread=True, media_type="text/markdown")
def as_markdown(
    room: InRoom,
    day: Day = None,
    week: Week = None,
    kind: Kinds = (),
    country: Places = (),
) -> str:
    """Give a brief as Markdown."""
    return markdown(asked(room.desk, day, week, kind, country))


def asked(
    desk: Desk, day: date | None, week: date | None, kind: tuple[str, ...], country: tuple[str, ...]
) -> Brief:
    """Ask a desk for a brief; raises ValidationException for what is not counted."""
    places = frozenset(map(read_country, country))
    try:
        return desk.brief(
            ask_of(day, week, today=desk.today(), kinds=frozenset(kind), places=places)
        )
    except NotCounted as fault:
        extra = [{"key": fault.where, "why": fault.what, "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault


def context(told: Brief) -> Mapping[str, Any]:
    """Give what the templates want: the parts in words, the map, the curves."""
    listed = briefs.parts(told)
    shown = told.fresh[: briefs.MOST["new"]]
    marks = [
        drawing.Mark(n, one.line.spot.lat, one.line.spot.lon)
        for n, one in enumerate(shown, 1)
        if one.line.spot and one.line.spot.precision != "country"
    ]
    return {
        "told": told,
        "title": briefs.title(told),
        "made": briefs.made(told),
        "reading": briefs.reading(listed),
        "ways": briefs.ways(told),
        "parts": listed,
        "map": drawing.dot_map(marks),
        "curves": [
            (name, drawing.spark(counts, f"{name}: {sum(counts)} in eight weeks"), counts[-7:])
            for series, counts in told.days.items()
            for name in (usual.title(series).removesuffix(" anywhere"),)
        ],
        "verdict": usual.verdict(told.unusual),
        "sentence": usual.sentence(told.unusual),
    }


Format = Literal["markdown", "html"]


def file(told: Brief, format_: Format, *, sample: bool) -> str:
    """Write a brief as a file of its own, which needs nothing beside it."""
    if format_ == "markdown":
        return markdown(told)
    style = Markup((STATIC / "brief.css").read_text("utf-8"))  # noqa: S704  # our own sheet
    sheet = Markup("<style>{}</style>").format(style)
    visit = Visit(base="", path="/brief", theme="auto", program=False)
    printer = Printer.alone()
    return printer("brief-alone.html", visit, {**context(told), "sheet": sheet, "sample": sample})


HANDLERS = (page, as_markdown)
