"""What may be asked of how much is seen: sources, coverage, and whether it is unusual."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from vedette.answers import Fault, Health, Page, Standing, Unlisted
from vedette.assess.alarms.rehearsing import Map
from vedette.assess.alarms.series import ANY
from vedette.collect import expected_per_day
from vedette.coverage import Coverage, CoverageAsk
from vedette.desk.covering import Covering
from vedette.desk.held import Held, Polled
from vedette.desk.judging import judgements
from vedette.desk.lookout import Lookout, Raised, Unusual, daily, series_named, unusual, week_of
from vedette.desk.rehearsing import Rehearsed, rehearsed
from vedette.errors import NotHeld
from vedette.handling import Tlp
from vedette.ledger import handled, health, related, rows
from vedette.ledger.happenings import between
from vedette.records import Poll, Source


class Sight(Held):
    """What the desk can see, what it cannot, and what stands out of it."""

    def sources(self) -> tuple[Health, ...]:
        """Give every source with how well it is seen.

        Every page tells it; it changes only with the log or the minute, and is kept till then.
        """
        with self._reading() as connection:
            standing = self._standing(connection)
            if self._noted.seen and self._noted.seen[0] == standing:
                return self._noted.seen[1]
            tallies = self._noted.counted.tallies(connection)
            seen = tuple(
                self._health(source, tally, self._polled(connection, source, tally.polls))
                for source in self._sources.values()
                for tally in (tallies.get(source.id, health.Tally()),)
            )
        self._noted.seen = standing, seen
        return seen

    def source(self, source: str) -> tuple[Health, tuple[Poll, ...]] | None:
        """Give one source with its last 50 polls, newest first."""
        known = self._sources.get(source)
        if known is None:
            return None
        with self._reading() as connection:
            histories = health.histories(connection, known)
            tally = self._noted.counted.tallies(connection).get(known.id, health.Tally())
            found = self._health(known, tally, _polled(tally.polls, histories))
        polls = sorted(
            (poll for listed in histories.values() for poll in listed),
            key=lambda poll: poll.at,
            reverse=True,
        )
        return found, tuple(polls[:50])

    def unlisted(self, source: str) -> Unlisted | None:
        """Tell what is held of a source that no file describes; None where nothing is."""
        with self._reading() as connection:
            return health.unlisted(connection, source)

    def _polled(self, connection: Connection, source: Source, count: int) -> Polled:
        """Give what the polls of a source tell; they are read again once there are more of them."""
        held = self._noted.polled.get(source.id)
        if held is None or held.polls != count:
            held = _polled(count, health.histories(connection, source))
            self._noted.polled[source.id] = held
        return held

    def _health(self, source: Source, tally: health.Tally, polled: Polled) -> Health:
        due = [moment for (name, _), moment in self._due.items() if name == source.id]
        return health.health(
            source,
            tally,
            polled.recent,
            expected=polled.expected,
            due=min(due, default=None),
            now=self._now(),
        )

    def coverage(self, ask: CoverageAsk = CoverageAsk()) -> Coverage:  # noqa: B008  # frozen
        """Give how much of what was published was seen, and what was not, since when and why."""
        with self._reading() as connection:
            told = self._covering(connection).answer(connection, ask)
        return replace(told, depths=self._depths())

    def exposure(self, country: str, language: str, day: date) -> float | None:
        """Give how much of what a country's sources published in a language on a day could be seen.

        From 0, where nothing could be, to 1; None where nothing is known yet: too few days were
        watched before. `vedette.coverage.exposure` has the definition. Days are UTC.
        """
        with self._reading() as connection:
            return self._covering(connection).exposure(connection, country, language, day)

    def _covering(self, connection: Connection) -> Covering:
        standing = self._standing(connection)
        covered = self._noted.covered
        if covered is None or covered[0] != standing:
            covering = Covering.of(connection, self._sources, self._languages(), self._now())
            self._noted.covered = covered = standing, covering
        return covered[1]

    def _standing(self, connection: Connection) -> tuple[int, datetime]:
        """Name what answers on sources hang on: how far the log is, and the minute."""
        return health.newest(connection), self._now().replace(second=0, microsecond=0)

    def lookout(self, day: date | None = None) -> Lookout:
        """Give the alarms on the desk's own incidents, the newest first, and each series' week.

        They are those up to a day, today where none is told, as the incidents are known now.
        """
        with self._reading() as connection:
            told = self._sentry.look(connection, self._covering, self._now(), day)
            counted = {name for one in told.alarms for name in one.incidents}
            levels = handled.of(connection, "incident", counted)
            grades = self._grading.grades(connection, counted)
            judged = told.with_verdicts(judgements(connection))
            return judged.handled(levels).verified(grades)

    def alarm(self, start: str) -> Raised:
        """Give the only alarm whose id begins so; raises NotHeld."""
        found = [one for one in self.lookout().alarms if start and one.id.startswith(start)]
        if len(found) != 1:
            raise NotHeld(
                what=f"{'several alarms have' if found else 'no alarm has'} an id that begins so",
                where=start or "an empty id",
                why=", ".join(one.id for one in found),
                remedy="list them with `vedette alarms`; an id changes with the day and the series",
            )
        return found[0]

    def rehearse(self, *, runs: int, seed: int, mapped: Map = map) -> Rehearsed | None:
        """Watch quiet pasts like the desk's own, and count the alarms, which are all false.

        None where the desk has too little of a past. Takes some seconds a run; the last answer is
        kept as `rehearsed`.
        """
        with self._reading() as connection:
            covering = self._covering(connection)
            act = rehearsed(connection, covering, self._sentry.promise, self._now().date())
        self.rehearsed = act(runs=runs, seed=seed, mapped=mapped) or self.rehearsed
        return self.rehearsed

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
            return self._noted.daily.of(
                (since, until),
                related.folded(connection),
                lambda: daily(between(connection, since, until), since, until),
            )

    def handling(self, since: datetime, until: datetime) -> Tlp:
        """Give the strictest handling among the incidents reported between two moments."""
        with self._reading() as connection:
            return handled.reported(connection, rows.stamp(since), rows.stamp(until))

    def issues(self, *, limit: int = 100, before: int | None = None) -> Page[Fault]:
        """Give what went wrong, newest first."""
        with self._reading() as connection:
            return health.issues(connection, limit=limit, before=before)

    def views(self) -> tuple[int, str]:
        """Name the state of the views: how far they have read the log, and by which code.

        What hangs on them and not on the clock stays as it is until this is another.
        """
        with self._reading() as connection:
            return related.folded(connection)

    def standing(self) -> Standing:
        """Count the whole desk; as `sources`, kept until the log, the views or the minute change.

        To count 100,000 articles anew took each page 40 ms.
        """
        seen = self.sources()
        blind = sum(source.state in {"blind", "gone"} for source in seen)
        with self._reading() as connection:
            state = (*self._standing(connection), *related.folded(connection), blind)
            if self._noted.standing and self._noted.standing[0] == state:
                return self._noted.standing[1]
            held = self._noted.counted.tallies(connection).values()
            told = health.standing(connection, held, sources=len(seen), blind=blind)
        self._noted.standing = state, told
        return told


def _polled(count: int, histories: Mapping[str, Sequence[Poll]]) -> Polled:
    learnt = [
        rate
        for listed in histories.values()
        if (rate := expected_per_day(listed[::-1])) is not None
    ]
    recent = {name: health.since_answered(listed) for name, listed in histories.items()}
    return Polled(count, recent, math.fsum(learnt) if learnt else None)
