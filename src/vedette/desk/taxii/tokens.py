"""Who may read which collection, and who may add: a file of tokens, apart from the settings.

    [partner]                            # the user's name, where a client asks with one
    secret = "4f1c…"                     # at least 20 characters
    read = ["incidents", "baltic"]       # aliases of collections; "*" for all
    add = true                           # whether it may put objects into the inbox
    source = "xx/partner"                # the source by whose name they come in

A client sends the secret alone (`Authorization: Bearer …`, RFC 6750), or as the password of the
name (`Basic`, RFC 7617). The file is read anew whenever it has changed, so that a token can be
taken back without a restart.

A desk that asks for a login has tokens of its own (`vedette people token`): one with the scope
`taxii` reads every collection. Adding needs a token of the file, which says in whose name.
"""

import base64
import hmac
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from vedette.desk.taxii.collections import Declared
from vedette.errors import ConfigurationError
from vedette.people import Person
from vedette.sources.lines import parsed
from vedette.sources.rules import ID

SHORTEST: Final = 20
"""Characters of a secret: 20 of base64 have 120 bits."""
KEYS: Final[Mapping[str, type]] = {"secret": str, "read": list, "add": bool, "source": str}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What somebody may do; `source` is in whose name what he adds comes in."""

    name: str
    secret: str = field(repr=False)
    read: frozenset[str] = frozenset()
    add: bool = False
    source: str = ""

    def reads(self, one: Declared) -> bool:
        """Say whether a collection may be read with it; nobody reads the inbox."""
        return not one.inbox and ("*" in self.read or one.alias in self.read)

    def adds(self, one: Declared) -> bool:
        """Say whether a collection may be added to with it."""
        return one.inbox and self.add


EVERYBODY: Final = Token(name="", secret="", read=frozenset({"*"}))
"""Stands for whoever reaches a desk that has no file of tokens, as he reaches its pages."""


class Tokens:
    """The tokens of a file and those of the desk; with neither everybody reads and nobody adds.

    `desk` gives in whose name one of the desk's own tokens speaks.
    """

    def __init__(
        self, path: Path | None, desk: Callable[[str], Person | None] | None = None
    ) -> None:
        self._path = path
        self._desk = desk
        self._read: tuple[float, tuple[Token, ...]] = (-1.0, ())

    def listed(self) -> tuple[Token, ...]:
        """Give the tokens as the file has them now; raises ConfigurationError."""
        if self._path is None:
            return () if self._desk else (EVERYBODY,)
        try:
            changed = self._path.stat().st_mtime
            if changed != self._read[0]:
                self._read = (changed, tokens(self._path.read_text("utf-8"), str(self._path)))
        except (OSError, UnicodeDecodeError) as fault:
            raise _fault(
                "the file of tokens cannot be read", str(self._path), str(fault)
            ) from fault
        return self._read[1]

    def of(self, authorization: str) -> Token | None:
        """Give whose token a request carries, None where it carries none that is known."""
        if self._path is None and self._desk is None:
            return EVERYBODY
        name, secret = _credentials(authorization)
        found = self._of_desk(secret)
        for one in self.listed():  # all of them: the time taken tells nothing
            same = hmac.compare_digest(one.secret.encode(), secret.encode())
            if same and name in {None, one.name}:
                found = one
        return found

    def _of_desk(self, secret: str) -> Token | None:
        person = self._desk(secret) if self._desk and secret else None
        if person is None or not person.may("reader", "taxii"):
            return None
        return Token(name=person.name, secret="", read=frozenset({"*"}))


def _credentials(authorization: str) -> tuple[str | None, str]:
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return None, given.strip()
    try:
        raw = base64.b64decode(given.strip(), validate=True) if scheme.lower() == "basic" else b""
    except ValueError:  # no base64, or letters that are not even ASCII
        raw = b""
    name, _, secret = raw.decode("utf-8", "replace").partition(":")
    return name, secret


def tokens(text: str, where: str) -> tuple[Token, ...]:
    """Read a file of tokens; raises ConfigurationError, which never tells a secret."""
    try:
        told = parsed(text)
    except tomllib.TOMLDecodeError as fault:
        raise _fault("this is no TOML", where, str(fault)) from fault
    made = tuple(_token(name, table, where) for name, table in told.items())
    secrets = [one.secret for one in made]
    if len(set(secrets)) < len(secrets):
        raise _fault("two tokens have one secret", where, remedy="draw one for each")
    return made


def _token(name: str, table: Any, where: str) -> Token:
    at = f"{where} [{name}]"
    if not isinstance(table, dict):
        raise _fault("this is no table", at, remedy="begin each token with [name]")
    for key, value in table.items():
        if key not in KEYS:
            raise _fault(f"a token has no {key!r}", at, remedy=f"use {', '.join(KEYS)}")
        if not isinstance(value, KEYS[key]):
            raise _fault(f"{key} is no {KEYS[key].__name__}", at, remedy="see docs/how-to/taxii.md")
    if len(table.get("secret", "")) < SHORTEST:
        remedy = f"draw one of {SHORTEST} characters or more: openssl rand -base64 24"
        raise _fault("the secret is missing or short", at, remedy=remedy)
    source = table.get("source", "")
    if table.get("add") and not ID.fullmatch(source):
        remedy = 'name whose it is, such as source = "xx/partner"'
        raise _fault("who adds has no source", at, remedy=remedy)
    read = frozenset(_texts(table.get("read", []), at))
    return Token(name=name, **{**table, "read": read, "source": source})


def _texts(listed: Iterable[Any], at: str) -> Iterable[str]:
    for one in listed:
        if not isinstance(one, str):
            raise _fault("read holds what is no text", at, remedy='write read = ["incidents"]')
        yield one


def _fault(what: str, where: str, why: str = "", *, remedy: str = "") -> ConfigurationError:
    remedy = remedy or "name a file that you may read, with a table for each token"
    return ConfigurationError(what=what, where=where, why=why, remedy=remedy)
