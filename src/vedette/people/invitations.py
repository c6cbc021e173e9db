"""Links that are good once: for the first administrator, for who is new, for a lost password."""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from vedette.errors import PeopleError
from vedette.people.accounts import (
    called,
    end_sessions,
    insert,
    key_of,
    new_password,
    refused,
    row_of,
    set_password,
)
from vedette.people.audit import note
from vedette.people.file import File, drawn, stamp
from vedette.people.file import key_of as kept
from vedette.people.roles import Role

GOOD_FOR: Final = timedelta(days=2)
"""A weekend; one that was missed is made again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whom a link is for; the first administrator chooses his name himself."""

    name: str
    role: Role


class Invitations:
    """The invitations of a file of people."""

    def __init__(self, file: File) -> None:
        self._file = file

    def first(self) -> str:
        """Give the secret of a link that makes the administrator; one given before is void."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM invitations WHERE name = ''")
            return self._draw(connection, "", "admin", by="")

    def invite(self, name: str, *, by: str) -> str:
        """Give the secret of a link with which somebody chooses a password; earlier ones are void.

        The password that he has holds until then. Raises PeopleError where he is disabled.
        """
        with self._file.writing() as connection:
            row = row_of(connection, name)
            if row["disabled"]:
                raise refused("this account is disabled", row["name"], "enable it first")
            connection.execute("DELETE FROM invitations WHERE name = ?", (row["name"],))
            return self._draw(connection, row["name"], row["role"], by=by)

    def _draw(self, connection: sqlite3.Connection, name: str, role: Role, *, by: str) -> str:
        secret, at = drawn(), self._file.now()
        connection.execute(
            "INSERT INTO invitations VALUES (?, ?, ?, ?)",
            (kept(secret), name, role, stamp(at + GOOD_FOR)),
        )
        note(connection, stamp(at), "invited", who=by, whom=name, told=role)
        return secret

    def of(self, secret: str) -> Invitation | None:
        """Give whom a link is for, None where it is none, is used, or is too old."""
        with self._file.reading() as connection:
            row = self._row(connection, secret)
        return Invitation(name=row["name"], role=row["role"]) if row else None

    def accept(self, secret: str, name: str, password: str, *, address: str = "") -> str:
        """Choose a password, and a name where the link has none; gives the name as it is kept.

        Raises PeopleError where the link, the name or the password is not taken.
        """
        invitation = self.of(secret)
        if invitation is None:
            raise _void()
        who = called(invitation.name or name)
        made = new_password(password, who)  # before the transaction: it is slow by design
        with self._file.writing() as connection:
            told = self._spend(connection, secret, who)
            set_password(connection, told, made)
            end_sessions(connection, told)
            note(
                connection,
                self._file.stamp(),
                "password chosen by link",
                who=told,
                whom=told,
                address=address,
            )
        return told

    def bind(self, secret: str, name: str, subject: str, *, address: str = "") -> str:
        """Let a provider of identities know somebody from now on, instead of a password."""
        with self._file.writing() as connection:
            told = self._spend(connection, secret, called(name))
            bind(connection, told, subject)
            at = self._file.stamp()
            note(connection, at, "bound to a provider", who=told, whom=told, address=address)
        return told

    def _spend(self, connection: sqlite3.Connection, secret: str, name: str) -> str:
        """Take a link as used, and see that there is an account; gives its name."""
        row = self._row(connection, secret)
        if row is None:
            raise _void()
        connection.execute("DELETE FROM invitations WHERE key = ?", (row["key"],))
        if row["name"]:
            return str(row_of(connection, row["name"])["name"])
        told = insert(connection, self._file.stamp(), name, row["role"])
        note(connection, self._file.stamp(), "added", who=told, whom=told, told=row["role"])
        return told

    def _row(self, connection: sqlite3.Connection, secret: str) -> sqlite3.Row | None:
        query = "SELECT * FROM invitations WHERE key = ? AND ends > ?"
        found: sqlite3.Row | None = connection.execute(
            query, (kept(secret), self._file.stamp())
        ).fetchone()
        return found


def bind(connection: sqlite3.Connection, name: str, subject: str) -> None:
    """Note by what a provider knows somebody; raises PeopleError where it is somebody else's."""
    try:
        connection.execute("UPDATE accounts SET subject = ? WHERE key = ?", (subject, key_of(name)))
    except sqlite3.IntegrityError:
        raise refused("the provider knows another account by this", name, "log in as it") from None


def _void() -> PeopleError:
    return refused("this link is not good", "link", "ask an administrator for a new one")
