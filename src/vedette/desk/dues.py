"""Alerts on what a day brings: alarms over its counts, pledges and forecasts that fall due.

They hang on the whole of what is known and on the date, not on one report. So they are looked at
when a desk starts and after each day is over, beside the line; only what comes of it is written.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from vedette.alerts import Alert, Backing, Rule, Subject
from vedette.answers import Head
from vedette.assess.alerting import Ground, Matter, News, Stood, Turn, news
from vedette.assess.alerting.news import withdrawn
from vedette.desk import pending
from vedette.desk.alerting import post
from vedette.desk.answering import Desk
from vedette.desk.composing import day_of, key_of, taken_back
from vedette.desk.expecting import midnight
from vedette.desk.foresight import Forecast
from vedette.desk.judging import MOVED
from vedette.desk.lookout import Raised
from vedette.desk.outgoing import Outgoing
from vedette.errors import NotHeld
from vedette.ledger import folding, threads
from vedette.ledger.append import Appender, Batch
from vedette.ledger.looking import DAY
from vedette.ledger.threads import Told
from vedette.pledged import PledgeSheet
from vedette.write import wording

REMEMBERED: Final = timedelta(days=60)
"""How far back alerts are looked for that speak of the same."""
DAILY: Final[tuple[Subject, ...]] = ("alarm", "pledge", "forecast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something to tell of, with its words."""

    matter: Matter
    headline: str
    path: str
    lines: tuple[str, ...] = ()
    backing: tuple[Backing, ...] = ()

    def is_of(self, told: Told) -> bool:
        """Tell whether an earlier alert speaks of the same.

        An alarm is known by its series and its day, which a late report may move a little; a pledge
        or a forecast by its id, else by its day and a report of it.
        """
        one, mine, theirs = self.matter, self.matter.stood, told.standing
        if one.name == told.alert.name:
            return True
        if one.subject == "alarm":
            apart = date.fromisoformat(mine.day) - date.fromisoformat(theirs.day)
            return mine.series[:1] == theirs.series[:1] and abs(apart) < MOVED
        here = {ground.article for ground in one.grounds}
        same = (mine.day, mine.country) == (theirs.day, theirs.country)
        return same and any(ground.article in here for ground in told.grounds)


class Dues:
    """Looks at a desk for what rules ask of its days.

    It works with what is clear: no alarm, pledge or forecast that it tells rests on anything else.
    """

    def __init__(
        self, desk: Desk, outgoing: Outgoing, appender: Appender, now: Callable[[], datetime]
    ) -> None:
        self._whole = self._desk = desk
        self._outgoing = outgoing
        self._appender = appender
        self._now = now

    @property
    def asked(self) -> tuple[Rule, ...]:
        """The rules on anything that a day brings."""
        return tuple(one for one in self._outgoing.alerting.rules.values() if one.on in DAILY)

    def gather(self) -> dict[Subject, list[Topic]]:
        """Ask the desk for all that the rules may tell of, which takes some seconds."""
        self._desk = self._whole.under("clear")
        subjects = {rule.on for rule in self.asked}
        ahead = max((rule.ahead for rule in self.asked), default=0)
        found: dict[Subject, list[Topic]] = {}
        if "alarm" in subjects:
            found["alarm"] = list(self._alarms())
        due = self._due(ahead) if subjects & {"pledge", "forecast"} else ()
        if "pledge" in subjects:
            found["pledge"] = [
                _pledge(self._desk.pledge(one.pledge.id), one.day, self._now())
                for one in due
                if one.pledge
            ]
        if "forecast" in subjects:
            found["forecast"] = [
                _forecast(one.forecast, one.day, one.heads, self._now())
                for one in due
                if one.forecast
            ]
        return found

    def tell(self, found: dict[Subject, list[Topic]]) -> int:
        """Put what there is to tell into the outbox and into envelopes; give how many alerts."""
        now = self._now()
        with self._appender.batch() as batch:
            made = sum(self._apply(batch, rule, found.get(rule.on, []), now) for rule in self.asked)
            self._outgoing.pack(batch, now)
        return made

    def _apply(self, batch: Batch, rule: Rule, topics: Sequence[Topic], now: datetime) -> int:
        alerting = self._outgoing.alerting
        moment = alerting.moment(batch.connection, rule, now)
        earlier = threads.told_of(batch.connection, rule.name, rule.on, now - REMEMBERED)
        made = 0
        for topic in topics:
            mine = [one for one in earlier if topic.is_of(one)]
            earlier = [one for one in earlier if one not in mine]
            after = mine[-1] if mine else None
            if not mine and rule.on != "alarm" and _day(topic) > now.date() + rule.ahead * DAY:
                continue
            past = after.past if after else None
            if told := news(rule, topic.matter, past, moment, alerting.atlas()):
                alert = _alert(rule, topic, told, after.alert if after else None, now)
                made += post(batch, rule, alert, told.stood, topic.matter.grounds)
        # While all is folded afresh, what is not there yet is not gone.
        whole = folding.is_current(batch.connection)
        for one in earlier:
            if whole and self._is_gone(one, topics):
                told = withdrawn(one.past, "gone")
                alert = taken_back(one.alert, told, now)
                made += post(batch, rule, alert, told.stood, one.grounds)
        return made

    def _is_gone(self, told: Told, topics: Sequence[Topic]) -> bool:
        """Tell whether what was told of is none any more, and not merely over or decided."""
        if told.alert.cause == "withdrawn":
            return False
        if told.alert.subject == "alarm":
            # An alarm stays as long as its day is watched; without any alarm nothing may be ready.
            return bool(topics) and date.fromisoformat(told.standing.day) > self._since()
        ask = self._desk.pledge if told.alert.subject == "pledge" else self._desk.forecast
        try:
            ask(told.alert.name)
        except NotHeld:
            return told.standing.day >= self._now().date().isoformat()
        return False

    def _since(self) -> date:
        return self._now().date() - REMEMBERED

    def _alarms(self) -> Iterator[Topic]:
        now = self._now()
        for one in self._desk.lookout().alarms:
            if one.alarm.day > self._since():
                yield _alarm(one, now)

    def _due(self, ahead: int) -> tuple[pending.Due, ...]:
        today = self._now().date()
        return pending.due(self._desk, today, today + ahead * DAY - pending.AHEAD, frozenset())


