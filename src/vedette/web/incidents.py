"""The pages of incidents and stories: lists, and everything about one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, ValidationException
from litestar.params import FromPath, QueryParameter, SkipValidation
from litestar.response import Redirect

from vedette.desk import Desk, IncidentAsk, IncidentPage, IncidentSheet, StoryAsk, StorySheet
from vedette.duty import NOBODY
from vedette.errors import NotHeld, NotWatched
from vedette.web import inquiry
from vedette.web.affairs import folded
from vedette.web.crossing import crossing
from vedette.web.decisions import matters
from vedette.web.drawing import inset
from vedette.web.kinship import nearest
from vedette.web.knowing import end_of, known
from vedette.web.ladder import ladder
from vedette.web.pages import names_of
from vedette.web.querying import kept, line_from
from vedette.web.room import AnyRequest, InRoom

AskedIncidents = NamedDependency[SkipValidation[IncidentAsk]]
AskedStories = NamedDependency[SkipValidation[StoryAsk]]
AsOf = Annotated[date | None, QueryParameter(description="As it was known at the end of this day.")]
ALIASES: Final = {"text": "txt", "json": "jsonl"}
"""Endings that are written otherwise."""
RELATED: Final = 8
"""Other incidents of the story that the page names."""


@get("/incidents", include_in_schema=False, sync_to_thread=True)
def incidents(request: AnyRequest, room: InRoom, incident_ask: AskedIncidents) -> Response[str]:
    """Show incidents, the one last reported first."""
    page = listed(room.desk, incident_ask)
    counts = room.desk.count_incidents(incident_ask)
    return room.page(
        request,
        "incidents.html",
        ask=incident_ask,
        changed=inquiry.changed,
        kept=kept(inquiry.changed(incident_ask)),
        same=line_from(incident_ask),
        page=page,
        counts=counts,
        facets=inquiry.facets(incident_ask, counts),
        disputes=inquiry.disputes(incident_ask),
        classes=room.desk.asset_classes(),
        formats=room.desk.incident_formats(),
    )


@get("/incidents/{incident_id:str}", include_in_schema=False, sync_to_thread=True)
def incident(
    request: AnyRequest, room: InRoom, incident_id: FromPath[str], as_of: AsOf = None
) -> Response[str] | Redirect:
    """Show one incident, as it is known or was on a day: stages, who differs, what reports tell."""
    name, _, format_ = incident_id.partition(".")
    if format_:
        return Redirect(f"{room.base}/incidents/{name}/export.{ALIASES.get(format_, format_)}")
    now = incident_of(room.desk, incident_id)
    name = now.line.id
    decided = room.desk.decisions(name)
    told = known(now, decided, as_of, room.desk.today())
    sheet = room.desk.incident_then(name, end_of(as_of)) if as_of and told.past else now
    if sheet is None:
        return room.page(request, "incident-then.html", line=now.line, known=told)
    story = now.story.incidents if now.story and not told.past else ()
    beside = room.desk.incident_lines([one for one in story if one != name][:RELATED])
    return room.page(
        request,
        "incident.html",
        sheet=sheet,
        line=sheet.line,
        known=told,
        crossing=crossing(sheet),
        inset=inset(sheet.line.spot),
        related=list(beside.values()),
        heads={account.head.article: account.head for account in sheet.accounts},
        printed=folded((account.head for account in sheet.accounts), sheet.accounts),
        ladder=ladder(sheet.climbs, sheet.accounts),
        outlets=names_of(room.desk),
        grade=sheet.grade,
        kin=nearest(sheet),
        formats=room.desk.incident_formats(),
        duty=room.desk.duties([name]).get(name, NOBODY),
        matters=matters(
            [one for one in decided if not as_of or one.ruling.decision.at <= end_of(as_of)], name
        ),
    )


@get("/stories", include_in_schema=False, sync_to_thread=True)
def stories(request: AnyRequest, room: InRoom, story_ask: AskedStories) -> Response[str]:
    """Show stories, the one last reported first."""
    return room.page(
        request,
        "stories.html",
        ask=story_ask,
        changed=inquiry.changed,
        page=room.desk.stories(story_ask),
    )


@get("/stories/{story_id:str}", include_in_schema=False, sync_to_thread=True)
def story(request: AnyRequest, room: InRoom, story_id: FromPath[str]) -> Response[str]:
    """Show one story: its reports in order, copies folded, and its incidents."""
    sheet = story_of(room.desk, story_id)
    return room.page(
        request,
        "story.html",
        sheet=sheet,
        line=sheet.line,
        printed=folded(sheet.heads),
        outlets=names_of(room.desk),
    )


def listed(desk: Desk, asked: IncidentAsk) -> IncidentPage:
    """Give the incidents that are asked for; ValidationException where no asset fits."""
    with answerable():
        return desk.incidents(asked)


@contextmanager
def answerable() -> Iterator[None]:
    """Turn a question about assets that there are not into a ValidationException."""
    try:
        yield
    except NotWatched as fault:
        why = f"{fault.where}: {fault.what}"
        extra = [{"key": "asset", "why": why, "remedy": fault.remedy}]
        raise ValidationException(detail=fault.what, extra=extra) from fault


def incident_of(desk: Desk, start: str) -> IncidentSheet:
    """Give an incident by its id or the start of it; raises NotFoundException."""
    try:
        return desk.only("incident", start)
    except NotHeld as fault:
        raise _missing("an incident", "/incidents", fault) from fault


def story_of(desk: Desk, start: str) -> StorySheet:
    """Give a story by its id or the start of it; raises NotFoundException."""
    try:
        return desk.only("story", start)
    except NotHeld as fault:
        raise _missing("a story", "/stories", fault) from fault


def _missing(noun: str, listing: str, fault: NotHeld) -> NotFoundException:
    if fault.why:
        told, remedy = f"Several ids begin with {fault.where}: {fault.why}", fault.remedy
    else:
        told = f"The ledger does not hold {noun} {fault.where}"
        remedy = f"find it in the list at {listing}; an id changes with its first report"
    return NotFoundException(detail=told, extra={"remedy": remedy})


HANDLERS = (incidents, incident, stories, story)
