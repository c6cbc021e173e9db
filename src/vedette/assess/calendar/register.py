"""The fold of calls: findings in, every call at a moment out, with what came after it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from vedette.amended import Amendments
from vedette.assess.calendar.amending import amended, moved
from vedette.assess.calendar.calling import Calling, Weighing, join
from vedette.assess.calendar.pleas import Asking
from vedette.assess.calendar.replies import Reply
from vedette.assess.calendar.steps import Replies
from vedette.assess.moments import AsKnown
from vedette.calls import Call, CallStanding, Plea, Step
from vedette.records import digest


class Calls:
    """All calls, put together once; how they stand is asked for a moment at a time.

    `groups` are the calls that `grouped` has put together of the same before.
    """

    def __init__(
        self,
        askings: Iterable[Asking],
        replies: Iterable[Reply],
        *,
        weigh: Weighing,
        amendments: Amendments = Amendments(),  # noqa: B008  # never changed
        groups: Sequence[Calling] | None = None,
    ) -> None:
        if groups is None:
            groups = grouped(askings, weigh, amendments)
        laid = Replies(replies)
        self._made = [(group, moved(group, laid, weigh, amendments)) for group in groups]
        moments = (at for made in self._made for at in _moments(*made))
        self._stood = AsKnown[tuple[Call, ...]](moments)

    def at(self, now: datetime) -> tuple[Call, ...]:
        """Give how every call stands, in the order in which they were made.

        Who asks again is given the same tuple, until something becomes known.
        """
        return self._stood.at(now, self._stand)

    def _stand(self, now: datetime) -> tuple[Call, ...]:
        known = (made for made in self._made if made[0].first.at <= now)
        found = (self._call(group, moving, now) for group, moving in known)
        return tuple(sorted(found, key=lambda one: (one.first, one.id)))

    @staticmethod
    def _call(group: Calling, moving: Sequence[Step], now: datetime) -> Call:
        first, members = group.first, [one for one in group.members if one.at <= now]
        asker = next((one.caller for one in members if one.caller.named), first.caller)
        addressed = next((one for one in members if one.addressee.named), first)
        known = tuple(step for step in moving if step.at <= now)
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
            standing=known[-1].standing if known else start,
            steps=known,
            pleas=tuple(sorted(pleas, key=lambda one: (one.at, one.article, one.span))),
        )


def grouped(
    askings: Iterable[Asking], weigh: Weighing, amendments: Amendments
) -> Sequence[Calling]:
    """Put findings together into calls, as analysts part them; what is said later moves none."""
    return amended(join(askings, weigh), amendments)


def _moments(group: Calling, moving: Iterable[Step]) -> Iterator[datetime]:
    """Give all at which something becomes known of a call."""
    yield from (one.at for one in (*group.members, *group.copies))
    yield from (one.at for one in moving)


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
