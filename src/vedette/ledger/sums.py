"""What the tables of a ledger hold, in figures that do not hang on the database that holds it.

The sum of a table adds up the SHA-256 of its rows, modulo 2²⁵⁶, so that no order is needed to
compare two databases. A row is hashed as a JSON array of its columns in the order of the schema,
with floats in the fewest digits that give them back and bytes in base64 (RFC 4648).
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, TableClause, select

from vedette.ledger import schema as t
from vedette.ledger.search import indexed

TABLES: Final[tuple[TableClause, ...]] = (*t.metadata.sorted_tables, indexed)
"""Every table of a ledger; one that another names stands before it."""

PORTION: Final = 1000
"""Rows in hand at once: of articles, the longest, some 5 MB."""
_MODULUS: Final = 1 << 256

Told = Callable[[str], None]


def silent(_words: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How many rows a table has, and what they add up to, in hexadecimal figures."""

    table: str
    rows: int
    digest: str


class Adding:
    """A sum that is made while rows pass by."""

    def __init__(self, table: TableClause) -> None:
        self._table = table.name
        self._rows = 0
        self._total = 0

    def take(self, rows: Sequence[Sequence[Any]]) -> int:
        """Add rows; give how many it have been by now."""
        for row in rows:
            hashed = hashlib.sha256(msgspec.json.encode(tuple(row))).digest()
            self._total += int.from_bytes(hashed, "big")
        self._total %= _MODULUS
        self._rows += len(rows)
        return self._rows

    def made(self) -> Sum:
        """Give the sum of what was taken."""
        return Sum(table=self._table, rows=self._rows, digest=f"{self._total:064x}")


def portions_of(connection: Connection, table: TableClause) -> Iterator[Sequence[Any]]:
    """Give the rows of a table, some at a time, in whatever order they lie."""
    found = connection.execute(select(table), execution_options={"yield_per": PORTION})
    yield from found.partitions()


def sum_of(connection: Connection, table: TableClause, told: Told = silent) -> Sum:
    """Add up a table."""
    adding = Adding(table)
    for some in portions_of(connection, table):
        told(f"{table.name}, {adding.take(some):,} rows")
    return adding.made()


def sums(connection: Connection, told: Told = silent) -> tuple[Sum, ...]:
    """Add up every table of a ledger, as one connection sees it."""
    return tuple(sum_of(connection, table, told) for table in TABLES)
