"""Findings put together into pledges, whatever order they came in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from vedette.assess.pledges.levels import equal
from vedette.assess.pledges.matching import Alike, Group, fit, replaces
from vedette.assess.pledges.promises import Promise
from vedette.assess.printed import set_apart


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
    """Pledges as they grow; each finding is compared with those of its promisor alone."""

    def __init__(self, declared: Sequence[Group], alike: Alike) -> None:
        self.groups = list(declared)
        self._declared = declared
        self._alike = alike
        self._by: dict[str, list[Group]] = defaultdict(list)
        for group in declared:
            self._note(group)

    def take(self, one: Promise) -> None:
        """Add a finding to the pledge that it is of, else begin one."""
        group = self.best(one)
        if group is None:
            group = self._begun(one)
            group.add(one)
            self._note(group)
        else:
            group.add(one)

    def best(self, one: Promise) -> Group | None:
        """Give the pledge that a finding fits best, the one given first of several."""
        found = [(fit(group, one, self._alike), group) for group in self._near(one)]
        most = max((fits for fits, _ in found), default=0.0)
        return next((group for fits, group in found if fits == most), None) if most else None

    def _begun(self, one: Promise) -> Group:
        """Begin a pledge; it takes the place of the last that it replaces, of one level first."""
        made = Group()
        near = list(self._near(one))
        before = [g for g in reversed(near) if replaces(g, one, self._declared, self._alike)]
        same = [g for g in before if g.level and one.level and equal(g.level, one.level)]
        if old := next(iter((*same, *before)), None):
            old.revised = (made, one)
            made.revises = old
        self.groups.append(made)
        return made

    def _note(self, group: Group) -> None:
        for key in group.actors or group.names:
            self._by[key].append(group)

    def _near(self, one: Promise) -> Iterator[Group]:
        """Give the pledges of whoever is called so, in the order in which they were given."""
        found = {id(g): g for key in one.actors or one.names for g in self._by.get(key, ())}
        if len(one.actors or one.names) < 2:
            yield from found.values()
        else:
            yield from (group for group in self.groups if id(group) in found)
