"""Turn a request's query into a question to the desk, and a question into links.

The same parameters filter the stream, its export and the API; `QUERY` names them once.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qsl, quote_plus, urlencode

from litestar.exceptions import ValidationException
from litestar.params import QueryParameter
from litestar.types import ASGIApp, Receive, Scope, Send

from vedette.desk import Ask
from vedette.records import FindingType
from vedette.web.names import country_code
from vedette.web.querying import Area, QueryLine, sought
from vedette.web.words import TYPES, Kind

LONGEST = 200
"""Characters in a place's name or in search words; no index answers longer ones usefully."""

LINES: Final = 50
"""Lines on one page of an answer where no other number is asked for."""

MOST = 500
"""Lines on one page of an answer: about 1 MB of JSON."""

FURTHEST = 2**53
"""The highest number that JSON carries whole (RFC 8259, section 6); SQLite's own ends at 2**63."""

REMEDIES: Final[dict[str, str]] = {
    "type": "give one of " + ", ".join(TYPES),
    "kind": "give one of the 19 kinds, such as sabotage or cyberattack",
    "status": "give a stage such as reported, under_investigation, attributed or charged",
    "target": "give a class of what was hit, such as rail or energy",
    "id": "give ids of incidents, as their pages show them",
    "near": "give kilometres above 0, at most 500, such as 20",
    "asset": "give a class, an id or a name in your files of assets",
    "country": "give a two-letter code such as PL, or a sea such as Baltic Sea",
    "source": "give a source's id such as pl/example, as the list of sources shows it",
    "language": "give a two-letter code such as en",
    "coder": "give a coder's name with its version, such as tagger@1",
    "place": f"give a place's name of at most {LONGEST} characters",
    "words": f"give words of at most {LONGEST} characters",
    "q": 'give a query line such as kind:sabotage place:PL "rail"',
    "area": "give a GeoJSON Polygon",
    "order": "give fit for what fits best first, or new",
    "at": "give where the cursor stands in q, from 0",
    "day": "give a day such as 2025-11-30, or a week, not both",
    "week": "give the last day of the week, such as 2025-11-30",
    "standing": "give one of those that the page of the register counts, such as open or kept",
    "promisor": f"give a name or a state's code, at most {LONGEST} characters",
    "caller": f"give a name or a state's code, at most {LONGEST} characters",
    "addressee": f"give a name or a state's code, at most {LONGEST} characters",
    "actor": "give a two-letter code such as PL, or NATO, or EU",
    "due_from": "give a day such as 2029-01-01",
    "due_before": "give a day such as 2030-01-01",
    "since": "give a day such as 2025-11-30; on the first page a moment, 2025-11-30T06:00Z",
    "until": "give a day such as 2025-11-30, not before since",
    "confidence": "give a number from 0 to 1, such as 0.9",
    "review": "give yes or no, or leave it out for both",
    "by": "give source, country, language or day",
    "copies": "give true or false",
    "forecaster": f"give part of a forecaster's name, at most {LONGEST} characters",
    "reports": f"give a whole number from 1 to {MOST}",
    "span": "give two numbers such as 120-180, the ends of words in the article's text",
    "limit": f"give a whole number from 1 to {MOST}",
    "before": f"give the number that the answer before called next, from 0 to {FURTHEST}",
    "as_of": "give a day such as 2025-11-30",
    "against": "give a version's number, from 1",
    "edit": "give the name of a watch on this page",
    "name": "give a name: a letter first, then letters, digits, - and _",
    "channel": "give a channel of the settings",
    "cause": "give new, stage, accused or differing",
    "on": "give incident or alarm",
    "version": "give a version's number, from 1",
    "quiet": "give hours such as 22:00-06:00 Europe/Riga",
    "wakes": "give minor, moderate, severe or extreme",
    "urgent": "give yes, or leave it out",
    "only": "give low, same, due, blind, broken or second",
    "done": "give the number of a decision",
}

YES_NO: Final = {True: "yes", False: "no", None: None}
"""How a question says that something must be, must not be, or may be either."""

