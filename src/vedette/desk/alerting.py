"""Looking for what to tell: after each fold, of the incidents that are others than before.

    what a fold changed ─► incidents as they stand ─┐
                  what was told of them before ─────┴─► rule by rule ─► alerts ─► outbox

All of it happens in the transaction of the fold, so that an alert is made with what causes it or
not at all. Who folds otherwise (a command, a rebuild) leaves a note of what changed, and the next
look sees it: nothing depends on who was looking when, and what was told once is not told again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from vedette.alerts import Alert, Rule
from vedette.answers import IncidentLine
from vedette.assess.alerting import happened
from vedette.assess.alerting.happened import Known
from vedette.assess.alerting.matter import Ground, Stood
from vedette.assess.alerting.news import Moment, News, Why, news, withdrawn
from vedette.assess.alerting.sure import sure
from vedette.assess.alerting.threads import pair
from vedette.assess.hearing import one_of_each_owner
from vedette.assess.nearness import Atlas
from vedette.desk.asked import answering, rules_of
from vedette.desk.composing import CORRECTIONS, Found, compose, key_of
from vedette.desk.grading import Grading
from vedette.desk.nearing import Nearing
from vedette.ledger import matters, stirring, threads
from vedette.ledger.append import Batch
from vedette.ledger.matters import Words
from vedette.ledger.threads import Told
from vedette.ledger.watches import watches
from vedette.query import parse
from vedette.records import Issue, Source
from vedette.review import USUAL, Thresholds

AT_ONCE: Final = 500
"""Articles that are looked at in one transaction, as many as one step of the fold reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look has before it: incidents by their ids, and what was told of them.

    `known` has the incidents as sure reports tell them, for each confidence that a rule asks for.
    `told` has every thread that may speak of one of them, and `words` all that such a thread may
    speak of, the earliest first: which thread is whose then hangs on how things stand, not on what
    moved last. Of the articles that this rests on, `edited` names those whose text is not the first
    any more, `uncoded` those whose newest text no coder has looked at. `answering` names for each
    rule with a query line the incidents that answer it.
    """

    known: Mapping[float, Mapping[str, Known]]
    told: Sequence[Told]
    words: Mapping[str, Words]
    edited: Collection[str]
    uncoded: Collection[str]
    answering: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Alerting:
    """Looks for what rules ask for; `sources` say who prints how reliably."""

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        sources: Iterable[Source] = (),
        thresholds: Thresholds = USUAL,
        nearing: Nearing | None = None,
    ) -> None:
        self.declared = {rule.name: rule for rule in rules}
        self.rules = dict(self.declared)
        self.sources = {source.id: source for source in sources}
        self.thresholds = thresholds
        self._nearing = nearing or Nearing()
        self._grading = Grading(self.sources, patient=True)
        self._force: dict[str, datetime] = {}
        self.faults: list[Issue] = []
        """What is wrong with watches that were taken over last."""

    def adopt(self, connection: Connection) -> None:
        """Take over the watches that are switched on, as the ledger has them now.

        A rule of the settings that has the name of one stands before it.
        """
        held = [one for one in watches(connection) if one.switched]
        kept = {one.name: one for one in held if one.name not in self.declared}
        read, self.faults = rules_of(kept.values())
        self.rules = read | self.declared
        self._force |= {name: one.since for name, one in kept.items() if one.since}

    def refresh(self, connection: Connection) -> None:
        """Work out anew what became of all that each source told, which grades rest on."""
        if self.rules:
            self._grading.refresh(connection)

    def look(self, batch: Batch, now: datetime) -> int:
        """Make alerts of what is stirred; give how many went into the outbox."""
        articles = stirring.stirred(batch.connection, AT_ONCE)
        if not articles:
            return 0
        self.adopt(batch.connection)
        for fault in self.faults:
            batch.issue_once(fault, at=now)
        seen = self.see(batch.connection, articles, now)
        made, waiting = 0, set[str]()
        for rule in self._all_rules(seen):
            told, later = self._apply(batch, rule, seen, now)
            made, waiting = made + told, waiting | later
        stirring.settle(batch.connection, set(articles) - waiting)
        return made

    def see(self, connection: Connection, articles: Collection[str], now: datetime) -> Seen:
        """Gather the incidents that these articles tell or told, and what was told of them."""
        told = threads.told_by_articles(connection, articles, "incident")
        rested = _rested(told)
        names = matters.telling(connection, rested)
        if fresh := [now - timedelta(hours=rule.fresh) for rule in self._on_incidents()]:
            names |= matters.telling(connection, articles, min(fresh))
        known = self.graded(connection, names)
        near = {article for one in known for article in one.incident.articles}
        if not near | rested <= set(articles):
            told = threads.told_by_articles(connection, near | rested | set(articles), "incident")
        rested = _rested(told)
        told_surely = self._sure(known)
        return Seen(
            known=told_surely,
            words=matters.words(connection, names | matters.telling(connection, rested)),
            answering=self._answering(connection, told_surely),
            told=told,
            edited=matters.edited(connection, rested),
            uncoded=matters.uncoded(connection, rested),
        )

    def _sure(self, known: Sequence[Known]) -> dict[float, dict[str, Known]]:
        """Leave of incidents what is sure, for each confidence that a rule asks for."""
        asked = {0.0, *(rule.confidence for rule in self._on_incidents())}
        return {
            least: {one.incident.id: sure(one, self.thresholds, least) for one in known}
            for least in asked
        }

    def _answering(
        self, connection: Connection, known: Mapping[float, Mapping[str, Known]]
    ) -> dict[str, frozenset[str]]:
        """Name for each rule with a query line the incidents that answer it."""
        return {
            rule.name: answering(
                connection,
                parse(rule.query),
                tuple(known[rule.confidence].values()),
                self.thresholds,
            )
            for rule in self._on_incidents()
            if rule.query
        }

    def graded(self, connection: Connection, names: Collection[str]) -> list[Known]:
        """Give incidents with all their reports, graded."""
        found = matters.known(connection, names, self.thresholds)
        reports = self._grading.reports(connection, [one.incident for one in found])
        grades = self._grading.grades(connection, [one.incident.id for one in found], reports)
        tracks = self._grading.tracks(connection)
        return [
            replace(
                one,
                line=self._marked(one.line, grades[one.incident.id].mark),
                reports=reports,
                tracks=tracks,
            )
            for one in found
        ]

    def _on_incidents(self) -> list[Rule]:
        return [rule for rule in self.rules.values() if rule.on == "incident"]

    def _marked(self, line: IncidentLine, grade: str) -> IncidentLine:
        """Grade a line, and leave of its voices one of each owner."""
        return replace(line, grade=grade, voices=one_of_each_owner(line.voices, self.sources))

    def _all_rules(self, seen: Seen) -> Iterator[Rule]:
        """Give the rules in force, and those under which something was told before.

        A rule that is gone from the settings tells nothing new, but what it told it takes back.
        """
        yield from self._on_incidents()
        for name in sorted({one.alert.rule for one in seen.told} - self.rules.keys()):
            yield Rule(name=name, channels=(), causes=())

    def moment(self, connection: Connection, rule: Rule, now: datetime) -> Moment:
        """Give the present, with the time since when a rule is in force."""
        if rule.name not in self._force:
            self._force[rule.name] = matters.in_force(connection, rule.name) or now
        return Moment(now=now, force=self._force[rule.name])

    def _apply(self, batch: Batch, rule: Rule, seen: Seen, now: datetime) -> tuple[int, set[str]]:
        """Tell what there is to tell under one rule; give how much, and which articles must wait.

        A text that an alert rests on and that nobody has coded yet may tell the same.
        """
        moment = self.moment(batch.connection, rule, now)
        made, later = 0, set[str]()
        for found in self.found(rule, seen, moment):
            rested = {ground.article for ground in found.grounds}
            if found.news.why == "gone" and not rested.isdisjoint(seen.uncoded):
                later |= rested
            else:
                made += self._tell(batch, rule, found, now)
        return made, later

    def found(self, rule: Rule, seen: Seen, moment: Moment) -> Iterator[Found]:
        """Give what a rule has to tell of what is seen."""
        answers = {name: {rule.name} for name in seen.answering.get(rule.name, ())}
        known = seen.known[rule.confidence]
        looked = {
            name: replace(happened.matter(one), answers=frozenset(answers.get(name, ())))
            for name, one in known.items()
        }
        mine = {one.alert.thread: one for one in seen.told if one.alert.rule == rule.name}
        matched = _paired(mine, seen)
        yield from (
            _taken_back(one, "gone")
            for t, one in mine.items()
            if matched[t] is None and is_open(one)
        )
        for name, one in looked.items():
            leading, others = _leading([mine[t] for t, met in matched.items() if met == name])
            past = None if leading is None else leading.past
            if told := news(rule, one, past, moment, self.atlas()):
                yield Found(
                    news=told,
                    grounds=one.grounds,
                    known=known[name],
                    after=leading,
                    parted="" if past else _parted(mine, rule, name, told),
                )
            yield from (
                _taken_back(other, "merged", known[name]) for other in others if is_open(other)
            )

    # ── alerts ───────────────────────────────────────────────────────────────────────────────

    def _tell(self, batch: Batch, rule: Rule, found: Found, now: datetime) -> int:
        alert = compose(rule, found, self.sources, now)
        return post(batch, rule, alert, found.news.stood, found.grounds)

    def atlas(self) -> Atlas:
        """Give what the user watches over."""
        return self._nearing.atlas()


def post(batch: Batch, rule: Rule, alert: Alert, stood: Stood, grounds: Sequence[Ground]) -> int:
    """Put an alert into the outbox of each of its channels; give 0 where it was made before."""
    number = batch.alert(alert, stood, grounds)
    if number is None:
        return 0
    for channel in _ways(batch.connection, rule, alert):
        batch.post(number, channel, alert.made)
    return 1


def _ways(connection: Connection, rule: Rule, alert: Alert) -> Sequence[str]:
    """Name the channels of an alert: the rule's, or for what takes something back, the claim's."""
    if alert.cause not in CORRECTIONS:
        return rule.channels
    return threads.posted_to(connection, alert.thread)


def _rested(told: Iterable[Told]) -> set[str]:
    return {ground.article for one in told for ground in one.grounds}


def _paired(mine: Mapping[str, Told], seen: Seen) -> dict[str, str | None]:
    kinds = {name: one.kind for name, one in seen.words.items()}
    return pair(
        {name: one.grounds for name, one in seen.words.items()},
        {thread: one.grounds for thread, one in mine.items()},
        kinds | {thread: one.standing.kind for thread, one in mine.items()},
        seen.edited,
    )


def _parted(mine: Mapping[str, Told], rule: Rule, name: str, told: News) -> str:
    """Give the newest alert of the last thread that began with an incident; "" where none did.

    It may have parted from others more than once: each time a thread began that was named after
    what the thread before had told last.
    """
    last = ""
    while begun := mine.get(key_of(rule.name, name, told, None, last)):
        last = begun.alert.key
    return last


def is_open(told: Told) -> bool:
    """Whether the last that was told did not take the rest back."""
    return told.alert.cause != "withdrawn"


def _taken_back(told: Told, why: Why, known: Known | None = None) -> Found:
    return Found(news=withdrawn(told.past, why), grounds=told.grounds, known=known, after=told)


def _leading(told: Sequence[Told]) -> tuple[Told | None, Sequence[Told]]:
    """Give the thread that goes on, one that was not taken back, the earliest, and the others."""
    ranked = sorted(told, key=lambda one: (one.alert.cause == "withdrawn", one.alert.made))
    return (ranked[0], ranked[1:]) if ranked else (None, [])
