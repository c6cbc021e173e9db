"""What the stream lists, counted by facet out of columns that are held ready.

Counting 670,000 findings seven ways in SQL takes 4.4 s of processor time, and every page of the
stream asks for it; out of columns it takes 20 ms. They grow with the views. What no column
tells (words, a place by its name, a query line) is asked in SQL, and its lines are counted here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, func, select

from vedette.answers import Ask, Counts
from vedette.ledger import related
from vedette.ledger import schema as t
from vedette.ledger.columns import Codes, Columns, Marks, Numbers
from vedette.ledger.seeking import WHERE_IT_IS
from vedette.ledger.store import portions
from vedette.ledger.stream import numbered, selecting, with_analysts
from vedette.ledger.withholding import is_veiled
from vedette.review import USUAL, Thresholds

FACETS: Final = ("type", "kind", "source", "language", "coder", "day")
ALL: Final = Ask(copies=True)


class State(NamedTuple):
    """What columns were made of: how far the views have read the log, by which code, and whom."""

    seen: int
    code: str
    also: tuple[str, ...]

    def follows(self, other: "State") -> bool:
        """Whether it differs from an earlier one by no more than what the log has since."""
        return self[1:] == other[1:] and self.seen >= other.seen


class Tally:
    """The lines of a desk's stream, ready to be counted; `also` names coders beside the first.

    It belongs to what one desk may be told: a desk with another ceiling counts for itself.
    """

    def __init__(self, also: Sequence[str] = ()) -> None:
        self._also = tuple(also)
        self._lock = Lock()
        self._values: dict[str, dict[str, int]] = {name: {} for name in (*FACETS, "country")}
        self._held: tuple[State, Columns] | None = None

    def counts(self, connection: Connection, ask: Ask, thresholds: Thresholds = USUAL) -> Counts:
        """Count the findings that answer a question, whole and by facet: what the stream lists."""
        also = with_analysts(connection, self._also)
        columns = self._columns(connection, also)
        waits = columns.confidence < self._limits(thresholds)[columns.codes["type"]]
        chosen = self._chosen(columns, ask, waits)
        if ask.place or ask.words or ask.query:
            chosen &= columns.among(_asked(connection, ask, thresholds, also))
        told = {name: self._ranked(name, codes[chosen]) for name, codes in columns.codes.items()}
        return Counts(
            total=int(chosen.sum()),
            review=int((chosen & waits).sum()),
            types=told["type"],
            kinds=told["kind"],
            countries=self._ranked("country", self._named(columns, chosen)),
            sources=told["source"],
            languages=told["language"],
            coders=told["coder"],
            days=told["day"],
        )

    # ── which lines answer ──────────────────────────────────────────────────────────────────────

    def _chosen(self, columns: Columns, ask: Ask, waits: Marks) -> Marks:
        """Mark the lines that answer what the columns can tell."""
        chosen = columns.confidence >= ask.confidence
        for name, wanted in (
            ("type", ask.types),
            ("kind", ask.kinds),
            ("source", ask.sources),
            ("language", ask.languages),
            ("coder", ask.coders),
        ):
            if wanted:
                chosen &= self._having(name, wanted)[columns.codes[name]]
        if ask.since or ask.until:
            chosen &= self._having("day", self._days(ask))[columns.codes["day"]]
        if ask.countries:
            here = self._having("country", ask.countries)[columns.named]
            chosen &= columns.among(columns.named_in[here])
        if ask.review is not None:
            chosen &= waits if ask.review else ~waits
        if not ask.copies:
            chosen &= ~columns.copy
        if ask.before is not None:
            chosen &= columns.number < ask.before
        return chosen

    def _having(self, name: str, wanted: Collection[str]) -> Marks:
        """Say of each value of a facet whether it is wanted; none, which is -1, never is."""
        return np.array([*(one in wanted for one in list(self._values[name])), False])

    def _days(self, ask: Ask) -> set[str]:
        first = ask.since.isoformat() if ask.since else ""
        last = ask.until.isoformat() if ask.until else "9"
        return {day for day in list(self._values["day"]) if first <= day <= last}

    def _limits(self, thresholds: Thresholds) -> NDArray[np.float64]:
        asked = {str(name): least for name, least in thresholds.items()}
        return np.array([*(asked.get(one, 0.0) for one in list(self._values["type"])), 0.0])

    # ── how they fall ───────────────────────────────────────────────────────────────────────────

    def _ranked(self, name: str, codes: Codes) -> dict[str, int]:
        """Count the values of a facet, the most frequent first."""
        values = list(self._values[name])
        counted = np.bincount(codes + 1, minlength=len(values) + 1)[1:].tolist()
        found = [(n, value) for n, value in zip(counted, values, strict=True) if n]
        return {value: n for n, value in sorted(found, key=lambda one: (-one[0], one[1]))}

    @staticmethod
    def _named(columns: Columns, chosen: Marks) -> Codes:
        """Give the states that chosen lines name."""
        return columns.named[chosen[np.searchsorted(columns.number, columns.named_in)]]

    # ── the columns ─────────────────────────────────────────────────────────────────────────────

    def _columns(self, connection: Connection, also: tuple[str, ...]) -> Columns:
        """Give the columns as the views are in a connection."""
        state = State(*related.folded(connection), also)
        with self._lock:
            if self._held is None or self._held[0] != state:
                self._held = state, self._grown(connection, state)
            return self._held[1]

    def _grown(self, connection: Connection, state: State) -> Columns:
        """Read what has changed since, or all of it where that cannot be told by the log.

        Behind a veil an article can vanish, or come back, without a row of its own.
        """
        if self._held is None or not state.follows(self._held[0]) or is_veiled(connection):
            return self._read(connection, state.also, ())
        (seen, *_), columns = self._held
        if _erased(connection, seen):
            return self._read(connection, state.also, ())
        if changed := _changed(connection, seen):
            firsts = np.array([first for first, _ in changed], dtype=np.int64)
            fresh = self._read(connection, state.also, [article for _, article in changed])
            columns = columns.without(firsts).with_others(fresh)
        return columns.copied(_copies(connection))

    def _read(
        self, connection: Connection, also: tuple[str, ...], articles: Collection[str]
    ) -> Columns:
        """Read the lines of some articles, of all where none are named."""
        v, f, a = t.standing.c, t.findings.c, t.articles.c
        where = t.fields.c
        here = and_(where.finding == f.id, where.field.in_(WHERE_IT_IS), where.value.is_not(None))
        day = func.substr(v.known, 1, len("2026-03-05"))
        told = (f.type, f.kind, v.source, a.language, t.codings.c.coder, day)
        line = numbered(also)
        lines = selecting(ALL, USUAL, also, line, f.confidence, t.copies.c.article, *told)
        named = selecting(ALL, USUAL, also, line, where.value.label("value"))
        query = named.join(t.fields, here).distinct()
        rows = [row for some in _each(articles) for row in connection.execute(lines.where(*some))]
        states = [row for some in _each(articles) for row in connection.execute(query.where(*some))]
        rows.sort(key=itemgetter(0))
        states.sort(key=itemgetter(0))
        number, confidence, copied, *facets = zip(*rows, strict=True) if rows else ((),) * 9
        return Columns(
            number=np.array(number, dtype=np.int64),
            confidence=np.array(confidence, dtype=np.float64),
            copy=np.array([one is not None for one in copied], dtype=np.bool_),
            codes={
                name: self._coded(name, told) for name, told in zip(FACETS, facets, strict=True)
            },
            named_in=np.array([row[0] for row in states], dtype=np.int64),
            named=self._coded("country", [str(row[1]) for row in states]),
        )

    def _coded(self, name: str, told: Iterable[str | None]) -> Codes:
        values = self._values[name]
        found = (-1 if one is None else values.setdefault(one, len(values)) for one in told)
        return np.fromiter(found, dtype=np.int32)


def _each(articles: Collection[str]) -> Iterable[tuple[Any, ...]]:
    """Give conditions that let some articles through, as many as one statement takes."""
    if not articles:
        return [()]
    return [(t.standing.c.article.in_(some),) for some in portions(sorted(articles))]


def _erased(connection: Connection, seen: int) -> bool:
    stones = select(t.tombstones.c.seq).where(t.tombstones.c.seq > seen).limit(1)
    return connection.execute(stones).first() is not None


def _changed(connection: Connection, seen: int) -> list[tuple[int, str]]:
    """Give the articles whose standing version or coding came after a row of the log."""
    v, a, d = t.standing.c, t.articles.c, t.coded.c
    told = select(v.first, v.article)
    edited = told.where(v.seq > seen)
    coded = told.join(t.articles, a.id == v.article).join(t.coded, d.article == a.seq)
    found = connection.execute(edited.union(coded.where(d.seq > seen)))
    return [(row.first, row.article) for row in found]


def _copies(connection: Connection) -> Numbers:
    """Give the first numbers of the articles that repeat another."""
    v = t.standing.c
    query = select(v.first).join(t.copies, t.copies.c.article == v.article)
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)


def _asked(
    connection: Connection, ask: Ask, thresholds: Thresholds, also: Sequence[str]
) -> Numbers:
    """Give the numbers of the lines that answer what only SQL can tell."""
    left = replace(ALL, place=ask.place, words=ask.words, query=ask.query, fitting=ask.fitting)
    query = selecting(left, thresholds, also, numbered(also))
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)
