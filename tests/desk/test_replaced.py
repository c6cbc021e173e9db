"""What a report replaces is gone at once: it does not wait for a search for circles."""

import pytest
from tests.circles import left_in_circles
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
    with left_in_circles("vedette.") as left:
        kept(store, "08-copies")
        asked(told)
    assert left == {}
