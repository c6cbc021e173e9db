"""Who has taken on an incident: acknowledged, assigned to somebody, put off until later.

None of it says that anybody has read it, and none changes what reports tell. What was put off comes
back by itself: when its time is over, or as soon as it is graver than it was then.

>>> from datetime import UTC, timedelta
>>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
>>> act = Act(number=7, author="A. Analyst", reason="waits for the brigade", at=noon)
>>> until = noon + timedelta(hours=8)
>>> put_off = Duty(snoozed=act, until=until, stood=Stood(status="reported"))
>>> put_off.asleep(noon, Stood(status="reported")), put_off.asleep(until, Stood(status="reported"))
(True, False)
>>> put_off.asleep(noon, Stood(status="reported", killed=2))
False
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A decision that holds: its number in the log, who made it, why, and when."""

    number: int
    author: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How grave an incident was: its stage, its firmest accusation (0 to 6), its dead."""

    status: str
    firmness: int = 0
    killed: int = 0

    def has_risen_to(self, now: "Stood") -> bool:
        """Whether it is at another stage, more firmly accused of, or deadlier than it was."""
        return now.status != self.status or now.firmness > self.firmness or now.killed > self.killed


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What was last said of an incident, each by a decision that was not withdrawn.

    `to` is whom it was assigned to, `until` when it comes back, `stood` how grave it was when it
    was put off.
    """

    acknowledged: Act | None = None
    assigned: Act | None = None
    to: str = ""
    snoozed: Act | None = None
    until: datetime | None = None
    stood: Stood | None = None

    def asleep(self, at: datetime, now: Stood) -> bool:
        """Whether it is put off still: its time is not over, and it is no graver than it was."""
        if self.until is None or self.stood is None:
            return False
        return at < self.until and not self.stood.has_risen_to(now)


NOBODY: Final = Duty()
"""Of an incident that nobody has taken on."""
