"""Where the ledger lies: opening it, bringing its schema up to date, and transactions.

A ledger is named by a URL: `sqlite:///path/to/file` or `postgresql+psycopg://user@host/name`.
SQLite runs in WAL mode with `synchronous=NORMAL`: a killed process loses nothing; a power cut may
lose the last moments, and then their polls with their validators too, so that they are asked again.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from vedette.errors import Away, LedgerError, MissingExtra
from vedette.handling import Tlp
from vedette.ledger import migrate
from vedette.ledger.schema import metadata
from vedette.ledger.withholding import Veil

# Longest wait for another writer, in seconds: a batch of 50 articles commits in well under one.
BUSY_SECONDS = 30

MANY = 500
"""Values in one question: SQLite takes 32,766 variables, older ones 999."""

WRITING = ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-16384")
"""How SQLite is set for a writer. Names are hashes, so a row may go anywhere: with 16 MB of pages
at hand, instead of 2, fewer are read again. With 64 a fold was no faster, and 51 MB went into it
over a day."""

STATEMENTS: Final = 1000
"""Statements that a connection keeps prepared. A report asks two hundred different ones: with the
driver's own 128 each was gone before it was asked again, and a sixth of a fold went into that."""

UNVEILED: Final = Veil()

Value = TypeVar("Value", str, int)
Asked = TypeVar("Asked", bound=Select[Any])

WATCHING = 0x7665646574746500
"""PostgreSQL's number for the lock of the desk that polls; the letters of our name."""


