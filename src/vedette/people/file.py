"""The file of people: an SQLite file of its own beside the ledger, readable by its owner alone.

Apart from the ledger, because a ledger is passed on: copied, asked in SQL, exported, rebuilt. The
file of those who signed up for news (`vedette.signup`) is another of this make.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

from vedette.errors import PeopleError

VERSION: Final = 1
"""Of the tables below; a file with a higher one was made by a later vedette."""
BYTES: Final = 32
"""Of a secret: 256 bits, twice what OWASP asks of a session's name."""
WAIT: Final = 5.0
"""Seconds to wait for another process that writes: a write takes a millisecond."""

TABLES: Final = """
CREATE TABLE accounts (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
    subject TEXT UNIQUE, made TEXT NOT NULL, disabled TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE sessions (
    key TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts, made TEXT NOT NULL,
    seen TEXT NOT NULL, ends TEXT NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL) STRICT;
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts, label TEXT NOT NULL, scopes TEXT NOT NULL,
    made TEXT NOT NULL, ends TEXT NOT NULL, seen TEXT NOT NULL DEFAULT '',
    revoked TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE invitations (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, ends TEXT NOT NULL) STRICT;
CREATE TABLE tries (account TEXT NOT NULL, address TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX tries_at ON tries (at);
CREATE TABLE asked (
    key TEXT PRIMARY KEY, verifier TEXT NOT NULL, nonce TEXT NOT NULL, back TEXT NOT NULL,
    ends TEXT NOT NULL) STRICT;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
    whom TEXT NOT NULL, told TEXT NOT NULL, address TEXT NOT NULL, before TEXT NOT NULL,
    link TEXT NOT NULL) STRICT;
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the audit log is never edited'); END;
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
    WHEN NEW.seq <= (SELECT max(seq) FROM audit) -- INSERT OR REPLACE deletes without a trigger
    BEGIN SELECT raise(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'the audit log is never cut'); END;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Make:
    """What a file holds: its tables, their version, and what the file is called in words."""

    tables: str
    version: int
    called: str


PEOPLE: Final = Make(tables=TABLES, version=VERSION, called="the file of people")


class File:
    """One file of people; used from many threads, one at a time."""

    def __init__(self, path: Path | str, now: Callable[[], datetime], make: Make = PEOPLE) -> None:
        self.path = Path(path)
        self.now = now
        self._make = make
        self._lock = threading.RLock()
        try:
            self._connection = self._opened()
        except (OSError, sqlite3.Error) as fault:
            raise PeopleError(
                what=f"{make.called} cannot be opened",
                where=str(self.path),
                why=str(fault),
                remedy="see that its folder can be written to, or restore it from a backup",
            ) from fault
        self._must_be_ours()

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Made for its owner alone before anything is in it; SQLite's second files take after it.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        made = sqlite3.connect(
            self.path, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        made.row_factory = sqlite3.Row
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("PRAGMA foreign_keys = ON")
        with _transaction(made):
            if made.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _statements(self._make.tables):
                    made.execute(statement)
                made.execute(f"PRAGMA user_version = {self._make.version}")
        return made

    def _must_be_ours(self) -> None:
        found = self._connection.execute("PRAGMA user_version").fetchone()[0]
        known, called = self._make.version, self._make.called
        if found > known:
            self.close()
            raise PeopleError(
                what=f"{called} has version {found}, and this vedette knows {known}",
                where=str(self.path),
                remedy="use the vedette that made it, or a later one",
            )

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the file for a change, kept whole or not at all."""
        with self._lock, _transaction(self._connection):
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the file to be read."""
        with self._lock:
            yield self._connection

    def stamp(self) -> str:
        """Write this moment so that texts sort as moments do."""
        return stamp(self.now())

    def close(self) -> None:
        """Close it."""
        self._connection.close()


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    if connection.in_transaction:  # within another one, which decides
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _statements(tables: str) -> Iterator[str]:
    """Cut the tables' text into statements; a trigger has a semicolon within."""
    told = ""
    for line in tables.splitlines():
        told += line + "\n"
        if sqlite3.complete_statement(told):
            yield told
            told = ""


def drawn() -> str:
    """Draw a secret that fits into a header, a link and a cookie."""
    return token_urlsafe(BYTES)


def key_of(secret: str) -> str:
    """Give what is kept of a secret: no salt and no slowness, for nobody guesses 256 bits."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def stamp(at: datetime) -> str:
    """Write a moment so that texts sort as moments do.

    >>> from datetime import UTC
    >>> stamp(datetime(2026, 3, 2, tzinfo=UTC))
    '2026-03-02T00:00:00.000000+00:00'
    """
    return at.isoformat(timespec="microseconds")
