"""What pages, exports and the API may ask of a desk. Nothing here writes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Literal, TypeVar, overload

from sqlalchemy import Connection

from vedette.answers import (
    Ask,
    Counts,
    Dossier,
    Fault,
    Health,
    Hit,
    Imprint,
    IncidentAsk,
    IncidentCounts,
    IncidentLine,
    IncidentPage,
    IncidentSheet,
    Line,
    Page,
    Sheet,
    Spoken,
    Standing,
    StoryAsk,
    StoryLine,
    StorySheet,
)
from vedette.assess.alarms.promise import Promise
from vedette.assess.alarms.series import ANY
from vedette.collect import expected_per_day
from vedette.coverage import Coverage, CoverageAsk
from vedette.desk import decisions, exporting
from vedette.desk.briefing import Brief, BriefAsk, Paper, brief
from vedette.desk.covering import Covering
from vedette.desk.decisions import Decided
from vedette.desk.differing import Differences, differences
from vedette.desk.forecasting import Forecasting
from vedette.desk.foresight import ForecastAsk, ForecasterSheet, ForecastPage, ForecastSheet
from vedette.desk.grading import Grading
from vedette.desk.lookout import (
    Lookout,
    Sentry,
    Unusual,
    daily,
    series_named,
    unusual,
    week_of,
)
from vedette.desk.nearing import Nearing
from vedette.desk.pledging import Pledging, heard
from vedette.errors import NotHeld
from vedette.ledger import (
    changes,
    deciding,
    health,
    incidents,
    recalling,
    related,
    search,
    sheets,
    stream,
    told,
)
from vedette.ledger.happenings import happenings
from vedette.ledger.recalling import Recalled, Rules
from vedette.ledger.store import Store, portions
from vedette.ledger.told import Noun
from vedette.pledged import PledgeAsk, PledgePage, PledgeSheet
from vedette.records import Grade, Poll, Report, Source
from vedette.review import SILENCE, USUAL, Thresholds, in_review, quiet_since, stage_in_review
from vedette.write.relate import relate

Due = Mapping[tuple[str, str], datetime]
"""When each channel, by source and address, will be asked again."""

Languages = Callable[[], frozenset[str] | None]
"""The languages that a coder reads, told when they are asked for: its lists take a while."""

Lined = TypeVar("Lined", IncidentLine, StoryLine, Spoken)


def clock() -> datetime:
    """Give the present moment; the one place below which nobody looks at a clock."""
    return datetime.now(UTC)


ONE_A_MONTH = Promise(budget=1.0)
"""False alarms over all series together, where the user asks for nothing else."""


class Desk:
    """One ledger and its sources, ready for questions.

    `ledger` is an address (`sqlite:///path`) or an open `Store`. `also` names the coders whose
    findings are listed beside those of the coder that counts. `sample` marks the desk of the
    bundled archive, whose every page and export says so. `due` tells a watching desk's next polls.
    `thresholds` are the confidences below which a finding is in review, `silence` is how long a
    stage of an incident holds without a word. `nearing` knows what the user watches over,
    `pledging` the official figures that pledges are measured by,
    `forecasting` keeps the register of forecasts by a yardstick.
    `languages` tells those that the coder reads, when they are asked for; None stands for all.
    `promise` bounds the false ones among its alarms.

    Lists of findings, with their counts and exports, hold what every one of these coders found,
    each under its name. What measures the desk (findings of a source, of a search hit, of the
    whole) counts one coder alone, so that nothing is counted twice because two looked at it.
    """

    def __init__(  # noqa: PLR0913  # one argument a choice
        self,
        ledger: str | Store,
        *,
        sources: Iterable[Source] = (),
        also: Iterable[str] = (),
        sample: bool = False,
        due: Due | None = None,
        thresholds: Thresholds = USUAL,
        silence: timedelta = SILENCE,
        nearing: Nearing | None = None,
        pledging: Pledging | None = None,
        forecasting: Forecasting | None = None,
        languages: Languages = lambda: None,
        promise: Promise = ONE_A_MONTH,
        now: Callable[[], datetime] = clock,
    ) -> None:
        self._store = ledger if isinstance(ledger, Store) else Store(ledger)
        self._sources = {source.id: source for source in sources}
        self._also = tuple(also)
        self._due: Due = due if due is not None else {}
        self._thresholds = thresholds
        self._silence = silence
        self._nearing = Nearing() if nearing is None else nearing
        self._pledging = Pledging() if pledging is None else pledging
        self._forecasting = Forecasting() if forecasting is None else forecasting
        self._now = now
        self._seen: tuple[tuple[int, datetime], tuple[Health, ...]] | None = None
        self._languages = languages
        self._covered: tuple[tuple[int, datetime], Covering] | None = None
        self._grading = Grading(self._sources)
        self._sentry = Sentry(promise)
        self.sample = sample

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._store.reading()

    # ── findings and articles ────────────────────────────────────────────────────────────────

    def stream(self, ask: Ask = Ask()) -> Page[Line]:  # noqa: B008  # frozen
        """Give the findings that answer a question, newest known first."""
        with self._reading() as connection:
            return stream.stream(connection, ask, self._thresholds, also=self._also)

    def count(self, ask: Ask = Ask()) -> Counts:  # noqa: B008  # frozen
        """Count the findings that answer a question, by facet."""
        with self._reading() as connection:
            return stream.counts(connection, ask, self._thresholds, also=self._also)

    def article(self, article: str, version: int | None = None) -> Sheet | None:
        """Give an article with all that is known of it, None if there is none."""
        with self._reading() as connection:
            found = sheets.sheet(connection, article, version, also=self._also)
            if found is None:
                return None
            story = told.of_article(connection, article)
            tells = incidents.lines(connection, incidents.telling(connection, article))
            tells = self._graded(connection, tells)
        return replace(
            found,
            source=self._sources.get(found.article.source),
            review=self._review(found.report),
            story=story and self._heard(story),
            incidents=self._all_heard(tells),
        )

    def _review(self, report: Report | None) -> dict[str, float]:
        return {
            finding.id: self._thresholds[finding.type]
            for coding in (report.codings if report else ())
            for finding in coding.findings
            if in_review(finding, self._thresholds)
        }

    def search(
        self,
        words: str,
        *,
        confidence: float = 0.0,
        limit: int = 50,
        before: int | None = None,
    ) -> Page[Hit]:
        """Find articles by their words; with a confidence, those with a finding that reaches it."""
        with self._reading() as connection:
            return search.search(
                connection, words, confidence=confidence, limit=limit, before=before
            )

    def export(
        self,
        format: str,  # noqa: A002
        ask: Ask = Ask(),  # noqa: B008  # frozen
        *,
        address: str = "",
        most: int | None = None,
    ) -> Iterator[bytes]:
        """Write all findings that answer a question, page by page, in a format.

        `address` is where the desk stands, for formats that lead there; `most` stops after so many.
        """
        writer, lines = exporting.writer(format, "finding"), islice(self._all(ask), most)
        leading = {"address": address} if address else {}
        written: Iterator[bytes] = writer.write(lines, sample=self.sample, **leading)
        return written

    def _all(self, ask: Ask) -> Iterator[Line]:
        while True:
            page = self.stream(replace(ask, limit=EXPORTED))
            yield from page.lines
            if page.next is None:
                return
            ask = replace(ask, before=page.next)

    def dossier(self, name: str) -> Dossier | None:
        """Give an incident as it leaves the desk, None if there is none."""
        sheet = self.incident(name)
        if sheet is None:
            return None
        with self._reading() as connection:
            decided = decisions.history(connection, name)
            coded, blamed = changes.changed(connection, name), changes.blamed(connection, name)
        return exporting.dossier(sheet, decided, coded, blamed)

    def imprint(self) -> Imprint:
        """Give what an export says of this desk."""
        with self._reading() as connection:
            born = changes.born(connection)
        return Imprint(desk=born, sources=self._sources, sample=self.sample)

    def languages(self) -> frozenset[str] | None:
        """Name the languages that the coder reads, by their ISO 639-1 codes; None for all."""
        return self._languages()

    def formats(self) -> tuple[str, ...]:
        """Name the formats that `export` knows, in which findings are written."""
        return exporting.formats("finding")

    def incident_formats(self) -> tuple[str, ...]:
        """Name the formats in which incidents are written."""
        return exporting.formats("incident")

    # ── stories and incidents ────────────────────────────────────────────────────────────────

    def incidents(self, ask: IncidentAsk = IncidentAsk()) -> IncidentPage:  # noqa: B008  # frozen
        """Give the incidents that answer a question, the one last reported first.

        Raises NotWatched where what they should be near is not among the assets.
        """
        with self._reading() as connection:
            page = self._nearing.page(connection, ask, self._quiet())
            page = replace(page, lines=self._graded(connection, page.lines))
        return replace(page, lines=self._all_heard(page.lines))

    def count_incidents(self, ask: IncidentAsk = IncidentAsk()) -> IncidentCounts:  # noqa: B008  # frozen
        """Count the incidents that answer a question, by facet; raises NotWatched."""
        with self._reading() as connection:
            return self._nearing.counts(connection, ask, self._quiet())

    def asset_classes(self) -> tuple[str, ...]:
        """Name the classes of what the user watches over, none where there is nothing."""
        return self._nearing.classes()

    def _quiet(self) -> datetime | None:
        return quiet_since(self._now(), self._silence)

    def incident(self, name: str) -> IncidentSheet | None:
        """Give one incident with everything that is known of it, None if there is none."""
        with self._reading() as connection:
            found = told.incident(connection, name, self._thresholds)
            if found is None:
                return None
            listed = (found.line, *found.kin)
            grades = self._grading.grades(connection, [line.id for line in listed])
            marks = self._grading.marks(connection, grades[name])
        line, *kin = self._all_heard(self._marked(listed, grades))
        return replace(
            found,
            line=line,
            accounts=tuple(replace(a, grade=marks[a.head.article]) for a in found.accounts),
            story=self._heard(found.story),
            kin=tuple(kin),
            grade=grades[name],
            vicinity=self._nearing.vicinity(found.incident.spot),
        )

    def incident_lines(self, names: Collection[str]) -> dict[str, IncidentLine]:
        """Give incidents by their ids as lists show them; one that is gone is left out."""
        with self._reading() as connection:
            found = [
                row
                for some in portions(names)
                for row in connection.execute(incidents.chosen(id=some))
            ]
            listed = self._graded(connection, incidents.lines(connection, found))
        return {line.id: line for line in self._all_heard(listed)}

    def stories(self, ask: StoryAsk = StoryAsk()) -> Page[StoryLine]:  # noqa: B008  # frozen
        """Give the stories that answer a question, the one last reported first."""
        with self._reading() as connection:
            page = told.stories(connection, ask)
        return replace(page, lines=self._all_heard(page.lines))

    def story(self, name: str) -> StorySheet | None:
        """Give one story with its reports, incidents and what was said, None if there is none."""
        with self._reading() as connection:
            found = told.story(connection, name)
            if found is None:
                return None
            tells = self._graded(connection, found.incidents)
        return replace(
            found,
            line=self._heard(found.line),
            incidents=self._all_heard(tells),
            said=self._all_heard(found.said),
        )

    def named(self, noun: Noun, start: str) -> tuple[str, ...]:
        """Give the ids of incidents or stories that begin so, a few of them if there are many."""
        with self._reading() as connection:
            return tuple(told.named(connection, noun, start))

    @overload
    def only(self, noun: Literal["incident"], start: str) -> IncidentSheet: ...

    @overload
    def only(self, noun: Literal["story"], start: str) -> StorySheet: ...

    def only(self, noun: Noun, start: str) -> IncidentSheet | StorySheet:
        """Give the only incident or story whose id begins so; raises NotHeld."""
        with self._reading() as connection:
            name = told.only(connection, noun, start)
        found = self.incident(name) if noun == "incident" else self.story(name)
        if found is None:  # it went between the two questions
            raise told.unheld(noun, start)
        return found

    def _graded(
        self, connection: Connection, lines: Sequence[IncidentLine]
    ) -> tuple[IncidentLine, ...]:
        return self._marked(lines, self._grading.grades(connection, [line.id for line in lines]))

    def _marked(
        self, lines: Iterable[IncidentLine], grades: Mapping[str, Grade]
    ) -> tuple[IncidentLine, ...]:
        """Mark lines with their grades, and those whose stage is in review."""
        quiet = self._quiet()
        return tuple(
            replace(
                line,
                grade=grades[line.id].mark,
                review=stage_in_review(line.status, line.confirmed, quiet),
            )
            for line in lines
        )

    def _all_heard(self, lines: Iterable[Lined]) -> tuple[Lined, ...]:
        return tuple(map(self._heard, lines))

    def _heard(self, line: Lined) -> Lined:
        """Leave of its voices one of each owner: two sources with one owner are one voice."""
        houses: dict[str, str] = {}
        for name in line.voices:
            known = self._sources.get(name)
            houses.setdefault((known and known.house) or name, name)
        return replace(line, voices=tuple(houses.values()))

    def related(self, as_of: datetime | None = None, rules: Rules = "then") -> dict[str, Any]:
        """Give all stories, incidents, copies and disagreements as `vedette.relate/1`.

        With `as_of` as they were known at a moment, by the codings of then, or the newest ones.
        """
        if as_of is not None:
            found = self.recall(as_of, rules)
            return relate(
                stories=found.stories,
                incidents=found.incidents,
                copies=found.copies,
                disagreements=found.disagreements,
                utterances=found.utterances,
                names=found.names,
            )
        with self._reading() as connection:
            return relate(
                stories=related.stories(connection),
                incidents=related.incidents(connection),
                copies=related.copies(connection),
                disagreements=related.disagreements(connection),
                utterances=related.utterances(connection),
                names=related.names(connection),
            )

    def recall(self, as_of: datetime, rules: Rules = "then") -> Recalled:
        """Give what was known at a moment, by the codings of then, or the newest ones."""
        with self._reading() as connection:
            return recalling.recall(connection, as_of, rules)

    def differences(
        self, since: datetime, until: datetime | None = None, rules: Rules = "then"
    ) -> Differences:
        """Give what has changed between two moments, the later one the present if not told."""
        before = self.recall(since, rules)
        return differences(before, self.recall(until or self._now(), rules))

    def decisions(self, incident: str | None = None) -> list[Decided]:
        """Give what analysts have decided, the oldest first, of all or of one incident."""
        with self._reading() as connection:
            return decisions.history(connection, incident)

    # ── pledges ──────────────────────────────────────────────────────────────────────────────

    def pledges(self, ask: PledgeAsk = PledgeAsk()) -> PledgePage:  # noqa: B008  # frozen
        """Give the pledges that answer a question, what was moved last first."""
        with self._reading() as connection:
            page = self._pledging.page(connection, ask, self._now())
        return replace(page, lines=tuple(heard(one, self._houses) for one in page.lines))

    def pledge(self, start: str) -> PledgeSheet:
        """Give the only pledge whose id begins so, with all that bears on it; raises NotHeld."""
        with self._reading() as connection:
            found = self._pledging.sheet(connection, start, self._now(), self._thresholds)
        return replace(found, line=heard(found.line, self._houses))

    @property
    def _houses(self) -> dict[str, str]:
        return {name: source.house for name, source in self._sources.items() if source.house}

    # ── forecasts ────────────────────────────────────────────────────────────────────────────

    def forecasts(self, ask: ForecastAsk = ForecastAsk()) -> ForecastPage:  # noqa: B008  # frozen
        """Give the forecasts that answer a question: due, open, decided, unscoreable."""
        with self._reading() as connection:
            return self._forecasting.page(connection, ask, self._now().date())

    def forecast(self, start: str) -> ForecastSheet:
        """Give the only forecast whose id begins so; raises NotHeld."""
        with self._reading() as connection:
            found = self._forecasting.sheet(connection, start, self._now().date())
            grades = self._grading.grades(connection, [one.line.id for one in found.proposals])
        proposals = (
            replace(one, line=self._heard(self._marked([one.line], grades)[0]))
            for one in found.proposals
        )
        return replace(found, proposals=tuple(proposals))

    def forecaster(self, name: str) -> ForecasterSheet:
        """Give what a forecaster foretold and how good it was; raises NotHeld."""
        with self._reading() as connection:
            return self._forecasting.forecaster(connection, name, self._now().date())

    # ── sources and what went wrong ──────────────────────────────────────────────────────────

    def sources(self) -> tuple[Health, ...]:
        """Give every source with how well it is seen.

        Every page tells it; it changes only with the log or the minute, and is kept till then.
        """
        with self._reading() as connection:
            standing = health.newest(connection), self._now().replace(second=0, microsecond=0)
            if self._seen and self._seen[0] == standing:
                return self._seen[1]
            tallies = health.tallies(connection)
            seen = tuple(
                self._health(source, tallies, health.histories(connection, source))
                for source in self._sources.values()
            )
        self._seen = standing, seen
        return seen

    def source(self, source: str) -> tuple[Health, tuple[Poll, ...]] | None:
        """Give one source with its last 50 polls, newest first."""
        known = self._sources.get(source)
        if known is None:
            return None
        with self._reading() as connection:
            histories = health.histories(connection, known)
            found = self._health(known, health.tallies(connection), histories)
        polls = sorted(
            (poll for listed in histories.values() for poll in listed),
            key=lambda poll: poll.at,
            reverse=True,
        )
        return found, tuple(polls[:50])

    def _health(
        self,
        source: Source,
        tallies: Mapping[str, health.Tally],
        histories: Mapping[str, Sequence[Poll]],
    ) -> Health:
        learnt = [
            rate
            for listed in histories.values()
            if (rate := expected_per_day(listed[::-1])) is not None
        ]
        due = [moment for (name, _), moment in self._due.items() if name == source.id]
        return health.health(
            source,
            tallies.get(source.id, health.Tally()),
            histories,
            expected=sum(learnt) if learnt else None,
            due=min(due, default=None),
            now=self._now(),
        )

    def coverage(self, ask: CoverageAsk = CoverageAsk()) -> Coverage:  # noqa: B008  # frozen
        """Give how much of what was published was seen, and what was not, since when and why."""
        with self._reading() as connection:
            return self._covering(connection).answer(connection, ask)

    def exposure(self, country: str, language: str, day: date) -> float | None:
        """Give how much of what a country's sources published in a language on a day could be seen.

        From 0, where nothing could be, to 1; None where nothing is known yet: too few days were
        watched before. `vedette.coverage.exposure` has the definition. Days are UTC.
        """
        with self._reading() as connection:
            return self._covering(connection).exposure(connection, country, language, day)

    def lookout(self, day: date | None = None) -> Lookout:
        """Give the alarms on the desk's own incidents, the newest first, and each series' week.

        They are those up to a day, today where none is told, as the incidents are known now.
        """
        with self._reading() as connection:
            return self._sentry.look(connection, self._covering(connection), self._now(), day)

    def unusual(self, kind: str = ANY, place: str = ANY, day: date | None = None) -> Unusual:
        """Say whether the week before a day is unusual, for a kind at a place, `*` for any.

        A place is a state by its code, a water, or a theatre; raises NotCounted for others.
        """
        told = self.lookout(day)
        series = series_named(kind, place, told)
        return unusual(told, series, self.coverage(week_of(told)))

    def daily(self, since: date, until: date) -> dict[str, list[int]]:
        """Count incidents by the day on which they became known, in every series that has any."""
        with self._reading() as connection:
            return daily(happenings(connection), since, until)

    def today(self) -> date:
        """Give the day on which the desk is asked, UTC; a sample's is that of its last report."""
        return self._now().date()

    def brief(self, ask: BriefAsk) -> Brief:
        """Collect what there is to tell of some days, in order of consequence."""
        return brief(self, ask, self._now())

    def papers(self) -> list[Paper]:
        """Give the briefs that were signed, the newest first."""
        with self._reading() as connection:
            return [
                Paper(number=number, name=name, author=made.author, at=made.at, reason=made.reason)
                for number, made, name in deciding.papers(connection)
            ]

    def paper(self, number: int) -> tuple[str, bytes]:
        """Give the name and the bytes of a signed brief as they were kept; raises NotHeld."""
        with self._reading() as connection:
            found = deciding.paper(connection, number)
        if found is None:
            remedy = "see the numbers with vedette decide list"
            raise NotHeld(what="no paper has this number", where=str(number), remedy=remedy)
        return found

    def _covering(self, connection: Connection) -> Covering:
        standing = health.newest(connection), self._now().replace(second=0, microsecond=0)
        if self._covered is None or self._covered[0] != standing:
            now = self._now()
            covering = Covering.of(connection, self._sources, self._languages(), now)
            self._covered = standing, covering
        return self._covered[1]

    def issues(self, *, limit: int = 100, before: int | None = None) -> Page[Fault]:
        """Give what went wrong, newest first."""
        with self._reading() as connection:
            return health.issues(connection, limit=limit, before=before)

    def standing(self) -> Standing:
        """Count the whole desk."""
        seen = self.sources()
        blind = sum(source.state in {"blind", "gone"} for source in seen)
        with self._reading() as connection:
            return health.standing(connection, sources=len(seen), blind=blind)

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()


EXPORTED = 500
"""Findings that an export holds in memory at once."""
