"""The HTTP API: the desk's answers as JSON, the same questions as the pages ask.

The answers are the desk's own records, so the schema is made from their types. Answers of the
sample desk, under `/sample`, carry `X-Vedette-Sample: true`.
"""

from dataclasses import dataclass

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath

from vedette.desk import (
    CallPage,
    Counts,
    Coverage,
    Fault,
    Health,
    Hit,
    IncidentPage,
    IncidentSheet,
    Line,
    Page,
    Paper,
    PledgePage,
    PledgeSheet,
    PosturePage,
    Sheet,
    Standing,
    StoryLine,
    StorySheet,
)
from vedette.desk.foresight import ForecasterSheet, ForecastPage, ForecastSheet
from vedette.query import Offer
from vedette.records import Poll
from vedette.web import usual
from vedette.web.alarms import Alarms, Answer, Kind, Place, asked
from vedette.web.alerts import Alerts
from vedette.web.asking import Before, Confidence, Limit
from vedette.web.calendar import AskedCalls, AskedPostures
from vedette.web.coverage import AskedCoverage
from vedette.web.faults import Problem
from vedette.web.forecasts import AskedForecasts, forecast_of, forecaster_of
from vedette.web.incidents import AskedIncidents, AskedStories, incident_of, listed, story_of
from vedette.web.pages import Asked, Order, VersionNumber, sheet_of
from vedette.web.papers import paper_of
from vedette.web.pledges import AskedPledges, pledge_of
from vedette.web.querying import Area, Cursor, QueryLine, offers, sought
from vedette.web.room import InRoom

