"""Findings put together into pledges, whatever order they came in."""

from collections.abc import Iterable, Sequence

from vedette.assess.pledges.levels import equal
from vedette.assess.pledges.matching import Alike, Group, fit, replaces
from vedette.assess.pledges.promises import Promise


def best(groups: Sequence[Group], one: Promise, alike: Alike) -> Group | None:
    """Give the pledge that a finding fits best, the one given first of several."""
    found = [(fit(group, one, alike), -n) for n, group in enumerate(groups)]
    most = max(found, default=(0.0, 0))
    return groups[-most[1]] if most[0] > 0 else None


def join(listed: Iterable[Promise], declared: Sequence[Group], alike: Alike) -> list[Group]:
    """Put findings together into pledges, whatever their order; copies move nothing.

    A copy stands with its origin where that tells of a pledge too, else in its place.
    """
    ordered = sorted(listed, key=lambda one: one.place)
    there = {one.article for one in ordered}
    copied = [one for one in ordered if one.origin != one.article and one.origin in there]
    groups = list(declared)
    for one in ordered:
        if one in copied:
            continue
        group = best(groups, one, alike)
        if group is None:
            group = _new(groups, one, declared, alike)
        group.add(one)
    for one in copied:
        if group := best(groups, one, alike):
            group.copies.append(one)
    return groups


def _new(groups: list[Group], one: Promise, declared: Sequence[Group], alike: Alike) -> Group:
    """Begin a pledge; it takes the place of the last one that it replaces, of one level first."""
    made = Group()
    before = [g for g in reversed(groups) if replaces(g, one, declared, alike)]
    same = [g for g in before if g.level and one.level and equal(g.level, one.level)]
    if old := next(iter((*same, *before)), None):
        old.revised = (made, one)
        made.revises = old
    groups.append(made)
    return made
