"""What the stream lists, counted by facet out of columns that are held ready.

Counting 670,000 findings seven ways in SQL takes 4.4 s of processor time, and every page of the
stream asks for it; out of columns it takes 10 ms. They grow with the views. What no column
tells (words, a place by its name, a query line) is asked in SQL, and its lines are counted here.

Lines of one type, kind, source, language and coder are of one sort. Sorts are few: lines are
counted by them, and it is asked of each sort, not of each line, what it answers.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from threading import Lock
from typing import Any, Final, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, func, select

from vedette.answers import Ask, Counts
from vedette.ledger import schema as t
from vedette.ledger.columns import Codes, Columns, Marks, Numbers
from vedette.ledger.seeking import WHERE_IT_IS
from vedette.ledger.since import Since
from vedette.ledger.store import portions
from vedette.ledger.stream import numbered, selecting, with_analysts
from vedette.records import FindingType
from vedette.review import USUAL, Thresholds

Sort = tuple[str | None, ...]
"""What the lines of one sort have in common, in the order of `FACETS`."""

FACETS: Final = ("type", "kind", "source", "language", "coder")
ALL: Final = Ask(copies=True)
Value = TypeVar("Value")
Asked = tuple[Ask, frozenset[tuple[FindingType, float]]]
"""A question, and below what its findings wait for a person."""
KEPT: Final = 64
"""Questions whose counts are kept until the columns change."""


class State(NamedTuple):
    """What columns were made of: how far the views have read the log, and whom beside the first."""

    since: Since
    also: tuple[str, ...]


class Once(Generic[Value]):
    """What was counted, by what was asked: `KEPT` answers at the most."""

    def __init__(self) -> None:
        self._told: dict[Asked, Value] = {}

    def told(self, ask: Ask, thresholds: Thresholds, count: Callable[[], Value]) -> Value:
        """Give what was counted before, else count."""
        if ask.query:  # which incidents fit it hangs on more than the views
            return count()
        asked = ask, frozenset(thresholds.items())
        known = self._told.get(asked)
        if known is None:
            known = count()
            if len(self._told) >= KEPT:
                self._told.clear()
            self._told[asked] = known
        return known


class Held(NamedTuple):
    """The columns of a state, where the line of each place stands, and what was counted in them."""

    state: State
    columns: Columns
    named_at: Numbers
    counts: Once[Counts]
    days: Once[Mapping[str, int]]
    newest: Once[tuple[int, ...]]


class Tally:
    """The lines of a desk's stream, ready to be counted; `also` names coders beside the first.

    It belongs to what one desk may be told: a desk with another ceiling counts for itself.
    """

    def __init__(self, also: Sequence[str] = ()) -> None:
        self._also = tuple(also)
        self._lock = Lock()
        self._sorts: dict[Sort, int] = {}
        self._days: dict[str, int] = {}
        self._places: dict[str, int] = {}
        self._held: Held | None = None

    def counts(self, connection: Connection, ask: Ask, thresholds: Thresholds = USUAL) -> Counts:
        """Count the findings that answer a question, whole and by facet: what the stream lists."""
        held = self._columns(connection)

        def count() -> Counts:
            return self._counted(held, *self._answering(connection, held, ask, thresholds))

        return held.counts.told(ask, thresholds, count)

    def _counted(self, held: Held, chosen: Marks, waits: Marks) -> Counts:
        columns = held.columns
        told = _by_facet(_counted(list(self._sorts), columns.sort[chosen]))
        here = columns.named[chosen[held.named_at]]
        return Counts(
            total=int(chosen.sum()),
            review=int((chosen & waits).sum()),
            types=told["type"],
            kinds=told["kind"],
            countries=_ranked(_counted(list(self._places), here)),
            sources=told["source"],
            languages=told["language"],
            coders=told["coder"],
            days=_ranked(_counted(list(self._days), columns.day[chosen])),
        )

    def days(
        self, connection: Connection, ask: Ask, thresholds: Thresholds = USUAL
    ) -> Mapping[str, int]:
        """Count the findings that answer a question by the day on which they became known alone."""
        held = self._columns(connection)

        def count() -> Mapping[str, int]:
            chosen, _ = self._answering(connection, held, ask, thresholds)
            return _ranked(_counted(list(self._days), held.columns.day[chosen]))

        return held.days.told(ask, thresholds, count)

    def newest(
        self, connection: Connection, ask: Ask, thresholds: Thresholds = USUAL
    ) -> Sequence[int] | None:
        """Give the numbers of a page's lines and of the one after them, the newest first.

        None where SQL finds them as fast: nothing is looked for, or what no column tells, or the
        columns would have to be read first.
        """
        if self._held is None or not _in_columns(ask):
            return None
        held = self._columns(connection)

        def find() -> tuple[int, ...]:
            chosen, _ = self._answering(connection, held, ask, thresholds)
            last = np.flatnonzero(chosen)[: -ask.limit - 2 : -1]
            return tuple(held.columns.number[last].tolist())

        return held.newest.told(ask, thresholds, find)

    # ── which lines answer ──────────────────────────────────────────────────────────────────────

    def _answering(
        self, connection: Connection, held: Held, ask: Ask, thresholds: Thresholds
    ) -> tuple[Marks, Marks]:
        """Mark the lines that answer a question, and all that wait for a person."""
        columns, sorts = held.columns, list(self._sorts)
        waits = columns.confidence < _limits(sorts, thresholds)[columns.sort]
        chosen = self._chosen(columns, ask, sorts, waits)
        if ask.place or ask.words or ask.query:
            chosen &= columns.among(_found(connection, ask, thresholds, held.state.also))
        return chosen, waits

    def _chosen(self, columns: Columns, ask: Ask, sorts: Sequence[Sort], waits: Marks) -> Marks:
        """Mark the lines that answer what the columns can tell."""
        chosen = columns.confidence >= ask.confidence
        wanted = (ask.types, ask.kinds, ask.sources, ask.languages, ask.coders)
        if any(wanted):
            chosen &= _marks(_fits(sort, wanted) for sort in sorts)[columns.sort]
        if ask.since or ask.until:
            first = ask.since.isoformat() if ask.since else ""
            last = ask.until.isoformat() if ask.until else "9"
            chosen &= _marks(first <= day <= last for day in list(self._days))[columns.day]
        if ask.countries:
            here = _marks(one in ask.countries for one in list(self._places))[columns.named]
            chosen &= columns.among(columns.named_in[here])
        if ask.review is not None:
            chosen &= waits if ask.review else ~waits
        if not ask.copies:
            chosen &= ~columns.copy
        if ask.before is not None:
            chosen &= columns.number < ask.before
        return chosen

    # ── the columns ─────────────────────────────────────────────────────────────────────────────

    def _columns(self, connection: Connection) -> Held:
        """Give the columns as the views are in a connection."""
        state = State(Since.now(connection), with_analysts(connection, self._also))
        with self._lock:
            if self._held is None or self._held.state != state:
                columns = self._grown(connection, state)
                named_at = np.searchsorted(columns.number, columns.named_in)
                self._held = Held(state, columns, named_at, Once(), Once(), Once())
            return self._held

    def _grown(self, connection: Connection, state: State) -> Columns:
        """Read what has changed since, or all of it where that cannot be told by the log."""
        if self._held is None:
            return self._read(connection, state.also, ())
        (since, also), columns = self._held.state, self._held.columns
        if also != state.also or not since.tells(connection):
            return self._read(connection, state.also, ())
        if changed := since.changed(connection):
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
        here = and_(where.finding == f.ref, where.field.in_(WHERE_IT_IS), where.value.is_not(None))
        day = func.substr(v.known, 1, len("2026-03-05"))
        told = (day, f.type, f.kind, v.source, a.language, t.codings.c.coder)
        line = numbered(also)
        lines = selecting(ALL, USUAL, also, line, f.confidence, t.copies.c.article, *told)
        named = selecting(ALL, USUAL, also, line, where.value.label("value"))
        query = named.join(t.fields, here).distinct()
        rows = [row for some in _each(articles) for row in connection.execute(lines.where(*some))]
        states = [row for some in _each(articles) for row in connection.execute(query.where(*some))]
        rows.sort(key=itemgetter(0))
        states.sort(key=itemgetter(0))
        number, confidence, copied, days, *facets = zip(*rows, strict=True) if rows else ((),) * 9
        return Columns(
            number=np.array(number, dtype=np.int64),
            confidence=np.array(confidence, dtype=np.float64),
            copy=np.array([one is not None for one in copied], dtype=np.bool_),
            sort=_coded(self._sorts, zip(*facets, strict=True)),
            day=_coded(self._days, days),
            named_in=np.array([row[0] for row in states], dtype=np.int64),
            named=_coded(self._places, (str(row[1]) for row in states)),
        )


# ── how they fall ───────────────────────────────────────────────────────────────────────────────


def _coded(codes: dict[Value, int], told: Iterable[Value]) -> Codes:
    """Give the code of each value; a new one gets the next."""
    return np.fromiter((codes.setdefault(one, len(codes)) for one in told), dtype=np.intp)


def _marks(told: Iterable[bool]) -> Marks:
    return np.fromiter(told, dtype=np.bool_)


def _fits(sort: Sort, wanted: Sequence[Collection[str]]) -> bool:
    """Say whether a sort has one of what is wanted of each facet; none has what is not told."""
    return all(not some or one in some for one, some in zip(sort, wanted, strict=True))


def _limits(sorts: Sequence[Sort], thresholds: Thresholds) -> NDArray[np.float64]:
    asked: dict[str | None, float] = {str(name): least for name, least in thresholds.items()}
    return np.fromiter((asked.get(one[0], 0.0) for one in sorts), dtype=np.float64)


def _counted(values: Sequence[Value], codes: Codes) -> list[tuple[Value, int]]:
    """Count how often each value occurs; what does not is left out."""
    counted = np.bincount(codes, minlength=len(values)).tolist()
    return [(value, n) for value, n in zip(values, counted, strict=True) if n]


def _by_facet(counted: Sequence[tuple[Sort, int]]) -> dict[str, dict[str, int]]:
    """Add up the lines of sorts by each facet."""
    return {
        name: _ranked([(value, n) for sort, n in counted if (value := sort[at]) is not None])
        for at, name in enumerate(FACETS)
    }


def _ranked(counted: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Add up what is counted under one value, the most frequent first."""
    found: Counter[str] = Counter()
    for value, n in counted:
        found[value] += n
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _each(articles: Collection[str]) -> Iterable[tuple[Any, ...]]:
    """Give conditions that let some articles through, as many as one statement takes."""
    if not articles:
        return [()]
    return [(t.standing.c.article.in_(some),) for some in portions(sorted(articles))]


def _copies(connection: Connection) -> Numbers:
    """Give the first numbers of the articles that repeat another."""
    v = t.standing.c
    query = select(v.first).where(v.article.in_(select(t.copies.c.article)))
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)


def _in_columns(ask: Ask) -> bool:
    """Whether something is looked for, and columns tell it."""
    anything = replace(ask, copies=ALL.copies, limit=ALL.limit, before=ALL.before)
    return anything != ALL and not (ask.place or ask.words or ask.query)


def _found(
    connection: Connection, ask: Ask, thresholds: Thresholds, also: Sequence[str]
) -> Numbers:
    """Give the numbers of the lines that answer what only SQL can tell."""
    left = replace(ALL, place=ask.place, words=ask.words, query=ask.query, fitting=ask.fitting)
    query = selecting(left, thresholds, also, numbered(also))
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)
