"""Whether what somebody did or said answers a call, and the reasons for it.

It answers where it is his who was asked, comes after the call within `LIVES` days, and shares words
with what was asked. What shares less may have followed. What he says counts as a refusal alone, or
as a sign that he may follow: only a deed follows.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from vedette.assess.calendar.calling import Calling, Weighing, alike
from vedette.assess.calendar.doings import OPPOSITE
from vedette.assess.calendar.pleas import Asking
from vedette.assess.calendar.replies import Reply
from vedette.calls import CallStanding, Step

LIVES: Final = timedelta(days=90)
"""Time after the last report of a call in which a deed can answer it. Unrelated deeds are as near
as these rules ask so seldom that its length decides little; what comes a season later is more often
a matter of its own."""
SHARED: Final = 0.5
WEIGHT: Final = 1.0
LESS: Final = 0.5
"""The least share of the lighter words that the heavier must have, and the least weight of what is
shared; less where the direction is the same. Of 8,373 pairs of a call and a deed of the same state
in two unrelated training articles 2 reach these with any direction, 1 with the same."""
NEAR: Final = 0.34
LIGHT: Final = 0.3
"""The same for what may have followed: 2 and 1 of these pairs. Without the direction the lighter
weight would let 20 pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How near a deed or words are to what was asked: by words, and by direction."""

    share: float
    weight: float
    common: frozenset[str]
    way: bool

    @property
    def sure(self) -> bool:
        """Whether it is what was asked: the same words, in the same direction where one is told."""
        return self.share >= SHARED and self.weight >= (LESS if self.way else WEIGHT)

    @property
    def near(self) -> bool:
        """Whether it may be."""
        if self.share >= NEAR and self.weight >= WEIGHT:
            return True
        return self.way and self.share >= SHARED and self.weight >= LIGHT


def answer(group: Calling, one: Asking, reply: Reply, weigh: Weighing) -> Step | None:
    """Give the change that a deed or words make of a call, by one report of it.

    It is not known before both reports are: that of the call, and that of what answers it.
    """
    if not _after(group, one, reply):
        return None
    standing = standing_of(group, one, reply, weigh, ordered=_ordered(one, reply))
    if standing is None:
        return None
    asked = _asked(group, one)
    mine = asked.addressee.meets(reply.by)
    return Step(
        at=max(reply.at, one.at, asked.at),
        standing=standing,
        why=_why(group, reply, _likeness(one, reply, weigh), mine=mine),
        article=reply.article,
        finding=reply.finding,
        words=reply.span,
    )


def standing_of(
    group: Calling, one: Asking, reply: Reply, weigh: Weighing, *, ordered: bool = True
) -> CallStanding | None:
    """Give what a deed or words make of a call by their ways alone, whenever they come.

    `ordered` is whether a deed is known to come later.
    """
    if not (one.content & reply.content or one.caller.actors & reply.speaks_of):
        return None
    asked = _asked(group, one)
    mine = asked.addressee.meets(reply.by)
    if not (mine or _there(asked, reply)):
        return None
    like = _likeness(one, reply, weigh)
    return _standing(one, reply, like, mine=mine, ordered=ordered)


def _asked(group: Calling, one: Asking) -> Asking:
    """Give the report that tells who is asked: this one, or the first that names him."""
    return one if one.addressee.named else group.addressed


def _there(asked: Asking, reply: Reply) -> bool:
    """Say whether nobody acts by name, in the state that was asked."""
    return (
        reply.type == "posture"
        and not reply.by.named
        and bool(asked.addressee.actors & reply.region)
    )


def _after(group: Calling, one: Asking, reply: Reply) -> bool:
    """Say whether something came after a call: by its own day, where one is told."""
    first = group.first.at
    if _own_words(one, reply) or not first <= reply.at <= one.at + LIVES:
        return False
    return reply.days is None or reply.days.last >= first.date()


def _own_words(one: Asking, reply: Reply) -> bool:
    """Say whether what seems to answer are the words of the call itself."""
    within = one.span.start < reply.span.end and reply.span.start < one.span.end
    return one.article == reply.article and (within or one.anchor == reply.anchor)


def _likeness(one: Asking, reply: Reply, weigh: Weighing) -> Likeness:
    share, common = alike(one.content, reply.content, weigh)
    return Likeness(
        share=share,
        weight=common,
        common=one.content & reply.content,
        way=bool(one.way) and one.way == reply.way,
    )


def _standing(
    asked: Asking, reply: Reply, like: Likeness, *, mine: bool, ordered: bool
) -> CallStanding | None:
    if reply.refuses:
        meant = like.near or bool(asked.caller.actors & reply.speaks_of)
        return "refused" if mine and meant else None
    if asked.forbids or (asked.way and OPPOSITE.get(asked.way) == reply.way):
        return None
    if like.sure and mine and reply.deed and ordered:
        return "followed"
    return "may have followed" if like.near or like.sure else None


def _ordered(asked: Asking, reply: Reply) -> bool:
    """Say whether a deed is known to come later: of one report alone it is not, without its day."""
    return reply.article != asked.article or reply.days is not None


def _why(group: Calling, reply: Reply, like: Likeness, *, mine: bool) -> str:
    did = {"posture": "a posture", "pledge": "a pledge"}.get(reply.type, "words")
    whose = "of the one who was asked" if mine else "in the state that was asked, nobody is named"
    days = (reply.at.date() - group.first.at.date()).days
    after = f"{days} day{'' if days == 1 else 's'} after" if days else "on the same day"
    shares = f"{like.share:.0%} of the words for what was asked" if like.common else "no words"
    way = ", in the same direction" if like.way else ""
    turns = "turn it down; " if reply.refuses else ""
    return f"{did} {whose}, {turns}{after}; shares {shares}{way}"
