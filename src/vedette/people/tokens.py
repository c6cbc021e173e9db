"""Tokens: what a program shows instead of a person; for some purposes, for some time.

A token is shown once, when it is made, and begins with `vedette_`, so that scanners for leaked
secrets can find it. It never may more than the person whose it is, and is refused when he is.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, get_args

from vedette.people.accounts import refused, row_of
from vedette.people.audit import note
from vedette.people.file import File, drawn, key_of, stamp
from vedette.people.roles import SCOPES, Person, Scope

PREFIX: Final = "vedette_"
DAYS: Final = 90
"""For which a token is good where nobody says otherwise."""
LONGEST: Final = 730
"""Days, at the most."""
LABEL: Final = 80
"""Characters of what a token is called."""
SEEN: Final = timedelta(minutes=1)
"""How exactly it is known when a token was last used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token without its secret; `seen` is when it was last used."""

    number: int
    owner: str
    label: str
    scopes: tuple[Scope, ...]
    made: datetime
    ends: datetime
    seen: datetime | None
    live: bool


class Tokens:
    """The tokens of a file of people."""

    def __init__(self, file: File) -> None:
        self._file = file

    def make(
        self, owner: str, label: str, scopes: tuple[str, ...], days: int = DAYS, *, by: str
    ) -> tuple[int, str]:
        """Make one; give its number and, for the only time, its secret."""
        told = _scopes(scopes)
        if not 1 <= days <= LONGEST:
            raise refused(f"{days} days is no time", "token", f"give 1 to {LONGEST} days")
        name = " ".join(label.split())[:LABEL]
        if not (name and name.isprintable()):
            raise refused("a token has no name", "token", "say which program it is for")
        secret, at = PREFIX + drawn(), self._file.now()
        with self._file.writing() as connection:
            row = row_of(connection, owner)
            if row["disabled"]:
                raise refused("this account is disabled", row["name"], "enable it first")
            made = connection.execute(
                "INSERT INTO tokens (key, account, label, scopes, made, ends)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    key_of(secret),
                    row["key"],
                    name,
                    " ".join(told),
                    stamp(at),
                    stamp(at + timedelta(days=days)),
                ),
            )
            number = int(made.lastrowid or 0)
            what = f"{number} {name}: {' '.join(told)}, {days} days"
            note(connection, stamp(at), "token made", who=by, whom=row["name"], told=what)
        return number, secret

    def of(self, secret: str) -> Person | None:
        """Give in whose name a token speaks and for what, None where it is not good."""
        if not secret.startswith(PREFIX):
            return None
        at, key = self._file.now(), key_of(secret)
        query = """SELECT t.scopes, t.seen, a.name, a.role FROM tokens t
            JOIN accounts a ON a.key = t.account
            WHERE t.key = ? AND t.ends > ? AND t.revoked = '' AND a.disabled = ''"""
        with self._file.reading() as connection:
            row = connection.execute(query, (key, stamp(at))).fetchone()
        if row is None:
            return None
        if row["seen"] <= stamp(at - SEEN):
            with self._file.writing() as connection:
                connection.execute("UPDATE tokens SET seen = ? WHERE key = ?", (stamp(at), key))
        scopes = frozenset(scope for scope in SCOPES if scope in row["scopes"].split())
        return Person(name=row["name"], role=row["role"], scopes=scopes)

    def listed(self, owner: str | None = None) -> list[Token]:
        """Give somebody's tokens, or all, those that were made first first."""
        query = """SELECT t.*, a.name FROM tokens t JOIN accounts a ON a.key = t.account
            WHERE :all OR a.name = :owner ORDER BY t.number"""
        with self._file.reading() as connection:
            found = connection.execute(query, {"all": owner is None, "owner": owner}).fetchall()
        return [_token(row, self._file.stamp()) for row in found]

    def revoke(self, number: int, *, by: str, owner: str | None = None) -> None:
        """Take a token back at once; `owner` is whose it must be. Raises PeopleError."""
        query = """SELECT a.name, t.label FROM tokens t JOIN accounts a ON a.key = t.account
            WHERE t.number = :number AND (:any OR a.name = :owner)"""
        told = {"number": number, "any": owner is None, "owner": owner}
        with self._file.writing() as connection:
            row = connection.execute(query, told).fetchone()
            if row is None:
                raise refused("there is no such token", str(number), "see the list of tokens")
            at = self._file.stamp()
            connection.execute("UPDATE tokens SET revoked = ? WHERE number = ?", (at, number))
            what = f"{number} {row['label']}"
            note(connection, at, "token taken back", who=by, whom=row["name"], told=what)


def _scopes(given: tuple[str, ...]) -> tuple[Scope, ...]:
    unknown = sorted(set(given) - set(get_args(Scope)))
    if unknown or not given:
        what = f"there is no scope {unknown[0]!r}" if unknown else "a token is for nothing"
        raise refused(what, "token", f"give some of {', '.join(SCOPES)}")
    return tuple(scope for scope in SCOPES if scope in given)


def _token(row: sqlite3.Row, now: str) -> Token:
    return Token(
        number=row["number"],
        owner=row["name"],
        label=row["label"],
        scopes=tuple(scope for scope in SCOPES if scope in row["scopes"].split()),
        made=datetime.fromisoformat(row["made"]),
        ends=datetime.fromisoformat(row["ends"]),
        seen=datetime.fromisoformat(row["seen"]) if row["seen"] else None,
        live=not row["revoked"] and row["ends"] > now,
    )
