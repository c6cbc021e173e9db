"""When alerts that wait may go, and which of them go together.

    quiet hours   what is less grave than the rule's `wakes` waits for their end
    digest        all of an hour goes when it is over, of a day at six (UTC), of a week on Monday
    gather        what comes within so many seconds of the first goes with it
    most          beyond so many an hour the rest goes together, in the last of them;
                  to how many recipients each goes does not count

What takes back a claim that has left is not held for a digest, nor gathered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from vedette.alerts import SEVERITIES, Quiet, Rule, Severity

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
Group = tuple[int, ...]
MORNING: Final = time(6, tzinfo=UTC)
"""When digests of a day and of a week go out: before the day begins on a desk in Europe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An alert that waits; `urgent` is one that takes back what has left."""

    number: int
    at: datetime
    severity: Severity
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Which alerts go now, each group in one envelope; `next` is when to ask again, if ever."""

    groups: tuple[Group, ...] = ()
    next: datetime | None = None


def due(rule: Rule, waiting: Sequence[Held], now: datetime, sent: Sequence[datetime] = ()) -> Due:
    """Say which of the alerts of one rule may go; `sent` are the last hour's envelopes.

    What bears a time that is still to come is held up by nothing: the clock was set back.
    """
    sent = [at for at in sent if at <= now]
    awake = [one for one in waiting if wakes(rule, one) or not is_quiet(rule.quiet, now)]
    later = [quiet_ends(rule.quiet, now)] if len(awake) < len(waiting) else []
    ready = [one for one in awake if one.urgent]
    held = [one for one in awake if not one.urgent]
    if held and held[0].at <= now < (release := _release(rule, held[0].at)):
        later.append(release)
        held = []
    together = bool(rule.digest or rule.gather)
    groups: list[Group] = [(one.number,) for one in ready]
    groups += [tuple(one.number for one in held)] if together and held else []
    if not together:
        singles, wait = _limited(rule, held, sent)
        groups += singles
        later += wait
    return Due(groups=tuple(groups), next=min(later, default=None))


def _release(rule: Rule, first: datetime) -> datetime:
    """Give the moment at which what came first, and all since, may go."""
    match rule.digest:
        case "hour":
            return first.replace(minute=0, second=0, microsecond=0) + HOUR
        case "day":
            return _morning_after(first)
        case "week":
            morning = _morning_after(first)
            return morning + (-morning.weekday() % 7) * DAY
        case _:
            return first + timedelta(seconds=rule.gather)


def _morning_after(moment: datetime) -> datetime:
    morning = datetime.combine(moment.astimezone(UTC).date(), MORNING)
    return morning if moment < morning else morning + DAY


def _limited(
    rule: Rule, held: Sequence[Held], sent: Sequence[datetime]
) -> tuple[list[Group], list[datetime]]:
    """Let as many go alone as the rule lets, the rest together; what wakes waits for nothing."""
    left = rule.most - len(sent)
    if len(held) <= left:
        return [(one.number,) for one in held], []
    if left > 0:
        alone, rest = held[: left - 1], held[left - 1 :]
        return [*((one.number,) for one in alone), tuple(one.number for one in rest)], []
    grave: list[Group] = [(one.number,) for one in held if wakes(rule, one)]
    return grave, [min(sent) + HOUR] if len(grave) < len(held) else []


def wakes(rule: Rule, one: Held) -> bool:
    """Tell whether an alert is grave enough to go out at any hour."""
    return SEVERITIES.index(one.severity) >= SEVERITIES.index(rule.wakes)


def is_quiet(quiet: Quiet | None, now: datetime) -> bool:
    """Tell whether a moment lies in the quiet hours.

    >>> night = Quiet(since=time(22), until=time(6))
    >>> [is_quiet(night, datetime(2026, 3, 2, hour, tzinfo=UTC)) for hour in (5, 6, 22)]
    [True, False, True]
    """
    if quiet is None:
        return False
    here = now.astimezone(ZoneInfo(quiet.zone) if quiet.zone != "UTC" else UTC).time()
    if quiet.since <= quiet.until:
        return quiet.since <= here < quiet.until
    return here >= quiet.since or here < quiet.until


def quiet_ends(quiet: Quiet | None, now: datetime) -> datetime:
    """Give the next end of the quiet hours; now where there are none.

    In the night in which clocks are set back they may end twice.
    """
    if quiet is None:
        return now
    zone = ZoneInfo(quiet.zone) if quiet.zone != "UTC" else UTC
    ends = datetime.combine(now.astimezone(zone).date(), quiet.until, zone)
    found = (ends.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    later = [end for end in found if end > now and not is_quiet(quiet, end)]
    return min(later, default=(ends + DAY).astimezone(UTC))
