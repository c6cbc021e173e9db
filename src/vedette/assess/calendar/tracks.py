"""The fold of postures: one step of many reports, in order by state, and its level of alert.

Reports of one step tell the same direction of the same state within `APART` days, in words most of
which the other has, or the same named level. A copy is no step. A level that words name is taken as
it stands; else what is raised goes up by one and what is lowered down by one, from wherever it was:
the line tells changes, and a height only where words tell one.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from vedette.assess.calendar.calling import Weighing, alike
from vedette.assess.calendar.moves import Move
from vedette.assess.printed import set_apart
from vedette.postures import Change, Sighting, Track
from vedette.records import digest

APART: Final = timedelta(days=14)
SHARED: Final = 0.5
WEIGHT: Final = 1.0
WHOLE: Final = 0.75
SOON: Final = timedelta(days=3)
"""Days within which little weighs: "closed the border" twice in a week is one closing."""
STEP: Final = {"raise": 1, "lower": -1}


@dataclass(slots=True, kw_only=True)
class Moving:
    """Reports of one step of one state, the first first, and those that stand in copies.

    `ways` has the last report of each way of telling it: a step that a thousand reports tell is
    told in few, and of two that tell it alike the nearer one fits a third at least as well.
    """

    country: str
    members: list[Move] = field(default_factory=list)
    copies: list[Move] = field(default_factory=list)
    ways: dict[object, Move] = field(default_factory=dict)

    def add(self, one: Move) -> None:
        """Take in a report that is of no earlier day than those before it."""
        self.members.append(one)
        self.ways[one.told_day, one.named, one.content] = one


class Postures:
    """All postures; what is known at a moment is folded once, however many days are asked for."""

    def __init__(self, moves: Iterable[Move], *, weigh: Weighing) -> None:
        self._moves = sorted(moves, key=lambda one: one.at)
        self._weigh = weigh
        self._steps: tuple[int, Mapping[str, Sequence[Change]]] = 0, {}

    def at(self, now: datetime, since: date | None = None) -> tuple[Track, ...]:
        """Give one track for each state that has steps, in the order of their codes.

        `since` cuts off the steps before a day; the level at it is told in `before`.
        """
        made = (_track(*told, now.date(), since) for told in self._known(now).items())
        return tuple(sorted((one for one in made if one.changes), key=lambda one: one.country))

    def unplaced(self, now: datetime, since: date) -> int:
        """Count what is known at a moment of the days since one, and is nobody's."""
        known = self._moves[: self._count(now)]
        return sum(not one.countries and one.day >= since for one in known)

    def _known(self, now: datetime) -> Mapping[str, Sequence[Change]]:
        """Give the steps of each state that are known at a moment."""
        count, held = self._count(now), self._steps
        if held[0] != count:
            self._steps = held = count, steps(self._moves[:count], self._weigh)
        return held[1]

    def _count(self, now: datetime) -> int:
        return bisect_right(self._moves, now, key=lambda one: one.at)


def steps(moves: Iterable[Move], weigh: Weighing) -> dict[str, tuple[Change, ...]]:
    """Fold postures into the steps of each state, in their order, with the level after each."""
    by_country: dict[str, list[Move]] = defaultdict(list)
    for one in moves:
        for country in one.countries:
            by_country[country].append(one)
    return {
        country: tuple(_levelled(_change(one) for one in join(country, listed, weigh)))
        for country, listed in by_country.items()
    }


def _track(country: str, changes: Sequence[Change], today: date, since: date | None) -> Track:
    begun = [one for one in changes if one.height is not None and one.day <= today]
    earlier = [one for one in begun if since and one.day < since]
    return Track(
        country=country,
        changes=tuple(one for one in changes if since is None or one.day >= since),
        level=begun[-1].height if begun else None,
        named=begun[-1].named.name if begun and begun[-1].named else "",
        before=earlier[-1].height if earlier else None,
    )


def join(country: str, moves: Iterable[Move], weigh: Weighing) -> list[Moving]:
    """Put the reports of each step together, whatever order they came in."""
    own, copied = set_apart(sorted(moves, key=lambda one: one.place))
    made: list[Moving] = []
    live: dict[tuple[str, str], list[Moving]] = defaultdict(list)
    told: dict[tuple[str, str], Moving] = {}
    for one in own:
        near = live[one.lane, one.direction]
        near[:] = [held for held in near if one.day - held.members[-1].day <= APART]
        held = _best(one, near, weigh)
        if held is None:
            held = Moving(country=country)
            made.append(held)
            near.append(held)
        held.add(one)
        told.setdefault((one.article, one.change), held)
    for one in copied:
        if held := told.get((one.origin, one.change)):
            held.copies.append(one)
    return made


def _best(one: Move, near: Sequence[Moving], weigh: Weighing) -> Moving | None:
    """Give the step that a report tells again, the last told of several that fit as well."""
    fits = [
        (max(_told(one, other, weigh) for other in held.ways.values()), n, held)
        for n, held in enumerate(near)
    ]
    best = max(fits, key=lambda fit: fit[:2], default=None)
    return best[2] if best and best[0] else None


def _told(one: Move, other: Move, weigh: Weighing) -> float:
    """Give how much two reports tell the same step, 0 for two steps."""
    apart = abs(one.day - other.day)
    if apart > APART or (one.told_day and other.told_day and apart > SOON):
        return 0.0
    if one.named and other.named:
        return 2.0 if one.named == other.named else 0.0
    share, common = alike(one.content, other.content, weigh)
    if common >= WEIGHT and share >= SHARED:
        return share
    return share if apart <= SOON and share >= WHOLE else 0.0


def _change(held: Moving) -> Change:
    first = held.members[0]
    known = min(held.members, key=lambda one: (one.at, one.article))
    dated = next((one for one in held.members if one.told_day), first)
    sightings = [_sighting(one, copied=False) for one in held.members]
    sightings += [_sighting(one, copied=True) for one in held.copies]
    return Change(
        id=digest("posture", held.country, known.article, known.finding),
        country=held.country,
        lane=first.lane,
        direction=first.direction,
        day=dated.day,
        told_day=dated.told_day,
        until=next((one.until for one in held.members if one.until), None),
        who=known.actor.called,
        change=known.change,
        region=next((one.region for one in held.members if one.region), ""),
        first=known.at,
        sightings=tuple(sorted(sightings, key=lambda one: (one.at, one.article, one.span))),
        named=next((one.named for one in held.members if one.named), None),
        by_place=all(one.by_place for one in held.members),
    )


def _levelled(changes: Iterable[Change]) -> Iterator[Change]:
    """Give every step in order, those of the lane of alerts with the level after them."""
    height: int | None = None
    for one in sorted(changes, key=lambda each: (each.day, each.first, each.id)):
        if one.lane != "alert":
            yield one
            continue
        if one.named and one.named.rank is not None:
            height = one.named.rank
        else:
            height = (height or 0) + STEP.get(one.direction, 0)
        yield replace(one, height=height)


def _sighting(one: Move, *, copied: bool) -> Sighting:
    return Sighting(
        article=one.article,
        finding=one.finding,
        at=one.at,
        who=one.actor.called,
        words=one.change,
        span=one.span,
        confidence=one.confidence,
        copied=copied,
    )
