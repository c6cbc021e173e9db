"""Whether a finding is of a pledge, or gives another level or day in its place.

A pledge outlives the occasion on which it was given: it is known again by who binds himself, how
much and by when, however much later. Only where a report tells no level do its words have to carry
it. Nothing is joined that tells another level or another day; that is a new pledge, which takes the
place of the old one only where the two cannot both be meant.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from vedette.assess.days import meet
from vedette.assess.pledges.levels import comparable, equal
from vedette.assess.pledges.promises import Promise
from vedette.pledged import Level
from vedette.records import Interval

Alike = Callable[[frozenset[str], frozenset[str]], float]
"""How much of the lighter of two sets of stems the other has, 0 to 1; handed in.

It is 0 for sets without a common stem, and for all if one is not even like itself.
"""
ACT: Final = 0.5
"""Share of an act's words that make it the same where no level tells: as for a quotation."""
SUM: Final = 0.34
"""The same beside an equal sum of money, counted plainly, since few words are left without those of
the sum: a state promises fifty millions to more than one."""
DONE: Final = frozenset({"kept", "broken", "withdrawn"})
"""What is told of a pledge's end gives no new one."""


@dataclass(slots=True, kw_only=True)
class Group:
    """Findings of one pledge, the first first; `level` and `due` are the first that were told.

    Its promisor is that of the first. `key` names a pledge that is declared in a file. `contents`
    has each act once: a pledge that a thousand reports tell is told in few ways. `who` is what an
    analyst calls the promisor.
    """

    key: str = ""
    members: list[Promise] = field(default_factory=list)
    copies: list[Promise] = field(default_factory=list)
    actors: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    level: Level | None = None
    due: Interval | None = None
    topic: str = ""
    contents: dict[frozenset[str], None] = field(default_factory=dict)
    who: str = ""
    revised: "tuple[Group, Promise] | None" = None
    revises: "Group | None" = None

    def add(self, one: Promise) -> None:
        """Take a finding in."""
        self.members.append(one)
        if len(self.members) == 1 and not self.key:
            self.actors, self.names = one.actors, one.names
        self.level = self.level or one.level
        self.due = self.due or one.due
        self.topic = self.topic or one.topic
        self.contents[one.content] = None

    @property
    def sayings(self) -> tuple[tuple[str, str], ...]:
        """Its findings and their copies, each with its article."""
        return tuple((one.article, one.finding) for one in (*self.members, *self.copies))

    def hold(self, members: Iterable[Promise], copies: Iterable[Promise]) -> None:
        """Hold these findings and no others; what an official paper declares stays."""
        self.members, self.copies = [], list(copies)
        if not self.key:
            self.actors = self.names = frozenset()
            self.level, self.due, self.topic, self.contents = None, None, "", {}
        for one in sorted(members, key=lambda each: each.place):
            self.add(one)

    def alike(self, one: Promise, alike: Alike) -> float:
        """Give how much of a finding's act was told before."""
        return max((alike(content, one.content) for content in self.contents), default=0.0)


def bound(group: Group, one: Promise) -> bool:
    """Say whether the same state, body or person binds himself."""
    if group.actors or one.actors:
        return bool(group.actors & one.actors)
    shorter, longer = sorted((group.names, one.names), key=len)
    return bool(shorter) and shorter <= longer


def fit(group: Group, one: Promise, alike: Alike) -> float:
    """Give how well a finding fits a pledge, 0 where it is of another one.

    An equal level counts 2, a day that both tell 1, and the words up to 1. A report of a delay may
    tell the day that is missed or the one that comes now, so its day parts nothing. A share of
    something that is not told needs the words, or the day.
    """
    late = one.status == "delayed"
    if not bound(group, one) or not (late or meet(group.due, one.due)):
        return 0.0
    if group.level and one.level:
        if not (equal(group.level, one.level) and _about(group, one)):
            return 0.0
        words = group.alike(one, alike)
        bare = "%" in {group.level.unit, one.level.unit} and words < ACT
        if bare and not _dated(group, one):
            return 0.0
        return 2.0 + _dated(group, one) + words
    words = group.alike(one, alike)
    return (_dated(group, one) + words) if words >= ACT else 0.0


def _dated(group: Group, one: Promise) -> float:
    return 1.0 if group.due and one.due else 0.0


def _about(group: Group, one: Promise) -> bool:
    """Say whether two levels are for the same end, as far as that is told."""
    assert one.level is not None
    if "%" in one.level.unit:
        return group.topic == one.topic or not (group.topic and one.topic)
    if one.level.unit == "things":
        return True
    return _shared(group.contents, one.content) >= SUM


def _shared(contents: Iterable[frozenset[str]], content: frozenset[str]) -> float:
    """Give the share of the shorter act that the other has; 1 where one tells none."""
    least = [(len(c & content), min(len(c), len(content))) for c in contents]
    return max((common / n if n else 1.0 for common, n in least), default=1.0)


def replaces(group: Group, one: Promise, declared: Iterable[Group], alike: Alike) -> bool:
    """Say whether a finding gives another level or day in the place of a pledge.

    Of shares of the gross domestic product a higher one for a later day is a further step, and a
    lower one for an earlier day a step on the way. Parts of one declared pledge (3.5 and 1.5 of 5)
    never take each other's place; nor do two levels of one report.
    """
    if not _follows(group, one) or group.due is None or one.due is None:
        return False
    same_day = meet(group.due, one.due)
    if group.level is None or one.level is None:
        return not same_day and group.alike(one, alike) >= ACT
    if not comparable(group.level, one.level) or not _about(group, one):
        return False
    if equal(group.level, one.level):
        return not same_day
    if group.level.unit == one.level.unit == "%GDP" and group.topic == one.topic != "":
        moved = _moves(group.level, group.due, one.level, one.due)
        return moved and not _parts(group, one, declared)
    return same_day and group.alike(one, alike) >= ACT


def _follows(group: Group, one: Promise) -> bool:
    """Say whether a finding is a later word of the same promisor on what still stands."""
    if one.status in DONE or group.revised or not bound(group, one):
        return False
    return all(one.article != member.article for member in group.members)


def _moves(one: Level, then: Interval, other: Level, now: Interval) -> bool:
    """Say whether a share for a day cannot be meant beside an earlier one for another."""
    return meet(then, now) or (now.last > then.last) != (other.amount > one.amount)


def _parts(group: Group, one: Promise, declared: Iterable[Group]) -> bool:
    listed = [other for other in declared if other.level and meet(other.due, one.due)]
    return all(
        any(equal(other.level, level) for other in listed if other.level)
        for level in (group.level, one.level)
        if level
    )
