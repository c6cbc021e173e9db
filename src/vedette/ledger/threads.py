"""What was told, thread by thread: the newest alert on a subject, and whom it went to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, select

from vedette.alerts import Alert, Earlier
from vedette.assess.alerting import Ground, Past, Stood
from vedette.duty import Act
from vedette.ledger import duties, rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among
from vedette.ledger.outbox import alert_from, earlier, unsent
from vedette.ledger.store import portions

_a, _g = t.alerts.c, t.grounds.c
_RESTING = Question(
    select(_a.thread)
    .join(t.grounds, _g.alert == _a.seq)
    .where(among(_g.article, "some"), _a.subject == bindparam("subject"))
)
_NEWEST = Question(
    select(func.max(_a.seq).label("seq")).where(among(_a.thread, "some")).group_by(_a.thread)
)
_ALERTS = Question(select(t.alerts).where(among(_a.seq, "some")).order_by(_a.seq))
_GROUNDS = Question(select(t.grounds).where(among(_g.alert, "some")).order_by(_g.alert, _g.n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The newest alert of a thread, with how its subject stood and the words it rests on."""

    alert: Alert
    standing: Stood = field(default_factory=Stood)
    grounds: tuple[Ground, ...] = ()

    @property
    def past(self) -> Past:
        """The same, as what is news is judged by it."""
        return Past(alert=self.alert, stood=self.standing)


def told_by_articles(connection: Connection, articles: Collection[str], subject: str) -> list[Told]:
    """Give the newest alert of each thread on such a subject that rests on these articles."""
    found = _RESTING.all(connection, articles, subject=subject)
    return told(connection, {row.thread for row in found})


def told(connection: Connection, threads: Collection[str]) -> list[Told]:
    """Give the newest alert of each of these threads, the earliest first."""
    newest = [row.seq for row in _NEWEST.all(connection, threads)]
    grounds = _grounds(connection, newest)
    return [_told(row, grounds) for row in _ALERTS.all(connection, newest)]


def told_of(connection: Connection, rule: str, subject: str, since: datetime) -> list[Told]:
    """Give the newest alert of each thread of a rule on one kind of subject, from a moment on."""
    a = t.alerts.c
    query = select(a.thread).where(a.rule == rule, a.subject == subject, a.at >= rows.stamp(since))
    return told(connection, set(connection.execute(query).scalars()))


def newest(
    connection: Connection, most: int, key: str = ""
) -> list[tuple[Alert, tuple[Earlier, ...]]]:
    """Give the newest alerts, or that of a key, each with the clear ones before it in its thread.

    Those that were not clear when they were made are nobody's to refer to.
    """
    a = t.alerts.c
    query = select(a.seq, a.thread, a.body).order_by(a.seq.desc()).limit(most)
    found = connection.execute(query.where(a.key == key) if key else query).all()
    before: dict[str, list[tuple[int, Alert]]] = defaultdict(list)
    for some in portions({row.thread for row in found}):
        listed = select(a.seq, a.thread, a.body).where(a.thread.in_(some)).order_by(a.seq)
        for row in connection.execute(listed):
            if (one := alert_from(row.body)).handling == "clear":
                before[row.thread].append((row.seq, one))
    return [
        (
            alert_from(row.body),
            tuple(earlier(one) for seq, one in before[row.thread] if seq < row.seq),
        )
        for row in found
    ]


def _told(row: Row[Any], grounds: Mapping[int, tuple[Ground, ...]]) -> Told:
    return Told(
        alert=alert_from(row.body),
        standing=msgspec.json.decode(row.standing, type=Stood),
        grounds=grounds.get(row.seq, ()),
    )


def _grounds(connection: Connection, alerts: Collection[int]) -> dict[int, tuple[Ground, ...]]:
    found: dict[int, list[Ground]] = defaultdict(list)
    for row in _GROUNDS.all(connection, alerts):
        found[row.alert].append(Ground(article=row.article, start=row.start, end=row.end))
    return {number: tuple(listed) for number, listed in found.items()}


def incidents(connection: Connection, thread: str) -> list[str]:
    """Name the incidents that tell, now, the words on which the alerts of a thread rest."""
    a, g, told, n, f = t.alerts.c, t.grounds.c, t.tellings.c, t.anchors.c, t.findings.c
    query = (
        select(told.incident)
        .join(t.findings, f.id == told.finding)
        .join(t.anchors, n.finding == f.ref)
        .join(t.grounds, g.article == told.article)
        .join(t.alerts, a.seq == g.alert)
        .where(a.thread == thread, n.start < g.end, g.start < n.end)
    )
    return sorted(set(connection.execute(query).scalars()))


def articles(connection: Connection, key: str) -> list[str]:
    """Name the articles that the alert of a key rests on."""
    a, g = t.alerts.c, t.grounds.c
    query = select(g.article).join(t.alerts, a.seq == g.alert).where(a.key == key)
    return sorted(set(connection.execute(query).scalars()))


def acknowledged(connection: Connection, threads: Collection[str]) -> dict[str, Act]:
    """Give who has last taken on what these threads told, or the incident that they are on."""
    found = duties.acknowledged(connection, "thread", threads)
    on = {thread: incidents(connection, thread) for thread in threads}
    taken = duties.duties(connection, {name for listed in on.values() for name in listed})
    for thread, listed in on.items():
        acts = [taken[name].acknowledged for name in listed if name in taken]
        for act in acts:
            if act and (thread not in found or act.number > found[thread].number):
                found[thread] = act
    return found


def posted_to(connection: Connection, thread: str) -> list[str]:
    """Name the channels that alerts of a thread were posted to."""
    a, o = t.alerts.c, t.outbox.c
    query = select(o.channel).join(t.alerts, a.seq == o.alert).where(a.thread == thread)
    return sorted(set(connection.execute(query).scalars()))


def reached(connection: Connection, thread: str) -> dict[tuple[str, str], str]:
    """Give whom the alerts of a thread went to, or were about to: channel and recipient.

    Each comes with the key of the last envelope that went this way. What was given up before it
    left is not counted.
    """
    e, a, o, n = t.envelopes.c, t.alerts.c, t.outbox.c, t.enclosed.c
    query = (
        select(e.seq, e.channel, e.recipient, e.key)
        .join(t.enclosed, n.envelope == e.seq)
        .join(t.outbox, o.seq == n.posted)
        .join(t.alerts, a.seq == o.alert)
        .where(a.thread == thread, ~unsent())
        .order_by(e.seq)
    )
    return {(row.channel, row.recipient): row.key for row in connection.execute(query)}
