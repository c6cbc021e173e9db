"""Turn a request's query into a question for incidents or stories, and the question into links."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from litestar.params import QueryParameter

from vedette.desk import IncidentAsk, IncidentCounts, Status, StoryAsk
from vedette.web.asking import MOST, Before, Countries, Kinds, Limit, check_order, read_country
from vedette.web.facets import COUNTRY, KIND, Facet, Offer, askable
from vedette.web.words import stage_name

Since = Annotated[date | None, QueryParameter(description="Reported on this day (UTC) or later.")]
Until = Annotated[date | None, QueryParameter(description="Reported on this day (UTC) or earlier.")]
Statuses = Annotated[
    tuple[Status, ...], QueryParameter(description="Stages in which reports leave it.")
]
Reports = Annotated[
    int,
    QueryParameter(ge=1, le=MOST, description="The least number of reports, copies counted."),
]


def incident_ask(  # noqa: PLR0917 -- each is one parameter of the query
    kind: Kinds = (),
    country: Countries = (),
    status: Statuses = (),
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    before: Before = None,
) -> IncidentAsk:
    """Read the filters of a list of incidents; what is absent does not filter."""
    check_order(since, until)
    return IncidentAsk(
        kinds=frozenset(kind),
        countries=frozenset(map(read_country, country)),
        statuses=frozenset(status),
        since=since,
        until=until,
        limit=limit,
        before=before,
    )


def story_ask(
    since: Since = None,
    until: Until = None,
    reports: Reports = 2,
    limit: Limit = 50,
    before: Before = None,
) -> StoryAsk:
    """Read the filters of a list of stories."""
    check_order(since, until)
    return StoryAsk(since=since, until=until, reports=reports, limit=limit, before=before)


def query(asked: IncidentAsk | StoryAsk) -> str:
    """Write a question as a query string that reads back; defaults are left out."""
    return urlencode(list(_pairs(asked)))


def changed(asked: IncidentAsk | StoryAsk, **changes: Any) -> str:
    """Write a question with these changes, from its first page unless `before` is given."""
    return query(replace(asked, **{"before": None, **changes}))


def _pairs(asked: IncidentAsk | StoryAsk) -> Iterator[tuple[str, str]]:
    if isinstance(asked, IncidentAsk):
        listed = (
            ("kind", asked.kinds),
            ("country", asked.countries),
            ("status", asked.statuses),
        )
        yield from ((name, value) for name, values in listed for value in sorted(values))
    elif asked.reports != StoryAsk().reports:
        yield "reports", str(asked.reports)
    for name, value in (
        ("since", asked.since),
        ("until", asked.until),
        ("limit", asked.limit if asked.limit != IncidentAsk().limit else None),
        ("before", asked.before),
    ):
        if value is not None:
            yield name, str(value)


STAGE: Final = Offer(name="statuses", title="Stage", label=stage_name)


def facets(asked: IncidentAsk, counts: IncidentCounts) -> tuple[Facet, ...]:
    """Offer what the counts hold; what is chosen stays on offer though nothing is left of it."""
    return (
        KIND.facet(asked, counts.kinds, changed),
        COUNTRY.facet(asked, askable(counts.countries), changed),
        STAGE.facet(asked, counts.statuses, changed),
    )
