"""What to tell of a matter, given the newest alert on it.

Nothing is told twice, and no old news: what a report tells counts where the report appeared within
the rule's `fresh` hours and became known after the rule was put in force. To take something back
there is no such bound, and no filter: whoever got the claim is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from vedette.alerts import Alert, Cause, Rule
from vedette.assess.alerting.matter import Matter, Stood, Turn, graver
from vedette.assess.alerting.wanted import wanted
from vedette.assess.nearness import Atlas

WEIGHT: Final[tuple[Cause, ...]] = ("new", "due", "accused", "stage", "differing")
"""Of several turns that are told at once, which of them gives the cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The newest alert of a thread under a rule, and how its subject stood then."""

    alert: Alert
    stood: Stood


Why = Literal["", "gone", "merged", "undone"]
"""Why something is taken back: no report tells it, it is one with another, sources say that it was
none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be told: why, by which turns, and in which stage it was before."""

    cause: Cause
    stood: Stood
    turns: tuple[Turn, ...] = ()
    before: str = ""
    why: Why = ""

    @property
    def mark(self) -> str:
        """What tells these news from others on the same subject."""
        return " ".join(turn.mark for turn in self.turns if turn.cause == self.cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When it is asked, and since when the rule is in force."""

    now: datetime
    force: datetime

    def is_fresh(self, turn: Turn, rule: Rule) -> bool:
        """Tell whether a turn is news under a rule."""
        return turn.known >= self.force and turn.at >= self.now - timedelta(hours=rule.fresh)


def news(rule: Rule, one: Matter, past: Past | None, moment: Moment, atlas: Atlas) -> News | None:
    """Give what a rule has to tell of a matter now, None for nothing."""
    if past is not None and past.alert.cause != "withdrawn":
        return _more(rule, one, past, moment, atlas)
    if one.undone or one.past or not wanted(rule, one, atlas):
        return None
    if not any(turn.cause in {"new", "due"} for turn in one.turns):
        return None
    fresh = [turn for turn in one.turns if moment.is_fresh(turn, rule)]
    return _told(rule, one.stood, fresh, _before(one, fresh))


def _more(rule: Rule, one: Matter, past: Past, moment: Moment, atlas: Atlas) -> News | None:
    """Give what has become of something that was told."""
    grave = graver(one.stood.severity, past.stood.severity)
    stood = replace(one.stood, severity=grave)
    if one.undone:
        return News(cause="withdrawn", stood=stood, before=past.stood.status, why="undone")
    if one.turns and _corrected(one.stood, past.stood):
        return News(cause="corrected", stood=stood, before=past.stood.status)
    if not wanted(rule, one, atlas):
        return None
    fresh = (turn for turn in one.turns if moment.is_fresh(turn, rule))
    other = [turn for turn in fresh if _is_other(turn, one.stood, past.stood)]
    return _told(rule, one.stood, other, past.stood.status)


def withdrawn(past: Past, why: Why) -> News:
    """Take back what no report tells any more, or not as something by itself."""
    return News(cause="withdrawn", stood=past.stood, before=past.stood.status, why=why)


def _told(rule: Rule, stood: Stood, turns: Iterable[Turn], before: str) -> News | None:
    chosen = tuple(turn for turn in turns if turn.cause in rule.causes)
    if not chosen:
        return None
    cause = min((turn.cause for turn in chosen), key=WEIGHT.index)
    return News(cause=cause, stood=stood, turns=chosen, before="" if cause == "new" else before)


def _before(one: Matter, fresh: Iterable[Turn]) -> str:
    """Name the stage from which the fresh turns moved a matter that was never told."""
    moved = {turn.mark for turn in fresh if turn.cause == "stage"}
    older = [turn.mark for turn in one.turns if turn.cause == "stage" and turn.mark not in moved]
    return older[-1] if older else ""


def _corrected(now: Stood, then: Stood) -> bool:
    """Tell whether what was told was wrong: the kind, or the country of a place that was told."""
    if now.kind != then.kind:
        return True
    return bool(now.country and then.country and now.country != then.country)


def _is_other(turn: Turn, now: Stood, then: Stood) -> bool:
    """Tell whether a turn led to something that was not told."""
    match turn.cause:
        case "stage":
            return turn.mark == now.status != then.status
        case "accused":
            party, _, firmness = turn.mark.rpartition(" ")
            return int(firmness) > then.accused.get(party, 0)
        case "differing":
            return turn.mark not in then.differing
        case "due":
            return turn.mark != then.day
        case _:
            return False
