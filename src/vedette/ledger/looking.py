"""What polls let us see: the covered part of each day of a channel, and its blind spells.

A good poll covers the time before it, back to the good poll before, but no further than it can be
trusted to reach: a poll is due when a third of a channel's window has turned over, so `WINDOW`
intervals back where nothing failed, and one interval where polls did. The interval is learnt from
the good polls of earlier days alone; a failed poll teaches nothing, so it can only take away.

A blind spell runs from the last good poll, not from the first that failed, to the next good one.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, renew
from vedette.ledger.health import ANSWERED

WINDOW = 3
"""Intervals that a good poll reaches back: it is asked for when a third of the window is new."""

SLACK = 1.5
"""Intervals after a failed poll: one, with the jitter of a tenth at both ends and slow answers."""

UNLEARNT = timedelta(hours=7)
"""The reach of a poll before an interval is learnt: the longest that a desk waits, with jitter."""

GAPS = 21
"""Times between good polls whose median is the interval: most of a day at hourly polls."""

LEAST = 3
"""Of them, before there is an interval."""

NOT_POLLED = "not polled"
"""Why nothing was seen while no poll failed."""

MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


@dataclass(slots=True, kw_only=True)
class Day:
    """A channel's polls of a day; `covered` is in microseconds."""

    good: int = 0
    failed: int = 0
    covered: int = 0
    why: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, kw_only=True)
class Spell:
    """A stretch in which a channel was not seen; `until` is None while it lasts."""

    until: datetime | None = None
    failed: int = 0
    why: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, kw_only=True)
class Track:
    """Where a channel stands after its newest poll; `interval` and `gaps` are in microseconds.

    `spell` is since when it is blind, None where it is not.
    """

    day: str = ""
    first: datetime | None = None
    good: datetime | None = None
    last: datetime | None = None
    failing: int = 0
    interval: int | None = None
    gaps: list[int] = field(default_factory=list)
    spell: datetime | None = None

    @property
    def reach(self) -> timedelta:
        """How far back a good poll could be trusted now."""
        return reach(self.interval, failing=bool(self.failing))


def reach(interval: int | None, *, failing: bool) -> timedelta:
    """Give how far back from a good poll nothing was missed, by the learnt interval."""
    if interval is None:
        return timedelta() if failing else UNLEARNT
    return interval * MICROSECOND * (SLACK if failing else WINDOW)


def is_part(channel: str) -> bool:
    """Tell the files of a channel, and a filling's, from channels: an address holds no blank.

    >>> is_part("https://a.example/map.xml https://a.example/1.xml"), is_part("/home/my files")
    (True, False)
    """
    return "://" in channel and " " in channel


