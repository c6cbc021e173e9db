"""The watch over a desk's own incidents: which series of them show more than they should.

incidents, as they became known ─┐
                                 ├─► counts by kind and place, by cell ──► alarms, the week
entries within reach, by state ──┘
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from vedette.assess.alarms.cells import cell_name, cell_of
from vedette.assess.alarms.nowcasting import Late, Nowcast, late
from vedette.assess.alarms.promise import GAP, Promise
from vedette.assess.alarms.raising import Alarm, Past, Week, raise_alarms
from vedette.assess.alarms.series import (
    ALL,
    ANY,
    Happening,
    always,
    series_of,
    tables,
)
from vedette.assess.alarms.table import FEWEST_DAYS, Counts
from vedette.assess.alarms.theatres import theatres
from vedette.coverage import Coverage, CoverageAsk
from vedette.desk.covering import Covering
from vedette.desk.exposing import reading
from vedette.desk.judging import Judged, Judgement, last
from vedette.errors import NotCounted
from vedette.handling import Tlp, strictest
from vedette.ledger import related
from vedette.ledger.happenings import happenings
from vedette.ledger.looking import DAY
from vedette.records import Grade, digest
from vedette.taxonomy.kinds import ORDER

WEEK = 7 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alarm with the incidents that it counted; its id stays while day and series do.

    `also` names other series that alarmed within two weeks over mostly the same incidents: a burst
    of drones over Lithuania is one of all drones, too, and of all incidents there.
    """

    id: str
    alarm: Alarm
    incidents: tuple[str, ...]
    also: tuple[str, ...] = ()
    judged: Judged | None = None
    """What an analyst said of it last."""
    handling: Tlp = "clear"
    """The strictest of the incidents that it counted."""
    unverified: int = 0
    """How many of these nobody tells who is known: listed, with an owner."""

    @property
    def rests_on_strangers(self) -> bool:
        """Whether there would be nothing unusual without what only unknown sources tell."""
        return self.unverified > 0 and self.alarm.count - self.unverified <= self.alarm.high

    @property
    def dismissed(self) -> bool:
        """Whether an analyst said last that it was not worth a look."""
        return self.judged is not None and self.judged.verdict == "dismissed"

    @property
    def named(self) -> tuple[str, ...]:
        """Every series that it tells of, its own first."""
        return (*self.alarm.series, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout:
    """What the watch shows up to a day.

    `seen` are the days with any exposure; with fewer than `needed` nothing can be said: there are
    no alarms, and no `weeks`, which have each series' seven days up to the last that is over.
    """

    day: date
    promise: Promise
    seen: int = 0
    needed: int = FEWEST_DAYS
    alarms: tuple[Raised, ...] = ()
    weeks: Mapping[str, Week] = field(default_factory=dict)
    today: Mapping[str, int] = field(default_factory=dict)
    """What each series has shown on the day that is not over."""
    series: int = 0
    told: tuple[Happening, ...] = ()
    """What was counted."""
    past: Past | None = field(default=None, compare=False, repr=False)
    """Each series' whole weeks, None where nothing can be said."""
    late: Late | None = None
    """How late it becomes known, None where nothing can be said."""

    @property
    def judged(self) -> int:
        """How many of the alarms were judged."""
        return sum(one.judged is not None for one in self.alarms)

    @property
    def dismissed(self) -> int:
        """How many of these were not worth a look."""
        return sum(one.dismissed for one in self.alarms)

    def with_verdicts(self, listed: Sequence[Judgement]) -> "Lookout":
        """Put what analysts said beside the alarms."""
        judged = (replace(one, judged=last(one.alarm, listed)) for one in self.alarms)
        return replace(self, alarms=tuple(judged))

    def handled(self, levels: Mapping[str, Tlp]) -> "Lookout":
        """Put beside the alarms how they are handled, by the levels of what is not clear."""
        told = (
            replace(one, handling=strictest(levels[i] for i in one.incidents if i in levels))
            for one in self.alarms
        )
        return replace(self, alarms=tuple(told))

    def verified(self, grades: Mapping[str, Grade]) -> "Lookout":
        """Put beside the alarms how many of their incidents no known source tells."""
        strange = {name for name, one in grades.items() if not _is_vouched(one)}
        told = (
            replace(one, unverified=len(strange.intersection(one.incidents))) for one in self.alarms
        )
        return replace(self, alarms=tuple(told))

    @property
    def ready(self) -> bool:
        """Whether there is enough of a past."""
        return self.seen >= self.needed


def _is_vouched(grade: Grade) -> bool:
    """Say whether somebody who is known tells it."""
    return any(one.counted and one.known and one.stance != "contradicts" for one in grade.voices)


def look_out(connection: Connection, covering: Covering, promise: Promise, day: date) -> Lookout:
    """Watch a desk's incidents from the first day of which anything is known up to a day."""
    read = reading(connection, covering, until=day)
    seen = 0 if read is None else int((read.total > 0).sum())
    if read is None or seen < FEWEST_DAYS:
        return Lookout(day=day, promise=promise, seen=seen)
    told = list(happenings(connection))
    listed = tables(told, read)
    part = promise.shared(len(listed))
    watched = [raise_alarms(table, part, unfinished=True) for table in listed]
    alarms = [
        Raised(
            id=digest("alarm", alarm.scope, alarm.day.isoformat(), *alarm.series),
            alarm=replace(alarm, promise=promise.sentence),
            incidents=_counted(told, alarm, names),
        )
        for one, names in zip(watched, (series_of, _cell), strict=True)
        for alarm in one.alarms
    ]
    return Lookout(
        day=day,
        promise=promise,
        seen=seen,
        alarms=tuple(reversed(together(alarms))),
        weeks=watched[0].week,
        past=watched[0].past,
        today=_last(listed[0]),
        series=sum(one.series for one in watched),
        told=tuple(told),
        late=late(told, read, day - DAY),
    )


def together(alarms: Iterable[Raised]) -> list[Raised]:
    """Put the alarms that tell the same under the rarest of their first day, in their order."""
    leads: list[Raised] = []
    for one in sorted(alarms, key=lambda one: (one.alarm.day, one.alarm.rate, one.id)):
        at = next((n for n, lead in enumerate(leads) if _is_told(one, lead)), None)
        if at is None:
            leads.append(one)
        else:
            told = dict.fromkeys((*leads[at].also, *_series(one)))
            told.pop(leads[at].alarm.series[0], None)
            leads[at] = replace(leads[at], also=tuple(told))
    return leads


def _series(one: Raised) -> tuple[str, ...]:
    """Name the series of an alarm; the cells of a cluster are told by what lies in them."""
    return () if one.alarm.scope == "cluster" else one.alarm.series


def _is_told(one: Raised, lead: Raised) -> bool:
    shared = len({*one.incidents} & {*lead.incidents})
    near = one.alarm.day - lead.alarm.day < GAP * DAY
    return near and 2 * shared >= len(one.incidents)


def _cell(one: Happening) -> Iterator[str]:
    if one.spot:
        yield cell_name(cell_of(*one.spot))


def _counted(
    told: Iterable[Happening], alarm: Alarm, names: Callable[[Happening], Iterable[str]]
) -> tuple[str, ...]:
    """Name the incidents that an alarm's window holds, the earliest first."""
    since, series = alarm.day - (alarm.days - 1) * DAY, set(alarm.series)
    held = (
        one
        for one in told
        if since <= one.day <= alarm.day
        and not (alarm.happened and one.happened and one.happened < since)
        and not series.isdisjoint(names(one))
    )
    return tuple(one.incident for one in sorted(held, key=lambda one: (one.day, one.incident)))


def daily(told: Iterable[Happening], since: date, until: date) -> dict[str, list[int]]:
    """Count incidents by series and day, from one day to another, both counted in."""
    length = (until - since).days + 1
    found: dict[str, list[int]] = {ALL: [0] * length}
    for one in told:
        if since <= one.day <= until:
            for name in series_of(one):
                found.setdefault(name, [0] * length)[(one.day - since).days] += 1
    return found


def _last(table: Counts) -> dict[str, int]:
    return dict(zip(table.names, map(int, table.counts[:, -1]), strict=True))


# ── kept for those who ask ──────────────────────────────────────────────────────────────────────

STALE = timedelta(minutes=10)
"""How old an answer may be while articles keep coming in: it takes two seconds to work out."""


KEPT = 3
"""Days whose answers are kept: today's, and those of a brief or two. Each takes a megabyte."""


class Sentry:
    """Keeps the watch over a desk, so that not every question works it out anew."""

    def __init__(self, promise: Promise) -> None:
        self.promise = promise
        self._kept: dict[date, tuple[tuple[int, str], datetime, Lookout]] = {}

    def last(self, day: date) -> Lookout | None:
        """Give what was worked out last for a day, however old; None where nothing was."""
        kept = self._kept.get(day)
        return kept[2] if kept else None

    def look(
        self,
        connection: Connection,
        covered: Callable[[Connection], Covering],
        now: datetime,
        day: date | None = None,
    ) -> Lookout:
        """Give what the watch shows on a day, today where none is told.

        It is up to ten minutes old while the views grow; what was `covered` is asked for no more
        often, since that takes a second for 300 channels and a year.
        """
        folded, day = related.folded(connection), day or now.date()
        if day in self._kept:
            before, at, told = self._kept[day]
            if at <= now and (before == folded or now - at < STALE):
                return told
        told = look_out(connection, covered(connection), self.promise, day)
        self._kept[day] = folded, now, told
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """Whether the week of a series is unusual: `week` is None where nothing can be said.

    `coverage` is that of the week. `alarms` are those of its days that hold the series' incidents.
    """

    series: str
    since: date
    until: date
    seen: int
    needed: int
    week: Week | None
    today: int
    alarms: tuple[Raised, ...]
    coverage: Coverage
    nowcast: Nowcast | None = None
    """The last days by when incidents happened, once late reports are in: as of `until`."""


def series_named(kind: str, place: str, told: Lookout) -> str:
    """Name the series of a kind at a place, `*` standing for any; raises NotCounted."""
    name = f"{kind}@{place}"
    if kind not in {*ORDER, ANY}:
        remedy = f"give one of {', '.join(ORDER)}"
        raise NotCounted(
            what=f"no kind of incident is called {kind!r}", where="kind", remedy=remedy
        )
    known = told.weeks or dict.fromkeys((f"{ANY}@{one}" for one in always()), None)
    if f"{ANY}@{place}" not in known and place != ANY:
        remedy = f"give a state's code such as LT, a water, or one of {', '.join(theatres())}"
        raise NotCounted(what=f"no incident is counted at {place!r}", where="place", remedy=remedy)
    return name


def week_of(told: Lookout) -> CoverageAsk:
    """Ask for the coverage of a watch's week."""
    return CoverageAsk(since=told.day - WEEK, until=told.day - DAY)


def unusual(told: Lookout, series: str, coverage: Coverage) -> Unusual:
    """Ask a watch for the seven days of a series up to the last that is over."""
    since = told.day - WEEK
    return Unusual(
        series=series,
        since=since,
        until=told.day - DAY,
        seen=told.seen,
        needed=told.needed,
        week=told.weeks.get(series),
        today=told.today.get(series, 0),
        alarms=tuple(
            one
            for one in told.alarms
            if one.alarm.day >= since and (series == ALL or series in one.named)
        ),
        coverage=coverage,
        nowcast=_nowcast(told, series),
    )


def _nowcast(told: Lookout, series: str) -> Nowcast | None:
    if told.late is None:
        return None
    return told.late.nowcast(one for one in told.told if series in series_of(one))
