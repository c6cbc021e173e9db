"""What a desk does, in figures for a program that watches over it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from vedette import __version__
from vedette.desk.sight import Sight
from vedette.errors import LedgerError
from vedette.ledger import counting, health
from vedette.write import exposition
from vedette.write.exposition import Metric, Sample, labelled, single, write

__all__ = ["EXPOSITION", "Gauging", "Metric", "Sample", "write"]

STATES: Final = ("seeing", "quiet", "blind", "gone", "unpolled")


class Gauging(Sight):
    """A desk in figures; what is withheld from its answers is not counted either."""

    def is_readable(self) -> bool:
        """Whether the ledger answers now."""
        try:
            with self._reading() as connection:
                health.newest(connection)
        except (SQLAlchemyError, LedgerError):
            return False
        return True

    def gauges(self) -> tuple[Metric, ...]:
        """Give what the ledger holds, how well its sources are seen, and what waits."""
        told, seen = self.standing(), [one.state for one in self.sources()]
        with self._reading() as connection:
            counted = self._noted.counts.of(connection)
            waiting = counting.waiting(connection)
            incidents = counting.incidents(connection)
        version = Sample(value=1, labels={"version": __version__})
        last = (Sample(value=told.last_poll.timestamp()),) if told.last_poll else ()
        return (
            Metric(name="vedette_build_info", kind="gauge", about=_BUILD, samples=(version,)),
            single("vedette_articles", told.articles, "Articles, each counted once."),
            single("vedette_findings", told.findings, "Findings of the coder that counts."),
            single("vedette_copies", told.copies, "Articles that repeat another."),
            single("vedette_incidents", incidents, "Incidents."),
            labelled("vedette_sources", _by_state(seen), "state", _SOURCES, "gauge"),
            Metric(
                name="vedette_last_poll_timestamp_seconds", kind="gauge", about=_LAST, samples=last
            ),
            labelled("vedette_waiting", waiting, "stage", _WAITING, "gauge"),
            labelled("vedette_polls_total", counted["polls"], "outcome", _POLLS, "counter"),
            labelled("vedette_issues_total", counted["issues"], "stage", _ISSUES, "counter"),
            labelled(
                "vedette_deliveries_total",
                counted["deliveries"],
                "outcome",
                _DELIVERIES,
                "counter",
            ),
        )


_BUILD: Final = "Which version runs; always 1."
_SOURCES: Final = "Sources by how well they are seen."
_WAITING: Final = "Articles to code, rows of the log to relate, envelopes to send."
_POLLS: Final = "Polls by what became of them."
_ISSUES: Final = "What could not be done, by stage."
_DELIVERIES: Final = "Attempts to bring an alert to its recipient, by what became of them."
_LAST: Final = "When a channel was last asked."

EXPOSITION: Final = exposition.MEDIA_TYPE
"""The media type of what `write` gives."""


def _by_state(seen: Sequence[str]) -> dict[str, float]:
    return {state: float(seen.count(state)) for state in STATES}