class Store:
    """An open ledger; `write` says whether this process may append.

    `patience` is how many seconds it waits while another one writes, before it is `Busy`. Whoever
    reads from one with a `ceiling` sees nothing above it, and with `analysts` no incident that
    fewer of them have released.
    """

    def __init__(
        self,
        url: str,
        *,
        write: bool = False,
        patience: float = BUSY_SECONDS,
        ceiling: Tlp = "red",
        analysts: int = 0,
    ) -> None:
        self.url = url
        self.write = write
        self.engine = _engine(url, write=write, patience=patience)
        self.sqlite = self.engine.dialect.name == "sqlite"
        # PostgreSQL by itself lets every statement see the newest state.
        one_state = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reading = self.engine
        self._readers = self._reading.execution_options(reading=True, **one_state)
        self._rehearsing = self.engine.execution_options(**one_state)
        self._watching: Connection | None = None
        self.veil = Veil(ceiling=ceiling, analysts=analysts)
        self._veiled = self._readers
        if self.veil:
            veiled = _engine(url, write=False, patience=patience, veil=self.veil)
            self._veiled = veiled.execution_options(veiled=True, **one_state)
        try:
            self._bring_up_to_date()
        except LedgerError:
            self.close()
            raise
        except (OperationalError, DatabaseError) as fault:
            self.close()
            raise LedgerError(
                what="the ledger cannot be opened",
                where=self.place,
                why=str(fault.orig),
                remedy="check the path, its rights, and that it is a ledger of vedette",
            ) from fault
        # What one connection writes empties the pages that all others hold: written by turns over
        # five with 64 MB each, a ledger of 2,400 articles held 420 MB and read its pages again.
        if write and self.sqlite:
            self._reading = _engine(url, write=False, patience=patience)
            self._readers = self._reading.execution_options(reading=True)
            self._veiled = self._readers if not self.veil else self._veiled

    @property
    def place(self) -> str:
        """The URL without its password, fit for messages."""
        return make_url(self.url).render_as_string(hide_password=True)

    def _bring_up_to_date(self) -> None:
        standing = migrate.revision(self.engine)
        if standing and standing > migrate.HEAD:
            raise LedgerError(
                what="the ledger was written by a later vedette",
                where=self.place,
                why=f"it stands at {standing}, this one knows no later than {migrate.HEAD}",
                remedy="install the newest, or restore the backup from before its upgrade",
            )
        if standing != migrate.HEAD and not self.write:
            raise LedgerError(
                what="the ledger is empty or of another version",
                where=self.place,
                why=f"it stands at {standing or 'nothing'}, this vedette reads {migrate.HEAD}",
                remedy="run `vedette watch` or `vedette replay` on it once, which upgrades it",
            )
        if standing != migrate.HEAD:
            migrate.upgrade(self.engine, self.place)
        if self.write and not self.sqlite:
            with self.engine.begin() as connection:
                migrate.put_in_order(connection, [*metadata.tables, "view_search"])

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection whose work is kept whole or not at all."""
        with held(self.place), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self, *, always: bool = False) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger from beginning to end.

        Nothing is hidden from one that finds, in the views of that very state, nothing to hide.
        Who reads more than the views, what was captured and not folded yet, asks for it `always`.
        """
        with held(self.place), self._readers.connect() as connection:
            if not always and not self.veil.is_needed(connection):
                yield connection
                return
        with held(self.place), self._veiled.connect() as connection:
            yield connection

    def under(self, ceiling: Tlp, *, analysts: int = 0) -> "Store":
        """Give the same ledger, to read from, to those who may be told no more than a ceiling."""
        return Store(self.url, ceiling=ceiling, analysts=analysts)

    @contextmanager
    def whole(self) -> Iterator[Connection]:
        """Give a connection that sees what is above the ceiling too: to say that it is.

        Like any that reads, it sees one state of the ledger from beginning to end.
        """
        with held(self.place), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def rehearsal(self) -> Iterator[Connection]:
        """Give a connection that sees one state throughout, and whose work is undone in the end."""
        with self._rehearsing.connect() as connection, held(self.place):
            attempt = connection.begin()
            try:
                yield connection
            finally:
                attempt.rollback()

    @contextmanager
    def bare(self) -> Iterator[Any]:
        """Give the driver's own cursor outside any transaction, for what no transaction can do."""
        connection = self.engine.raw_connection()
        try:
            with held(self.place):
                yield connection.cursor()
        finally:
            connection.close()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Hold the right to poll for this ledger; a second desk that watches it is refused.

        Two would ask every host twice. The system lets go of the lock when the process dies.
        """
        taken = Watched(
            what="another vedette watches this ledger",
            where=self.place,
            remedy="stop that one, or name another ledger with --ledger",
        )
        if self.sqlite:
            lock = FileLock(f"{make_url(self.url).database}.watch", timeout=0)
            try:
                lock.acquire()
            except Timeout as fault:
                raise taken from fault
            try:
                yield
            finally:
                lock.release()
            return
        self._watching = self._take()
        if self._watching is None:
            raise taken
        try:
            yield
        finally:
            with suppress(SQLAlchemyError):  # a server that is gone has let go of it
                self._watching.execute(select(func.pg_advisory_unlock(WATCHING)))
            self._watching.close()

    def watch_again(self) -> None:
        """Take the right to poll anew after the server was away: it has forgotten who had it.

        Raises Away while the server is, and while another one has that right.
        """
        if self._watching is None or not _is_lost(self._watching):
            return
        with held(self.place):
            again = self._take()
        if again is None:
            raise Away(
                what="the ledger cannot be written now",
                where=self.place,
                why="another vedette watches it meanwhile",
                remedy="stop that one: this one goes on by itself",
            )
        self._watching.close()
        self._watching = again

    def _take(self) -> Connection | None:
        """Give the session that holds the right to poll, None where another one has it.

        The lock is the session's; an open transaction would hinder vacuum.
        """
        connection = self.engine.connect()
        if not connection.execute(select(func.pg_try_advisory_lock(WATCHING))).scalar():
            connection.close()
            return None
        connection.commit()
        return connection

    def close(self) -> None:
        """Let go of every connection; the last writer of a SQLite ledger folds its log in."""
        self._veiled.dispose()
        self._reading.dispose()
        self.engine.dispose()

    def tables(self) -> frozenset[str]:
        """Give the names of all tables that are there."""
        return frozenset(inspect(self.engine).get_table_names())


class Watched(LedgerError):
    """Somebody polls for this ledger already."""


class Busy(LedgerError):
    """Somebody else has been writing for longer than we wait; nothing of ours was written."""


OUT: Final = re.compile(r"disk is full|readonly database|disk I/O error|unable to open database")
"""What SQLite says of a disk that takes nothing in."""
GONE: Final = ("08", "53", "57P01", "57P02", "57P03", "25006")
"""Classes and codes of PostgreSQL's errors (its appendix A) that say so of a server: connection
lost, no room, shutting down or starting, a standby that only reads."""


@contextmanager
def held(place: str) -> Iterator[None]:
    """Tell in our own words that others hold a ledger for too long, or that it is out of reach."""
    try:
        yield
    except (OperationalError, InterfaceError, sqlite3.OperationalError) as fault:
        why = getattr(fault, "orig", fault)
        if "database is locked" in str(why):
            raise Busy(
                what="the ledger is held by another writer",
                where=place,
                why="for longer than we wait",
                remedy="wait until `vedette rebuild --check` or whatever writes there is done",
            ) from fault
        if not is_away(fault):
            raise
        raise Away(
            what="the ledger cannot be written now",
            where=place,
            why=str(why).strip().partition("\n")[0],
            remedy="make room, or bring its server back: what waits goes on by itself",
        ) from fault


def is_away(fault: Exception) -> bool:
    """Tell whether a disk or a server is at fault, and no row."""
    why = getattr(fault, "orig", fault)
    if not hasattr(why, "sqlstate"):
        return bool(OUT.search(str(why)))
    lost = isinstance(fault, DBAPIError) and fault.connection_invalidated
    return lost or why.sqlstate is None or why.sqlstate.startswith(GONE)


def _is_lost(connection: Connection) -> bool:
    """Tell whether the server has forgotten a session."""
    if not connection.invalidated:
        with suppress(SQLAlchemyError):
            connection.execute(select(1))
            connection.commit()
            return False
    return True


def named(url: str) -> URL:
    """Read the address of a ledger. Raises LedgerError where it is none."""
    try:
        parsed = make_url(url)
    except ArgumentError as fault:
        raise _misnamed(url) from fault
    if parsed.drivername == "postgresql+psycopg" or (
        parsed.drivername == "sqlite" and parsed.database
    ):
        return parsed
    raise _misnamed(url)


def _engine(url: str, *, write: bool, patience: float, veil: Veil = UNVEILED) -> Engine:
    parsed = named(url)
    if parsed.drivername == "sqlite":
        path = parsed.database or ""
        return _sqlite(url, path, write=write, patience=patience, veil=veil)
    try:
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as fault:
        raise MissingExtra(
            what="PostgreSQL needs its driver",
            where=parsed.render_as_string(hide_password=True),
            remedy="pip install 'vedette[postgres]'",
        ) from fault
    if veil:
        event.listen(engine, "connect", partial(_veil_postgres, veil))
    return engine


def _veil_postgres(veil: Veil, connection: Any, _entry: ConnectionPoolEntry) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        veil.draw(cursor, cursor.fetchone()[0], "postgresql")
    connection.commit()


def _misnamed(url: str) -> LedgerError:
    return LedgerError(
        what="not the address of a ledger",
        where=re.sub(r"(?<=:)(?!//).*@", "***@", url),  # it may hold a password
        remedy="give sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME",
    )


def _sqlite(url: str, database: str, *, write: bool, patience: float, veil: Veil) -> Engine:
    path = Path(database)
    if not write and not path.is_file():
        raise LedgerError(
            what="there is no ledger here",
            where=database,
            remedy="run `vedette watch` or `vedette replay`, or name another: --ledger",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        connect_args={"timeout": patience, "cached_statements": STATEMENTS},
        hide_parameters=True,
        pool_use_lifo=True,  # who comes next finds the pages of who was last
    )

    def prepare(connection: object, _entry: ConnectionPoolEntry) -> None:
        # The driver's own begin is switched off: it would start writers late and deadlock them.
        connection.isolation_level = None  # type: ignore[attr-defined]  # the sqlite3 driver's
        cursor = connection.cursor()  # type: ignore[attr-defined]  # as above
        for pragma in ("foreign_keys=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        if veil:  # between the two: another store for what is temporary drops it all
            veil.draw(cursor, "main", "sqlite")
        for pragma in WRITING if write else ("query_only=ON",):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begin(connection: Connection) -> None:
        reading = not write or connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    return engine


def asked_of(
    query: Asked, column: ColumnElement[Any], some: Iterable[Any] | None
) -> Iterator[Asked]:
    """Ask a question of some values of a column, as many at a time as it can hold; None is all."""
    if some is None:
        yield query
    else:
        for few in portions(some):
            yield query.where(column.in_(few))


def portions(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Cut values into sorted lists that one question can hold, each value once."""
    listed = sorted(set(values))
    return (listed[n : n + MANY] for n in range(0, len(listed), MANY))
