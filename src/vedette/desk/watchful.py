"""Watches at the desk: which there are, what one would have told, and keeping one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from vedette.alerts import Alert, Rule, Watch
from vedette.assess.alerting import happened
from vedette.assess.alerting.happened import Known
from vedette.assess.alerting.matter import Matter, Turn
from vedette.assess.alerting.news import WEIGHT, News
from vedette.assess.alerting.sure import sure
from vedette.assess.alerting.wanted import kinds_of, places_of, wanted
from vedette.desk.alerting import Alerting
from vedette.desk.asked import rule_of
from vedette.desk.composing import Found, compose
from vedette.desk.declaring import NAME
from vedette.desk.sight import Sight
from vedette.errors import ConfigurationError
from vedette.ledger import schema as t
from vedette.ledger import seeking
from vedette.ledger.append import Appender
from vedette.ledger.seeking import Means
from vedette.ledger.store import Store
from vedette.ledger.watches import change_of, watches
from vedette.query import parse
from vedette.records import Decision

DAYS: Final = 90
"""Days on which a watch is tried: a season of what it asks for."""
SHOWN: Final = 200
"""Alerts that a preview lists; it counts them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a watch would have told in the last `days`, by what is known now, the newest first.

    `total` counts all of it, `incidents` on how many; `most` is the fullest day's count.
    """

    days: int
    alerts: tuple[Alert, ...] = ()
    total: int = 0
    incidents: int = 0
    most: int = 0


class Watchful(Sight):
    """Watches, asked for and kept."""

    def watches(self) -> list[Watch]:
        """Give the watches as they stand, by their names."""
        with self._reading() as connection:
            return watches(connection)

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that the settings declare, over which a watch may tell."""
        return self._channels

    def preview(self, watch: Watch, days: int = DAYS) -> Preview:
        """Say what a watch would have told; raises ConfigurationError for one that cannot be."""
        rule, now = rule_of(watch), self._now()
        if rule.on != "incident":
            return self._alarms(rule, now, days)
        since = now - timedelta(days=days)
        with self._reading() as connection:
            names = self._answering(connection, rule, since)
            alerting = Alerting((), sources=self._sources.values(), thresholds=self._thresholds)
            told = [
                alert
                for known in alerting.graded(connection, names)
                for alert in self._told(rule, sure(known, self._thresholds), since)
            ]
        told.sort(key=lambda one: (one.known, one.name), reverse=True)
        per_day: dict[str, int] = {}
        for one in told:
            day = one.known.date().isoformat()
            per_day[day] = per_day.get(day, 0) + 1
        return Preview(
            days=days,
            alerts=tuple(told[:SHOWN]),
            total=len(told),
            incidents=len({one.name for one in told}),
            most=max(per_day.values(), default=0),
        )

    def _told(self, rule: Rule, known: Known, since: datetime) -> Iterator[Alert]:
        """Give the alerts on one incident: the first, then one whenever more became known."""
        one = happened.matter(known)
        one = replace(one, answers=frozenset({rule.name}))
        if one.past or not wanted(rule, one, self._nearing.atlas()):
            return
        begun = False
        for turns in _moments(one, rule, since):
            begun = begun or any(turn.cause == "new" for turn in turns)
            if begun and (chosen := tuple(turn for turn in turns if turn.cause in rule.causes)):
                yield self._alert(rule, known, one, chosen)

    def _alert(self, rule: Rule, known: Known, one: Matter, turns: tuple[Turn, ...]) -> Alert:
        cause = min((turn.cause for turn in turns), key=WEIGHT.index)
        found = Found(
            news=News(cause=cause, stood=one.stood, turns=turns), grounds=one.grounds, known=known
        )
        return compose(rule, found, self._sources, turns[0].known)

    def _answering(self, connection: Connection, rule: Rule, since: datetime) -> Sequence[str]:
        query = parse(rule.query)
        fits = self._fitting.settled(connection, query)
        where = seeking.incidents(query, Means(incidents=fits, needed=self._thresholds))
        i = t.incidents.c
        recent = select(i.id).where(i.last >= since.date().isoformat(), *where)
        return connection.execute(recent).scalars().all()

    def _alarms(self, rule: Rule, now: datetime, days: int) -> Preview:
        """Count the alarms of the lookout that the rule asks for."""
        since = (now - timedelta(days=days)).date()
        raised = [
            one
            for one in self.lookout().alarms
            if one.alarm.day >= since and _counts(rule, one.named)
        ]
        return Preview(days=days, total=len(raised), incidents=len(raised))

    def keep_watch(self, watch: Watch, *, author: str, reason: str) -> int:
        """Keep a watch as it is to be from now on; give the decision's number.

        Raises ConfigurationError for a watch that cannot be, LedgerError for one that nobody signs.
        """
        rule_of(watch)
        if not NAME.fullmatch(watch.name):
            what, remedy = f"{watch.name!r} cannot be its name", "a letter, then letters or digits"
            raise ConfigurationError(what=what, where="the watch", remedy=remedy)
        if watch.switched and not watch.channels and self._channels:
            what, remedy = "it has no channel", f"choose one of {', '.join(self._channels)}"
            raise ConfigurationError(what=what, where="the watch", remedy=remedy)
        if lost := sorted(set(watch.channels) - set(self._channels)):
            what = f"there is no channel {lost[0]}"
            remedy = "declare it under [channels.…] in vedette.toml"
            raise ConfigurationError(what=what, where="the watch", remedy=remedy)
        now = self._now()
        store = Store(self._store.url, write=True)
        try:
            with Appender(store, now=lambda: now).batch() as batch:
                return batch.decision(
                    Decision(
                        verb="watch",
                        change=change_of(watch),
                        author=author,
                        reason=reason,
                        at=now,
                    )
                )
        finally:
            store.close()


def _moments(one: Matter, rule: Rule, since: datetime) -> Iterator[list[Turn]]:
    """Give what became known, a moment at a time, as far as it was news then."""
    fresh = [
        turn
        for turn in one.turns
        if turn.known >= since and turn.at >= turn.known - timedelta(hours=rule.fresh)
    ]
    for moment in sorted({turn.known for turn in fresh}):
        yield [turn for turn in fresh if turn.known == moment]


def _counts(rule: Rule, series: Sequence[str]) -> bool:
    return (not rule.kinds or bool(kinds_of(series) & set(rule.kinds))) and (
        not rule.places or bool(places_of(series) & set(rule.places))
    )
