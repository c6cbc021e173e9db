"""Who did what to whom, and when: rows in a chain, which are added to and never edited.

Every row bears the hash of the one before it, so that a change of any row, and a row that was
taken out, shows in all that follow. The file itself refuses to change or delete rows. Whoever owns
the machine could write a whole chain anew; who has noted the last link somewhere else can tell.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vedette.people.file import File
from vedette.records import digest

NEWEST: Final = 200
"""Entries on one page."""
LONGEST: Final = 300
"""Characters of what is told with an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done: by whom, to whom, from where, and what more there is to tell."""

    number: int
    at: datetime
    who: str
    what: str
    whom: str
    told: str
    address: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many entries there are, which do not hold, and the last link.

    `known` is whether the chain has a link that was asked about.
    """

    entries: int
    broken: tuple[int, ...]
    last: str
    known: bool

    @property
    def holds(self) -> bool:
        """Whether all of it holds."""
        return self.known and not self.broken


class Audit:
    """The log of a file of people."""

    def __init__(self, file: File) -> None:
        self._file = file

    def note(
        self, what: str, *, who: str, whom: str = "", told: str = "", address: str = ""
    ) -> None:
        """Add an entry."""
        with self._file.writing() as connection:
            note(
                connection,
                self._file.stamp(),
                what,
                who=who,
                whom=whom,
                told=told,
                address=address,
            )

    def entries(self, most: int = NEWEST, before: int | None = None) -> list[Entry]:
        """Give entries, the newest first."""
        query = "SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?"
        with self._file.reading() as connection:
            found = connection.execute(query, (before or 2**62, most)).fetchall()
        return [_entry(row) for row in found]

    def verify(self, link: str = "") -> Verified:
        """Follow the chain from its first entry; `link` is one that it must have."""
        broken, before, count, known = [], "", 0, not link
        with self._file.reading() as connection:
            for count, row in enumerate(_in_order(connection), start=1):
                told = _link(row["before"], row)
                if row["seq"] != count or row["before"] != before or row["link"] != told:
                    broken.append(row["seq"])
                before = row["link"]
                known = known or before == link
        return Verified(entries=count, broken=tuple(broken), last=before, known=known)


def note(
    connection: sqlite3.Connection,
    at: str,
    what: str,
    *,
    who: str,
    whom: str = "",
    told: str = "",
    address: str = "",
) -> None:
    """Add an entry in the transaction of what it tells."""
    last = connection.execute("SELECT seq, link FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    row = {
        "seq": last["seq"] + 1 if last else 1,
        "at": at,
        "who": who,
        "what": what,
        "whom": whom,
        "told": told[:LONGEST],
        "address": address,
        "before": last["link"] if last else "",
    }
    connection.execute(
        "INSERT INTO audit VALUES (:seq, :at, :who, :what, :whom, :told, :address, :before, :link)",
        {**row, "link": _link(str(row["before"]), row)},
    )


def _link(before: str, row: "sqlite3.Row | dict[str, object]") -> str:
    names = ("seq", "at", "who", "what", "whom", "told", "address")
    return digest(before, *(str(row[name]) for name in names))


def _in_order(connection: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    yield from connection.execute("SELECT * FROM audit ORDER BY seq")


def _entry(row: sqlite3.Row) -> Entry:
    told = {name: row[name] for name in ("who", "what", "whom", "told", "address", "link")}
    return Entry(number=row["seq"], at=datetime.fromisoformat(row["at"]), **told)
