"""Who may use a desk that asks for a login: accounts, sessions, tokens, and what each did.

    roles        Person: what a role may, what a token may at the most
    file         the file of people, beside the ledger and never part of it
    passwords    argon2id, and what a password must be
    accounts     Accounts: names, roles, passwords, disabling
    invitations  Invitations: links that are good once, to choose a password with
    tries        how often somebody may guess
    entering     Door: a name and a password → a session
    sessions     Sessions: cookies that are good for a while
    tokens       Tokens: what programs show
    audit        Audit: who did what, in a chain, never edited
    openid       an identity provider of the user's, asked instead of a password

Secrets are drawn at random and kept as their SHA-256 alone, passwords as argon2id; nothing in the
file lets anybody in. Source: OWASP cheat sheets on authentication, session management and
password storage; NIST SP 800-63B-4.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from vedette.people.accounts import Account, Accounts
from vedette.people.audit import Audit, Entry, Verified
from vedette.people.entering import Comer, Door
from vedette.people.file import File
from vedette.people.invitations import Invitation, Invitations
from vedette.people.openid import OpenId, Provider, client
from vedette.people.roles import ROLES, SCOPES, Person, Role, Scope
from vedette.people.sessions import Session, Sessions
from vedette.people.tokens import Token, Tokens

__all__ = [
    "ROLES",
    "SCOPES",
    "Account",
    "Audit",
    "Comer",
    "Entry",
    "Invitation",
    "People",
    "Person",
    "Provider",
    "Role",
    "Scope",
    "Session",
    "Token",
    "Verified",
    "people",
]

IDLE = timedelta(hours=12)
"""A session that is not used for longer ends: a shift and the way home."""
LONGEST = timedelta(days=7)
"""And one that is used all the time ends after this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """All that a desk asks of its file of people; `openid` is who is asked instead, if anybody."""

    accounts: Accounts
    audit: Audit
    door: Door
    invitations: Invitations
    sessions: Sessions
    tokens: Tokens
    file: File
    openid: OpenId | None = None

    def first(self) -> str:
        """Give the secret of a link that makes the administrator, empty where there is one."""
        return "" if self.accounts.has_admin() else self.invitations.first()

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def people(
    path: Path | str,
    now: Callable[[], datetime],
    *,
    idle: timedelta = IDLE,
    longest: timedelta = LONGEST,
    provider: Provider | None = None,
) -> People:
    """Open a file of people, made where there is none."""
    file = File(path, now)
    audit = Audit(file)
    accounts = Accounts(file)
    sessions = Sessions(file, idle=idle, longest=longest)
    return People(
        accounts=accounts,
        audit=audit,
        door=Door(file, sessions),
        invitations=Invitations(file),
        sessions=sessions,
        tokens=Tokens(file),
        file=file,
        openid=OpenId(file, provider, client) if provider else None,
    )
