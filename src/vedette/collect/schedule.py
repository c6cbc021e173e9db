"""When to ask a channel again, from what its polls have told.

A feed shows a window of its newest entries. Asked too seldom, entries leave the window unseen;
asked too often, the host is bothered for nothing. So the next poll is set for when about a third of
the window is expected to have turned over, between the bounds that the desk allows.

A poll's `wait_until` holds Retry-After after a 429 or 503, which is obeyed, and after any other
answer the end of its freshness (Cache-Control: max-age), which is respected within the bounds.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from vedette.records import Poll

TURNOVER = 1 / 3
"""Of the window: a source may publish at three times its usual rate before an entry is lost."""

JITTER = 0.1
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
LOOKED = frozenset({"new", "quiet", "unchanged", "moved"})
SHUT_OUT = frozenset({"failed", "busy"})


def expected_per_day(history: Sequence[Poll]) -> float | None:
    """Learn how many entries a channel brings a day; None until its polls span a day.

    The first successful poll finds a window that was filled before we came, so it opens the span
    and its entries do not count. Only the last week counts: sources change their habits.
    """
    return _rate(history, least=DAY)


def _rate(history: Sequence[Poll], least: timedelta) -> float | None:
    looks = [poll for poll in history if poll.outcome in LOOKED]
    if not looks:
        return None
    recent = [poll for poll in looks if looks[-1].at - poll.at <= WEEK]
    span = recent[-1].at - recent[0].at
    if span < least or not span:
        return None
    return sum(poll.new for poll in recent[1:]) / (span / DAY)


def next_poll(
    history: Sequence[Poll],
    *,
    now: datetime,
    rng: Random,
    fastest: timedelta,
    slowest: timedelta,
    pace: timedelta = timedelta(),
) -> datetime | None:
    """Tell when to ask again; None for never, because the address is gone.

    The answer lies between `now + fastest` (or `pace`, the host's own, if longer) and `now +
    slowest`; only a server's Retry-After after 429 or 503 pushes it further.
    """
    if not history:
        return now
    last = history[-1]
    if last.outcome == "gone":
        return None
    floor = max(fastest, pace)
    ceiling = max(slowest, floor)
    wanted = _wanted(history, floor, ceiling) * (1 + JITTER * rng.uniform(-1, 1))
    due = now + min(ceiling, max(floor, wanted))
    return _not_before(last, due, now + ceiling, rng)


def _wanted(history: Sequence[Poll], floor: timedelta, ceiling: timedelta) -> timedelta:
    last = history[-1]
    if last.outcome == "refused":
        return ceiling
    failures = _streak(history)
    if failures:
        return min(ceiling, floor * 2.0 ** min(failures, 20))
    window = max((poll.seen for poll in history[-20:]), default=0)
    rate = _rate(history, least=timedelta(hours=1))
    if rate is None or not window or _overflowing(history):
        return floor
    return ceiling if rate <= 0 else min(ceiling, DAY * min(1e4, TURNOVER * window / rate))


def _streak(history: Sequence[Poll]) -> int:
    count = 0
    for poll in reversed(history):
        if poll.outcome not in SHUT_OUT:
            break
        count += 1
    return count


def _overflowing(history: Sequence[Poll]) -> bool:
    """Tell whether the last look found most of the window new: entries may have been missed."""
    looks = [poll for poll in history if poll.outcome in LOOKED]
    return len(looks) > 1 and 0 < looks[-1].seen < 1.5 * looks[-1].new


def _not_before(last: Poll, due: datetime, latest: datetime, rng: Random) -> datetime:
    """Respect what the server asked for; who were told one moment must not all come at once."""
    if last.wait_until is None or last.wait_until <= due:
        return due
    if last.outcome == "busy":
        return last.wait_until + timedelta(seconds=rng.uniform(0, 10))
    return min(last.wait_until, latest)
