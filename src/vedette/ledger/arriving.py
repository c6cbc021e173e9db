"""What came of each entry: on which day, whether it was read and coded, and why not.

An entry is whatever a source tells under one key, counted once however often it changes. It belongs
to the day on which it became known. What became known long after it was published (a filling of
the past, the window of a first poll, the end of a long outage) belongs to the day of publication,
and is counted apart there: that day did not see it.
"""

from collections import Counter
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from vedette.entries import entry_from
from vedette.errors import ReadError
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.asking import Question
from vedette.ledger.looking import keep
from vedette.relate.copies import appeared

LATE = timedelta(days=2)
"""From publication to being known: the desk asks every six hours at the longest, and a date without
an hour, in a far zone, is a day off."""


class Count(NamedTuple):
    """What entries are counted by."""

    day: str
    source: str
    channel: str
    language: str
    late: bool
    read: bool
    coded: bool
    why: str


@dataclass(slots=True, kw_only=True)
class Arrived:
    """An entry's state; `why` is what the stage before could not do."""

    channel: str
    known: str
    day: str
    late: bool = False
    language: str = ""
    read: bool = False
    coded: bool = False
    stage: str = ""
    why: str = ""

    def place(self, published: Any) -> None:
        """Put the entry on its day, by when it says that it was published."""
        known = rows.moment(self.known)
        day = day_of(published, known)
        self.late, self.day = day != known, rows.stamp(day)[:10]

    def fail(self, stage: str, why: str) -> None:
        """Note what a stage could not do; what an earlier one could not is told before it."""
        if not self.why or self.stage == stage:
            self.stage, self.why = stage, why

    def do(self, stage: str) -> None:
        """Note that a stage did its work; what it could not do before is forgotten."""
        if self.stage == stage:
            self.stage, self.why = "", ""


def day_of(published: date | None, known: datetime) -> datetime:
    """Give the time by which something is counted: when it became known, unless long after.

    >>> from datetime import UTC
    >>> known = datetime(2026, 3, 9, 12, tzinfo=UTC)
    >>> day_of(date(2026, 3, 8), known).day, day_of(date(2026, 3, 2), known).day
    (9, 2)
    """
    told = appeared(published, known)
    return told if known - told > LATE else known


_ENTRY = Question(
    select(t.arrived).where(
        t.arrived.c.source == bindparam("whose"), t.arrived.c.key == bindparam("named")
    )
)
_COUNTED = Question(
    select(t.arrivals.c.n).where(*(t.arrivals.c[name] == bindparam(name) for name in Count._fields))
)

_GONE = Question(
    delete(t.arrivals).where(*(t.arrivals.c[name] == bindparam(name) for name in Count._fields))
)


class Arriving:
    """Takes what came in the order of the log within one transaction; `settle` in the end."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._entries: dict[tuple[str, str], Arrived] = {}
        self._counts: Counter[Count] = Counter()

    def capture(self, row: Any) -> None:
        """Take a capture; the first under its key makes the entry. `body` may be gone."""
        own = (row.source, row.key)
        if self._entry(own) is not None:
            return
        entry = Arrived(channel=row.channel, known=row.known, day=row.known[:10])
        entry.place(_published(row.body))
        self._entries[own] = entry

    def mark(self, row: Any) -> None:
        """Take the mark of a stage: source, key, stage, article, and `what` went wrong."""
        entry = self._entry((row.source, row.key))
        if entry is None:
            return
        if row.what:
            entry.fail(row.stage, row.what)
        else:
            entry.do(row.stage)

    def article(self, row: Any) -> None:
        """Take a version of an article."""
        entry = self._entry((row.source, row.key))
        if entry is None:
            return
        entry.read = True
        entry.coded = False
        entry.language = row.language.lower().partition("-")[0]
        published = rows.day_or_moment(row.published)
        if row.version == 1 and published is not None:
            entry.place(published)

    def coded(self, row: Any) -> None:
        """Take a coding of an article by the coder that counts."""
        entry = self._entry((row.source, row.key))
        if entry is not None:
            entry.coded = True
            entry.do("code")

    def erased(self, article: str) -> None:
        """Forget what the bytes of an article told; a fold that comes later does not find them."""
        a = t.articles.c
        query = select(a.source, a.key, a.published).where(a.id == article, a.version == 1)
        row = self._connection.execute(query).first()
        entry = self._entry((row.source, row.key)) if row else None
        if row and entry:
            entry.place(rows.day_or_moment(row.published))

    def _entry(self, own: tuple[str, str]) -> Arrived | None:
        if own not in self._entries:
            row = _ENTRY(self._connection, whose=own[0], named=own[1]).first()
            if row is None:
                return None
            _, _, *told = row
            names = [column.name for column in t.arrived.columns][2:]
            self._entries[own] = Arrived(**dict(zip(names, told, strict=True)))
            self._counts[_count(own, self._entries[own])] -= 1
        return self._entries[own]

    def settle(self) -> None:
        """Write what was touched, and count it anew."""
        names = [column.name for column in t.arrived.columns]
        for own, entry in self._entries.items():
            self._counts[_count(own, entry)] += 1
        keep(
            self._connection,
            t.arrived,
            (
                dict(zip(names, (*own, *astuple(entry)), strict=True))
                for own, entry in self._entries.items()
            ),
        )
        self._recount({count: by for count, by in self._counts.items() if by})
        self._entries, self._counts = {}, Counter()

    def _recount(self, changed: dict[Count, int]) -> None:
        listed, gone = [], []
        for count, by in changed.items():
            held = _COUNTED(self._connection, **count._asdict()).scalar() or 0
            if held + by:
                listed.append({**count._asdict(), "n": held + by})
            else:
                gone.append(count._asdict())
        keep(self._connection, t.arrivals, listed)
        if gone:
            _GONE.each(self._connection, gone)


def _count(own: tuple[str, str], entry: Arrived) -> Count:
    return Count(
        day=entry.day,
        source=own[0],
        channel=entry.channel,
        language=entry.language,
        late=entry.late,
        read=entry.read,
        coded=entry.coded,
        why=entry.why,
    )


def _published(body: bytes | None) -> datetime | None:
    """Read when a feed says that its entry was published; None for anything else."""
    if body is None:
        return None
    try:
        return entry_from(rows.unpack(body)).published
    except ReadError:
        return None
