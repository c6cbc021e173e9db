"""What pages put together is made before anybody asks, and what breaks is asked for again."""

import threading
from contextlib import closing

from sqlalchemy import event
from tests.ledger.making import NOON, article, keep

from vedette.desk import Ask, Desk, IncidentAsk
from vedette.desk.ahead import Ahead, parts
from vedette.ledger import folding
from vedette.ledger.append import Appender
from vedette.ledger.store import Store


class Counted:
    """A desk that is asked for parts, of which one always breaks."""

    def __init__(self):
        self.asked, self.twice = [], threading.Event()

    def __getattr__(self, name):
        def ask(*_told, **_more):
            if name == "today":
                return NOON.date()
            if name == "calls":
                raise OSError("the ledger is away")
            if name == "brief" and name in self.asked:
                self.twice.set()
            self.asked.append(name)
            return None

        return ask


def asked_of(store, desk):
    """How many statements a list of findings and one of incidents ask of the ledger."""
    asked = []
    with store.reading() as connection:
        engine = connection.engine

    def note(*told):
        asked.append(told[2])

    event.listen(engine, "before_cursor_execute", note, named=False)
    assert desk.count(Ask()).total == 2
    assert len(desk.incidents(IncidentAsk()).lines) == 1
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_a_page_finds_what_it_needs(tmp_path):
    """It asks the ledger for less than that of a desk of which nothing was made."""
    with closing(Store(f"sqlite:///{tmp_path}/l.sqlite", write=True)) as store:
        keep(Appender(store, now=lambda: NOON), article())
        folding.catch_up(store)
        ready, other = Desk(store, now=lambda: NOON), Desk(store, now=lambda: NOON)
        for make in parts(ready):
            make()
        assert asked_of(store, ready) < asked_of(store, other)


def test_all_is_made_again_and_again_whatever_breaks():
    """In a thread of its own, until it is told to stop."""
    desk = Counted()
    ahead = Ahead(desk, lambda: 0.0, pause=0.0)
    ahead.start()
    assert desk.twice.wait(30)
    ahead.stop()
    assert desk.asked[0] == "count"
    assert {"incidents", "unusual", "pledges_due", "forecasts_due", "postures", "brief"} < {
        *desk.asked
    }


def test_nothing_is_made_by_one_that_was_told_to_stop():
    """A desk that is closed at once is asked nothing."""
    desk = Counted()
    ahead = Ahead(desk, lambda: 0.0)
    ahead.stop()
    ahead.start()
    ahead.join(30)
    assert not desk.asked
