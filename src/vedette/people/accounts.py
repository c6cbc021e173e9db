"""Accounts: who there is, in which role, and whether he may still come in."""

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vedette.errors import PeopleError
from vedette.people import passwords
from vedette.people.audit import note
from vedette.people.file import File
from vedette.people.roles import Role

LONGEST: Final = 80
"""Characters of a name, which stands beside every decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may come in; `ready` is whether he has a password or a provider that knows him.

    `disabled` is since when he may not any longer.
    """

    name: str
    role: Role
    made: datetime
    ready: bool
    disabled: datetime | None = None


class Accounts:
    """The accounts of a file of people; `by` is always who does it, for the audit log."""

    def __init__(self, file: File) -> None:
        self._file = file

    def add(self, name: str, role: Role, *, by: str) -> Account:
        """Add somebody who cannot come in yet: he needs an invitation."""
        with self._file.writing() as connection:
            insert(connection, self._file.stamp(), name, role)
            self._note(connection, "added", by, name, role)
        return self.get(name)

    def listed(self) -> list[Account]:
        """Give all of them by name."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT * FROM accounts ORDER BY key").fetchall()
        return [_account(row) for row in found]

    def get(self, name: str) -> Account:
        """Give one; raises PeopleError where there is none."""
        with self._file.reading() as connection:
            return _account(row_of(connection, name))

    def keys(self) -> frozenset[str]:
        """Give the keys of all who are not disabled."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT key FROM accounts WHERE disabled = ''").fetchall()
        return frozenset(row["key"] for row in found)

    def has_admin(self) -> bool:
        """Say whether there is an administrator who can come in."""
        return any(one.role == "admin" and one.ready and not one.disabled for one in self.listed())

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        """Give somebody another role, from his next request on."""
        with self._file.writing() as connection:
            row = row_of(connection, name)
            _keep_one_admin(connection, row, role)
            connection.execute("UPDATE accounts SET role = ? WHERE key = ?", (role, row["key"]))
            self._note(connection, "role changed", by, row["name"], f"{row['role']} to {role}")

    def disable(self, name: str, *, by: str) -> None:
        """Shut somebody out at once: his sessions end and his tokens are refused.

        His browsers are told nothing from then on (`Addressing`).
        """
        with self._file.writing() as connection:
            row = row_of(connection, name)
            _keep_one_admin(connection, row, None)
            connection.execute(
                "UPDATE accounts SET disabled = ? WHERE key = ?", (self._file.stamp(), row["key"])
            )
            end_sessions(connection, row["name"])
            connection.execute("DELETE FROM tokens WHERE account = ?", (row["key"],))
            connection.execute("DELETE FROM invitations WHERE name = ?", (row["name"],))
            self._note(connection, "disabled", by, row["name"])

    def enable(self, name: str, *, by: str) -> None:
        """Let somebody in again; his sessions and tokens do not come back."""
        with self._file.writing() as connection:
            row = row_of(connection, name)
            connection.execute("UPDATE accounts SET disabled = '' WHERE key = ?", (row["key"],))
            self._note(connection, "enabled", by, row["name"])

    def _note(
        self, connection: sqlite3.Connection, what: str, by: str, whom: str, told: str = ""
    ) -> None:
        note(connection, self._file.stamp(), what, who=by, whom=whom, told=told)


def called(name: str) -> str:
    """Give a name as it is kept; raises PeopleError where it is none."""
    told = _plain(name)
    if not told or len(told) > LONGEST or not told.isprintable():
        raise refused("this is no name", name[:LONGEST], f"give 1 to {LONGEST} visible characters")
    return told


def key_of(name: str) -> str:
    """Give what names have in common that are one: case and width of letters do not count.

    >>> key_of("A. Analyst") == key_of(" a.  ANALYST ")
    True
    """
    return _plain(name).casefold()


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def insert(connection: sqlite3.Connection, at: str, name: str, role: Role) -> str:
    """Add an account without a password; give its name as it is kept."""
    told = called(name)
    try:
        connection.execute(
            "INSERT INTO accounts (key, name, role, password, made) VALUES (?, ?, ?, '', ?)",
            (key_of(told), told, role, at),
        )
    except sqlite3.IntegrityError:
        raise refused("there is somebody of this name", told, "choose another name") from None
    return told


def row_of(connection: sqlite3.Connection, name: str) -> sqlite3.Row:
    """Give an account's row; raises PeopleError where there is none."""
    query = "SELECT * FROM accounts WHERE key = ?"
    found: sqlite3.Row | None = connection.execute(query, (key_of(name),)).fetchone()
    if found is None:
        raise refused("there is nobody of this name", name[:LONGEST], "see vedette people list")
    return found


def set_password(connection: sqlite3.Connection, name: str, kept: str) -> None:
    """Keep the hash of another password."""
    connection.execute("UPDATE accounts SET password = ? WHERE key = ?", (kept, key_of(name)))


def end_sessions(connection: sqlite3.Connection, name: str, but: str = "") -> int:
    """End all sessions of somebody, one perhaps excepted; give how many."""
    query = "DELETE FROM sessions WHERE account = ? AND key <> ?"
    return connection.execute(query, (key_of(name), but)).rowcount


def new_password(password: str, name: str) -> str:
    """Give what is kept of a new password; raises PeopleError where it will not do."""
    if why := passwords.why_not(password, name):
        raise refused("this password is not taken", name, "choose a longer one", why)
    return passwords.hashed(password)


def _keep_one_admin(connection: sqlite3.Connection, row: sqlite3.Row, role: Role | None) -> None:
    """Refuse what would leave nobody who may say who may."""
    query = (
        "SELECT count(*) FROM accounts WHERE role = 'admin' AND disabled = '' AND key <> ?"
        " AND (password <> '' OR subject IS NOT NULL)"
    )
    others = connection.execute(query, (row["key"],)).fetchone()[0]
    if row["role"] == "admin" and role != "admin" and not others:
        raise refused("the last administrator stays", row["name"], "make somebody else one first")


def _account(row: sqlite3.Row) -> Account:
    disabled = row["disabled"]
    return Account(
        name=row["name"],
        role=row["role"],
        made=datetime.fromisoformat(row["made"]),
        ready=bool(row["password"] or row["subject"]),
        disabled=datetime.fromisoformat(disabled) if disabled else None,
    )


def refused(what: str, where: str, remedy: str, why: str = "") -> PeopleError:
    """Say what cannot be done to whom."""
    return PeopleError(what=what, where=where, why=why, remedy=remedy)
