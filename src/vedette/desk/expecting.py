"""What was expected of a channel on each of its days, and how much of the day was covered.

Expectations are learnt here and not in a fold, because a late arrival changes the days before it.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from vedette.coverage import Light, each_day
from vedette.ledger.looking import DAY, MICROSECOND, pieces, reach
from vedette.ledger.rows import moment

WEEK = 7
"""Days with a good poll that expectations are learnt from: every day of the week once."""


class Covered(NamedTuple):
    """A channel's or source's figures of one day."""

    expected: float | None
    share: float | None


UNPOLLED = Covered(None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days up to `now`, from the first of which anything is known."""

    names: tuple[str, ...]
    now: datetime

    @classmethod
    def to(cls, now: datetime, known: Iterable[str]) -> "Calendar":
        """Lay the days out."""
        first = min(known, default=now.date().isoformat())
        today = now.date()
        days = each_day(min(date.fromisoformat(first), today), today)
        return cls(names=tuple(day.isoformat() for day in days), now=now)

    def length(self, day: str) -> int:
        """Give the microseconds of a day, of the present one those that are over."""
        if day == self.names[-1]:
            return (self.now - midnight(self.now.date())) // MICROSECOND
        return DAY // MICROSECOND


def channel_days(
    calendar: Calendar,
    looks: Mapping[str, tuple[int, int]],
    came: Mapping[str, int],
    track: Any,
    *,
    listed: bool,
) -> dict[str, Covered]:
    """Give what was expected of a channel and covered on each day from its first poll on.

    By day, `looks` has its good polls and the microseconds that they cover, `came` its entries;
    `track` is where it stands. One that is not `listed` any more ends with its last poll.
    """
    first, opened = min(looks), (track.first or "")[:10]
    last = calendar.names[-1] if listed else track.last[:10]
    pending = _pending(track, calendar.now) if listed else {}
    recent: deque[int] = deque(maxlen=WEEK)
    found = {}
    for day in calendar.names:
        if not first <= day <= last:
            continue
        good, covered = looks.get(day, (0, 0))
        covered += pending.get(day, 0)
        expected = sum(recent) / len(recent) if recent else None
        share = min(1.0, covered / (calendar.length(day) or 1))
        found[day] = Covered(expected, share)
        # The day of the first poll is left out: what it brings had piled up before.
        if good and day != opened:
            recent.append(came.get(day, 0))
    return found


def _pending(track: Any, now: datetime) -> dict[str, int]:
    """Give the time since the last good poll that the next one will cover."""
    if track.good is None or track.failing:
        return {}
    good = moment(track.good)
    end = min(now, good + reach(track.interval, failing=False))
    return {day: length // MICROSECOND for day, length in pieces(good, end)}


def together(channels: Sequence[Mapping[str, Covered]]) -> Mapping[str, Covered]:
    """Put the channels of a source together, each by what is expected of it."""
    if len(channels) == 1:
        return channels[0]
    days = sorted({day for channel in channels for day in channel})
    return {day: _mean(one[day] for one in channels if day in one) for day in days}


def _mean(channels: Iterable[Covered]) -> Covered:
    light = Light()
    for one in channels:
        light.add(one.expected, one.share, 0)
    return Covered(light.learnt, light.share)


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins, UTC."""
    return datetime.combine(day, time(), UTC)
