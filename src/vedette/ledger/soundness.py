"""Whether the file of a ledger is whole, and a copy of it that is.

A page that a disk has spoilt may lie for years where nobody reads. SQLite's own check walks every
page and every index; what it finds is told in its words. PostgreSQL has tools of its own for both.

Source: https://www.sqlite.org/pragma.html#pragma_integrity_check, https://www.sqlite.org/lang_vacuum.html.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from vedette.errors import LedgerError

TOLD: Final = 20
"""Faults that are told: where there is one, there are often thousands."""
PATIENCE: Final = 30.0
"""Seconds that a look waits for whoever writes."""


def faults(url: str) -> tuple[str, ...]:
    """Say what is wrong with a ledger's file, nothing where it is whole. Raises LedgerError."""
    return _faults(_file(url))


def back_up(url: str, to: Path) -> int:
    """Copy a ledger, as it stands at one moment, to a new file; give its bytes.

    Whoever watches goes on meanwhile. A ledger that is not whole is not copied, and what is written
    is looked at before it has its name. Raises LedgerError.
    """
    path = _file(url)
    if to.exists():
        raise _refused("there is a file already", to, "name another, or take it away")
    if wrong := _faults(path):
        raise _refused("the ledger is not whole", path, "restore a backup", wrong[0])
    part = to.with_name(f"{to.name}.part")
    try:
        part.unlink(missing_ok=True)
        with _opened(path) as connection:
            connection.execute("VACUUM INTO ?", [str(part)])
        if wrong := _faults(part):
            raise _refused("the copy is not whole", to, "see to the disk", wrong[0])
        part.replace(to)
    except (sqlite3.Error, OSError) as fault:
        raise _refused("the copy cannot be written", to, "make room", str(fault)) from fault
    finally:
        part.unlink(missing_ok=True)
    return to.stat().st_size


def _file(url: str) -> Path:
    parsed = make_url(url)
    path = Path(parsed.database or "")
    if parsed.drivername != "sqlite":
        what = "this is for SQLite alone"
        raise _refused(what, parsed.render_as_string(), "use pg_dump, and amcheck")
    if not path.is_file():
        raise _refused("there is no ledger here", path, "name another: --ledger")
    return path


def _faults(path: Path) -> tuple[str, ...]:
    try:
        with _opened(path) as connection:
            told = [row[0] for row in connection.execute(f"PRAGMA integrity_check({TOLD})")]
            strays = connection.execute("PRAGMA foreign_key_check").fetchmany(TOLD)
    except sqlite3.DatabaseError as fault:
        return (str(fault),)
    lost = (f"row {row[1]} of {row[0]} names one of {row[2]} that is not there" for row in strays)
    return (*(one for one in told if one != "ok"), *lost)[:TOLD]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file to read; without making one, and whatever version it is of."""
    address = f"{path.resolve().as_uri()}?mode=rw"  # a log that was left beside it is folded in
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as connection:
        yield connection


def _refused(what: str, where: object, remedy: str, why: str = "") -> LedgerError:
    return LedgerError(what=what, where=str(where), why=why, remedy=remedy)
