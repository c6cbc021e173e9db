"""How a pledge stands at a moment: every change with the words, the figure or the day behind it.

Changes are folded in the order of their time, and `now` only cuts them off: who asks later gets the
same changes and perhaps further ones. A figure tells on course or behind; kept and broken it tells
only of the year that was promised, and only where it is no estimate.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from vedette.assess.pledges.courses import final
from vedette.assess.pledges.levels import level_of, written
from vedette.assess.pledges.promises import Promise
from vedette.pledged import Course, Official, Stand, Turn
from vedette.records import Interval

SAYS: Final[dict[str, tuple[Stand, str]]] = {
    "kept": ("kept", "a report says that it was kept"),
    "broken": ("broken", "a report says that it was broken"),
    "withdrawn": ("broken", "a report says that it was taken back"),
    "delayed": ("behind", "a report says that it is late"),
}
"""What a report's own word for the standing makes of it."""
WEIGHT: Final[dict[Stand, int]] = {
    "open": 0, "on course": 1, "behind": 1, "lapsed": 2, "revised": 3, "broken": 4, "kept": 5,
}  # fmt: skip
"""A figure on the way, or a delay, changes nothing of a pledge that has come to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that may change a standing."""

    turn: Turn
    by_figure: bool = False
    by_day: bool = False
    by_analyst: bool = False


def turns(first: Turn, causes: Iterable[Cause], now: datetime) -> tuple[Turn, ...]:
    """Fold what happened up to `now`, from how the pledge was given."""
    made = [first]
    for cause in sorted(causes, key=lambda one: (one.turn.at, one.by_day, one.by_figure)):
        if cause.turn.at <= now and _moves(made[-1].standing, cause):
            made.append(cause.turn)
    return tuple(made)


def _moves(stands: Stand, cause: Cause) -> bool:
    then = cause.turn.standing
    if then == stands or cause.by_analyst:
        return then != stands
    if cause.by_day:
        return stands in {"open", "on course"}
    if cause.by_figure:
        return stands == "lapsed" or WEIGHT[then] >= max(1, WEIGHT[stands])
    if then == "behind":
        return WEIGHT[stands] <= WEIGHT["lapsed"]
    return True


def given(one: Promise) -> Turn:
    """Give how a pledge stands by the first report of it."""
    return said(one) or Turn(
        at=one.at,
        standing="open",
        why="a report tells of it",
        article=one.article,
        finding=one.finding,
        words=one.span,
    )


def said(one: Promise) -> Turn | None:
    """Give what a report's own word makes of the standing, None where it has none."""
    if one.status not in SAYS:
        return None
    standing, why = SAYS[one.status]
    return Turn(
        at=one.at,
        standing=standing,
        why=why,
        article=one.article,
        finding=one.finding,
        words=one.moved or one.span,
    )


def replaced(one: Promise) -> Turn:
    """Give the change that another level or day makes; its words are the act's if no others are."""
    level, due = written(one.level, one.told), one.due_words
    if one.level and level == one.told and level_of(None, one.told) is None:
        level = f"“{one.act}”"
    now = " ".join(filter(None, (level, due)))
    return Turn(
        at=one.at,
        standing="revised",
        why=f"its promisor now gives {now}",
        article=one.article,
        finding=one.finding,
        words=one.span,
    )


def gone(due: Interval) -> Cause:
    """Give the change that the day itself makes: nobody has said what became of it."""
    day = due.last + timedelta(days=1)
    at = datetime.combine(day, time(), UTC)
    why = f"its day, {due.last}, went by and no report says what became of it"
    return Cause(turn=Turn(at=at, standing="lapsed", why=why), by_day=True)


def measured(listed: Sequence[Course], since: datetime) -> Iterator[Cause]:
    """Give the change that one publication makes, no earlier than the pledge was known."""
    if not listed or not any(one.told for one in listed):
        return
    official = listed[0].official
    at = max(datetime.combine(official.published, time(), UTC), since)
    standing = _verdict(listed)
    why = _alone(listed[0]) if len(listed) == 1 else _together(listed)
    yield Cause(turn=_turn(at, standing, why, official), by_figure=True)


def _turn(at: datetime, standing: Stand, why: str, official: Official) -> Turn:
    return Turn(at=at, standing=standing, why=why, official=official)


def _verdict(listed: Sequence[Course]) -> Stand:
    ends = [final(one) for one in listed]
    if all(ends):
        short = any(
            end is not None and round(end.value, 2) < round(one.level, 2)
            for end, one in zip(ends, listed, strict=True)
        )
        return "broken" if short else "kept"
    return "behind" if any(one.short for one in listed) else "on course"


def _alone(one: Course) -> str:
    newest = final(one) or one.newest
    estimate = ", an estimate" if newest.estimate else ""
    return (
        f"{newest.value:.2f} % in {newest.year}{estimate}; the path needs {newest.needed or 0:.2f}"
    )


def _together(listed: Sequence[Course]) -> str:
    told = [one for one in listed if one.told]
    short = [one.of for one in told if one.short]
    on = f"{len(told) - len(short)} of {len(told)} members on the path by their newest figures"
    below = f"; below it {', '.join(sorted(short))}" if short else ""
    rest = len(listed) - len(told)
    return f"{on}{below}" + (f"; of {rest} there is none yet" if rest else "")
