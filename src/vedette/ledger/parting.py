"""The view of parts, kept up to date around the links that change.

A link changes nothing for a part that only closer links join, nor for one that it does not touch.
So the parts of both ends of what changed are looked up anew, and no others: whatever joins or
leaves a part does so by such an end. What the parts then are does not depend on what they were.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, delete, or_, select

from vedette.ledger import schema as t
from vedette.ledger.asking import Question, among, write
from vedette.relate.odds import MOST
from vedette.relate.parts import LARGEST, Part, around

_p, _v, _l = t.parts.c, t.standing.c, t.links.c
_STOOD = Question(select(t.parts).where(among(_p.article, "some")))
_MEMBERS = Question(select(_p.article).where(among(_p.part, "some")))
_STANDING = Question(select(_v.article).where(among(_v.article, "some")))
_LINKS = Question(select(t.links).where(or_(among(_l.one, "some"), among(_l.other, "some"))))
_LEFT = Question(delete(t.parts).where(among(_p.article, "some")))


class Stood(NamedTuple):
    """Where an article stands: its part, named by the first in it, and the level of that."""

    part: str
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """Parts that must be worked out, and all articles that stand in them or are gone."""

    parts: tuple[Part, ...]
    articles: frozenset[str]


class Parting:
    """Takes the links that change within one transaction; `settle` in the end."""

    def __init__(self, connection: Connection, largest: int = LARGEST) -> None:
        self._connection = connection
        self._largest = largest
        self._near: dict[str, dict[str, float]] = {}
        self._raised: dict[str, float] = {}
        self._lowered: set[str] = set()

    def change(self, article: str, before: Mapping[str, float], after: Mapping[str, float]) -> None:
        """Take the links of an article as they were and as they are, by their other ends."""
        for other in before.keys() | after.keys():
            was, held = before.get(other, -MOST), after.get(other, -MOST)
            if held < was:
                self._lowered |= {article, other}
            for end in (article, other) if held > was else ():
                self._raised[end] = max(held, self._raised.get(end, held))

    def settle(self, touched: Collection[str]) -> Renewed:
        """Bring the view up to date; give the parts that are others, or hold what was touched."""
        stood = self._stood(self._raised)
        reached = {o for o, odds in self._raised.items() if o in stood and odds > stood[o].level}
        ends = self._with_parts({*touched, *self._lowered, *reached})
        there = self._standing(ends)
        found = list(around(there, self._look, self._largest))
        renewed = self._write(found, ends - there, frozenset(touched))
        self._near, self._raised, self._lowered = {}, {}, set()
        articles = (name for part in renewed for name in part.articles)
        return Renewed(parts=tuple(renewed), articles=frozenset(ends - there).union(articles))

    def _write(
        self, found: Collection[Part], gone: Collection[str], touched: frozenset[str]
    ) -> list[Part]:
        """Write the parts that are others than before; give those that must be worked out."""
        rows = {
            name: Stood(part.articles[0], part.level) for part in found for name in part.articles
        }
        held = self._stood({*rows, *gone})
        moved = {name for name, stood in rows.items() if held.get(name) != stood}
        if left := sorted({*moved, *gone} & held.keys()):
            _LEFT(self._connection, some=left)
        listed = [{"article": name, **rows[name]._asdict()} for name in sorted(moved)]
        write(self._connection, t.parts, listed)
        before = _together(held)
        return [
            part
            for part in found
            if not touched.isdisjoint(part.articles) or part.articles not in before
        ]

    def _stood(self, articles: Iterable[str]) -> dict[str, Stood]:
        found = _STOOD.all(self._connection, articles)
        return {row.article: Stood(row.part, row.level) for row in found}

    def _with_parts(self, articles: Collection[str]) -> set[str]:
        """Give articles with all that stood in one part with one of them."""
        named = {one.part for one in self._stood(articles).values()}
        return {*articles, *(row.article for row in _MEMBERS.all(self._connection, named))}

    def _standing(self, articles: Collection[str]) -> set[str]:
        return {row.article for row in _STANDING.all(self._connection, articles)}

    def _look(self, articles: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        """Give the links of articles; those that were looked up before are remembered."""
        fresh = [name for name in articles if name not in self._near]
        self._near |= {name: {} for name in fresh}
        for row in _LINKS.all(self._connection, fresh):
            for here, there in ((row.one, row.other), (row.other, row.one)):
                if here in self._near:
                    self._near[here][there] = row.odds
        return {name: self._near[name] for name in articles}


def _together(held: Mapping[str, Stood]) -> set[tuple[str, ...]]:
    """Give the parts that articles stood in, each sorted."""
    found: dict[str, list[str]] = {}
    for name in sorted(held):
        found.setdefault(held[name].part, []).append(name)
    return {tuple(listed) for listed in found.values()}