class Looking:
    """Takes the polls of one ledger in their order within one transaction; `settle` in the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tracks: dict[tuple[str, str], Track] = {}
        self._days: dict[tuple[str, str, str], Day] = {}
        self._spells: dict[tuple[str, str, str], Spell] = {}

    def take(self, row: Any) -> None:
        """Take a poll: source, channel, time, outcome, and `what` went wrong."""
        if is_part(row.channel):
            return
        own, at = (row.source, row.channel), rows.moment(row.at)
        track, day = self._track(own), row.at[:10]
        if track.day < day:
            track.day = day
            track.interval = median_low(track.gaps) if len(track.gaps) >= LEAST else None
        if row.outcome in ANSWERED:
            self._day(own, day).good += 1
            self._answered(own, track, at)
        else:
            self._failed(own, track, at, row.what or row.outcome)
        track.last = max(track.last or at, at)

    def _answered(self, own: tuple[str, str], track: Track, at: datetime) -> None:
        before = track.good
        track.first = track.first or at
        if before is None:
            self._close(own, track, at)
        elif at > before:
            start = max(before, _back(at, track.reach))
            self._cover(own, start, at)
            track.gaps = [*track.gaps, (at - before) // MICROSECOND][-GAPS:]
            if start > before and not track.failing:
                self._open(own, track, before).why[NOT_POLLED] += 1
            self._close(own, track, at)
        track.good, track.failing = max(before or at, at), 0

    def _failed(self, own: tuple[str, str], track: Track, at: datetime, why: str) -> None:
        day, spell = self._day(own, rows.stamp(at)[:10]), self._open(own, track, track.good or at)
        for counted in (day, spell):
            counted.failed += 1
            counted.why[why] += 1
        track.failing += 1

    def _open(self, own: tuple[str, str], track: Track, since: datetime) -> Spell:
        track.spell = track.spell or since
        return self._spell(own, track.spell)

    def _close(self, own: tuple[str, str], track: Track, at: datetime) -> None:
        if track.spell is not None:
            self._spell(own, track.spell).until = at
            track.spell = None

    def _cover(self, own: tuple[str, str], start: datetime, end: datetime) -> None:
        for day, length in pieces(start, end):
            self._day(own, day).covered += length // MICROSECOND

    # ── rows that are at hand, and back ──────────────────────────────────────────────────────

    def _track(self, own: tuple[str, str]) -> Track:
        if own not in self._tracks:
            row = _held(self._connection, t.tracks, own)
            self._tracks[own] = Track() if row is None else _track_from(row)
        return self._tracks[own]

    def _day(self, own: tuple[str, str], day: str) -> Day:
        key = (*own, day)
        if key not in self._days:
            row = _held(self._connection, t.looks, key)
            self._days[key] = Day() if row is None else _day_from(row)
        return self._days[key]

    def _spell(self, own: tuple[str, str], since: datetime) -> Spell:
        key = (*own, rows.stamp(since))
        if key not in self._spells:
            row = _held(self._connection, t.spells, key)
            self._spells[key] = Spell() if row is None else _spell_from(row)
        return self._spells[key]

    def settle(self) -> None:
        """Write what was touched."""
        keep(self._connection, t.tracks, (_track_row(*one) for one in self._tracks.items()))
        keep(self._connection, t.looks, (_day_row(*one) for one in self._days.items()))
        keep(self._connection, t.spells, (_spell_row(*one) for one in self._spells.items()))
        self._tracks, self._days, self._spells = {}, {}, {}


def pieces(start: datetime, end: datetime) -> Iterable[tuple[str, timedelta]]:
    """Cut a stretch at each midnight, UTC: each day with how long of it.

    >>> from datetime import UTC
    >>> evening = datetime(2026, 3, 2, 23, tzinfo=UTC)
    >>> [(day, str(length)) for day, length in pieces(evening, evening + timedelta(hours=3))]
    [('2026-03-02', '1:00:00'), ('2026-03-03', '2:00:00')]
    """
    while start < end:
        midnight = start.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
        yield start.date().isoformat(), min(end, midnight) - start
        start = midnight


def _back(at: datetime, by: timedelta) -> datetime:
    """Go back in time, to no earlier than the calendar does."""
    return at - min(by, at - datetime.min.replace(tzinfo=at.tzinfo))


def keep(connection: Connection, table: Table, listed: Iterable[dict[str, Any]]) -> None:
    """Write rows in place of those with their keys."""
    found = list(listed)
    if not found:
        return
    renew(connection, table, found)


def _held(connection: Connection, table: Table, key: tuple[str, ...]) -> Any:
    names = (column.name for column in table.primary_key)
    return _HELD[table.name](connection, **dict(zip(names, key, strict=True))).first()


_HELD = {
    table.name: Question(
        select(table).where(*(column == bindparam(column.name) for column in table.primary_key))
    )
    for table in (t.tracks, t.looks, t.spells)
}


def _moment(written: str | None) -> datetime | None:
    return None if written is None else rows.moment(written)


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else rows.stamp(moment)


def _track_from(row: Any) -> Track:
    return Track(
        day=row.day,
        first=_moment(row.first),
        good=_moment(row.good),
        last=_moment(row.last),
        failing=row.failing,
        interval=row.interval,
        gaps=json.loads(row.gaps),
        spell=_moment(row.spell),
    )


def _track_row(own: tuple[str, str], track: Track) -> dict[str, Any]:
    return {
        "source": own[0],
        "channel": own[1],
        "day": track.day,
        "first": _stamp(track.first),
        "good": _stamp(track.good),
        "last": _stamp(track.last),
        "failing": track.failing,
        "interval": track.interval,
        "gaps": rows.dumped(track.gaps),
        "spell": _stamp(track.spell),
    }


def _day_from(row: Any) -> Day:
    why = Counter(json.loads(row.why))
    return Day(good=row.good, failed=row.failed, covered=row.covered, why=why)


def _day_row(key: tuple[str, str, str], day: Day) -> dict[str, Any]:
    return {
        "source": key[0],
        "channel": key[1],
        "day": key[2],
        "good": day.good,
        "failed": day.failed,
        "covered": day.covered,
        "why": rows.dumped(day.why),
    }


def _spell_from(row: Any) -> Spell:
    why = Counter(json.loads(row.why))
    return Spell(until=_moment(row.until), failed=row.failed, why=why)


def _spell_row(key: tuple[str, str, str], spell: Spell) -> dict[str, Any]:
    return {
        "source": key[0],
        "channel": key[1],
        "since": key[2],
        "until": _stamp(spell.until),
        "failed": spell.failed,
        "why": rows.dumped(spell.why),
    }
