"""What analysts set straight of pledges: which are one, which report is of another, whose, by when.

The register puts findings together as their words have it; then this is laid over it, so that a
report that comes later finds its way as before, and with it into what was set straight.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from vedette.amended import Amendments, Grouping, Saying
from vedette.assess.parties import actor_of
from vedette.assess.pledges.matching import Group
from vedette.assess.pledges.promises import Promise
from vedette.assess.pledges.standing import Cause
from vedette.pledged import STANDS, Turn


def amended(groups: Sequence[Group], amendments: Amendments) -> list[Group]:
    """Give pledges as analysts part them and put them together, with whose they are and when due.

    The order of what is left stays. Nothing is said of whom an official paper binds, and when.
    """
    if not amendments:
        return list(groups)
    made = amendments.regroup(groups, GROUPING)
    _relink(made)
    for group in made:
        told = amendments.of(group.sayings, group.key)
        if not group.key:
            group.due = told.due or group.due
            group.who = told.who
            if told.who:
                actor = actor_of(None, told.who)
                group.actors = frozenset({actor} if actor else ())
    return made


def given(group: Group, amendments: Amendments) -> list[Cause]:
    """Give the standings that analysts have set."""
    told = amendments.of(group.sayings, group.key)
    return [
        Cause(
            turn=Turn(at=act.at, standing=standing, why="an analyst has decided so", decided=act),
            by_analyst=True,
        )
        for act, name in told.standings
        for standing in STANDS
        if standing == name
    ]


def _part(group: Group, taken: frozenset[Saying]) -> Group:
    """Take findings out, with the copies of their reports; give the pledge that they make."""
    out = [one for one in group.members if (one.article, one.finding) in taken]
    reports = {one.article for one in out}
    copied = [one for one in group.copies if _goes(one, taken, reports)]
    made = Group()
    _hold(made, out, copied)
    left = [one for one in group.copies if one not in copied]
    _hold(group, [one for one in group.members if one not in out], left)
    return made


def _hold(group: Group, own: list[Promise], copied: list[Promise]) -> None:
    """Let a copy stand in the place of its report where that is of another pledge."""
    group.hold(own or copied, copied if own else ())


def _goes(one: Promise, taken: frozenset[Saying], reports: Iterable[str]) -> bool:
    return (one.article, one.finding) in taken or one.origin in reports


def _unite(group: Group, other: Group) -> None:
    group.hold([*group.members, *other.members], [*group.copies, *other.copies])
    group.revised = group.revised or other.revised


def _relink(groups: Iterable[Group]) -> None:
    """Let what took the place of a pledge be found where its first report is now."""
    listed = list(groups)
    home = {saying: group for group in listed for saying in group.sayings}
    for group in listed:
        group.revises = None
    for group in listed:
        if group.revised is None:
            continue
        one = group.revised[1]
        made = home.get((one.article, one.finding))
        group.revised = (made, one) if made and made is not group else None
        if made and made is not group:
            made.revises = group


GROUPING: Final[Grouping[Group]] = Grouping(
    sayings=lambda group: group.sayings, part=_part, unite=_unite, key=lambda group: group.key
)
