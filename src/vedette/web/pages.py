"""The pages: stream, article, sources, issues, search. All of them read, and change nothing.

Handlers are plain functions run in a thread, because they read the ledger.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, ValidationException
from litestar.params import FromPath, QueryParameter, SkipValidation
from litestar.status_codes import HTTP_400_BAD_REQUEST

from vedette.desk import Ask, Desk, Hit, IncidentLine, Sheet
from vedette.desk.exporting import FEEDS
from vedette.desk.marking import ENUMS, ROLES
from vedette.query import FIELDS
from vedette.records import Span
from vedette.sought import EVERYTHING, Clause, Query
from vedette.web import asking, facets
from vedette.web.decisions import matters
from vedette.web.marks import marks_of, paragraphs
from vedette.web.names import language_not_read
from vedette.web.notes import coders_of, in_reading_order, notes
from vedette.web.querying import Area, QueryLine, kept, line_from, sought
from vedette.web.room import AnyRequest, InRoom
from vedette.web.rows import by_day
from vedette.web.sighting import listed
from vedette.web.troubles import folded
from vedette.web.wordings import before, changes
from vedette.web.wordings import told as told_of
from vedette.web.words import ANSWERED, STATES

Asked = NamedDependency[SkipValidation[Ask]]
Words = Annotated[
    str,
    QueryParameter(
        pattern=r"^\d{1,9}-\d{1,9}$", description="Words to show: where they start and end."
    ),
]
VersionNumber = Annotated[int | None, QueryParameter(ge=1, le=asking.FURTHEST)]
TWO_LETTERS = 2
LOOKED_AT = 12
"""Incidents that are looked at for them."""
FOUND = 4
"""Incidents above the articles of a search: so many leave the first article on a phone's screen."""
Order = Annotated[
    Literal["fit", "new"],
    QueryParameter(description="What fits best first, or the newest. Without words, the newest."),
]


@get("/findings", include_in_schema=False, sync_to_thread=True)
def findings(request: AnyRequest, room: InRoom, ask: Asked) -> Response[str]:
    """Show findings, newest first, or what an empty desk waits for."""
    page, counts = room.desk.stream(ask), room.desk.count(ask)
    health = listed(room.desk.sources())
    outlets = {line.source: line.outlet for line in page.lines if line.outlet}
    outlets |= names_of(room.desk)
    return room.page(
        request,
        "stream.html",
        ask=ask,
        changed=asking.changed,
        kept=kept(asking.changed(ask)),
        same=line_from(ask),
        days=by_day(page.lines),
        next=page.next,
        counts=counts,
        facets=facets.facets(ask, counts, outlets),
        pulse=facets.pulse(ask, counts.days),
        formats=[one for one in room.desk.formats() if not (room.desk.analysts and one in FEEDS)],
        health=health,
        outlets=outlets,
    )


@get("/fresh", include_in_schema=False, sync_to_thread=True, media_type=MediaType.TEXT)
def fresh(room: InRoom) -> str:
    """Give how many findings there are, for the first page to ask now and then."""
    return str(room.desk.standing().findings)


@get("/article/{article_id:str}", include_in_schema=False, sync_to_thread=True)
def article(  # noqa: PLR0917 -- each is one parameter of the address
    request: AnyRequest,
    room: InRoom,
    article_id: FromPath[str],
    version: VersionNumber = None,
    against: VersionNumber = None,
    span: Words = "0-0",
) -> Response[str]:
    """Show an article with its findings marked in its words, and any words that are pointed at.

    With `against`, an earlier version, the words that were changed since then are shown instead.
    """
    sheet = sheet_of(room.desk, article_id, version)
    other = sheet_of(room.desk, article_id, against) if against else None
    runs = changes(other.article.text, sheet.article.text) if other else ()
    told = _article(sheet, article_id, Span(*map(int, span.split("-"))))
    read = room.desk.languages()
    return room.page(
        request,
        "article.html",
        outlets=names_of(room.desk),
        read=sorted(read or ()),
        unread=language_not_read(sheet.article.language, read),
        runs=runs,
        against=against,
        changed=told_of(runs),
        before={one.number: before(sheet.versions, one.number) for one in sheet.versions},
        matters=matters(room.desk.decided_on(article_id), ""),
        may_decide=room.hand is not None,
        roles=ROLES,
        enums=ENUMS,
        **told,
    )


def names_of(desk: Desk) -> dict[str, str]:
    """Name every source by its id, which the desk gives as outlet where an article tells none."""
    return {one.source.id: one.source.name for one in desk.sources()}


def sheet_of(desk: Desk, article_id: str, version: int | None) -> Sheet:
    """Give an article's version, or its newest.

    Raises NotFoundException: the article is not there, or it has other versions, which are told.
    """
    sheet = desk.article(article_id, version)
    if sheet is not None:
        return sheet
    newest = desk.article(article_id) if version else None
    if newest is None:
        raise NotFoundException(detail=f"The ledger does not hold an article {article_id}")
    numbers = ", ".join(str(one.number) for one in newest.versions)
    raise NotFoundException(
        detail=f"The article has no version {version}; its versions are {numbers}",
        extra={"remedy": "give one of these versions, or leave version out for the newest"},
    )


