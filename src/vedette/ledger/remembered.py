"""What standing reports say of some types, read once for each coding and then remembered.

A desk that watches asks its registers after every report; what did not change since is not read
again. Nothing of it is kept in a view, so a rebuild has nothing to rebuild.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection, exists, select

from vedette.assess.printed import Printed
from vedette.ledger import deciding, related, rows
from vedette.ledger import schema as t
from vedette.ledger.since import Since
from vedette.ledger.store import asked_of, portions
from vedette.ledger.stream import load
from vedette.records import Finding, TimeExpression
from vedette.relate.copies import appeared


class Told(Protocol):
    """What is made of a finding."""

    @property
    def article(self) -> str: ...
    @property
    def finding(self) -> str: ...


Made = TypeVar("Made", bound=Told)


class Name(NamedTuple):
    """What stands of an article: its first row in the log, its version, coding, and origin.

    What is made of it is the same as long as this is.
    """

    first: int
    article: str
    seq: int
    coding: int
    known: str
    origin: str | None


@dataclass(slots=True, kw_only=True)
class Remembered(Generic[Made]):
    """What `make` makes of every standing report that has a finding of one of the types `needs`.

    It is handed the findings of these types and of those in `also`, and with `timed` the times.
    """

    needs: frozenset[str]
    make: Callable[[Printed], Iterable[Made]]
    also: frozenset[str] = frozenset()
    timed: bool = False
    _memory: dict[str, tuple[Name, tuple[Made, ...]]] = field(default_factory=dict)
    _origins: dict[str, str] = field(default_factory=dict)
    _since: Since | None = None
    _left: Mapping[tuple[str, str], None] = field(default_factory=dict)
    _told: list[Made] | None = None
    _lock: Lock = field(default_factory=Lock)

    def read(self, connection: Connection) -> Sequence[Made]:
        """Give what is made of all reports, without what decisions keep out.

        Who asks again is given the same list, until it would be another one.
        """
        with self._lock:
            changed = self._grow(connection)
            left = {(one.article, one.finding): None for one in deciding.left_out(connection)}
            if self._told is None or changed or left != self._left:
                told = (one for _, made in self._memory.values() for one in made)
                self._told = [one for one in told if (one.article, one.finding) not in left]
                self._left = left
            return self._told

    def _grow(self, connection: Connection) -> bool:
        """Read what has changed since, or all where the log cannot tell; say whether anything has.

        What an article is a copy of hangs on others too, so all copies are looked through.
        """
        before, now, origins = self._since, Since.now(connection), related.origins(connection)
        held = (name for name, _ in self._memory.values())
        if before is None or not before.tells(connection):
            standing = self._named(connection, origins, None)
        else:
            moved = {article for article, _ in origins.items() ^ self._origins.items()}
            some = {article for _, article in before.changed(connection)}
            some |= moved & self._memory.keys()
            fresh = self._named(connection, origins, some)
            listed = [*(one for one in held if one.article not in some), *fresh]
            standing = sorted(listed, key=lambda one: one.first) if some else listed
        changed = standing != [name for name, _ in self._memory.values()]
        if changed:
            self._learn(connection, standing)
        self._since, self._origins = now, origins
        return changed

    def _named(
        self, connection: Connection, origins: Mapping[str, str], some: Collection[str] | None
    ) -> list[Name]:
        """Name what stands of some articles, of all where none are told, the first first."""
        f, v = t.findings.c, t.standing.c
        query = (
            select(v.first, v.article, v.seq, v.coding, v.known)
            .where(exists().where(f.coding == v.coding, f.type.in_(sorted(self.needs))))
            .order_by(v.first)
        )
        asked = asked_of(query, v.article, some)
        found = (row for one in asked for row in connection.execute(one))
        return [Name(*row, origins.get(row.article)) for row in found]

    def _learn(self, connection: Connection, standing: Sequence[Name]) -> None:
        """Make what is new, and forget what is gone."""
        before = self._memory
        known = {one.article for one in standing if before.get(one.article, ("",))[0] == one}
        new = {one.article: one for one in standing if one.article not in known}
        made: dict[str, tuple[Made, ...]] = {}
        for some in portions(new):
            for name, printed in self._printed(connection, [new[one] for one in some]):
                made[name.article] = tuple(self.make(printed))
        self._memory = {
            one.article: before[one.article] if one.article in known else (one, made[one.article])
            for one in standing
        }

    def _printed(
        self, connection: Connection, some: Collection[Name]
    ) -> Iterator[tuple[Name, Printed]]:
        a = t.articles.c
        query = select(a.seq, a.text, a.source, a.published)
        found = connection.execute(query.where(a.seq.in_([name.seq for name in some])))
        texts = {row.seq: row for row in found}
        codings = [name.coding for name in some]
        listed = _findings(connection, codings, self.needs | self.also)
        times = _times(connection, codings) if self.timed else {}
        for name in some:
            row = texts[name.seq]
            yield (
                name,
                Printed(
                    article=name.article,
                    origin=name.origin or name.article,
                    source=row.source,
                    at=appeared(rows.day_or_moment(row.published), rows.moment(name.known)),
                    text=row.text,
                    findings=listed[name.coding],
                    times=times.get(name.coding, ()),
                ),
            )


def _findings(
    connection: Connection, codings: Collection[int], types: frozenset[str]
) -> dict[int, list[Finding]]:
    f = t.findings.c
    query = select(t.findings).where(f.coding.in_(codings), f.type.in_(sorted(types)))
    heads = connection.execute(query.order_by(f.coding, f.ordinal)).all()
    found = load(connection, heads)
    listed: dict[int, list[Finding]] = defaultdict(list)
    for head in heads:
        listed[head.coding].append(found[head.id])
    return listed


def _times(connection: Connection, codings: Collection[int]) -> dict[int, list[TimeExpression]]:
    m = t.times.c
    query = select(t.times).where(m.coding.in_(codings)).order_by(m.coding, m.n)
    listed: dict[int, list[TimeExpression]] = defaultdict(list)
    for row in connection.execute(query):
        listed[row.coding].append(rows.time_from(row))
    return listed
