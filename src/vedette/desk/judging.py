"""What analysts say of alarms: one was worth a look and is kept, or was not and is dismissed.

Alarms are worked out anew from the incidents, so that a verdict aims at what stays of one: its
scope, its series and its day. A report that comes late may move the day a little; within a week of
it there is no other alarm of the same series.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from vedette.assess.alarms.promise import GAP
from vedette.assess.alarms.raising import Alarm
from vedette.ledger import deciding
from vedette.ledger.deciding import VERDICTS, Verdict
from vedette.relate import rulings

__all__ = ["VERDICTS", "Judged", "Judgement", "Verdict", "aim_at", "judgements", "last"]

MOVED = timedelta(days=GAP // 2)
"""Less than this a day may have moved: alarms of one series are two weeks apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was said of an alarm, by whom, when and why; `number` is the decision's."""

    number: int
    verdict: Verdict
    author: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict with what it aims at."""

    scope: str
    series: tuple[str, ...]
    day: date
    judged: Judged

    def aims_at(self, alarm: Alarm) -> bool:
        """Say whether an alarm is the one that was judged."""
        near = abs(alarm.day - self.day) < MOVED
        return near and (self.scope, self.series) == (alarm.scope, alarm.series)


def aim_at(alarm: Alarm) -> dict[str, Any]:
    """Write what stays of an alarm as the particulars of a decision."""
    return {"scope": alarm.scope, "series": list(alarm.series), "day": alarm.day.isoformat()}


def judgements(connection: Connection) -> list[Judgement]:
    """Give the verdicts that were not withdrawn, the oldest first."""
    listed = list(deciding.decisions(connection, verbs={"judge", "withdraw"}))
    gone = {made.withdraws for _, made in listed if made.verb == "withdraw"}
    ruled = [
        rulings.ruling(number, made)
        for number, made in listed
        if made.verb == "judge" and number not in gone
    ]
    return [
        Judgement(
            scope=one.change["scope"],
            series=tuple(one.change["series"]),
            day=date.fromisoformat(one.change["day"]),
            judged=Judged(
                number=one.number,
                verdict=one.change["verdict"],
                author=one.decision.author,
                reason=one.decision.reason,
                at=one.decision.at,
            ),
        )
        for one in ruled
    ]


def last(alarm: Alarm, listed: Sequence[Judgement]) -> Judged | None:
    """Give what was said last of an alarm; None where nobody judged it."""
    return next((one.judged for one in reversed(listed) if one.aims_at(alarm)), None)
