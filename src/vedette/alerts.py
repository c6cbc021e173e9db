"""Alerts: what the desk tells somebody of its own accord.

A **rule** says of what a person wants to hear. When something that it asks for is new or changes,
an **alert** is made, once, of what was known at that moment; it is never changed afterwards. Alerts
on one subject under one rule are a **thread**: a later one names the one before it, so that a
correction reaches whoever got the claim. What a channel brings to one recipient is an **envelope**:
one alert, or several that came together.

    finding, fold ─► alert ─► outbox ─► envelope ─► channel ─► recipient

An alert and an envelope each have a key that is made of what they are about. The same cause gives
the same key, so that whoever looks at it sees each once, over crashes too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal, get_args

from vedette.handling import Tlp
from vedette.records import Interval, Spot

Subject = Literal["incident", "alarm", "pledge", "forecast"]
"""What an alert is about."""

Cause = Literal["new", "stage", "accused", "differing", "due", "corrected", "withdrawn"]
"""Why it was made: the subject is *new*; its *stage* changed; somebody else is *accused*, or more
firmly; sources *differ* where they did not; a pledge or a forecast falls *due*; what was told is
*corrected*, or *withdrawn*: retracted, refuted, dismissed, or another incident by now."""

SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)

Severity = Literal["minor", "moderate", "severe", "extreme"]
"""How grave what is told is, as the Common Alerting Protocol grades it: *extreme* from ten dead
on, *severe* where somebody died, *moderate* where somebody was hurt and for an alarm, else
*minor*. What takes an alert back is as grave as that was."""

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

Digest = Literal["", "hour", "day", "week"]
DIGESTS: Final[tuple[Digest, ...]] = get_args(Digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours of each day in which nothing is sent, by the clock of a zone; over midnight too."""

    since: time
    until: time
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Of what a person wants to hear, over which channels, and when.

    Every filter that is not empty must hold: kinds, places (codes of states, names of waters),
    statuses and targets as in the desk's questions; `near` so many kilometres from the user's
    assets, or from those whose class, id or name is among `assets`; `accused` holds codes or names
    of parties, `grade` the least mark (`C3`), `voices` the fewest independent sources; `query` is a
    query line that the incident must answer. Reports
    whose confidence is below `confidence`, or in review, count for nothing: not for the voices,
    the grade, the severity, the place or the words of an alert either.

    Nothing goes out in the `quiet` hours but what is at least as grave as `wakes`. What comes
    within `gather` seconds goes together, and what comes beyond `most` an hour; with a `digest`,
    all that came in an hour, a day or a week. What became known more than `fresh` hours ago is old
    news. A pledge or a forecast is told of `ahead` days before it falls due.

    What an `urgent` rule tells, and nobody takes on, goes to the next in the line of duty.
    """

    name: str
    channels: tuple[str, ...]
    on: Subject = "incident"
    causes: tuple[Cause, ...] = CAUSES
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    near: float = 0.0
    assets: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    grade: str = ""
    voices: int = 1
    query: str = ""
    confidence: float = 0.0
    quiet: Quiet | None = None
    wakes: Severity = "severe"
    most: int = 20
    gather: float = 0.0
    digest: Digest = ""
    fresh: float = 24.0
    ahead: int = 7
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A rule that is made at the desk: a query line, what of it is told, over which channels.

    It is kept in the ledger as decisions, of which the newest under its name holds; it is switched
    off, not deleted. `quiet`, as a rule of the settings writes it, `wakes` and `urgent` are those
    of the rule. `since` is from when on it holds as it is; `number` is that decision's.
    """

    name: str
    query: str
    channels: tuple[str, ...] = ()
    on: Literal["incident", "alarm"] = "incident"
    causes: tuple[Cause, ...] = CAUSES
    switched: bool = False
    quiet: str = ""
    wakes: Severity = "severe"
    urgent: bool = False
    author: str = ""
    reason: str = ""
    since: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """The line of duty: channels in order, each `pause` after the one before.

    An urgent alert goes down it as long as nobody has taken it on.
    """

    channels: tuple[str, ...] = ()
    pause: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """Words that an alert rests on, exactly as they stand in the article, and whose they are.

    `grade` is the reliability of the source, `published` the day that it printed, `language` that
    of the report (ISO 639-1).
    """

    quote: str
    article: str
    title: str
    outlet: str
    source: str
    url: str | None
    published: date | None = None
    grade: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is told of one subject at one moment.

    `thread` is the key of the first alert of the thread, `after` that of the one before it; the
    first has its own key and nothing. `headline` and `lines` are sentences made of coded fields,
    which never say more than a report does ("X accuses Y"). `voices` counts independent sources,
    `grade` is a mark of the Admiralty code such as `B2`, `confidence` the coder's.

    `published` is when the report that caused it appeared, by its own word; `known` when it stood
    in front of us; `made` when the alert was, `begun` when the first of its thread was, None in
    that one. `path` leads to the subject on the desk.
    """

    key: str
    thread: str
    rule: str
    subject: Subject
    name: str
    cause: Cause
    headline: str
    made: datetime
    known: datetime
    path: str
    after: str = ""
    lines: tuple[str, ...] = ()
    backing: tuple[Backing, ...] = ()
    kind: str = ""
    status: str = ""
    before: str = ""
    when: Interval | None = None
    spot: Spot | None = None
    grade: str = ""
    voices: int = 0
    confidence: float = 0.0
    severity: Severity = "minor"
    published: datetime | None = None
    begun: datetime | None = None
    handling: Tlp = "clear"
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way out of the desk, as the settings declare it under `[channels.<name>]`.

    `kind` is that of a plugin under `vedette.channels`, `options` what such a channel may declare
    beyond the rest, with the secret that its environment variable or file holds under `secret`.
    Nothing above the `ceiling` leaves here.
    """

    name: str
    kind: str
    recipients: tuple[str, ...] = ("",)
    ceiling: Tlp = "clear"
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An alert that went the same way before: in which envelope, and what the receiver answered.

    `made` is when the alert was; `told` is empty as long as nobody has taken the envelope.
    """

    alert: str
    thread: str
    envelope: str
    cause: Cause
    made: datetime
    headline: str
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What goes over one channel to one recipient; `alerts` has several for a burst or a digest.

    `channel` is its name in the settings, `recipient` an address that the channel understands,
    empty where the channel itself is one. `earlier` holds the alerts of these threads that went the
    same way before, the first first: what this one corrects, or goes on from.
    """

    key: str
    channel: str
    recipient: str
    alerts: tuple[Alert, ...]
    made: datetime
    earlier: tuple[Earlier, ...] = ()

    @property
    def after(self) -> tuple[str, ...]:
        """The keys of the envelopes in which they went, the first first."""
        return tuple(dict.fromkeys(one.envelope for one in self.earlier))

    @property
    def is_single(self) -> bool:
        """Whether all that it holds is on one subject."""
        return len({one.thread for one in self.alerts}) == 1


LEAVE: Final = "{{here-one-leaves}}"
"""Stands in the kept bytes of a list where the address comes in at which each recipient leaves."""

Asked = Literal["subscribed", "unsubscribed", "gone"]
"""What a subscriber did; he is *gone* where his receiver says that there is nobody any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Somebody who asked the desk to tell him: `name` stands for him wherever he is named.

    The `address` is one that his channel understands, and is kept for as long as he wants to hear.
    `owner` is the key of the account that he came in by, None where the desk asks for no login.
    """

    channel: str
    name: str
    address: str = field(repr=False)
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an attempt: `taken` by the receiver, put off (`again`), or given up.

    `told` is what the receiver said, without secrets; `wait` the seconds after which it wants to be
    asked again, 0 where it does not say. `gone` is whether nobody is there to be told, now or ever.
    """

    outcome: Literal["taken", "again", "given_up"]
    told: str = ""
    wait: float = 0.0
    gone: bool = False
