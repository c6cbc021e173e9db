"""What a report replaces is gone at once: it does not wait for a search for circles."""

import gc
from collections import Counter

import pytest
from tests.desk.test_pledging import desk, kept

from vedette.ledger.store import Store


@pytest.fixture
def store(tmp_path):
    """Give an empty ledger."""
    store = Store(f"sqlite:///{tmp_path}/ledger.sqlite", write=True)
    yield store
    store.close()


def asked(told):
    """Ask for all that is put together out of the whole ledger."""
    return told.pledges(), told.calls(), told.postures(), told.forecasts(), told.incidents()


def test_what_was_put_together_before_a_report_is_gone_after_it(store):
    """Registers, lists and pictures of the ledger as it was wait for no search."""
    kept(store, "06-three")
    told = desk(store)
    assert asked(told)[0].lines
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        kept(store, "08-copies")
        asked(told)
        gc.collect()
        left = Counter(type(one).__module__ + "." + type(one).__qualname__ for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert {name: count for name, count in left.items() if name.startswith("vedette.")} == {}
