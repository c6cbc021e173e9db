"""The pages of pledges: the register, and everything about one."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter, SkipValidation

from vedette.amended import STANDINGS
from vedette.desk import STANDS, Desk, PledgeAsk, PledgeSheet, Stand
from vedette.errors import NotHeld
from vedette.web import citing, lines, promises
from vedette.web.asking import LINES, LONGEST, Before, Limit, paged, written
from vedette.web.decisions import matters
from vedette.web.pages import names_of
from vedette.web.room import AnyRequest, InRoom

AskedPledges = NamedDependency[SkipValidation[PledgeAsk]]
Standings = Annotated[
    tuple[Stand, ...], QueryParameter(description="How it stands, such as behind.")
]
Promisor = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST, description="Part of the promisor's name, or a state's code."
    ),
]
DueBefore = Annotated[date | None, QueryParameter(description="Due before this day.")]


def pledge_ask(
    standing: Standings = (),
    promisor: Promisor = "",
    due_before: DueBefore = None,
    limit: Limit = LINES,
    before: Before = None,
) -> PledgeAsk:
    """Read the filters of the register; what is absent does not filter."""
    return PledgeAsk(
        standings=frozenset(standing),
        by=promisor.strip(),
        due_before=due_before,
        limit=limit,
        before=before,
    )


def changed(asked: PledgeAsk, **changes: Any) -> str:
    """Write a question with these changes, from its first page unless `before` is given."""
    asked = replace(asked, **{"before": None, **changes})
    return written(
        standing=asked.standings,
        promisor=asked.by,
        due_before=asked.due_before,
        **paged(asked.limit, asked.before),
    )


@get("/pledges", include_in_schema=False, sync_to_thread=True)
def pledges(request: AnyRequest, room: InRoom, pledge_ask: AskedPledges) -> Response[str]:
    """Show the register, what was moved last first."""
    return room.page(
        request,
        "pledges.html",
        ask=pledge_ask,
        changed=changed,
        page=room.desk.pledges(pledge_ask),
        stands=STANDS,
        promises=promises,
    )


@get("/pledges/{pledge_id:str}", include_in_schema=False, sync_to_thread=True)
def pledge(request: AnyRequest, room: InRoom, pledge_id: FromPath[str]) -> Response[str]:
    """Show one pledge: how it stands and why, its reports, the figures against its path."""
    sheet = pledge_of(room.desk, pledge_id)
    return room.page(
        request,
        "pledge.html",
        sheet=sheet,
        line=sheet.line,
        pledge=sheet.pledge,
        steps=lines.steps(sheet),
        reports=promises.reports(sheet),
        courses=promises.ranked(sheet.pledge.courses),
        outlets=names_of(room.desk),
        heads={one.told.head.article: one.told.head for one in sheet.reports},
        settable=STANDINGS["pledge"],
        matters=matters(room.desk.amended("pledge", sheet.line.id)),
        citing=citing,
        promises=promises,
        lines=lines,
    )


def pledge_of(desk: Desk, start: str) -> PledgeSheet:
    """Give a pledge by its id or the start of it; raises NotFoundException."""
    try:
        return desk.pledge(start)
    except NotHeld as fault:
        if fault.why:
            told, remedy = f"Several ids begin with {fault.where}: {fault.why}", fault.remedy
        else:
            told = f"The register does not hold a pledge {fault.where}"
            remedy = "find it in the list at /pledges; an id changes with its first report"
        raise NotFoundException(detail=told, extra={"remedy": remedy}) from fault


HANDLERS = (pledges, pledge)
