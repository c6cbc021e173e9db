"""Turn a request's query into a question for incidents or stories, and the question into links."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final, Literal

from litestar.params import QueryParameter

from vedette.desk import FARTHEST, IncidentAsk, IncidentCounts, Status, StoryAsk, Target
from vedette.query import line_of
from vedette.query.fields import DIFFERING
from vedette.sought import Clause, Query
from vedette.web.affairs import differing
from vedette.web.asking import (
    LINES,
    MOST,
    YES_NO,
    Before,
    Countries,
    Kinds,
    Limit,
    check_order,
    paged,
    read_country,
    written,
)
from vedette.web.facets import COUNTRY, KIND, Choice, Facet, Offer, askable, review_facet
from vedette.web.querying import Area, QueryLine, sought
from vedette.web.words import spaced, stage_name

Since = Annotated[date | None, QueryParameter(description="Reported on this day (UTC) or later.")]
Until = Annotated[date | None, QueryParameter(description="Reported on this day (UTC) or earlier.")]
Statuses = Annotated[
    tuple[Status, ...], QueryParameter(description="Stages in which reports leave it.")
]
Targets = Annotated[tuple[Target, ...], QueryParameter(description="Classes of what was hit.")]
Near = Annotated[
    float | None,
    QueryParameter(
        gt=0,
        le=FARTHEST,
        description="Kilometres within which it is, or may be, of assets of yours.",
    ),
]
Assets = Annotated[
    tuple[str, ...],
    QueryParameter(description="Classes, ids or names of assets; all of yours if left out."),
]
InReview = Annotated[
    Literal["yes", "no"] | None,
    QueryParameter(description="yes: only stages in review; no: only those that are not."),
]
Reports = Annotated[
    int,
    QueryParameter(ge=1, le=MOST, description="The least number of reports, copies counted."),
]


def incident_ask(  # noqa: PLR0913, PLR0917 -- each is one parameter of the query
    kind: Kinds = (),
    country: Countries = (),
    status: Statuses = (),
    target: Targets = (),
    near: Near = None,
    asset: Assets = (),
    q: QueryLine = "",
    area: Area = "",
    review: InReview = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = LINES,
    before: Before = None,
) -> IncidentAsk:
    """Read the filters of a list of incidents; what is absent does not filter."""
    check_order(since, until)
    return IncidentAsk(
        kinds=frozenset(kind),
        countries=frozenset(map(read_country, country)),
        statuses=frozenset(status),
        targets=frozenset(target),
        near=near,
        assets=frozenset(asset),
        query=sought(q, area),
        review=None if review is None else review == "yes",
        since=since,
        until=until,
        limit=limit,
        before=before,
    )


def story_ask(
    since: Since = None,
    until: Until = None,
    reports: Reports = 2,
    limit: Limit = LINES,
    before: Before = None,
) -> StoryAsk:
    """Read the filters of a list of stories."""
    check_order(since, until)
    return StoryAsk(since=since, until=until, reports=reports, limit=limit, before=before)


def query(asked: IncidentAsk | StoryAsk) -> str:
    """Write a question as a query string that reads back; defaults are left out."""
    days = {"since": asked.since, "until": asked.until, **paged(asked.limit, asked.before)}
    if isinstance(asked, StoryAsk):
        reports = None if asked.reports == StoryAsk().reports else asked.reports
        return written(reports=reports, **days)
    return written(
        kind=asked.kinds,
        country=asked.countries,
        status=asked.statuses,
        target=asked.targets,
        asset=asked.assets,
        q=asked.query.line,
        near=None if asked.near is None else f"{asked.near:g}",
        review=YES_NO[asked.review],
        **days,
    )


def changed(asked: IncidentAsk | StoryAsk, **changes: Any) -> str:
    """Write a question with these changes, from its first page unless `before` is given."""
    return query(replace(asked, **{"before": None, **changes}))


def disputes(asked: IncidentAsk) -> tuple[Choice, ...]:
    """Offer what sources may differ on, each turned on or off in the query line."""
    chosen = {value for one in asked.query.of("differs") if not one.negated for value in one.values}
    others = [one for one in asked.query.clauses if one.name != "differs" or one.negated]
    return tuple(
        Choice(
            label=differing(field),
            value=field,
            query=changed(asked, query=_differing(others, {field} ^ chosen)),
            on=field in chosen,
        )
        for field in DIFFERING
    )


def _differing(others: list[Clause], fields: set[Any]) -> Query:
    asked = [Clause(name="differs", values=tuple(sorted(fields)))] if fields else []
    return sought(line_of([*others, *asked]))


STAGE: Final = Offer(name="statuses", title="Stage", label=stage_name)
TARGET: Final = Offer(name="targets", title="Target", label=spaced)


def facets(asked: IncidentAsk, counts: IncidentCounts) -> tuple[Facet, ...]:
    """Offer what the counts hold; what is chosen stays on offer though nothing is left of it."""
    return (
        KIND.facet(asked, counts.kinds, changed),
        COUNTRY.facet(asked, askable(counts.countries), changed),
        STAGE.facet(asked, counts.statuses, changed),
        *(
            [review_facet(asked, counts, changed)]
            if counts.review or asked.review is not None
            else []
        ),
        TARGET.facet(asked, counts.targets, changed),
    )
