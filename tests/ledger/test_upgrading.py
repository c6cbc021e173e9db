"""A ledger of any earlier schema is brought forward; one of a later schema is left alone."""

import sqlite3
from contextlib import closing

import pytest
from tests.ledger.making import NOON
from tests.ledger.olden import EARLIER, olden, revision, told
from tests.ledger.streaming import keep, reports

from vedette.errors import LedgerError
from vedette.ledger import folding, migrate
from vedette.ledger.append import Appender
from vedette.ledger.rows import FINDINGS_LIMIT
from vedette.ledger.store import Store


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The file of a ledger of today."""
    path = tmp_path_factory.mktemp("today") / "l.sqlite"
    store = Store(f"sqlite:///{path}", write=True)
    appender = Appender(store, now=lambda: NOON)
    for written, tells in reports("rhine", 12):
        keep(appender, written, tells)
    folding.catch_up(store)
    store.close()
    return path


@pytest.mark.parametrize("earlier", EARLIER)
def test_a_ledger_of_each_earlier_schema_is_brought_forward(earlier, ledger, tmp_path):
    """With every row that it has, and views that are what a fresh fold gives."""
    old, path = tmp_path / "old.sqlite", tmp_path / "l.sqlite"
    olden(ledger, old, earlier)
    path.write_bytes(old.read_bytes())
    with pytest.raises(LedgerError, match="another version"):
        Store(f"sqlite:///{path}")
    assert revision(path) == earlier
    store = Store(f"sqlite:///{path}", write=True)
    folding.catch_up(store)
    assert folding.check(store).holds
    store.close()
    assert revision(path) == migrate.HEAD
    assert told(path, old) == told(old, path)
    with closing(sqlite3.connect(path)) as connection:
        numbered = connection.execute("SELECT ref, coding, ordinal FROM findings").fetchall()
    assert numbered
    assert all(ref == FINDINGS_LIMIT * coding + n for ref, coding, n in numbered)


@pytest.mark.parametrize("write", [True, False])
def test_a_ledger_of_a_later_vedette_is_refused_and_left_as_it_is(write, ledger, tmp_path):
    """Whoever goes back to an older program is told so, whether he writes or reads."""
    path = tmp_path / "l.sqlite"
    path.write_bytes(ledger.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="a later vedette") as caught:
        Store(f"sqlite:///{path}", write=write)
    assert "9999" in str(caught.value)
    assert path.read_bytes() == before
