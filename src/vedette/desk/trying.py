"""Trying a rule before it is trusted: what it would have told, and a message to each channel."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from vedette.alerts import Alert, Channel, Envelope, Receipt, Rule
from vedette.assess.alerting import Stood, happened
from vedette.assess.alerting.news import Moment, news
from vedette.assess.alerting.sure import sure
from vedette.desk.addressing import Addressing, is_listed
from vedette.desk.alerting import Alerting
from vedette.desk.asked import answering, rules_of
from vedette.desk.composing import Found, compose
from vedette.desk.outgoing import Outgoing, key_of
from vedette.desk.plugins import part
from vedette.desk.sending import Wires
from vedette.errors import ConfigurationError
from vedette.ledger import chain, matters
from vedette.ledger.append import Appender
from vedette.ledger.chain import Broken, Sent
from vedette.ledger.watches import watches
from vedette.query import parse
from vedette.records import digest
from vedette.send import Kind, bulletin


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A message that was sent to try a channel, and what became of it."""

    channel: str
    recipient: str
    receipt: Receipt


Trial = Callable[[str], Sequence[Tried]]
"""Sends a message that says that it is a test over a channel, and tells what became of it."""


def rule_of(rules: Sequence[Rule], name: str) -> Rule:
    """Give a rule by its name; raises ConfigurationError."""
    for rule in rules:
        if rule.name == name:
            return rule
    there = ", ".join(one.name for one in rules)
    raise ConfigurationError(
        what=f"there is no rule {name}",
        where="[[alerts]]",
        remedy=f"name one of {there}" if there else "write one into vedette.toml",
    )


def rules(connection: Connection, declared: Sequence[Rule]) -> list[Rule]:
    """Give the rules of the settings, then the watches that are on and no rule has the name of."""
    names = {one.name for one in declared}
    held = (one for one in watches(connection) if one.switched and one.name not in names)
    return [*declared, *rules_of(held)[0].values()]


def would_tell(
    alerting: Alerting, connection: Connection, rule: Rule, days: int, now: datetime
) -> Iterator[Alert]:
    """Make the alerts that a rule would have made in some days, by what is known now.

    Each incident is told of once, as it stands; the earliest comes first.
    """
    since = now - timedelta(days=days)
    asked = replace(rule, fresh=days * 24.0)
    names = matters.told_since(connection, since)
    found = []
    graded = alerting.graded(connection, names)
    listed = [sure(one, alerting.thresholds, rule.confidence) for one in graded]
    fit = answering(connection, parse(rule.query), listed, alerting.thresholds)
    for known in listed:
        one = happened.matter(known)
        one = replace(one, answers=frozenset({rule.name} if known.incident.id in fit else ()))
        moment = Moment(now=now, force=since)
        if told := news(asked, one, None, moment, alerting.atlas()):
            made = Found(news=told, grounds=one.grounds, known=known)
            found.append(compose(rule, made, alerting.sources, now))
    yield from sorted(found, key=lambda alert: (alert.known, alert.name))


def in_force(connection: Connection, rule: Rule) -> datetime | None:
    """Give when a rule was first put in force; None for one that no desk has worked by yet."""
    held = {one.name: one.since for one in watches(connection) if one.switched}
    return matters.in_force(connection, rule.name) or held.get(rule.name)


async def send(
    outgoing: Outgoing, appender: Appender, rule: Rule, wires: Wires, now: datetime
) -> list[Tried]:
    """Send one message that says that it is a test over each channel of a rule, and keep it."""
    alert = _test(rule, now)
    with appender.batch() as batch:
        number = batch.alert(alert, Stood(), ())
        assert number is not None
        posted = {name: batch.post(number, name, now) for name in rule.channels}
    tried = []
    for name, row in posted.items():
        channel = outgoing.channels[name]
        kind: Kind = part("channels", channel.kind)
        sends = kind.opens(channel, wires(channel))
        with appender.batch() as batch:
            ways = _ways(batch.connection, outgoing.addressing, channel, alert, now)
        for envelope, sent in ways:
            body = kind.writes(envelope, channel, outgoing.address)
            receipt = await sends(body, sent, channel)
            final = receipt if receipt.outcome != "again" else replace(receipt, outcome="given_up")
            with appender.batch() as batch:
                batch.delivered(batch.envelope(envelope, body, [row]), final, now)
            tried.append(Tried(channel=name, recipient=envelope.recipient, receipt=receipt))
    return tried


def _test(rule: Rule, now: datetime) -> Alert:
    key = digest("test", rule.name, now.isoformat())
    return Alert(
        key=key,
        thread=key,
        rule=rule.name,
        subject=rule.on,
        name="test",
        cause="new",
        headline=f"TEST of the rule {rule.name}: nothing has happened",
        lines=("Somebody tries whether alerts arrive. Nothing need be done.",),
        made=now,
        known=now,
        path="/alerts",
        sample=True,
    )


def _ways(
    connection: Connection, addressing: Addressing, channel: Channel, alert: Alert, now: datetime
) -> list[tuple[Envelope, Envelope]]:
    """Give the envelope to everybody whom a channel reaches, as it is kept and as it is sent.

    A test of a list goes to the address that it is sent from, and to none of its subscribers.
    """
    if is_listed(channel):
        one = _envelope(channel, "", alert, now)
        return [(one, replace(one, recipient=bulletin.given(channel.options["from"], "")))]
    everybody = addressing.recipients(connection, channel)
    named = [_envelope(channel, one, alert, now) for one in everybody]
    ways = [(one, addressing.addressed(connection, channel, one)) for one in named]
    return [(one, sent) for one, sent in ways if sent]


def _envelope(channel: Channel, recipient: str, alert: Alert, now: datetime) -> Envelope:
    return Envelope(
        key=key_of(channel.name, recipient, [alert]),
        channel=channel.name,
        recipient=recipient,
        alerts=(alert,),
        made=now,
    )


def log(connection: Connection, most: int, before: int | None = None) -> list[Sent]:
    """Give what went out, the newest first."""
    return chain.sent(connection, most, before)


def verify(connection: Connection) -> tuple[list[Broken], str]:
    """Follow the chain of all that went out: give what does not hold, and the last link."""
    *broken, last = chain.verify(connection)
    return [one for one in broken if isinstance(one, Broken)], str(last)