def _day(topic: Topic) -> date:
    return date.fromisoformat(topic.matter.stood.day)


def _alarm(one: Raised, now: datetime) -> Topic:
    alarm = one.alarm
    at = min(midnight(alarm.day + DAY), now)
    doubted = one.rests_on_strangers
    dismissed = one.judged is not None and one.judged.verdict == "dismissed"
    return Topic(
        matter=Matter(
            subject="alarm",
            name=one.id,
            stood=Stood(
                status="dismissed" if dismissed else "raised",
                severity="moderate",
                day=alarm.day.isoformat(),
                series=one.named,
            ),
            turns=(Turn(cause="new", mark="", at=at, known=at),),
        ),
        headline=wording.alarm(alarm.series[0], alarm.count, alarm.days, alarm.low, alarm.high),
        lines=(
            *(f"Also: {wording.series(name)}." for name in one.named[1:]),
            f"{len(one.incidents)} incidents. {alarm.promise}",
            *(["Unverified sources: nobody who is listed tells most of them."] * doubted),
        ),
        path="/alarms",
    )


def _pledge(sheet: PledgeSheet, day: date, now: datetime) -> Topic:
    line = sheet.line
    own = [one for one in sheet.reports if not one.bearing.copied]
    return Topic(
        matter=_due_matter(
            "pledge",
            line.id,
            day,
            now,
            country=line.promisor,
            grounds=(Ground(article=one.bearing.article, end=1) for one in sheet.reports),
        ),
        headline=wording.pledged(line.who, line.act, day),
        lines=(f"It stands as {line.standing}, told by {line.reports} reports.",),
        path=f"/pledges/{line.id}",
        backing=tuple(_backing(one.told.head, one.told.sentence) for one in own),
    )


def _forecast(one: Forecast, day: date, heads: Iterable[Head], now: datetime) -> Topic:
    said = {told.article: told for told in one.sayings}
    return Topic(
        matter=_due_matter(
            "forecast",
            one.id,
            day,
            now,
            grounds=(Ground(article=told.article, end=1) for told in one.sayings),
        ),
        headline=wording.foretold(one.forecaster or one.called, one.event, day),
        path=f"/forecasts/{one.id}",
        backing=tuple(_backing(head, said[head.article].sentence) for head in heads),
    )


def _due_matter(
    subject: Subject,
    name: str,
    day: date,
    now: datetime,
    *,
    country: str = "",
    grounds: Iterable[Ground],
) -> Matter:
    return Matter(
        subject=subject,
        name=name,
        stood=Stood(kind=subject, country=country, day=day.isoformat()),
        turns=(Turn(cause="due", mark=day.isoformat(), at=now, known=now),),
        grounds=tuple(grounds),
    )


def _backing(head: Head, quote: str) -> Backing:
    return Backing(
        quote=quote,
        article=head.article,
        title=head.title,
        outlet=head.outlet,
        source=head.source,
        url=head.url,
        published=day_of(head.published),
    )


def _alert(rule: Rule, topic: Topic, told: News, after: Alert | None, now: datetime) -> Alert:
    """Make the alert on a topic."""
    if told.cause == "withdrawn":
        assert after is not None
        return taken_back(after, told, now)
    matter = topic.matter
    key = key_of(rule.name, matter.name, told, after)
    return Alert(
        key=key,
        thread=after.thread if after else key,
        after=after.key if after else "",
        rule=rule.name,
        subject=matter.subject,
        name=matter.name,
        cause=told.cause,
        headline=topic.headline,
        lines=topic.lines,
        made=now,
        known=matter.turns[0].known,
        path=topic.path,
        backing=topic.backing,
        status=told.stood.status,
        before=told.before,
        severity=told.stood.severity,
    )
