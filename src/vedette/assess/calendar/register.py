"""The fold of calls: findings in, every call at a moment out, with what came after it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from vedette.assess.calendar.answering import LIVES, answers
from vedette.assess.calendar.calling import Calling, Weighing, join
from vedette.assess.calendar.pleas import Asking
from vedette.assess.calendar.replies import Reply
from vedette.calls import Call, CallStanding, Plea, Step
from vedette.records import digest

WEIGHT: Final[dict[CallStanding, int]] = {
    "unaddressed": 0, "unanswered": 0, "may have followed": 1, "refused": 2, "followed": 3,
}  # fmt: skip
"""A deed outweighs a word: who refused and then did it has followed."""


class Calls:
    """All calls, put together once; how they stand is asked for a moment at a time."""

    def __init__(
        self, askings: Iterable[Asking], replies: Iterable[Reply], *, weigh: Weighing
    ) -> None:
        self._groups = join(askings, weigh)
        self._steps = _answered(self._groups, replies, weigh)

    def at(self, now: datetime) -> tuple[Call, ...]:
        """Give how every call stands, in the order in which they were made."""
        known = [n for n, group in enumerate(self._groups) if group.first.at <= now]
        found = (self._call(self._groups[n], self._steps[n], now) for n in known)
        return tuple(sorted(found, key=lambda one: (one.first, one.id)))

    def _call(self, group: Calling, steps: Sequence[Step], now: datetime) -> Call:
        first, members = group.first, [one for one in group.members if one.at <= now]
        asker = next((one.caller for one in members if one.caller.named), first.caller)
        addressed = next((one for one in members if one.addressee.named), first)
        moved = tuple(_moved(steps, now))
        pleas = [_plea(one, copied=False) for one in members]
        pleas += [_plea(one, copied=True) for one in group.copies if one.at <= now]
        start: CallStanding = "unanswered" if addressed.addressee.named else "unaddressed"
        return Call(
            id=digest("call", first.article, first.finding),
            callers=tuple(sorted(asker.actors)),
            who=asker.called,
            addressees=tuple(sorted(addressed.addressee.actors)),
            whom=addressed.addressee.called,
            action=addressed.action,
            first=first.at,
            last=max(one.at for one in pleas),
            standing=moved[-1].standing if moved else start,
            steps=moved,
            pleas=tuple(sorted(pleas, key=lambda one: (one.at, one.article, one.span))),
        )


def _moved(steps: Sequence[Step], now: datetime) -> Iterator[Step]:
    """Keep what changes a standing; a report that tells the same again changes nothing."""
    stands = 0
    for step in steps:
        if step.at <= now and WEIGHT[step.standing] > stands:
            stands = WEIGHT[step.standing]
            yield step


def _answered(
    groups: Sequence[Calling], replies: Iterable[Reply], weigh: Weighing
) -> list[list[Step]]:
    """Give what answers each call, the first first; a copy answers nothing."""
    keyed: dict[str, list[Reply]] = defaultdict(list)
    for one in sorted(replies, key=lambda reply: reply.place):
        if one.origin == one.article:
            for key in one.by.keys or sorted(one.region):
                keyed[key].append(one)
    found = []
    for group in groups:
        steps = [step for one in _near(group, keyed) for step in answers(group, one, weigh)]
        found.append(sorted(steps, key=lambda one: (one.at, -WEIGHT[one.standing], one.finding)))
    return found


def _near(group: Calling, keyed: Mapping[str, Sequence[Reply]]) -> Iterable[Reply]:
    """Give what those who are asked did and said while the call lives, each once."""
    begin, end = group.first.at, group.members[-1].at + LIVES
    near: dict[tuple[str, str], Reply] = {}
    for key in group.addressed.addressee.keys:
        held = keyed.get(key, ())
        low = bisect_left(held, begin, key=lambda reply: reply.at)
        high = bisect_right(held, end, key=lambda reply: reply.at)
        near |= {(one.article, one.finding): one for one in held[low:high]}
    return near.values()


def _plea(one: Asking, *, copied: bool) -> Plea:
    return Plea(
        article=one.article,
        finding=one.finding,
        at=one.at,
        who=one.caller.called,
        whom=one.addressee.called,
        words=one.action,
        span=one.span,
        confidence=one.confidence,
        copied=copied,
    )
