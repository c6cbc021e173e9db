"""What an assistant can ask, each a question to the desk; the docstrings are what it reads."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Final

from pydantic import Field

from vedette.answers import Ask, IncidentAsk, Status, StoryAsk
from vedette.assist import telling
from vedette.assist.telling import Told, plain
from vedette.calls import CallAsk
from vedette.coverage import CoverageAsk
from vedette.desk import Desk
from vedette.desk.foresight import ForecastAsk
from vedette.errors import NotHeld
from vedette.handling import Tlp
from vedette.pledged import PledgeAsk
from vedette.query import parse
from vedette.records import FindingType
from vedette.web.names import country_code
from vedette.web.words import Kind

MOST: Final = 50
"""Lines of one answer: what is longer is read by no assistant to its end."""

Kinds = Annotated[tuple[Kind, ...], Field(description="Kinds of incident; none for all.")]
Places = Annotated[
    tuple[str, ...],
    Field(description="ISO 3166 codes of countries, or names of seas; none for all."),
]
Statuses = Annotated[tuple[Status, ...], Field(description="Stages of an incident; none for all.")]
Types = Annotated[tuple[FindingType, ...], Field(description="Types of finding; none for all.")]
Since = Annotated[date | None, Field(description="First day, UTC, counted in.")]
Until = Annotated[date | None, Field(description="Last day, UTC, counted in.")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Most lines.")]
Before = Annotated[int | None, Field(description="`next` of the answer before, for more.")]
Id = Annotated[str, Field(min_length=2, max_length=64, description="An id, or how it begins.")]
Words = Annotated[str, Field(max_length=200, description="Words that must stand in it.")]
Name = Annotated[str, Field(max_length=200, description="A state's code or a name; none for all.")]


class Tools:
    """The questions to one desk; `all` names them in the order in which they are shown.

    Nothing above the ceiling is told.
    """

    def __init__(self, desk: Desk, ceiling: Tlp = "clear") -> None:
        self._whole = desk
        self._ceiling = ceiling

    @property
    def _desk(self) -> Desk:
        return self._whole.under(self._ceiling)

    @property
    def all(self) -> tuple[Callable[..., Told], ...]:
        """Every question that can be asked."""
        return (
            self.incidents, self.incident, self.findings, self.search, self.article, self.stories,
            self.story, self.unusual, self.alarms, self.coverage, self.pledges, self.pledge,
            self.forecasts, self.forecast, self.calls,
        )  # fmt: skip

    # ── what happened ────────────────────────────────────────────────────────────────────────

    def incidents(  # noqa: PLR0917 -- each is one filter
        self,
        kinds: Kinds = (),
        places: Places = (),
        statuses: Statuses = (),
        since: Since = None,
        until: Until = None,
        limit: Limit = 10,
        before: Before = None,
    ) -> Told:
        """List incidents that public reporting tells of, the last reported first.

        Each has its grade (NATO Admiralty code: how reliable the best source is, how credible that
        it happened), the number of independent voices, what sources differ on, who accuses whom,
        and the words of two reports. A grade says nothing about who did it.
        """
        ask = IncidentAsk(
            kinds=frozenset(kinds),
            countries=frozenset(map(_place, places)),
            statuses=frozenset(statuses),
            since=since,
            until=until,
            limit=limit,
            before=before,
        )
        page = self._desk.incidents(ask)
        sheets = filter(None, (self._desk.incident(line.id) for line in page.lines))
        return self._listed("incidents", map(telling.incident, sheets), page.next)

    def incident(self, id: Id) -> Told:  # noqa: A002 -- the argument's name for who asks
        """Tell everything about one incident, with the words of up to twelve of its reports."""
        sheet = self._desk.only("incident", id)
        return self._told("incident", telling.incident(sheet, telling.ACCOUNTS))

    def findings(  # noqa: PLR0913, PLR0917 -- each is one filter
        self,
        types: Types = (),
        kinds: Kinds = (),
        places: Places = (),
        words: Words = "",
        since: Since = None,
        until: Until = None,
        confidence: Annotated[float, Field(ge=0, le=1)] = 0.0,
        limit: Limit = 20,
        before: Before = None,
    ) -> Told:
        """List single findings of single reports, the newest first: who says or accuses.

        Each field has its words, its value, and where the words stand in the article. A finding
        that is in review has a confidence below what an alert needs.
        """
        ask = Ask(
            types=frozenset(types),
            kinds=frozenset(kinds),
            countries=frozenset(map(_place, places)),
            words=words.strip(),
            since=since,
            until=until,
            confidence=confidence,
            limit=limit,
            before=before,
        )
        page = self._desk.stream(ask)
        lines = (telling.finding(line, self._reliability) for line in page.lines)
        return self._listed("findings", lines, page.next)

    # ── reports ──────────────────────────────────────────────────────────────────────────────

    def search(self, words: Words, limit: Limit = 20, before: Before = None) -> Told:
        """Find reports by a query line or their words, with how many findings each has."""
        page = self._desk.search(parse(words), limit=limit, before=before)
        return self._listed("reports", map(plain, page.lines), page.next)

    def article(self, id: Id) -> Told:  # noqa: A002
        """Tell what is known of one report: its source with its reliability, and its findings.

        The text itself stays on the desk; `url` leads to the publisher.
        """
        sheet = self._desk.article(id)
        if sheet is None:
            raise NotHeld(what="no report has this id", where=id, remedy="search by its words")
        told = sheet.article
        found = sheet.report.findings if sheet.report else ()
        return self._told(
            "report",
            {
                "article": told.id,
                "title": told.title,
                "outlet": told.outlet,
                "url": told.url,
                "language": told.language,
                "published": plain(told.published),
                "source": told.source,
                "reliability": self._reliability(told.source),
                "copy_of": plain(sheet.origin),
                "copies": len(sheet.copies),
                "story": sheet.story.id if sheet.story else None,
                "incidents": [one.id for one in sheet.incidents],
                "findings": [telling.cited(one, told.text) for one in found],
            },
        )

    def stories(
        self,
        since: Since = None,
        until: Until = None,
        reports: Annotated[int, Field(ge=1, description="Least number of reports.")] = 2,
        limit: Limit = 20,
        before: Before = None,
    ) -> Told:
        """List what is being told, each with its reports, voices and kinds of incident."""
        ask = StoryAsk(since=since, until=until, reports=reports, limit=limit, before=before)
        page = self._desk.stories(ask)
        return self._listed("stories", map(plain, page.lines), page.next)

    def story(self, id: Id) -> Told:  # noqa: A002
        """Tell one story: its reports, its incidents, and what was said on one occasion in it."""
        sheet = self._desk.only("story", id)
        return self._told(
            "story",
            {
                **plain(sheet.line),
                "reports": list(map(telling.head, sheet.heads[:MOST])),
                "incidents": list(map(telling.line, sheet.incidents)),
                "said": [
                    {
                        "quotes": list(map(telling.quote, one.quotes)),
                        "disagreements": [plain(differs) for differs in one.disagreements],
                    }
                    for one in sheet.said
                ],
            },
        )

    # ── is it unusual, and what was not seen ─────────────────────────────────────────────────

    def unusual(
        self,
        kind: Annotated[str, Field(description="A kind of incident, * for any.")] = "*",
        place: Annotated[str, Field(description="A country or sea, * for any.")] = "*",
    ) -> Told:
        """Say whether the last week of a series is unusual, under a known rate of false alarms.

        `week` is null where too little was watched to say anything: that is not the same as peace.
        """
        return self._told("unusual", plain(self._desk.unusual(kind, place)))

    def alarms(self) -> Told:
        """List statistical alarms, the newest first, with what was expected and what was seen."""
        told = self._desk.lookout()
        return self._told(
            "alarms",
            {
                "promise": plain(told.promise),
                "days_seen": told.seen,
                "days_needed": told.needed,
                "judged": told.judged,
                "dismissed": told.dismissed,
                "alarms": [plain(one) for one in told.alarms[:MOST]],
            },
        )

    def coverage(self, since: Since = None, until: Until = None) -> Told:
        """Say what was seen and what was not: blind sources, languages that no coder reads.

        Ask this before calling anything quiet.
        """
        today = self._desk.today()
        ask = CoverageAsk(since=since or until or today, until=until or today)
        return self._told("coverage", plain(self._desk.coverage(ask)))

    # ── registers ────────────────────────────────────────────────────────────────────────────

    def pledges(self, by: Name = "", limit: Limit = 20, before: Before = None) -> Told:
        """List what states and bodies have pledged, and where each pledge stands."""
        page = self._desk.pledges(PledgeAsk(by=by.strip(), limit=limit, before=before))
        return self._listed("pledges", map(plain, page.lines), page.next)

    def pledge(self, id: Id) -> Told:  # noqa: A002
        """Tell one pledge with the words of its reports and the steps that moved it."""
        return self._told("pledge", plain(self._desk.pledge(id)))

    def forecasts(self, by: Name = "", limit: Limit = 20, before: Before = None) -> Told:
        """List what was foretold, by whom, how likely in whose words, and whether it came."""
        page = self._desk.forecasts(ForecastAsk(by=by.strip(), limit=limit, before=before))
        return self._listed("forecasts", map(plain, page.lines), page.next)

    def forecast(self, id: Id) -> Told:  # noqa: A002
        """Tell one forecast with its words, how they were mapped, and what may decide it."""
        return self._told("forecast", plain(self._desk.forecast(id)))

    def calls(self, by: Name = "", to: Name = "", limit: Limit = 20, before: Before = None) -> Told:
        """List who asked whom for what, and who answered."""
        ask = CallAsk(by=by.strip(), to=to.strip(), limit=limit, before=before)
        page = self._desk.calls(ask)
        return self._listed("calls", map(plain, page.lines), page.next)

    # ── answers ──────────────────────────────────────────────────────────────────────────────

    def _listed(self, noun: str, lines: Iterable[Told], after: int | None) -> Told:
        more = {} if after is None else {"next": after}
        return self._told(noun, list(lines)) | more

    def _told(self, noun: str, told: Any) -> Told:
        """Say of when the answer is, and whether anything in it is invented."""
        mark = {"sample": "Everything here is invented."} if self._desk.sample else {}
        return {**mark, "asked_on": self._desk.today().isoformat(), noun: told}

    def _reliability(self, source: str) -> str:
        return self._grades.get(source, "F")

    @cached_property
    def _grades(self) -> Mapping[str, str]:
        return {one.source.id: one.source.reliability for one in self._desk.sources()}


def _place(given: str) -> str:
    """Read a country's code or a sea's name; raises NotHeld for what is neither."""
    code = country_code(given.strip())
    if code is None:
        raise NotHeld(
            what="no country or sea is called so",
            where=given,
            remedy="give a code such as LT, or a sea such as Baltic Sea",
        )
    return code
