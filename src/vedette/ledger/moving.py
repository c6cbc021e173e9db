"""A ledger copied into another database, row by row, and the proof that both hold the same.

What is copied is the ledger as it stood at one moment: whoever watches it goes on meanwhile. Log
and views are copied alike, so that the copy answers at once; how far they have been folded stands
among them. The copy counts once its tables, read back, add up to what was read (`sums`).
"""

from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from vedette.errors import LedgerError
from vedette.ledger import soundness
from vedette.ledger.landing import Landing, land
from vedette.ledger.store import Store
from vedette.ledger.sums import TABLES, Adding, Sum, Told, portions_of, silent


def copy(url: str, to: str, told: Told = silent) -> tuple[Sum, ...]:
    """Copy a ledger to a place that holds none, whole or not at all; give what it holds.

    Both are named by their URLs, SQLite or PostgreSQL. Raises LedgerError.
    """
    source = Store(url)
    _must_be_whole(source)
    found: list[Sum] = []

    def fill(landing: Landing) -> None:
        found.extend(_pour(source, landing, told))
        told("making the indexes")
        landing.settle()
        landed = landing.sums(lambda words: told(f"reading back {words}"))
        must_equal(found, landed, to=to)

    try:
        land(to, fill)
    finally:
        source.close()
    return tuple(found)


def _must_be_whole(source: Store) -> None:
    """Refuse a file that a disk has spoilt: rows may be missing where nothing complains."""
    if source.sqlite and (wrong := soundness.faults(source.url)):
        source.close()
        raise LedgerError(
            what="the ledger is not whole",
            where=source.place,
            why=wrong[0],
            remedy="restore a backup",
        )


def _pour(source: Store, landing: Landing, told: Told) -> list[Sum]:
    """Write every row; what goes wrong in writing is for the landing to tell."""
    made = []
    try:
        with source.reading(always=True) as connection:
            for table in TABLES:
                adding = Adding(table)
                for some in portions_of(connection, table):
                    landing.take(table, some)
                    told(f"{table.name}, {adding.take(some):,} rows")
                made.append(adding.made())
    except DBAPIError as fault:
        raise LedgerError(
            what="the ledger cannot be read to its end",
            where=source.place,
            why=str(fault.orig)[:300],
            remedy="look at it with `vedette ledger check`, or restore a backup",
        ) from fault
    return made


def must_equal(one: Sequence[Sum], other: Sequence[Sum], *, to: str) -> None:
    """Raise LedgerError where two ledgers do not hold the same."""
    differing = [had.table for had, has in zip(one, other, strict=True) if had != has]
    if differing:
        raise LedgerError(
            what="the copy does not hold what was copied, and is not kept",
            where=to,
            why=f"{', '.join(differing)} add up to something else",
            remedy="report it; the ledger that was copied is as it was",
        )
