"""Whose a browser is that asks to be told, on a desk that asks for a login."""

from contextlib import closing

from tests.web.test_here import NOON, PUSH, RULE, wanted

from vedette.desk.subscribing import Subscribing, keyed
from vedette.ledger import subscribers
from vedette.ledger.store import Store


def test_a_browser_is_that_of_who_came_in_at_it(visit, live, tmp_path):
    """The key of his account is kept with its address."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    with closing(Store(url, write=True)) as store:
        channels = keyed((PUSH,), tmp_path / "push-key")
        live.subscribing = Subscribing(store, channels, (RULE,), now=lambda: NOON)
        assert visit("Reader").post("/alerts/here", json=wanted()).status_code == 204
        with store.reading() as connection:
            assert list(subscribers.standing(connection, PUSH.name).values()) == ["reader"]
