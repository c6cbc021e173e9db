"""What standing reports say of some types, read once for each coding and then remembered.

A desk that watches asks its registers after every report; what did not change since is not read
again. Nothing of it is kept in a view, so a rebuild has nothing to rebuild.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, exists, select

from vedette.assess.printed import Printed
from vedette.ledger import deciding, rows
from vedette.ledger import schema as t
from vedette.ledger.store import portions
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


@dataclass(slots=True, kw_only=True)
class Remembered(Generic[Made]):
    """What `make` makes of every standing report that has a finding of one of the types `needs`.

    It is handed the findings of these types and of those in `also`, and with `timed` the times.
    """

    needs: frozenset[str]
    make: Callable[[Printed], Iterable[Made]]
    also: frozenset[str] = frozenset()
    timed: bool = False
    _memory: dict[tuple[Any, ...], tuple[Made, ...]] = field(default_factory=dict)

    def read(self, connection: Connection) -> list[Made]:
        """Give what is made of all reports, without what decisions keep out."""
        f, v, c = t.findings.c, t.standing.c, t.copies.c
        query = (
            select(v.article, v.seq, v.coding, v.known, c.origin)
            .outerjoin(t.copies, c.article == v.article)
            .where(exists().where(f.coding == v.coding, f.type.in_(sorted(self.needs))))
            .order_by(v.first)
        )
        standing = {row.article: tuple(row) for row in connection.execute(query)}
        for gone in self._memory.keys() - set(standing.values()):
            del self._memory[gone]
        new = [article for article, name in standing.items() if name not in self._memory]
        for some in portions(new):
            for name, printed in self._printed(connection, [standing[one] for one in some]):
                self._memory[name] = tuple(self.make(printed))
        left = {(one.article, one.finding) for one in deciding.left_out(connection)}
        told = (one for name in standing.values() for one in self._memory[name])
        return [one for one in told if (one.article, one.finding) not in left]

    def _printed(
        self, connection: Connection, some: Collection[tuple[Any, ...]]
    ) -> Iterator[tuple[tuple[Any, ...], Printed]]:
        a = t.articles.c
        query = select(a.seq, a.text, a.source, a.published)
        found = connection.execute(query.where(a.seq.in_([seq for _, seq, *_ in some])))
        texts = {row.seq: row for row in found}
        codings = [coding for _, _, coding, *_ in some]
        listed = _findings(connection, codings, self.needs | self.also)
        times = _times(connection, codings) if self.timed else {}
        for name in some:
            article, seq, coding, known, origin = name
            row = texts[seq]
            yield (
                name,
                Printed(
                    article=article,
                    origin=origin or article,
                    source=row.source,
                    at=appeared(rows.day_or_moment(row.published), rows.moment(known)),
                    text=row.text,
                    findings=listed[coding],
                    times=times.get(coding, ()),
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