def _article(sheet: Sheet, article_id: str, here: Span) -> dict[str, object]:
    text = sheet.article.text
    codings = sheet.report.codings if sheet.report else ()
    findings = in_reading_order(found for coding in codings for found in coding.findings)
    numbered = notes(findings, text, sheet.review, coders_of(sheet.report))
    blocks = paragraphs(text, marks_of(findings), here)
    return {
        "sheet": sheet,
        "article": sheet.article,
        "article_id": article_id,
        "notes": numbered,
        "by_number": {note.number: note for note in numbered},
        "titled": _titled(sheet),
        "blocks": blocks,
        "here": here,
    }


def _titled(sheet: Sheet) -> bool:
    """Whether the text's first paragraph is the title, which it is for all but some plain files."""
    title = sheet.article.title.strip()
    return bool(title) and sheet.article.text.lstrip().partition("\n")[0].strip() == title


@get("/sources", include_in_schema=False, sync_to_thread=True)
def sources(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show what every source's channels let us see, and since when they do not."""
    health = listed(room.desk.sources())
    tally = {state: sum(one.state == state for one in health) for state in STATES}
    return room.page(request, "sources.html", health=health, tally=tally)


@get("/sources/{source_id:path}", include_in_schema=False, sync_to_thread=True)
def source(request: AnyRequest, room: InRoom, source_id: FromPath[str]) -> Response[str]:
    """Show one source and its last polls, or what came of one that no file describes."""
    name = source_id.strip("/")
    found = room.desk.source(name)
    if found is None:
        held = room.desk.unlisted(name)
        if held is None:
            raise NotFoundException(detail=f"No source is called {name}")
        return room.page(request, "unlisted.html", held=held)
    health, polls = found
    answered: dict[str, datetime] = {}
    for poll in polls:  # the newest first
        if poll.outcome in ANSWERED:
            answered.setdefault(poll.channel, poll.at)
    told = {"one": health, "source": health.source, "polls": polls, "answered": answered}
    return room.page(request, "source.html", **told)


@get("/issues", include_in_schema=False, sync_to_thread=True)
def issues(request: AnyRequest, room: InRoom, before: asking.Before = None) -> Response[str]:
    """Show what could not be collected, read or coded, newest first."""
    page = room.desk.issues(before=before)
    troubles = folded(page.lines, [one.source for one in room.desk.sources()])
    return room.page(request, "issues.html", troubles=troubles, next=page.next, before=before)


@get("/search", include_in_schema=False, sync_to_thread=True)
def search(  # noqa: PLR0917  # each is one parameter of the query
    request: AnyRequest,
    room: InRoom,
    q: QueryLine = "",
    area: Area = "",
    confidence: asking.Confidence = 0.0,
    order: Order = "fit",
    before: asking.Before = None,
) -> Response[str]:
    """Show the articles that answer a query line, or how such a line is written.

    A line that cannot be read is shown with what is wrong in it.
    """
    query, fault = _read(q, area)
    page = None
    if query:
        page = room.desk.search(query, confidence=confidence, order=order, before=before)
    told = {
        "query": query,
        # Whoever reads on has seen them.
        "incidents": told_by(room.desk, query, page.lines) if page and before is None else (),
        "line": query.line or q,
        "fault": fault,
        "fields": FIELDS.values(),
        "page": page,
        "confidence": confidence,
        "order": order,
        "before": before,
        "outlets": names_of(room.desk),
    }
    answer = room.page(request, "search.html", **told)
    answer.status_code = HTTP_400_BAD_REQUEST if fault else answer.status_code
    return answer


def told_by(desk: Desk, query: Query, hits: Sequence[Hit]) -> tuple[IncidentLine, ...]:
    """Give the incidents that the articles found tell of, those of what fits best first.

    Of the fields of the query, the kind and the state are held to, for an article may tell of two.
    To look for the words in the reports of all incidents took 25 to 105 ms of 100,000 articles.
    """
    names = desk.told_by([one.article for one in hits], LOOKED_AT)
    found = desk.incident_lines(names) if names else {}
    asked = [one for one in query.clauses if one.name in {"kind", "place"}]
    listed = (found[name] for name in names if name in found)
    return tuple(one for one in listed if all(_fits(one, clause) for clause in asked))[:FOUND]


def _fits(line: IncidentLine, asked: Clause) -> bool:
    """Say whether an incident is of a kind, or in a state; of any other place nothing is known."""
    if asked.name == "kind":
        return (line.kind in asked.values) is not asked.negated
    states = {str(one) for one in asked.values if len(str(one)) == TWO_LETTERS}
    if not states or line.spot is None:
        return True
    return (line.spot.country in states) is not asked.negated


def _read(line: str, area: str) -> tuple[Query, dict[str, str] | None]:
    try:
        return sought(line, area), None
    except ValidationException as fault:
        entries = fault.extra if isinstance(fault.extra, list) else []
        return EVERYTHING, dict(entries[0])


HANDLERS = (findings, fresh, article, sources, source, issues, search)
