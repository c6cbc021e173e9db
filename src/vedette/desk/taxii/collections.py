"""The collections that a desk offers: all incidents, and those that the settings choose.

A collection is declared as a name and a question, as the list of incidents writes it into its
address: `"Sabotage in Poland: kind=sabotage&country=PL"`. Its alias is the name in small letters.

>>> one = declared("Sabotage in Poland: kind=sabotage&kind=arson&country=PL")
>>> one.alias, one.wants({"kind": ["arson"], "country": ["PL"]})
('sabotage-in-poland', True)
>>> one.wants({"kind": ["arson"], "country": ["LT"]})
False
"""

import re
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args
from urllib.parse import parse_qsl
from uuid import uuid5

from vedette.answers import Status, Target
from vedette.errors import ConfigurationError
from vedette.ledger.shelf import FACTS, Facts
from vedette.taxonomy.countries import countries
from vedette.taxonomy.kinds import ORDER
from vedette.taxonomy.places import table
from vedette.write.stix.objects import NAMESPACE

INCIDENTS: Final = "incidents"
INBOX: Final = "inbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A collection: its name, and what of each fact lets an incident in; nothing asks for all.

    `inbox` is the one that takes what others add, and gives nothing.
    """

    title: str
    alias: str
    asks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    inbox: bool = False

    def wants(self, facts: Facts) -> bool:
        """Say whether an incident belongs into it."""
        return not self.inbox and all(
            not allowed.isdisjoint(facts.get(name, ())) for name, allowed in self.asks.items()
        )

    def id(self, desk: str) -> str:
        """Give its UUID, which is the same as long as the ledger and the alias are."""
        return str(uuid5(NAMESPACE, f"collection {desk} {self.alias}"))


def offered(settings: Iterable[str], *, inbox: bool) -> tuple[Declared, ...]:
    """Give all collections in their order; raises ConfigurationError."""
    listed = [Declared(title="Incidents", alias=INCIDENTS), *map(declared, settings)]
    if inbox:
        listed.append(Declared(title="Inbox", alias=INBOX, inbox=True))
    for n, one in enumerate(listed):
        if one.alias in {other.alias for other in listed[:n]}:
            raise _fault(f"two collections are called {one.alias}", one.title, "rename one of them")
    return tuple(listed)


def declared(written: str) -> Declared:
    """Read what the settings declare; raises ConfigurationError."""
    title, colon, question = (part.strip() for part in written.partition(":"))
    alias = re.sub(r"[^\w]+", "-", title.lower()).strip("-")
    if not (colon and alias and question):
        remedy = 'write a name and a question: "Sabotage in Poland: kind=sabotage&country=PL"'
        raise _fault("this declares no collection", written, remedy)
    asks: dict[str, set[str]] = {}
    for name, value in parse_qsl(question, keep_blank_values=True):
        _check(name, value, written)
        asks.setdefault(name, set()).add(value)
    if not asks:
        raise _fault("the question asks for nothing", written, "write for instance kind=sabotage")
    frozen = {name: frozenset(values) for name, values in asks.items()}
    return Declared(title=title, alias=alias, asks=frozen)


def _check(name: str, value: str, where: str) -> None:
    if name not in FACTS:
        raise _fault(f"a collection cannot ask for {name!r}", where, f"use {', '.join(FACTS)}")
    known = _known(name)
    if value not in known:
        some = ", ".join(sorted(known)[:20])
        raise _fault(f"there is no {name} {value!r}", where, f"give one such as {some}")


def _known(name: str) -> Several[str]:
    match name:
        case "kind":
            return ORDER
        case "status":
            return get_args(Status)
        case "target":
            return get_args(Target)
        case _:
            return countries().keys() | set(table("places")["sea"])


def _fault(what: str, where: str, remedy: str) -> ConfigurationError:
    return ConfigurationError(what=what, where=f"[taxii] collections: {where}", remedy=remedy)
