"""Findings put together into pledges, whatever order they came in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from vedette.assess.pledges.levels import counted, equal
from vedette.assess.pledges.matching import Alike, Group, fit, replaces
from vedette.assess.pledges.promises import Promise
from vedette.assess.printed import set_apart
from vedette.pledged import Level

Cue = tuple[str, str]
"""What two findings of one pledge share: a stem of their acts, or what their levels count."""


def join(listed: Iterable[Promise], declared: Sequence[Group], alike: Alike) -> list[Group]:
    """Put findings together into pledges, whatever their order; copies move nothing.

    A copy stands with its origin where that tells of a pledge too, else in its place.
    """
    own, copied = set_apart(sorted(listed, key=lambda one: one.place))
    joining = Joining(declared, alike)
    for one in own:
        joining.take(one)
    for one in copied:
        if group := joining.best(one):
            group.copies.append(one)
    return joining.groups


class Joining:
    """Pledges as they grow; each finding is compared with those that it may be of, and no others.

    Those are pledges of its promisor of which it shares a word that tells, or what is counted:
    "half of it" is promised every day, and every time it is another pledge.
    """

    def __init__(self, declared: Sequence[Group], alike: Alike) -> None:
        self.groups = list(declared)
        self._declared = declared
        self._alike = alike
        self._numbers = {id(group): number for number, group in enumerate(declared)}
        self._by: dict[tuple[str, Cue], dict[int, Group]] = defaultdict(dict)
        for group in declared:
            self._note(group, group.contents)

    def take(self, one: Promise) -> None:
        """Add a finding to the pledge that it is of, else begin one."""
        group = self.best(one) or self._begun(one)
        group.add(one)
        self._note(group, [one.content])

    def best(self, one: Promise) -> Group | None:
        """Give the pledge that a finding fits best, the one given first of several."""
        found = [(fit(group, one, self._alike), group) for group in self._near(one)]
        most = max((fits for fits, _ in found), default=0.0)
        return next((group for fits, group in found if fits == most), None) if most else None

    def _begun(self, one: Promise) -> Group:
        """Begin a pledge; it takes the place of the last that it replaces, of one level first."""
        made = Group()
        near = self._near(one)
        before = [g for g in reversed(near) if replaces(g, one, self._declared, self._alike)]
        same = [g for g in before if g.level and one.level and equal(g.level, one.level)]
        if old := next(iter((*same, *before)), None):
            old.revised = (made, one)
            made.revises = old
        self._numbers[id(made)] = len(self.groups)
        self.groups.append(made)
        return made

    def _note(self, group: Group, contents: Iterable[frozenset[str]]) -> None:
        """Let a pledge be found by what is new of it."""
        number = self._numbers[id(group)]
        for cue in self._cues(group.level, contents):
            for key in group.actors or group.names:
                self._by[key, cue][number] = group

    def _near(self, one: Promise) -> list[Group]:
        """Give the pledges that a finding may be of, in the order in which they were given."""
        found: dict[int, Group] = {}
        for cue in self._cues(one.level, [one.content]):
            for key in one.actors or one.names:
                found |= self._by.get((key, cue), {})
        return [found[number] for number in sorted(found)]

    def _cues(self, level: Level | None, contents: Iterable[frozenset[str]]) -> Iterator[Cue]:
        """Give by what a pledge is found; an act that is not even like itself is like no other."""
        if level:
            yield from (("counts", thing) for thing in counted(level))
        for content in contents:
            if self._alike(content, content):
                yield from (("says", stem) for stem in content)
