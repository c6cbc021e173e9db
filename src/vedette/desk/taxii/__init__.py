"""TAXII 2.1 on the desk: collections of incidents to poll, and an inbox to add to.

    collections  what is offered, by the settings
    tokens       who may read what, and who may add
    publishing   incidents → rows of the log: what is new of each, once
    shelf        these rows → versions of objects, by collection and question
    inbox        what others add → captures

Source: TAXII Version 2.1, OASIS Standard, 10 June 2021.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vedette.desk.settings import Settings
from vedette.desk.taxii.collections import Declared, offered
from vedette.desk.taxii.inbox import Inbox, Status
from vedette.desk.taxii.publishing import Publisher
from vedette.desk.taxii.shelf import Found, Held, Object, Shelf, ShelfAsk
from vedette.desk.taxii.tokens import Token, Tokens
from vedette.errors import ConfigurationError
from vedette.ledger import changes
from vedette.ledger.store import Store
from vedette.people import People

__all__ = [
    "Declared",
    "Exchange",
    "Found",
    "Held",
    "Object",
    "Publisher",
    "ShelfAsk",
    "Status",
    "Token",
]


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """What TAXII offers over one ledger; `inbox` is None where nobody may add."""

    title: str
    tokens: Tokens
    declared: tuple[Declared, ...]
    shelf: Shelf
    inbox: Inbox | None
    born: Callable[[], str]

    def collections(self, token: Token) -> tuple[Declared, ...]:
        """Give the collections that somebody may read or add to."""
        return tuple(one for one in self.declared if token.reads(one) or token.adds(one))

    def collection(self, name: str) -> Declared | None:
        """Give a collection by its id or its alias."""
        return next((one for one in self.declared if name in {one.alias, self.id(one)}), None)

    def id(self, one: Declared) -> str:
        """Give the UUID of a collection on this desk."""
        return one.id(self.born())


def exchange(
    settings: Settings,
    reading: Store,
    writing: Store | None,
    *,
    now: Callable[[], datetime],
    people: People | None = None,
) -> Exchange:
    """Give what the settings offer; raises ConfigurationError.

    `writing` takes what others add; without it, or without a token that may, there is no inbox.
    Where the desk has `people`, their tokens for TAXII are let in too, and nobody without one.
    """
    path = Path(settings.taxii_tokens) if settings.taxii_tokens else None
    tokens = Tokens(path, people.tokens.of if people else None)
    adding = writing is not None and any(one.add for one in tokens.listed())
    declared = offered(settings.taxii_collections, inbox=adding)
    _known(tokens, declared)
    return Exchange(
        title=settings.taxii_title,
        tokens=tokens,
        declared=declared,
        shelf=Shelf(reading, (one for one in declared if not one.inbox)),
        inbox=Inbox(writing, now=now) if writing is not None and adding else None,
        born=lambda: _born(reading),
    )


def _born(store: Store) -> str:
    with store.reading() as connection:
        return changes.born(connection)


def _known(tokens: Tokens, declared: Iterable[Declared]) -> None:
    aliases = {"*", *(one.alias for one in declared)}
    for token in tokens.listed():
        if unknown := sorted(token.read - aliases):
            raise ConfigurationError(
                what=f"there is no collection {unknown[0]!r}",
                where=f"token {token.name}",
                remedy=f"use {', '.join(sorted(aliases))}",
            )
