"""Setting a pledge, a forecast, a call or a posture straight: which one is meant, and what is said.

It aims at the words of every report that tells of it by then, so that it outlives an upgrade of the
coder, and holds for what further reports add to it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection

from vedette.amended import Amendable, Saying
from vedette.assess.days import interval
from vedette.desk.deciding import Deciding
from vedette.errors import LedgerError
from vedette.ledger import aiming
from vedette.ledger.amending import Marked, aims
from vedette.records import Aim, Span


class Anchored(Protocol):
    """What one report tells of a matter."""

    @property
    def article(self) -> str: ...
    @property
    def finding(self) -> str: ...
    @property
    def anchor(self) -> tuple[Span, ...]: ...


def marked(told: Iterable[Anchored]) -> Iterator[Marked]:
    """Give where each saying of a register is marked, to who asks: mostly nothing aims at any."""
    return ((one.article, one.finding, one.anchor) for one in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A pledge, forecast, call or posture as decisions aim at it: its sayings, the first first.

    `marks` are those of the whole register. `key` names a pledge that an official paper declares.
    """

    id: str
    sayings: tuple[Saying, ...]
    marks: Sequence[Marked]
    key: str = ""


Find = Callable[[Connection, str], Meant]
"""Gives the matter of a register by its id or the start of it; raises NotHeld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """What an analyst says of one matter of a register; what is empty is not said.

    `due` is a day, month, year or interval in ISO 8601. `same` is the id of another that it is one
    with, `apart` an article that tells of another matter. `none` says that it is no such thing at
    all, `note` that the reason is a remark and changes nothing.
    """

    noun: Amendable
    name: str
    standing: str = ""
    due: str = ""
    who: str = ""
    whom: str = ""
    same: str = ""
    apart: str = ""
    none: bool = False
    note: bool = False

    def decide(self, by: Deciding, find: Find) -> int:
        """Decide it; give the decision's number. Raises LedgerError for what nobody can follow."""
        said = self._said()
        told = [bool(said), bool(self.same), bool(self.apart), self.none, self.note]
        if sum(told) != 1:
            raise _wrong("it says nothing, or several things", "say one of them at a time")
        with by.store.reading() as connection:
            meant = find(connection, self.name)
            aimed = aims(connection, self.noun, meant.marks, meant.sayings)
            if self.same:
                aimed, said = self._one(connection, meant, aimed, find)
            if self.apart:
                aimed, said = self._two(connection, aimed)
        if self.none or self.note:
            if not aimed:
                raise _wrong("no report tells of it", "an official paper alone holds it")
            return by.about("dismiss" if self.none else "note", aimed)
        if meant.key:
            said["key"] = meant.key
        return by.amend(aimed, self.noun, **said)

    def _said(self) -> dict[str, Any]:
        told = {"stands": self.standing, "who": self.who.strip(), "whom": self.whom.strip()}
        said: dict[str, Any] = {name: value for name, value in told.items() if value}
        if self.due:
            days = interval(self.due.strip())
            if days is None:
                raise _wrong(
                    f"{self.due!r} is no day", "give 2030-12-31, 2030-12, 2030 or two by /"
                )
            said["due"] = [days.first.isoformat(), days.last.isoformat()]
        return said

    def _one(
        self, connection: Connection, meant: Meant, aimed: list[Aim], find: Find
    ) -> tuple[list[Aim], dict[str, Any]]:
        other = find(connection, self.same)
        if other.id == meant.id:
            raise _wrong(f"{self.same} is the same {self.noun} already", "name another one")
        if meant.key and other.key:
            raise _wrong("both stand in official papers", "name one that reports tell of")
        also = aims(connection, self.noun, other.marks, other.sayings)
        said = {"link": "one"} | ({"key": other.key} if other.key else {})
        return [*aimed, *also], said

    def _two(self, connection: Connection, aimed: list[Aim]) -> tuple[list[Aim], dict[str, Any]]:
        """Take out what one report says; the rest of them must be left."""
        article = aiming.article(connection, self.apart).id
        out = [aim for aim in aimed if aim.article == article]
        left = [aim for aim in aimed if aim.article != article]
        if not out:
            raise _wrong(f"{self.apart} does not tell of this {self.noun}", "see its reports")
        if not left:
            raise _wrong(f"{self.apart} alone tells of it", "say that it is none instead")
        return [*out, *left], {"link": "two"}


def _wrong(what: str, remedy: str) -> LedgerError:
    return LedgerError(what=what, where="register", remedy=remedy)
