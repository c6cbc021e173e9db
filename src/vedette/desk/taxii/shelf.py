"""What TAXII serves: versions of objects in the order in which they were added, by collection.

The index is kept in memory and caught up from the log's new rows at each question; some 200 bytes a
version. The objects themselves stay in the ledger until they are asked for.

An incident that once came into a collection stays in it: whoever has read it there is to hear that
its kind was corrected, or that it was none. One that comes in later comes in whole.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from vedette.desk.taxii.collections import Declared
from vedette.ledger import shelf
from vedette.ledger.shelf import Shelved
from vedette.ledger.store import Store
from vedette.write.stix.versions import version

SPEC: Final = "2.1"
Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A version of an object in a collection: where it lies, and since when; `at` is its place."""

    at: int
    id: str
    version: str
    added: str
    row: int
    n: int

    @property
    def type(self) -> str:
        """Its type, which its id begins with."""
        return self.id.partition("--")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfAsk:
    """A question to a collection (TAXII 2.1, section 3.4); what is empty does not filter.

    `versions` are `last`, `first`, `all` or moments. `after` is the place after which to go on.
    """

    added_after: str = ""
    ids: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset({"last"})
    specs: frozenset[str] = frozenset({SPEC})
    limit: int = 1000
    after: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer's page; `next` is the place of its last where there is more."""

    held: tuple[Held, ...]
    next: int | None = None


@dataclass(slots=True)
class _Kept:
    """One collection: all that is in it, in order, and the places of each object's versions."""

    declared: Declared
    members: set[str] = field(default_factory=set)
    listed: list[Held] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, one: Object, added: str, row: int, n: int) -> None:
        """Take a version in, once."""
        name, dated = str(one["id"]), version(one)
        places = self.places.setdefault(name, [])
        if any(self.listed[place].version == dated for place in places):
            return
        place = len(self.listed)
        places.append(place)
        self.listed.append(Held(place, name, dated, added, row, n))


class Shelf:
    """The index over one ledger's rows, for the collections of a desk."""

    def __init__(self, store: Store, declared: Iterable[Declared]) -> None:
        self._store = store
        self._kept = {one.alias: _Kept(one) for one in declared}
        self._newest: dict[str, dict[str, tuple[Object, int, int]]] = {}
        self._seq = 0
        self._lock = Lock()

    def find(self, alias: str, ask: ShelfAsk) -> Found:
        """Give the versions that answer a question, in the order in which they were added."""
        with self._lock:
            self._catch_up()
            kept = self._kept[alias]
            first = max(ask.after + 1, _after(kept.listed, ask.added_after))
            chosen = (one for one in kept.listed[first:] if _answers(one, kept, ask))
            page = [one for one, _ in zip(chosen, range(ask.limit + 1), strict=False)]
        more = len(page) > ask.limit
        page = page[: ask.limit]
        return Found(held=tuple(page), next=page[-1].at if more else None)

    def holds(self, alias: str, name: str) -> bool:
        """Say whether a collection has, or had, an object."""
        with self._lock:
            self._catch_up()
            return name in self._kept[alias].places

    def objects(self, held: Sequence[Held]) -> list[Object]:
        """Give the objects of versions, in their order."""
        with self._store.reading() as connection:
            rows = shelf.rows(connection, {one.row for one in held})
        return [dict(rows[one.row].objects[one.n]) for one in held]

    def _catch_up(self) -> None:
        with self._store.reading() as connection:
            for row in shelf.after(connection, self._seq):
                self._take(row)
                self._seq = row.seq

    def _take(self, row: Shelved) -> None:
        newest = self._newest.setdefault(row.incident, {})
        newest |= {one["id"]: (_head(one), row.seq, n) for n, one in enumerate(row.objects)}
        for kept in self._kept.values():
            if row.incident in kept.members:
                fresh: Iterable[tuple[Object, int, int]] = (
                    (one, row.seq, n) for n, one in enumerate(row.objects)
                )
            elif kept.declared.wants(row.facts):
                kept.members.add(row.incident)
                fresh = newest.values()
            else:
                continue
            for one, seq, n in fresh:
                kept.add(one, row.known, seq, n)


def _head(one: Mapping[str, Any]) -> Object:
    """Keep of an object what tells its versions apart."""
    return {name: one[name] for name in ("id", "modified", "created") if name in one}


def _after(listed: Sequence[Held], moment: str) -> int:
    """Give the place of the first that was added after a moment."""
    return bisect_right(listed, moment, key=lambda one: one.added) if moment else 0


def _answers(one: Held, kept: _Kept, ask: ShelfAsk) -> bool:
    return (
        SPEC in ask.specs
        and (not ask.ids or one.id in ask.ids)
        and (not ask.types or one.type in ask.types)
        and _is_version(one, kept, ask.versions)
    )


def _is_version(one: Held, kept: _Kept, wanted: frozenset[str]) -> bool:
    places = kept.places[one.id]
    return (
        "all" in wanted
        or one.version in wanted
        or ("last" in wanted and one.at == places[-1])
        or ("first" in wanted and one.at == places[0])
    )
