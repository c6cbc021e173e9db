"""Opening a ledger: the right one, the wrong one, none at all."""

from datetime import date
from importlib.resources import files

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text
from tests.ledger.making import NOON, capture

from vedette.errors import LedgerError
from vedette.ledger import migrate, schema
from vedette.ledger.append import Appender
from vedette.ledger.store import Busy, Store


def test_the_migrations_give_the_schema(store):
    """What the migrations make is what the tables say, to the column."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, schema.metadata) == []


def ours(_thing, name, type_, _reflected, _other):
    """Leave out the full-text index, which each database spells in its own way."""
    return not (type_ == "table" and name.startswith("view_search"))


def test_head_is_the_newest_migration():
    """The revision named in code is the last one in the folder."""
    scripts = ScriptDirectory(str(files("vedette.ledger") / "migrations"))
    assert scripts.get_current_head() == migrate.HEAD


def test_opening_twice_is_opening_once(store, url):
    """A ledger that is up to date is left alone."""
    tables = store.tables()
    again = Store(url, write=True)
    assert again.tables() == tables
    again.close()


def test_a_database_of_another_locale_is_put_in_our_order(store, url):
    """Whatever PostgreSQL orders texts by, a ledger's are by code points once it was opened."""
    if store.sqlite:
        pytest.skip("SQLite orders so by nature")
    with store.transaction() as connection:
        connection.exec_driver_sql(
            'ALTER TABLE issues ALTER COLUMN what TYPE text COLLATE "und-x-icu"'
        )
    again = Store(url, write=True)
    with again.reading() as connection:
        told = "SELECT what FROM (VALUES ('a'), ('B')) v(what) ORDER BY what COLLATE {}"
        named = text(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'issues' AND column_name = 'what'"
        )
        assert connection.execute(named).scalar() == "C"
        ours = connection.execute(text(told.format('"C"'))).scalars().all()
        theirs = connection.execute(text(told.format('"und-x-icu"'))).scalars().all()
    again.close()
    assert (ours, theirs) == (["B", "a"], ["a", "B"])


def test_a_reader_of_nothing_is_told_what_to_do(tmp_path):
    """There is no ledger to read, and the message says how to get one."""
    with pytest.raises(LedgerError, match="vedette watch"):
        Store(f"sqlite:///{tmp_path}/none.sqlite")


def test_a_file_that_is_no_ledger_is_refused(tmp_path):
    """A text file under the ledger's name is neither read nor overwritten."""
    path = tmp_path / "ledger.sqlite"
    path.write_text("not a database at all, but long enough to be taken for one" * 20)
    with pytest.raises(LedgerError, match="cannot be opened"):
        Store(f"sqlite:///{path}", write=True)
    assert path.read_text().startswith("not a database")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "sqlite"])
def test_an_address_that_names_no_ledger_is_refused(url):
    """The error names the address and the two forms there are."""
    with pytest.raises(LedgerError, match="sqlite:///PATH"):
        Store(url, write=True)


def test_a_reader_cannot_write(store, url):
    """A connection for reading refuses to append."""
    if not store.sqlite:
        pytest.skip("PostgreSQL grants rights by user, not by connection")
    reader = Store(url)
    with pytest.raises(Exception, match="readonly"), reader.transaction() as connection:
        connection.execute(schema.log.insert(), {"seq": 1, "noun": "x", "recorded": "x"})
    reader.close()


def test_a_ledger_that_another_writer_holds_is_busy(store, url):
    """After its patience a writer is told, by name, that somebody else is at it."""
    if not store.sqlite:
        pytest.skip("PostgreSQL's writers queue for as long as it takes")
    other = Store(url, write=True, patience=0.05)
    with store.transaction(), pytest.raises(Busy), other.transaction():
        pass
    with store.transaction(), pytest.raises(Busy), other.rehearsal():
        pass
    other.close()


def test_a_reader_sees_one_state_from_beginning_to_end(store, appender):
    """What is appended between two questions of one reading is not seen by the second."""
    count = select(func.count()).select_from(schema.days)
    with store.reading() as connection:
        before = connection.execute(count).scalar()
        with appender.batch() as batch:
            batch.close_day(date(2026, 3, 1))
        assert connection.execute(count).scalar() == before == 0


def test_two_desks_do_not_watch_one_ledger(store, url):
    """The second is refused while the first watches, and not afterwards."""
    other = Store(url, write=True)
    with store.watched(), pytest.raises(LedgerError, match="another vedette"), other.watched():
        pass
    with other.watched():
        pass
    other.close()


@pytest.mark.parametrize("url", ["postgresql://u:se:c@ret/pw@h/x", "mysql://u:secret@h:1/x"])
def test_the_password_of_a_misnamed_ledger_is_not_shown(url):
    """The message says which address is meant, and keeps the password to itself."""
    with pytest.raises(LedgerError) as caught:
        Store(url)
    assert caught.value.where.startswith(url.split("se", 1)[0] + "***@h")
    assert "ret" not in caught.value.where


def test_who_reads_leaves_the_writer_its_pages(tmp_path):
    """Whoever writes meets no write but its own, however many read meanwhile: its cache holds."""
    store = Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)
    appender, seen = Appender(store, now=lambda: NOON), set()
    with store.engine.connect(), store.engine.connect():
        pass  # two at once, as where a command of the desk came between
    for n in range(8):
        with store.reading() as one, store.reading() as other, appender.batch() as batch:
            batch.capture(capture(f"{n}", known=NOON))
            seen.add(batch.connection.exec_driver_sql("PRAGMA data_version").scalar())
            sizes = [c.exec_driver_sql("PRAGMA cache_size").scalar() for c in (one, other)]
    store.close()
    assert len(seen) == 1
    assert all(abs(size) < 65536 for size in sizes)
