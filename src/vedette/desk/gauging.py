"""What a desk does, in figures for a program that watches over it."""

from collections.abc import Sequence
from typing import Final, get_args

from sqlalchemy.exc import SQLAlchemyError

from vedette import __version__
from vedette.answers import State
from vedette.desk.sight import Sight
from vedette.errors import Away, LedgerError
from vedette.ledger import counting, health
from vedette.write import exposition
from vedette.write.exposition import Metric, Sample, labelled, single, write

__all__ = ["EXPOSITION", "Gauging", "Metric", "Sample", "write"]


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
        """Give what the ledger holds, how well its sources are seen, what waits, what stands still.

        A ledger that is out of reach leaves only that to tell, and since when nothing is written.
        """
        try:
            held = self._holdings()
        except (SQLAlchemyError, Away):
            held = ()
        readable = single("vedette_ledger_readable", float(bool(held)), _READABLE)
        return (readable, *self._stillness(), *held)

    def _stillness(self) -> tuple[Metric, ...]:
        """Tell whether the line of a desk that watches stands still; another cannot know."""
        still = self.standstill
        if still is None:
            return ()
        since = (
            (Sample(value=still.since.timestamp(), labels={"why": still.cause}),)
            if still.since
            else ()
        )
        return (
            single("vedette_standing_still", float(bool(since)), _STILL),
            Metric(
                name="vedette_standstill_since_timestamp_seconds",
                kind="gauge",
                about=_SINCE,
                samples=since,
            ),
        )

    def _holdings(self) -> tuple[Metric, ...]:
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
_READABLE: Final = "Whether the ledger can be read."
_STILL: Final = "Whether nothing can be written now; what waits loses nothing."
_SINCE: Final = "Since when nothing can be written, and why; none while it can."
_SOURCES: Final = "Sources by how well they are seen."
_WAITING: Final = "Articles to code, rows of the log to relate, envelopes to send."
_POLLS: Final = "Polls by what became of them."
_ISSUES: Final = "What could not be done, by stage."
_DELIVERIES: Final = "Attempts to bring an alert to its recipient, by what became of them."
_LAST: Final = "When a channel was last asked."

EXPOSITION: Final = exposition.MEDIA_TYPE
"""The media type of what `write` gives."""


def _by_state(seen: Sequence[str]) -> dict[str, float]:
    return {state: float(seen.count(state)) for state in get_args(State)}
