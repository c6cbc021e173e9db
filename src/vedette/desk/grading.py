"""The Admiralty grades of incidents, by the desk's own sources and what became of their reports."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from vedette.assess.grades import grade, marks
from vedette.assess.hearing import Reports
from vedette.assess.tracks import Track
from vedette.desk.tracking import Tracking
from vedette.ledger import related
from vedette.ledger.heads import printers
from vedette.ledger.incidents import bodies, differences
from vedette.ledger.related import Outline
from vedette.records import Disagreement, Grade, Incident, Source

HELD: Final = 2000
"""Grades that are kept at the most: those of 40 pages of a list, some 4 MB."""


class Grading:
    """Grades incidents by a list of sources.

    What became of all that they told is worked out once, and kept until the views are others, as
    the grades themselves are; by who is `patient`, until somebody asks for it anew, and no grade.
    """

    def __init__(self, sources: Mapping[str, Source], *, patient: bool = False) -> None:
        self._sources = sources
        self._patient = patient
        self._tracking = Tracking(self.reports)
        self._kept: tuple[tuple[int, str], Mapping[str, Track]] | None = None
        self._given: tuple[tuple[int, str], dict[str, Grade]] = (0, ""), {}

    def grades(
        self, connection: Connection, names: Collection[str], reports: Reports | None = None
    ) -> dict[str, Grade]:
        """Give the grade of each incident, by its id; `reports` are theirs, where they are read."""
        given = self._given_now(connection)
        if asked := [name for name in names if name not in given]:
            given.update(self._anew(connection, asked, reports))
        return {name: given[name] for name in names if name in given}

    def _given_now(self, connection: Connection) -> dict[str, Grade]:
        """Give the grades that hold for the views as they are, to be added to."""
        folded = related.folded(connection)
        if self._patient or self._given[0] != folded or len(self._given[1]) > HELD:
            self._given = folded, {}
        return self._given[1]

    def _anew(
        self, connection: Connection, names: Collection[str], reports: Reports | None
    ) -> dict[str, Grade]:
        found = bodies(connection, names)
        differing: dict[str, list[Disagreement]] = defaultdict(list)
        for one in differences(connection, names):
            differing[one.about].append(one)
        reports = reports or self.reports(connection, found)
        tracks = self.tracks(connection)
        return {one.id: grade(one, differing[one.id], reports, tracks=tracks) for one in found}

    def grade(
        self, connection: Connection, one: Incident, differing: Sequence[Disagreement]
    ) -> Grade:
        """Grade an incident as it is given, by what is known of its sources now."""
        reports, tracks = self.reports(connection, [one]), self.tracks(connection)
        return grade(one, differing, reports, tracks=tracks)

    def all_grades(self, connection: Connection, told: Collection[Incident]) -> dict[str, str]:
        """Give the mark of every incident of the ledger, by its id."""
        differing: dict[str, list[Disagreement]] = defaultdict(list)
        for one in related.disagreements(connection):
            differing[one.about].append(one)
        reports, tracks = self.reports(connection, told), self.tracks(connection)
        return {one.id: grade(one, differing[one.id], reports, tracks=tracks).mark for one in told}

    def marks(self, connection: Connection, given: Grade) -> dict[str, str]:
        """Give the mark of each report that was heard for a grade, by its article."""
        return marks(given.voices, self._sources, self.tracks(connection))

    def tracks(self, connection: Connection) -> Mapping[str, Track]:
        """Give what became of what each source told.

        It is made of the views: the log may be further on, and they catch up without its growing.
        """
        folded = related.folded(connection)
        if self._kept is None or (self._kept[0] != folded and not self._patient):
            return self.refresh(connection)
        return self._kept[1]

    def refresh(self, connection: Connection) -> Mapping[str, Track]:
        """Work out anew what became of what each source told."""
        made = self._tracking.tracks(connection)
        self._kept = related.folded(connection), made
        return made

    def reports(self, connection: Connection, told: Iterable[Incident | Outline]) -> Reports:
        """Give who printed what the reports of incidents say, and which of them are copies."""
        named = {article for one in told for article in one.articles}
        source_of, origins = printers(connection, named)
        # What is copied need not tell of the incident itself: its source speaks all the same.
        beside, _ = printers(connection, set(origins.values()) - source_of.keys())
        return Reports(sources=self._sources, origins=origins, source_of=source_of | beside)
