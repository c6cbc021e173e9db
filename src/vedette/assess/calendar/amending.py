"""What analysts set straight of calls and postures: who asks whom, what came of it, whose, when.

Calls are put together as their words have it, and this is laid over them. A posture is set straight
before it is put together with others, since whose it is and when decide with which.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from vedette.amended import Amendments, Grouping, Saying, taken_out
from vedette.assess.calendar.calling import Calling, Weighing
from vedette.assess.calendar.moves import Move
from vedette.assess.calendar.steps import WEIGHT, Replies, steps
from vedette.assess.parties import Party, party
from vedette.calls import CALL_STANDINGS, CallStanding, Step
from vedette.duty import Act
from vedette.records import Field


def amended(groups: Sequence[Calling], amendments: Amendments) -> list[Calling]:
    """Give calls as analysts part them and put them together, with who asks whom."""
    made = amendments.regroup(groups, GROUPING)
    for group in made:
        told = amendments.of(group.sayings)
        changes: dict[str, Any] = {}
        if told.who:
            changes["caller"] = named(told.who)
        if told.whom:
            changes["addressee"] = named(told.whom)
        if changes:
            group.hold(
                [replace(one, **changes) for one in group.members],
                [replace(one, **changes) for one in group.copies],
            )
    return made


def named(called: str) -> Party:
    """Read whoever an analyst names, as a report would.

    >>> sorted(named("Poland").actors), named("Donald Tusk").voices[0].surname
    (['PL'], 'tusk')
    """
    return party([Field(text=called)])


def moved(
    group: Calling, replies: Replies, weigh: Weighing, amendments: Amendments
) -> tuple[Step, ...]:
    """Give what moves a call; from a decision on only what comes after it, and weighs more."""
    found = list(steps(group, replies, weigh))
    for act, name in amendments.of(group.sayings).standings:
        for standing in CALL_STANDINGS:
            if standing == name:
                before = [one for one in found if one.at <= act.at]
                after = steps(group, replies, weigh, since=act.at)
                heavier = (one for one in after if WEIGHT[one.standing] > WEIGHT[standing])
                found = [*before, *_decided(before, standing, act), *heavier]
    return tuple(found)


def _decided(before: Sequence[Step], standing: CallStanding, act: Act) -> Iterator[Step]:
    """Give the change that a decision makes; none where the call stands so already."""
    if (before[-1].standing if before else "unanswered") != standing:
        yield Step(at=act.at, standing=standing, why="an analyst has decided so", decided=act)


def straight(moves: Iterable[Move], amendments: Amendments) -> Iterator[Move]:
    """Give postures with the state and the day that analysts say they are of."""
    for one in moves:
        told = amendments.of([(one.article, one.finding)])
        changes: dict[str, Any] = {}
        if told.who:
            actor = named(told.who)
            whose = tuple(sorted(actor.actors))
            changes |= {"actor": actor, "countries": whose, "by_place": False}
        if days := told.due:
            until = days.last if days.last > days.first else None
            changes |= {"day": days.first, "told_day": True, "until": until}
        yield replace(one, **changes) if changes else one


def _part(group: Calling, taken: frozenset[Saying]) -> Calling:
    made = Calling()
    taken_out(group, taken, made)
    return made


def _unite(group: Calling, other: Calling) -> None:
    members = sorted([*group.members, *other.members], key=lambda one: (one.at, one.article))
    group.hold(members, [*group.copies, *other.copies])


GROUPING: Final[Grouping[Calling]] = Grouping(
    sayings=lambda group: group.sayings, part=_part, unite=_unite
)
