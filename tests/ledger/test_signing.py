"""Signatures in memory: the last ones, and none twice while somebody has it."""

import gc

from sqlalchemy import event, select
from tests.relate.making import report, signed
from tests.soak.grounds import REPORTS, filled
from tests.soak.striking import finish, start

from vedette.ledger import folding, signing
from vedette.ledger import schema as t
from vedette.ledger.relating import Relating
from vedette.ledger.signing import Remembered
from vedette.ledger.store import Store

STREAM = "havel"
"""No other test has its reports: what this process has signed before it remembers."""
NEWEST = select(t.standing.c.article).order_by(t.standing.c.known.desc()).limit(1)


class Making:
    """Makes signatures by name, and counts them."""

    def __init__(self, most):
        self.kept, self.made = Remembered(most), []

    def get(self, name):
        """Ask for one."""
        return self.kept.get(name, lambda: self._make(name))

    def _make(self, name):
        self.made.append(name)
        return signed(report(name, f"Report {name} tells of a cable."))


def test_what_is_asked_for_again_stays():
    """Room is made by whoever was asked for longest ago, not by whoever came first."""
    making = Making(2)
    for name in "abaca":
        making.get(name)
    gc.collect()
    making.get("a")
    assert making.made == ["a", "b", "c"]
    making.get("b")
    assert making.made == ["a", "b", "c", "b"]


def test_what_somebody_still_has_is_not_made_twice():
    """One that was dropped and is in use is the same one; once nobody has it, it is gone."""
    making = Making(1)
    held = making.get("a")
    making.get("b")
    assert making.get("a") is held
    del held
    making.get("b")
    gc.collect()
    making.get("a")
    assert making.made == ["a", "b", "b", "a"]


def test_what_a_watch_warms_up_with_need_not_be_read_again(tmp_path):
    """What folded it is another process, as after a start: the last are named, and read once."""
    path = tmp_path / "ledger.sqlite"
    finish(start(filled, path, STREAM), 60)
    store = Store(f"sqlite:///{path}", write=True)
    with store.reading() as connection:
        views = dict(folding.fingerprints(connection))
        last = signing.latest(connection)
        assert len(last) == REPORTS
        assert last[-1] == connection.execute(NEWEST).scalar()
        first = _asked(connection, lambda: Relating(connection).warm(last))
        again = _asked(connection, lambda: Relating(connection).warm(last))
        assert first > REPORTS > again, "each is read, and then none"
        assert dict(folding.fingerprints(connection)) == views
    store.close()


def _asked(connection, function):
    """How often the ledger is asked while a function runs."""
    asked = []

    def note(*told):
        asked.append(told[2])

    event.listen(connection, "before_cursor_execute", note)
    function()
    event.remove(connection, "before_cursor_execute", note)
    return len(asked)
