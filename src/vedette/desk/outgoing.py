"""From alerts in the outbox to envelopes whose bytes are kept: what goes out, to whom, and when.

It is done in the transaction of the fold that made the alerts, and again whenever a pause that a
rule asks for is over. Nothing is sent here.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from vedette.alerts import Alert, Channel, DutyLine, Envelope, Receipt, Rule
from vedette.assess.alerting.pacing import HOUR, Held, due
from vedette.desk import airing
from vedette.desk.addressing import Addressing, is_listed, is_subscribed
from vedette.desk.alerting import Alerting
from vedette.desk.composing import CORRECTIONS
from vedette.desk.plugins import part
from vedette.errors import LedgerError
from vedette.handling import label, within
from vedette.ledger import asking, outbox, threads
from vedette.ledger import schema as t
from vedette.ledger.append import Batch
from vedette.ledger.escalated import Step, steps
from vedette.ledger.outbox import Posted
from vedette.records import Issue, digest
from vedette.send import Kind, Writes

RELEASE: Final = timedelta(seconds=20)
"""After which it is looked again whether what waits for its release has it by now."""


class Outgoing:
    """What a desk has to send; `address` is where its readers reach it.

    Urgent alerts go down the `line` of duty as long as nobody has taken them on. What goes to a
    list of the public waits until so many `analysts` have released it, one at the least.
    """

    def __init__(
        self,
        alerting: Alerting,
        channels: Iterable[Channel],
        *,
        address: str = "",
        line: DutyLine = DutyLine(),  # noqa: B008  # frozen
        addressing: Addressing = Addressing(),  # noqa: B008  # frozen
        analysts: int = 0,
    ) -> None:
        self.alerting = alerting
        self.channels = {channel.name: channel for channel in channels}
        self.address = address.rstrip("/")
        self.line = line
        self.addressing = addressing
        self.analysts = analysts
        self._after = 0
        self.next: datetime | None = None
        """When the next pause is over, as far as anything waits."""

    def step(self, batch: Batch, now: datetime) -> int:
        """Make alerts of what is stirred, and envelopes of what may go; give how many these were.

        What breaks here is told on the desk, and never undoes the fold in whose transaction it is.
        """
        try:
            with batch.attempt():
                return self._step(batch, now)
        except LedgerError as fault:
            batch.issue_once(_issue(fault), at=now)
            return 0

    def _step(self, batch: Batch, now: datetime) -> int:
        try:
            self.alerting.look(batch, now)
            return self.pack(batch, now)
        except Exception as fault:
            raise LedgerError(
                what="alerts could not be looked for",
                where="alerts",
                why=f"{type(fault).__name__}: {fault}"[:300],
                remedy="report it: the desk works on, and nobody is alerted",
            ) from fault

    def pack(self, batch: Batch, now: datetime) -> int:
        """Make envelopes of what may go now; give how many."""
        steps = self._steps(batch, now)
        due = [step for step in steps if step.due <= now]
        for step in due:
            batch.post(step.alert, step.channel, now)
        made = self._pack_all(batch, now)
        for step in self._steps(batch, now) if due or made else steps:
            self.next = min(self.next or step.due, step.due)
        return made

    def _steps(self, batch: Batch, now: datetime) -> list[Step]:
        """Give who in the line of duty is told next of what nobody has taken on."""
        if not self.line.channels:
            return []
        self.alerting.adopt(batch.connection)
        urgent = [rule.name for rule in self.alerting.rules.values() if rule.urgent]
        line = [name for name in self.line.channels if name in self.channels]
        return steps(batch.connection, urgent, line, self.line.pause, now) if urgent else []

    def _pack_all(self, batch: Batch, now: datetime) -> int:
        waiting = outbox.posted(batch.connection, self._after)
        newest = asking.newest(batch.connection, t.outbox)
        self._after = waiting[0].number - 1 if waiting else newest
        by_way: dict[tuple[str, str], list[Posted]] = {}
        for one in waiting:
            by_way.setdefault((one.channel, one.alert.rule), []).append(one)
        self.next = None
        return sum(
            self._pack(batch, channel, self._paced(rule, channel), listed, now)
            for (channel, rule), listed in by_way.items()
        )

    def _rule(self, name: str) -> Rule:
        """Give a rule; one that is gone from the settings asks for no pause."""
        return self.alerting.rules.get(name) or Rule(name=name, channels=())

    def _paced(self, name: str, channel: str) -> Rule:
        """Give a rule as it paces a channel: what goes down the line of duty waits for no pause."""
        rule = self._rule(name)
        down = rule.urgent and channel in self.line.channels and channel not in rule.channels
        return Rule(name=name, channels=(), most=10_000) if down else rule

    def _pack(
        self, batch: Batch, name: str, rule: Rule, waiting: Sequence[Posted], now: datetime
    ) -> int:
        channel = self.channels.get(name)
        if channel is None:
            return self._drop(batch, name, waiting, now, "no such channel is declared any more")
        held = {one.number: one for one in waiting}
        made = 0
        for one in [one for one in waiting if not within(one.alert.handling, channel.ceiling)]:
            above = f"{label(one.alert.handling)} is above the ceiling of the channel"
            made += self._drop(batch, name, [held.pop(one.number)], now, above)
        for gone in _taken_back_unsent(batch, name, list(held.values())):
            late = [held.pop(one.number) for one in gone]
            made += self._drop(batch, name, late, now, "taken back before it left")
        if is_listed(channel):
            made += self._withhold(batch, name, rule, held, now)
        sent = outbox.sent_since(batch.connection, name, rule.name, now - HOUR)
        pace = due(rule, [_held(batch, name, one) for one in held.values()], now, sent)
        if pace.next is not None:
            self.next = min(self.next or pace.next, pace.next)
        for group in pace.groups:
            made += self._leave(batch, channel, [held[number] for number in group], now)
        return made

    def _leave(
        self, batch: Batch, channel: Channel, posted: Sequence[Posted], now: datetime
    ) -> int:
        """Make envelopes of what is not above the ceiling by now, however it was when it came.

        What takes a claim back goes where that went.
        """
        raised = [
            (one, level)
            for one in posted
            if one.alert.cause != "withdrawn"
            and not within(level := airing.level(batch.connection, one.alert), channel.ceiling)
        ]
        for one, level in raised:
            why = f"{label(level)} by now is above the ceiling of the channel"
            self._drop(batch, channel.name, [one], now, why)
        stopped = [one for one, _ in raised]
        leaving = [one for one in posted if one not in stopped]
        return len(stopped) + (self._envelopes(batch, channel, leaving, now) if leaving else 0)

    def _withhold(
        self, batch: Batch, name: str, rule: Rule, held: dict[int, Posted], now: datetime
    ) -> int:
        """Take out what strangers may not be told, or not yet; give how much never leaves."""
        made = 0
        for one in list(held.values()):
            if one.alert.subject != "incident":
                why = "only incidents are released to the public"
            elif airing.may_air(batch.connection, one.alert, self.analysts):
                continue
            elif now < one.at + timedelta(hours=rule.fresh):
                self.next = min(self.next or now + RELEASE, now + RELEASE)
                del held[one.number]
                continue
            else:
                why = "nobody released it while it was news"
            made += self._drop(batch, name, [held.pop(one.number)], now, why)
        return made

    def _envelopes(
        self, batch: Batch, channel: Channel, posted: Sequence[Posted], now: datetime
    ) -> int:
        """Make one envelope for each recipient: of a correction, for those who got the claim."""
        self.addressing.strike(batch, channel, now)
        everybody = self.addressing.recipients(batch.connection, channel)
        by_recipient: dict[str, list[Posted]] = {}
        for one in posted:
            for recipient in self._recipients(batch, channel, everybody, one.alert):
                by_recipient.setdefault(recipient, []).append(one)
        lost = [one for one in posted if not any(one in held for held in by_recipient.values())]
        made = self._drop(batch, channel.name, lost, now, "nobody is to get it") if lost else 0
        kind: Kind = part("channels", channel.kind)
        writes = self._once(batch, kind) if kind.listed else kind.writes
        for recipient, mine in by_recipient.items():
            for some in [[one] for one in mine] if kind.single else [mine]:
                self._envelope(batch, channel, recipient, some, now, writes=writes)
                made += 1
        return made

    def _once(self, batch: Batch, kind: Kind) -> Writes:
        """Write for strangers, once for all who are told the same: to write a mail takes 2 ms."""
        written: dict[tuple[tuple[str, ...], ...], bytes] = {}

        def write(envelope: Envelope, channel: Channel, address: str) -> bytes:
            told = tuple(one.key for one in envelope.alerts)
            same = told, tuple(one.alert for one in envelope.earlier)
            if same not in written:
                shown = airing.aired(batch.connection, envelope, self.analysts)
                written[same] = kind.writes(shown, channel, address)
            return written[same]

        return write

    def _envelope(
        self,
        batch: Batch,
        channel: Channel,
        recipient: str,
        posted: Sequence[Posted],
        now: datetime,
        *,
        writes: Writes,
    ) -> None:
        alerts = tuple(one.alert for one in posted)
        envelope = Envelope(
            key=key_of(channel.name, recipient, alerts),
            channel=channel.name,
            recipient=recipient,
            alerts=alerts,
            made=now,
            earlier=outbox.before(batch.connection, channel.name, recipient, alerts),
        )
        try:
            body = writes(envelope, channel, self.address)
        except Exception as fault:  # noqa: BLE001  # a plugin's writer must not hold up the others
            why = f"it could not be written: {type(fault).__name__}: {fault}"[:300]
            self._give_up(batch, envelope, posted, now, why)
            return
        batch.envelope(envelope, body, [one.number for one in posted])

    def _recipients(
        self, batch: Batch, channel: Channel, everybody: Collection[str], alert: Alert
    ) -> Iterable[str]:
        """Give whom an alert goes to: whoever wants it, or for a correction who got the claim.

        A claim that goes out with its correction, in one envelope, goes to everybody with it. Who
        does not listen any more is not told, not even that it was wrong.
        """
        wanting = self.addressing.wanting(channel, alert)
        wanted = everybody if wanting is None else wanting
        if alert.cause not in CORRECTIONS:
            return wanted
        there = threads.reached(batch.connection, alert.thread)
        got = [recipient for name, recipient in there if name == channel.name]
        listen = frozenset(everybody)
        left = [one for one in got if one in listen] if is_subscribed(channel) else got
        return left if got else wanted

    def _drop(
        self, batch: Batch, channel: str, posted: Sequence[Posted], now: datetime, why: str
    ) -> int:
        """Keep on record that alerts do not leave, and why."""
        alerts = tuple(one.alert for one in posted)
        key = key_of(channel, "", alerts)
        envelope = Envelope(key=key, channel=channel, recipient="", alerts=alerts, made=now)
        self._give_up(batch, envelope, posted, now, why)
        return 1

    def _give_up(
        self, batch: Batch, envelope: Envelope, posted: Sequence[Posted], now: datetime, why: str
    ) -> None:
        number = batch.envelope(envelope, b"", [one.number for one in posted])
        batch.delivered(number, Receipt(outcome="given_up", told=why), now)


def key_of(channel: str, recipient: str, alerts: Iterable[Alert]) -> str:
    """Name an envelope by what it holds and whom it goes to."""
    return digest("envelope", channel, recipient, *(one.key for one in alerts))


def _held(batch: Batch, channel: str, one: Posted) -> Held:
    urgent = one.alert.cause in CORRECTIONS and any(
        name == channel for name, _ in threads.reached(batch.connection, one.alert.thread)
    )
    return Held(number=one.number, at=one.at, severity=one.alert.severity, urgent=urgent)


def _taken_back_unsent(
    batch: Batch, channel: str, waiting: Sequence[Posted]
) -> Iterable[list[Posted]]:
    """Give the threads that wait together with what takes them back, where nothing has left."""
    by_thread: dict[str, list[Posted]] = {}
    for one in waiting:
        by_thread.setdefault(one.alert.thread, []).append(one)
    for thread, listed in by_thread.items():
        if listed[-1].alert.cause == "withdrawn":
            there = threads.reached(batch.connection, thread)
            if not any(name == channel for name, _ in there):
                yield listed


def _issue(fault: LedgerError) -> Issue:
    return Issue(
        stage="send", what=fault.what, input=fault.where, why=fault.why, remedy=fault.remedy
    )