FAULTS = {
    400: ResponseSpec(Problem, description="The question names the parameter and the remedy."),
    401: ResponseSpec(Problem, description="The desk asks for a login, and nobody is known."),
    403: ResponseSpec(Problem, description="It is not for whoever asks, or not for this exit."),
    404: ResponseSpec(Problem, description="The ledger does not hold it."),
    500: ResponseSpec(Problem, description="The desk broke, or the ledger cannot be read."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPaper:
    """A brief that was signed, and its text."""

    paper: Paper
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source's health, and its last polls, the newest first."""

    health: Health
    polls: tuple[Poll, ...]


@get("/api/findings", sync_to_thread=True, responses=FAULTS, tags=["findings"])
def findings(room: InRoom, ask: Asked) -> Page[Line]:
    """Give findings, newest first, with the sentence that holds each and its article's particulars.

    `next` is the cursor to pass as `before`; it is absent on the last page. `review` is true where
    the finding's confidence is below what an alert needs; `accusers` are those who, in the same
    article, accuse an incident's actor, and `claimed` is whether the actor claims it.
    """
    return room.desk.stream(ask)


@get("/api/counts", sync_to_thread=True, responses=FAULTS, tags=["findings"])
def counts(room: InRoom, ask: Asked) -> Counts:
    """Count the findings that a filter lets through: by type, kind, country, source and day."""
    return room.desk.count(ask)


@get("/api/articles/{article_id:str}", sync_to_thread=True, responses=FAULTS, tags=["articles"])
def one_article(room: InRoom, article_id: FromPath[str], version: VersionNumber = None) -> Sheet:
    """Give an article, its findings with their spans, its versions, copies and issues.

    `review` has the ids of the findings that are in review, each with the confidence it would need.
    """
    return sheet_of(room.desk, article_id, version)


@get("/api/incidents", sync_to_thread=True, responses=FAULTS, tags=["incidents"])
def all_incidents(room: InRoom, incident_ask: AskedIncidents) -> IncidentPage:
    """Give incidents, the one last reported first, with how many report it and who differs.

    `voices` are the sources that tell it of themselves, one of each owner; copies are none. `by`
    are those who accuse somebody of it: a status `attributed` is their word, not the desk's.
    `disagreements` names the fields on which sources differ. `confirmed` is when a report last told
    it in its stage, `review` whether that is too long ago. `next` is what to pass as `before`.

    With `near` or `asset`, only incidents that are, or may be, so near assets of yours: `near` of a
    line is the nearest of them, `low` to `high` kilometres away, `certain` where all of the place
    is within `km`. `untold` counts those whose place is told too coarsely to say; none is listed.
    """
    return listed(room.desk, incident_ask)


@get("/api/incidents/{incident_id:str}", sync_to_thread=True, responses=FAULTS, tags=["incidents"])
def one_incident(room: InRoom, incident_id: FromPath[str]) -> IncidentSheet:
    """Give an incident: each account with its words, the changes of its stage, who differs.

    The id may be shortened as long as it is that of one incident. `accounts` are in the order in
    which they appeared, each with the grade of its report by itself; one without a finding was
    recognised by its words alone. `climbs` are the changes of its stage, each with the number of
    its account, from 0. `charges` say who accuses whom and what is answered, in words that name who
    says it. Of a disagreement's sides, copies stand with what they copy and are no voice. A spot
    has no more decimals than its extent deserves; that of a country has none. `kin` are incidents
    that may be the same, the nearest first; `incident.kin` has the logarithm of their odds, and the
    signs that weighed most with the term that each added. `vicinity` has the assets of yours that
    are near, or why that cannot be told; it is null where there are none.
    """
    return incident_of(room.desk, incident_id)


@get("/api/stories", sync_to_thread=True, responses=FAULTS, tags=["incidents"])
def all_stories(room: InRoom, story_ask: AskedStories) -> Page[StoryLine]:
    """Give stories, the one last reported first: what belongs together, and its incidents.

    Every article stands in one story; those of a single report are left out unless `reports` is 1.
    `said` counts what several of its reports quote as said on one occasion, copies not counted.
    """
    return room.desk.stories(story_ask)


@get("/api/stories/{story_id:str}", sync_to_thread=True, responses=FAULTS, tags=["incidents"])
def one_story(room: InRoom, story_id: FromPath[str]) -> StorySheet:
    """Give a story: its reports in the order in which they appeared, its incidents, what was said.

    The id may be shortened as long as it is that of one story. `origin` of a report is the article
    that it repeats. `said` has what was quoted first in one of its reports and then in another:
    each `quote` with the report's own words, its name of who said it, and where the first run of
    the words stands; `reports` and `voices` of whoever quotes it of itself, copies being neither;
    and the `disagreements` on who said it, on which day, where, and with which numbers.
    """
    return story_of(room.desk, story_id)


@get("/api/pledges", sync_to_thread=True, responses=FAULTS, tags=["pledges"])
def all_pledges(room: InRoom, pledge_ask: AskedPledges) -> PledgePage:
    """Give the register of pledges, what was moved last first, with how many stand so.

    `voices` are the sources that tell of it of themselves, one of each owner; copies are none.
    `declared` says that it stands in an official paper. `next` is what to pass as `before`.
    """
    return room.desk.pledges(pledge_ask)


@get("/api/pledges/{pledge_id:str}", sync_to_thread=True, responses=FAULTS, tags=["pledges"])
def one_pledge(room: InRoom, pledge_id: FromPath[str]) -> PledgeSheet:
    """Give a pledge: how its standing changed and by whose words, its reports, the figures.

    The id may be shortened as long as it is that of one pledge. `turns` are the changes of its
    standing, each with the words of the report that made it, or the publication whose figure did.
    `pledge.courses` has the official figures against the path that it needs: of its promisor, or of
    each member where every one of them is bound.
    """
    return pledge_of(room.desk, pledge_id)


@get("/api/forecasts", sync_to_thread=True, responses=FAULTS, tags=["forecasts"])
def all_forecasts(room: InRoom, forecast_ask: AskedForecasts) -> ForecastPage:
    """Give forecasts: due, open, decided, unscoreable, those whose time ends first before others.

    A likelihood is an interval in percent, from the article's number (`how`: `number`), from words
    of the `yardstick` (`term`), or from the term that stands for the modality (`default`); it is
    scored at its `point`, the middle. `scored` is the place among `sayings` of the words that are
    scored, the first that can be; where there are none, `doubts` says why. `log_worst` is null
    where it has no end. `heads` are the reports; `next` is what to pass as `before`.
    """
    return room.desk.forecasts(forecast_ask)


@get("/api/forecasts/{forecast_id:str}", sync_to_thread=True, responses=FAULTS, tags=["forecasts"])
def one_forecast(room: InRoom, forecast_id: FromPath[str]) -> ForecastSheet:
    """Give a forecast with every report of it, and the incidents that may decide it.

    The id may be shortened as long as it is that of one forecast. `proposals` are there until it is
    decided, at most ten, with the `grounds` on which each was chosen: most grounds first, then the
    weight of the words in common. `record` is that of the forecaster.
    """
    return forecast_of(room.desk, forecast_id)


@get("/api/forecasters/{name:path}", sync_to_thread=True, responses=FAULTS, tags=["forecasts"])
def one_forecaster(room: InRoom, name: FromPath[str]) -> ForecasterSheet:
    """Give what a forecaster foretold, and the mean scores of what was decided.

    `record.bins` is the calibration, empty below `enough` decided forecasts.
    """
    return forecaster_of(room.desk, name)


@get("/api/calls", sync_to_thread=True, responses=FAULTS, tags=["calendar"])
def all_calls(room: InRoom, call_ask: AskedCalls) -> CallPage:
    """Give calls, what was asked last first: who asked whom for what, and what came of it.

    `steps` are the changes of a call's standing, each with the words that made it and why they are
    taken for an answer: a deed of the one who was asked, or his own words. A call with none is
    unanswered so far, or `unaddressed` where nobody is named who could answer.
    """
    return room.desk.calls(call_ask)


@get("/api/postures", sync_to_thread=True, responses=FAULTS, tags=["calendar"])
def all_postures(room: InRoom, posture_ask: AskedPostures) -> PosturePage:
    """Give the steps of postures by state, from `since` on, with the level of alert by them.

    `height` is the level after a step in the lane `alert`: one up or down, or the rank of the level
    that words name (`named`, from 1, the lowest; 0 is normal). It is no measure of one state beside
    another. With `by_place` nobody is named who acts, and the state is that of the place. `before`
    is the height at the first day; `unplaced` counts steps that are of no state.
    """
    return room.desk.postures(posture_ask)


@get("/api/sources", sync_to_thread=True, responses=FAULTS, tags=["sources"])
def all_sources(room: InRoom) -> tuple[Health, ...]:
    """Give every source with its health and coverage."""
    return room.desk.sources()


@get("/api/sources/{source_id:path}", sync_to_thread=True, responses=FAULTS, tags=["sources"])
def one_source(room: InRoom, source_id: FromPath[str]) -> Watched:
    """Give one source with its health and its last polls; its id is `<country>/<outlet>`."""
    found = room.desk.source(source_id.strip("/"))
    if found is None:
        raise NotFoundException(detail=f"No source is called {source_id.strip('/')}")
    health, polls = found
    return Watched(health=health, polls=polls)


@get("/api/coverage", sync_to_thread=True, responses=FAULTS, tags=["sources"])
def coverage_facts(room: InRoom, coverage_ask: AskedCoverage) -> Coverage:
    """Give how much of what was published was seen, by source, country, language or day.

    `expected` is entries, learnt from the days before each day; `share` the share of the time that
    lay within reach of good polls; `later` what was filled in long after, which no day saw. `why`
    counts what failed, the most frequent first. `marks` has one for each day from `since` on.
    `blind` are the sources that are not seen in the end, each since its last good poll; with
    `source` given, `spells` are all times in which one of its channels was not.
    """
    return room.desk.coverage(coverage_ask)


@get("/api/alarms", sync_to_thread=True, responses=FAULTS, tags=["alarms"])
def all_alarms(room: InRoom) -> Alarms:
    """Give the alarms on counts of incidents, the newest first, under the desk's promise.

    An alarm says how many incidents became known in its `days`, how many were `expected`, between
    which numbers nine in ten windows lie, the `exposure` (entries within reach), the `evidence`,
    and the `rate` at which a quiet series shows as much, in times a year. `incidents` are those
    that it counted.
    """
    told = room.desk.lookout()
    return Alarms(
        promise=told.promise.sentence,
        seen=told.seen,
        needed=told.needed,
        series=told.series,
        alarms=told.alarms,
        judged=told.judged,
        dismissed=told.dismissed,
        rehearsed=room.desk.rehearsed,
    )


@get("/api/unusual", sync_to_thread=True, responses=FAULTS, tags=["alarms"])
def whether_unusual(room: InRoom, kind: Kind = "*", place: Place = "*") -> Answer:
    """Say whether the seven days up to yesterday are unusual, for a kind and a place.

    `week` is null where too few days were seen to say; `seen` and `needed` tell. Nine weeks in ten
    hold from `low` to `high`, given what could be read; `coverage` is that of the week.

    `nowcast` has the fourteen days up to `until` by the day on which incidents happened: `known` so
    far, and `expected` once late reports are in, nine times in ten from `low` to `high`. It has no
    `days` while fewer incidents than `needed` tell a day of their own, and is null where `week` is.
    """
    told = asked(room.desk, kind, place)
    return Answer(verdict=usual.verdict(told), sentence=usual.sentence(told), told=told)


@get("/api/briefs", sync_to_thread=True, responses=FAULTS, tags=["briefs"])
def all_papers(room: InRoom) -> tuple[Paper, ...]:
    """Give the briefs that were signed, the newest first.

    `number` is that of the decision, `of` the query by which the page of such a brief is asked for,
    empty where a file was signed. `withdrawn` is who took the signature back, null while it holds;
    `erased` is who erased its text with a report that it told of, null while it is there.
    """
    return tuple(room.desk.papers())


@get("/api/briefs/{number:int}", sync_to_thread=True, responses=FAULTS, tags=["briefs"])
def one_paper(room: InRoom, number: FromPath[int]) -> SignedPaper:
    """Give a signed brief with its text as it was signed: Markdown, as a rule.

    It is empty where a report that it told of was erased; `erased` then says by whom and why.
    """
    told, body = paper_of(room.desk, number)
    return SignedPaper(paper=told, text=body.decode("utf-8", "replace"))


@get("/api/alerts", sync_to_thread=True, responses=FAULTS, tags=["alerts"])
def all_alerts(room: InRoom, limit: Limit = 50, before: Before = None) -> Alerts:
    """Give what the desk told of its own accord, the newest first, and what became of it.

    An envelope holds the alerts that went together; `outcome` is `taken`, `again` (put off),
    `given_up`, or empty for one that nobody has tried to send yet. `link` chains it to all before
    it. `delays` are in seconds, of the newest thousand: `half` of them were within one, 19 of 20
    within `most`.
    """
    page = room.desk.sent(limit=limit, before=before)
    return Alerts(lines=page.lines, next=page.next, delays=room.desk.delays())


@get("/api/issues", sync_to_thread=True, responses=FAULTS, tags=["sources"])
def all_issues(room: InRoom, limit: Limit = 100, before: Before = None) -> Page[Fault]:
    """Give what could not be done, newest first."""
    return room.desk.issues(limit=limit, before=before)


@get("/api/search", sync_to_thread=True, responses=FAULTS, tags=["articles"])
def hits(  # noqa: PLR0917  # each is one parameter of the query
    room: InRoom,
    q: QueryLine,
    area: Area = "",
    confidence: Confidence = 0.0,
    order: Order = "new",
    limit: Limit = 50,
    before: Before = None,
) -> Page[Hit]:
    """Find articles by a query line; in a snippet U+0002 and U+0003 enclose what was found.

    With a confidence, only articles with a finding that reaches it, and only such are counted.
    """
    return room.desk.search(
        sought(q, area), confidence=confidence, order=order, limit=limit, before=before
    )


@get("/api/complete", sync_to_thread=True, responses=FAULTS, tags=["articles"])
def completions(room: InRoom, q: QueryLine = "", at: Cursor = None) -> tuple[Offer, ...]:
    """Offer what may stand where the cursor is in a query line: fields, then values of one.

    `text` is to stand in for the characters of the line from `start` to `end`.
    """
    return offers(room, q, at)


@get("/api/standing", sync_to_thread=True, responses=FAULTS, tags=["sources"])
def standing(room: InRoom) -> Standing:
    """Give the desk's totals, how many sources are blind, and when it last polled."""
    return room.desk.standing()


HANDLERS = (
    findings,
    counts,
    one_article,
    all_incidents,
    one_incident,
    all_stories,
    one_story,
    all_pledges,
    one_pledge,
    all_forecasts,
    one_forecast,
    one_forecaster,
    all_calls,
    all_postures,
    all_sources,
    one_source,
    coverage_facts,
    all_alarms,
    all_papers,
    one_paper,
    all_alerts,
    whether_unusual,
    all_issues,
    hits,
    completions,
    standing,
)
