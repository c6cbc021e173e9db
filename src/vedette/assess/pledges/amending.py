"""What analysts set straight of pledges: which are one, which report is of another, whose, by when.

The register puts findings together as their words have it; then this is laid over it, so that a
report that comes later finds its way as before, and with it into what was set straight.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from vedette.amended import Amendments, Grouping, Saying, taken_out
from vedette.assess.parties import actor_of
from vedette.assess.pledges.matching import Group
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
    made = Group()
    taken_out(group, taken, made)
    return made


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
