"""What may be asked of incidents and stories, of now and of then, and of what was decided."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, overload

from vedette.answers import (
    Dossier,
    Firsts,
    Imprint,
    IncidentAsk,
    IncidentCounts,
    IncidentLine,
    IncidentPage,
    IncidentSheet,
    Page,
    Placed,
    StoryAsk,
    StoryLine,
    StorySheet,
)
from vedette.desk import decisions, exporting
from vedette.desk.decisions import Decided
from vedette.desk.differing import Differences, differences
from vedette.desk.held import Held
from vedette.errors import NotHeld
from vedette.ledger import changes, incidents, recalling, related, told
from vedette.ledger.recalling import Recalled, Rules
from vedette.ledger.store import portions
from vedette.ledger.told import Noun
from vedette.ledger.vanished import Vanished, vanished
from vedette.records import Field, Finding
from vedette.review import in_review
from vedette.write.relate import relate


class Affairs(Held):
    """Incidents and stories, as they are known now or were at a moment."""

    def incidents(self, ask: IncidentAsk = IncidentAsk()) -> IncidentPage:  # noqa: B008  # frozen
        """Give the incidents that answer a question, the one last reported first.

        Raises NotWatched where what they should be near is not among the assets.
        """
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            page = self._nearing.page(connection, ask, self._quiet())
            page = replace(page, lines=self._graded(connection, page.lines))
        return replace(page, lines=self._all_heard(page.lines))

    def count_incidents(self, ask: IncidentAsk = IncidentAsk()) -> IncidentCounts:  # noqa: B008  # frozen
        """Count the incidents that answer a question, by facet; raises NotWatched."""
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            return self._nearing.counts(connection, ask, self._quiet())

    def placed(self, ask: IncidentAsk = IncidentAsk()) -> tuple[Placed, ...]:  # noqa: B008  # frozen
        """Give where and when all incidents that answer a question happened, the newest first.

        The page that the question asks for is passed over. Raises NotWatched.
        """
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            return self._nearing.placed(connection, ask, self._quiet())

    def earliest(self, ask: IncidentAsk) -> date | None:
        """Give the day (UTC) of the first report of all that answers; raises NotWatched."""
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            return self._nearing.earliest(connection, ask, self._quiet())

    def firsts(self, ask: IncidentAsk, since: date, until: date, *, hourly: bool = False) -> Firsts:
        """Count what answers by when it was first reported, and name as many as are asked for.

        Raises NotWatched. What hangs on the views alone, and not on the clock, is kept until they
        are others.
        """
        with self._reading() as connection:
            fitted, quiet = self._fitted(connection, ask), self._quiet()

            def counted() -> Firsts:
                return self._nearing.firsts(
                    connection, fitted, since, until, hourly=hourly, quiet=quiet
                )

            if ask.query or ask.review is not None:
                return counted()
            state = related.folded(connection)
            return self._noted.firsts.of((ask, since, until, hourly), state, counted)

    def asset_classes(self) -> tuple[str, ...]:
        """Name the classes of what the user watches over, none where there is nothing."""
        return self._nearing.classes()

    def incident(self, name: str) -> IncidentSheet | None:
        """Give one incident with everything that is known of it, None if there is none."""
        found = self.sheets([name]).get(name)
        if found is None:
            self._must_not_be_withheld("incident", name)
        return found

    def sheets(self, names: Collection[str]) -> dict[str, IncidentSheet]:
        """Give incidents by their ids with everything that is known of them, asked all at once."""
        with self._reading() as connection:
            found = told.sheets(connection, names, self._thresholds)
            lines = {line.id: line for one in found.values() for line in (one.line, *one.kin)}
            grades = self._grading.grades(connection, lines)
            marks = {name: self._grading.marks(connection, grades[name]) for name in found}
        marked = self._all_heard(self._marked(lines.values(), grades))
        heard = {line.id: line for line in marked}
        return {
            name: replace(
                one,
                line=heard[name],
                accounts=tuple(
                    replace(told, grade=marks[name][told.head.article]) for told in one.accounts
                ),
                story=one.story and self._heard(one.story),
                kin=tuple(heard[line.id] for line in one.kin),
                grade=grades[name],
                vicinity=self._nearing.vicinity(one.incident.spot),
            )
            for name, one in found.items()
        }

    def incident_then(self, name: str, at: datetime) -> IncidentSheet | None:
        """Give an incident as it was known at a moment, None where nothing of it was.

        Its reports are related anew, as they were coded and decided upon by then; how reliable
        their sources are is judged by what is known of them now.
        """
        with self._reading() as connection:
            found = told.incident_then(connection, name, at, self._thresholds)
            if found is None:
                return None
            grade = self._grading.grade(connection, found.incident, found.disagreements)
            marks = self._grading.marks(connection, grade)
        (line,) = self._all_heard([replace(found.line, grade=grade.mark)])
        return replace(
            found,
            line=line,
            accounts=tuple(replace(a, grade=marks.get(a.head.article, "")) for a in found.accounts),
            grade=grade,
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

    def told_by(self, articles: Sequence[str], most: int) -> list[str]:
        """Name the incidents that some articles tell of, those of the first article first."""
        with self._reading() as connection:
            return incidents.told_by(connection, articles, most)

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
                self._must_not_be_withheld("story", name)
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
            try:
                name = told.only(connection, noun, start)
            except NotHeld:
                self._must_not_be_withheld(noun, start)
                raise
        found = self.incident(name) if noun == "incident" else self.story(name)
        if found is None:  # it went between the two questions
            raise told.unheld(noun, start)
        return found

    def dossier(self, name: str) -> Dossier | None:
        """Give an incident as it leaves the desk, None if there is none."""
        sheet = self.incident(name)
        if sheet is None:
            return None
        with self._reading() as connection:
            decided = decisions.history(connection, name)
            coded, blamed = changes.changed(connection, name), changes.blamed(connection, name)
            origins = changes.origins(connection, name)
        return exporting.dossier(sheet, decided, coded, blamed, origins)

    def vanished(self) -> tuple[Vanished, ...]:
        """Give every id that an incident may have had and has no more, and what became of it."""
        with self._reading() as connection:
            return vanished(connection)

    def blamed(self, articles: Collection[str]) -> tuple[Field, ...]:
        """Give who is accused of anything in these articles, or answers."""
        with self._reading() as connection:
            return changes.blamed_in(connection, articles)

    def waits(self, found: Finding) -> bool:
        """Say whether a finding is in review."""
        return in_review(found, self._thresholds)

    def imprint(self) -> Imprint:
        """Give what an export says of this desk."""
        with self._reading() as connection:
            born = changes.born(connection)
        return Imprint(desk=born, sources=self._sources, sample=self.sample)

    def incident_formats(self) -> tuple[str, ...]:
        """Name the formats in which incidents are written."""
        return exporting.formats("incident")

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

    def decided_on(self, article: str) -> list[Decided]:
        """Give what analysts have decided of an article's words, the oldest first."""
        with self._reading() as connection:
            return decisions.on_article(connection, article)

    def decisions(self, incident: str | None = None) -> list[Decided]:
        """Give what analysts have decided, the oldest first, of all or of one incident."""
        with self._reading() as connection:
            return decisions.history(connection, incident)
