"""Sessions: who is logged in, from where, since when; each can be ended, and all end by themselves.

The browser holds a secret, the file its hash. A session ends when it was not used for a while and,
used or not, after a longer while (OWASP, session management: idle and absolute timeout).
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from vedette.people.accounts import end_sessions
from vedette.people.accounts import key_of as account_key
from vedette.people.audit import note
from vedette.people.file import File, drawn, key_of, stamp
from vedette.people.roles import Person

SEEN: Final = timedelta(minutes=1)
"""How exactly it is known when a session was last used: each time would be a write a page."""
NAMED: Final = 16
"""Characters of the hash by which a session is named on a page."""
AGENT: Final = 200
"""Characters of the browser's name that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session, as its owner sees it."""

    name: str
    made: datetime
    seen: datetime
    ends: datetime
    address: str
    agent: str


class Sessions:
    """The sessions of a file of people."""

    def __init__(self, file: File, *, idle: timedelta, longest: timedelta) -> None:
        self._file = file
        self._idle = idle
        self._longest = longest

    def begin(self, name: str, address: str, agent: str) -> str:
        """Begin one under a new name; give its secret. Those that are over are swept out."""
        secret, at = drawn(), self._file.now()
        with self._file.writing() as connection:
            connection.execute(
                "DELETE FROM sessions WHERE ends <= ? OR seen <= ?",
                (stamp(at), stamp(at - self._idle)),
            )
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    key_of(secret),
                    account_key(name),
                    stamp(at),
                    stamp(at),
                    stamp(at + self._longest),
                    address,
                    agent[:AGENT],
                ),
            )
        return secret

    def of(self, secret: str, *, used: bool = True) -> Person | None:
        """Give whose a session is, None where it is none, is over, or he is disabled.

        What a page asks by itself is no use of it: `used` is false, and the session goes on ageing.
        """
        at, key = self._file.now(), key_of(secret)
        query = """SELECT s.seen, a.name, a.role FROM sessions s JOIN accounts a
            ON a.key = s.account
            WHERE s.key = ? AND s.ends > ? AND s.seen > ? AND a.disabled = ''"""
        with self._file.reading() as connection:
            row = connection.execute(query, (key, stamp(at), stamp(at - self._idle))).fetchone()
        if row is None:
            return None
        if used and row["seen"] <= stamp(at - SEEN):
            with self._file.writing() as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE key = ?", (stamp(at), key))
        return Person(name=row["name"], role=row["role"], session=key)

    def listed(self, name: str) -> list[Session]:
        """Give somebody's sessions that are not over, the last used first."""
        at = self._file.now()
        query = """SELECT * FROM sessions WHERE account = ? AND ends > ? AND seen > ?
            ORDER BY seen DESC"""
        told = (account_key(name), stamp(at), stamp(at - self._idle))
        with self._file.reading() as connection:
            return [_session(row) for row in connection.execute(query, told)]

    def end(self, name: str, session: str, *, address: str = "") -> bool:
        """End one of somebody's sessions by its name or its hash; give whether there was one."""
        query = "DELETE FROM sessions WHERE account = ? AND substr(key, 1, ?) = ?"
        with self._file.writing() as connection:
            named = session[:NAMED]
            done = connection.execute(query, (account_key(name), NAMED, named)).rowcount
            if done:
                self._note(connection, "session ended", name, address)
        return bool(done)

    def end_others(self, name: str, but: str, *, address: str = "") -> int:
        """End all of somebody's sessions but one; give how many."""
        with self._file.writing() as connection:
            done = end_sessions(connection, name, but)
            if done:
                self._note(connection, f"{done} other sessions ended", name, address)
        return done

    def _note(self, connection: sqlite3.Connection, what: str, name: str, address: str) -> None:
        note(connection, self._file.stamp(), what, who=name, whom=name, address=address)


def _session(row: sqlite3.Row) -> Session:
    return Session(
        name=row["key"][:NAMED],
        made=datetime.fromisoformat(row["made"]),
        seen=datetime.fromisoformat(row["seen"]),
        ends=datetime.fromisoformat(row["ends"]),
        address=row["address"],
        agent=row["agent"],
    )
