"""An archive through the whole line, in the order in which its articles became known.

An archive need not be sorted, and may be larger than memory: its captures are spooled to a file
beside the ledger and read back in the order of their times. What the ledger holds already is
skipped, so that a replay that was stopped goes on where it was, and a second one changes nothing.
"""

import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from vedette.desk.line import Done, Line
from vedette.ledger import rows
from vedette.ledger import schema as t
from vedette.ledger.store import Store
from vedette.records import Capture, Issue, article_id

BATCH = 500
"""Captures in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a replay is: captures found, kept (new to the ledger), read and coded.

    `beside` counts what coders beside the one that counts have coded, `issues` what could not be
    taken in, read or coded.
    """

    found: int = 0
    kept: int = 0
    read: int = 0
    coded: int = 0
    beside: int = 0
    issues: int = 0


def replay(
    captures: Iterable[Capture | Issue],
    line: Line,
    *,
    now: Callable[[], datetime],
    told: Callable[[Progress], None] = lambda _: None,
    faulty: Callable[[Issue], None] = lambda _: None,
    sleep: Callable[[float], None] | None = None,
) -> Progress:
    """Bring captures through the line in time order; give what came of it.

    `told` hears how far it is, `faulty` of each issue as it comes up. `sleep` is for the rests that
    a coder's server asks for; without it they end the coding.
    """
    progress, began = Progress(), now()
    with _spool() as spool:
        for found in _spooled(captures, spool):
            if isinstance(found, Issue):
                _keep_issue(found, line, now())
                faulty(found)
                progress = replace(progress, issues=progress.issues + 1)
            else:
                progress = replace(progress, found=progress.found + 1)
            told(progress)
        faults = Faults(line.store, faulty)
        for batch in _batches(_in_order(spool)):
            kept = progress.kept + _keep(batch, line, began)
            progress = replace(progress, kept=kept, issues=progress.issues + faults.tell())
            told(progress)

    def stepped(done: Done) -> None:
        nonlocal progress
        progress = replace(
            progress,
            read=progress.read + done.read,
            coded=progress.coded + done.coded,
            beside=progress.beside + done.beside,
            issues=progress.issues + faults.tell(),
        )
        told(progress)

    line.finish(stepped, sleep)
    return replace(progress, issues=progress.issues + faults.tell())


class Faults:
    """Tells the issues that come into a ledger from now on, each once."""

    def __init__(self, store: Store, told: Callable[[Issue], None]) -> None:
        self._store = store
        self._told = told
        with store.reading() as connection:
            self._after = connection.execute(select(func.max(t.issues.c.seq))).scalar() or 0

    def tell(self) -> int:
        """Tell what is new; give how many."""
        newer = select(t.issues).where(t.issues.c.seq > self._after).order_by(t.issues.c.seq)
        with self._store.reading() as connection:
            found = connection.execute(newer).all()
        for row in found:
            self._told(rows.issue_from(row))
            self._after = row.seq
        return len(found)


@contextmanager
def _spool() -> Iterator[sqlite3.Connection]:
    with tempfile.TemporaryDirectory(prefix="vedette-") as folder:
        spool = sqlite3.connect(Path(folder) / "spool.sqlite", isolation_level=None)
        spool.execute("PRAGMA journal_mode=OFF")
        spool.execute("CREATE TABLE captures (known TEXT, name TEXT, n INTEGER, capture BLOB)")
        try:
            yield spool
        finally:
            spool.close()


def _spooled(
    captures: Iterable[Capture | Issue], spool: sqlite3.Connection
) -> Iterator[Capture | Issue]:
    spool.execute("BEGIN")
    for n, found in enumerate(captures):
        if isinstance(found, Capture):
            name = article_id(found.source, found.key)
            row = (rows.stamp(found.known), name, n, pickle.dumps(found))
            spool.execute("INSERT INTO captures VALUES (?, ?, ?, ?)", row)
        yield found
    spool.execute("COMMIT")
    spool.execute("CREATE INDEX in_order ON captures (known, name, n)")


def _in_order(spool: sqlite3.Connection) -> Iterator[Capture]:
    """Give the captures as the views of stories order them: none then comes between others.

    An archive may tell days alone, and a thousand of its articles the same one.
    """
    for (packed,) in spool.execute("SELECT capture FROM captures ORDER BY known, name, n"):
        capture: Capture = pickle.loads(packed)  # noqa: S301  # written above, by this process
        yield capture


def _batches(captures: Iterator[Capture]) -> Iterator[list[Capture]]:
    batch: list[Capture] = []
    for capture in captures:
        batch.append(capture)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _keep(batch: list[Capture], line: Line, began: datetime) -> int:
    """Append captures; one that has no time of its own was given that of this replay."""
    with line.appender.batch() as appending:
        kept = [
            appending.capture_or_issue(capture, at=began, timeless=capture.known >= began)
            for capture in batch
        ]
    return sum(number is not None for number in kept)


def _keep_issue(issue: Issue, line: Line, at: datetime) -> None:
    with line.appender.batch() as appending:
        appending.issue_once(issue, at=at)
