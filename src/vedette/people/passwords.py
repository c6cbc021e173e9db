"""Passwords: what one must be, and how it is kept.

Kept with argon2id in the second recommended form of RFC 9106 (64 MiB, three passes, four lanes),
which is more than OWASP asks for at the least (19 MiB, two passes).
"""

import threading
import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST: Final = 15
"""Characters: NIST SP 800-63B-4, section 3.1.1.2, for a password that stands alone."""
LONGEST: Final = 256
"""Characters; more only costs time."""
FEWEST: Final = 5
"""Different characters: `aaaaaaaaaaaaaaa` and `121212121212121` are long and are guessed."""
AT_ONCE: Final = 2
"""Hashes at once: 64 MiB and 0.1 to 0.2 seconds each, however many try to log in."""

NOBODYS: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4"
    "$lKWpuy+l5SWcXK0rpWHA5w$Q8Grt6TEikEfUH+Ae1USYAMlY4VTwSlBzS4+0BVfvf8"
)
"""Of 32 random bytes that were thrown away: what is checked where there is no account."""

_HASHER: Final = PasswordHasher()
_ROOM: Final = threading.BoundedSemaphore(AT_ONCE)


def why_not(password: str, name: str = "") -> str:
    """Say why a password is not taken, nothing where it is.

    >>> why_not("correct horse battery"), why_not("short")
    ('', 'it has fewer than 15 characters')
    """
    told = plain(password)
    if len(told) < SHORTEST:
        return f"it has fewer than {SHORTEST} characters"
    if len(told) > LONGEST:
        return f"it has more than {LONGEST} characters"
    if len(set(told)) < FEWEST:
        return "it repeats the same few characters"
    if name and name.casefold() in told.casefold() and len(told) < SHORTEST + len(name):
        return "it is little more than the name"
    return ""


def plain(password: str) -> str:
    """Give the form in which the same words, typed on another keyboard, are the same."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """Give what is kept of a password."""
    with _ROOM:
        return _HASHER.hash(plain(password))


def fits(password: str, kept: str) -> bool:
    """Say whether a password is the one that was kept.

    It takes as long where nothing was kept, so that the time tells nobody which names there are.
    """
    told = plain(password[: LONGEST + 1])
    with _ROOM:
        try:
            return _HASHER.verify(kept or NOBODYS, told) and bool(kept)
        except (Argon2Error, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Say whether a password was kept in an older form than passwords are now."""
    return bool(kept) and _HASHER.check_needs_rehash(kept)