Since = Annotated[date | None, QueryParameter(description="Known on this day (UTC) or later.")]
Until = Annotated[date | None, QueryParameter(description="Known on this day (UTC) or earlier.")]
Types = Annotated[tuple[FindingType, ...], QueryParameter(description="Types of finding.")]
Kinds = Annotated[tuple[Kind, ...], QueryParameter(description="Kinds of incident.")]
Countries = Annotated[
    tuple[str, ...],
    QueryParameter(description="Where it happened: ISO 3166-1 alpha-2, or a sea's name."),
]
Sources = Annotated[tuple[str, ...], QueryParameter(description="Ids of sources.")]
Languages = Annotated[
    tuple[str, ...], QueryParameter(description="Languages of the article: ISO 639-1.")
]
Coders = Annotated[
    tuple[str, ...], QueryParameter(description="Coders with their version, such as tagger@1.")
]
Name = Annotated[str, QueryParameter(max_length=LONGEST, description="A place named in a finding.")]
Words = Annotated[str, QueryParameter(max_length=LONGEST, description="Words of the article.")]
Confidence = Annotated[
    float, QueryParameter(ge=0, le=1, description="The lowest confidence, from 0 to 1.")
]
Review = Annotated[
    Literal["yes", "no"] | None,
    QueryParameter(description="yes: only findings in review; no: only those that are not."),
]
Copies = Annotated[bool, QueryParameter(description="Show copies too, which are folded otherwise.")]
Limit = Annotated[int, QueryParameter(ge=1, le=MOST, description="The most lines on this page.")]
Before = Annotated[
    int | None,
    QueryParameter(ge=0, le=FURTHEST, description="The next page: `next` of the answer before."),
]


def ask(  # noqa: PLR0913, PLR0917 -- each is one parameter of the query
    type: Types = (),  # noqa: A002 -- the parameter's name in the query
    kind: Kinds = (),
    country: Countries = (),
    source: Sources = (),
    language: Languages = (),
    coder: Coders = (),
    place: Name = "",
    words: Words = "",
    q: QueryLine = "",
    area: Area = "",
    since: Since = None,
    until: Until = None,
    confidence: Confidence = 0.0,
    review: Review = None,
    copies: Copies = False,
    limit: Limit = LINES,
    before: Before = None,
) -> Ask:
    """Read the filters of a request; what is absent does not filter."""
    check_order(since, until)
    return Ask(
        types=frozenset(type),
        kinds=frozenset(kind),
        countries=frozenset(map(read_country, country)),
        sources=frozenset(source),
        languages=frozenset(language),
        coders=frozenset(coder),
        place=place.strip(),
        words=words.strip(),
        query=sought(q, area),
        since=since,
        until=until,
        confidence=confidence,
        review=None if review is None else review == "yes",
        copies=copies,
        limit=limit,
        before=before,
    )


def check_order(since: date | None, until: date | None) -> None:
    """Raise ValidationException for days of which the last comes before the first."""
    if since and until and until < since:
        extra = [{"key": "until", "why": f"until, {until}, lies before since, {since}"}]
        raise ValidationException(detail="until lies before since", extra=extra)


def read_country(given: str) -> str:
    """Read a country's code or a sea's name; raises ValidationException for anything else."""
    code = country_code(given.strip())
    if code is None:
        extra = [{"key": "country", "why": f"country cannot be {given!r}"}]
        raise ValidationException(detail="no such country", extra=extra)
    return code


def query(asked: Ask) -> str:
    """Write the question as a query string that `ask` reads back; defaults are left out."""
    return written(
        type=asked.types,
        kind=asked.kinds,
        country=asked.countries,
        source=asked.sources,
        language=asked.languages,
        coder=asked.coders,
        place=asked.place,
        words=asked.words,
        q=asked.query.line,
        since=asked.since,
        until=asked.until,
        confidence=asked.confidence or None,
        review=YES_NO[asked.review],
        copies="true" if asked.copies else None,
        **paged(asked.limit, asked.before),
    )


def changed(asked: Ask, **changes: Any) -> str:
    """Write the question with these changes, from its first page unless `before` is given."""
    return query(replace(asked, **{"before": None, **changes}))


SEVERAL: Final = (frozenset, set, list, tuple)


def written(**given: Any) -> str:
    """Write parameters as a query string, several values as one each; what is empty is left out.

    >>> written(standing={"open", "kept"}, promisor="", due_before=None, before=0)
    'standing=kept&standing=open&before=0'
    """
    return "&".join(
        f"{name}={quote_plus(str(one))}"
        for name, value in given.items()
        for one in (sorted(value) if isinstance(value, SEVERAL) else (value,))
        if one not in {None, ""}
    )


def paged(limit: int, before: int | None) -> dict[str, int | None]:
    """Give the parameters of a page of a list, the usual length left out."""
    return {"limit": None if limit == LINES else limit, "before": before}


def without_blanks(app: ASGIApp) -> ASGIApp:
    """Leave blank parameters out of the query: a form sends one for each box left empty."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        raw = scope.get("query_string", b"")
        if raw:
            kept = parse_qsl(raw.decode("latin-1"), keep_blank_values=False)
            scope["query_string"] = urlencode(kept).encode("latin-1")
        await app(scope, receive, send)

    return inner
