"""The page of coverage: how much of what was published was seen, by source and day."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from vedette.coverage import By
from vedette.desk import CoverageAsk, CoverageLine
from vedette.web import seen
from vedette.web.asking import check_order, read_country
from vedette.web.room import AnyRequest, InRoom

AskedCoverage = NamedDependency[SkipValidation[CoverageAsk]]
Since = Annotated[
    date | None,
    QueryParameter(description="The first day (UTC); four weeks ago. At most 800 days are told."),
]
Until = Annotated[date | None, QueryParameter(description="The last day (UTC); today.")]
Sources = Annotated[tuple[str, ...], QueryParameter(description="Ids of sources.")]
Countries = Annotated[
    tuple[str, ...], QueryParameter(description="Countries of sources: ISO 3166-1 alpha-2.")
]
Languages = Annotated[
    tuple[str, ...], QueryParameter(description="Languages of sources: ISO 639-1.")
]
Grouped = Annotated[By, QueryParameter(description="What each line stands for.")]


def coverage_ask(  # noqa: PLR0917 -- each is one parameter of the query
    source: Sources = (),
    country: Countries = (),
    language: Languages = (),
    since: Since = None,
    until: Until = None,
    by: Grouped = "source",
) -> CoverageAsk:
    """Read of which sources and days the coverage is asked; what is absent does not filter."""
    check_order(since, until)
    return CoverageAsk(
        sources=frozenset(source),
        countries=frozenset(map(read_country, country)),
        languages=frozenset(language),
        since=since,
        until=until,
        by=by,
    )


@get("/coverage", include_in_schema=False, sync_to_thread=True)
def coverage(request: AnyRequest, room: InRoom, coverage_ask: AskedCoverage) -> Response[str]:
    """Show how much was seen: a sentence, sources and days, and the sums."""
    desk = room.desk
    names = {one.source.id: one.source.name for one in desk.sources()}
    told = desk.coverage(replace(coverage_ask, by="source"))
    sums = [(by, desk.coverage(replace(coverage_ask, by=by)).lines) for by in SUMS]
    ended = coverage_ask.until is not None
    return room.page(
        request,
        "coverage.html",
        told=told,
        sentence=seen.sentence(told, ended=ended, name=lambda source: names[source]),
        lines=sorted(told.lines, key=lambda line: _place(line, names[line.name])),
        names=names,
        sums=sums,
        seen=seen,
    )


SUMS: tuple[By, ...] = ("country", "language")


def _place(line: CoverageLine, name: str) -> tuple[bool, float, str]:
    """Order lines: what is blind first, then what was seen least."""
    return line.blind is None, 2.0 if line.share is None else line.share, name


HANDLERS = (coverage,)
