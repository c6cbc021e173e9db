"""The door: a name and a password, or a provider's word, become a session, or one refusal.

Whether the name, the password or the account is wrong is never told, and takes the same time.
"""

from dataclasses import dataclass
from typing import Final, Literal

from vedette.people import passwords, tries
from vedette.people.accounts import (
    end_sessions,
    key_of,
    new_password,
    refused,
    row_of,
    set_password,
)
from vedette.people.audit import note
from vedette.people.file import File
from vedette.people.sessions import Sessions

Refusal = Literal["wrong", "too often"]
REFUSED: Final = "login refused"
"""In the audit log, of a name that was tried: nobody knows by whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """From where somebody comes, and with which browser, as his list of sessions shows it."""

    address: str = ""
    agent: str = ""


class Door:
    """Lets people in."""

    def __init__(self, file: File, sessions: Sessions) -> None:
        self._file = file
        self._sessions = sessions

    def enter(self, name: str, password: str, comer: Comer) -> tuple[str, Refusal | None]:
        """Give the secret of a new session, or why there is none."""
        key, near = key_of(name)[:200], tries.neighbourhood(comer.address)
        with self._file.writing() as connection:
            if not tries.begin(connection, key, near, self._file.now()):
                return "", "too often"
            query = "SELECT name, password, disabled FROM accounts WHERE key = ?"
            row = connection.execute(query, (key,)).fetchone()
        # Outside of the transaction: it is slow by design.
        right = passwords.fits(password, row["password"] if row else "")
        if not (right and row and not row["disabled"]):
            self._note(REFUSED, row["name"] if row else "", comer)
            return "", "wrong"
        with self._file.writing() as connection:
            tries.forget(connection, key, near)
        if passwords.outdated(row["password"]):
            self._keep(row["name"], passwords.hashed(password))
        return self.let_in(row["name"], comer), None

    def enter_known(self, subject: str, comer: Comer) -> str:
        """Give the secret of a new session for whom a provider vouches, empty where he has none."""
        query = "SELECT name, disabled FROM accounts WHERE subject = ?"
        with self._file.reading() as connection:
            row = connection.execute(query, (subject,)).fetchone()
        return self.let_in(row["name"], comer) if row and not row["disabled"] else ""

    def knows(self, subject: str) -> bool:
        """Say whether there is an account that a provider vouches for, disabled or not."""
        query = "SELECT 1 FROM accounts WHERE subject = ?"
        with self._file.reading() as connection:
            return connection.execute(query, (subject,)).fetchone() is not None

    def change_password(self, name: str, old: str, new: str, comer: Comer, *, keep: str) -> None:
        """Change a password by whoever knows the old one; all sessions but `keep` end.

        Raises PeopleError where the old one is wrong, or guessed at too often, or the new one is
        not taken.
        """
        key, near = key_of(name), tries.neighbourhood(comer.address)
        with self._file.writing() as connection:
            if not tries.begin(connection, key, near, self._file.now()):
                raise refused("this was tried too often", name, "try again in a quarter of an hour")
            kept = row_of(connection, name)["password"]
        if not passwords.fits(old, kept):
            raise refused("the old password is wrong", name, "type it again")
        made = new_password(new, name)
        with self._file.writing() as connection:
            tries.forget(connection, key, near)
            end_sessions(connection, name, keep)
            set_password(connection, name, made)
            self._note("password changed", name, comer)

    def _keep(self, name: str, made: str) -> None:
        with self._file.writing() as connection:
            set_password(connection, name, made)

    def let_in(self, name: str, comer: Comer) -> str:
        """Give the secret of a new session for somebody who was just made sure of."""
        secret = self._sessions.begin(name, comer.address, comer.agent)
        self._note("logged in", name, comer)
        return secret

    def _note(self, what: str, name: str, comer: Comer) -> None:
        # A name that nobody has is not written down: it may be a password in the wrong field.
        with self._file.writing() as connection:
            note(
                connection,
                self._file.stamp(),
                what,
                who="" if what == REFUSED else name,
                whom=name or "a name that nobody has",
                address=comer.address,
            )
