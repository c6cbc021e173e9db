"""What may be asked of findings and of the articles that they stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from vedette.answers import Ask, Counts, Hit, Line, Page, Sheet
from vedette.desk import exporting
from vedette.desk.held import Held
from vedette.desk.paging import pages
from vedette.ledger import incidents, search, seeking, sheets, stream, told
from vedette.ledger.search import Order
from vedette.ledger.seeking import Means
from vedette.records import Report
from vedette.review import in_review
from vedette.sought import Query
from vedette.write.withheld import discreet


class Findings(Held):
    """Findings, articles, and the words in them."""

    def stream(self, ask: Ask = Ask()) -> Page[Line]:  # noqa: B008  # frozen
        """Give the findings that answer a question, newest known first; private persons unnamed."""
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            numbers = self._noted.tally.newest(connection, ask, self._thresholds)
            found = stream.stream(
                connection, ask, self._thresholds, also=self._also, numbers=numbers
            )
        return replace(found, lines=tuple(map(discreet, found.lines)))

    def count(self, ask: Ask = Ask()) -> Counts:  # noqa: B008  # frozen
        """Count the findings that answer a question, by facet."""
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            return self._noted.tally.counts(connection, ask, self._thresholds)

    def count_days(self, ask: Ask = Ask()) -> Mapping[str, int]:  # noqa: B008  # frozen
        """Count the findings that answer a question by the day on which they became known alone."""
        with self._reading() as connection:
            ask = self._fitted(connection, ask)
            return self._noted.tally.days(connection, ask, self._thresholds)

    def article(self, article: str, version: int | None = None) -> Sheet | None:
        """Give an article with all that is known of it, None if there is none."""
        with self._reading() as connection:
            found = sheets.sheet(connection, article, version, also=self._also)
            if found is None:
                self._must_not_be_withheld("article", article)
                return None
            story = told.of_article(connection, article)
            tells = incidents.lines(connection, incidents.telling(connection, article))
            grades = self._grading.grades(connection, [line.id for line in tells])
            tells = self._marked(tells, grades)
            own = {n: self._grading.marks(connection, one) for n, one in grades.items()}
        return replace(
            found,
            grades={name: one[article] for name, one in own.items() if article in one},
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
        query: Query,
        *,
        confidence: float = 0.0,
        order: Order = "fit",
        limit: int = 50,
        before: int | None = None,
    ) -> Page[Hit]:
        """Find the articles that answer a query line, those that fit best, or the newest, first.

        With a confidence, those with a finding that reaches it.
        """
        with self._reading() as connection:
            means = Means(incidents=self._fitting.settled(connection, query))
            conditions = seeking.articles(query, means, worded=False)
            return search.search(
                connection,
                query,
                conditions,
                confidence=confidence,
                order=order,
                limit=limit,
                before=before,
            )

    def export(
        self,
        format: str,  # noqa: A002  # its name on the command line
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
        for page in pages(self.stream, replace(ask, limit=EXPORTED)):
            yield from page.lines

    def formats(self) -> tuple[str, ...]:
        """Name the formats that `export` knows, in which findings are written."""
        return exporting.formats("finding")


EXPORTED = 500
"""Findings that an export holds in memory at once."""
