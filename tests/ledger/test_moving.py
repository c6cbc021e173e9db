"""A ledger that was copied into another database is the same there, in every row and answer."""

import os
import resource
import shutil
import sqlite3
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from tests.ledger.crammed import cram
from tests.ledger.making import NOON, article, keep
from tests.ledger.test_store import ours
from tests.web.hushed import fill, secret

from vedette.errors import LedgerError
from vedette.ledger import folding, schema
from vedette.ledger.append import Appender
from vedette.ledger.moving import copy, must_equal
from vedette.ledger.search import search, worded
from vedette.ledger.store import Store
from vedette.ledger.sums import TABLES, Adding, sums
from vedette.sought import TEXT, Clause, Query


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The file of a ledger with forty reports and their views."""
    path = tmp_path_factory.mktemp("filled") / "told.sqlite"
    fill(f"sqlite:///{path}", secret(), secret(of=5)).close()
    return path


@pytest.fixture
def told(filled, tmp_path):
    """The address of a ledger like it, for one test."""
    shutil.copy(filled, tmp_path / "told.sqlite")
    return f"sqlite:///{tmp_path}/told.sqlite"


def summed(address):
    """What a ledger holds."""
    store = Store(address)
    with store.reading() as connection:
        found = sums(connection)
    store.close()
    return found


def prints(address):
    """The bytes of its views."""
    store = Store(address)
    with store.reading() as connection:
        found = dict(folding.fingerprints(connection))
    store.close()
    return found


def test_every_table_is_copied_there_and_back(url, tmp_path):
    """To the last byte, whatever it holds."""
    first, back = f"sqlite:///{tmp_path}/first.sqlite", f"sqlite:///{tmp_path}/back.sqlite"
    cram(first)
    copied = copy(first, url)
    assert {one.table for one in copied if one.rows} == {table.name for table in TABLES}
    assert copy(url, back) == copied == summed(first) == summed(url) == summed(back)


def test_views_fold_to_the_same_bytes(told, url):
    """Those that were copied, and those that the other database folds out of the log afresh."""
    copy(told, url)
    assert prints(url) == prints(told)
    store = Store(url, write=True)
    folding.rebuild(store)
    store.close()
    assert prints(url) == prints(told)


def test_a_copy_goes_on_as_the_ledger_would_have(told, url):
    """What is appended to both makes both the same again."""
    copy(told, url)
    for address in (told, url):
        store = Store(address, write=True)
        appender = Appender(store, now=lambda: NOON)
        for n in range(5):
            later = NOON + timedelta(hours=n)
            keep(appender, article(f"new{n}", f"A cable broke off Hanko. {n}", known=later))
        folding.catch_up(store)
        store.close()
    assert summed(url) == summed(told)


def test_search_finds_the_same(told, url):
    """In the same order, with the same snippets."""
    copy(told, url)
    found = hits(url)
    assert found == hits(told)
    assert [bool(one.lines) for one in found] == [True, True, True, True, False]


def hits(address):
    """What searches find, the newest first."""
    store = Store(address)
    with store.reading() as connection:
        found = [
            search(connection, asked(words), limit=500)
            for words in ("police", "the rhine", "cable brok", "quillonby", "никто")
        ]
    store.close()
    return found


def asked(words):
    """Words as they are typed."""
    clauses = tuple(Clause(name=TEXT, values=(one,)) for (one,) in worded(words))
    return Query(clauses=clauses)


def test_a_copy_has_the_indexes_and_keys_that_migrations_make(told, url):
    """Rows are written without them, and they are made again."""
    copy(told, url)
    store = Store(url, write=True)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, schema.metadata) == []
    with store.transaction() as connection, pytest.raises(Exception, match=r"(?i)foreign key"):
        connection.execute(insert(schema.days), {"seq": 10**9, "day": "2026-03-02"})
    store.close()


def test_texts_are_ordered_alike(url):
    """By code points, whatever locale a database was made in."""
    told = ["a", "B", "b", "Ä", "a-b", "ab", "z", "ż", "", "Z"]
    store = Store(url, write=True)
    with store.transaction() as connection:
        connection.execute(insert(schema.stirred), [{"article": one} for one in told])
        found = connection.execute(select(schema.stirred).order_by("article")).scalars().all()
    store.close()
    assert found == sorted(told)


def test_nothing_lands_where_something_is(told, url):
    """A second copy is refused, and the first one stays as it is."""
    copied = copy(told, url)
    with pytest.raises(LedgerError, match="already"):
        copy(told, url)
    assert summed(url) == copied


def test_a_ledger_of_another_version_is_not_copied(told, url):
    """It says at which it stands."""
    store = Store(told, write=True)
    with store.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.close()
    with pytest.raises(LedgerError, match="it stands at 0001"):
        copy(told, url)


@pytest.mark.parametrize("wrong", ["nowhere", "mysql://a:b@c/d", "sqlite://"])
def test_an_address_that_names_no_ledger_is_refused(told, wrong):
    """Before anything is read."""
    with pytest.raises(LedgerError, match="not the address"):
        copy(told, wrong)


def test_a_full_disk_leaves_nothing_of_a_copy(told, tmp_path):
    """And says so; with room, the same command does it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, before[1]))
    try:
        with pytest.raises(LedgerError, match="nothing of it is left"):
            copy(told, f"sqlite:///{tmp_path}/copy.sqlite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert sorted(path.name for path in tmp_path.glob("copy*")) == []
    copy(told, f"sqlite:///{tmp_path}/copy.sqlite")


def test_a_copy_that_breaks_leaves_an_empty_database(told, url, tmp_path):
    """A row in the middle that the other database does not take undoes those before it."""
    if url.startswith("sqlite"):
        pytest.skip("SQLite takes whatever SQLite had")
    spoilt = f"sqlite:///{tmp_path}/spoilt.sqlite"
    copy(told, spoilt)
    with sqlite3.connect(tmp_path / "spoilt.sqlite") as connection:
        connection.execute("UPDATE articles SET title = 'a' || char(0)")
    connection.close()
    with pytest.raises(LedgerError, match="nothing of it is left"):
        copy(spoilt, url)
    assert {one.rows for one in summed(url)} == {0}
    copy(told, url)


def test_a_spoilt_ledger_is_not_copied(told, url, tmp_path):
    """Its own fault is told, not the copy's."""
    path = tmp_path / "told.sqlite"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(os.urandom(4096))
    with pytest.raises(LedgerError, match="the ledger is not whole"):
        copy(told, url)


ROWS = st.lists(
    st.tuples(st.integers(), st.text(), st.booleans(), st.floats(allow_nan=False), st.binary()),
    max_size=6,
)


def added(rows):
    """The digest of some rows."""
    adding = Adding(schema.log)
    adding.take(rows)
    return adding.made()


@given(ROWS, st.randoms(use_true_random=False), ROWS)
def test_a_sum_hangs_on_rows_and_not_on_their_order(rows, rng, others):
    """Shuffled rows add up to the same, other rows to something else."""
    shuffled = rng.sample(rows, len(rows))
    assert added(shuffled) == added(rows)
    assert (added(others) == added(rows)) == (sorted(map(repr, others)) == sorted(map(repr, rows)))


def test_what_does_not_add_up_is_named():
    """The table is told, and which copy it is."""
    one, other = [added([(1,)])], [added([(2,)])]
    must_equal(one, one, to="there")
    with pytest.raises(LedgerError, match=r"there: .*log add up"):
        must_equal(one, other, to="there")
