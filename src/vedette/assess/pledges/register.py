"""The fold: all findings of pledges and all official papers in, the register at a moment out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from vedette.amended import Amendments
from vedette.assess.moments import AsKnown
from vedette.assess.pledges import amending
from vedette.assess.pledges.courses import course, courses
from vedette.assess.pledges.joining import join
from vedette.assess.pledges.levels import written
from vedette.assess.pledges.matching import Alike, Group
from vedette.assess.pledges.official import Declared, Table
from vedette.assess.pledges.promises import Promise
from vedette.assess.pledges.standing import Cause, given, gone, measured, replaced, said, turns
from vedette.assess.printed import Stems
from vedette.pledged import Bearing, Course, Pledge, Turn
from vedette.records import digest

MEASURED = "%GDP"
DEFENCE = "defence_share"
"""The metric of the official figures that every state's own share is measured by."""


class Register:
    """All pledges, put together once; how they stand is asked for a moment at a time."""

    def __init__(
        self,
        promises: Iterable[Promise],
        tables: Sequence[Table] = (),
        declared: Sequence[Declared] = (),
        *,
        stems: Stems,
        alike: Alike,
        amendments: Amendments = Amendments(),  # noqa: B008  # never changed
    ) -> None:
        self._tables = sorted(tables, key=lambda one: (one.official.published, one.official.name))
        self._declared = {one.key: one for one in declared}
        seeds = [_seed(one, stems) for one in declared]
        self._amendments = amendments
        groups = amending.amended(join(promises, seeds, alike), amendments)
        self._laid = [self._lay(group) for group in groups]
        moments = (at for one in self._laid for at in one.moments())
        self._stood = AsKnown[tuple[Pledge, ...]](moments)

    def at(self, now: datetime) -> tuple[Pledge, ...]:
        """Give how every pledge stands, in the order in which they were given.

        Who asks again is given the same tuple, until something becomes known or falls due.
        """
        return self._stood.at(now, self._stand)

    def key(self, name: str) -> str:
        """Give the key of the pledge of this id where an official paper declares it, else none."""
        keyed = (one.group for one in self._laid if one.group.key)
        return next((group.key for group in keyed if _id(group) == name), "")

    def _stand(self, now: datetime) -> tuple[Pledge, ...]:
        known = (one.pledge(now) for one in self._laid if one.first.at <= now)
        return tuple(sorted(known, key=_place))

    def _lay(self, group: Group) -> "Laid":
        declared = self._declared.get(group.key)
        laid, first = self._courses(group, declared), _first(group, declared)
        return Laid(
            group=group,
            declared=declared,
            first=first,
            courses=next((one for one in reversed(laid) if one), ()),
            causes=[
                *_causes(group, laid, first.at),
                *amending.given(group, self._amendments),
            ],
        )

    def _courses(self, group: Group, declared: Declared | None) -> list[tuple[Course, ...]]:
        """Give the figures against the path, one set for each publication, the oldest first."""
        metric = declared.metric if declared else _metric(group)
        tables = [one for one in self._tables if one.metric == metric]
        if declared:
            return [courses(table, declared) for table in tables]
        if not tables or group.due is None or group.level is None or len(group.actors) != 1:
            return []
        of, level, due = min(group.actors), group.level.amount, group.due.last.year
        laid = (course(table, of, level, due, _start(group)) for table in tables)
        return [(one,) if one else () for one in laid]


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A pledge without a moment: its findings, how it was given, and all that may move it."""

    group: Group
    declared: Declared | None
    first: Turn
    courses: tuple[Course, ...]
    causes: Sequence[Cause]

    def moments(self) -> Iterator[datetime]:
        """Give all at which it is another one than before."""
        yield self.first.at
        yield from (one.at for one in (*self.group.members, *self.group.copies))
        yield from (one.turn.at for one in self.causes)

    def pledge(self, now: datetime) -> Pledge:
        """Give how it stands at a moment."""
        group, declared, first = self.group, self.declared, self.first
        moved = turns(first, self.causes, now)
        members = [one for one in group.members if one.at <= now]
        bearings = [_bearing(one, copied=False) for one in members]
        bearings += [_bearing(one, copied=True) for one in group.copies if one.at <= now]
        lead = members[0] if members else None
        return Pledge(
            id=_id(group),
            promisor=min(group.actors, default=""),
            who=group.who or (lead.who if lead else "") or (declared.promisor if declared else ""),
            act=declared.act if declared else group.members[0].act,
            metric=declared.metric if declared else _metric(group),
            level=written(group.level, next((o.told for o in members if o.told), "")),
            due=group.due,
            made=str(declared.made) if declared else next((o.made for o in members if o.made), ""),
            first=first.at,
            last=max([first.at, *(one.at for one in bearings)]),
            standing=moved[-1].standing,
            turns=moved,
            bearings=tuple(sorted(bearings, key=lambda one: (one.at, one.article, one.span))),
            courses=self.courses,
            declared=declared.official if declared else None,
            review=declared.review if declared else None,
            revises=_id(group.revises) if group.revises else None,
            revised=_id(group.revised[0]) if group.revised and group.revised[1].at <= now else None,
        )


def _first(group: Group, declared: Declared | None) -> Turn:
    if declared is None:
        return given(group.members[0])
    why = "it stands in an official paper"
    return Turn(at=declared.at, standing="open", why=why, official=declared.official)


def _start(group: Group) -> int:
    """Give the year before the pledge was made, as far as reports tell, else was first told."""
    made = next((one.made for one in group.members if one.made[:4].isdigit()), "")
    return (int(made[:4]) if made else group.members[0].at.year) - 1


def _causes(group: Group, laid: Iterable[Sequence[Course]], since: datetime) -> list[Cause]:
    told = (said(one) for one in group.members)
    found = [Cause(turn=turn) for turn in told if turn]
    if group.revised:
        found.append(Cause(turn=replaced(group.revised[1])))
    for listed in laid:
        found += measured(listed, since)
    return [*found, gone(group.due)] if group.due else found


def _metric(group: Group) -> str:
    """Give the metric by which a pledge that reports tell of is measured."""
    level = group.level
    if level and "%" in level.unit:
        return DEFENCE if level.unit == MEASURED and group.topic == "defence" else group.topic
    return level.unit if level and level.unit != "things" else ""


def _seed(one: Declared, stems: Stems) -> Group:
    return Group(
        key=one.key,
        actors=frozenset({one.promisor}),
        level=one.level,
        due=one.due,
        topic="defence",
        contents={frozenset(stems(one.act)): None},
    )


def _id(group: Group) -> str:
    if group.key:
        return digest("pledge", "declared", group.key)
    return digest("pledge", group.members[0].article, group.members[0].finding)


def _bearing(one: Promise, *, copied: bool) -> Bearing:
    return Bearing(
        article=one.article,
        finding=one.finding,
        at=one.at,
        who=one.who,
        words=one.act,
        span=one.span,
        status=one.status,
        moved=one.moved,
        level=written(one.level, one.told),
        due=one.due_words,
        made=one.made,
        confidence=one.confidence,
        copied=copied,
    )


def _place(one: Pledge) -> tuple[datetime, str]:
    return one.first, one.id
