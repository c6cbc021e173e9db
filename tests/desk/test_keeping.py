"""What is worked out of the views: once for each state of them, for all who ask."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from tests.ledger.making import NOON, article, capture, coding

from vedette.desk.keeping import Kept
from vedette.ledger.append import Appender
from vedette.ledger.folding import catch_up
from vedette.ledger.store import Store


@pytest.fixture
def store(tmp_path):
    """Give an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield store
    store.close()


def test_it_is_made_anew_when_the_views_are_others(store):
    """Twice asked it is made once; what is folded afterwards makes it another."""
    made = []
    kept = Kept(lambda _: made.append(None) or len(made))
    with store.reading() as connection:
        assert (kept.of(connection), kept.of(connection)) == (1, 1)
    with Appender(store, now=lambda: NOON).batch() as batch:
        batch.coding(batch.article(batch.capture(capture()), article()), coding(article()))
    with store.reading() as connection:
        assert kept.of(connection) == 1
    catch_up(store)
    with store.reading() as connection:
        assert (kept.of(connection), len(made)) == (2, 2)


def test_it_is_made_once_for_all_who_ask_at_a_time(store):
    """Who comes while it is made waits for it."""
    made, asked = [], Event()

    def make(_):
        made.append(None)
        asked.wait(0.2)
        return len(made)

    kept = Kept(make)

    def ask(_):
        with store.reading() as connection:
            return kept.of(connection)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [1, 1, 1, 1]
