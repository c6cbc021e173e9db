"""What the ledger holds of polls and arrivals, day by day, for the figures of coverage."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, false, func, or_, select

from vedette.coverage import NO_CODER, NOTHING, Spell, Tally, each_day, frequent
from vedette.ledger import rows
from vedette.ledger import schema as t

Named = tuple[str, str]
"""A source and one of its channels."""


def looks(connection: Connection) -> dict[Named, dict[str, tuple[int, int]]]:
    """Give each channel's days: good polls, and the microseconds within reach of one."""
    v = t.looks.c
    query = select(v.source, v.channel, v.day, v.good, v.covered)
    found: dict[Named, dict[str, tuple[int, int]]] = {}
    for source, channel, day, good, covered in connection.execute(query).all():
        found.setdefault((source, channel), {})[day] = good, covered
    return found


def tracks(connection: Connection) -> dict[Named, Row[Any]]:
    """Give where each channel stands."""
    return {(row.source, row.channel): row for row in connection.execute(select(t.tracks))}


def came(connection: Connection) -> dict[Named, dict[str, int]]:
    """Count by channel and day the entries that came in time."""
    v = t.arrivals.c
    query = (
        select(v.source, v.channel, v.day, func.sum(v.n))
        .where(~v.late)
        .group_by(v.source, v.channel, v.day)
    )
    found: dict[Named, dict[str, int]] = {}
    for source, channel, day, n in connection.execute(query):
        found.setdefault((source, channel), {})[day] = n
    return found


def held(connection: Connection) -> dict[str, dict[str, int]]:
    """Count by source and day all entries that are held, those that were filled in later too."""
    v = t.arrivals.c
    query = select(v.source, v.day, func.sum(v.n)).group_by(v.source, v.day)
    found: dict[str, dict[str, int]] = {}
    for source, day, n in connection.execute(query):
        found.setdefault(source, {})[day] = n
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some days of some sources, the days as the views write them, both counted in.

    `coded` are the languages that a coder reads, None for all.
    """

    since: str
    until: str
    sources: frozenset[str]
    coded: frozenset[str] | None

    @property
    def days(self) -> tuple[str, ...]:
        """Each of the days."""
        days = each_day(date.fromisoformat(self.since), date.fromisoformat(self.until))
        return tuple(day.isoformat() for day in days)

    def tallies(self, connection: Connection, by: Literal["source", "day"]) -> dict[str, Tally]:
        """Count entries and polls by source or by day."""
        found = {row[0]: Tally(*row[1:]) for row in connection.execute(self._entries(by))}
        for name, polls, failed in connection.execute(self._polls(by)):
            entries = found.get(name, NOTHING)
            found[name] = entries._replace(polls=polls, failed_polls=failed)
        return found

    def reasons(
        self, connection: Connection, by: Literal["source", "day"]
    ) -> dict[str, Counter[str]]:
        """Count by source or by day why polls failed, and why entries did."""
        found: dict[str, Counter[str]] = {}
        v, k = t.arrivals.c, t.looks.c
        for name, language, why, n in connection.execute(
            select(v[by], v.language, v.why, func.sum(v.n))
            .where(
                self._within(v.day), self._of(v.source), ~v.late, or_(v.why != "", self._uncoded)
            )
            .group_by(v[by], v.language, v.why)
        ):
            found.setdefault(name, Counter())[why or f"{NO_CODER} {language}"] += n
        for name, why, n in connection.execute(
            select(k[by], k.why, func.count())
            .where(self._within(k.day), self._of(k.source), k.failed > 0)
            .group_by(k[by], k.why)
        ):
            counted = found.setdefault(name, Counter())
            for reason, times in json.loads(why).items():
                counted[reason] += times * n
        return found

    def _of(self, source: ColumnElement[str]) -> ColumnElement[bool]:
        return source.in_(sorted(self.sources))

    def _within(self, day: ColumnElement[str]) -> ColumnElement[bool]:
        return day.between(self.since, self.until)

    @property
    def _uncoded(self) -> ColumnElement[bool]:
        """Say of an entry that it was read, in a language that no coder reads."""
        if self.coded is None:
            return false()
        v = t.arrivals.c
        return and_(v.read, v.language.not_in(sorted({"", *self.coded})))

    def _entries(self, by: str) -> Select[Any]:
        v = t.arrivals.c
        timely, told = ~v.late, v.why != ""
        counted = (
            timely,
            v.late,
            and_(timely, v.read),
            and_(timely, v.coded, ~self._uncoded),
            and_(timely, or_(told, self._uncoded)),
            and_(timely, told, ~v.read),
        )
        sums = (func.sum(case((which, v.n), else_=0)) for which in counted)
        return select(v[by], *sums).where(self._within(v.day), self._of(v.source)).group_by(v[by])

    def _polls(self, by: str) -> Select[Any]:
        k = t.looks.c
        return (
            select(k[by], func.sum(k.good + k.failed), func.sum(k.failed))
            .where(self._within(k.day), self._of(k.source))
            .group_by(k[by])
        )


def spells(connection: Connection, since: datetime, until: datetime) -> list[Spell]:
    """Give the blind spells that touch a time, the oldest first."""
    v = t.spells.c
    reaching = or_(v.until.is_(None), v.until > rows.stamp(since))
    query = (
        select(t.spells)
        .where(reaching, v.since < rows.stamp(until))
        .order_by(v.since, v.source, v.channel)
    )
    return [_spell(row) for row in connection.execute(query)]


def _spell(row: Row[Any]) -> Spell:
    return Spell(
        source=row.source,
        channel=row.channel,
        since=rows.moment(row.since),
        until=None if row.until is None else rows.moment(row.until),
        failed=row.failed,
        why=next((why for why, _ in frequent(Counter(json.loads(row.why)))), ""),
    )
