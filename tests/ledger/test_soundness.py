"""A spoilt page is found and named; a copy that is whole takes its place."""

import os
import resource
import sqlite3

import pytest
from tests.killing import assert_sound, held
from tests.ledger.making import NOON, article, capture, coding

from vedette.errors import LedgerError
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.soundness import back_up, faults
from vedette.ledger.store import Store

TEXT = "The cable broke off Hanko, the operator said. "


@pytest.fixture
def kept(tmp_path):
    """The address of a ledger with some articles."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    store = Store(url, write=True)
    fill(store, range(40))
    store.close()
    return url


def fill(store, numbers):
    """Append articles, and fold them."""
    appender = Appender(store, now=lambda: NOON)
    for n in numbers:
        written = article(f"k{n}", f"{TEXT}{n} " * 30)
        with appender.batch() as batch:
            seq = batch.article(batch.capture(capture(written.key, written.text.encode())), written)
            batch.coding(seq, coding(written, findings=False))
    folding.catch_up(store)


def spoil(path):
    """Overwrite a page in the middle, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(os.urandom(4096))


def test_a_whole_file_has_no_faults(kept, tmp_path):
    """And its copy holds what it holds."""
    assert faults(kept) == ()
    size = back_up(kept, tmp_path / "copy.sqlite")
    assert size == (tmp_path / "copy.sqlite").stat().st_size
    copy = f"sqlite:///{tmp_path}/copy.sqlite"
    assert_sound(copy)
    one, other = Store(kept), Store(copy)
    assert held(one) == held(other)
    one.close()
    other.close()


def test_a_spoilt_page_is_found_and_restored_from_a_copy(kept, tmp_path):
    """It is named, it is not copied, and the copy in its place is sound again."""
    ledger, copy = tmp_path / "ledger.sqlite", tmp_path / "copy.sqlite"
    back_up(kept, copy)
    spoil(ledger)
    assert faults(kept)
    with pytest.raises(LedgerError, match="not whole"):
        back_up(kept, tmp_path / "second.sqlite")
    assert not (tmp_path / "second.sqlite").exists()
    copy.replace(ledger)
    assert faults(kept) == ()
    assert_sound(kept)


def test_what_is_no_ledger_at_all_is_a_fault(tmp_path):
    """A file of noise is named, not a traceback."""
    (tmp_path / "noise.sqlite").write_bytes(os.urandom(9000))
    assert faults(f"sqlite:///{tmp_path}/noise.sqlite") == ("file is not a database",)


def test_a_copy_is_of_one_moment_while_others_write(kept, tmp_path):
    """Whoever appends meanwhile is in it whole or not at all."""
    store = Store(kept, write=True)
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE articles SET title = 'half'")
        back_up(kept, tmp_path / "copy.sqlite")
    store.close()
    copied = sqlite3.connect(tmp_path / "copy.sqlite")
    assert copied.execute("SELECT count(*) FROM articles WHERE title = 'half'").fetchone() == (0,)
    copied.close()


def test_nothing_is_overwritten_and_nothing_half_is_left(kept, tmp_path):
    """A name that is taken is refused, and a full disk leaves no part of a copy."""
    (tmp_path / "taken.sqlite").write_bytes(b"x")
    with pytest.raises(LedgerError, match="already"):
        back_up(kept, tmp_path / "taken.sqlite")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(LedgerError, match="cannot be written"):
            back_up(kept, tmp_path / "copy.sqlite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert sorted(path.name for path in tmp_path.glob("copy*")) == []


def test_a_full_disk_loses_nothing_that_was_written(kept):
    """Appending fails whole; once there is room, it goes on where it was."""
    store = Store(kept, write=True)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        with pytest.raises(Exception, match=r"disk|full|I/O"):
            fill(store, range(40, 90))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    fill(store, range(40, 90))
    store.close()
    assert faults(kept) == ()
    assert_sound(kept)


def test_other_databases_have_tools_of_their_own():
    """PostgreSQL is told so."""
    with pytest.raises(LedgerError, match="SQLite alone"):
        faults("postgresql+psycopg://user:secret@localhost/name")
